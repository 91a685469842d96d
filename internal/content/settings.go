package content

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/hosting"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// officeFile is fiftysix.yaml as it was read.
type officeFile struct {
	contentFile
	office        inspection.Office
	services      []inspection.Service
	force         inspection.Localised
	addressees    []inspection.KnownAddressee
	asked         sync.Mutex
	found         map[string][]inspection.Addressee // of the names that findings gave, for addressedTo
	summary       *inspection.Linked
	baseURL       string
	firstBaseURL  string
	languages     []string
	answersInAll  bool
	licences      inspection.Localised
	hosts         []string
	compress      bool
	closed        inspection.Date
	notice        inspection.Localised
	accessibility *inspection.Accessibility
	theme         inspection.Theme
}

// readOffice reads fiftysix.yaml.
func (c *loader) readOffice() {
	raw, err := fs.ReadFile(c.fsys, inspection.SettingsFile)
	if err != nil {
		c.error(inspection.SettingsFile, frontmatter.RuleUnreadable, "the settings cannot be read: "+plainError(err), "the folder of a site holds fiftysix.yaml and content; name it with --source")
		return
	}
	f, problems := frontmatter.Open(inspection.SettingsFile, raw)
	c.problems = append(c.problems, problems...)
	if f == nil {
		return
	}
	fields, mended, problems := frontmatter.ParseYAML(f, 0, len(f.Text))
	if fields == nil {
		c.problems = append(c.problems, problems...)
		return
	}
	o := &officeFile{contentFile: contentFile{reader: &reader{
		Document: &frontmatter.Document{File: f, Fields: fields, Body: len(f.Text), Recovered: mended}, problems: problems,
	}}}
	readFields(o.reader, fields, officeFields, o)
	o.settleOffice()
	o.checkColours()
	o.checkLogo(c.fsys)
	c.office = o
}

// settleOffice finishes what one field alone does not say.
func (o *officeFile) settleOffice() {
	office := &o.office
	office.SummaryAssessment, office.Languages, office.Licences, office.Hosts = o.summary, o.languages, o.licences, o.hosts
	office.Compress = o.compress
	office.Closed = o.closed
	office.Notice, office.Accessibility, office.Theme = o.notice, o.accessibility, o.theme
	office.BaseURL, office.FirstBaseURL = WithSlash(o.baseURL), WithSlash(o.firstBaseURL)
	if len(office.Languages) == 0 {
		office.Languages = []string{"en"}
	}
	o.settleWords()
	if contact := within(o.Fields, "office"); contact != nil && contact.Field("contact") != nil && len(contact.Field("contact").Entries) == 0 {
		o.problemIn(diag.Error, RuleMissingField, "office.contact", "the office has no contact", "give at least one of email, url, phone and address under contact")
	}
	if a, b, ok := hosting.Clash(o.hosts); ok {
		o.problemIn(diag.Error, RuleWrongValue, "hosts", a+" and "+b+" read files of the same name, each in its own way", "name the one that the site is put on")
	}
	o.settleServices()
	o.settleTerms()
	o.settleAddressees()
	o.tellGaps()
}

