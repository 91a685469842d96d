package content

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/hosting"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// officeFile is the parsed fiftysix.yaml.
type officeFile struct {
	contentFile
	office                 inspection.Office
	services               []inspection.Service
	force                  inspection.Localised
	addressees             []inspection.KnownAddressee
	summary                *inspection.Linked
	baseURL                string
	firstBaseURL           string
	languages              []string
	answersInEveryLanguage bool
	licences               inspection.Localised
	hosts                  []string
	compress               bool
	closed                 inspection.Date
	notice                 inspection.Localised
	accessibility          *inspection.Accessibility
	theme                  inspection.Theme
}

// readOffice reads fiftysix.yaml.
func (l *loader) readOffice() {
	raw, err := fs.ReadFile(l.fsys, inspection.SettingsFile)
	if err != nil {
		l.error(inspection.SettingsFile, frontmatter.RuleUnreadable, "the settings cannot be read: "+plainError(err), "the folder of a site holds fiftysix.yaml and content; name it with --source")
		return
	}
	f, problems := frontmatter.Open(inspection.SettingsFile, raw)
	l.problems = append(l.problems, problems...)
	if f == nil {
		return
	}
	fields, recovered, problems := frontmatter.ParseYAML(f, 0, len(f.Text))
	if fields == nil {
		l.problems = append(l.problems, problems...)
		return
	}
	o := &officeFile{contentFile: contentFile{reader: &reader{
		Document: &frontmatter.Document{File: f, Fields: fields, Body: len(f.Text), Recovered: recovered}, problems: problems,
	}}}
	readFields(o.reader, fields, officeFields, o)
	o.resolveOffice()
	o.checkColours()
	o.checkLogo(l.fsys)
	l.office = o
}

// resolveOffice sets what depends on several fields, and checks them together.
func (o *officeFile) resolveOffice() {
	office := &o.office
	office.SummaryAssessment, office.Languages, office.Licences, office.Hosts = o.summary, o.languages, o.licences, o.hosts
	office.Compress = o.compress
	office.Closed = o.closed
	office.Notice, office.Accessibility, office.Theme = o.notice, o.accessibility, o.theme
	office.BaseURL, office.FirstBaseURL = WithSlash(o.baseURL), WithSlash(o.firstBaseURL)
	if len(office.Languages) == 0 {
		office.Languages = []string{"en"}
	}
	o.resolveLocalised()
	if contact := within(o.Fields, "office"); contact != nil && contact.Field("contact") != nil && len(contact.Field("contact").Entries) == 0 {
		o.problemAtField(diag.Error, RuleMissingField, "office.contact", "the office has no contact", "give at least one of email, url, phone and address under contact")
	}
	if a, b, ok := hosting.Clash(o.hosts); ok {
		o.problemAtField(diag.Error, RuleWrongValue, "hosts", a+" and "+b+" read files of the same name, each in its own way", "name the one that the site is put on")
	}
	o.resolveServices()
	o.validateTerms()
	o.resolveAddressees()
	o.checkSettingsLanguages()
}

// resolveLocalised sets the text in the first language of each localised field.
func (o *officeFile) resolveLocalised() {
	office := &o.office
	first := o.inFirst
	office.Licence = first(office.Licences)
	office.Contact.URL, office.Contact.Address = first(office.Contact.URLs), first(office.Contact.Addresses)
	office.Theme.LogoAlt = first(office.Theme.LogoAlts)
	for i := range office.Terms {
		office.Terms[i].Title = first(office.Terms[i].Titles)
	}
	for i := range o.services {
		o.services[i].Name = first(o.services[i].Names)
	}
	for i := range o.addressees {
		o.addressees[i].Name = first(o.addressees[i].Names)
	}
	if s := office.Successor; s != nil {
		s.Name = first(s.Names)
	}
	if s := office.SummaryAssessment; s != nil {
		s.Title, s.URL = first(s.Titles), first(s.URLs)
	}
}

// inFirst returns a text in the site's first language, or else in any.
func (o *officeFile) inFirst(l inspection.Localised) string {
	text, _ := l.Pick(o.office.Languages, o.office.First())
	return text
}

// WithSlash adds a slash to an address that does not end with one, unless it is
// empty.
func WithSlash(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address + "/"
}

