package content

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A reportDir is a parsed report folder.
type reportDir struct {
	id           string
	dir          string
	report       *reportFile // nil where report.md is missing or unreadable
	findings     []*findingFile
	attachments  []attachedFile
	unreadable   []string // .md files that could not be read, but may be linked to
	unplaced     bool     // there is an unplaced.md, or a copy of it, which withholds the report
	problems     []diag.Problem
	translations []*contentFile
}

// UnplacedFile is the file in a report's folder that contains text that an
// import could not assign to a section. It is never read or published, and nor are
// copies of it: unplaced.txt, unplaced.md.txt, "unplaced (1).md".
const UnplacedFile = "unplaced.md"

// isUnplaced reports whether a file is UnplacedFile, or that file under a name that
// an editor or a copy has given it.
func isUnplaced(name string) bool {
	name = strings.TrimLeft(strings.ToLower(name), " ")
	rest, ok := strings.CutPrefix(name, strings.TrimSuffix(UnplacedFile, ".md"))
	if !ok {
		rest, ok = strings.CutPrefix(name, "copy of unplaced")
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLetter(next)
}

// contentFile is the common part of all kinds of content file.
type contentFile struct {
	*reader
	prose        *markdown.Doc
	draft        bool
	publishAfter inspection.Moment
	allow        []allowance
	removed      bool // because it is withheld
}

// An allowance is an entry of allow: a warning that is right as it is.
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
	explains      []string // stems of findings, or all
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
}

type pageFile struct {
	contentFile
	page         *inspection.Page
	translations []*contentFile
}

// readFolder reads one report's folder. It is called concurrently, so it must
// not change the loader.
func (l *loader) readFolder(id string) *reportDir {
	d := &reportDir{id: id, dir: path.Join(inspection.ContentDir, "reports", id)}
	entries, err := fs.ReadDir(l.fsys, d.dir)
	if err != nil {
		d.error(d.dir, frontmatter.RuleUnreadable, "the folder cannot be read: "+plainError(err), "")
		return d
	}
	if len(entries) > maxFiles {
		d.error(d.dir, RuleTooManyFiles, "the folder has more files than one report can have: "+strconv.Itoa(len(entries))+", and "+strconv.Itoa(maxFiles)+" are the most", "divide it into several reports, or take out what does not belong")
		return d
	}
	d.problems = append(d.problems, nameClashes(entries, d.dir)...)
	var translations []fileName
	for _, e := range entries {
		at := path.Join(d.dir, e.Name())
		name := parseFileName(at)
		switch {
		case Ignored(e.Name()):
		case isSpecial(e):
			d.error(at, RuleMisplacedFile, "this is not an ordinary file", "put a copy of the file itself here")
		case e.IsDir():
			d.error(at, RuleMisplacedFile, "nothing in this folder would be published", "put its files into "+d.dir)
		case isUnplaced(e.Name()):
			d.unplaced = true
			d.problems = append(d.problems, diag.Problem{
				File: at, Level: diag.Warning, Rule: RuleUnplaced, Message: "the words in this file are on no page, and the report is held back while it is here",
				Hint: "put those that readers should see where they belong, then delete the file",
			})
		case !name.markdown:
			a, problem := attachment(l.fsys, at)
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
			d.readReport(l, at)
		default:
			d.readFinding(l, name)
		}
	}
	d.resolve(l, translations)
	d.dropFields()
	return d
}

