package opendata

import (
	"maps"
	"slices"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// finding is a finding with the data it is part of.
type finding struct {
	*register.Finding
	d *Data
}

// body is whom a finding is addressed to.
type body struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// bodies are whom it is addressed to, each once.
func (f *finding) bodies() []body {
	all := []body{}
	for _, a := range f.AddressedTo {
		if !slices.ContainsFunc(all, func(b body) bool { return b.ID == a.ID }) {
			all = append(all, body{a.ID, a.Name})
		}
	}
	return all
}

// wording is the inspectors' text in the site's first language, or else in one
// that it has.
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
	whose   = []register.Whose{register.ThisForce, register.Shared, register.Others}
	actions = []register.Action{register.ActionTaken, register.ActionProposed, register.ActionNone}
	parties = []register.Party{register.ByForce, register.ByBody, register.ByInspectorate}
)

var findingRecord = newRecord("finding",
	key(id("id", "findings", func(f *finding) string { return f.Ref() })),
	required(id("report", "reports", func(f *finding) string { return f.Report.ID })),
	required(address("page", func(f *finding) string { return f.d.address(f.d.FindingURL(f.Finding)) })),
	required(choice("kind", register.FindingKinds, func(f *finding) register.FindingKind { return f.Kind })),
	text("label", func(f *finding) string { return f.Label }),
	text("paper_reference", func(f *finding) string { return f.PaperReference }),
	id("parent", "findings", func(f *finding) string { return ref(f.Parent) }),
	bodies("addressed_to"),
	required(choice("whose", whose, func(f *finding) register.Whose { return f.Whose })),
	group("due", nil,
		day("day", func(f *finding) register.Day { return f.Due.Day }),
		optionalNumber("months", func(f *finding) bool { return f.Due.Kind == register.DueWithin }, func(f *finding) int { return f.Due.Months }),
		boolean("immediate", func(f *finding) bool { return f.Due.Kind == register.DueImmediately }),
		text("text", func(f *finding) string { return f.DueText }),
	),
	choice("action", actions, func(f *finding) register.Action { return f.Action }),
	id("same_answer_as", "findings", func(f *finding) string { return ref(f.SameAnswerAs) }),
	id("same_as", "findings", func(f *finding) string { return ref(f.SameAs) }),
	id("superseded_by", "findings", func(f *finding) string { return ref(f.SupersededBy) }),
	required(newPassage("wording", func(f *finding) passage { return passage{f.d, f.File, f.wording()} })),
	newPassage("force_response", func(f *finding) passage { return passage{f.d, f.File, &f.ForceResponse} }),
	newPassage("our_response", func(f *finding) passage { return passage{f.d, f.File, &f.OurResponse} }),
	records("history", updateRecord, func(f *finding) []register.Update { return f.History }),
	group("derived", nil,
		number("position", func(f *finding) int { n, _ := f.Position(); return n }),
		date("due_date", func(f *finding) register.Date { day, _ := f.DueDate(); return day }),
		choice("status", register.Statuses, func(f *finding) register.Status { return f.Status() }),
		date("status_date", func(f *finding) register.Date { u, _ := f.Latest(); return u.Date }),
		choice("status_by", parties, func(f *finding) register.Party { u, _ := f.Latest(); return u.By }),
		boolean("unfinished", func(f *finding) bool { return f.Unfinished() }),
		boolean("counted", func(f *finding) bool { return f.Counted() }),
		id("answer_in", "findings", func(f *finding) string { return refUnless(f.Answer().From, f.Finding) }),
		id("history_in", "findings", func(f *finding) string { return refUnless(f.Told(), f.Finding) }),
		required(date("changed", func(f *finding) register.Date { return f.Changed() })),
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
	required(date("date", func(u register.Update) register.Date { return u.Date })),
	required(choice("status", register.Statuses, func(u register.Update) register.Status { return u.Status })),
	required(choice("by", parties, func(u register.Update) register.Party { return u.By })),
	text("note", func(u register.Update) string { return u.Note }),
	address("url", func(u register.Update) string { return u.URL }),
)

// findingWords is a finding's text in another language.
type findingWords struct {
	*register.FindingWords
	of *finding
}

var findingWordsRecord = newRecord("finding_words",
	text("label", func(w findingWords) string { return w.Label }),
	text("due_text", func(w findingWords) string { return w.DueText }),
	newPassage("wording", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.Text} }),
	newPassage("force_response", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.ForceResponse} }),
	newPassage("our_response", func(w findingWords) passage { return passage{w.of.d, w.of.File, &w.OurResponse} }),
)

func ref(f *register.Finding) string {
	if f == nil {
		return ""
	}
	return f.Ref()
}

// refUnless is a finding's reference, or "" if it is the one given.
func refUnless(f, same *register.Finding) string {
	if f == same {
		return ""
	}
	return ref(f)
}
