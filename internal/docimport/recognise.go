package docimport

import (
	"slices"
	"strings"

	"fiftysix/internal/register"
)

// A report is what was found of one report in a paper.
type report struct {
	about
	background, force, our []Block
	findings               []*finding
	left                   []Block  // what fitted nowhere
	said                   []string // the paper's words for its parts, which no page shows
	doubts                 []string // what to look at in the report as a whole
}

// A finding is what was found of one finding.
type finding struct {
	kind      register.FindingKind
	label     string // as printed, the inspectorate's
	number    Number // of the label, or of the paper
	papers    bool   // the number may be the paper's own
	paper     Number // the paper's own, before a label
	level     int    // of its heading, or 0
	parent    *finding
	shared    *finding // whose answer is also this one's
	text      []Block
	force     []Block
	our       []Block
	addressed []string // as a column or a line names them
	dueTold   string
	told      string  // the status in the paper's words
	names     []named // what the paper calls its answers
	said      []string
	doubts    []string
	stem      string
	at        int
}

// named is an answer with the paper's words for it.
type named struct {
	answer *[]Block
	label  string
}

// to is where the words of a part go.
func (f *finding) to(p part) *[]Block {
	if p == inOur {
		return &f.our
	}
	return &f.force
}

// settleNames keeps what the paper calls its answers, where a heading does not
// say the same.
func (f *finding) settleNames() {
	for _, n := range f.names {
		own := "Force response"
		if n.answer == &f.our {
			own = "Our response"
		}
		if n.label != own || len(*n.answer) == 0 {
			f.said = append(f.said, "the paper calls the answer “"+n.label+"”")
		}
	}
	f.names = nil
}

func (f *finding) answered(who party) bool {
	if f.shared != nil {
		return true
	}
	if who == body {
		return len(f.our) > 0
	}
	return len(f.force) > 0
}

// part is where words go.
type part int

const (
	nowhere part = iota
	inText
	inForce
	inOur
	inBackground
	inForceComments
	inOurComments
)

// A walk goes through the blocks of one report in order, and knows where it is.
type walk struct {
	*report
	known    *known
	names    []string // the force's name, word by word
	blocks   []Block
	at       int
	role     role
	kind     register.FindingKind // of the part we are in
	cur      *finding
	to       part
	labelled bool // findings of this part have labels
	style    *Block
	cause    *finding // a cause of concern that recommendations stand under
	causeAt  int      // the level of the heading it stands under
	last     int      // how many findings had been found at the last answer
	twice    map[string]int
	letter   party // who wrote the letter, if it is one
	inLetter bool  // between "Dear" and the first findings
}

// recognise finds what a run of blocks says of one report.
func recognise(blocks []Block, k *known) *report {
	w := &walk{report: &report{}, known: k, blocks: blocks, twice: map[string]int{}, names: strings.Fields(k.force), letter: writer(blocks)}
	for i := range blocks {
		if m := findingLabel(blocks[i].text()); m.ok && m.number.IsZero() && m.whole {
			w.twice[strings.ToLower(m.label)]++
		}
	}
	for w.at = range blocks {
		w.block(blocks[w.at])
	}
	w.afterwards()
	return w.report
}

var (
	dearForm  = form(`(?i)^(?:dear|annwyl)\b.{0,80},?$`)
	yoursForm = form(`(?i)^(?:yours (?:sincerely|faithfully|truly)|kind regards|yn gywir|yr eiddoch yn gywir),?`)
	lawForm   = form(`(?i)\b(?:56 days|section 55|s\.? ?55|fifty[- ]six days|56 diwrnod|adran 55)\b`)
)

// writer is who wrote a letter: the one named below "Yours sincerely".
func writer(blocks []Block) party {
	dear := slices.IndexFunc(blocks, func(b Block) bool { return dearForm.MatchString(b.text()) })
	if dear < 0 {
		return nobody
	}
	for i := dear; i < len(blocks); i++ {
		if !yoursForm.MatchString(blocks[i].text()) {
			continue
		}
		signed := strings.ToLower(blocks[i].text())
		for _, b := range blocks[i+1 : min(i+6, len(blocks))] {
			signed += " " + strings.ToLower(b.text())
		}
		if strings.Contains(signed, "chief constable") && !strings.Contains(signed, "commissioner") {
			return force
		}
	}
	return body
}

