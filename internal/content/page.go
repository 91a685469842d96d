package content

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// keptPages are names that the site itself uses.
var keptPages = []string{"index", "404", "readme"}

// readPage reads a plain page, or its translation once the pages are read.
func (c *loader) readPage(at string) {
	name := nameOf(at)
	if name.lang != "" {
		c.pages = append(c.pages, &pageFile{page: &inspection.Page{ID: name.stem, File: at}})
		return
	}
	if why := badID(name.stem); why != "" || !strings.HasSuffix(at, ".md") {
		c.error(at, RuleName, "the file's name is its page's address, and it holds capitals, spaces or other marks", "name it "+markdown.Slug(name.stem)+".md")
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
	f := &pageFile{contentFile: contentFile{reader: r}, page: &inspection.Page{ID: name.stem, File: at}}
	readFields(r, r.Fields, pageFields, f)
	for i, alias := range f.page.Aliases {
		f.page.Aliases[i] = f.alias(i, alias)
	}
	f.parse(markdown.Whole)
	f.page.Text = f.prose.Lead
	f.checkWords(c)
	c.pages = append(c.pages, f)
}

// joinPages reads the translations of pages and gives them to their pages.
func (c *loader) joinPages() {
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
		words := &inspection.PageWords{}
		f, ok := readWords(c, name, pageWordFields, words, markdown.Whole)
		if !ok {
			continue
		}
		words.Text = f.prose.Lead
		pages[i].translations = append(pages[i].translations, f)
		if pages[i].page.In == nil {
			pages[i].page.In = map[string]*inspection.PageWords{}
		}
		pages[i].page.In[name.lang] = words
	}
	for _, p := range pages {
		p.settleWords()
	}
	c.pages = pages
}
