package site

import (
	"strings"

	"fiftysix/internal/register"
)

// reportFolder is what stands at and below a report's address: its page, its
// findings' pages and its files. They are named when somebody asks for one:
// that is little work, and to keep them all would be a tenth of what a build
// holds.
type reportFolder struct {
	report *register.Report
}

// planFolders plans every report's folder, in the register's order.
func (s *Site) planFolders() {
	s.folders = make([]*reportFolder, len(s.reg.Reports))
	s.place = make(map[string]int, len(s.folders))
	for i, r := range s.reg.Reports {
		s.folders[i] = &reportFolder{report: r}
		s.place[r.ID] = i
	}
}

// itemsOf names what stands in a report's folder.
func (s *Site) itemsOf(d *reportFolder) []item {
	r := d.report
	pages := 1 + len(r.Findings)
	p := folderPlan{report: r, group: s.localeSites[0].reportURL(r)}
	p.items = make([]item, 0, len(r.Attachments)+pages+len(s.localeSites)*(pages+2)) // of data, and of pages, feeds and calendars in each language
	for _, a := range r.Attachments {
		p.add(attachmentURL(r, a), stageFiles, a.File, func(s *Drawer) (content, error) { return whole(s.copied(a.File)) })
	}
	if s.speaks() {
		p.planData()
	}
	for n, e := range s.localeSites {
		p.planFindings(n, e)
		p.planReport(n, e)
		if s.speaks() {
			p.planFeed(n, e)
			p.planCalendar(n, e)
		}
	}
	return p.items
}

// folderPlan gathers the items of a report's folder.
type folderPlan struct {
	report *register.Report
	group  string
	items  []item
}

// add plans one file, made from a content file.
func (p *folderPlan) add(url string, at stage, file string, make func(*Drawer) (content, error)) {
	p.items = append(p.items, item{Output: Output{URL: url, Group: p.group, Sources: []string{file}}, stage: at, make: make})
}

// addPage plans one page, made from content files.
func (p *folderPlan) addPage(url string, at stage, files []string, make func(d *Drawer, o Output) (content, error)) {
	o := Output{URL: url, Page: true, Group: p.group, Sources: files}
	p.items = append(p.items, item{Output: o, stage: at, make: func(d *Drawer) (content, error) { return make(d, o) }})
}

// target is what shows one of the report's content files, in any language.
func (d *reportFolder) target(file string) (t target, ok bool) {
	r := d.report
	for _, a := range r.Attachments {
		if a.File == file {
			return asItIs(attachmentURL(r, a)), true
		}
	}
	for _, f := range r.Findings {
		if isFile(file, f.File, f.In) {
			return target{
				func(e *localeSite) string { return e.findingURL(f) },
				func(e *localeSite) []section { return findingSections(e.finding(f)) },
			}, true
		}
	}
	if isFile(file, r.File, r.In) {
		return target{
			func(e *localeSite) string { return e.reportURL(r) },
			func(e *localeSite) []section { return reportSections(e.report(r)) },
		}, true
	}
	return target{}, false
}

// isFile says whether a file is the one that is asked for, in one of its
// languages.
func isFile[W any](asked, file string, in map[string]W) bool {
	if asked == file {
		return true
	}
	for lang := range in {
		if asked == register.Translated(file, lang) {
			return true
		}
	}
	return false
}

// find finds an item by its URL, or nil.
func find(items []item, url string) *item {
	for i := range items {
		if items[i].URL == url {
			return &items[i]
		}
	}
	return nil
}

// folderOf is the folder of the report at or above an address, or nil.
func (s *Site) folderOf(url string) *reportFolder {
	for _, e := range s.localeSites {
		if rest, ok := strings.CutPrefix(url, e.reportsURL()); ok {
			id, _, _ := strings.Cut(rest, "/")
			if i, ok := s.place[id]; ok {
				return s.folders[i]
			}
		}
	}
	return nil
}
