package content

import (
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
)

// An OutsideLink is a link of the content to another site. Nothing of this
// package follows it.
type OutsideLink struct {
	URL     string
	At      diag.Problem // its place, as a Problem that says nothing yet
	Allowed []string     // the rules that its file allows
}

// followed are the rules that rest on what is behind links to other sites. Only
// a check that is told to look knows whether they are needed.
var followed = []string{RuleLinkGone, RuleLinkMoved}

// outside are all links to other sites, also of what is held back: they are to
// be right when it is not any more.
func (c *loader) outside() (all []OutsideLink) {
	if c.office != nil {
		c.office.leadsOut(&all, "summary_assessment.url")
		c.office.leadsOut(&all, "office.contact.url")
		c.office.leadsOut(&all, "office.successor.url")
	}
	for _, p := range c.pages {
		p.linksOut(&all)
	}
	for _, d := range c.dirs {
		if d.report != nil {
			d.report.leadsOut(&all, "url")
			d.report.leadsOut(&all, "archived_url")
			d.report.linksOut(&all)
		}
		for _, f := range d.findings {
			for i, u := range f.history {
				if u.URL != "" {
					f.leadsOut(&all, "history."+strconv.Itoa(i)+".url")
				}
			}
			f.linksOut(&all)
		}
		for _, f := range d.translations {
			f.linksOut(&all)
		}
	}
	return all
}

// linksOut adds the links in a file's words.
func (f *contentFile) linksOut(all *[]OutsideLink) {
	for _, l := range f.prose.Outside {
		*all = append(*all, OutsideLink{l.Dest, f.File.Problem(diag.Warning, "", l.At, l.Length, "", ""), f.allows()})
	}
}

// leadsOut adds the address in a field, if there is one.
func (f *contentFile) leadsOut(all *[]OutsideLink, field string) {
	v := f.ReparseFields()
	for _, name := range strings.Split(field, ".") {
		if v = within(v, name); v == nil {
			return
		}
	}
	if v.Kind != frontmatter.Scalar || v.Text == "" {
		return
	}
	*all = append(*all, OutsideLink{v.Text, f.File.Problem(diag.Warning, "", v.Offset, v.Length, "", ""), f.allows()})
}

func (f *contentFile) allows() (rules []string) {
	for _, a := range f.allow {
		rules = append(rules, a.Rule)
	}
	return rules
}
