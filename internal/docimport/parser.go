package docimport

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// A destination is where words go.
type destination int

const (
	toUnplaced destination = iota
	toText
	toForce
	toOur
	toBackground
	toForceComments
	toOurComments
)

// A parser goes through the blocks of one report in order and recognises its
// parts. What it has read so far decides what the next block can be.
type parser struct {
	*report
	forceName []string // word by word
	blocks    []Block
	at        int
	section   section
	kind      inspection.FindingKind // of the findings of this section
	current   *finding
	to        destination
	labelled  bool     // findings of this section have labels
	style     *Block   // how the item looked that began the current finding
	cause     *finding // the cause of concern that recommendations are under
	causeAt   int      // the level of its heading
	answered  int      // how many findings there were at the last answer
	sameLabel map[string]int
	author    speaker // who wrote the letter, if it is one
	inLetter  bool    // between "Dear" and the first findings
}

// recognise finds what the blocks of one report say.
func recognise(blocks []Block, v *vocabulary) *report {
	p := &parser{report: &report{}, blocks: blocks, sameLabel: map[string]int{}, forceName: strings.Fields(v.Force), author: letterAuthor(blocks)}
	for _, b := range blocks {
		if l := parseFindingLabel(b.text()); l.ok && l.number.IsZero() && l.whole {
			p.sameLabel[l.key()]++
		}
	}
	for p.at = range blocks {
		p.block(blocks[p.at])
	}
	p.finish()
	return p.report
}

var (
	salutation  = pattern(`(?i)^(?:dear|annwyl)\b.{0,80},?$`)
	closing     = pattern(`(?i)^(?:yours (?:sincerely|faithfully|truly)|kind regards|yn gywir|yr eiddoch yn gywir),?`)
	lawWords    = pattern(`(?i)\b(?:56 days|section 55|s\.? ?55|fifty[- ]six days|56 diwrnod|adran 55)\b`)
	wholeReport = pattern(`(?i)\b(?:overall|general|summary|to the report|on the report|i'r adroddiad|ar yr adroddiad)\b`)
)

// letterAuthor is who signed a letter, below "Yours sincerely".
func letterAuthor(blocks []Block) speaker {
	dear := slices.IndexFunc(blocks, func(b Block) bool { return salutation().MatchString(b.text()) })
	if dear < 0 {
		return nobody
	}
	for i := dear; i < len(blocks); i++ {
		if !closing().MatchString(blocks[i].text()) {
			continue
		}
		signature := ""
		for _, b := range blocks[i:min(i+6, len(blocks))] {
			signature += " " + strings.ToLower(b.text())
		}
		if strings.Contains(signature, "chief constable") && !strings.Contains(signature, "commissioner") {
			return force
		}
	}
	return policingBody
}

func (p *parser) block(b Block) {
	switch {
	case b.Kind != Table && len(p.findings) == 0 && p.addDateLine(b.text()):
	case b.Kind == PageFurniture:
		p.leaveOver(b)
	case b.Kind == Table:
		p.table(b)
	case b.Kind == Heading:
		p.heading(b)
	default:
		p.words(b)
	}
}

func (p *parser) leaveOver(b Block) { p.unplaced = append(p.unplaced, b) }

// put adds a block to where words go now.
func (p *parser) put(b Block) {
	var to *[]Block
	switch p.to {
	case toText:
		to = &p.current.text
	case toForce:
		to = &p.current.force
	case toOur:
		to = &p.current.our
	case toBackground:
		to = &p.background
	case toForceComments:
		to = &p.force
	case toOurComments:
		to = &p.our
	default:
		to = &p.unplaced
	}
	*to = append(*to, b)
}

// end closes the current finding.
func (p *parser) end() { p.current, p.to, p.style = nil, toUnplaced, nil }

