package content

import (
	"cmp"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// Options say when a register is read, and for whose eyes.
type Options struct {
	Now inspection.Moment
	// WithHeld keeps what is held back in the Register, each with its Hold,
	// for a preview. A published site never has it.
	IncludeUnpublished bool
	// Whole, if set, is given the register with everything in it before what
	// is held is taken out, where anything is: for whoever proves afterwards
	// that it was. What it is given changes when it returns.
	Whole func(*inspection.Register)
	// Outside, if set, is given every link to another site.
	Outside func([]OutsideLink)
	// Cache, if set, keeps what is parsed for the next call.
	Cache *Cache
}

// Read reads a site's folder. Everything that is wrong with it is found in one
// pass and returned in the order of its place; where one of the Problems is an
// error, the Register is not fit to be published, and may be nil.
func Load(fsys fs.FS, opt Options) (*inspection.Register, []diag.Problem) {
	c := &loader{fsys: fsys, now: opt.Now, cache: opt.Cache, byID: map[string]*reportDir{}}
	if c.cache != nil {
		c.cache.mu.Lock()
		defer c.cache.mu.Unlock()
	}
	c.readOffice()
	c.close()
	c.readContent()
	c.connect()
	problems := c.examine()
	if opt.Outside != nil {
		opt.Outside(c.outside())
	}
	if c.office == nil {
		return nil, problems
	}
	if !opt.IncludeUnpublished {
		if opt.Whole != nil && len(c.held) > 0 {
			opt.Whole(c.register())
		}
		c.removeWithheld()
	}
	return c.register(), problems
}

// close settles the moment for which the site is made.
func (c *loader) close() {
	if c.office != nil {
		c.now, c.closed = c.office.office.AsAt(c.now)
	}
}

// ReadOffice reads the settings alone. The Office is nil where nothing of them
// can be read.
func ReadOffice(fsys fs.FS) (*inspection.Office, []diag.Problem) {
	c := &loader{fsys: fsys}
	c.readOffice()
	if c.office == nil {
		return nil, c.problems
	}
	problems := append(c.problems, c.office.problems...)
	diag.SortProblems(problems)
	return &c.office.office, problems
}

// examine finds what is wrong with what is connected, and what of it is held.
func (c *loader) examine() []diag.Problem {
	c.checkLinks()
	c.findEmbargoes()
	c.checkDuties()
	c.checkFacts()
	c.checkParity()
	c.checkLinksToWithheld()
	return c.allProblems()
}

// A loader is a site's folder while it is read.
type loader struct {
	fsys     fs.FS
	now      inspection.Moment
	closed   bool // the office's last day is over, and now is its end
	office   *officeFile
	cache    *Cache       // may be nil
	dirs     []*reportDir // by id
	byID     map[string]*reportDir
	pages    []*pageFile
	files    []attachedFile // other files at the top of content/
	held     []inspection.Withheld
	problems []diag.Problem
}

// today is the day in London at which the content is read.
func (c *loader) today() inspection.Date { return c.now.Date() }

func (c *loader) error(file, rule, message, hint string) {
	c.problems = append(c.problems, diag.Problem{File: file, Level: diag.Error, Rule: rule, Message: message, Hint: hint})
}

// readContent reads everything under content/.
func (c *loader) readContent() {
	entries, err := fs.ReadDir(c.fsys, inspection.ContentDir)
	if err != nil {
		c.error(inspection.ContentDir, frontmatter.RuleUnreadable, "there is no folder named content", "make it beside fiftysix.yaml, with a folder named reports in it")
		return
	}
	var reports []string
	for _, e := range entries {
		name := e.Name()
		at := path.Join(inspection.ContentDir, name)
		switch {
		case Ignored(name):
		case noFile(e):
			c.error(at, RulePlace, "this is not an ordinary file", "put a copy of the file itself here")
		case e.IsDir() && name == "reports":
			reports = c.reportFolders()
		case e.IsDir():
			c.error(at, RulePlace, "nothing in this folder would be published", "pages stand in content itself, and reports in content/reports")
		case strings.HasSuffix(strings.ToLower(name), ".md"):
			c.readPage(at)
		default:
			a, problem := attachment(c.fsys, at)
			if problem != nil {
				c.problems = append(c.problems, *problem)
			}
			if a.Name != "" {
				c.files = append(c.files, a)
			}
		}
	}
	c.clashes(entries, inspection.ContentDir)
	c.joinPages()
	c.readReports(reports)
}

// reportFolders lists the folders of content/reports.
func (c *loader) reportFolders() []string {
	dir := path.Join(inspection.ContentDir, "reports")
	entries, err := fs.ReadDir(c.fsys, dir)
	if err != nil {
		c.error(dir, frontmatter.RuleUnreadable, "the folder cannot be read: "+err.Error(), "")
		return nil
	}
	var ids []string
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		switch {
		case Ignored(e.Name()):
		case !e.IsDir():
			c.error(at, RulePlace, "a file here belongs to no report, so it would not be published", "put it in the folder of its report")
		default:
			if why := badID(e.Name()); why != "" {
				c.error(at, RuleName, "the folder's name is its report's address, and "+why, "use small letters, digits and hyphens, such as 2020-prevent")
				continue
			}
			ids = append(ids, e.Name())
		}
	}
	return ids
}

