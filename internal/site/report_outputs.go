package site

import (
	"fiftysix/internal/inspection"
	"io"
)

// planReport plans what is at and below a report's address: its page, its
// findings' pages and its files.
func (s *Site) planReport(to *outputList, r *inspection.Report) {
	p := reportOutputs{to, r}
	for _, a := range r.Attachments {
		p.add(attachmentURL(r, a), phaseFiles, a.File, func(w io.Writer) error { return s.copyFile(w, a.File) })
	}
	if s.publishesData() {
		p.planData(s)
	}
	for _, e := range s.localeSites {
		p.planFindings(e)
		p.planReport(e)
		if s.publishesData() {
			p.planFeed(e)
			p.planCalendar(e)
		}
	}
}

// reportOutputs gathers the outputs of one report.
type reportOutputs struct {
	to     *outputList
	report *inspection.Report
}

// add plans one file, made from a content file.
func (p *reportOutputs) add(url string, at phase, file string, render func(io.Writer) error) {
	p.to.addIn(at, Output{URL: url, Sources: []string{file}}, render)
}

// addPage plans one page, made from content files that last changed on a day.
func (p *reportOutputs) addPage(url string, at phase, changed inspection.Date, files []string, render func(w io.Writer, o Output) error) {
	o := Output{URL: url, Page: true, Sources: files, changed: changed}
	p.to.addIn(at, o, func(w io.Writer) error { return render(w, o) })
}

// reportTarget is what shows one of a report's content files, in any language.
func reportTarget(r *inspection.Report, file string) (t target, ok bool) {
	for _, a := range r.Attachments {
		if a.File == file {
			return copiedFile(attachmentURL(r, a)), true
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

// isFile reports whether a file is the one that is asked for, in one of its
// languages.
func isFile[W any](asked, file string, in map[string]W) bool {
	if asked == file {
		return true
	}
	for lang := range in {
		if asked == inspection.Translated(file, lang) {
			return true
		}
	}
	return false
}
