package register

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"fiftysix/internal/source"
)

// This file reads a folder again that has changed a little. What a report's
// folder says by itself is read once and kept as it was read: that is nearly
// all of the work. What files say of one another is found out anew for the
// folders that changed and for all that speak of them or are spoken of; the
// nouns of the others are those of the Register before. No noun that is in a
// Register is ever changed: one that has to be different is made anew from
// what was kept. A test holds that the outcome is that of [Read].

// A Follower keeps what has been read of a site's folder.
type Follower struct {
	mu     sync.Mutex
	raw    *content                   // read and not yet connected
	serial int                        // counts the changes
	whole  int                        // the serial of the last change that may concern every folder
	plain  int                        // the serial of the last change of pages
	back   map[string]map[string]bool // which folders' files name a node; see folder.names
	same   map[uint64][]string        // which folders have findings of the same words
}

// NewFollower begins with nothing read.
func NewFollower() *Follower { return &Follower{} }

// Look reads the files that have changed, given by their paths from the
// folder that holds fiftysix.yaml, or everything where none is named. Files
// that are new or gone have changed too.
func (w *Follower) Look(fsys fs.FS, changed []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serial++
	if w.raw == nil || changed == nil || slices.ContainsFunc(changed, concernsAll) {
		w.everything(fsys)
		return
	}
	w.raw.fsys = fsys
	ids, pages := map[string]bool{}, false
	for _, file := range changed {
		parts := strings.Split(file, "/")
		switch {
		case parts[0] != ContentDir || len(parts) < 2 || PassedOver(parts[len(parts)-1]):
		case parts[1] == "reports" && len(parts) > 2:
			ids[parts[2]] = true
		default:
			pages = true
		}
	}
	listed := false
	for id := range ids {
		info, err := fs.Stat(fsys, path.Join(ContentDir, "reports", id))
		there := err == nil && info.IsDir() && badID(id) == "" && !PassedOver(id)
		listed = listed || !there || w.raw.folders[id] == nil
	}
	if pages || listed {
		w.again(ids)
		return
	}
	for i, d := range w.raw.reports {
		if ids[d.id] {
			w.raw.reports[i] = w.read(d.id)
		}
	}
}

// concernsAll says whether a file has a say in how every other is read: the
// settings, what they name, and the folders that hold everything.
func concernsAll(file string) bool {
	top, _, _ := strings.Cut(file, "/")
	return top != "layouts" && top != ContentDir || file == ContentDir || file == ContentDir+"/reports"
}

func (w *Follower) everything(fsys fs.FS) {
	c := &content{fsys: fsys, folders: map[string]*folder{}}
	c.readOffice()
	c.readContent()
	w.raw, w.whole, w.plain = c, w.serial, w.serial
	w.back, w.same = map[string]map[string]bool{}, map[uint64][]string{}
	for _, d := range c.reports {
		w.index(d)
	}
}

// again lists content anew, and reads the pages and the folders that are named
// or new.
func (w *Follower) again(ids map[string]bool) {
	old := w.raw
	c := &content{fsys: old.fsys, folders: map[string]*folder{}}
	var fresh []*folder
	c.keep = func(id string) *folder {
		if d := old.folders[id]; d != nil && !ids[id] {
			return d
		}
		return nil
	}
	c.readOffice()
	c.readContent()
	c.keep = nil // it holds on to all that was before
	same := len(c.reports) == len(old.reports)
	for i, d := range c.reports {
		same = same && d.id == old.reports[i].id
		if old.folders[d.id] != d {
			fresh = append(fresh, d)
		}
	}
	w.raw, w.plain = c, w.serial
	if !same {
		w.whole = w.serial
	}
	for id, d := range old.folders {
		if c.folders[id] == nil {
			w.unindex(d)
		}
	}
	for _, d := range fresh {
		if was := old.folders[d.id]; was != nil {
			w.unindex(was)
		}
		w.index(d)
	}
}

// read reads one folder that was read before.
func (w *Follower) read(id string) *folder {
	w.unindex(w.raw.folders[id])
	d := w.raw.readFolder(id)
	w.raw.folders[id] = d
	w.index(d)
	return d
}

