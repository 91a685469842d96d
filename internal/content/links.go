package content

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// checkLinks resolves the links and pictures in all texts to files, and reports
// broken ones. A file at the top of content/ is published only if a page uses it.
func (l *loader) checkLinks() {
	used := map[string]bool{}
	for _, p := range l.pages {
		p.checkTexts(l, nil, used, p.page.Text)
		for _, t := range p.translations {
			t.checkTexts(l, nil, used, t.texts()...)
		}
	}
	for _, d := range l.dirs {
		d.checkLinks(l, used)
	}
	l.files = slices.DeleteFunc(l.files, func(a attachedFile) bool {
		if used[a.File] {
			return false
		}
		l.problems = append(l.problems, diag.Problem{File: a.File, Level: diag.Warning, Rule: RuleUnusedFile,
			Message: "no page shows this file or links to it, so it is not published", Hint: "link to it from a page, or take it away"})
		return true
	})
	for _, p := range l.pages {
		for _, a := range l.files {
			if p.uses(a.File) {
				p.page.Attachments = append(p.page.Attachments, a.Attachment)
			}
		}
	}
}

// uses reports whether a page's text links to a file.
func (p *pageFile) uses(file string) bool {
	texts := []markdown.Text{p.page.Text}
	for _, w := range p.page.In {
		texts = append(texts, w.Text)
	}
	for _, t := range texts {
		for _, l := range t.Links() {
			if target, _, _ := Target(p.page.File, l.Dest); target == file {
				return true
			}
		}
	}
	return false
}

func (d *reportDir) checkLinks(l *loader, used map[string]bool) {
	inReport, inAnswer := map[string]bool{}, map[string]bool{}
	if d.report != nil {
		r := d.report.report
		d.report.checkTexts(l, inReport, used, r.Background)
		d.report.checkTexts(l, inAnswer, used, r.ForceComments, r.OurComments, r.Reply)
		for lang, w := range r.In {
			t := d.translation(r.File, lang)
			t.checkTexts(l, inReport, used, w.Background)
			t.checkTexts(l, inAnswer, used, w.ForceComments, w.OurComments, w.Reply)
		}
	}
	for _, f := range d.findings {
		f.checkTexts(l, inReport, used, f.finding.Text)
		f.checkTexts(l, inAnswer, used, f.finding.ForceResponse, f.finding.OurResponse)
		for lang, w := range f.finding.In {
			t := d.translation(f.finding.File, lang)
			t.checkTexts(l, inReport, used, w.Text)
			t.checkTexts(l, inAnswer, used, w.ForceResponse, w.OurResponse)
		}
	}
	d.resolveAttachments(inReport, inAnswer)
}

// translation returns the translation of a file, or nil.
func (d *reportDir) translation(file, lang string) *contentFile {
	for _, t := range d.translations {
		if t.Path == inspection.Translated(file, lang) {
			return t
		}
	}
	return nil
}

// checkTexts checks the links in texts of a file, and adds their targets to own
// (if not nil) and used.
func (f *contentFile) checkTexts(l *loader, own, used map[string]bool, texts ...markdown.Text) {
	for _, t := range texts {
		for _, link := range t.Links() {
			target, fragment, ok := Target(f.Path, link.Dest)
			if !ok {
				f.broken(link, "the link leads out of content", "link to a file inside content, or to a full https address")
				continue
			}
			if own != nil {
				own[target] = true
			}
			used[target] = true
			f.checkTarget(l, link, target, fragment)
		}
	}
}

func (f *contentFile) broken(l markdown.Link, message, hint string) {
	f.problems = append(f.problems, f.File.Problem(diag.Error, RuleBrokenLink, l.At, l.Length, message, hint))
}

// Target returns the content file that a link in the file from leads to, and the
// link's fragment. ok is false if it is outside content/.
func Target(from, dest string) (file, fragment string, ok bool) {
	dest, fragment, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	if dest == "" {
		return from, fragment, true
	}
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	file = path.Join(path.Dir(from), dest)
	return file, fragment, strings.HasPrefix(file, inspection.ContentDir+"/")
}

// checkTarget reports a link to a file or heading that does not exist.
func (f *contentFile) checkTarget(l *loader, link markdown.Link, target, fragment string) {
	headings, known := l.headingsOf(target)
	switch {
	case !known:
		f.broken(link, "there is no file "+quote(target), l.nearFile(target))
	case link.Image && !isPicture(target):
		f.broken(link, quote(path.Base(target))+" is not a picture", "link to it with [words](file) instead")
	case fragment != "" && !slices.Contains(headings, fragment):
		hint := "the page has no headings of its own to link to"
		if len(headings) > 0 {
			hint = "its headings are #" + strings.Join(headings, ", #")
		}
		f.broken(link, "there is no heading "+quote("#"+fragment)+" in "+path.Base(target), hint)
	}
}

// headingsOf returns the ids of the headings of a file, and whether the file
// exists.
func (l *loader) headingsOf(file string) (ids []string, known bool) {
	dir, name := path.Split(file)
	if dir == inspection.ContentDir+"/" {
		for _, p := range l.pages {
			if p.page.File == file {
				return p.page.Text.Headings(), true
			}
			for _, t := range p.translations {
				if t.Path == file {
					return headingIDs(t.prose), true
				}
			}
		}
		return nil, slices.ContainsFunc(l.files, func(a attachedFile) bool { return a.File == file })
	}
	d := l.folderOf(file)
	if d == nil {
		return nil, false
	}
	if name == "report.md" && d.report != nil {
		return headingIDs(d.report.prose), true
	}
	for _, t := range d.translations {
		if t.Path == file {
			return headingIDs(t.prose), true
		}
	}
	for _, f := range d.findings {
		if f.finding.File == file {
			return headingIDs(f.prose), true
		}
	}
	return nil, slices.Contains(d.unreadable, name) || slices.ContainsFunc(d.attachments, func(a attachedFile) bool { return a.File == file })
}

// folderOf returns the report folder that a file is in, or nil.
func (l *loader) folderOf(file string) *reportDir {
	if d := l.byID[path.Base(path.Dir(file))]; d != nil && d.dir == path.Dir(file) {
		return d
	}
	return nil
}

func headingIDs(doc *markdown.Doc) (ids []string) {
	ids = slices.Clone(doc.Lead.Headings())
	for _, s := range doc.Sections {
		ids = append(ids, s.Text.Headings()...)
	}
	return ids
}

// nearFile returns a hint for a broken link: the file that was probably meant, if
// any.
func (l *loader) nearFile(target string) string {
	dir, name := path.Split(target)
	var names []string
	if d := l.folderOf(target); d != nil {
		names = append(names, "report.md")
		for _, f := range d.findings {
			names = append(names, path.Base(f.finding.File))
		}
		for _, a := range d.attachments {
			names = append(names, a.Name)
		}
	} else if dir == inspection.ContentDir+"/" {
		for _, p := range l.pages {
			names = append(names, path.Base(p.page.File))
		}
	}
	if near := diag.Nearest(name, names); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return "a link is written as the path from this file to the other one, such as recommendation-2.md or ../2020-prevent/report.md"
}

// texts returns the texts of all sections of a file.
func (f *contentFile) texts() []markdown.Text {
	texts := []markdown.Text{f.prose.Lead}
	for _, s := range f.prose.Sections {
		texts = append(texts, s.Text)
	}
	return texts
}
