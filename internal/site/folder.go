package site

import (
	"strings"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// reportFolder is what stands at and below a report's address: its page, its
// findings' pages and its files. It rests on the report alone, so that a plan
// takes it over from the plan before while the report is the same; what a
// page needs of the site, it is given when it is made.
type reportFolder struct {
	report   *register.Report
	items    []item
	targets  []fileTarget // what shows each of the report's content files
	problems []source.Problem
}

type fileTarget struct {
	file string
	target
}

// planFolders plans every report's folder, in the register's order. Where the
// report is the one that was planned before, so is its folder.
func (s *Site) planFolders(like *Site) {
	s.folders = make([]*reportFolder, len(s.reg.Reports))
	same := like != nil && len(like.folders) == len(s.folders) && s.sameEditions(like)
	var before map[*register.Report]*reportFolder
	if like != nil && !same && s.sameEditions(like) {
		before = make(map[*register.Report]*reportFolder, len(like.folders))
		for _, f := range like.folders {
			before[f.report] = f
		}
	}
	sameIDs := same
	for i, r := range s.reg.Reports {
		switch {
		case same && like.folders[i].report == r:
			s.folders[i] = like.folders[i]
			continue
		case before[r] != nil:
			s.folders[i] = before[r]
			continue
		}
		s.folders[i] = s.planFolder(r)
		sameIDs = sameIDs && like.folders[i].report.ID == r.ID
	}
	if sameIDs {
		s.place = like.place
		return
	}
	s.place = make(map[string]int, len(s.folders))
	for i, r := range s.reg.Reports {
		s.place[r.ID] = i
	}
}

// sameEditions says whether both sites have the same languages.
func (s *Site) sameEditions(other *Site) bool {
	if len(s.editions) != len(other.editions) {
		return false
	}
	for i, e := range s.editions {
		if e.at != other.editions[i].at {
			return false
		}
	}
	return true
}

func (s *Site) planFolder(r *register.Report) *reportFolder {
	pages, files := 1+len(r.Findings), len(r.Attachments)
	d := &reportFolder{report: r}
	d.items = make([]item, 0, files+pages+len(s.editions)*(pages+2)) // of data, and of pages, feeds and calendars in each language
	d.targets = make([]fileTarget, 0, files+pages)
	for _, a := range r.Attachments {
		url := attachmentURL(r, a)
		d.items = append(d.items, item{Output: Output{URL: url, Sources: []string{a.File}}, stage: stageFiles, make: func(s *Drawer) (content, error) { return whole(s.copied(a.File)) }})
		d.targets = append(d.targets, fileTarget{a.File, asItIs(url)})
	}
	if s.speaks() {
		d.planData()
	}
	for n, e := range s.editions {
		d.planFindings(n, e)
		d.planReport(n, e)
		if s.speaks() {
			d.planFeed(n, e)
			d.planCalendar(n, e)
		}
	}
	group := s.editions[0].reportURL(r)
	for i := range d.items {
		d.items[i].Group = group
	}
	d.problems = clashes(inOrderOfWriting(d.items))
	return d
}

// put notes that a page shows a content file, in each of its languages.
func (d *reportFolder) put(file string, langs []string, t target) {
	d.targets = append(d.targets, fileTarget{file, t})
	for _, lang := range langs {
		d.targets = append(d.targets, fileTarget{register.Translated(file, lang), t})
	}
}

// find finds an item of the folder, or nil.
func (d *reportFolder) find(url string) *item {
	for i := range d.items {
		if d.items[i].URL == url {
			return &d.items[i]
		}
	}
	return nil
}

// folderOf is the folder of the report at or above an address, or nil.
func (s *Site) folderOf(url string) *reportFolder {
	for _, e := range s.editions {
		if rest, ok := strings.CutPrefix(url, e.reportsURL()); ok {
			id, _, _ := strings.Cut(rest, "/")
			if i, ok := s.place[id]; ok {
				return s.folders[i]
			}
		}
	}
	return nil
}
