package docimport

import (
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// A Folder is a report's folder, to be written into content/reports.
type Folder struct {
	ID    string
	Files []File
	Result
}

// A File is one file of a Folder.
type File struct {
	Name string
	Data []byte
}

// Settings are what the site knows that a paper does not say.
type Settings struct {
	Names
	Services []string        // the ids of the services, if there are several
	Today    inspection.Date // for dates that are not in the paper, with a comment
	ID       string          // of the folder, instead of the proposed one; for one report only
}

// Import makes the folders of the reports that a paper is about, at least one.
func Import(p *Paper, s Settings) []Folder {
	v := newVocabulary(s.Names, p)
	var folders []Folder
	taken := map[string]bool{}
	parts := splitReports(p.Blocks)
	for i, blocks := range parts {
		r := recognise(blocks, v)
		r.findReport(p, blocks, v, len(parts) > 1)
		if i > 0 && r.answeredFrom == "" && !folders[0].Answered.IsZero() {
			r.answered, r.answeredFrom = folders[0].Answered, "the date of the paper"
		}
		w := &folderWriter{paper: p, report: r, vocabulary: v, settings: s, first: i == 0}
		f := w.folder()
		for n := 2; taken[f.ID]; n++ {
			f.ID = strings.TrimSuffix(f.ID, "-"+strconv.Itoa(n-1)) + "-" + strconv.Itoa(n)
		}
		taken[f.ID] = true
		folders = append(folders, f)
	}
	return folders
}

// A folderWriter writes the files of one report's folder.
type folderWriter struct {
	paper      *Paper
	report     *report
	vocabulary *vocabulary
	settings   Settings
	first      bool // the first report of the paper has what belongs to none
	reportText string
	notes      []string // the footnotes that were written
	result     Result
}

func (w *folderWriter) folder() Folder {
	r := w.report
	w.completeDates()
	w.completeScope()
	nameFindings(r.findings)
	f := Folder{ID: w.folderName()}
	attached := w.attachmentName()
	var findings []File
	for _, g := range r.findings {
		findings = append(findings, File{g.stem + ".md", w.findingFile(g)})
	}
	report := w.reportFile(attached)
	w.reportText = string(report)
	f.Files = append([]File{{"report.md", report}}, findings...)
	if unplaced := w.unplacedFile(); unplaced != nil {
		f.Files = append(f.Files, File{content.UnplacedFile, unplaced})
	}
	if attached != "" {
		f.Files = append(f.Files, File{attached, w.paper.raw})
	}
	w.result.complete(w.paper, r)
	f.Result = w.result
	return f
}

// completeDates puts dates where the site needs them.
func (w *folderWriter) completeDates() {
	r := w.report
	if r.published.IsZero() {
		r.published = r.answered
	}
	if r.published.IsZero() {
		r.published = w.settings.Today
	}
	if r.answered.IsZero() {
		r.answered = w.settings.Today
	}
	if r.answered.Before(r.published) {
		r.answered, r.answeredFrom = r.published, ""
	}
}

// completeScope takes a report for a national one, if the paper does not say
// and others than this force are asked to act.
func (w *folderWriter) completeScope() {
	r := w.report
	if r.scopeWhy != scopeUnknown {
		return
	}
	others := slices.ContainsFunc(r.findings, func(f *finding) bool {
		names := w.vocabulary.addressees(blocksText(f.text))
		responsible, _ := w.vocabulary.responsibility(names)
		return len(names) > 0 && responsible != inspection.ThisForce
	})
	if others {
		r.setNational("others than this force are asked to act")
	}
}

// attachmentName is the name under which the paper is attached to the report,
// or "" if it is not.
func (w *folderWriter) attachmentName() string {
	r := w.report
	if w.paper.Word || !w.first || w.paper.raw == nil || !r.hasAnswer() {
		return ""
	}
	name := "board-paper"
	if r.basis == inspection.BasisLetter {
		name = "letter"
	}
	if r.answeredFrom != "" {
		name += "-" + r.answered.String()
	}
	return name + ".txt"
}

const unplacedIntro = `These words of the paper fitted nowhere. They are on no page, and the report is held back
while this file is here. Put what readers should see where it belongs, then delete this file.

---

`

// unplacedFile is what fitted nowhere, in the paper's order, or nil.
func (w *folderWriter) unplacedFile() []byte {
	m := &markdownWriter{}
	for _, b := range w.unplacedBlocks() {
		if b.empty() && b.Number.IsZero() {
			continue
		}
		if b.Kind == PageFurniture {
			b.Kind = Para
		}
		m.blocks([]Block{b}, 2)
		w.result.addUnplaced(b)
	}
	w.writeNotes(m)
	for _, n := range w.paper.Notes {
		if w.first && !slices.Contains(w.notes, n.ID) {
			m.paragraph("Note " + escape(n.ID) + ": " + m.inline(n.Text))
			w.result.addUnplaced(Block{Spans: n.Text})
		}
	}
	if m.Len() == 0 {
		return nil
	}
	return []byte(unplacedIntro + strings.TrimRight(m.String(), "\n") + "\n")
}

// unplacedBlocks are the header lines that were not used and the blocks that
// are left over.
func (w *folderWriter) unplacedBlocks() (blocks []Block) {
	report := withoutWrapping(w.reportText)
	for _, l := range w.report.headerLines {
		quoted := strings.Contains(report, strings.TrimSpace(withoutWrapping(l.text)))
		if !l.used || !quoted {
			blocks = append(blocks, Block{Kind: Para, Spans: textSpan(l.text)})
		}
	}
	return append(blocks, w.report.unplaced...)
}

// withoutWrapping joins lines, and comments over several lines.
func withoutWrapping(text string) string {
	words := slices.DeleteFunc(strings.Fields(text), func(s string) bool { return s == "#" })
	return " " + strings.Join(words, " ") + " "
}

// writeNotes writes the footnotes that a file's words refer to. A note can
// refer to others.
func (w *folderWriter) writeNotes(m *markdownWriter) {
	for i := 0; i < len(m.notes); i++ {
		id := m.notes[i]
		at := slices.IndexFunc(w.paper.Notes, func(n Note) bool { return n.ID == id })
		if slices.Index(m.notes, id) < i || at < 0 {
			continue
		}
		text := m.inline(w.paper.Notes[at].Text)
		if text == "" {
			text = `\-`
		}
		m.WriteString("[^" + noteName(id) + "]: " + text + "\n\n")
		w.notes = append(w.notes, id)
	}
}