func (o *officeFile) resolveServices() {
	switch {
	case len(o.services) > 0 && o.force.Default != "":
		o.problemAtField(diag.Error, RuleContradiction, "force", "force and services are both given", "keep services, and name the force in it")
	case o.force.Default != "":
		o.services = []inspection.Service{{ID: markdown.Slug(o.inFirst(o.force)), Name: o.inFirst(o.force), Names: o.force, Regime: inspection.Police}}
	case len(o.services) == 0 && o.Fields.Field("services") == nil && o.Fields.Field("force") == nil:
		o.problemInFile(diag.Error, RuleMissingField, `the field "services" is missing`, "where there is one police force, write its name, like this: force: Cambridgeshire Constabulary")
	}
	seen := map[string]bool{}
	for _, s := range o.services {
		if seen[s.ID] {
			o.problemAtField(diag.Error, RuleClash, "services", "two services have the id "+quote(s.ID), "give one of them another id")
		}
		seen[s.ID] = true
	}
	o.office.Services = o.services
}

func (o *officeFile) validateTerms() {
	slices.SortStableFunc(o.office.Terms, func(a, b inspection.Term) int { return a.From.Compare(b.From) })
	for i, t := range o.office.Terms {
		if !t.To.IsZero() && t.To.Before(t.From) {
			o.problemAtField(diag.Error, RuleContradiction, "office.terms", "the term of "+quote(cmp.Or(t.Holder, t.Title))+" ends before it begins", "look at its from and to")
		}
		if i > 0 && !o.office.Terms[i-1].To.IsZero() && !o.office.Terms[i-1].To.Before(t.From) {
			o.problemAtField(diag.Error, RuleContradiction, "office.terms", "two terms overlap on "+t.From.String(), "end the one on the day before the other begins")
		}
	}
}

// resolveAddressees sets the id of each addressee, and reports names that belong
// to two of them.
func (o *officeFile) resolveAddressees() {
	names, ids := map[string]string{}, map[string]string{}
	o.office.ByName = map[string]inspection.Addressee{}
	for i := range o.addressees {
		a := &o.addressees[i]
		a.ID = cmp.Or(a.ID, markdown.Slug(a.Name))
		if why := BadID(a.ID); why != "" || a.ID == "" {
			o.problemAtField(diag.Error, RuleName, at("addressees", i), "the id of "+quote(a.Name)+" becomes an address, and "+cmp.Or(why, "it is empty"), "use small letters, digits and hyphens")
		}
		if other, ok := ids[a.ID]; ok {
			o.problemAtField(diag.Error, RuleClash, at("addressees", i), quote(a.Name)+" and "+quote(other)+" have the same address", "give one of them another id")
		}
		ids[a.ID] = a.Name
		for _, name := range a.AllNames() {
			key := inspection.FoldName(name)
			if other, ok := names[key]; ok && other != a.Name {
				o.problemAtField(diag.Error, RuleClash, at("addressees", i), quote(name)+" stands under "+quote(other)+" and under "+quote(a.Name), "keep it under one of them")
			}
			names[key] = a.Name
			if _, ok := o.office.ByName[key]; !ok {
				o.office.ByName[key] = a.Addressee
			}
		}
	}
	o.office.Addressees = o.addressees
}

// addressedTo looks up the bodies that a finding names.
func (o *officeFile) addressedTo(names []string) []inspection.Addressee {
	addressees := make([]inspection.Addressee, len(names))
	for i, name := range names {
		addressees[i] = o.office.Addressee(name)
	}
	return addressees
}

// checkAddressees warns if two names seem to mean the same body.
func (l *loader) checkAddressees() {
	type use struct {
		name string
		n    int // its index in addressed_to
		file *findingFile
	}
	byID := map[string]use{}
	var ids []string
	for _, d := range l.dirs {
		for _, f := range d.findings {
			for n, a := range f.finding.AddressedTo {
				if _, ok := byID[a.ID]; !ok {
					byID[a.ID] = use{a.Name, n, f}
					ids = append(ids, a.ID)
				}
			}
		}
	}
	slices.Sort(ids)
	for i, id := range ids {
		for _, other := range ids[i+1:] {
			if nearlySame(id, other) {
				u, v := byID[id], byID[other]
				v.file.problemAtField(diag.Warning, RuleNearDuplicate, at("addressed_to", v.n), quote(v.name)+" looks like "+quote(u.name)+", which "+path.Base(path.Dir(u.file.Path))+" has",
					"if they are the same body, write both the same way, or name one under addressees in fiftysix.yaml as the other's also")
			}
		}
	}
}

// nearlySame reports whether two slugs differ only by a plural, by small words, or
// by one letter of a long name.
func nearlySame(a, b string) bool {
	if stem(a) == stem(b) {
		return true
	}
	return max(len(a), len(b)) >= 12 && diag.Distance(a, b) == 1 && diag.Nearest(a, []string{b}) != ""
}

// stem returns a slug without small words and plural endings.
func stem(slug string) string {
	var words []string
	for _, w := range strings.Split(slug, "-") {
		if w == "the" || w == "of" || w == "and" || w == "for" {
			continue
		}
		words = append(words, strings.TrimSuffix(w, "s"))
	}
	return strings.Join(words, "-")
}