// dropFields frees the parsed fields. They are parsed again to report a problem.
func (d *reportDir) dropFields() {
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

// resolve reads the translations and connects the files of the folder.
func (d *reportDir) resolve(l *loader, translations []fileName) {
	if d.report == nil && !slices.Contains(d.unreadable, "report.md") {
		d.error(d.dir, RuleMisplacedFile, "the folder has no report.md, so nothing in it can be published", "make report.md with the report's title and date")
	}
	for _, name := range translations {
		d.readTranslation(l, name)
	}
	for _, f := range d.findings {
		f.requireWords()
	}
	if d.report != nil {
		d.report.requireWords()
		for _, f := range d.findings {
			f.finding.Report = d.report.report
		}
		d.joinAttachments()
		d.checkMetadata(l)
	}
	d.checkWords(l)
}

func (d *reportDir) error(file, rule, message, hint string) {
	d.problems = append(d.problems, diag.Problem{File: file, Level: diag.Error, Rule: rule, Message: message, Hint: hint})
}

// open reads a file of the folder. If it returns nil, the problems are recorded.
func (d *reportDir) open(l *loader, at string) *reader {
	r, problems := open(l.fsys, at)
	if r == nil {
		d.problems = append(d.problems, problems...)
		d.unreadable = append(d.unreadable, path.Base(at))
	}
	return r
}

// UndecidedPrefix begins the comments in front matter that an import writes to
// ask a person to decide something.
const UndecidedPrefix = "# Look:"

// warnUndecided warns of such comments, once per file.
func (f *contentFile) warnUndecided() {
	head := f.Text[:f.Body]
	if !strings.Contains(head, UndecidedPrefix) {
		return
	}
	n, at, from, line := 0, 0, 0, ""
	for l := range strings.Lines(head) {
		if words := strings.TrimLeft(l, " "); strings.HasPrefix(words, UndecidedPrefix) {
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

// parse parses the Markdown of a file.
func (f *contentFile) parse(shape markdown.Shape) {
	doc, problems := markdown.Parse(f.File, f.Body, shape)
	f.prose, f.problems = doc, append(f.problems, problems...)
	f.refuseHoldInText()
}

func (d *reportDir) readReport(l *loader, at string) {
	r := d.open(l, at)
	if r == nil {
		return
	}
	f := &reportFile{contentFile: contentFile{reader: r}}
	f.report = &inspection.Report{ID: d.id, File: at, AnswerRequired: true}
	readFields(r, r.Fields, reportFields, f)
	f.warnUndecided()
	f.parse(markdown.Sections)
	f.readSections(&f.report.ReportWords, l.office)
	f.resolveFields(l)
	d.report = f
}

// resolveFields sets what depends on several fields.
func (f *reportFile) resolveFields(l *loader) {
	r := f.report
	if response := f.response; response != nil {
		if response.Basis == "" {
			response.Basis = inspection.BasisPublished
		}
		response.NoForceComments = response.forceComments != ""
		r.LateReason = response.lateReason
		r.Response = &response.Response
	}
	f.resolveServices(l)
	for i, alias := range r.Aliases {
		r.Aliases[i] = f.alias(i, alias)
	}
}

// resolveServices looks up the services that the report is about.
func (f *reportFile) resolveServices(l *loader) {
	if l.office == nil {
		return
	}
	known := l.office.office.Services
	if len(f.services) == 0 {
		if len(known) > 1 && f.Fields.Field("services") == nil {
			f.problemInFile(diag.Error, RuleMissingField, `the field "services" is missing`, "the settings name several services; say which this report is about: "+strings.Join(serviceIDs(known), ", "))
		}
		f.report.Services = known[:min(1, len(known))]
		return
	}
	for n, id := range f.services {
		i := slices.IndexFunc(known, func(s inspection.Service) bool { return s.ID == id })
		if i < 0 {
			hint := "the services there are " + strings.Join(serviceIDs(known), ", ")
			f.badReference(at("services", n), quote(id)+" is not a service of fiftysix.yaml", hint)
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

// badReference adds an error about a field that refers to something missing.
func (f *contentFile) badReference(field, message, hint string) {
	f.problemAtField(diag.Error, RuleReference, field, message, hint)
}

// problemAtField adds a problem at a field, given by its path: "response.published",
// or "attachments.2" for the third item of a list.
func (f *contentFile) problemAtField(level diag.Level, rule, field, message, hint string) {
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
		f.problemInFile(level, rule, message, hint)
	case key != nil && (v.Kind == frontmatter.Map || v.Kind == frontmatter.List):
		f.problem(level, rule, key, message, hint)
	default:
		f.problem(level, rule, v, message, hint)
	}
}

// within returns a field of a Map, or an item of a List by its index. A single
// value is treated as a list of one.
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

// at returns the path of the n-th item of a list.
func at(field string, n int) string { return field + "." + strconv.Itoa(n) }

// alias normalises an old address of a page, so that it begins and ends with a
// slash. It returns "" and reports a problem if it is not a path of this site.
func (f *contentFile) alias(n int, text string) string {
	clean := path.Clean("/" + strings.TrimSpace(text))
	if clean == "/" || strings.ContainsAny(clean, "?#\\:") || strings.Contains(text, "..") {
		f.problemAtField(diag.Error, RuleWrongValue, at("aliases", n), quote(text)+" is not an old address of this site", "write only the path, such as /reports/prevent/")
		return ""
	}
	for _, part := range strings.Split(clean[1:], "/") {
		why, ok := inspection.PortableName(part)
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			why, ok = "a part of it begins with a full stop, as only files of the host's do", false
		}
		if !ok {
			f.problemAtField(diag.Error, RuleWrongValue, at("aliases", n), "a page cannot stand at the old address "+quote(text)+": "+why, "leave it out; the host can lead on from it, if anybody still goes there")
			return ""
		}
	}
	if path.Ext(clean) == "" {
		clean += "/"
	}
	return clean
}

func (d *reportDir) readFinding(l *loader, name fileName) {
	kind, ok := findingKind(name.stem)
	if !ok || BadID(name.stem) != "" {
		d.unreadable = append(d.unreadable, name.file)
		d.wrongName(name)
		return
	}
	r := d.open(l, name.path)
	if r == nil {
		return
	}
	f := &findingFile{contentFile: contentFile{reader: r}}
	f.finding = &inspection.Finding{ID: name.stem, File: name.path, Kind: kind}
	readFields(r, r.Fields, findingFields, f)
	f.finding.Order, f.finding.Ordered = f.order, r.Fields.Field("order") != nil
	f.warnUndecided()
	f.parse(markdown.Quoted)
	f.readSections(&f.finding.FindingWords, l.office)
	f.resolveHistory()
	if l.office != nil {
		f.finding.AddressedTo = l.office.addressedTo(f.addressedTo)
	}
	d.findings = append(d.findings, f)
}

func (d *reportDir) wrongName(name fileName) {
	hint := "a finding's file is named for its kind and its number: recommendation-1.md, cause-of-concern-1.md or area-for-improvement-1.md"
	message := "nothing says what this file is, so it would not be published"
	if _, ok := findingKind(markdown.Slug(name.stem)); ok {
		message, hint = "a file's name is its address, and "+BadID(name.stem), "name it "+markdown.Slug(name.stem)+".md"
	} else if near := diag.Nearest(name.stem, []string{"report"}); near != "" {
		hint = "did you mean report.md?"
	}
	d.error(name.path, RuleMisplacedFile, message, hint)
}