func (w *walk) block(b Block) {
	if b.Kind != Table && len(w.findings) == 0 && w.dateLine(b.text()) {
		return
	}
	switch b.Kind {
	case Furniture:
		w.leave(b)
	case Table:
		w.table(b)
	case Heading:
		w.heading(b)
	default:
		w.words(b)
	}
}

func (w *walk) leave(b Block) { w.left = append(w.left, b) }

// put adds a block to where words go now.
func (w *walk) put(b Block) {
	switch w.to {
	case inText:
		w.cur.text = append(w.cur.text, b)
	case inForce:
		w.cur.force = append(w.cur.force, b)
	case inOur:
		w.cur.our = append(w.cur.our, b)
	case inBackground:
		w.background = append(w.background, b)
	case inForceComments:
		w.force = append(w.force, b)
	case inOurComments:
		w.our = append(w.our, b)
	default:
		w.leave(b)
	}
}

// end closes the finding we are in.
func (w *walk) end() { w.cur, w.to, w.style = nil, nowhere, nil }

// heading reads a heading: of a finding, of an answer, or of a part.
func (w *walk) heading(b Block) {
	text := b.text()
	who, of, _, ok := answerLabelOf(text, w.names)
	if ok && !(of.named && of.plural && len(refsIn(text)) == 0) && !(of.named && w.cur == nil && len(refsIn(text)) == 0) {
		switch {
		case !b.Number.IsZero() || w.cur == nil && len(refsIn(text)) == 0 || wholeReport.MatchString(text):
			w.comments(who, b)
		default:
			w.answer(who, b, len(text))
		}
		return
	}
	if m := findingLabel(text); m.ok && (!m.number.IsZero() || w.twice[strings.ToLower(m.label)] > 1) && !(m.number.IsZero() && !b.Number.IsZero()) {
		w.labelledFinding(m, b)
		return
	}
	if w.cur != nil && w.cur.level > 0 && b.Level > w.cur.level && w.to != nowhere {
		w.put(b) // a heading within an answer
		return
	}
	r, kind := roleOf(text)
	if w.inLetter && r != findingsPart {
		w.leave(b)
		return
	}
	w.inLetter = false
	if kind == register.Recommendation && w.kind == register.CauseOfConcern && w.lastCause() != nil && (b.Level == 0 || b.Level > w.causeAt) && b.Number.IsZero() {
		w.cause = w.lastCause()
	} else {
		w.cause = nil
	}
	if kind == register.CauseOfConcern {
		w.causeAt = b.Level
	}
	w.end()
	w.labelled = false
	w.role, w.kind = r, kind
	if r == background {
		w.to = inBackground
		w.said = append(w.said, "the background stands in the paper under “"+numberedText(b)+"”")
		return
	}
	w.leave(b)
}

var wholeReport = form(`(?i)\b(?:overall|general|summary|to the report|on the report|i'r adroddiad|ar yr adroddiad)\b`)

func (w *walk) lastCause() *finding {
	for i := len(w.findings) - 1; i >= 0; i-- {
		if w.findings[i].kind == register.CauseOfConcern {
			return w.findings[i]
		}
	}
	return nil
}

func numberedText(b Block) string {
	if b.Number.IsZero() {
		return b.text()
	}
	return b.Number.Printed + " " + b.text()
}

