package content

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A reportDir is one report's folder as it was read.
type reportDir struct {
	id           string
	dir          string
	report       *reportFile // nil where report.md is missing or unreadable
	findings     []*findingFile
	attachments  []attachedFile
	others       []string // .md files that could not be read, for links to them
	unplaced     bool     // whether there is an unplaced.md, which holds the report back
	problems     []diag.Problem
	translations []*contentFile
}

// UnplacedFile, in a report's folder, holds words of a paper that an import
// could not place. It is never published, and never read.
const UnplacedFile = "unplaced.md"

// contentFile is what every kind of content file has.
type contentFile struct {
	*reader
	prose        *markdown.Doc
	draft        bool
	publishAfter inspection.Moment
	allow        []allowance
	gone         bool // left out because it is held back
}

// An allowance is a warning that is right as it is.
type allowance struct{ Rule, Reason string }

type reportFile struct {
	contentFile
	report      *inspection.Report
	services    []string
	answeredIn  string
	revisits    []string
	response    *responseFile
	attachments []attachmentEntry
}

type responseFile struct {
	inspection.Response
	forceComments string
	lateReason    string
	draft         bool
	publishAfter  inspection.Moment
}

type attachmentEntry struct {
	inspection.Attachment
	of string
}

type findingFile struct {
	contentFile
	finding      *inspection.Finding
	order        int
	parent       string
	addressedTo  []string
	sameAnswerAs string
	sameAs       string
	supersededBy string
	history      []inspection.Update
	words        uint64 // of the finding's own words; see sameWords
}

type pageFile struct {
	contentFile
	page         *inspection.Page
	translations []*contentFile
}

// readFolder reads one report's folder. It is called on several cores at once
// and changes nothing but what it returns.
func (c *loader) readFolder(id string) *reportDir {
	d := &reportDir{id: id, dir: path.Join(inspection.ContentDir, "reports", id)}
	entries, err := fs.ReadDir(c.fsys, d.dir)
	if err != nil {
		d.error(d.dir, frontmatter.RuleUnreadable, "the folder cannot be read: "+plainError(err), "")
		return d
	}
	if len(entries) > maxFiles {
		d.error(d.dir, RuleTooManyFiles, "the folder has more files than one report can have: "+strconv.Itoa(len(entries))+", and "+strconv.Itoa(maxFiles)+" are the most", "divide it into several reports, or take out what does not belong")
		return d
	}
	d.problems = append(d.problems, clashing(entries, d.dir)...)
	var translations []fileName
	for _, e := range entries {
		at := path.Join(d.dir, e.Name())
		name := nameOf(at)
		switch {
		case Ignored(e.Name()):
		case noFile(e):
			d.error(at, RulePlace, "this is not an ordinary file", "put a copy of the file itself here")
		case e.IsDir():
			d.error(at, RulePlace, "nothing in this folder would be published", "put its files into "+d.dir)
		case strings.EqualFold(e.Name(), UnplacedFile):
			d.unplaced = true
			d.problems = append(d.problems, diag.Problem{
				File: at, Level: diag.Warning, Rule: RuleUnplaced, Message: "the words in this file are on no page, and the report is held back while it is here",
				Hint: "put those that readers should see where they belong, then delete the file",
			})
		case !name.markdown:
			a, problem := attachment(c.fsys, at)
			if problem != nil {
				d.problems = append(d.problems, *problem)
			}
			if a.Name == "" {
				continue
			}
			d.attachments = append(d.attachments, a)
		case name.lang != "":
			translations = append(translations, name)
		case name.stem == "report":
			d.readReport(c, at)
		default:
			d.readFinding(c, name)
		}
	}
	d.settle(c, translations)
	d.forget()
	return d
}

// noFile says whether an entry is a pipe, a device or the like, which must not
// be read: it may never end.
func noFile(e fs.DirEntry) bool { return e.Type()&^(fs.ModeDir|fs.ModeSymlink) != 0 }

// forget lets go of what is needed again only where something is wrong.
func (d *reportDir) forget() {
	if d.report != nil {
		d.report.DropFields()
	}
	for _, f := range d.findings {
		f.DropFields()
	}
	for _, f := range d.translations {
		f.DropFields()
	}
}

// settle joins what the folder's files say of one another.
func (d *reportDir) settle(c *loader, translations []fileName) {
	if d.report == nil && !slices.Contains(d.others, "report.md") {
		d.error(d.dir, RulePlace, "the folder has no report.md, so nothing in it can be published", "make report.md with the report's title and date")
	}
	for _, name := range translations {
		d.readTranslation(c, name)
	}
	for _, f := range d.findings {
		f.settleWords()
	}
	if d.report != nil {
		d.report.settleWords()
		for _, f := range d.findings {
			f.finding.Report = d.report.report
		}
		d.joinAttachments()
		d.tellTraces(c)
	}
	d.checkWords(c)
}

