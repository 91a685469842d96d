package content

import (
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
)

// An ExternalLink is a link of the content to another site.
type ExternalLink struct {
	URL     string
	At      diag.Problem // its position, as a problem without a message
	Allowed []string     // the rules that its file allows
}

// externalRules are the rules of the check of external links. Whether allow:
// needs them is only known when that check runs.
var externalRules = []string{RuleLinkGone, RuleLinkMoved}

// externalLinks returns all links to other sites, including those in withheld
// content.
func (l *loader) externalLinks() (all []ExternalLink) {
	if l.office != nil {
		l.office.addFieldLink(&all, "summary_assessment.url")
		l.office.addFieldLink(&all, "office.contact.url")
		l.office.addFieldLink(&all, "office.successor.url")
	}
	for _, p := range l.pages {
		p.addTextLinks(&all)
	}
	for _, d := range l.dirs {
		if d.report != nil {
			d.report.addFieldLink(&all, "url")
			d.report.addFieldLink(&all, "archived_url")
			d.report.addTextLinks(&all)
		}
		for _, f := range d.findings {
			for i, u := range f.history {
				if u.URL != "" {
					f.addFieldLink(&all, "history."+strconv.Itoa(i)+".url")
				}
			}
			f.addTextLinks(&all)
		}
		for _, f := range d.translations {
			f.addTextLinks(&all)
		}
	}
	return all
}

// addTextLinks adds the links in a file's text.
func (f *contentFile) addTextLinks(all *[]ExternalLink) {
	for _, l := range f.prose.Outside {
		*all = append(*all, ExternalLink{l.Dest, f.File.Problem(diag.Warning, "", l.At, l.Length, "", ""), f.allows()})
	}
}

// addFieldLink adds the address in a field, if there is one.
func (f *contentFile) addFieldLink(all *[]ExternalLink, field string) {
	v := f.ReparseFields()
	for _, name := range strings.Split(field, ".") {
		if v = within(v, name); v == nil {
			return
		}
	}
	if v.Kind != frontmatter.Scalar || v.Text == "" {
		return
	}
	*all = append(*all, ExternalLink{v.Text, f.File.Problem(diag.Warning, "", v.Offset, v.Length, "", ""), f.allows()})
}

func (f *contentFile) allows() (rules []string) {
	for _, a := range f.allow {
		rules = append(rules, a.Rule)
	}
	return rules
}
