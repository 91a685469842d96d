package start

import (
	"path"
	"regexp"
	"strings"

	"fiftysix/internal/register"
)

// Site is a new site's files, in the order in which they are to be written:
// the settings come last, since a folder that has them is a site.
func Site(o Office, bare bool) ([]File, error) {
	files := []File{about(o)}
	if !bare {
		shown, err := examples(o.Languages)
		if err != nil {
			return nil, err
		}
		files = append(files, shown...)
		files = append(files, exampleList(shown))
	}
	return append(files, File{register.SettingsFile, settings(o, !bare)}), nil
}

// about is the page about the site, in words that are true of every office.
func about(o Office) File {
	var b strings.Builder
	b.WriteString("---\n")
	writeForm(&b, register.Manual()[register.PageFile].Fields, []blank{
		words("title", "About this site"),
		{name: "order", value: "1"},
		{name: "in_menu", value: "true"},
	}, "")
	b.WriteString("---\n\n")
	b.WriteString("This site shows what inspectors have said about " + plain(o.Force) + ", and what was said in answer.\n\n" +
		"The inspectors are His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS). When they publish a report about a police force, " +
		"the force’s local policing body must publish its comments, with those of the force. The law allows 56 days, and the day of publication is the first of them.\n")
	return File{path.Join(register.ContentDir, "about.md"), []byte(b.String())}
}

// plain is text as it stands among words: the marks that Markdown would take
// for its own are marked as plain.
func plain(text string) string {
	text = marks.Replace(strings.Join(strings.Fields(text), " "))
	if at := leads.FindStringIndex(text); at != nil {
		return text[:at[1]-1] + `\` + text[at[1]-1:]
	}
	return text
}

var (
	marks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "&", `\&`, "#", `\#`, "~", `\~`, "|", `\|`)
	// leads finds what would make a line an item of a list, a quotation or a
	// heading; the mark itself comes last.
	leads = regexp.MustCompile(`^(?:\d{1,9}[.)]|[-+>=])`)
)
