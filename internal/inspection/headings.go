package inspection

import (
	"fiftysix/internal/markdown"
	"maps"
	"slices"
	"strings"
)

// A Section is the text of a content file under a fixed "##" heading, which may
// be written in either language.
type Section[T any] struct {
	Headings []string
	At       func(*T) *markdown.Text
}

// ReportSections are the sections of a report.md.
var ReportSections = []Section[ReportWords]{
	{[]string{"Force comments", "Sylwadau'r heddlu"}, func(w *ReportWords) *markdown.Text { return &w.ForceComments }},
	{[]string{"Our comments", "Ein sylwadau"}, func(w *ReportWords) *markdown.Text { return &w.OurComments }},
	{[]string{"Reply to the force", "Ateb i'r heddlu"}, func(w *ReportWords) *markdown.Text { return &w.Reply }},
}

// FindingSections are the sections of a finding's file.
var FindingSections = []Section[FindingWords]{
	{[]string{"Force response", "Ymateb yr heddlu"}, func(w *FindingWords) *markdown.Text { return &w.ForceResponse }},
	{[]string{"Our response", "Ein hymateb"}, func(w *FindingWords) *markdown.Text { return &w.OurResponse }},
}

// ReportSectionKeys and FindingSectionKeys are the keys of the sections in the
// field translates, in the same order.
var (
	ReportSectionKeys  = []string{"force_comments", "our_comments", "reply"}
	FindingSectionKeys = []string{"force_response", "our_response"}
)

// ReportSections are the sections of a report, with every heading that the
// body's comments may have: "The Commissioner's comments" too.
func (o *Office) ReportSections() []Section[ReportWords] {
	table := ReportSections
	ours := Section[ReportWords]{slices.Clone(table[1].Headings), table[1].At}
	for _, t := range o.Terms {
		for _, title := range append([]string{t.Title}, slices.Sorted(maps.Values(t.Titles.In))...) {
			ours.Headings = append(ours.Headings, title+"'s comments", title+"' comments", "Sylwadau'r "+title)
		}
	}
	return []Section[ReportWords]{table[0], ours, table[2]}
}

// SameHeading compares headings without regard to case, kinds of apostrophe and
// spaces.
func SameHeading(a, b string) bool {
	return strings.EqualFold(plainHeading(a), plainHeading(b))
}

var straightQuotes = strings.NewReplacer("’", "'", "‘", "'")

func plainHeading(h string) string {
	return strings.Join(strings.Fields(straightQuotes.Replace(h)), " ")
}

// SectionKey is the key of the section with a heading, or "".
func (o *Office) SectionKey(heading string) string {
	has := func(headings []string) bool {
		return slices.ContainsFunc(headings, func(h string) bool { return SameHeading(h, heading) })
	}
	for i, s := range o.ReportSections() {
		if has(s.Headings) {
			return ReportSectionKeys[i]
		}
	}
	for i, s := range FindingSections {
		if has(s.Headings) {
			return FindingSectionKeys[i]
		}
	}
	return ""
}

// HeadingOf is the heading of a field in a language, or "" where it has none.
func HeadingOf(key, lang string) string {
	headings := func(all []string) string {
		if lang == "cy" {
			return all[1]
		}
		return all[0]
	}
	if i := slices.Index(ReportSectionKeys, key); i >= 0 {
		return headings(ReportSections[i].Headings)
	}
	if i := slices.Index(FindingSectionKeys, key); i >= 0 {
		return headings(FindingSections[i].Headings)
	}
	return ""
}

// HeadingIn translates an English heading of the tables.
func HeadingIn(heading, lang string) string {
	for _, key := range slices.Concat(ReportSectionKeys, FindingSectionKeys) {
		if HeadingOf(key, "en") == heading {
			return HeadingOf(key, lang)
		}
	}
	return heading
}
