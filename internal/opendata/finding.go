package opendata

import (
	"maps"
	"slices"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// finding is a finding with the data it is part of.
type finding struct {
	*inspection.Finding
	d *Data
}

// body is somebody that a finding is addressed to.
type body struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// bodies returns those that the finding is addressed to, without duplicates.
func (f *finding) bodies() []body {
	all := []body{}
	for _, a := range f.AddressedTo {
		if !slices.ContainsFunc(all, func(b body) bool { return b.ID == a.ID }) {
			all = append(all, body{a.ID, a.Name})
		}
	}
	return all
}

// wording returns the inspectorate's text in the site's first language, or else in
// another.
func (f *finding) wording() *markdown.Text {
	words := &f.Text
	for _, lang := range slices.Sorted(maps.Keys(f.In)) {
		if words.Empty() {
			words = &f.In[lang].Text
		}
	}
	return words
}

var (
	whose   = []inspection.Responsibility{inspection.ThisForce, inspection.Shared, inspection.Others}
	actions = []inspection.Action{inspection.ActionTaken, inspection.ActionProposed, inspection.ActionNone}
	parties = []inspection.Party{inspection.ByForce, inspection.ByBody, inspection.ByInspectorate}
)

var findingRecord = newRecord("finding",
	key(id("id", "findings", func(f *finding) string { return f.Ref() })),
	required(id("report", "reports", func(f *finding) string { return f.Report.ID })),
	required(address("page", func(f *finding) string { return f.d.address(f.d.FindingURL(f.Finding)) })),
	required(choice("kind", inspection.FindingKinds, func(f *finding) inspection.FindingKind { return f.Kind })),
	text("label", func(f *finding) string { return f.Label }),
	text("paper_reference", func(f *finding) string { return f.PaperReference }),
	id("parent", "findings", func(f *finding) string { return ref(f.Parent) }),
	bodies("addressed_to"),
	required(choice("whose", whose, func(f *finding) inspection.Responsibility { return f.Responsibility })),
	group("due", nil,
		day("day", func(f *finding) inspection.Day { return f.Due.Day }),
		optionalNumber("months", func(f *finding) bool { return f.Due.Kind == inspection.DueWithin }, func(f *finding) int { return f.Due.Months }),
		boolean("immediate", func(f *finding) bool { return f.Due.Kind == inspection.DueImmediately }),
		text("text", func(f *finding) string { return f.DueText }),
	),
	choice("action", actions, func(f *finding) inspection.Action { return f.Action }),
	date("our_response_published", func(f *finding) inspection.Date { return f.OurResponseOn }),
	id("same_answer_as", "findings", func(f *finding) string { return ref(f.SameAnswerAs) }),
	id("same_as", "findings", func(f *finding) string { return ref(f.SameAs) }),
	id("superseded_by", "findings", func(f *finding) string { return ref(f.SupersededBy) }),
	required(newPassage("wording", func(f *finding) passage { return passage{f.d, f.File, f.wording()} })),
	newPassage("force_response", func(f *finding) passage { return passage{f.d, f.File, &f.ForceResponse} }),
	newPassage("our_response", func(f *finding) passage { return passage{f.d, f.File, &f.OurResponse} }),
	records("history", updateRecord, func(f *finding) []inspection.Update { return f.History }),
	group("derived", nil,
		number("position", func(f *finding) int { n, _ := f.Position(); return n }),
		date("due_date", func(f *finding) inspection.Date { day, _ := f.DueDate(); return day }),
		choice("status", inspection.Statuses, func(f *finding) inspection.Status { return f.Status() }),
		date("status_date", func(f *finding) inspection.Date { u, _ := f.Latest(); return u.Date }),
		choice("status_by", parties, func(f *finding) inspection.Party { u, _ := f.Latest(); return u.By }),
		boolean("unfinished", func(f *finding) bool { return f.Unfinished() }),
		boolean("counted", func(f *finding) bool { return f.CountsInTotals() }),
		boolean("explained", func(f *finding) bool { return f.Explained() }),
		id("answer_in", "findings", func(f *finding) string { return refUnless(f.Answer().From, f.Finding) }),
		id("history_in", "findings", func(f *finding) string { return refUnless(f.AnsweredBy(), f.Finding) }),
		required(date("changed", func(f *finding) inspection.Date { return f.Changed() })),
	),
	translations(findingWordsRecord, func(f *finding) map[string]findingWords {
		in := map[string]findingWords{}
		for lang, w := range f.In {
			in[lang] = findingWords{w, f}
		}
		return in
	}),
)

// updateRecord is an entry of a finding's history.
var updateRecord = newRecord("update",
	required(date("date", func(u inspection.Update) inspection.Date { return u.Date })),
	required(choice("status", inspection.Statuses, func(u inspection.Update) inspection.Status { return u.Status })),
	required(choice("by", parties, func(u inspection.Update) inspection.Party { return u.By })),
	text("note", func(u inspection.Update) string { return u.Note }),
	address("url", func(u inspection.Update) string { return u.URL }),
)

// findingWords is a finding's text in another language.
type findingWords struct {
	*inspection.FindingWords
	of *finding
}

var findingWordsRecord = newRecord("finding_words",
	text("label", func(w findingWords) string { return w.Label }),
	text("due_text", func(w findingWords) string { return w.DueText }),
	newPassage("wording", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.Text} }),
	newPassage("force_response", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.ForceResponse} }),
	newPassage("our_response", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.OurResponse} }),
)

func ref(f *inspection.Finding) string {
	if f == nil {
		return ""
	}
	return f.Ref()
}

// refUnless returns a finding's reference, or "" if it is the one given.
func refUnless(f, same *inspection.Finding) string {
	if f == same {
		return ""
	}
	return ref(f)
}