func (w *Follower) index(d *folder) {
	d.serial, d.names = w.serial, d.named()
	for _, node := range d.names {
		if w.back[node] == nil {
			w.back[node] = map[string]bool{}
		}
		w.back[node][d.id] = true
	}
	for _, f := range d.findings {
		if f.words != 0 {
			w.same[f.words] = append(w.same[f.words], d.id)
		}
	}
}

func (w *Follower) unindex(d *folder) {
	for _, node := range d.names {
		delete(w.back[node], d.id)
		if len(w.back[node]) == 0 {
			delete(w.back, node)
		}
	}
	for _, f := range d.findings {
		if i := slices.Index(w.same[f.words], d.id); i >= 0 {
			w.same[f.words] = slices.Delete(w.same[f.words], i, i+1)
		}
		if len(w.same[f.words]) == 0 {
			delete(w.same, f.words)
		}
	}
}

// named are the nodes that a folder's files name: other reports by their id,
// files at the top of content by their path. What they say of those may change
// with them, and they with it.
func (d *folder) named() []string {
	nodes := map[string]bool{}
	links := func(f *contentFile) {
		if f.prose == nil {
			return
		}
		for _, t := range f.texts() {
			for _, l := range t.Links() {
				target, _, ok := Target(f.Path, l.Dest)
				switch dir := path.Dir(target); {
				case !ok:
				case dir == ContentDir:
					nodes[target] = true
				default:
					nodes[path.Base(dir)] = true
				}
			}
		}
	}
	if f := d.report; f != nil {
		links(&f.contentFile)
		nodes[f.answeredIn] = true
		for _, id := range f.revisits {
			nodes[id] = true
		}
	}
	for _, f := range d.findings {
		links(&f.contentFile)
		for _, ref := range []string{f.sameAs, f.supersededBy} {
			id, _, _ := strings.Cut(ref, "/")
			nodes[id] = true
		}
	}
	for _, f := range d.translations {
		links(f)
	}
	delete(nodes, "")
	delete(nodes, d.id)
	return slices.Sorted(maps.Keys(nodes))
}

// A Reading makes one Register after another of what a Follower keeps. The
// nouns of folders that nothing has happened to are those of the Register
// before.
type Reading struct {
	w        *Follower
	last     *content
	opt      Options
	serial   int
	nextDue  Moment // the first moment at which something held is let out
	ordered  []*Report
	near     []nearName
	clashing bool // of aliases
}

// Reading begins a Reading.
func (w *Follower) Reading() *Reading { return &Reading{w: w} }

// Register is what [Read] makes of the folder as it was last looked at.
func (rd *Reading) Register(opt Options) (*Register, []source.Problem) {
	rd.w.mu.Lock()
	defer rd.w.mu.Unlock()
	if rd.w.raw == nil {
		return nil, nil
	}
	c := rd.begin(opt)
	c.connectFresh(rd)
	problems := c.examine()
	rd.last, rd.opt, rd.serial = c, opt, rd.w.serial
	rd.nextDue = Moment{}
	for _, h := range c.held {
		if !h.Until.IsZero() && (rd.nextDue.IsZero() || h.Until.Before(rd.nextDue)) {
			rd.nextDue = h.Until
		}
	}
	if c.office == nil {
		return nil, problems
	}
	if !opt.WithHeld {
		c.leaveOutHeld()
	}
	reg := &Register{Office: c.office.office, Now: c.now, Closed: c.closed, Held: c.held}
	rd.order(c)
	reg.Reports, reg.Pages = rd.ordered, c.visiblePages()
	return reg, problems
}

// begin makes the content that is to be connected: everything that is fresh
// made anew from what was kept, and the rest as it was.
func (rd *Reading) begin(opt Options) *content {
	raw := rd.w.raw
	c := &content{
		fsys: raw.fsys, now: opt.Now, office: raw.office,
		problems: slices.Clone(raw.problems), files: slices.Clone(raw.files),
		reports: make([]*folder, len(raw.reports)),
	}
	c.close()
	for _, p := range raw.pages {
		c.pages = append(c.pages, p.copy())
	}
	fresh := rd.fresh(opt)
	if fresh == nil || rd.overlooked(fresh) {
		fresh, rd.last = nil, nil
		c.folders = make(map[string]*folder, len(raw.reports))
	} else {
		c.folders = rd.last.folders
	}
	for i, d := range raw.reports {
		if fresh != nil && !fresh[d.id] {
			c.reports[i] = c.folders[d.id]
			continue
		}
		made := d.copy()
		c.reports[i], c.folders[d.id] = made, made
		c.fresh = append(c.fresh, made)
	}
	return c
}

