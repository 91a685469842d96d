package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fiftysix/internal/content"
)

// TestReference holds docs/fields.md against the tables that read the files.
func TestReference(t *testing.T) {
	const name = "../../docs/fields.md"
	want := reference()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the field tables say; to write it anew: go test ./cmd/fiftysix -run TestReference -update", name)
	}
}

// reference is every field of every file, as a page of Markdown.
func reference() string {
	var b strings.Builder
	b.WriteString("# Every field of every file\n\n" +
		"This page is made from the tables that fiftysix reads files by. `fiftysix help fields` says the same in a terminal.\n\n" +
		"Fields stand at the beginning of a file, between two lines of three hyphens. **Must** means that without the field nothing is built;\n" +
		"**should**, that the site is built with a warning. Dates are written year-month-day. Put words in quotes if they hold a colon or a `#`.\n")
	for _, file := range content.Manual() {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n| field | must it be there? | what it is for | what it may hold |\n|---|---|---|---|\n", file.Name, capital(file.What))
		referenceRows(&b, file.Fields, "")
		if len(file.Headings) > 0 {
			fmt.Fprintf(&b, "\nBelow the fields stand the words, and then, each under its own heading, `## %s`.\n", strings.Join(file.Headings, "`, `## "))
		}
	}
	return b.String()
}

func referenceRows(b *strings.Builder, fields []content.FieldHelp, in string) {
	for _, f := range fields {
		must := ""
		switch {
		case f.Required && in != "":
			must = "must, where its group is"
		case f.Required, f.RequiredInOneLanguage:
			must = "must"
		case f.Recommended:
			must = "should"
		}
		says := f.Expects
		if len(f.Parts) > 0 {
			if says = "a group of fields, below"; f.List {
				says = "a list of groups of fields, below"
			}
			if f.OrTrue {
				says = "true, or " + says
			}
		}
		fmt.Fprintf(b, "| `%s%s` | %s | %s | %s |\n", in, f.Name, must, capital(f.Help), says)
		referenceRows(b, f.Parts, in+f.Name+".")
	}
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
