package inspection

import (
	"cmp"
	"fiftysix/internal/markdown"
	"maps"
	"slices"
	"time"
)

// An Office is the office of a local policing body, as in the settings. Its kind
// and its title have dates, since bodies are abolished and merged while the site
// goes on.
type Office struct {
	Name      Localised
	Terms     []Term // by their dates
	Contact   Contact
	Successor *Successor
	Services  []Service
	// SummaryAssessment is the inspectorate's latest summary of the force's
	// performance, which elected bodies must publish in a prominent place
	// (Elected Local Policing Bodies (Specified Information) Order 2011, as
	// amended in 2021). Nil where none is named.
	SummaryAssessment *Linked
	BaseURL           string   // with a slash at its end, or empty
	FirstBaseURL      string   // likewise: the first URL of a site that has moved
	Languages         []string // the first is the one at "/"
	Licence           string
	Licences          Localised // the same in each language
	Hosts             []string
	Compress          bool // also write .gz and .br files
	Closed            Date // the last day; zero while the office goes on
	Notice            Localised
	Accessibility     *Accessibility
	Theme             Theme

	Addressees   []KnownAddressee
	ByName       map[string]Addressee // by each of their names, folded
	SettingsGaps []TranslationGap     // what the settings give in one language and not in another
}

// Localised is a text that may be given once for each language.
type Localised struct {
	Default string
	In      map[string]string
}

// Text is the text in lang, or the default where there is none.
func (l Localised) Text(lang string) string {
	if t, ok := l.In[lang]; ok {
		return t
	}
	return l.Default
}

// AsAt is the moment for which the site is built: now, or the end of the office's
// last day once that is over. After it, deadlines stay as they were and nothing
// withheld is published.
func (o *Office) AsAt(now Moment) (at Moment, over bool) {
	if o.Closed.IsZero() || !now.Date().After(o.Closed) {
		return now, false
	}
	return MomentOf(o.Closed.AddDays(1).Start().Time().Add(-time.Minute)), true
}

// A Term is a time in which the body had one kind, one title and one holder.
type Term struct {
	Kind     string    // pcc, pfcc, mayor, board, authority or council
	Title    string    // "Police and Crime Commissioner"
	Titles   Localised // the same in each language
	Holder   string    // may be empty
	From, To Date      // To is zero while it lasts
}

// Elected says whether the term's kind of body is an elected one, to which the
// Specified Information Order applies.
func (t Term) Elected() bool { return t.Kind == "pcc" || t.Kind == "pfcc" || t.Kind == "mayor" }

// TermOn is the term on a day; before the first it is the first, and after the
// last the last.
func (o *Office) TermOn(day Date) Term {
	if len(o.Terms) == 0 {
		return Term{}
	}
	term := o.Terms[0]
	for _, t := range o.Terms {
		if !t.From.After(day) {
			term = t
		}
	}
	return term
}

// Contact is how to reach the office. At least one field is set.
type Contact struct {
	Email, URL, Phone, Address string
	URLs, Addresses            Localised // the same in each language
}

// A Successor is the body that takes over the office's duties.
type Successor struct {
	Name  string
	Names Localised // the same in each language
	URL   string
	From  Date
}

// A Service is a force or a fire and rescue service that is inspected.
type Service struct {
	ID     string
	Name   string
	Names  Localised // the same in each language
	Regime Regime
}

// A Regime is the law under which a report on a service is answered.
type Regime string

const (
	// Police is section 55 of the Police Act 1996.
	Police Regime = "police"
	// Fire is the Fire and Rescue National Framework: an action plan, and no
	// period of 56 days.
	Fire Regime = "fire"
)

// Linked names a document of someone else's.
type Linked struct {
	Title, URL   string
	Titles, URLs Localised // the same in each language
	Published    Date
}

// Accessibility is the office's accessibility statement. Without one, the site
// says "not yet assessed".
type Accessibility struct {
	Status        string // full, partial or none
	Tested        Date
	By            Localised
	KnownProblems []Localised
}

// Theme is how the office brands the site.
type Theme struct {
	Colour, Accent, Logo, LogoAlt string
	LogoAlts                      Localised // the same in each language
}

// An Addressee is a body or a post to which a finding is addressed.
type Addressee struct {
	ID    string // in URLs
	Name  string
	Names Localised // the same in each language
}

// A KnownAddressee is an addressee of the settings.
type KnownAddressee struct {
	Addressee
	Also []string // its other names
}

// AddresseeNames are the names of each addressee in the settings, its own first.
func (o *Office) AddresseeNames() (all [][]string) {
	for _, a := range o.Addressees {
		all = append(all, append([]string{a.Name}, a.Also...))
	}
	return all
}

// FoldName makes names equal that differ in case, accents or punctuation.
func FoldName(name string) string { return markdown.Slug(name) }

// Addressee is the addressee with a name: one of the settings, or else a new one.
func (o *Office) Addressee(name string) Addressee {
	key := FoldName(name)
	if a, ok := o.ByName[key]; ok {
		return a
	}
	return Addressee{ID: cmp.Or(key, "unnamed"), Name: name}
}

// AllNames are the names by which findings may address the body.
func (a *KnownAddressee) AllNames() []string {
	names := append([]string{a.Name}, a.Also...)
	for _, lang := range slices.Sorted(maps.Keys(a.Names.In)) {
		if name := a.Names.In[lang]; name != a.Name {
			names = append(names, name)
		}
	}
	return names
}

// Police says whether the office oversees a police service; it does where no
// service is named.
func (o *Office) Police() bool {
	return len(o.Services) == 0 || slices.ContainsFunc(o.Services, func(s Service) bool { return s.Regime == Police })
}
