package site

import (
	"net/url"

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
	Context   string   `json:"@context,omitempty"`
	Graph     []*thing `json:"@graph,omitempty"`
	Type      string   `json:"@type,omitempty"`
	Name      string   `json:"name,omitempty"`
	URL       string   `json:"url,omitempty"`
	Position  int      `json:"position,omitempty"`
	Item      string   `json:"item,omitempty"`
	Items     []*thing `json:"itemListElement,omitempty"`
	Language  string   `json:"inLanguage,omitempty"`
	Published string   `json:"datePublished,omitempty"`
	Modified  string   `json:"dateModified,omitempty"`
	About     *thing   `json:"about,omitempty"`
	Author    *thing   `json:"author,omitempty"`
	Publisher *thing   `json:"publisher,omitempty"`
	IsPartOf  *thing   `json:"isPartOf,omitempty"`
	Email     string   `json:"email,omitempty"`
	Phone     string   `json:"telephone,omitempty"`
	SameAs    string   `json:"sameAs,omitempty"`

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

// LinkedData is all that a page says to programs; nil for nothing.
func (f frame) LinkedData() *thing {
	graph := f.about
	if crumbs := f.crumbData(); crumbs != nil {
		graph = append(graph[:len(graph):len(graph)], crumbs)
	}
	if len(graph) == 0 || f.NoIndex {
		return nil
	}
	return &thing{Context: schema, Graph: graph}
}

// crumbData is the way to the page from the site's root, the page itself last.
func (f frame) crumbData() *thing {
	at, err := url.Parse(f.Canonical)
	if f.Canonical == "" || err != nil || len(f.Crumbs) == 0 {
		return nil
	}
	list := &thing{Type: "BreadcrumbList"}
	for i, c := range f.Crumbs {
		to, err := url.Parse(c.Href)
		if err != nil {
			return nil
		}
		list.Items = append(list.Items, &thing{Type: "ListItem", Position: i + 1, Name: c.Text, Item: at.ResolveReference(to).String()})
	}
	list.Items = append(list.Items, &thing{Type: "ListItem", Position: len(f.Crumbs) + 1, Name: f.PageName})
	return list
}

// officeData is the office, which publishes the site; the report is the
// inspectorate's.
func (sh *sheet) officeData() *thing {
	return &thing{Type: "GovernmentOrganization", Name: sh.office()}
}

func (sh *sheet) reportData(r *register.Report) *thing {
	inspectorate := &thing{Type: "GovernmentOrganization", Name: sh.words.text("inspectorate.name")}
	return &thing{Type: "Report", Name: sh.report(r).Title, URL: r.URL, Published: r.Published.String(), Author: inspectorate}
}

// aboutOffice says on the home page whose site it is.
func (sh *sheet) aboutOffice() []*thing {
	contact, office := sh.reg.Office.Contact, sh.officeData()
	office.Email, office.Phone, office.SameAs = contact.Email, contact.Phone, contact.URL
	return []*thing{{Type: "WebSite", Name: sh.words.text("page.title", "title", sh.words.text("home.title"), "office", sh.office()), URL: sh.base, Language: sh.words.lang, Publisher: office}}
}

// aboutReport says that a page holds the office's answer to a report of the
// inspectorate's.
func (sh *sheet) aboutReport(r *register.Report, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.name(r), URL: canonical, Language: sh.words.lang, Modified: r.Changed().String(),
		Publisher: sh.officeData(), About: sh.reportData(r),
	}}
}

// aboutFinding says which report a finding is part of.
func (sh *sheet) aboutFinding(f *register.Finding, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.findingFull(f), URL: canonical, Language: sh.words.lang, Modified: f.Changed().String(),
		Publisher: sh.officeData(),
		About:     &thing{Type: "CreativeWork", Name: sh.findingDistinct(f), IsPartOf: sh.reportData(f.Report)},
	}}
}
