package register

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/markdown"
	"fiftysix/internal/source"
)

// A section is a part of a content file under a fixed "##" heading, which may
// be written in either language.
type section[T any] struct {
	headings []string
	at       func(*T) *markdown.Text
}

var reportSections = []section[ReportWords]{
	{[]string{"Force comments", "Sylwadau'r heddlu"}, func(w *ReportWords) *markdown.Text { return &w.ForceComments }},
	{[]string{"Our comments", "Ein sylwadau"}, func(w *ReportWords) *markdown.Text { return &w.OurComments }},
	{[]string{"Reply to the force", "Ateb i'r heddlu"}, func(w *ReportWords) *markdown.Text { return &w.Reply }},
}

var findingSections = []section[FindingWords]{
	{[]string{"Force response", "Ymateb yr heddlu"}, func(w *FindingWords) *markdown.Text { return &w.ForceResponse }},
	{[]string{"Our response", "Ein hymateb"}, func(w *FindingWords) *markdown.Text { return &w.OurResponse }},
}

// readSections puts a report's words where they belong. The body's comments
// may also stand under its title: "## Police and Crime Commissioner’s comments".
func (f *contentFile) readSections(w *ReportWords, office *officeFile) {
	w.Background = f.prose.Lead
	table := reportSections
	if office != nil {
		table = office.office.reportSections()
	}
	placeSections(f, table, w)
}

// reportSections are the sections of a report with all that the body's
// comments may be called.
func (o *Office) reportSections() []section[ReportWords] {
	table := reportSections
	ours := section[ReportWords]{slices.Clone(table[1].headings), table[1].at}
	for _, t := range o.Terms {
		for _, title := range append([]string{t.Title}, slices.Sorted(maps.Values(t.Titles.In))...) {
			ours.headings = append(ours.headings, title+"'s comments", title+"' comments", "Sylwadau'r "+title)
		}
	}
	return []section[ReportWords]{table[0], ours, table[2]}
}

// readSections puts a finding's words where they belong.
func (f *findingFile) readSections(w *FindingWords) {
	w.Text = f.prose.Lead
	placeSections(&f.contentFile, findingSections, w)
}

// settleWords reports what no language has and one must: the inspectorate's
// own words.
func (f *findingFile) settleWords() {
	if g := f.finding; !somewhere(&g.FindingWords, g.In, func(w *FindingWords) markdown.Text { return w.Text }) {
		f.about(source.Error, RuleMissingField, "the finding's own words are missing", "write them, exactly as the inspectorate printed them, below the front matter and above the first ## heading")
	}
}

func placeSections[T any](f *contentFile, table []section[T], into *T) {
	seen := make([]bool, len(table))
	for _, s := range f.prose.Sections {
		i := slices.IndexFunc(table, func(t section[T]) bool {
			return slices.ContainsFunc(t.headings, func(h string) bool { return sameHeading(h, s.Heading) })
		})
		switch {
		case i < 0:
			unknownSection(f, table, s)
		case seen[i]:
			f.problems = append(f.problems, f.File.Problem(source.Error, RuleSection, s.At, s.Length, "the heading "+quote(s.Heading)+" stands here a second time", "put its words under the first one"))
		default:
			seen[i] = true
			*table[i].at(into) = s.Text
			if s.Text.Empty() {
				f.problems = append(f.problems, f.File.Problem(source.Warning, RuleEmptySection, s.At, s.Length, "nothing stands under the heading "+quote(s.Heading), "write the words, or take the heading away"))
			}
		}
	}
}

func unknownSection[T any](f *contentFile, table []section[T], s markdown.Section) {
	var known []string
	for _, t := range table {
		known = append(known, "## "+t.headings[0])
	}
	p := f.File.Problem(source.Error, RuleSection, s.At, s.Length, "unknown heading "+quote(s.Heading),
		"the headings here are "+strings.Join(known, ", ")+"; a heading of your own begins with ###")
	if near := source.Nearest("## "+s.Heading, known); s.Underlined {
		p.Hint = "a line of dashes directly under words makes them a heading; leave an empty line between"
	} else if near != "" {
		p = p.DidYouMean(near)
	}
	f.problems = append(f.problems, p)
}

// sameHeading compares headings as people do: case, kinds of apostrophe and
// spaces aside.
func sameHeading(a, b string) bool {
	if isPlain(a) && isPlain(b) {
		return strings.EqualFold(a, b)
	}
	return strings.EqualFold(plainHeading(a), plainHeading(b))
}

// isPlain says whether a heading is certainly what plainHeading makes of it.
func isPlain(h string) bool {
	before := byte(' ')
	for i := range len(h) {
		c := h[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' '
}

var straightQuotes = strings.NewReplacer("’", "'", "‘", "'")

func plainHeading(h string) string {
	return strings.Join(strings.Fields(straightQuotes.Replace(h)), " ")
}

// SectionKey is the part whose words stand under a heading, as translates
// calls it; "" where no part does.
func (o *Office) SectionKey(heading string) string {
	has := func(headings []string) bool {
		return slices.ContainsFunc(headings, func(h string) bool { return sameHeading(h, heading) })
	}
	for i, s := range o.reportSections() {
		if has(s.headings) {
			return reportSectionKeys[i]
		}
	}
	for i, s := range findingSections {
		if has(s.headings) {
			return findingSectionKeys[i]
		}
	}
	return ""
}

// HeadingOf is the heading of a part's words in a language, or "" where they
// stand under none.
func HeadingOf(key, lang string) string {
	headings := func(all []string) string {
		if lang == "cy" {
			return all[1]
		}
		return all[0]
	}
	if i := slices.Index(reportSectionKeys, key); i >= 0 {
		return headings(reportSections[i].headings)
	}
	if i := slices.Index(findingSectionKeys, key); i >= 0 {
		return headings(findingSections[i].headings)
	}
	return ""
}

// HeadingIn is a heading of the English tables in another language.
func HeadingIn(heading, lang string) string {
	for _, key := range slices.Concat(reportSectionKeys, findingSectionKeys) {
		if HeadingOf(key, "en") == heading {
			return HeadingOf(key, lang)
		}
	}
	return heading
}
