package docimport

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// A Folder is a report's folder, to be written into content/reports.
type Folder struct {
	ID    string
	Files []File
	Found Found
}

// A File is one file of a Folder.
type File struct {
	Name string
	Data []byte
}

// UnplacedFile holds what fitted nowhere. While it is in a report's folder,
// the report is held back.
const UnplacedFile = register.UnplacedFile

// Settings are what the site knows that a paper does not say.
type Settings struct {
	Names
	Services []string      // the ids of the services, where there are several
	Today    register.Date // stands where no date could be found, with a comment
	ID       string        // of the folder, in place of the one that is proposed; for one report only
}

// Import makes of a paper the folders of the reports that it speaks of, at
// least one.
func Import(p *Paper, s Settings) []Folder {
	k := s.Names.known(p)
	var folders []Folder
	taken := map[string]bool{}
	parts := reportsOf(p.Blocks)
	for i, blocks := range parts {
		r := recognise(blocks, k)
		if len(parts) > 1 {
			for _, b := range blocks {
				if field, _, ok := meta(b.text()); ok && field == metaTitle {
					break
				}
				if b.Kind == Heading {
					r.subject, r.heads = b.text(), true
				}
			}
		}
		r.settle(blocks, notesOf(p, blocks), k, p.Name)
		if i > 0 {
			r.share(folders, parts[0])
		}
		w := &folderWriter{paper: p, report: r, known: k, settings: s, first: i == 0}
		f := w.folder()
		for n := 2; taken[f.ID]; n++ {
			f.ID = strings.TrimSuffix(f.ID, "-"+strconv.Itoa(n-1)) + "-" + strconv.Itoa(n)
		}
		taken[f.ID] = true
		folders = append(folders, f)
	}
	return folders
}

// notesOf are the footnotes that some blocks refer to, as blocks.
func notesOf(p *Paper, blocks []Block) (all []Block) {
	marks := map[string]bool{}
	for i := range blocks {
		blocks[i].eachSpans(func(spans []Span) {
			for _, s := range spans {
				marks[s.Note] = true
			}
		})
	}
	for _, n := range p.Notes {
		if marks[n.Mark] {
			all = append(all, Block{Kind: Para, Spans: n.Text})
		}
	}
	return all
}

// folderWriter writes the files of one report's folder.
type folderWriter struct {
	paper    *Paper
	report   *report
	known    *known
	settings Settings
	first    bool
	written  string // report.md
	found    Found
}

func (w *folderWriter) folder() Folder {
	r := w.report
	w.settleDates()
	w.settleScope()
	w.stems()
	d := Folder{ID: w.id()}
	attached := w.attachment()
	var findings []File
	for _, f := range r.findings {
		findings = append(findings, File{f.stem + ".md", w.finding(f)})
	}
	report := w.reportFile(attached)
	w.written = string(report)
	d.Files = append(d.Files, File{"report.md", report})
	d.Files = append(d.Files, findings...)
	if unplaced := w.unplaced(); unplaced != nil {
		d.Files = append(d.Files, File{UnplacedFile, unplaced})
	}
	if attached != "" {
		d.Files = append(d.Files, File{attached, w.paper.raw})
	}
	w.found.settle(w)
	d.Found = w.found
	return d
}

// settleDates puts days where there must be some, and says so.
func (w *folderWriter) settleDates() {
	r := w.report
	if r.published.IsZero() {
		r.published = r.answered
		if r.published.IsZero() {
			r.published = w.settings.Today
		}
	}
	if r.answered.IsZero() {
		r.answered = w.settings.Today
	}
	if r.answered.Before(r.published) {
		r.answered, r.answeredFrom = r.published, ""
	}
}

// settleScope takes a report for a national one, where its words do not say
// and others than this force are asked to act.
func (w *folderWriter) settleScope() {
	r := w.report
	if r.scopeWhy != scopeUnsaid {
		return
	}
	for _, f := range r.findings {
		if names := w.known.addressedTo(blocksText(f.text)); len(names) > 0 {
			if whose, _ := w.known.whose(names); whose != register.ThisForce {
				r.scope, r.scopeWhy = "national", "others than this force are asked to act"
				if len(r.kinds) == 0 {
					r.kinds = []string{"thematic"}
				}
				return
			}
		}
	}
}

func (w *folderWriter) hasAnswer() bool {
	r := w.report
	return len(r.force) > 0 || len(r.our) > 0 || slices.ContainsFunc(r.findings, func(f *finding) bool { return len(f.force) > 0 || len(f.our) > 0 })
}