// readReports reads the reports' folders, on all cores, but for those that the
// cache has.
func (c *loader) readReports(ids []string) {
	c.dirs = make([]*reportDir, len(ids))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				c.dirs[i] = c.readFolder(ids[i])
			}
		})
	}
	for i, id := range ids {
		if c.cache != nil && c.cache.dirs[id] != nil {
			c.dirs[i] = c.cache.dirs[id]
			continue
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if c.cache != nil {
		c.dirs = c.cache.keep(c.dirs)
	}
	for _, d := range c.dirs {
		c.byID[d.id] = d
	}
}

// Ignored says whether a file is not meant to be content: hidden, or left
// behind by an editor, a word processor or a system.
func Ignored(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		slices.Contains([]string{".tmp", ".swp", ".swo", ".swx", ".bak", ".part", ".crdownload"}, path.Ext(lower)) ||
		lower == "thumbs.db" || lower == "desktop.ini" || lower == "4913"
}

// BadID says what is wrong with a name that becomes an address, or "".
func BadID(name string) string { return badID(name) }

// BadFindingID says why a finding's file cannot have this stem, or "".
func BadFindingID(stem string) string {
	if _, ok := kindOf(stem); !ok {
		return "the name of a finding's file begins with its kind"
	}
	return badID(stem)
}

// BadPageID says why a page's file cannot have this stem, or "".
func BadPageID(stem string) string {
	switch {
	case stem == "":
		return "nothing is left of it in plain letters"
	case slices.Contains(keptPages, stem):
		return "the site uses that name itself"
	}
	return badID(stem)
}

// badID says what is wrong with a name that becomes an address, or "".
func badID(name string) string {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return "it holds " + quote(string(r))
		}
	}
	switch {
	case strings.HasPrefix(name, "-") || strings.HasSuffix(name, "-") || strings.Contains(name, "--"):
		return "hyphens must be single, between letters or digits"
	case strings.HasPrefix(name, "by-"):
		return "names that begin with by- are kept for lists"
	}
	if why, ok := inspection.PortableName(name); !ok {
		return why
	}
	return ""
}

// clashes reports files that one disk keeps apart and another does not.
func (c *loader) clashes(entries []fs.DirEntry, dir string) {
	c.problems = append(c.problems, clashing(entries, dir)...)
}

func clashing(entries []fs.DirEntry, dir string) (problems []diag.Problem) {
	seen := map[string]string{}
	for _, e := range entries {
		if Ignored(e.Name()) {
			continue
		}
		fold := inspection.Fold(e.Name())
		if other, ok := seen[fold]; ok {
			problems = append(problems, diag.Problem{
				File: path.Join(dir, e.Name()), Level: diag.Error, Rule: RuleClash,
				Message: "on many computers this name and " + quote(other) + " are the same file", Hint: "give one of them another name",
			})
		}
		seen[fold] = e.Name()
	}
	return problems
}

// open reads a content file and splits it. The reader is nil where nothing of
// the file can be used.
func open(fsys fs.FS, at string) (*reader, []diag.Problem) {
	f, problems, err := openText(fsys, at)
	if err != nil {
		return nil, []diag.Problem{{File: at, Rule: frontmatter.RuleUnreadable, Message: "the file cannot be read: " + plainError(err)}}
	}
	if f == nil {
		return nil, problems
	}
	doc, problems := frontmatter.Split(f)
	if doc == nil {
		return nil, problems
	}
	return &reader{Document: doc, problems: problems}, nil
}

// A textReader is a folder of files that can give one as text. What is read so
// is kept, so that it is better made once than from bytes of its own.
type textReader interface {
	ReadText(name string) (string, error)
}

func openText(fsys fs.FS, at string) (*diag.File, []diag.Problem, error) {
	if texts, ok := fsys.(textReader); ok {
		text, err := texts.ReadText(at)
		if err != nil {
			return nil, nil, err
		}
		f, problems := frontmatter.OpenText(at, text)
		return f, problems, nil
	}
	raw, err := fs.ReadFile(fsys, at)
	if err != nil {
		return nil, nil, err
	}
	f, problems := frontmatter.Open(at, raw)
	return f, problems, nil
}

// plainError is the cause of a machine's error without the path, which the
// message has already.
func plainError(err error) string {
	if e, ok := err.(*fs.PathError); ok {
		err = e.Err
	}
	if strings.Contains(err.Error(), "escapes") { // os.Root has no error of its own for it
		return "it is a link that leads out of the site's folder"
	}
	return err.Error()
}

// allProblems gathers what every file's reader found, in the order of place.
func (c *loader) allProblems() []diag.Problem {
	all := slices.Clip(c.problems)
	if c.office != nil {
		all = append(all, c.office.problems...)
	}
	for _, p := range c.pages {
		all = append(all, p.settle()...)
		for _, f := range p.translations {
			all = append(all, f.settle()...)
		}
	}
	for _, d := range c.dirs {
		all = append(all, d.problems...)
		if d.report != nil {
			all = append(all, d.report.settle()...)
		}
		for _, f := range d.findings {
			all = append(all, f.settle()...)
		}
		for _, f := range d.translations {
			all = append(all, f.settle()...)
		}
	}
	diag.SortProblems(all)
	return all
}

// register makes the Register of what has been read.
func (c *loader) register() *inspection.Register {
	return &inspection.Register{Office: c.office.office, Now: c.now, Closed: c.closed, Withheld: c.held, Reports: c.visibleReports(), Pages: c.visiblePages()}
}

func (c *loader) visibleReports() (reports []*inspection.Report) {
	for _, d := range c.dirs {
		if d.report != nil && !d.report.gone {
			reports = append(reports, d.report.report)
		}
	}
	slices.SortStableFunc(reports, func(a, b *inspection.Report) int {
		return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.ID, b.ID))
	})
	return reports
}

func (c *loader) visiblePages() (pages []*inspection.Page) {
	for _, p := range c.pages {
		if !p.gone {
			pages = append(pages, p.page)
		}
	}
	slices.SortStableFunc(pages, func(a, b *inspection.Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
	})
	return pages
}
