package scaffold

import (
	"path"
	"regexp"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// Site is a new site's files, in the order in which they are to be written:
// the settings come last, since a folder that has them is a site.
func Site(o Office, bare bool) ([]File, error) {
	files := abouts(o)
	if bare = bare || !HasExamples(o.Languages); !bare {
		shown, err := examples(o.Languages)
		if err != nil {
			return nil, err
		}
		files = append(files, shown...)
		files = append(files, exampleList(shown))
	}
	return append(files, File{inspection.SettingsFile, settings(o, !bare)}), nil
}

// abouts are the page about the site in each of its languages, in words that
// are true of every office. Those after the first record what they translate.
func abouts(o Office) (files []File) {
	title, text := aboutIn(o.Languages[0], o)
	var b strings.Builder
	b.WriteString("---\n")
	writeForm(&b, content.Manual()[content.PageFile].Fields, []blank{
		words("title", title),
		{name: "order", value: "1"},
		{name: "in_menu", value: "true"},
	}, "")
	b.WriteString("---\n\n" + strings.Join(text, "\n\n") + "\n")
	files = append(files, File{path.Join(inspection.ContentDir, "about.md"), []byte(b.String())})
	for _, lang := range o.Languages[1:] {
		title, translated := aboutIn(lang, o)
		var marks []string
		for _, paragraph := range text {
			marks = append(marks, inspection.ParagraphHash(paragraph))
		}
		first, _ := aboutIn(o.Languages[0], o)
		record := inspection.RecordText(o.Languages[0], []inspection.RecordedField{{Key: "title", Hashes: []string{inspection.ParagraphHash(first)}}, {Key: "text", Hashes: marks}})
		files = append(files, File{
			path.Join(inspection.ContentDir, "about."+lang+".md"),
			[]byte("---\ntitle: " + quoted(title) + "\n" + record + "---\n\n" + strings.Join(translated, "\n\n") + "\n"),
		})
	}
	return files
}

// aboutIn is the page about the site in a language: Welsh, or else English.
func aboutIn(lang string, o Office) (title string, paragraphs []string) {
	if lang == "cy" {
		return "Am y safle hwn", []string{
			"Mae’r safle hwn yn dangos beth ddywedodd arolygwyr, a beth oedd yr ymateb. Yr heddlu dan sylw: " + plain(o.Force) + ".",
			"Yr arolygwyr yw Arolygiaeth Cwnstabliaeth a Gwasanaethau Tân ac Achub Ei Fawrhydi (HMICFRS). Pan fyddant yn cyhoeddi adroddiad am heddlu, " +
				"rhaid i’r corff plismona lleol gyhoeddi ei sylwadau, gyda rhai’r heddlu. Mae’r gyfraith yn caniatáu 56 diwrnod, a diwrnod y cyhoeddi yw’r cyntaf ohonynt.",
		}
	}
	return "About this site", []string{
		"This site shows what inspectors have said about " + plain(o.Force) + ", and what was said in answer.",
		"The inspectors are His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS). When they publish a report about a police force, " +
			"the force’s local policing body must publish its comments, with those of the force. The law allows 56 days, and the day of publication is the first of them.",
	}
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