// settleWords gives what is said in several languages in the first one too.
func (o *officeFile) settleWords() {
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

// inFirst is a text in the site's first language, or as it is given.
func (o *officeFile) inFirst(l inspection.Localised) string {
	text, _ := l.Pick(o.office.Languages, o.office.First())
	return text
}

// WithSlash is an address with a slash at its end, so that a path can be put
// after it; an empty one stays empty.
func WithSlash(address string) string {
	if address == "" || strings.HasSuffix(address, "/") {
		return address
	}
	return address + "/"
}

func (o *officeFile) settleServices() {
	switch {
	case len(o.services) > 0 && o.force.Default != "":
		o.problemIn(diag.Error, RuleContradiction, "force", "force and services are both given", "keep services, and name the force in it")
	case o.force.Default != "":
		o.services = []inspection.Service{{ID: markdown.Slug(o.inFirst(o.force)), Name: o.inFirst(o.force), Names: o.force, Regime: inspection.Police}}
	case len(o.services) == 0 && o.Fields.Field("services") == nil && o.Fields.Field("force") == nil:
		o.about(diag.Error, RuleMissingField, `the field "services" is missing`, "where there is one police force, write its name, like this: force: Cambridgeshire Constabulary")
	}
	seen := map[string]bool{}
	for _, s := range o.services {
		if seen[s.ID] {
			o.problemIn(diag.Error, RuleClash, "services", "two services have the id "+quote(s.ID), "give one of them another id")
		}
		seen[s.ID] = true
	}
	o.office.Services = o.services
}

func (o *officeFile) settleTerms() {
	slices.SortStableFunc(o.office.Terms, func(a, b inspection.Term) int { return a.From.Compare(b.From) })
	for i, t := range o.office.Terms {
		if !t.To.IsZero() && t.To.Before(t.From) {
			o.problemIn(diag.Error, RuleContradiction, "office.terms", "the term of "+quote(cmp.Or(t.Holder, t.Title))+" ends before it begins", "look at its from and to")
		}
		if i > 0 && !o.office.Terms[i-1].To.IsZero() && !o.office.Terms[i-1].To.Before(t.From) {
			o.problemIn(diag.Error, RuleContradiction, "office.terms", "two terms overlap on "+t.From.String(), "end the one on the day before the other begins")
		}
	}
}

// settleAddressees gives each addressee its part of the address and looks for
// names that stand in two.
func (o *officeFile) settleAddressees() {
	names, ids := map[string]string{}, map[string]string{}
	o.office.ByName = map[string]inspection.Addressee{}
	for i := range o.addressees {
		a := &o.addressees[i]
		a.ID = cmp.Or(a.ID, markdown.Slug(a.Name))
		if why := badID(a.ID); why != "" || a.ID == "" {
			o.problemIn(diag.Error, RuleName, at("addressees", i), "the id of "+quote(a.Name)+" becomes an address, and "+cmp.Or(why, "it is empty"), "use small letters, digits and hyphens")
		}
		if other, ok := ids[a.ID]; ok {
			o.problemIn(diag.Error, RuleClash, at("addressees", i), quote(a.Name)+" and "+quote(other)+" have the same address", "give one of them another id")
		}
		ids[a.ID] = a.Name
		for _, name := range a.AllNames() {
			key := inspection.FoldName(name)
			if other, ok := names[key]; ok && other != a.Name {
				o.problemIn(diag.Error, RuleClash, at("addressees", i), quote(name)+" stands under "+quote(other)+" and under "+quote(a.Name), "keep it under one of them")
			}
			names[key] = a.Name
			if _, ok := o.office.ByName[key]; !ok {
				o.office.ByName[key] = a.Addressee
			}
		}
	}
	o.office.Addressees = o.addressees
}

// addressedTo finds the bodies that a finding names. Most findings name the same
// few; what is found is kept for all that do.
func (o *officeFile) addressedTo(names []string) []inspection.Addressee {
	var room [128]byte
	key := room[:0]
	for _, name := range names {
		key = append(append(key, name...), 0)
	}
	o.asked.Lock()
	defer o.asked.Unlock()
	if found, known := o.found[string(key)]; known {
		return found
	}
	found := make([]inspection.Addressee, 0, len(names))
	for _, name := range names {
		found = append(found, o.office.Addressee(name))
	}
	if o.found == nil {
		o.found = map[string][]inspection.Addressee{}
	}
	o.found[string(key)] = found
	return found
}

// checkAddressees warns where two names look like one body.
func (c *loader) checkAddressees() {
	type use struct {
		name string
		n    int // its place in addressed_to
		file *findingFile
	}
	byID := map[string]use{}
	var ids []string
	for _, d := range c.dirs {
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
				v.file.problemIn(diag.Warning, RuleNearDuplicate, at("addressed_to", v.n), quote(v.name)+" looks like "+quote(u.name)+", which "+path.Base(path.Dir(u.file.Path))+" has",
					"if they are the same body, write both the same way, or name one under addressees in fiftysix.yaml as the other's also")
			}
		}
	}
}

// nearlySame says whether two slugs differ by a plural, by small words, or by
// one slip of the pen in a long name.
func nearlySame(a, b string) bool {
	if bare(a) == bare(b) {
		return true
	}
	longer := max(len(a), len(b))
	return longer >= 12 && abs(len(a)-len(b)) <= 1 && diag.Nearest(a, []string{b}) != "" && diag.Distance(a, b) == 1
}

func abs(n int) int { return max(n, -n) }

// bare is a slug without small words and plural endings.
func bare(slug string) string {
	var words []string
	for _, w := range strings.Split(slug, "-") {
		if w == "the" || w == "of" || w == "and" || w == "for" {
			continue
		}
		words = append(words, strings.TrimSuffix(w, "s"))
	}
	return strings.Join(words, "-")
}
