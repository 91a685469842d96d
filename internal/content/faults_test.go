package content

import (
	"bytes"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

var update = flag.Bool("update", false, "rewrite what the tests want; then read the diff as you would code")

// now is the moment at which every test reads.
var now = must(inspection.ParseMoment("2026-11-24 09:00"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// plainSite is a small site in which nothing is wrong. A fault's archive holds
// only the files that differ from it.
func plainSite() fstest.MapFS {
	return fstest.MapFS{
		"fiftysix.yaml": {Data: []byte(`office:
  name: Office of the Exampleshire Commissioner
  terms:
    - {kind: pcc, title: Police and Crime Commissioner, from: 2012-11-22}
  contact: {email: office@exampleshire.example}
force: Exampleshire Police
`)},
		"content/about.md": {Data: []byte("---\ntitle: About this site\n---\n\nWords.\n")},
		"content/reports/2024-custody/report.md": {Data: []byte(`---
title: Custody in Exampleshire
kind: [custody]
scope: force
published: 2024-01-05
url: https://example.org/custody/
response:
  published: 2024-02-29
  sent_to_home_secretary: 2024-02-29
  sent_to_inspectorate: 2024-02-29
---

Background.

## Force comments

The force's words.

## Our comments

Our words.
`)},
		"content/reports/2024-custody/recommendation-1.md": {Data: []byte(`---
addressed_to: [Exampleshire Police]
whose: this-force
action: taken
---

Within three months the force should mend it.

## Force response

It is mended.

## Our response

We have seen that it is.
`)},
	}
}

// TestFaults reads each archive of testdata/faults, laid over the plain site,
// and wants the problems that its last file, named "problems", holds. A file
// that is only the line "gone" is taken away.
func TestFaults(t *testing.T) {
	files, err := filepath.Glob("testdata/faults/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives found: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			for _, f := range archive.Files {
				if f.Name == "problems" {
					want = string(f.Data)
				}
			}
			_, problems := Load(laidOver(archive), Options{Now: now})
			got := written(problems)
			if *update {
				updateArchive(t, file, archive, got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("problems differ (-want +got):\n%s", diff)
			}
			wantError := !strings.HasPrefix(filepath.Base(file), "warn_") && !strings.HasPrefix(filepath.Base(file), "fine_")
			if errors, _ := diag.Count(problems); (errors > 0) != wantError {
				t.Errorf("%d errors; files named warn_ and fine_ must have none, and all others at least one", errors)
			}
		})
	}
}

func updateArchive(t *testing.T, file string, a *txtar.Archive, problems string) {
	t.Helper()
	for i, f := range a.Files {
		if f.Name == "problems" {
			a.Files = append(a.Files[:i], a.Files[i+1:]...)
			break
		}
	}
	a.Files = append(a.Files, txtar.File{Name: "problems", Data: []byte(problems)})
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

func written(problems []diag.Problem) string {
	var b bytes.Buffer
	for _, p := range problems {
		_ = p.Write(&b)
	}
	return b.String()
}

// TestEveryRuleHasAnArchive holds that each rule is seen at work, in an archive
// that a person can open. Those of prose have theirs there.
func TestEveryRuleHasAnArchive(t *testing.T) {
	files, _ := filepath.Glob("testdata/faults/*.txtar")
	seen := map[string]bool{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := Load(laidOver(archive), Options{Now: now})
		for _, p := range problems {
			seen[p.Rule] = true
		}
	}
	elsewhere := []string{markdown.RulePersonalEmail, markdown.RulePhone, markdown.RuleAbbreviation} // prose finds them, and they are judged here
	for _, r := range slices.Concat(frontmatter.Rules, Rules) {
		elsewhere = append(elsewhere, r.ID)
	}
	for _, id := range elsewhere {
		if !seen[id] && !slices.Contains(externalRules, id) && !slices.Contains(atLimits, id) { // TestCheckExternal and TestLimits show those
			t.Errorf("no archive of testdata/faults shows the rule %q", id)
		}
	}
}

// laidOver is the plain site with an archive's files in place of its own.
func laidOver(archive *txtar.Archive) fstest.MapFS {
	site := plainSite()
	for _, f := range archive.Files {
		switch {
		case f.Name == "problems":
		case string(f.Data) == "gone\n":
			delete(site, f.Name)
		case strings.HasSuffix(f.Name, ".base64"): // what is no text
			data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(f.Data)))
			site[strings.TrimSuffix(f.Name, ".base64")] = &fstest.MapFile{Data: must(data, err)}
		default:
			site[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return site
}

func TestPlainSiteHasNoProblems(t *testing.T) {
	reg, problems := Load(plainSite(), Options{Now: now})
	if len(problems) > 0 {
		t.Fatal(written(problems))
	}
	if len(reg.Reports) != 1 || len(reg.Reports[0].Findings) != 1 || len(reg.Pages) != 1 {
		t.Errorf("read %d reports and %d pages", len(reg.Reports), len(reg.Pages))
	}
}

// TestNoFileIsReadInPart cuts the files of the plain site short at every byte:
// what is left must be whole, or an error, and never panic.
func TestNoFileIsReadInPart(t *testing.T) {
	for name, file := range plainSite() {
		for n := range file.Data {
			site := plainSite()
			site[name] = &fstest.MapFile{Data: file.Data[:n]}
			reg, problems := Load(site, Options{Now: now})
			if errors, _ := diag.Count(problems); reg == nil && errors == 0 {
				t.Fatalf("%s cut at byte %d: nothing was read and nothing said", name, n)
			}
		}
	}
}
