package content

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fiftysix/internal/inspection"
)

// twoLanguages is a site whose files are given, in English and Welsh.
func twoLanguages(report, welsh string) fstest.MapFS {
	site := plainSite()
	settings := string(site["fiftysix.yaml"].Data) + "languages: [en, cy]\n"
	site["fiftysix.yaml"] = &fstest.MapFile{Data: []byte(settings)}
	delete(site, "content/about.md")
	delete(site, "content/reports/2024-custody/recommendation-1.md")
	site["content/reports/2024-custody/report.md"] = &fstest.MapFile{Data: []byte(report)}
	if welsh != "" {
		site["content/reports/2024-custody/report.cy.md"] = &fstest.MapFile{Data: []byte(welsh)}
	}
	return site
}

const inEnglish = `---
title: Custody
kind: [custody]
scope: force
published: 2024-01-05
url: https://example.org/custody/
response:
  published: 2024-02-29
  sent_to_home_secretary: 2024-02-29
  sent_to_inspectorate: 2024-02-29
---

One.

Two.

Three.

## Our comments

Ours.
`

const inWelsh = `---
title: Dalfa
---

Un.

Dau.

Tri.

## Ein sylwadau

Ein geiriau.
`

// recordedFrom is the Welsh with the record of an English text.
func recordedFrom(t *testing.T, english, welsh string) string {
	t.Helper()
	reg, problems := Load(twoLanguages(english, welsh), Options{Now: now})
	if reg == nil {
		t.Fatal(problems)
	}
	record := inspection.RecordText("en", inspection.ParagraphHashes(reg.Reports[0].Translatable(&reg.Office).Fields("en")))
	return strings.Replace(welsh, "\n---\n", "\n"+record+"---\n", 1)
}

func gapsOf(t *testing.T, english, welsh string) (lines []string) {
	t.Helper()
	reg, problems := Load(twoLanguages(english, welsh), Options{Now: now})
	if reg == nil {
		t.Fatal(problems)
	}
	for _, g := range reg.TranslationGaps() {
		line := string(g.Kind) + " in " + g.Lang + ": " + strings.Join(g.Fields, ", ")
		for _, c := range g.Changes {
			line += " | " + c.What
			if c.Now != "" {
				line += " = " + c.Now
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func TestWhatHasChangedSinceItWasTranslated(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string // in the English
		want     []string
	}{
		{"nothing", "", "", nil},
		{"only where lines break", "Two.", "Two.", nil},
		{"one paragraph", "Two.", "Second.", []string{"older in cy: the background | the background, paragraph 2 was changed = Second."}},
		{"one more at the end", "Three.", "Three.\n\nFour.", []string{"older in cy: the background | the background, paragraph 4 is new = Four."}},
		{"one more in front", "One.", "None.\n\nOne.", []string{"older in cy: the background | the background, paragraph 1 is new = None."}},
		{"one taken out", "Two.\n\n", "", []string{"older in cy: the background | the background: a paragraph after paragraph 1 was taken out"}},
		{"the first taken out", "One.\n\n", "", []string{"older in cy: the background | the background: a paragraph after the beginning was taken out"}},
		{"two that follow one another, by one", "One.\n\nTwo.", "Both.", []string{"older in cy: the background | the background, paragraph 1 was changed = Both. | the background: a paragraph after paragraph 1 was taken out"}},
		{"a field", "title: Custody", "title: Cells", []string{"older in cy: the title | the title was changed = Cells"}},
		{"a section", "Ours.", "Ours, again.", []string{"older in cy: Our comments | Our comments, paragraph 1 was changed = Ours, again."}},
		{"one more field", "title: Custody", "title: Custody\nshort_title: C", []string{"missing in cy: the short title"}},
		{"a section taken out", "## Our comments\n\nOurs.\n", "", []string{"missing in en: Our comments"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			welsh := recordedFrom(t, inEnglish, inWelsh)
			english := inEnglish
			if c.old != "" {
				if english = strings.Replace(inEnglish, c.old, c.new, 1); english == inEnglish && c.old != c.new {
					t.Fatal("the case changes nothing")
				}
			}
			if diff := cmp.Diff(c.want, gapsOf(t, english, welsh)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhereLinesBreakIsNoChange(t *testing.T) {
	if inspection.ParagraphHash("one two\nthree ") != inspection.ParagraphHash("one  two three") {
		t.Error("the same words have two marks")
	}
	if inspection.ParagraphHash("one two") == inspection.ParagraphHash("one twо") { // a Cyrillic о
		t.Error("other words have the same mark")
	}
	if got, want := inspection.ParagraphHash("Nobody who rings in fear should have to wait."), "zchrk"; got != want {
		t.Errorf("a mark is %s and was %s: every record there is would read as out of date", got, want)
	}
}

// The English can be the translation: then its file has the record, and it is
// the English that gets old.
func TestTheFirstLanguageMayBeTheTranslation(t *testing.T) {
	reg, _ := Load(twoLanguages(inEnglish, inWelsh), Options{Now: now})
	record := inspection.RecordText("cy", inspection.ParagraphHashes(reg.Reports[0].Translatable(&reg.Office).Fields("cy")))
	english := strings.Replace(inEnglish, "\n---\n", "\n"+record+"---\n", 1)
	if got := gapsOf(t, english, inWelsh); got != nil {
		t.Errorf("nothing has changed, and there are gaps: %q", got)
	}
	got := gapsOf(t, english, strings.Replace(inWelsh, "Dau.", "Ail.", 1))
	want := []string{"older in en: the background | the background, paragraph 2 was changed = Ail."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNotThereIsToldOfInEitherLanguage(t *testing.T) {
	english := strings.Replace(inEnglish, "title: Custody\n", "", 1)
	welsh := strings.Replace(inWelsh, "## Ein sylwadau\n\nEin geiriau.\n", "", 1)
	want := []string{"missing in en: the title", "missing in cy: Our comments", "unrecorded in cy: the background"}
	if diff := cmp.Diff(want, gapsOf(t, english, welsh)); diff != "" {
		t.Error(diff)
	}
	if got := gapsOf(t, inEnglish, ""); len(got) != 1 || !strings.HasPrefix(got[0], "missing in cy: the title") {
		t.Errorf("of a report in English only: %q", got)
	}
}

func TestParagraphsAreCutWhereLinesAreEmpty(t *testing.T) {
	for _, c := range []struct {
		name, markdown string
		want           []string
	}{
		{"nothing", " \n\n", nil},
		{"two", "a\nb\n\n\nc", []string{"a\nb", "c"}},
		{"code with an empty line", "a\n\n```\nb\n\nc\n```\n\nd", []string{"a", "```\nb\n\nc\n```", "d"}},
		{"a longer fence", "````\na\n\n```\n\nb\n````\nc", []string{"````\na\n\n```\n\nb\n````\nc"}},
		{"words in backticks are no fence", "```a``` b\n\nc", []string{"```a``` b", "c"}},
		{"an indent stays", "- a\n\n  b\n", []string{"- a", "  b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, inspection.Paragraphs(c.markdown)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
