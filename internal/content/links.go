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

// checkLinks finds, for every link and picture in the authors' words, the file
// it leads to. A file that only the words use is published with them.
func (c *loader) checkLinks() {
	used := map[string]bool{}
	for _, p := range c.pages {
		p.checkTexts(c, nil, used, p.page.Text)
		for _, t := range p.translations {
			t.checkTexts(c, nil, used, t.texts()...)
		}
	}
	for _, d := range c.dirs {
		d.checkLinks(c, used)
	}
	c.files = slices.DeleteFunc(c.files, func(a attachedFile) bool {
		if used[a.File] {
			return false
		}
		c.problems = append(c.problems, diag.Problem{File: a.File, Level: diag.Warning, Rule: RuleUnusedFile,
			Message: "no page shows this file or links to it, so it is not published", Hint: "link to it from a page, or take it away"})
		return true
	})
	for _, p := range c.pages {
		for _, a := range c.files {
			if p.uses(a.File) {
				p.page.Attachments = append(p.page.Attachments, a.Attachment)
			}
		}
	}
}

// uses says whether a page's words use a file.
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

func (d *reportDir) checkLinks(c *loader, used map[string]bool) {
	inReport, inAnswer := map[string]bool{}, map[string]bool{}
	if d.report != nil {
		r := d.report.report
		d.report.checkTexts(c, inReport, used, r.Background)
		d.report.checkTexts(c, inAnswer, used, r.ForceComments, r.OurComments, r.Reply)
		for lang, w := range r.In {
			t := d.translation(r.File, lang)
			t.checkTexts(c, inReport, used, w.Background)
			t.checkTexts(c, inAnswer, used, w.ForceComments, w.OurComments, w.Reply)
		}
	}
	for _, f := range d.findings {
		f.checkTexts(c, inReport, used, f.finding.Text)
		f.checkTexts(c, inAnswer, used, f.finding.ForceResponse, f.finding.OurResponse)
		for lang, w := range f.finding.In {
			t := d.translation(f.finding.File, lang)
			t.checkTexts(c, inReport, used, w.Text)
			t.checkTexts(c, inAnswer, used, w.ForceResponse, w.OurResponse)
		}
	}
	d.settleAttachments(inReport, inAnswer)
}

// translation is the file that says in another language what a file says.
func (d *reportDir) translation(file, lang string) *contentFile {
	for _, t := range d.translations {
		if t.Path == inspection.Translated(file, lang) {
			return t
		}
	}
	return nil
}

// checkTexts looks at the links of one file's texts. Files of the same folder
// that they use are noted in own, and files at the top of content in used.
func (f *contentFile) checkTexts(c *loader, own, used map[string]bool, texts ...markdown.Text) {
	for _, t := range texts {
		for _, l := range t.Links() {
			target, fragment, ok := Target(f.Path, l.Dest)
			if !ok {
				f.broken(l, "the link leads out of content", "link to a file inside content, or to a full https address")
				continue
			}
			if own != nil {
				own[target] = true
			}
			used[target] = true
			f.checkTarget(c, l, target, fragment)
		}
	}
}

func (f *contentFile) broken(l markdown.Link, message, hint string) {
	f.problems = append(f.problems, f.File.Problem(diag.Error, RuleBrokenLink, l.At, l.Length, message, hint))
}

// Target is the content file that a link leads to, as its author wrote it in
// from, and the part of it after the #. ok is false where it leads out of
// content/.
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

// checkTarget reports a link whose file or heading is not there.
func (f *contentFile) checkTarget(c *loader, l markdown.Link, target, fragment string) {
	headings, known := c.headingsOf(target)
	switch {
	case !known:
		f.broken(l, "there is no file "+quote(target), c.nearFile(target))
	case l.Image && !isPicture(target):
		f.broken(l, quote(path.Base(target))+" is not a picture", "link to it with [words](file) instead")
	case fragment != "" && !slices.Contains(headings, fragment):
		hint := "the page has no headings of its own to link to"
		if len(headings) > 0 {
			hint = "its headings are #" + strings.Join(headings, ", #")
		}
		f.broken(l, "there is no heading "+quote("#"+fragment)+" in "+path.Base(target), hint)
	}
}

// headingsOf is the ids of a file's headings; known is false where there is no
// such file.
func (c *loader) headingsOf(file string) (ids []string, known bool) {
	dir, name := path.Split(file)
	if dir == inspection.ContentDir+"/" {
		for _, p := range c.pages {
			if p.page.File == file {
				return p.page.Text.Headings(), true
			}
			for _, t := range p.translations {
				if t.Path == file {
					return headingIDs(t.prose), true
				}
			}
		}
		return nil, slices.ContainsFunc(c.files, func(a attachedFile) bool { return a.File == file })
	}
	d := c.folderOf(file)
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
	return nil, slices.Contains(d.others, name) || slices.ContainsFunc(d.attachments, func(a attachedFile) bool { return a.File == file })
}

// folderOf is the report's folder that holds a file, or nil.
func (c *loader) folderOf(file string) *reportDir {
	if d := c.byID[path.Base(path.Dir(file))]; d != nil && d.dir == path.Dir(file) {
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

// nearFile says which file may have been meant.
func (c *loader) nearFile(target string) string {
	dir, name := path.Split(target)
	var names []string
	if d := c.folderOf(target); d != nil {
		names = append(names, "report.md")
		for _, f := range d.findings {
			names = append(names, path.Base(f.finding.File))
		}
		for _, a := range d.attachments {
			names = append(names, a.Name)
		}
	} else if dir == inspection.ContentDir+"/" {
		for _, p := range c.pages {
			names = append(names, path.Base(p.page.File))
		}
	}
	if near := diag.Nearest(name, names); near != "" {
		return "did you mean " + quote(near) + "?"
	}
	return "a link is written as the path from this file to the other one, such as recommendation-2.md or ../2020-prevent/report.md"
}

// texts are all passages of a file.
func (f *contentFile) texts() []markdown.Text {
	texts := []markdown.Text{f.prose.Lead}
	for _, s := range f.prose.Sections {
		texts = append(texts, s.Text)
	}
	return texts
}
