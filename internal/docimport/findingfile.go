package docimport

import (
	"cmp"
	"slices"
	"strings"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// findingFile writes a finding's file.
func (w *folderWriter) findingFile(g *finding) []byte {
	f := newFrontMatter(g.stem+".md", &w.result)
	f.notes(g.comments)
	f.checkAll(g.doubts)
	for _, b := range slices.Concat(g.force, g.our) {
		if b.Kind == Item && b.Number.isDecimal() {
			f.check("answer", "the answer holds “"+b.Number.Printed+"”, a numbered paragraph of the paper. Does it belong to it?")
			break
		}
	}
	writeLabel(f, g)
	if g.parent != nil {
		f.field("parent", g.parent.stem)
	}
	text := blocksText(g.text)
	responsible := w.writeAddressees(f, g, text)
	writeDue(f, g, text)
	if g.shared != nil {
		f.field("same_answer_as", g.shared.stem)
	}
	w.writeProgress(f, g, responsible)
	m := &markdownWriter{}
	m.blocks(g.text, 3)
	m.section("Force response", g.force)
	m.section("Our response", g.our)
	w.writeNotes(m)
	return f.fileWith(m)
}

func writeLabel(f *frontMatter, g *finding) {
	printed := g.number.Printed
	if g.label != "" {
		f.text("label", g.label)
		if !g.ownNumber || printed == "" || strings.Contains(g.label, printed) {
			return
		}
	} else if len(g.number.Path) == 1 && g.ownNumber {
		f.check("paper_reference", "if this number is the inspectorate's own, call the field label.")
	}
	if g.ownNumber {
		f.field("paper_reference", frontmatter.Quoted(printed))
	}
}

func (w *folderWriter) writeAddressees(f *frontMatter, g *finding, text string) inspection.Responsibility {
	var names []string
	for _, list := range g.addressees {
		names = append(names, w.vocabulary.splitNames(list)...)
	}
	if len(names) == 0 {
		names = w.vocabulary.addressees(text)
	}
	if len(names) == 0 && g.parent != nil {
		names = w.vocabulary.addressees(blocksText(g.parent.text))
	}
	if len(names) == 0 {
		names = []string{cmp.Or(w.vocabulary.Force, "The force")}
		if g.kind == inspection.Recommendation {
			f.missing("addressed_to", "the words do not say who is asked to act, so this is the force.")
		} else {
			f.check("addressed_to", "the words do not say who is asked to act; findings of this kind are the force's.")
		}
	}
	f.list("addressed_to", names)
	responsible, certain := w.vocabulary.responsibility(names)
	if !certain {
		f.check("whose", "proposed from who is asked to act: this-force, shared or others?")
	}
	f.field("whose", string(responsible))
	return responsible
}

func writeDue(f *frontMatter, g *finding, text string) {
	d, ok := dueOf(g, text)
	if !ok {
		return
	}
	if d.due != "" {
		f.field("due", d.due)
	} else {
		f.check("due", "the time that was set is no date, month or number of months; add due if you know the day.")
	}
	f.text("due_text", d.text)
}

// dueOf is the time that was set: as a column has it, or the finding's words,
// or those of its parent.
func dueOf(g *finding, text string) (dueTime, bool) {
	if d, ok := firstDue(g.dueText); ok {
		return d, true
	}
	if d, ok := firstDue(text); ok {
		return d, true
	}
	if g.parent != nil {
		if d, ok := firstDue(blocksText(g.parent.text)); ok {
			return d, true
		}
	}
	d := dueTime{text: g.dueText}
	if first, ok := firstDate(g.dueText); ok {
		d.due = first.date.String()
	} else if m := monthInWords().FindStringSubmatch(g.dueText); m != nil {
		d.due = monthText(m[1], m[2])
	}
	return d, g.dueText != ""
}

// writeProgress writes what is proposed for action and status.
func (w *folderWriter) writeProgress(f *frontMatter, g *finding, responsible inspection.Responsibility) {
	answered := g
	if g.shared != nil {
		answered = g.shared
	}
	answer := cmp.Or(blocksText(answered.force), blocksText(answered.our))
	if answer == "" && g.statusText == "" || !w.report.hasAnswer() {
		return
	}
	p := propose(answer, g.statusText, responsible)
	if g.shared == nil && responsible != inspection.Others && p.action != "" && g.kind != inspection.CauseOfConcern {
		f.check("action", "taken, proposed or none? "+p.reason())
		f.field("action", string(p.action))
	}
	if p.status == "" {
		f.missing("history", "the answer does not plainly say how far this has come. Add history with a status, if you know it.")
		return
	}
	f.check("history", "is this status right? "+p.reason())
	f.group("history")
	f.field("- date", w.report.answered.String())
	f.field("  status", string(p.status))
	f.field("  by", "force")
	f.endGroup()
}

func (p proposal) reason() string {
	switch {
	case p.quote == "":
		return "It is proposed, as others are asked to act."
	case p.but != "":
		return "It rests on the words “" + p.quote + "”; but the answer also says “" + p.but + "”."
	}
	return "It rests on the words “" + p.quote + "”."
}
