package site

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"fiftysix/internal/register"
)

// This file says what a page is about to programs that read schema.org's
// words: a block of data in the page's head, which no browser runs. Addresses
// in it are absolute, so those of the site's own are left out where its own
// address is not known. html/template writes it as JSON in which nothing can
// close the block.

const schema = "https://schema.org"

// thing is something of schema.org's, as far as our pages need it.
type thing struct {
	Type      string `json:"@type,omitempty"`
	Name      string `json:"name,omitempty"`
	URL       string `json:"url,omitempty"`
	Position  int    `json:"position,omitempty"`
	Item      string `json:"item,omitempty"`
	Language  string `json:"inLanguage,omitempty"`
	Published string `json:"datePublished,omitempty"`
	Modified  string `json:"dateModified,omitempty"`
	About     *thing `json:"about,omitempty"`
	Author    *thing `json:"author,omitempty"`
	Publisher *thing `json:"publisher,omitempty"`
	IsPartOf  *thing `json:"isPartOf,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"telephone,omitempty"`
	SameAs    string `json:"sameAs,omitempty"`

	// Of data.
	Description  string   `json:"description,omitempty"`
	Version      string   `json:"version,omitempty"`
	Creator      *thing   `json:"creator,omitempty"`
	License      string   `json:"license,omitempty"`
	Free         bool     `json:"isAccessibleForFree,omitempty"`
	Format       string   `json:"encodingFormat,omitempty"`
	Content      string   `json:"contentUrl,omitempty"`
	Distribution []*thing `json:"distribution,omitempty"`
}

// linkedData is all that a page says to programs: what it is about, and the way
// to it from the site's root, the page itself last.
type linkedData struct {
	about  []*thing
	crumbs []link
	to     []string // where each of them leads, absolute
	page   string   // what the page is called
}

// LinkedData is nil where there is nothing to say.
func (f layoutData) LinkedData() *linkedData {
	if f.NoIndex {
		return nil
	}
	d := linkedData{about: f.about, page: f.PageName}
	if f.Canonical != "" {
		d.leadThere(f.Canonical, f.Crumbs)
	}
	if len(d.about) == 0 && len(d.crumbs) == 0 {
		return nil
	}
	return &d
}

// leadThere finds out where the crumbs of a page lead; they are left out where
// that is not certain.
func (d *linkedData) leadThere(page string, crumbs []link) {
	d.to = make([]string, len(crumbs))
	for i, c := range crumbs {
		to, ok := climb(page, c.Href)
		if !ok {
			return
		}
		d.to[i] = strings.TrimSuffix(to, "index.html")
	}
	d.crumbs = crumbs
}

// AppendJSON writes what encoding/json would, and html/template with it: every
// page has such a block.
func (d *linkedData) AppendJSON(b []byte) []byte {
	w := thingWriter{append(b, '{'), true}
	w.put("@context", schema)
	w.name("@graph")
	mark := byte('[')
	for _, t := range d.about {
		w.b = t.AppendJSON(append(w.b, mark))
		mark = ','
	}
	if len(d.crumbs) > 0 {
		w.b = d.appendCrumbs(append(w.b, mark))
	}
	return append(w.b, ']', '}')
}

func (d *linkedData) appendCrumbs(b []byte) []byte {
	w := thingWriter{append(b, '{'), true}
	w.put("@type", "BreadcrumbList")
	w.name("itemListElement")
	mark := byte('[')
	for i, c := range d.crumbs {
		item := thing{Type: "ListItem", Position: i + 1, Name: plain(c.Text), Item: d.to[i]}
		w.b = item.AppendJSON(append(w.b, mark))
		mark = ','
	}
	item := thing{Type: "ListItem", Position: len(d.crumbs) + 1, Name: d.page}
	return append(item.AppendJSON(append(w.b, mark)), ']', '}')
}

// MarshalJSON is for html/template, where a page is left to that.
func (d *linkedData) MarshalJSON() ([]byte, error) { return d.AppendJSON(nil), nil }

// climb is where a relative link of a page leads.
func climb(page, href string) (to string, ok bool) {
	folder, rest := page[:strings.LastIndexByte(page, '/')+1], href
	for strings.HasPrefix(rest, "../") && strings.Count(folder, "/") > 3 { // below the address's own root, for certain
		folder, rest = folder[:strings.LastIndexByte(folder[:len(folder)-1], '/')+1], rest[3:]
	}
	if rest != href && !strings.ContainsAny(rest, ".?#:") && !strings.ContainsAny(folder, "?#") && !strings.HasPrefix(rest, "/") {
		return folder + rest, true
	}
	at, err := url.Parse(page)
	if err != nil {
		return "", false
	}
	link, err := url.Parse(href)
	if err != nil {
		return "", false
	}
	return at.ResolveReference(link).String(), true
}

