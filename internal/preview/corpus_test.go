package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// settings are those of the sites that these tests make up.
const settings = `office:
  name: Exampleshire Police and Crime Commissioner
  terms:
    - {kind: pcc, title: Police and Crime Commissioner, from: 2012-11-22}
  contact: {email: office@example.org}
force: Exampleshire Constabulary
`

// corpus makes a site of n reports with findings each in a new folder.
func corpus(t testing.TB, n, findings int) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "fiftysix.yaml", settings)
	put(t, dir, "content/about.md", "---\ntitle: About this site\nin_menu: true\n---\nWhat this site is for.\n")
	for i := range n {
		id := reportID(i)
		put(t, dir, "content/reports/"+id+"/report.md", reportText(i, "The force was inspected."))
		for f := 1; f <= findings; f++ {
			put(t, dir, fmt.Sprintf("content/reports/%s/recommendation-%d.md", id, f), findingText(f, findingWords(i, f)))
		}
	}
	return dir
}

func reportID(i int) string { return fmt.Sprintf("%d-inspection-%d", 2018+i%8, i) }

func reportText(i int, words string) string {
	year := 2018 + i%8
	return fmt.Sprintf(`---
title: "Inspection %d of the force"
kind: [thematic]
scope: force
published: %d-%02d-%02d
url: https://www.example.org/reports/%d/
response:
  published: %d-%02d-%02d
  sent_to_home_secretary: %d-12-20
  sent_to_inspectorate: %d-12-20
---

%s It has **two** paragraphs, and [a link](https://www.example.org/) in them.

- first, a list with an item of some length, as lists in reports have
- second, another one, which is about as long as the first

## Force comments

We welcome this report. We have read it and we accept what it says about us.

## Our comments

The force has work to do. I shall hold the Chief Constable to account for it.
`, i, year, 1+i%9, 1+i%28, i, year, 2+i%9, 1+i%26, year, year, words)
}

// findingWords are those of a finding of the corpus. No two findings have the
// same, as in life, or each would be told of the others.
func findingWords(report, finding int) string {
	return fmt.Sprintf("Within three months the force should do better in %d ways, %d of them new.", report+2, finding)
}

func findingText(n int, words string) string {
	return fmt.Sprintf(`---
label: Recommendation %d
addressed_to: Chief constables
whose: this-force
due: 6 months
action: taken
history:
  - {date: 2025-12-21, status: in-progress, by: force}
---

%s

## Force response

We have written a new policy, trained everyone who needs it, and we look at it every quarter.

## Our response

I have asked the Chief Constable to report on progress to my board every quarter.
`, n, words)
}

// put writes a file of a site, with the folders it needs.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
