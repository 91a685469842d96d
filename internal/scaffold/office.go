package scaffold

import (
	"cmp"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// An Office is what a new site has to know about its office.
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

// titles are what the body of a kind is called until somebody changes it.
var titles = map[string]map[string]string{
	"en": {
		"pcc":       "Police and Crime Commissioner",
		"pfcc":      "Police, Fire and Crime Commissioner",
		"mayor":     "Mayor",
		"board":     "Policing and Crime Board",
		"authority": "Police Authority",
		"council":   "Council",
	},
	"cy": {
		"pcc":       "Comisiynydd yr Heddlu a Throseddu",
		"pfcc":      "Comisiynydd yr Heddlu, Tân a Throseddu",
		"mayor":     "Maer",
		"board":     "Bwrdd Plismona a Throseddu",
		"authority": "Awdurdod Heddlu",
		"council":   "Cyngor",
	},
}

// licences are those of the office's own words.
var licences = map[string]string{"en": "Open Government Licence v3.0", "cy": "Trwydded Llywodraeth Agored f3.0"}

// Title is the English title of the body of a kind.
func Title(kind string) string { return titles["en"][kind] }

// localised is a field with a text in each of the site's languages.
func (o Office) localised(name string, text func(lang string) string) blank {
	if len(o.Languages) == 1 {
		return words(name, text(o.Languages[0]))
	}
	var all []string
	for _, lang := range o.Languages {
		all = append(all, lang+": "+quoted(text(lang)))
	}
	return blank{name: name, value: "{" + strings.Join(all, ", ") + "}"}
}

// named is a name that was given once, whatever the languages.
func (o Office) named(field, name string) blank {
	b := words(field, name)
	if len(o.Languages) > 1 {
		b.note = "For one in each language, write it like this: {" + o.Languages[0] + ": \"…\", " + o.Languages[1] + ": \"…\"}."
	}
	return b
}

// PlaceholderEmail belongs to nobody (RFC 2606). It is in the settings until
// somebody writes the office's own there.
const PlaceholderEmail = "office@example.org"

// settings are fiftysix.yaml for an office. With examples in the site, they
// have the services of the examples too, and a notice for every page.
func settings(o Office, examples bool) []byte {
	help := content.Manual()[content.OfficeFile].Help
	email := blank{name: "email", value: o.Email}
	if o.Email == "" {
		email.value, email.note = PlaceholderEmail, "This one is nobody's: put the office's own here before the site is published."
	}
	var b strings.Builder
	b.WriteString("# The settings of this site. Lines that begin with # are notes, and change nothing;\n" +
		"# to use a field that has one in front of it, take the # and the space after it away.\n\n")
	writeForm(&b, help, []blank{{name: "office", parts: []blank{
		o.named("name", o.Name),
		{name: "terms", list: true, parts: []blank{
			{name: "kind", value: o.Kind},
			o.localised("title", func(lang string) string { return cmp.Or(titles[lang][o.Kind], Title(o.Kind)) }),
			{name: "holder"},
			{name: "from", value: o.Today.String(), note: "This is the day on which the site was started: put the right one."},
			{name: "to"},
		}},
		{name: "contact", parts: []blank{email, {name: "url"}, {name: "phone"}, {name: "address"}}},
	}}}, "")
	b.WriteString("\n")
	if examples {
		b.WriteString("# " + sentence(help("services").Help) + "\nservices:\n" +
			"  - id: police\n    name: " + quoted(o.Force) + "\n    regime: police\n" + exampleServices + "\n" + exampleNotice)
	} else {
		writeForm(&b, help, []blank{o.named("force", o.Force)}, "")
	}
	b.WriteString("\n")
	writeForm(&b, help, []blank{
		{name: "languages", value: listed(o.Languages)},
		{name: "base_url"},
		o.localised("licence", func(lang string) string { return licences[lang] }),
	}, "")
	return []byte(b.String())
}