// id proposes the folder's name: the report's year and short title.
func (w *folderWriter) id() string {
	if w.settings.ID != "" {
		return w.settings.ID
	}
	slug := trimGeneric(asciiSlug(cmp.Or(w.report.short, w.report.title)))
	for len(slug) > 45 {
		i := strings.LastIndexByte(slug, '-')
		if i < 10 {
			slug = slug[:45]
			break
		}
		slug = strings.TrimSuffix(slug[:i], "-and")
	}
	year := strconv.Itoa(w.report.published.Year)
	slug = strings.TrimSuffix(strings.TrimPrefix(slug, year+"-"), "-"+year)
	if slug == "" {
		slug = "report"
	}
	return year + "-" + slug
}

// trimGeneric takes away what every report's name begins with: "an inspection
// of".
func trimGeneric(slug string) string {
	for {
		head, rest, ok := strings.Cut(slug, "-")
		if !ok || !generic[head] {
			return slug
		}
		slug = rest
	}
}

func asciiSlug(text string) string {
	var b strings.Builder
	for _, c := range source.Slug(text) {
		if c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	slug := b.String()
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	return strings.Trim(slug, "-")
}

// stems names the findings' files: by their numbers, where they have simple
// ones, and else by their places.
func (w *folderWriter) stems() {
	taken := map[string]bool{}
	count := map[register.FindingKind]int{}
	free := func(kind register.FindingKind) string {
		for {
			count[kind]++
			if stem := string(kind) + "-" + strconv.Itoa(count[kind]); !taken[stem] {
				return stem
			}
		}
	}
	simple := func(f *finding) bool {
		return len(f.number.Path) == 1 && f.number.Path[0] != "" && len(f.number.stem()) < 6
	}
	clashes := map[string]int{}
	for _, f := range w.report.findings {
		if f.parent == nil && simple(f) {
			clashes[string(f.kind)+"-"+f.number.stem()]++
		}
	}
	for _, f := range w.report.findings {
		stem := string(f.kind) + "-" + f.number.stem()
		if f.parent == nil && simple(f) && clashes[stem] == 1 && isDigit(f.number.Path[0]) {
			f.stem, taken[stem] = stem, true
		}
	}
	for _, f := range w.report.findings {
		if f.stem == "" && (f.parent == nil || f.parent.kind != f.kind) {
			f.stem = free(f.kind)
			taken[f.stem] = true
		}
	}
	for _, f := range w.report.findings {
		if f.stem != "" {
			continue
		}
		last := ""
		if n := len(f.number.Path); n > 1 {
			last = f.number.Path[n-1]
			if isDigit(last) {
				last = "-" + last
			}
		}
		for n := 0; f.stem == "" || taken[f.stem]; n++ {
			f.stem = f.parent.stem + last
			if n > 0 || last == "" {
				f.stem = f.parent.stem + letters(n)
			}
		}
		taken[f.stem] = true
	}
}

func isDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + letters(n%26)
}

// reportFile writes report.md.
func (w *folderWriter) reportFile(attached string) []byte {
	r := w.report
	f := &front{}
	f.WriteString("---\n")
	f.note("Made from " + w.paper.Name + ". Each line that begins with “" + Look + "” asks you to decide something; take it out when you have.")
	f.look("take the next line out when the report may be public.")
	f.field("draft", "true")
	for _, s := range r.said {
		f.note(sentenceOf(s))
	}
	for _, s := range r.doubts {
		w.look(f, "report", s+".")
	}
	if r.titleFrom != "" {
		w.look(f, "title", r.titleFrom+".")
	} else {
		w.found.right("title")
	}
	if r.titleLine != "" {
		f.note("The paper says “" + r.titleLine + "”.")
	}
	f.text("title", cmp.Or(r.title, "Untitled"))
	if r.short != "" {
		w.look(f, "short_title", "a short name for lists, proposed from the words of the title.")
		f.text("short_title", r.short)
	}
	w.kinds(f)
	if r.scopeWhy != "" {
		w.look(f, "scope", "force, multi-force or national? "+sentenceOf(r.scopeWhy))
	} else {
		w.found.right("scope")
	}
	f.field("scope", r.scope)
	if len(w.settings.Services) > 1 {
		w.look(f, "services", "which of your services is it about? They are "+strings.Join(w.settings.Services, ", ")+".")
		f.field("services", "["+w.service()+"]")
	}
	if r.publishedFrom == "" {
		w.missing(f, "published", "the paper does not say when the inspectorate published its report. Put the day here: the 56 days begin with it. The day that stands here is only a place-holder.")
	} else {
		w.look(f, "published", "is this the day on which the inspectorate published its report? The 56 days begin with it. The paper says: “"+shorten(r.publishedFrom)+"”")
	}
	f.field("published", r.published.String())
	if r.url != "" {
		w.found.right("url")
		if r.urlLine != "" {
			f.note("The paper says “" + r.urlLine + "”.")
		}
		f.field("url", source.Quoted(r.url))
	} else {
		w.missing(f, "", "the address of the report on the inspectorate's own site is missing. Add it like this: url: https://…")
	}
	if r.redacted {
		w.look(f, "redacted", "the paper speaks of a redacted report.")
		f.field("redacted", "true")
	}
	if r.fieldworkFrom != "" {
		w.look(f, "fieldwork", "the paper says “"+r.fieldworkFrom+"”.")
		f.field("fieldwork", "{from: "+r.fieldwork[0]+", to: "+r.fieldwork[1]+"}")
	}
	w.response(f)
	if attached != "" {
		w.attachments(f, attached)
	}
	f.WriteString("---\n\n")
	m := &markdownWriter{}
	m.blocks(r.background, 3)
	w.section(m, "Force comments", r.force)
	w.section(m, "Our comments", r.our)
	w.notes(m)
	return []byte(f.String() + strings.TrimRight(m.String(), "\n") + "\n")
}