// heading reads a heading: of a finding, an answer or a section.
func (p *parser) heading(b Block) {
	text := b.text()
	refs := len(refsIn(text)) > 0
	if l, ok := parseAnswerLabel(text, p.forceName); ok && (refs || !l.findings || !l.plural && p.current != nil) {
		if !b.Number.IsZero() || p.current == nil && !refs || wholeReport().MatchString(text) {
			p.commentsOnReport(l.speaker, b)
		} else {
			p.answer(l, b, len(text))
		}
		return
	}
	if l := parseFindingLabel(text); l.ok && (!l.number.IsZero() || p.sameLabel[l.key()] > 1 && b.Number.IsZero()) {
		p.labelledFinding(l, b)
		return
	}
	if p.current != nil && p.current.level > 0 && b.Level > p.current.level && p.to != toUnplaced {
		p.put(b) // a heading within an answer
		return
	}
	p.beginSection(b)
}

func (p *parser) beginSection(b Block) {
	section, kind := sectionOf(b.text())
	if p.inLetter && section != findingsSection {
		p.leaveOver(b)
		return
	}
	p.inLetter = false
	cause := p.lastCause()
	if kind != inspection.Recommendation || p.kind != inspection.CauseOfConcern || b.Level != 0 && b.Level <= p.causeAt || !b.Number.IsZero() {
		cause = nil
	}
	p.cause = cause
	if kind == inspection.CauseOfConcern {
		p.causeAt = b.Level
	}
	p.end()
	p.labelled = false
	p.section, p.kind = section, kind
	if section == backgroundSection {
		p.to = toBackground
		p.comments = append(p.comments, "the background stands in the paper under “"+b.numberedText()+"”")
		return
	}
	p.leaveOver(b)
}

func (p *parser) lastCause() *finding {
	for _, f := range slices.Backward(p.findings) {
		if f.kind == inspection.CauseOfConcern {
			return f
		}
	}
	return nil
}

// words reads a paragraph or an item.
func (p *parser) words(b Block) {
	text := b.text()
	if p.current != nil && p.fieldLine(text) {
		return
	}
	if p.answerWords(b, text) {
		return
	}
	if l := parseFindingLabel(text); l.ok && !(l.whole && l.number.IsZero() && p.sameLabel[l.key()] < 2) {
		p.labelledFinding(l, b)
		return
	}
	if p.current == nil && (p.to == toUnplaced || p.section == otherSection && p.to != toOurComments) && p.addHeaderLine(text) {
		return
	}
	switch {
	case boardIsAsked().MatchString(text):
		p.leaveOver(b)
	case salutation().MatchString(text):
		p.end()
		p.leaveOver(b)
		p.section, p.to, p.inLetter = otherSection, toOurComments, true
		if p.author == force {
			p.to = toForceComments
		}
	case closing().MatchString(text):
		p.end()
		p.section, p.inLetter = otherSection, false
		p.leaveOver(b)
	case p.to == toBackground && lawWords().MatchString(text):
		p.leaveOver(b)
	case p.to == toBackground:
		if !b.Number.IsZero() {
			p.comments = append(p.comments, "“"+b.Number.Printed+"” is the paper's number of the paragraph “"+shortened(text, 6)+"”")
			b.Kind, b.Number = Para, Number{}
		}
		p.put(b)
	case b.Kind == Item:
		p.item(b)
	default:
		p.paragraph(b)
	}
}

// answerWords reads a paragraph or an item that begins with an answer's label.
func (p *parser) answerWords(b Block, text string) bool {
	l, ok := parseAnswerLabel(text, p.forceName)
	if !ok {
		return false
	}
	refs := len(refsIn(text[:l.end])) > 0
	switch whole := b.isNumbered() && l.end == len(text); {
	case whole && l.speaker != nobody && !p.labelled && p.style == nil: // 1. Commissioner’s comments:
		p.commentsOnReport(l.speaker, b)
	case whole:
		return false
	case l.speaker == policingBody && !refs && wholeReport().MatchString(text[:l.end]):
		p.commentsOnReport(l.speaker, b)
	case l.findings && l.plural && !refs && p.current == nil:
		return false
	default:
		p.answer(l, b, l.end)
	}
	return true
}

// fieldLine reads a line of a finding that names a field: "Status: Complete".
func (p *parser) fieldLine(text string) bool {
	i := strings.IndexByte(text, ':')
	if i < 1 || i > 40 {
		return false
	}
	value := strings.TrimSpace(text[i+1:])
	if value == "" || len(value) > 300 {
		return false
	}
	return p.current.setField(columnOf(text[:i], p.forceName), text, value)
}

