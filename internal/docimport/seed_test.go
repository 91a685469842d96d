package docimport

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// TestTheSeedComesOutAsMadeByHand imports the board paper of this repository's
// own report, and compares what the register reads of it, field for field,
// with what was made of the same paper by hand.
func TestTheSeedComesOutAsMadeByHand(t *testing.T) {
	now, _ := inspection.ParseMoment("2026-11-24 09:00")
	byHand, _ := content.Load(os.DirFS("../.."), content.Options{Now: now})
	data, err := os.ReadFile("../../content/reports/2020-prevent/board-paper-2020-05-26.txt")
	if err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../../fiftysix.yaml")
	if err != nil {
		t.Fatal(err)
	}
	paper, err := Open("board-paper.txt", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		names Names
	}{
		{"with the settings of the real site", Names{Force: "Cambridgeshire Constabulary", Addressees: byHand.Office.AddresseeNames()}},
		{"with those of a new site", Names{Force: "Cambridgeshire Constabulary"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			folders := Import(paper, Settings{Names: test.names, Today: today})
			if len(folders) != 1 {
				t.Fatalf("%d reports; want one", len(folders))
			}
			text := string(settings)
			if len(test.names.Addressees) == 0 {
				from, to := strings.Index(text, "addressees:"), strings.Index(text, "licence:")
				text = text[:from] + text[to:]
			}
			imported := readFolders(t, text, folders)
			differ := compareFields(t, fieldsOf(byHand.Report("2020-prevent")), fieldsOf(imported.Reports[0]))
			// The paper's link to the report leads nowhere, so its address is
			// left to a person.
			if fmt.Sprint(differ) != "[url]" {
				t.Errorf("these fields differ: %v; want [url]", differ)
			}
		})
	}
}

// compareFields prints a table and gives the names of the fields that differ.
func compareFields(t *testing.T, want, got []fieldOf) (differ []string) {
	var table strings.Builder
	left := got
	right := 0
	for _, w := range want {
		found := "(left to a person)"
		for i, g := range left {
			if g.name == w.name && (g.value == w.value || w.name != "attachment" && !strings.HasSuffix(w.name, "addressed_to")) {
				found = g.value
				left = append(left[:i:i], left[i+1:]...)
				break
			}
		}
		mark := "right"
		if found != w.value {
			mark = "DIFFERS"
			differ = append(differ, w.name)
		} else {
			right++
		}
		fmt.Fprintf(&table, "%-8s %-36s %s\n", mark, w.name, shortValue(found))
	}
	for _, g := range left {
		differ = append(differ, g.name)
		fmt.Fprintf(&table, "%-8s %-36s %s\n", "MORE", g.name, shortValue(g.value))
	}
	t.Logf("%d of %d fields as made by hand\n%s", right, len(want), table.String())
	return differ
}

func shortValue(v string) string {
	if r := []rune(v); len(r) > 60 {
		return string(r[:58]) + " …"
	}
	return v
}
