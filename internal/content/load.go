// Package content reads a site's folder into an [inspection.Register]. It checks
// everything that the files say, returns the problems with their positions, and
// takes out what is withheld.
//
// Begin at [Load]. Each report folder is parsed by itself (reportdir.go), with
// the tables in fieldtables.go; then the files are connected (references.go)
// and checked together. The rules are listed in rules.go.
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

// Options are the options of [Load].
type Options struct {
	Now inspection.Moment
	// IncludeUnpublished keeps withheld content in the Register, with its
	// Embargo, for a preview. A published site never has it.
	IncludeUnpublished bool
	// BeforeWithholding, if set, is called with the full register before
	// withheld content is removed, if there is any, so that a leak check can
	// learn it. The register is changed after it returns.
	BeforeWithholding func(*inspection.Register)
	// ExternalLinks, if set, is filled with every link to another site.
	ExternalLinks *[]ExternalLink
	// Cache, if set, keeps parsed folders for the next call.
	Cache *Cache
}

// Load reads a site's folder. It returns all problems in one pass, sorted by
// position. If one of them is an error, the Register must not be published, and
// may be nil.
func Load(fsys fs.FS, opt Options) (*inspection.Register, []diag.Problem) {
	l := &loader{fsys: fsys, now: opt.Now, cache: opt.Cache, byID: map[string]*reportDir{}}
	if l.cache != nil {
		l.cache.mu.Lock()
		defer l.cache.mu.Unlock()
	}
	l.readOffice()
	if l.office != nil {
		l.now, l.closed = l.office.office.AsAt(l.now)
	}
	l.readContent()
	l.connect()
	problems := l.validate()
	if opt.ExternalLinks != nil {
		*opt.ExternalLinks = l.externalLinks()
	}
	if l.office == nil {
		return nil, problems
	}
	if !opt.IncludeUnpublished {
		if opt.BeforeWithholding != nil && len(l.withheld) > 0 {
			opt.BeforeWithholding(l.register())
		}
		l.removeWithheld()
	}
	return l.register(), problems
}

// ReadOffice reads only the settings. The Office is nil if they cannot be read.
func ReadOffice(fsys fs.FS) (*inspection.Office, []diag.Problem) {
	l := &loader{fsys: fsys}
	l.readOffice()
	if l.office == nil {
		return nil, l.problems
	}
	problems := append(l.problems, l.office.problems...)
	diag.SortProblems(problems)
	return &l.office.office, problems
}

// validate checks the connected files, and decides what is withheld.
func (l *loader) validate() []diag.Problem {
	l.checkLinks()
	l.findEmbargoes()
	l.checkDuties()
	l.checkPlausibility()
	l.checkParity()
	l.checkLinksToWithheld()
	return l.allProblems()
}

// A loader reads a site's folder.
type loader struct {
	fsys     fs.FS
	now      inspection.Moment
	closed   bool // the office's last day is over, and now is the end of it
	office   *officeFile
	cache    *Cache       // may be nil
	dirs     []*reportDir // by id
	byID     map[string]*reportDir
	pages    []*pageFile
	files    []attachedFile // other files at the top of content/
	withheld []inspection.Withheld
	problems []diag.Problem
}

// today is the current date in London.
func (l *loader) today() inspection.Date { return l.now.Date() }

func (l *loader) error(file, rule, message, hint string) {
	l.problems = append(l.problems, diag.Problem{File: file, Level: diag.Error, Rule: rule, Message: message, Hint: hint})
}

// readContent reads everything under content/.
func (l *loader) readContent() {
	entries, err := fs.ReadDir(l.fsys, inspection.ContentDir)
	if err != nil {
		l.error(inspection.ContentDir, frontmatter.RuleUnreadable, "there is no folder named content", "make it beside fiftysix.yaml, with a folder named reports in it")
		return
	}
	var reports []string
	for _, e := range entries {
		name := e.Name()
		at := path.Join(inspection.ContentDir, name)
		switch {
		case Ignored(name):
		case isSpecial(e):
			l.error(at, RuleMisplacedFile, "this is not an ordinary file", "put a copy of the file itself here")
		case e.IsDir() && name == "reports":
			reports = l.reportFolders()
		case e.IsDir():
			l.error(at, RuleMisplacedFile, "nothing in this folder would be published", "pages stand in content itself, and reports in content/reports")
		case strings.HasSuffix(strings.ToLower(name), ".md"):
			l.readPage(at)
		default:
			a, problem := attachment(l.fsys, at)
			if problem != nil {
				l.problems = append(l.problems, *problem)
			}
			if a.Name != "" {
				l.files = append(l.files, a)
			}
		}
	}
	l.problems = append(l.problems, nameClashes(entries, inspection.ContentDir)...)
	l.joinPages()
	l.readReports(reports)
}

