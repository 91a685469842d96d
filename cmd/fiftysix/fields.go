package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
)

// fieldsTopic is a help topic, not a command: it lists every field of every file.
func (p *program) fieldsTopic() *cobra.Command {
	topic := &cobra.Command{
		Use:   "fields",
		Short: "Every field of every file, and what it may hold",
		Args:  noArguments,
	}
	topic.SetHelpFunc(func(*cobra.Command, []string) { writeManual(p.out) })
	return topic
}

const aboutFields = `Each text begins with its fields, between two lines of three hyphens:

  ---
  title: About this site
  ---

A field marked * must be there. One marked + should be: without it the site is
built, with a warning. Put a value in quotes if it holds a colon or a #.
`

// writeManual prints the content format from the tables that the reader uses.
func writeManual(w io.Writer) {
	fmt.Fprint(w, aboutFields)
	for _, file := range content.Manual() {
		fmt.Fprintf(w, "\n%s: %s\n\n", file.Name, file.What)
		writeFields(w, file.Fields, "  ")
		if len(file.Headings) > 0 {
			fmt.Fprintf(w, "\n  Below the fields stand the words, and then, each under its own heading,\n  ## %s\n", strings.Join(file.Headings, ", ## "))
		}
	}
}

func writeFields(w io.Writer, fields []content.FieldHelp, indent string) {
	for _, f := range fields {
		sign := " "
		switch {
		case f.Required, f.RequiredInOneLanguage:
			sign = "*"
		case f.Recommended:
			sign = "+"
		}
		fmt.Fprintf(w, "%s%s %s: %s\n", indent, sign, f.Name, f.Help)
		if len(f.Parts) == 0 {
			fmt.Fprintf(w, "%s    %s\n", indent, f.Expects)
		}
		writeFields(w, f.Parts, indent+"    ")
	}
}
