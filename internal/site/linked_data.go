package site

import (
	"net/url"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// This file describes a page to programs in schema.org's vocabulary: a block of
// JSON-LD in the page's head. URLs in it are absolute, so those of the site
// itself are left out if its own address is not known.

// linkedData is the JSON-LD of a page.
type linkedData struct {
	Context string   `json:"@context"`
	Graph   []*thing `json:"@graph"`
}

// thing is a thing of schema.org, with the properties that we use.
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

	// Of a BreadcrumbList.
	Items []*thing `json:"itemListElement,omitempty"`

	// Of a Dataset.
	Description  string   `json:"description,omitempty"`
	Version      string   `json:"version,omitempty"`
	Creator      *thing   `json:"creator,omitempty"`
	License      string   `json:"license,omitempty"`
	Free         bool     `json:"isAccessibleForFree,omitempty"`
	Format       string   `json:"encodingFormat,omitempty"`
	Content      string   `json:"contentUrl,omitempty"`
	Distribution []*thing `json:"distribution,omitempty"`
}

// LinkedData is nil where there is nothing to describe.
func (f layoutData) LinkedData() *linkedData {
	if f.NoIndex {
		return nil
	}
	graph := f.about
	if crumbs := f.breadcrumbs(); crumbs != nil {
		graph = append(slices.Clip(graph), crumbs)
	}
	if len(graph) == 0 {
		return nil
	}
	return &linkedData{"https://schema.org", graph}
}

// breadcrumbs is the way to the page from the home page, or nil where the URL
// of any part of it is not known.
func (f layoutData) breadcrumbs() *thing {
	page, err := url.Parse(f.Canonical)
	if err != nil || f.Canonical == "" || len(f.Crumbs) == 0 {
		return nil
	}
	list := &thing{Type: "BreadcrumbList"}
	for i, c := range f.Crumbs {
		link, err := page.Parse(c.Href)
		if err != nil {
			return nil
		}
		list.Items = append(list.Items, &thing{Type: "ListItem", Position: i + 1, Name: plain(c.Text), Item: strings.TrimSuffix(link.String(), "index.html")})
	}
	list.Items = append(list.Items, &thing{Type: "ListItem", Position: len(f.Crumbs) + 1, Name: f.PageName})
	return list
}

// officeData is the office, which publishes the site.
func (sh *pageContext) officeData() *thing {
	return &thing{Type: "GovernmentOrganization", Name: sh.office()}
}

func (sh *pageContext) reportData(r *inspection.Report) *thing {
	inspectorate := &thing{Type: "GovernmentOrganization", Name: sh.words.text("inspectorate.name")}
	return &thing{Type: "Report", Name: sh.report(r).Title, URL: r.URL, Published: r.Published.String(), Author: inspectorate}
}

// aboutOffice describes the site and its office, for the home page.
func (sh *pageContext) aboutOffice() []*thing {
	contact, office := sh.reg.Office.Contact, sh.officeData()
	office.Email, office.Phone, office.SameAs = contact.Email, contact.Phone, contact.URL
	return []*thing{{Type: "WebSite", Name: sh.words.text("page.title", "title", sh.words.text("home.title"), "office", sh.office()), URL: sh.base, Language: sh.words.lang, Publisher: office}}
}

// aboutReport describes a report's page.
func (sh *pageContext) aboutReport(r *inspection.Report, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.name(r), URL: canonical, Language: sh.words.lang, Modified: r.Changed().String(),
		Publisher: sh.officeData(), About: sh.reportData(r),
	}}
}

// aboutFinding describes a finding's page and the report it is part of.
func (sh *pageContext) aboutFinding(f *inspection.Finding, canonical string) []*thing {
	return []*thing{{
		Type: "WebPage", Name: sh.findingFull(f), URL: canonical, Language: sh.words.lang, Modified: f.Changed().String(),
		Publisher: sh.officeData(),
		About:     &thing{Type: "CreativeWork", Name: sh.findingDistinct(f), IsPartOf: sh.reportData(f.Report)},
	}}
}