func (d *reportDir) error(file, rule, message, hint string) {
	d.problems = append(d.problems, diag.Problem{File: file, Level: diag.Error, Rule: rule, Message: message, Hint: hint})
}

// open reads a file of the folder, or keeps its problems.
func (d *reportDir) open(c *loader, at string) *reader {
	r, problems := open(c.fsys, at)
	if r == nil {
		d.problems = append(d.problems, problems...)
		d.others = append(d.others, path.Base(at))
	}
	return r
}

// LookMark begins a comment in front matter that asks a person to decide
// something. An import writes them.
const LookMark = "# Look:"

// askToDecide warns of such comments, once a file.
func (f *contentFile) askToDecide() {
	head := f.Text[:f.Body]
	if !strings.Contains(head, LookMark) {
		return
	}
	n, at, from, line := 0, 0, 0, ""
	for l := range strings.Lines(head) {
		if words := strings.TrimLeft(l, " "); strings.HasPrefix(words, LookMark) {
			if n++; n == 1 {
				at, line = from+len(l)-len(words), strings.TrimSpace(words)
			}
		}
		from += len(l)
	}
	if n == 0 {
		return
	}
	message := "this line asks you to decide something"
	if n > 1 {
		message = "this line, and " + strconv.Itoa(n-1) + " below it, ask you to decide something"
	}
	f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleUndecided, at, len(line), message, "take the line out when the field below it is right"))
}

// parse reads the words of a file.
func (f *contentFile) parse(shape markdown.Shape) {
	doc, problems := markdown.Parse(f.File, f.Body, shape)
	f.prose, f.problems = doc, append(f.problems, problems...)
}

func (d *reportDir) readReport(c *loader, at string) {
	r := d.open(c, at)
	if r == nil {
		return
	}
	f := &reportFile{contentFile: contentFile{reader: r}}
	f.report = &inspection.Report{ID: d.id, File: at, AnswerRequired: true}
	readFields(r, r.Fields, reportFields, f)
	f.askToDecide()
	f.parse(markdown.Sections)
	f.readSections(&f.report.ReportWords, c.office)
	f.settleFields(c)
	d.report = f
}

// settleFields finishes what one field alone does not say.
func (f *reportFile) settleFields(c *loader) {
	r := f.report
	if response := f.response; response != nil {
		if response.Basis == "" {
			response.Basis = inspection.BasisPublished
		}
		response.NoForceComments = response.forceComments != ""
		r.LateReason = response.lateReason
		r.Response = &response.Response
	}
	f.settleServices(c)
	for i, alias := range r.Aliases {
		r.Aliases[i] = f.alias(i, alias)
	}
}

// settleServices finds the services the report is about.
func (f *reportFile) settleServices(c *loader) {
	if c.office == nil {
		return
	}
	known := c.office.office.Services
	if len(f.services) == 0 {
		if len(known) > 1 && f.Fields.Field("services") == nil {
			f.about(diag.Error, RuleMissingField, `the field "services" is missing`, "the settings name several services; say which this report is about: "+strings.Join(serviceIDs(known), ", "))
		}
		f.report.Services = known[:min(1, len(known))]
		return
	}
	for n, id := range f.services {
		i := slices.IndexFunc(known, func(s inspection.Service) bool { return s.ID == id })
		if i < 0 {
			hint := "the services there are " + strings.Join(serviceIDs(known), ", ")
			f.wrongIn(at("services", n), quote(id)+" is not a service of fiftysix.yaml", hint)
			continue
		}
		f.report.Services = append(f.report.Services, known[i])
	}
}

func serviceIDs(services []inspection.Service) []string {
	ids := make([]string, len(services))
	for i, s := range services {
		ids[i] = s.ID
	}
	return ids
}

// wrongIn adds an error about a field by its name.
func (f *contentFile) wrongIn(field, message, hint string) {
	f.problemIn(diag.Error, RuleReference, field, message, hint)
}

// problemIn adds a Problem at a field, named by its path: "response.published",
// or "attachments.2" for the third item of a list.
func (f *contentFile) problemIn(level diag.Level, rule, field, message, hint string) {
	v := f.ReparseFields()
	var key *frontmatter.Value
	for _, name := range strings.Split(field, ".") {
		key = v.Key(name)
		if v = within(v, name); v == nil {
			break
		}
	}
	switch {
	case v == nil || v == f.Fields:
		f.about(level, rule, message, hint)
	case key != nil && (v.Kind == frontmatter.Map || v.Kind == frontmatter.List):
		f.problem(level, rule, key, message, hint)
	default:
		f.problem(level, rule, v, message, hint)
	}
}