// words reads a paragraph or an item.
func (w *walk) words(b Block) {
	text := b.text()
	if w.cur != nil && w.field(text) {
		return
	}
	if who, _, end, ok := answerLabelOf(text, w.names); ok && b.Kind == Item && !b.Bullet && end == len(text) && who != nobody && !w.labelled && w.style == nil {
		w.comments(who, b) // 1. Commissioner’s comments:
		return
	}
	if who, of, end, ok := answerLabelOf(text, w.names); ok && !(b.Kind == Item && !b.Bullet && end == len(text)) {
		if who == body && len(refsIn(text[:end])) == 0 && wholeReport.MatchString(text[:end]) {
			w.comments(who, b)
			return
		}
		if !(of.named && of.plural && len(refsIn(text[:end])) == 0 && w.cur == nil) {
			w.answer(who, b, end)
			return
		}
	}
	if m := findingLabel(text); m.ok && !(m.whole && m.number.IsZero() && w.twice[strings.ToLower(m.label)] < 2) {
		w.labelledFinding(m, b)
		return
	}
	if (w.cur == nil && w.to == nowhere || w.role == other && w.cur == nil && w.to != inOurComments) && w.report.meta(text) {
		return
	}
	switch {
	case askForm.MatchString(text):
		w.leave(b)
	case dearForm.MatchString(text):
		w.end()
		w.leave(b)
		w.role, w.to, w.inLetter = other, inOurComments, true
		if w.letter == force {
			w.to = inForceComments
		}
	case yoursForm.MatchString(text):
		w.end()
		w.role, w.inLetter = other, false
		w.leave(b)
	case w.to == inBackground && lawForm.MatchString(text):
		w.leave(b)
	case w.to == inBackground:
		if !b.Number.IsZero() {
			w.said = append(w.said, "“"+b.Number.Printed+"” is the paper's number of the paragraph “"+beginning(text)+"”")
			b.Kind, b.Number = Para, Number{}
		}
		w.put(b)
	case b.Kind == Item:
		w.item(b)
	default:
		w.paragraph(b)
	}
}

func beginning(text string) string {
	if f := strings.Fields(text); len(f) > 6 {
		return strings.Join(f[:6], " ") + " …"
	}
	return text
}

// item reads an item of a list, which is a finding where findings stand.
func (w *walk) item(b Block) {
	switch {
	case w.cur != nil && w.to == inText && len(w.cur.text) > 0 && b.Number.within(w.cur.paper):
		w.to = inForce
		w.cur.doubts = append(w.cur.doubts, "“"+b.Number.Printed+"” is a paragraph of the paper below this finding; it stands here as the force's answer")
		b.Kind = Para
		w.put(b)
	case w.cur == nil && w.to != nowhere: // a list within comments
		w.put(b)
	case w.role != findingsPart || w.labelled:
		if w.cur == nil && w.role != findingsPart && shall.MatchString(b.text()) && w.nextIsAnswer() {
			w.plainFinding(b)
			return
		}
		if w.cur != nil && w.style != nil && w.begins(b) {
			w.plainFinding(b)
			return
		}
		w.put(b)
	case w.cur == nil || w.style == nil && w.to == inText && len(w.cur.text) == 0 || w.begins(b):
		w.plainFinding(b)
	default:
		w.put(b)
	}
}

// begins says whether an item begins the next finding, rather than going on
// with this one.
func (w *walk) begins(b Block) bool {
	s := w.style
	if s == nil {
		return false
	}
	if b.Bullet || s.Bullet {
		return b.Bullet && s.Bullet && b.Level <= s.Level
	}
	return b.Number.follows(s.Number)
}

// paragraph reads a paragraph that has no label.
func (w *walk) paragraph(b Block) {
	text := b.text()
	asks := shall.MatchString(text)
	switch {
	case w.cur == nil && w.to != nowhere:
		w.put(b)
	case w.cur == nil && (w.role == findingsPart || w.nextIsAnswer()) && asks && (w.nextIsAnswer() || strings.HasSuffix(text, ":") || w.kind == register.CauseOfConcern):
		w.plainFinding(b)
	case w.cur == nil && w.role == findingsPart && w.kind == register.CauseOfConcern && sentence(text) && !w.itemsAhead():
		w.plainFinding(b)
	case w.cur != nil && w.to != inText && !w.labelled && (asks && w.nextRepeats() || recommends.MatchString(text)):
		w.plainFinding(b)
	case w.cur == nil && w.to == nowhere && len(w.findings) == 0 && !lawForm.MatchString(text) && tellsOfPublication(text):
		w.background = append(w.background, b)
	default:
		w.put(b)
	}
}