// fresh is the set of folders to make anew, or nil for all of them.
func (rd *Reading) fresh(opt Options) map[string]bool {
	w := rd.w
	if rd.last == nil || rd.serial < w.whole || opt.WithHeld != rd.opt.WithHeld ||
		opt.Now.Before(rd.opt.Now) || opt.Now.Date() != rd.opt.Now.Date() ||
		!rd.nextDue.IsZero() && !opt.Now.Before(rd.nextDue) {
		return nil
	}
	set := map[string]bool{}
	var add func(id string)
	add = func(id string) {
		if set[id] {
			return
		}
		if w.raw.folders[id] == nil {
			for other := range w.back[id] { // a page, or a report that is not there
				add(other)
			}
			return
		}
		set[id] = true
		for other := range w.back[id] {
			add(other)
		}
		for _, d := range []*folder{w.raw.folders[id], rd.last.folders[id]} {
			for _, node := range d.names {
				if w.raw.folders[node] != nil {
					add(node)
				}
			}
		}
	}
	for _, d := range w.raw.reports {
		if d.serial > rd.serial {
			add(d.id)
			// Findings of the same words are told of the first of them.
			for _, version := range []*folder{d, rd.last.folders[d.id]} {
				for _, f := range version.findings {
					if others := w.same[f.words]; len(others) > 0 && d.id <= slices.Min(others) {
						for _, other := range others {
							add(other)
						}
					}
				}
			}
		}
	}
	if w.plain > rd.serial {
		for node, ids := range w.back {
			if strings.Contains(node, "/") {
				for id := range ids {
					add(id)
				}
			}
		}
	}
	return set
}

// overlooked says whether something changed that is checked across all
// folders at once: whom findings are addressed to, and old addresses.
func (rd *Reading) overlooked(fresh map[string]bool) bool {
	if rd.clashing && len(fresh) > 0 {
		return true
	}
	for id := range fresh {
		was, is := rd.last.folders[id], rd.w.raw.folders[id]
		if !slices.Equal(was.aliases(), is.aliases()) || !slices.Equal(was.addressees(), is.addressees()) {
			return true
		}
	}
	return false
}

func (d *folder) aliases() []string {
	if d.report == nil {
		return nil
	}
	return d.report.report.Aliases
}

func (d *folder) addressees() (all []string) {
	for _, f := range d.findings {
		for _, a := range f.finding.AddressedTo {
			all = append(all, f.finding.ID, a.ID, a.Name)
		}
	}
	return all
}

// connectFresh is connect for the folders that are fresh.
func (c *content) connectFresh(rd *Reading) {
	if rd.last == nil {
		rd.clashing, rd.near = c.connect(), c.near
		return
	}
	c.connectNames()
	for _, n := range rd.near {
		if d := c.folders[path.Base(path.Dir(n.file))]; d != nil && slices.Contains(c.fresh, d) {
			for _, f := range d.findings {
				if f.Path == n.file {
					f.nearDuplicate(n)
				}
			}
		}
	}
}

// order puts the reports in their order, which is that of before with the
// fresh ones in place of their elders wherever that can be.
func (rd *Reading) order(c *content) {
	if rd.ordered != nil && len(c.fresh) < len(c.reports) {
		instead := make(map[string]*Report, len(c.fresh))
		for _, d := range c.fresh {
			if d.report != nil && !d.report.gone {
				instead[d.id] = d.report.report
			}
		}
		// Fresh folders that were not shown before, or are not now, or have
		// another date, have another place.
		ordered, found := make([]*Report, len(rd.ordered)), 0
		fits := true
		freshIDs := make(map[string]bool, len(c.fresh))
		for _, d := range c.fresh {
			freshIDs[d.id] = true
		}
		for i, r := range rd.ordered {
			ordered[i] = r
			if !freshIDs[r.ID] {
				continue
			}
			n := instead[r.ID]
			if n == nil || n.Published != r.Published {
				fits = false
				break
			}
			ordered[i] = n
			found++
		}
		if fits && found == len(instead) {
			rd.ordered = ordered
			return
		}
	}
	rd.ordered = c.visibleReports()
}
