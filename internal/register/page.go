package register

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/prose"
	"fiftysix/internal/source"
)

// keptPages are names that the site itself uses.
var keptPages = []string{"index", "404", "readme"}

// readPage reads a plain page, or its translation once the pages are read.
func (c *content) readPage(at string) {
	name := nameOf(at)
	if name.lang != "" {
		c.pages = append(c.pages, &pageFile{page: &Page{ID: name.stem, File: at}})
		return
	}
	if why := badID(name.stem); why != "" || !strings.HasSuffix(at, ".md") {
		c.error(at, RuleName, "the file's name is its page's address, and it holds capitals, spaces or other marks", "name it "+source.Slug(name.stem)+".md")
		return
	}
	if slices.Contains(keptPages, name.stem) {
		c.error(at, RuleName, "the name "+name.file+" is kept for the site's own use", "choose another name; the home page is made from the reports")
		return
	}
	r, problems := open(c.fsys, at)
	if r == nil {
		c.problems = append(c.problems, problems...)
		return
	}
	f := &pageFile{contentFile: contentFile{reader: r}, page: &Page{ID: name.stem, File: at}}
	readFields(r, r.Fields, pageFields, f)
	for i, alias := range f.page.Aliases {
		f.page.Aliases[i] = f.alias(i, alias)
	}
	f.parse(prose.Whole)
	f.page.Text = f.prose.Lead
	c.pages = append(c.pages, f)
}

// joinPages reads the translations of pages and gives them to their pages.
func (c *content) joinPages() {
	var pages []*pageFile
	for _, p := range c.pages {
		if p.reader != nil {
			pages = append(pages, p)
		}
	}
	for _, t := range c.pages {
		if t.reader != nil {
			continue
		}
		name := nameOf(t.page.File)
		i := slices.IndexFunc(pages, func(p *pageFile) bool { return p.page.ID == name.stem })
		if i < 0 {
			c.error(name.path, RuleLanguage, "there is no "+name.stem+".md that this could be a translation of", "write "+name.stem+".md first, in the site's first language")
			continue
		}
		words := &PageWords{}
		f, ok := readWords(c, name, pageWordFields, words, prose.Whole)
		if !ok {
			continue
		}
		words.Text = f.prose.Lead
		pages[i].problems = append(pages[i].problems, f.problems...)
		if pages[i].page.In == nil {
			pages[i].page.In = map[string]*PageWords{}
		}
		pages[i].page.In[name.lang] = words
	}
	c.pages = pages
}

// readWords reads a file that gives words again in another language.
func readWords[T any](c *content, name fileName, table []field[T], into *T, shape prose.Shape) (*contentFile, bool) {
	if c.office != nil && !slices.Contains(c.office.office.Languages, name.lang) {
		c.error(name.path, RuleLanguage, quote(name.lang)+" is not one of the site's languages", "add it to languages in fiftysix.yaml, or take the file away")
		return nil, false
	}
	r, problems := open(c.fsys, name.path)
	if r == nil {
		c.problems = append(c.problems, problems...)
		return nil, false
	}
	readFields(r, r.Fields, table, into)
	f := &contentFile{reader: r}
	f.parse(shape)
	return f, true
}

// readTranslation reads a translation in a report's folder.
func (d *folder) readTranslation(c *content, name fileName) {
	own := &content{fsys: c.fsys, office: c.office}
	defer func() { d.problems = append(d.problems, own.problems...) }()
	if name.stem == "report" {
		words := &ReportWords{}
		f, ok := readWords(own, name, reportWordFields, words, prose.Sections)
		if !ok {
			return
		}
		f.readSections(words, c.office)
		d.problems = append(d.problems, f.problems...)
		d.translations = append(d.translations, f)
		if d.report != nil {
			r := d.report.report
			if r.In == nil {
				r.In = map[string]*ReportWords{}
			}
			r.In[name.lang] = words
		}
		return
	}
	i := slices.IndexFunc(d.findings, func(f *findingFile) bool { return f.finding.ID == name.stem })
	if i < 0 {
		if !slices.Contains(d.others, name.stem+".md") {
			d.error(name.path, RuleLanguage, "there is no "+name.stem+".md that this could be a translation of", "write "+name.stem+".md first, in the site's first language")
		}
		return
	}
	words := &FindingWords{}
	f, ok := readWords(own, name, findingWordFields, words, prose.Sections)
	if !ok {
		return
	}
	words.Text = f.prose.Lead
	placeSections(f, findingSections, words)
	d.problems = append(d.problems, f.problems...)
	d.translations = append(d.translations, f)
	if d.findings[i].finding.In == nil {
		d.findings[i].finding.In = map[string]*FindingWords{}
	}
	d.findings[i].finding.In[name.lang] = words
}

// attachmentKinds are the endings of files that may be published as they are.
// None of them can hold a program that a browser runs; SVG can, and HTML.
var attachmentKinds = []string{
	".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".json",
}

// attachment looks at a file that is published as it is.
func attachment(fsys fs.FS, at string) (Attachment, *source.Problem) {
	fail := func(rule, message, hint string) (Attachment, *source.Problem) {
		return Attachment{}, &source.Problem{File: at, Level: source.Error, Rule: rule, Message: message, Hint: hint}
	}
	name := path.Base(at)
	if why, ok := source.PortableName(name); !ok {
		return fail(RuleName, "this file cannot be published under its name: "+why, "give it a short name of letters, digits and hyphens")
	}
	if ext := strings.ToLower(path.Ext(name)); !slices.Contains(attachmentKinds, ext) {
		return fail(RuleAttachmentKind, "files of this kind are not published", "the kinds are "+strings.ReplaceAll(strings.Join(attachmentKinds, ", "), ".", "")+"; put the file elsewhere if it is not meant for the site")
	}
	info, err := fs.Stat(fsys, at)
	if err != nil {
		return fail(source.RuleUnreadable, "the file cannot be read: "+plainError(err), "")
	}
	if !info.Mode().IsRegular() {
		return fail(RulePlace, "this is not an ordinary file", "put a copy of the file itself here")
	}
	return Attachment{Name: name, File: at, Size: info.Size(), OfResponse: true}, nil
}

// joinAttachments gives the report its files, with what front matter says of
// each.
func (d *folder) joinAttachments() {
	listed := map[string]*attachmentEntry{}
	for i := range d.report.attachments {
		a := &d.report.attachments[i]
		if listed[a.Name] != nil {
			d.report.problemIn(source.Error, RuleClash, at("attachments", i), quote(a.Name)+" is listed twice", "keep one of the two")
		}
		listed[a.Name] = a
	}
	for i := range d.attachments {
		a := &d.attachments[i]
		if entry := listed[a.Name]; entry != nil {
			a.Title, a.Lang, a.Accessible, a.OfResponse, a.Listed = entry.Title, entry.Lang, entry.Accessible, entry.of != "report", true
			delete(listed, a.Name)
		}
	}
	for i := range d.report.attachments {
		name := d.report.attachments[i].Name
		if listed[name] == nil || name == "" {
			continue
		}
		hint := "put the file into " + d.dir
		var names []string
		for _, a := range d.attachments {
			names = append(names, a.Name)
		}
		if near := source.Nearest(name, names); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		d.report.wrongIn(at("attachments", i), "the attachment "+quote(name)+" is not in the folder", hint)
	}
}