// item reads a list item, which may be a finding.
func (p *parser) item(b Block) {
	inFindings := p.section == findingsSection && !p.labelled
	switch {
	case p.current != nil && p.to == toText && len(p.current.text) > 0 && b.Number.within(p.current.paper):
		p.to = toForce
		p.current.doubts = append(p.current.doubts, "“"+b.Number.Printed+"” is a paragraph of the paper below this finding; it stands here as the force's answer")
		b.Kind = Para
		p.put(b)
	case p.current == nil && p.to != toUnplaced: // a list within comments
		p.put(b)
	case inFindings && (p.current == nil || p.style == nil && p.to == toText && len(p.current.text) == 0),
		!inFindings && p.current == nil && p.section != findingsSection && shall().MatchString(b.text()) && p.isAnswerNext(),
		p.current != nil && p.isNextItem(b):
		p.plainFinding(b)
	default:
		p.put(b)
	}
}

// isNextItem reports whether an item begins the next finding of a list.
func (p *parser) isNextItem(b Block) bool {
	s := p.style
	switch {
	case s == nil:
		return false
	case b.Bullet || s.Bullet:
		return b.Bullet && s.Bullet && b.Level <= s.Level
	}
	return b.Number.follows(s.Number)
}

// paragraph reads a paragraph that has no label.
func (p *parser) paragraph(b Block) {
	text := b.text()
	asks := shall().MatchString(text)
	inCauses := p.section == findingsSection && p.kind == inspection.CauseOfConcern
	switch {
	case p.current == nil && p.to != toUnplaced:
		p.put(b)
	case p.current == nil && asks && (p.isAnswerNext() || p.section == findingsSection && (strings.HasSuffix(text, ":") || inCauses)),
		p.current == nil && inCauses && isSentence(text) && !p.hasItemsAhead(),
		p.current != nil && p.to != toText && !p.labelled && (asks && p.isSecondAnswerNext() || recommends().MatchString(text)):
		p.plainFinding(b)
	case p.current == nil && len(p.findings) == 0 && !lawWords().MatchString(text) && isAboutPublication(text):
		p.background = append(p.background, b)
	default:
		p.put(b)
	}
}

// hasItemsAhead reports whether this section has items, tables or labels,
// which are then its findings.
func (p *parser) hasItemsAhead() bool {
	for _, b := range p.blocks[p.at+1:] {
		if b.Kind == Heading {
			return false
		}
		if b.isNumbered() || b.Kind == Table || parseFindingLabel(b.text()).ok {
			return true
		}
	}
	return false
}

// next is the next block that is not page furniture, unless it is a table.
func (p *parser) next() *Block {
	for i := p.at + 1; i < len(p.blocks); i++ {
		if b := &p.blocks[i]; b.Kind != PageFurniture {
			if b.Kind == Table {
				return nil
			}
			return b
		}
	}
	return nil
}

// nextLabel is the label of the answer that comes next.
func (p *parser) nextLabel() (l answerLabel, ok bool) {
	b := p.next()
	if b == nil {
		return l, false
	}
	return parseAnswerLabel(b.text(), p.forceName)
}

// isAnswerNext reports whether the answer to one finding comes next.
func (p *parser) isAnswerNext() bool {
	l, ok := p.nextLabel()
	return ok && (!l.plural || len(l.refs) > 0) && p.next().Number.IsZero()
}

// isSecondAnswerNext reports whether the next answer is by someone who has
// answered this finding already: then what comes before it is another finding.
func (p *parser) isSecondAnswerNext() bool {
	l, ok := p.nextLabel()
	return ok && p.current.isAnsweredBy(l.speaker)
}

// areWordsNext reports whether the next block is neither answer nor finding.
func (p *parser) areWordsNext() bool {
	_, isAnswer := p.nextLabel()
	b := p.next()
	return b != nil && !isAnswer && !parseFindingLabel(b.text()).ok
}
