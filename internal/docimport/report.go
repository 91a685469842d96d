package docimport

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// A report is what was recognised of one report in a paper.
type report struct {
	about
	background, force, our []Block // the background, and comments on the whole
	findings               []*finding
	unplaced               []Block
	comments               []string // the paper's words for its parts, kept as comments
	doubts                 []string // what to check in the report as a whole
}

func (r *report) hasAnswer() bool {
	return len(r.force) > 0 || len(r.our) > 0 || slices.ContainsFunc(r.findings, func(f *finding) bool { return len(f.force) > 0 || len(f.our) > 0 })
}

// A finding is what was recognised of one finding.
type finding struct {
	kind       inspection.FindingKind
	label      string // as printed by the inspectorate
	number     Number // of the label, or of the paper
	ownNumber  bool   // the number may be the paper's own
	paper      Number // the paper's own, before a label
	level      int    // of its heading, or 0
	parent     *finding
	shared     *finding // whose answer is also this one's
	text       []Block
	force      []Block
	our        []Block
	addressees []string // as a column or a line names them
	dueText    string   // as a column or a line has it
	statusText string
	titles     []answerTitle
	comments   []string
	doubts     []string
	stem       string
	at         int
}

// An answerTitle is what the paper calls an answer.
type answerTitle struct {
	speaker speaker
	title   string
}

// answer is where the answer of a speaker goes.
func (f *finding) answer(s speaker) *[]Block {
	if s == policingBody {
		return &f.our
	}
	return &f.force
}

func (f *finding) isAnsweredBy(s speaker) bool { return f.shared != nil || len(*f.answer(s)) > 0 }

func (f *finding) hasAnswer() bool { return len(f.force) > 0 || len(f.our) > 0 }

// keepTitles keeps what the paper calls its answers, if our headings do not
// say the same.
func (f *finding) keepTitles() {
	for _, t := range f.titles {
		own := "Force response"
		if t.speaker == policingBody {
			own = "Our response"
		}
		if t.title != own || len(*f.answer(t.speaker)) == 0 {
			f.comments = append(f.comments, "the paper calls the answer “"+t.title+"”")
		}
	}
}

// setField keeps what a line or a cell says about a field.
func (f *finding) setField(c column, text, value string) bool {
	switch c {
	case columnStatus:
		f.statusText = value
	case columnDue:
		f.dueText = value
	case columnAddressees:
		f.addressees = append(f.addressees, value)
	case columnOwner:
	default:
		return false
	}
	f.comments = append(f.comments, "the paper says “"+text+"”")
	return true
}

// makePartOf makes a finding one of the parts of another.
func (f *finding) makePartOf(stem *finding, item Block) {
	f.parent = stem
	if item.Bullet || len(item.Number.Path) == 0 {
		return
	}
	last := item.Number.Path[len(item.Number.Path)-1]
	f.number = Number{Printed: item.Number.Printed, Path: append(slices.Clone(stem.number.Path), last)}
	if stem.ownNumber || stem.number.IsZero() {
		f.ownNumber = true
	} else {
		f.label = item.Number.Printed
	}
}

// splitReports cuts a paper into its reports. What comes before the first
// belongs to it.
func splitReports(blocks []Block) (parts [][]Block) {
	starts := reportStarts(blocks)
	if len(starts) < 2 {
		return [][]Block{blocks}
	}
	starts[0] = 0
	starts = append(starts, len(blocks))
	for i := range len(starts) - 1 {
		parts = append(parts, blocks[starts[i]:starts[i+1]])
	}
	return parts
}

// reportStarts are the blocks at which reports begin: each a line with a title
// (or the heading above it), or a heading with a date of publication below it.
func reportStarts(blocks []Block) []int {
	var titles, headings []int
	for i, b := range blocks {
		switch {
		case !isTitleLine(b.text()):
		case i > 0 && blocks[i-1].Kind == Heading:
			titles = append(titles, i-1)
		default:
			titles = append(titles, i)
		}
	}
	if len(titles) > 1 {
		return titles
	}
	for i, b := range blocks {
		if b.Kind == Heading && mentionsInspectorate(b.text()) && isPublishedBelow(blocks[i+1:]) {
			headings = append(headings, i)
		}
	}
	if len(headings) > 1 && headings[len(headings)-1] > headings[0]+2 {
		return headings
	}
	return nil
}

func isPublishedBelow(blocks []Block) bool {
	for _, b := range blocks[:min(5, len(blocks))] {
		if b.Kind == Heading {
			return false
		}
		text := b.text()
		field, _, ok := parseHeaderLine(text)
		if hasDate(text) && (ok && field == headerPublished || publishedWords().MatchString(text) && mentionsInspectorate(text)) {
			return true
		}
	}
	return false
}

// findReport fills in what one of a paper's reports says about itself. If
// there are several, its subject is the last heading before its title.
func (r *report) findReport(p *Paper, blocks []Block, v *vocabulary, several bool) {
	for _, b := range blocks {
		if !several || isTitleLine(b.text()) {
			break
		}
		if b.Kind == Heading {
			r.subject, r.subjectHeadsReport = b.text(), true
		}
	}
	r.find(blocks, notesIn(p, blocks), v, p.Name)
}

// notesIn are the footnotes that some blocks refer to, as blocks.
func notesIn(p *Paper, blocks []Block) (notes []Block) {
	ids := map[string]bool{}
	for i := range blocks {
		for b := range blocks[i].all() {
			for _, s := range b.Spans {
				ids[s.Note] = true
			}
		}
	}
	for _, n := range p.Notes {
		if ids[n.ID] {
			notes = append(notes, Block{Kind: Para, Spans: n.Text})
		}
	}
	return notes
}

// shortened are the first words of a text.
func shortened(text string, n int) string {
	if f := strings.Fields(text); len(f) > n {
		return strings.Join(f[:n], " ") + " …"
	}
	return text
}
