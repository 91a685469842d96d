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

// A Plan is what is to be done, made from what is there and what was built and
// from nothing else.
type Plan struct {
	Steps  []Step // in the order of their turns
	Same   int    // files that are there already
	Bytes  int64  // to be sent
	record map[string]entry
	was    []byte // the record as it was read

	inTheWay []string // what others put where a file of the site goes
	strange  []string // the same, where it is no file, so that it cannot be taken over
	ours     int      // files there that are ours
	removed  int
}

// A Step is one change.
type Step struct {
	Do   Doing
	File File // of a removal, its path alone

	turn int
}

// Doing is what a step does.
type Doing string

const (
	Add    Doing = "add"
	Change Doing = "change"
	Remove Doing = "remove"
)

// plan finds out what is to be done. Sums are the MD5 checksums of those files
// that may be there without the record knowing.
func plan(files []File, was record, there map[string]Object, sums map[string][md5.Size]byte) *Plan {
	p := &Plan{record: map[string]entry{}, was: was.bytes}
	for _, f := range files {
		o, found := there[f.Path]
		e, mine := was.entries[f.Path]
		sum, summed := sums[f.Path]
		alike := summed && string(sum[:]) == string(o.MD5)
		switch {
		case !found:
			p.put(Add, f)
		case o.Strange != "":
			p.strange = append(p.strange, f.Path+" ("+o.Strange+")")
		case mine && e.state != sent && e.mark == f.mark() && e.size == o.Size && e.tag == o.Tag,
			mine && alike && e.mark == f.mark():
			p.Same++
			p.record[f.Path] = entry{stands, f.mark(), f.Size, o.Tag}
		case mine || alike:
			p.put(Change, f)
		default:
			p.inTheWay = append(p.inTheWay, f.Path)
			p.put(Change, f)
		}
		if mine && found {
			p.ours++
		}
	}
	p.remove(was, there)
	slices.SortStableFunc(p.Steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(a.turn, b.turn), cmp.Compare(a.File.Path, b.File.Path))
	})
	return p
}

func (p *Plan) put(do Doing, f File) {
	p.Steps = append(p.Steps, Step{do, f, turn(do, f.Path)})
	p.Bytes += f.Size
	p.record[f.Path] = entry{sent, f.mark(), f.Size, ""}
}

// remove plans the end of what is ours and what the site no longer has. Its
// stylesheets and scripts stay for one deployment more: a page that a browser
// or a network still keeps may ask for them.
func (p *Plan) remove(was record, there map[string]Object) {
	for name, e := range was.entries {
		o, found := there[name]
		if _, has := p.record[name]; has || !found || o.Strange != "" {
			continue
		}
		p.ours++
		if strings.HasPrefix(name, "assets/") && e.state != leaves {
			e.state = leaves
			p.record[name] = e
			continue
		}
		p.removed++
		p.Steps = append(p.Steps, Step{Remove, File{Path: name}, turn(Remove, name)})
		p.record[name] = entry{sent, e.mark, e.size, e.tag}
	}
}

// The turns: what is new goes first, since nothing that people can reach leads
// to it yet, and the ways in last of that; then what changes, since all that it
// leads to is there by now; then what goes, since nothing leads to it any more.
const (
	newFiles = iota
	newPages
	newHomes // of further languages
	newHome
	newWaysIn // what is looked for by its name
	changedFiles
	changedPages
	removedPages
	removedFiles
	turns
)

func turn(do Doing, name string) int {
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".br") // a compressed form goes with what it is a form of
	page := isPage(name)
	switch {
	case do == Remove && page:
		return removedPages
	case do == Remove:
		return removedFiles
	case do == Change && page:
		return changedPages
	case do == Change:
		return changedFiles
	case name == "index.html":
		return newHome
	case otherHome.MatchString(name):
		return newHomes
	case name == "404.html" || name == "robots.txt" || name == "sitemap.xml":
		return newWaysIn
	case page:
		return newPages
	}
	return newFiles
}

var otherHome = regexp.MustCompile(`^[a-z]{2,3}/index\.html$`)

func isPage(name string) bool { return path.Ext(name) == ".html" }

// laterPage is one of a list's that comes and goes with its entries, and is
// not promised to stay.
var laterPage = regexp.MustCompile(`/page-[0-9]+/index\.html$`)

// Count is how many steps do this.
func (p *Plan) Count(do Doing) int {
	n := 0
	for _, s := range p.Steps {
		if s.Do == do {
			n++
		}
	}
	return n
}

// mostRemoved is the share of the files that go unasked, in hundredths, and few
// is how many go unasked in any case.
const (
	mostRemoved = 20
	few         = 10
)

// Many says whether so many files of what was there are too many to go unasked.
func Many(removed, ours int) bool { return removed > few && removed*100 > ours*mostRemoved }

// allowed refuses what must be asked for.
func (p *Plan) allowed(to Store, opt Options) error {
	var pages []string
	for _, s := range p.Steps {
		if s.Do == Remove && isPage(s.File.Path) && !laterPage.MatchString(s.File.Path) {
			pages = append(pages, s.File.Path)
		}
	}
	var errs []error
	if len(p.strange) > 0 {
		errs = append(errs, fmt.Errorf("at %s there is something that is no file where files of the site must go; move it away%s", to, listed(p.strange)))
	}
	if len(p.inTheWay) > 0 && !opt.TakeOver {
		errs = append(errs, &InTheWayError{to.String(), p.inTheWay})
	}
	if Many(p.removed, p.ours) && !opt.ManyRemovals {
		errs = append(errs, &ManyError{to.String(), p.removed, p.ours})
	}
	if len(pages) > 0 && !opt.AllowRemovals {
		errs = append(errs, &RemovalError{to.String(), pages})
	}
	return errors.Join(errs...)
}

// An InTheWayError lists files that were not put there by a deployment and
// have the names of files of the site.
type InTheWayError struct {
	To    string
	Paths []string
}

func (e *InTheWayError) Error() string {
	return fmt.Sprintf("files that fiftysix did not put there stand at %s where files of the site must go\n"+
		"look whether this is the right place; if the site may take their place, deploy with --take-over%s", e.To, listed(e.Paths))
}

// A ManyError is the refusal to remove a great part of what is there unasked:
// it is most often the wrong site, or the wrong place.
type ManyError struct {
	To            string
	Removed, Ours int
}

func (e *ManyError) Error() string {
	return fmt.Sprintf("this would remove %d of the %d files of the site at %s\n"+
		"look whether this is the right site and the right place; if it is, deploy with --yes", e.Removed, e.Ours, e.To)
}

// A RemovalError is the refusal to take published pages away unasked.
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
		len(e.Paths), pages, e.To, listed(e.Paths))
}

func listed(paths []string) string {
	const most = 20
	var s strings.Builder
	for i, p := range paths {
		if i == most {
			fmt.Fprintf(&s, "\n  and %d more", len(paths)-most)
			break
		}
		s.WriteString("\n  " + p)
	}
	return s.String()
}
