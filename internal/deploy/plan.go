package deploy

import (
	"cmp"
	"crypto/md5"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// A Plan lists what to do to bring a store up to date with the site.
type Plan struct {
	Steps []Step // in the order of their phases
	Same  int    // files that are there already
	Bytes int64  // to be sent

	record   record   // to be written before the first step
	inTheWay []string // files of others that have a path of the site's
	notFiles []string // such paths that are folders or links, which cannot be replaced
	ours     int      // files there that are ours
}

// A Step is one change.
type Step struct {
	Op    Op
	File  File // of a removal, its path alone
	phase phase
}

// An Op is what a step does.
type Op string

const (
	Add    Op = "add"
	Change Op = "change"
	Remove Op = "remove"
)

// newPlan compares the site with what is in the store. Sums are the MD5
// checksums of files that may be there without being in the record.
func newPlan(files []File, previous record, objects map[string]Object, sums map[string][md5.Size]byte) *Plan {
	p := &Plan{record: record{entries: map[string]entry{}, bytes: previous.bytes}}
	for _, f := range files {
		o, exists := objects[f.Path]
		e, ours := previous.entries[f.Path]
		sum, hashed := sums[f.Path]
		sameMD5 := hashed && string(sum[:]) == string(o.MD5)
		untouched := e.state != pending && e.size == o.Size && e.tag == o.Tag // since it was put
		switch {
		case !exists:
			p.put(Add, f)
		case o.NotFile != "":
			p.notFiles = append(p.notFiles, f.Path+" ("+o.NotFile+")")
		case ours && e.hash == f.hash() && (untouched || sameMD5):
			p.Same++
			p.record.entries[f.Path] = entry{uploaded, f.hash(), f.Size, o.Tag}
		case ours || sameMD5:
			p.put(Change, f)
		default:
			p.inTheWay = append(p.inTheWay, f.Path)
			p.put(Change, f)
		}
		if ours && exists {
			p.ours++
		}
	}
	p.removeObsolete(previous, objects)
	slices.SortStableFunc(p.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.phase, b.phase), cmp.Compare(a.File.Path, b.File.Path))
	})
	return p
}

func (p *Plan) put(op Op, f File) {
	p.Steps = append(p.Steps, Step{op, f, phaseOf(op, f.Path)})
	p.Bytes += f.Size
	p.record.entries[f.Path] = entry{pending, f.hash(), f.Size, ""}
}

// removeObsolete plans the removal of our files that the site no longer has.
// Assets stay for one more deployment: a page that is still in somebody's
// cache may ask for them.
func (p *Plan) removeObsolete(previous record, objects map[string]Object) {
	for name, e := range previous.entries {
		o, exists := objects[name]
		if _, current := p.record.entries[name]; current || !exists || o.NotFile != "" {
			continue
		}
		p.ours++
		if strings.HasPrefix(name, "assets/") && e.state != obsolete {
			e.state = obsolete
			p.record.entries[name] = e
			continue
		}
		p.Steps = append(p.Steps, Step{Remove, File{Path: name}, phaseOf(Remove, name)})
		p.record.entries[name] = entry{pending, e.hash, e.size, e.tag}
	}
}

// A phase is a group of steps that may be done in any order. New files go
// first, since nothing reachable links to them yet, and the ways in last of
// these; then changes, since all they link to is there by now; then removals,
// since nothing links to those files any more.
type phase int

const (
	newFiles phase = iota
	newPages
	newLanguageHomes
	newHome
	newWellKnown // found by their names
	changedFiles
	changedPages
	removedPages
	removedFiles
	phases
)

func phaseOf(op Op, name string) phase {
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".br") // a compressed form goes with its file
	page := isPage(name)
	switch {
	case op == Remove && page:
		return removedPages
	case op == Remove:
		return removedFiles
	case op == Change && page:
		return changedPages
	case op == Change:
		return changedFiles
	case name == "index.html":
		return newHome
	case languageHome.MatchString(name):
		return newLanguageHomes
	case name == "404.html" || name == "robots.txt" || name == "sitemap.xml":
		return newWellKnown
	case page:
		return newPages
	}
	return newFiles
}

var languageHome = regexp.MustCompile(`^[a-z]{2,3}/index\.html$`)

func isPage(name string) bool { return path.Ext(name) == ".html" }

// laterPage matches the further pages of a list, which come and go with its
// entries and may be removed.
var laterPage = regexp.MustCompile(`/page-[0-9]+/index\.html$`)

// Count returns how many steps do op.
func (p *Plan) Count(op Op) int {
	n := 0
	for _, s := range p.Steps {
		if s.Op == op {
			n++
		}
	}
	return n
}

// Many reports whether removing so many of our files must be asked for: more
// than ten, and more than a fifth.
func Many(removed, ours int) bool { return removed > 10 && removed*5 > ours }

// check refuses what the options do not allow.
func (p *Plan) check(to string, opt Options) error {
	var pages []string
	for _, s := range p.Steps {
		if s.Op == Remove && isPage(s.File.Path) && !laterPage.MatchString(s.File.Path) {
			pages = append(pages, s.File.Path)
		}
	}
	var errs []error
	if len(p.notFiles) > 0 {
		errs = append(errs, fmt.Errorf("at %s there is something that is no file where files of the site must go; move it away%s", to, pathList(p.notFiles)))
	}
	if len(p.inTheWay) > 0 && !opt.TakeOver {
		errs = append(errs, fmt.Errorf("files that fiftysix did not put there stand at %s where files of the site must go\n"+
			"look whether this is the right place; if the site may take their place, deploy with --take-over%s", to, pathList(p.inTheWay)))
	}
	if removed := p.Count(Remove); Many(removed, p.ours) && !opt.ManyRemovals {
		errs = append(errs, &ManyError{to, removed, p.ours})
	}
	if len(pages) > 0 && !opt.AllowRemovals {
		errs = append(errs, &RemovalError{to, pages})
	}
	return errors.Join(errs...)
}

// A ManyError refuses to remove a great part of what is there: most often it is
// the wrong site, or the wrong address.
type ManyError struct {
	To            string
	Removed, Ours int
}

func (e *ManyError) Error() string {
	return fmt.Sprintf("this would remove %d of the %d files of the site at %s\n"+
		"look whether this is the right site and the right place; if it is, deploy with --yes", e.Removed, e.Ours, e.To)
}

// A RemovalError refuses to remove published pages.
type RemovalError struct {
	To    string
	Paths []string
}

func (e *RemovalError) Error() string {
	pages := "pages"
	if len(e.Paths) == 1 {
		pages = "page"
	}
	return fmt.Sprintf("this would remove %d published %s from %s%s\n"+
		"a page that has moved needs its old address under aliases; to remove pages for good, deploy with --allow-removals",
		len(e.Paths), pages, e.To, pathList(e.Paths))
}

// pathList puts each path on a line of its own, the first 20 of them.
func pathList(paths []string) string {
	more := ""
	if len(paths) > 20 {
		more = fmt.Sprintf("\n  and %d more", len(paths)-20)
		paths = paths[:20]
	}
	return "\n  " + strings.Join(paths, "\n  ") + more
}