// reportFolders returns the names of the folders in content/reports.
func (l *loader) reportFolders() []string {
	dir := path.Join(inspection.ContentDir, "reports")
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.error(dir, frontmatter.RuleUnreadable, "the folder cannot be read: "+err.Error(), "")
		return nil
	}
	var ids []string
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		switch {
		case Ignored(e.Name()):
		case !e.IsDir():
			l.error(at, RuleMisplacedFile, "a file here belongs to no report, so it would not be published", "put it in the folder of its report")
		default:
			if why := BadID(e.Name()); why != "" {
				l.error(at, RuleName, "the folder's name is its report's address, and "+why, "use small letters, digits and hyphens, such as 2020-prevent")
				continue
			}
			ids = append(ids, e.Name())
		}
	}
	return ids
}

// readReports reads the report folders that are not in the cache, on all cores.
func (l *loader) readReports(ids []string) {
	l.dirs = make([]*reportDir, len(ids))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				l.dirs[i] = l.readFolder(ids[i])
			}
		})
	}
	for i, id := range ids {
		if l.cache != nil && l.cache.dirs[id] != nil {
			l.dirs[i] = l.cache.dirs[id]
			continue
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if l.cache != nil {
		l.dirs = l.cache.keep(l.dirs)
	}
	for _, d := range l.dirs {
		l.byID[d.id] = d
	}
}

// open reads a content file and splits it into front matter and text. The
// reader is nil if the file cannot be used.
func open(fsys fs.FS, at string) (*reader, []diag.Problem) {
	raw, err := fs.ReadFile(fsys, at)
	if err != nil {
		return nil, []diag.Problem{{File: at, Rule: frontmatter.RuleUnreadable, Message: "the file cannot be read: " + plainError(err)}}
	}
	f, problems := frontmatter.Open(at, raw)
	if f == nil {
		return nil, problems
	}
	doc, more := frontmatter.Split(f)
	problems = append(problems, more...)
	if doc == nil {
		return nil, problems
	}
	return &reader{Document: doc, problems: problems}, nil
}

// plainError is the text of an I/O error without the path, which the problem
// has already.
func plainError(err error) string {
	if e, ok := err.(*fs.PathError); ok {
		err = e.Err
	}
	if strings.Contains(err.Error(), "escapes") { // os.Root has no error of its own for it
		return "it is a link that leads out of the site's folder"
	}
	return err.Error()
}

// allProblems returns the problems of all files, without those that are allowed,
// sorted by position.
func (l *loader) allProblems() []diag.Problem {
	all := slices.Clip(l.problems)
	if l.office != nil {
		all = append(all, l.office.problems...)
	}
	for _, p := range l.pages {
		all = append(all, p.applyAllow()...)
		for _, f := range p.translations {
			all = append(all, f.applyAllow()...)
		}
	}
	for _, d := range l.dirs {
		all = append(all, d.problems...)
		if d.report != nil {
			all = append(all, d.report.applyAllow()...)
		}
		for _, f := range d.findings {
			all = append(all, f.applyAllow()...)
		}
		for _, f := range d.translations {
			all = append(all, f.applyAllow()...)
		}
	}
	diag.SortProblems(all)
	return all
}

// register returns the Register of what has been read.
func (l *loader) register() *inspection.Register {
	return &inspection.Register{Office: l.office.office, Now: l.now, Closed: l.closed, Withheld: l.withheld, Reports: l.visibleReports(), Pages: l.visiblePages()}
}

func (l *loader) visibleReports() (reports []*inspection.Report) {
	for _, d := range l.dirs {
		if d.report != nil && !d.report.removed {
			reports = append(reports, d.report.report)
		}
	}
	slices.SortStableFunc(reports, func(a, b *inspection.Report) int {
		return cmp.Or(b.Published.Compare(a.Published), strings.Compare(a.ID, b.ID))
	})
	return reports
}

func (l *loader) visiblePages() (pages []*inspection.Page) {
	for _, p := range l.pages {
		if !p.removed {
			pages = append(pages, p.page)
		}
	}
	slices.SortStableFunc(pages, func(a, b *inspection.Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
	})
	return pages
}