// officeData is the office, which publishes the site; the report is the
// inspectorate's.
func (sh *pageContext) officeData() *thing {
	return &thing{Type: "GovernmentOrganization", Name: sh.office()}
}

func (sh *pageContext) reportData(r *register.Report) *thing {
	inspectorate := &thing{Type: "GovernmentOrganization", Name: sh.words.text("inspectorate.name")}
	return &thing{Type: "Report", Name: sh.report(r).Title, URL: r.URL, Published: r.Published.String(), Author: inspectorate}
}

// aboutOffice says on the home page whose site it is.
func (sh *pageContext) aboutOffice() []*thing {
	contact, office := sh.reg.Office.Contact, sh.officeData()
	office.Email, office.Phone, office.SameAs = contact.Email, contact.Phone, contact.URL
	return []*thing{{Type: "WebSite", Name: sh.words.text("page.title", "title", sh.words.text("home.title"), "office", sh.office()), URL: sh.base, Language: sh.words.lang, Publisher: office}}
}

// aboutReport says that a page holds the office's answer to a report of the
// inspectorate's.
func (sh *pageContext) aboutReport(r *register.Report, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.name(r), URL: canonical, Language: sh.words.lang, Modified: r.Changed().String(),
		Publisher: sh.officeData(), About: sh.reportData(r),
	}}
}

// aboutFinding says which report a finding is part of.
func (sh *pageContext) aboutFinding(f *register.Finding, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.findingFull(f), URL: canonical, Language: sh.words.lang, Modified: f.Changed().String(),
		Publisher: sh.officeData(),
		About:     &thing{Type: "CreativeWork", Name: sh.findingDistinct(f), IsPartOf: sh.reportData(f.Report)},
	}}
}

// AppendJSON writes what encoding/json would, and html/template with it: every
// page has such a block.
func (t *thing) AppendJSON(b []byte) []byte {
	w := thingWriter{append(b, '{'), true}
	w.put("@type", t.Type)
	w.put("name", t.Name)
	w.put("url", t.URL)
	if t.Position != 0 {
		w.name("position")
		w.b = strconv.AppendInt(w.b, int64(t.Position), 10)
	}
	w.put("item", t.Item)
	w.put("inLanguage", t.Language)
	w.put("datePublished", t.Published)
	w.put("dateModified", t.Modified)
	w.thing("about", t.About)
	w.thing("author", t.Author)
	w.thing("publisher", t.Publisher)
	w.thing("isPartOf", t.IsPartOf)
	w.put("email", t.Email)
	w.put("telephone", t.Phone)
	w.put("sameAs", t.SameAs)
	w.put("description", t.Description)
	w.put("version", t.Version)
	w.thing("creator", t.Creator)
	w.put("license", t.License)
	if t.Free {
		w.name("isAccessibleForFree")
		w.b = append(w.b, "true"...)
	}
	w.put("encodingFormat", t.Format)
	w.put("contentUrl", t.Content)
	w.things("distribution", t.Distribution)
	return append(w.b, '}')
}

type thingWriter struct {
	b     []byte
	first bool
}

func (w *thingWriter) name(name string) {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.first = false
	w.b = append(append(append(w.b, '"'), name...), `":`...)
}

func (w *thingWriter) put(name, text string) {
	if text == "" {
		return
	}
	w.name(name)
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0xe2 || c == 0x7f || c == 0xef {
			quoted, _ := json.Marshal(text) // a text can be nothing else; U+2028 begins with E2
			w.b = append(w.b, quoted...)
			return
		}
	}
	w.b = append(append(append(w.b, '"'), text...), '"')
}

func (w *thingWriter) thing(name string, t *thing) {
	if t != nil {
		w.name(name)
		w.b = t.AppendJSON(w.b)
	}
}

func (w *thingWriter) things(name string, list []*thing) {
	if len(list) == 0 {
		return
	}
	w.name(name)
	mark := byte('[')
	for _, t := range list {
		w.b = append(w.b, mark)
		w.b = t.AppendJSON(w.b)
		mark = ','
	}
	w.b = append(w.b, ']')
}
