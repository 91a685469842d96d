package content

import (
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// readSections assigns the sections of a report. The heading of the body's
// comments may also contain its title: "## Police and Crime Commissioner’s
// comments".
func (f *contentFile) readSections(w *inspection.ReportWords, office *officeFile) {
	w.Background = f.prose.Lead
	table := inspection.ReportSections
	if office != nil {
		table = office.office.ReportSections()
	}
	assignSections(f, table, w, office)
}

// readSections assigns the sections of a finding.
func (f *findingFile) readSections(w *inspection.FindingWords, office *officeFile) {
	w.Text = f.prose.Lead
	assignSections(&f.contentFile, inspection.FindingSections, w, office)
	f.twoVoices()
}

// requireWords reports a finding without the inspectorate's text in any language.
func (f *findingFile) requireWords() {
	if g := f.finding; !inspection.TextInAnyLanguage(&g.FindingWords, g.In, func(w *inspection.FindingWords) markdown.Text { return w.Text }) {
		f.problemInFile(diag.Error, RuleMissingField, "the finding's own words are missing", "write them, exactly as the inspectorate printed them, below the front matter and above the first ## heading")
	}
}

func assignSections[T any](f *contentFile, table []inspection.Section[T], into *T, office *officeFile) {
	seen := make([]bool, len(table))
	names, force := headingNames(table), office.forceWords()
	refuseNearHeadings(f, names, force)
	for _, s := range f.prose.Sections {
		i := slices.IndexFunc(table, func(t inspection.Section[T]) bool {
			return slices.ContainsFunc(t.Headings, func(h string) bool { return inspection.SameHeading(h, s.Heading) })
		})
		switch {
		case i < 0:
			unknownSection(f, names, force, s)
		case seen[i]:
			f.problems = append(f.problems, f.File.Problem(diag.Error, RuleSection, s.At, s.Length, "the heading "+quote(s.Heading)+" stands here a second time", "put its words under the first one"))
		default:
			seen[i] = true
			*table[i].At(into) = s.Text
			if s.Text.Empty() {
				f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleEmptySection, s.At, s.Length, "nothing stands under the heading "+quote(s.Heading), "write the words, or take the heading away"))
			}
		}
	}
}

func unknownSection(f *contentFile, headings [][]string, forceNames []string, s markdown.Section) {
	var known []string
	for _, names := range headings {
		known = append(known, "## "+names[0])
	}
	p := f.File.Problem(diag.Error, RuleSection, s.At, s.Length, "unknown heading "+quote(s.Heading),
		"the headings here are "+strings.Join(known, ", ")+"; a heading of your own begins with ###")
	h, _ := parseNearHeading("## " + s.Heading)
	if i := h.meant(headings, forceNames, true); i >= 0 {
		p = p.DidYouMean("## " + inLanguageOf(h.words, headings[i]))
	} else if s.Underlined {
		p.Hint = "a line of dashes directly under words makes them a heading; leave an empty line between"
	} else if near := diag.Nearest("## "+s.Heading, known); near != "" {
		p = p.DidYouMean(near)
	}
	f.problems = append(f.problems, p)
}
