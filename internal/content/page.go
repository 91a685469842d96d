package content

import (
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// reservedPages are names that the site uses itself.
var reservedPages = []string{"index", "404", "readme"}

// readPage reads a page. A translation is only noted, for joinPages.
func (l *loader) readPage(at string) {
	name := parseFileName(at)
	if name.lang != "" {
		l.pages = append(l.pages, &pageFile{page: &inspection.Page{ID: name.stem, File: at}})
		return
	}
	if why := BadID(name.stem); why != "" || !strings.HasSuffix(at, ".md") {
		l.error(at, RuleName, "the file's name is its page's address, and it holds capitals, spaces or other marks", "name it "+markdown.Slug(name.stem)+".md")
		return
	}
	if slices.Contains(reservedPages, name.stem) {
		l.error(at, RuleName, "the name "+name.file+" is kept for the site's own use", "choose another name; the home page is made from the reports")
		return
	}
	r, problems := open(l.fsys, at)
	if r == nil {
		l.problems = append(l.problems, problems...)
		return
	}
	f := &pageFile{contentFile: contentFile{reader: r}, page: &inspection.Page{ID: name.stem, File: at}}
	readFields(r, r.Fields, pageFields, f)
	for i, alias := range f.page.Aliases {
		f.page.Aliases[i] = f.alias(i, alias)
	}
	f.parse(markdown.Whole)
	f.page.Text = f.prose.Lead
	f.checkWords(l)
	l.pages = append(l.pages, f)
}

// joinPages reads the translations of pages and adds them to their pages.
func (l *loader) joinPages() {
	var pages []*pageFile
	for _, p := range l.pages {
		if p.reader != nil {
			pages = append(pages, p)
		}
	}
	for _, t := range l.pages {
		if t.reader != nil {
			continue
		}
		name := parseFileName(t.page.File)
		i := slices.IndexFunc(pages, func(p *pageFile) bool { return p.page.ID == name.stem })
		if i < 0 {
			l.error(name.path, RuleLanguage, "there is no "+name.stem+".md that this could be a translation of", "write "+name.stem+".md first, in the site's first language")
			continue
		}
		words := &inspection.PageWords{}
		f, ok := readWords(l, name, pageWordFields, words, markdown.Whole)
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
		p.requireWords()
	}
	l.pages = pages
}
