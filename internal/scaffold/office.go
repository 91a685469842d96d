package scaffold

import (
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// An Office is what a new site is told of the office that it is for.
type Office struct {
	Name      string
	Kind      string // pcc, pfcc, mayor, board, authority or council
	Force     string
	Email     string // for readers; may be empty
	Languages []string
	Today     inspection.Date
}

// Kinds are the kinds of office, in the order in which they are offered.
func Kinds() []string {
	return content.Manual()[content.OfficeFile].Help("office").Part("terms").Part("kind").Choices
}

// Title is what the body of a kind is called, until somebody says otherwise.
func Title(kind string) string {
	switch kind {
	case "pcc":
		return "Police and Crime Commissioner"
	case "pfcc":
		return "Police, Fire and Crime Commissioner"
	case "mayor":
		return "Mayor"
	case "board":
		return "Policing and Crime Board"
	case "authority":
		return "Police Authority"
	}
	return "Council"
}

// titleIn is the same in a language: Welsh, or else English.
func titleIn(lang, kind string) string {
	if lang != "cy" {
		return Title(kind)
	}
	switch kind {
	case "pcc":
		return "Comisiynydd yr Heddlu a Throseddu"
	case "pfcc":
		return "Comisiynydd yr Heddlu, Tân a Throseddu"
	case "mayor":
		return "Maer"
	case "board":
		return "Bwrdd Plismona a Throseddu"
	case "authority":
		return "Awdurdod Heddlu"
	}
	return "Cyngor"
}

// title is the body's title in each of the site's languages.
func (o Office) title() blank {
	if len(o.Languages) == 1 {
		return words("title", titleIn(o.Languages[0], o.Kind))
	}
	var all []string
	for _, lang := range o.Languages {
		all = append(all, lang+": "+quoted(titleIn(lang, o.Kind)))
	}
	return blank{name: "title", value: "{" + strings.Join(all, ", ") + "}"}
}

// named is a name that somebody gave us once, whatever the languages.
func (o Office) named(field, name string) blank {
	b := words(field, name)
	if len(o.Languages) > 1 {
		b.note = "For one in each language, write it like this: {" + o.Languages[0] + ": \"…\", " + o.Languages[1] + ": \"…\"}."
	}
	return b
}

// licence is that of the office's own words, in each of the site's languages.
func (o Office) licence() blank {
	names := map[string]string{"en": "Open Government Licence v3.0", "cy": "Trwydded Llywodraeth Agored f3.0"}
	if len(o.Languages) == 1 {
		return words("licence", names[o.Languages[0]])
	}
	var all []string
	for _, lang := range o.Languages {
		all = append(all, lang+": "+quoted(names[lang]))
	}
	return blank{name: "licence", value: "{" + strings.Join(all, ", ") + "}"}
}

// StandIn is an address that belongs to nobody (RFC 2606). It stands in for
// the office's until somebody says what that is.
const StandIn = "office@example.org"

// settings are fiftysix.yaml for an office. With examples in the site, they
// name the services that the examples are about, and say on every page that
// they are examples.
func settings(o Office, examples bool) []byte {
	fields := content.Manual()[content.OfficeFile].Fields
	email := blank{name: "email", value: o.Email}
	if o.Email == "" {
		email.value, email.note = StandIn, "This one is nobody's: put the office's own here before the site is published."
	}
	var b strings.Builder
	b.WriteString("# The settings of this site. Lines that begin with # are notes, and change nothing;\n" +
		"# to use a field that has one in front of it, take the # and the space after it away.\n\n")
	writeForm(&b, fields, []blank{{name: "office", parts: []blank{
		o.named("name", o.Name),
		{name: "terms", list: true, parts: []blank{
			{name: "kind", value: o.Kind},
			o.title(),
			{name: "holder"},
			{name: "from", value: o.Today.String(), note: "This is the day on which the site was started: put the right one."},
			{name: "to"},
		}},
		{name: "contact", parts: []blank{email, {name: "url"}, {name: "phone"}, {name: "address"}}},
	}}}, "")
	b.WriteString("\n")
	if examples {
		b.WriteString(servicesWithExamples(o))
		b.WriteString("\n" + exampleNotice)
	} else {
		writeForm(&b, fields, []blank{o.named("force", o.Force)}, "")
	}
	b.WriteString("\n")
	writeForm(&b, fields, []blank{
		{name: "languages", value: listed(o.Languages)},
		{name: "base_url"},
		o.licence(),
	}, "")
	return []byte(b.String())
}
