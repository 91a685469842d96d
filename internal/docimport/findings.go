package docimport

import (
	"cmp"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// This part of the parser begins findings and answers, and puts them together
// at the end.

func (p *parser) startFinding(kind inspection.FindingKind, at int) *finding {
	f := &finding{kind: cmp.Or(kind, inspection.Recommendation), at: at}
	p.findings = append(p.findings, f)
	p.current, p.to = f, toText
	return f
}

// labelledFinding begins a finding that has a label.
func (p *parser) labelledFinding(l findingLabel, b Block) {
	rest := b.paragraph()
	rest.Spans = dropPrefix(b.Spans, l.end)
	label := l.label
	words := rest.text()
	if words != "" && isShort(words) && !isSentence(words) && !shall().MatchString(words) && len(strings.Fields(words)) <= 10 && (b.Kind == Heading || p.areWordsNext()) {
		label, rest.Spans = strings.TrimRight(b.text(), ": "), nil // "Recommendation 3 – Training"
	}
	if !b.Number.IsZero() {
		p.comments = append(p.comments, "“"+b.Number.Printed+"” is the paper’s number of “"+label+"”")
	}
	f := p.startFinding(l.kind, b.At)
	f.paper, f.number = b.Number, l.number
	if l.number.IsZero() {
		f.comments = append(f.comments, "the paper calls it “"+label+"”")
	} else {
		f.label = label
	}
	if b.Kind == Heading {
		f.level = b.Level
	}
	p.labelled, p.style = true, nil
	p.setParent(f)
	if len(rest.Spans) > 0 {
		p.put(rest)
	}
}

// plainFinding begins a finding that has a number, a bullet or nothing.
func (p *parser) plainFinding(b Block) {
	var stem *finding // of which it is the next part
	if p.current != nil && p.style != nil {
		stem = p.current.parent
	}
	f := p.startFinding(p.kind, b.At)
	p.style = nil
	if b.Kind == Item {
		style := b
		p.style = &style
	}
	if stem != nil && stem.kind == f.kind {
		f.makePartOf(stem, b)
	} else {
		if b.isNumbered() {
			f.number, f.ownNumber = b.Number, true
		}
		p.setParent(f)
	}
	p.put(b.paragraph())
}

// setParent finds the finding that f is part of.
func (p *parser) setParent(f *finding) {
	if f.kind == inspection.Recommendation && p.cause != nil {
		f.parent = p.cause
		f.doubts = append(f.doubts, "it stands under a cause of concern in the paper, and so has a parent here")
		return
	}
	for _, g := range p.findings {
		if g != f && g.kind == f.kind && g.parent == nil && g.ownNumber == f.ownNumber && f.number.within(g.number) {
			f.parent = g
		}
	}
}

// answer begins an answer whose label ends at a byte of the block.
func (p *parser) answer(l answerLabel, b Block, end int) {
	label := strings.TrimRight(strings.TrimSpace(b.text()[:end]), ":–—- ")
	if !p.findAnswered(l, label) && !p.takeBlockBefore() {
		p.commentsOnReport(l.speaker, b)
		return
	}
	f := p.current
	again := len(*f.answer(l.speaker)) > 0 && f.shared == nil
	if again && b.Kind == Heading {
		p.commentsOnReport(l.speaker, b)
		return
	}
	p.to = toForce
	if l.speaker == policingBody {
		p.to = toOur
	}
	p.answered = len(p.findings)
	rest := b.paragraph()
	if again { // a second update: its label says when
		p.put(rest)
		return
	}
	f.titles = append(f.titles, answerTitle{l.speaker, label})
	if l.speaker == nobody {
		f.doubts = append(f.doubts, "the paper does not say whose answer it is; it stands here as the force's")
	}
	if !b.Number.IsZero() {
		f.comments = append(f.comments, "“"+b.Number.Printed+"” is the paper’s number of the answer")
	}
	if rest.Spans = dropPrefix(b.Spans, end); len(rest.Spans) > 0 {
		p.put(rest)
	}
}

// findAnswered makes the finding that an answer is to the current one. Others
// that the label names share the answer.
func (p *parser) findAnswered(l answerLabel, label string) bool {
	var all []*finding
	kind := kindNamedIn(label)
	for _, ref := range refsIn(label) {
		for _, f := range p.findings {
			if f.number.stem() == ref && !slices.Contains(all, f) && (kind == "" || f.kind == kind) {
				all = append(all, f)
			}
		}
	}
	if len(all) == 0 && l.plural {
		all = p.findings[p.answered:]
	}
	if len(all) == 0 {
		if p.current != nil {
			p.splitLastItem()
		}
		return p.current != nil
	}
	p.current = all[0]
	for _, f := range all[1:] {
		if !f.hasAnswer() && f.shared == nil {
			f.shared = all[0]
			f.doubts = append(f.doubts, "the paper answers it together with others: “"+label+"”")
		}
	}
	return true
}

// splitLastItem makes a finding of the first item of a list, if it has an
// answer of its own: "… the force should: (a) …; (b) …".
func (p *parser) splitLastItem() {
	f := p.current
	n := len(f.text)
	if p.to != toText || f.parent != nil || n < 2 || f.text[n-1].Kind != Item || f.text[n-2].Kind == Item {
		return
	}
	item := f.text[n-1]
	f.text = f.text[:n-1]
	part := p.startFinding(f.kind, item.At)
	part.makePartOf(f, item)
	part.text = []Block{item.paragraph()}
	p.style = &item
}

// takeBlockBefore makes a finding of what is directly before an answer.
func (p *parser) takeBlockBefore() bool {
	n := len(p.unplaced)
	if n == 0 || p.at == 0 || p.to != toUnplaced {
		return false
	}
	b := p.unplaced[n-1]
	if b.At != p.blocks[p.at-1].At || b.Kind != Para && b.Kind != Item || !shall().MatchString(b.text()) || boardIsAsked().MatchString(b.text()) {
		return false
	}
	p.unplaced = p.unplaced[:n-1]
	p.plainFinding(b)
	return true
}

// commentsOnReport begins the comments on the report as a whole.
func (p *parser) commentsOnReport(s speaker, b Block) {
	text := b.text()
	l, _ := parseAnswerLabel(text, p.forceName)
	p.end()
	p.section, p.labelled = otherSection, false
	switch {
	case s == force:
		p.to = toForceComments
	case s == policingBody || len(p.findings) > 0 && p.author != nobody:
		p.to = toOurComments
	default:
		p.leaveOver(b)
		return
	}
	p.comments = append(p.comments, "the comments stand in the paper under “"+strings.TrimRight(b.Number.prefix()+text[:l.end], ": ")+"”")
	if rest := dropPrefix(b.Spans, l.end); len(rest) > 0 {
		p.put(Block{Kind: Para, Spans: rest, At: b.At})
	}
}

// finish corrects what only the whole report shows.
func (p *parser) finish() {
	p.moveLonelyAnswer()
	for _, f := range p.findings {
		if f.hasAnswer() {
			f.shared = nil
		}
		f.keepTitles()
	}
	p.findings = slices.DeleteFunc(p.findings, func(f *finding) bool {
		if len(f.text) == 0 {
			p.dissolve(f)
		}
		return len(f.text) == 0
	})
	if p.isLetter = p.author != nobody; p.isLetter {
		p.doubts = append(p.doubts, "the words of the letter stand as comments: look whose they are")
	}
}

// moveLonelyAnswer moves our answer to the last finding, if no other finding
// has one: it is about the report as a whole.
func (p *parser) moveLonelyAnswer() {
	n := len(p.findings)
	if n < 2 || len(p.our) > 0 || len(p.findings[n-1].our) == 0 {
		return
	}
	last := p.findings[n-1]
	if slices.ContainsFunc(p.findings[:n-1], func(f *finding) bool { return len(f.our) > 0 || f.shared == last }) {
		return
	}
	p.our, last.our = last.our, nil
	p.doubts = append(p.doubts, "our comments stood below the last finding in the paper, and no other finding has an answer of the office's")
}

// dissolve leaves over the parts of a finding without a text.
func (p *parser) dissolve(f *finding) {
	head := strings.Join(slices.Concat([]string{f.label}, f.comments, []string{f.number.Printed}), " ")
	p.leaveOver(Block{Kind: Para, At: f.at, Spans: textSpan(strings.TrimSpace(head))})
	p.unplaced = slices.Concat(p.unplaced, f.force, f.our)
	for _, g := range p.findings {
		if g.shared == f {
			g.shared = nil
		}
		if g.parent == f {
			g.parent = nil
		}
	}
}