func sentenceOf(why string) string {
	r, size := utf8.DecodeRuneInString(why)
	return string(unicode.ToUpper(r)) + why[size:] + "."
}

func shorten(text string) string {
	if f := strings.Fields(text); len(f) > 30 {
		return strings.Join(f[:30], " ") + " …"
	}
	return text
}

// look writes a comment that asks a person to decide, and remembers it.
func (w *folderWriter) look(f *front, field, text string) {
	f.look(text)
	w.found.look(field, text)
}

// missing writes a comment for what the paper does not have.
func (w *folderWriter) missing(f *front, field, text string) {
	f.look(text)
	w.found.missing(field, text)
}

func (w *folderWriter) kinds(f *front) {
	kinds := w.report.kinds
	if len(kinds) == 0 {
		w.missing(f, "kind", "what kind of inspection was it? The kinds are "+strings.Join(register.ReportKinds, ", ")+".")
		kinds = []string{"other"}
	} else {
		w.look(f, "kind", "proposed from the words of the title and the paper; there may be others.")
	}
	f.field("kind", "["+strings.Join(kinds, ", ")+"]")
}

// service is the service that a report is most likely about.
func (w *folderWriter) service() string {
	for _, id := range w.settings.Services {
		if strings.Contains(id, "fire") == slices.Contains(w.report.kinds, "fire") {
			return id
		}
	}
	return w.settings.Services[0]
}

// response writes what is known of the answer as a whole.
func (w *folderWriter) response(f *front) {
	r := w.report
	if !w.hasAnswer() {
		w.missing(f, "", "no answer was found in the paper, so there is no “response” here.")
		return
	}
	f.group("response")
	switch {
	case r.answeredFrom == "":
		w.missing(f, "response.published", "the paper has no date. Put the day here on which the answer was published; the day that stands here is only a place-holder.")
	case r.basis == register.BasisLetter:
		w.look(f, "response.published", "this is the day of the letter: “"+shorten(r.answeredFrom)+"”. If the answer was published on another day, put that here and take date_basis out.")
	default:
		w.look(f, "response.published", "this is the day of the paper: “"+shorten(r.answeredFrom)+"”. If the answer was published on another day, put that here and take date_basis out.")
	}
	f.field("published", r.answered.String())
	if r.basisWhy != "" {
		w.look(f, "response.date_basis", r.basisWhy+".")
	} else {
		w.found.right("response.date_basis")
	}
	f.field("date_basis", string(r.basis))
	f.endGroup()
	w.missing(f, "", "when did copies go to the Home Secretary and the inspectorate? Add under response: sent_to_home_secretary and sent_to_inspectorate.")
	if len(r.our) == 0 {
		w.missing(f, "", "no comments of your own office were found. Write them at the end of this file under ## Our comments.")
	}
}

// attachment names the file as which the paper itself stands beside the
// report, or "" where it does not.
func (w *folderWriter) attachment() string {
	if w.paper.Word || !w.first || w.paper.raw == nil || !w.hasAnswer() {
		return ""
	}
	name := "board-paper"
	if w.report.basis == register.BasisLetter {
		name = "letter"
	}
	if w.report.answeredFrom != "" {
		name += "-" + w.report.answered.String()
	}
	return name + ".txt"
}