// itemsAhead says whether this part has items or labels, which are then its
// findings.
func (w *walk) itemsAhead() bool {
	for _, b := range w.blocks[w.at+1:] {
		if b.Kind == Heading {
			return false
		}
		if b.Kind == Item && !b.Bullet || b.Kind == Table || findingLabel(b.text()).ok {
			return true
		}
	}
	return false
}

// next is the block after this one that is no furniture.
func (w *walk) next() *Block {
	for i := w.at + 1; i < len(w.blocks); i++ {
		if w.blocks[i].Kind != Furniture {
			return &w.blocks[i]
		}
	}
	return nil
}

// nextIsAnswer says whether an answer to one finding stands next.
func (w *walk) nextIsAnswer() bool {
	b := w.next()
	if b == nil || b.Kind == Table {
		return false
	}
	_, of, _, ok := answerLabelOf(b.text(), w.names)
	return ok && (!of.plural || len(of.refs) > 0) && b.Number.IsZero()
}

// nextRepeats says whether an answer stands next of someone who has answered
// this finding already: then what stands before it is another finding.
func (w *walk) nextRepeats() bool {
	b := w.next()
	if b == nil || b.Kind == Table {
		return false
	}
	who, _, _, ok := answerLabelOf(b.text(), w.names)
	return ok && w.cur.answered(who)
}

// labelledFinding begins a finding that has a label.
func (w *walk) labelledFinding(m findingMark, b Block) {
	rest := b
	rest.Spans = cut(b.Spans, m.end)
	words := rest.text()
	label := m.label
	if words != "" && shortLine(words) && !sentence(words) && !shall.MatchString(words) && len(strings.Fields(words)) <= 10 && (b.Kind == Heading || w.nextIsWords()) {
		label, rest.Spans = strings.TrimRight(b.text(), ": "), nil // "Recommendation 3 – Training"
	}
	if !b.Number.IsZero() {
		w.said = append(w.said, "“"+b.Number.Printed+"” is the paper’s number of “"+label+"”")
	}
	f := w.start(m.kind, b)
	f.paper = b.Number
	f.number = m.number
	if m.number.IsZero() {
		f.said = append(f.said, "the paper calls it “"+label+"”")
	} else {
		f.label = label
	}
	f.level = 0
	if b.Kind == Heading {
		f.level = b.Level
	}
	w.labelled, w.style = true, nil
	w.nest(f)
	if len(rest.Spans) > 0 {
		rest.Kind, rest.Number, rest.Bullet = Para, Number{}, false
		w.put(rest)
	}
}

func (w *walk) nextIsWords() bool {
	b := w.next()
	if b == nil || b.Kind == Table {
		return false
	}
	_, _, _, answer := answerLabelOf(b.text(), w.names)
	return !answer && !findingLabel(b.text()).ok
}

// plainFinding begins a finding that has a number, a mark or nothing.
func (w *walk) plainFinding(b Block) {
	kind := w.kind
	if kind == "" {
		kind = register.Recommendation
	}
	style := b
	stem := (*finding)(nil)
	if w.cur != nil && w.style != nil {
		stem = w.cur.parent // the next of its parts
	}
	f := w.start(kind, b)
	w.style = nil
	if b.Kind == Item {
		w.style = &style
	}
	switch {
	case stem != nil && stem.kind == kind:
		f.partOf(stem, b)
	default:
		if b.Kind == Item && !b.Bullet {
			f.number, f.papers = b.Number, true
		}
		w.nest(f)
	}
	b.Kind, b.Number, b.Bullet = Para, Number{}, false
	w.put(b)
}

func (w *walk) start(kind register.FindingKind, b Block) *finding {
	f := &finding{kind: kind, at: b.At}
	w.findings = append(w.findings, f)
	w.cur, w.to = f, inText
	return f
}

