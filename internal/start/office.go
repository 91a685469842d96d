package start

import (
	"strings"

	"fiftysix/internal/register"
)

// An Office is what a new site is told of the office that it is for.
type Office struct {
	Name      string
	Kind      string // pcc, pfcc, mayor, board, authority or council
	Force     string
	Email     string // for readers; may be empty
	Languages []string
	Today     register.Date
}

// Kinds are the kinds of office, in the order in which they are offered.
func Kinds() []string {
	return register.Manual()[register.OfficeFile].Help("office").Part("terms").Part("kind").Choices
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

// StandIn is an address that belongs to nobody (RFC 2606). It stands in for
// the office's until somebody says what that is.
const StandIn = "office@example.org"

// settings are fiftysix.yaml for an office. With examples in the site, they
// name the services that the examples are about, and say on every page that
// they are examples.
func settings(o Office, examples bool) []byte {
	fields := register.Manual()[register.OfficeFile].Fields
	email := blank{name: "email", value: o.Email}
	if o.Email == "" {
		email.value, email.note = StandIn, "This one is nobody's: put the office's own here before the site is published."
	}
	var b strings.Builder
	b.WriteString("# The settings of this site. Lines that begin with # are notes, and change nothing;\n" +
		"# to use a field that has one in front of it, take the # and the space after it away.\n\n")
	writeForm(&b, fields, []blank{{name: "office", parts: []blank{
		words("name", o.Name),
		{name: "terms", list: true, parts: []blank{
			{name: "kind", value: o.Kind},
			words("title", Title(o.Kind)),
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
		writeForm(&b, fields, []blank{words("force", o.Force)}, "")
	}
	b.WriteString("\n")
	writeForm(&b, fields, []blank{
		{name: "languages", value: listed(o.Languages)},
		{name: "base_url"},
		words("licence", "Open Government Licence v3.0"),
	}, "")
	return []byte(b.String())
}