func (w *folderWriter) attachments(f *front, name string) {
	title := "The board paper"
	if w.report.basis == register.BasisLetter {
		title = "The letter"
	}
	if w.report.answeredFrom != "" {
		title += " of " + longDate(w.report.answered)
	}
	w.look(f, "attachments", "readers can open the paper itself. If it is not public, take these lines and the file away.")
	f.group("attachments")
	f.WriteString(f.indent + "- file: " + name + "\n")
	f.indent += "  "
	f.text("title", title+", as plain text")
	f.field("of", "response")
	f.field("accessible", "true")
	f.indent = ""
}

func longDate(d register.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

func (w *folderWriter) section(m *markdownWriter, heading string, blocks []Block) {
	if len(blocks) == 0 {
		return
	}
	m.WriteString("## " + heading + "\n\n")
	m.blocks(blocks, 3)
}

// notes writes the footnotes that a file's words refer to.
func (w *folderWriter) notes(m *markdownWriter) {
	for i := 0; i < len(m.notes); i++ {
		mark := m.notes[i]
		if slices.Index(m.notes, mark) < i {
			continue
		}
		for _, n := range w.paper.Notes {
			if n.Mark == mark {
				text := m.inline(n.Text)
				m.WriteString("[^" + noteName(mark) + "]: " + cmp.Or(text, `\-`) + "\n\n")
				w.found.noted(mark)
				break
			}
		}
	}
}

// finding writes a finding's file.
func (w *folderWriter) finding(g *finding) []byte {
	f := &front{}
	f.WriteString("---\n")
	at := g.stem + ".md"
	for _, s := range g.said {
		f.note(sentenceOf(s))
	}
	for _, s := range g.doubts {
		w.look(f, at, s+".")
	}
	for _, b := range append(slices.Clone(g.force), g.our...) {
		if b.Kind == Item && b.Number.shape() == "N.N" {
			w.look(f, at+" answer", "the answer holds “"+b.Number.Printed+"”, a numbered paragraph of the paper. Does it belong to it?")
			break
		}
	}
	switch {
	case g.label != "":
		w.found.right(at + " label")
		f.text("label", g.label)
		if g.papers && g.number.Printed != "" && !strings.Contains(g.label, g.number.Printed) {
			f.field("paper_reference", source.Quoted(g.number.Printed))
		}
	case g.papers:
		if len(g.number.Path) == 1 {
			w.look(f, at+" paper_reference", "if this number is the inspectorate's own, call the field label.")
		} else {
			w.found.right(at + " paper_reference")
		}
		f.field("paper_reference", source.Quoted(g.number.Printed))
	}
	if g.parent != nil {
		f.field("parent", g.parent.stem)
	}
	text := blocksText(g.text)
	names := w.addressees(f, g, at, text)
	whose := w.whose(f, g, at, names)
	w.due(f, g, at, text)
	if g.shared != nil {
		f.field("same_answer_as", g.shared.stem)
	}
	w.progress(f, g, at, whose)
	f.WriteString("---\n\n")
	m := &markdownWriter{}
	m.blocks(g.text, 3)
	w.section(m, "Force response", g.force)
	w.section(m, "Our response", g.our)
	w.notes(m)
	w.found.findings(g)
	return []byte(f.String() + strings.TrimRight(m.String(), "\n") + "\n")
}

func blocksText(blocks []Block) string {
	var all []string
	for i := range blocks {
		blocks[i].eachText(func(t string) { all = append(all, t) })
	}
	return strings.Join(all, " ")
}

func (w *folderWriter) addressees(f *front, g *finding, at, text string) []string {
	var names []string
	for _, told := range g.addressed {
		names = append(names, w.known.list(told)...)
	}
	if len(names) == 0 {
		names = w.known.addressedTo(text)
	}
	if len(names) == 0 && g.parent != nil {
		names = w.known.addressedTo(blocksText(g.parent.text))
	}
	if len(names) == 0 {
		names = []string{cmp.Or(w.known.force, "The force")}
		if g.kind == register.Recommendation {
			w.missing(f, at+" addressed_to", "the words do not say who is asked to act, so this is the force.")
		} else {
			w.look(f, at+" addressed_to", "the words do not say who is asked to act; findings of this kind are the force's.")
		}
	} else {
		w.found.right(at + " addressed_to")
	}
	f.items("addressed_to", names)
	return names
}

func (w *folderWriter) whose(f *front, g *finding, at string, names []string) register.Whose {
	whose, sure := w.known.whose(names)
	if !sure {
		w.look(f, at+" whose", "proposed from who is asked to act: this-force, shared or others?")
	} else {
		w.found.right(at + " whose")
	}
	f.field("whose", string(whose))
	return whose
}

func (w *folderWriter) due(f *front, g *finding, at, text string) {
	due, ok := dueIn(text)
	if !ok && g.parent != nil {
		due, ok = dueIn(blocksText(g.parent.text))
	}
	if g.dueTold != "" {
		told, known := dueIn(g.dueTold)
		switch {
		case known:
			due, ok = told, true
		case !ok:
			if d, is := firstDate(g.dueTold); is {
				due, ok = dueTime{text: g.dueTold, due: d.date.String()}, true
			} else if m := monthInWords.FindStringSubmatch(g.dueTold); m != nil {
				due, ok = dueTime{text: g.dueTold, due: register.Day{Year: atoi(m[2]), Month: monthOf(m[1])}.String()}, true
			} else {
				due, ok = dueTime{text: g.dueTold}, true
			}
		}
	}
	if !ok {
		return
	}
	if due.due != "" {
		w.found.right(at + " due")
		f.field("due", due.due)
	} else {
		w.look(f, at+" due", "the time that was set is no date, month or number of months; add due if you know the day.")
	}
	f.text("due_text", due.text)
}

// progress writes what is proposed of action and status.
func (w *folderWriter) progress(f *front, g *finding, at string, whose register.Whose) {
	answer := blocksText(g.force)
	if answer == "" {
		answer = blocksText(g.our)
	}
	if g.shared != nil {
		answer = cmp.Or(blocksText(g.shared.force), blocksText(g.shared.our))
	}
	if answer == "" && g.told == "" {
		return
	}
	if !w.hasAnswer() {
		return
	}
	p := propose(answer, g.told, whose)
	if g.shared == nil && whose != register.Others && p.action != "" && g.kind != register.CauseOfConcern {
		w.look(f, at+" action", "taken, proposed or none? "+because(p))
		f.field("action", string(p.action))
	}
	if p.status == "" {
		w.missing(f, at+" history", "the answer does not plainly say how far this has come. Add history with a status, if you know it.")
		return
	}
	w.look(f, at+" history", "is this status right? "+because(p))
	f.WriteString("history:\n  - date: " + w.report.answered.String() + "\n    status: " + string(p.status) + "\n    by: force\n")
}

func because(p proposed) string {
	switch {
	case p.why == "":
		return "It is proposed, as others are asked to act."
	case p.also != "":
		return "It rests on the words “" + p.why + "”; but the answer also says “" + p.also + "”."
	}
	return "It rests on the words “" + p.why + "”."
}

// unplaced writes what fitted nowhere, in the paper's order, or nothing.
func (w *folderWriter) unplaced() []byte {
	left := slices.DeleteFunc(w.leftLines(), func(b Block) bool { return b.empty() && b.Number.IsZero() })
	m := &markdownWriter{}
	for i := range left {
		b := left[i]
		if b.Kind == Furniture {
			b.Kind = Para
		}
		m.blocks([]Block{b}, 2)
		w.found.left(b)
	}
	w.notes(m)
	if w.first {
		for _, n := range w.paper.Notes {
			if !w.usesNote(n.Mark) {
				m.paragraph("Note " + escape(n.Mark) + ": " + m.inline(n.Text))
				w.found.left(Block{Spans: n.Text})
			}
		}
	}
	if m.Len() == 0 {
		return nil
	}
	return []byte(aboutUnplaced + strings.TrimRight(m.String(), "\n") + "\n")
}

const aboutUnplaced = `These words of the paper fitted nowhere. They are on no page, and the report is held back
while this file is here. Put what readers should see where it belongs, then delete this file.

---

`

// leftLines are the blocks that are left over and the lines that were read
// and not used, in the order of the paper.
func (w *folderWriter) leftLines() []Block {
	var lines []Block
	for _, l := range w.report.lines {
		if !l.used || !w.quotes(l.text) {
			lines = append(lines, Block{Kind: Para, Spans: words(l.text)})
		}
	}
	return append(lines, w.report.left...)
}

// quotes says whether a comment of report.md has a line of the paper.
func (w *folderWriter) quotes(line string) bool {
	unwrapped := func(text string) string {
		return " " + strings.Join(slices.DeleteFunc(strings.Fields(text), func(s string) bool { return s == "#" }), " ") + " "
	}
	return strings.Contains(unwrapped(w.written), strings.TrimSpace(unwrapped(line)))
}

func (w *folderWriter) usesNote(mark string) bool {
	return slices.Contains(w.found.notes, mark)
}