// nest puts a finding under the one that it is part of.
func (w *walk) nest(f *finding) {
	if f.kind == register.Recommendation && w.cause != nil {
		f.parent = w.cause
		f.doubts = append(f.doubts, "it stands under a cause of concern in the paper, and so has a parent here")
		return
	}
	for _, g := range w.findings {
		if g != f && g.kind == f.kind && g.parent == nil && g.papers == f.papers && f.number.within(g.number) {
			f.parent = g
		}
	}
}

// field reads a line of a finding that names one of its fields: "Status:
// Complete".
func (w *walk) field(text string) bool {
	i := strings.IndexByte(text, ':')
	if i < 1 || i > 40 {
		return false
	}
	value := strings.TrimSpace(text[i+1:])
	if value == "" || len(value) > 300 {
		return false
	}
	return w.cur.tell(columnOf(text[:i], w.names), text, value)
}

// tell keeps what a line or a cell says of a field.
func (f *finding) tell(c column, text, value string) bool {
	switch c {
	case columnStatus:
		f.told = value
	case columnDue:
		f.dueTold = value
	case columnAddressed:
		f.addressed = append(f.addressed, value)
	case columnOwner:
	default:
		return false
	}
	f.said = append(f.said, "the paper says “"+text+"”")
	return true
}

// answer begins an answer whose label ends at a byte of the block.
func (w *walk) answer(who party, b Block, end int) {
	label := strings.TrimRight(strings.TrimSpace(b.text()[:end]), ":–—- ")
	rest := b
	rest.Kind, rest.Bullet, rest.Number = Para, false, Number{}
	rest.Spans = cut(b.Spans, end)
	_, of, _, _ := answerLabelOf(b.text(), w.names)
	if !w.target(who, of, label) {
		if !w.takeBefore(who) {
			w.comments(who, b)
			return
		}
	}
	f := w.cur
	again := f.answered(who) && f.shared == nil
	if again && b.Kind == Heading {
		w.comments(who, b)
		return
	}
	w.to = inForce
	if who == body {
		w.to = inOur
	}
	w.last = len(w.findings)
	if again { // a second update: its label says when
		rest.Spans = b.Spans
		w.put(rest)
		return
	}
	f.names = append(f.names, named{f.to(w.to), label})
	if who == nobody {
		f.doubts = append(f.doubts, "the paper does not say whose answer it is; it stands here as the force's")
	}
	if !b.Number.IsZero() {
		f.said = append(f.said, "“"+b.Number.Printed+"” is the paper’s number of the answer")
	}
	if len(rest.Spans) > 0 {
		w.put(rest)
	}
}

// target finds the finding that an answer is to.
func (w *walk) target(who party, of answers, label string) bool {
	var all []*finding
	for _, ref := range refsIn(label) {
		for _, f := range w.findings {
			if f.number.stem() == ref && !slices.Contains(all, f) && (f.kind == kindNamed(label) || kindNamed(label) == "") {
				all = append(all, f)
			}
		}
	}
	if len(all) == 0 && of.plural && w.last < len(w.findings) {
		all = w.findings[w.last:]
	}
	if len(all) == 0 {
		if w.cur == nil {
			return false
		}
		w.byItem()
		return true
	}
	w.cur = all[0]
	for _, f := range all[1:] {
		if len(f.force) == 0 && len(f.our) == 0 && f.shared == nil {
			f.shared = all[0]
			f.doubts = append(f.doubts, "the paper answers it together with others: “"+label+"”")
		}
	}
	return true
}

func kindNamed(label string) register.FindingKind {
	_, kind := roleOf(label)
	return kind
}

// byItem makes a finding of the one item of a list that stands under a stem,
// where it has an answer of its own: "… the force should: (a) …; (b) …".
func (w *walk) byItem() {
	f := w.cur
	n := len(f.text)
	if w.to != inText || f.parent != nil || n < 2 || f.text[n-1].Kind != Item || f.text[n-2].Kind == Item {
		return
	}
	item := f.text[n-1]
	f.text = f.text[:n-1]
	part := w.start(f.kind, item)
	part.partOf(f, item)
	style := item
	w.style = &style
	item.Kind, item.Number, item.Bullet = Para, Number{}, false
	part.text = []Block{item}
}