// within is a field of a Map, or an item of a List by its number from 0. A
// value that stands alone where a list may is the list's first item.
func within(v *frontmatter.Value, name string) *frontmatter.Value {
	n, err := strconv.Atoi(name)
	switch {
	case err != nil:
		return v.Field(name)
	case v.Kind == frontmatter.List && n < len(v.Items):
		return &v.Items[n]
	}
	return v
}

// at is the path of the n-th item of a list.
func at(field string, n int) string { return field + "." + strconv.Itoa(n) }

// alias makes an old address that a person typed into one that begins and
// ends with a slash; "" where it cannot be one.
func (f *contentFile) alias(n int, text string) string {
	clean := path.Clean("/" + strings.TrimSpace(text))
	if clean == "/" || strings.ContainsAny(clean, "?#\\:") || strings.Contains(text, "..") {
		f.problemIn(diag.Error, RuleWrongValue, at("aliases", n), quote(text)+" is not an old address of this site", "write only the path, such as /reports/prevent/")
		return ""
	}
	for _, part := range strings.Split(clean[1:], "/") {
		why, ok := inspection.PortableName(part)
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			why, ok = "a part of it begins with a full stop, as only files of the host's do", false
		}
		if !ok {
			f.problemIn(diag.Error, RuleWrongValue, at("aliases", n), "a page cannot stand at the old address "+quote(text)+": "+why, "leave it out; the host can lead on from it, if anybody still goes there")
			return ""
		}
	}
	if path.Ext(clean) == "" {
		clean += "/"
	}
	return clean
}

func (d *reportDir) readFinding(c *loader, name fileName) {
	kind, ok := kindOf(name.stem)
	if !ok || badID(name.stem) != "" {
		d.others = append(d.others, name.file)
		d.wrongName(name)
		return
	}
	r := d.open(c, name.path)
	if r == nil {
		return
	}
	f := &findingFile{contentFile: contentFile{reader: r}}
	f.finding = &inspection.Finding{ID: name.stem, File: name.path, Kind: kind}
	readFields(r, r.Fields, findingFields, f)
	f.finding.Order, f.finding.Ordered = f.order, r.Fields.Field("order") != nil
	f.askToDecide()
	f.parse(markdown.Quoted)
	f.readSections(&f.finding.FindingWords)
	f.settleHistory()
	f.words = fingerprint(f.finding.Text.Markdown)
	if c.office != nil {
		f.finding.AddressedTo = c.office.addressedTo(f.addressedTo)
	}
	d.findings = append(d.findings, f)
}

func (d *reportDir) wrongName(name fileName) {
	hint := "a finding's file is named for its kind and its number: recommendation-1.md, cause-of-concern-1.md or area-for-improvement-1.md"
	message := "nothing says what this file is, so it would not be published"
	if kind, ok := kindOf(markdown.Slug(name.stem)); ok {
		message, hint = "a file's name is its address, and "+badID(name.stem), "name it "+markdown.Slug(name.stem)+".md"
		_ = kind
	} else if near := diag.Nearest(name.stem, []string{"report"}); near != "" {
		hint = "did you mean report.md?"
	}
	d.error(name.path, RulePlace, message, hint)
}

// kindOf tells a finding's kind by its file's stem.
func kindOf(stem string) (inspection.FindingKind, bool) {
	for _, kind := range inspection.FindingKinds {
		if stem == string(kind) || strings.HasPrefix(stem, string(kind)+"-") {
			return kind, true
		}
	}
	return "", false
}

// A fileName is a content file's name taken apart.
type fileName struct {
	path     string
	file     string // recommendation-7.cy.md
	stem     string // recommendation-7
	lang     string // cy, or ""
	markdown bool
}

func nameOf(at string) fileName {
	n := fileName{path: at, file: path.Base(at)}
	stem, ok := strings.CutSuffix(n.file, ".md")
	if !ok {
		n.markdown = strings.HasSuffix(strings.ToLower(n.file), ".md")
		n.stem = strings.TrimSuffix(n.file, path.Ext(n.file))
		return n
	}
	n.markdown, n.stem = true, stem
	if base, lang, found := strings.Cut(stem, "."); found && languageCode.MatchString(lang) {
		n.stem, n.lang = base, lang
	}
	return n
}
