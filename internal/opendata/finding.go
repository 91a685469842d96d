package opendata

import (
	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// finding is a finding with what the data works out from it.
type finding struct {
	*register.Finding
	d    *Data
	ref  string
	page string // its address
	file string // that of its data
}

func (d *Data) finding(f *register.Finding) finding {
	return finding{f, d, f.Ref(), d.address(d.opt.Finding(f)), d.address(d.opt.FindingFile(f))}
}

// wording is the inspectors' in the site's first language or, where it is in
// another one alone, in that.
func (f *finding) wording() *markdown.Text {
	words := &f.Text
	for _, lang := range sorted(f.In) {
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

var findingShape = newShape("finding",
	key(id("id", "findings", func(f *finding) string { return f.ref })),
	always(id("report", "reports", func(f *finding) string { return f.Report.ID })),
	always(address("page", func(f *finding) string { return f.page })),
	always(address("data", func(f *finding) string { return f.file })),
	always(choice("kind", register.FindingKinds, func(f *finding) register.FindingKind { return f.Kind })),
	text("label", func(f *finding) string { return f.Label }),
	text("paper_reference", func(f *finding) string { return f.PaperReference }),
	id("parent", "findings", func(f *finding) string { return ref(f.Parent) }),
	bodies("addressed_to"),
	always(choice("whose", whose, func(f *finding) register.Whose { return f.Whose })),
	group("due", nil,
		day("day", func(f *finding) register.Day { return f.Due.Day }),
		number("months", func(f *finding) (int, bool) { return f.Due.Months, f.Due.Kind == register.DueWithin }),
		truth("immediate", func(f *finding) bool { return f.Due.Kind == register.DueImmediately }),
		text("text", func(f *finding) string { return f.DueText }),
	),
	choice("action", actions, func(f *finding) register.Action { return f.Action }),
	id("same_answer_as", "findings", func(f *finding) string { return ref(f.SameAnswerAs) }),
	id("same_as", "findings", func(f *finding) string { return ref(f.SameAs) }),
	id("superseded_by", "findings", func(f *finding) string { return ref(f.SupersededBy) }),
	always(passage("wording", func(f *finding) (*Data, string, *markdown.Text) { return f.d, f.File, f.wording() })),
	passage("force_response", func(f *finding) (*Data, string, *markdown.Text) { return f.d, f.File, &f.ForceResponse }),
	passage("our_response", func(f *finding) (*Data, string, *markdown.Text) { return f.d, f.File, &f.OurResponse }),
	records("history", updateShape, func(f *finding, do func(*register.Update)) {
		for i := range f.History {
			do(&f.History[i])
		}
	}),
	group("derived", nil,
		always(number("position", func(f *finding) (int, bool) { n, _ := f.Position(); return n, true })),
		date("due_date", func(f *finding) register.Date { day, _ := f.DueDate(); return day }),
		choice("status", register.Statuses, func(f *finding) register.Status { return f.Status() }),
		date("status_date", func(f *finding) register.Date { u, _ := f.Latest(); return u.Date }),
		choice("status_by", parties, func(f *finding) register.Party { u, _ := f.Latest(); return u.By }),
		truth("unfinished", func(f *finding) bool { return f.Unfinished() }),
		truth("counted", func(f *finding) bool { return f.Counted() }),
		id("answer_in", "findings", func(f *finding) string { return other(f.Answer().From, f.Finding) }),
		id("history_in", "findings", func(f *finding) string { return other(f.Told(), f.Finding) }),
		always(date("changed", func(f *finding) register.Date { return f.Changed() })),
	),
	languages(findingWordShape, func(f *finding, do func(string, findingWords)) {
		for _, lang := range sorted(f.In) {
			do(lang, findingWords{f.In[lang], f})
		}
	}),
)

// updateShape is an entry of a finding's history.
var updateShape = newShape("update",
	always(date("date", func(u *register.Update) register.Date { return u.Date })),
	always(choice("status", register.Statuses, func(u *register.Update) register.Status { return u.Status })),
	always(choice("by", parties, func(u *register.Update) register.Party { return u.By })),
	text("note", func(u *register.Update) string { return u.Note }),
	address("url", func(u *register.Update) string { return u.URL }),
)

// findingWords are a finding's words in another language.
type findingWords struct {
	*register.FindingWords
	of *finding
}

var findingWordShape = newShape("finding_words",
	text("label", func(w findingWords) string { return w.Label }),
	text("due_text", func(w findingWords) string { return w.DueText }),
	passage("wording", func(w findingWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.Text }),
	passage("force_response", func(w findingWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.ForceResponse }),
	passage("our_response", func(w findingWords) (*Data, string, *markdown.Text) { return w.of.d, w.of.File, &w.OurResponse }),
)

func ref(f *register.Finding) string {
	if f == nil {
		return ""
	}
	return f.Ref()
}

// other names a finding where it is not the one that is spoken of.
func other(f, than *register.Finding) string {
	if f == than {
		return ""
	}
	return ref(f)
}