// partOf makes a finding one of the parts of another.
func (f *finding) partOf(stem *finding, item Block) {
	f.parent = stem
	if item.Bullet || len(item.Number.Path) == 0 {
		return
	}
	f.number = Number{Printed: item.Number.Printed, Path: append(slices.Clone(stem.number.Path), item.Number.Path[len(item.Number.Path)-1])}
	if stem.papers || stem.number.IsZero() {
		f.papers = true
	} else {
		f.label = item.Number.Printed
	}
}

// takeBefore makes a finding of what stands directly before an answer.
func (w *walk) takeBefore(who party) bool {
	n := len(w.left)
	if n == 0 || w.at == 0 || w.to != nowhere {
		return false
	}
	b := w.left[n-1]
	if b.At != w.blocks[w.at-1].At || b.Kind == Heading || b.Kind == Furniture || b.Kind == Table || !shall.MatchString(b.text()) || askForm.MatchString(b.text()) {
		return false
	}
	w.left = w.left[:n-1]
	w.plainFinding(b)
	return true
}

// comments begins the comments on the report as a whole.
func (w *walk) comments(who party, b Block) {
	text := b.text()
	_, _, end, _ := answerLabelOf(text, w.names)
	w.end()
	w.role, w.labelled = other, false
	switch who {
	case body:
		w.to = inOurComments
	case force:
		w.to = inForceComments
	default:
		if len(w.findings) == 0 || w.letter == nobody {
			w.leave(b)
			return
		}
		w.to = inOurComments
	}
	w.said = append(w.said, "the comments stand in the paper under “"+strings.TrimRight(numberedText(Block{Number: b.Number, Spans: words(text[:end])}), ": ")+"”")
	if rest := cut(b.Spans, end); len(rest) > 0 {
		w.put(Block{Kind: Para, Spans: rest, At: b.At})
	}
}

// afterwards looks at the whole again.
func (w *walk) afterwards() {
	w.lonelyAnswer()
	for _, f := range w.findings {
		if f.shared != nil && (len(f.force) > 0 || len(f.our) > 0) {
			f.shared = nil
		}
	}
	for _, f := range w.findings {
		f.settleNames()
	}
	w.findings = slices.DeleteFunc(w.findings, func(f *finding) bool {
		if len(f.text) > 0 {
			return false
		}
		return w.dissolve(f)
	})
	if w.report.letter = w.letter != nobody; w.letter != nobody {
		w.doubts = append(w.doubts, "the words of the letter stand as comments: look whose they are")
	}
}

// lonelyAnswer moves the one answer of the body's that the last finding has
// and no other: it is about the report as a whole.
func (w *walk) lonelyAnswer() {
	n := len(w.findings)
	if n < 2 || len(w.our) > 0 || len(w.findings[n-1].our) == 0 {
		return
	}
	for _, f := range w.findings[:n-1] {
		if len(f.our) > 0 || f.shared == w.findings[n-1] {
			return
		}
	}
	f := w.findings[n-1]
	w.our, f.our = f.our, nil
	w.doubts = append(w.doubts, "our comments stood below the last finding in the paper, and no other finding has an answer of the office's")
}

// dissolve takes a finding without words apart; what it held is left over.
func (w *walk) dissolve(f *finding) bool {
	head := f.label
	for _, s := range f.said {
		head += " " + s
	}
	w.left = append(w.left, Block{Kind: Para, At: f.at, Spans: words(strings.TrimSpace(head + " " + f.number.Printed))})
	w.left = append(append(w.left, f.force...), f.our...)
	for _, g := range w.findings {
		if g.shared == f {
			g.shared = nil
		}
		if g.parent == f {
			g.parent = nil
		}
	}
	return true
}
