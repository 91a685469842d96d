package scaffold

import (
	"path"
	"regexp"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// Site is a new site's files, in the order in which they are to be written:
// the settings last, since a folder that has them is a site.
func Site(o Office, bare bool) ([]File, error) {
	files := aboutPages(o)
	if bare = bare || !HasExamples(o.Languages); !bare {
		reports, err := examples(o.Languages)
		if err != nil {
			return nil, err
		}
		files = append(files, reports...)
		files = append(files, exampleList(reports))
	}
	return append(files, File{inspection.SettingsFile, settings(o, !bare)}), nil
}

// aboutPages are the page about the site in each of its languages, in words
// that are true of every office. Those after the first record what they
// translate.
func aboutPages(o Office) (files []File) {
	title, text := aboutIn(o.Languages[0], o)
	var b strings.Builder
	b.WriteString("---\n")
	writeForm(&b, content.Manual()[content.PageFile].Help, []blank{
		words("title", title),
		{name: "order", value: "1"},
		{name: "in_menu", value: "true"},
	}, "")
	b.WriteString("---\n\n" + strings.Join(text, "\n\n") + "\n")
	files = append(files, File{path.Join(inspection.ContentDir, "about.md"), []byte(b.String())})
	var hashes []string
	for _, paragraph := range text {
		hashes = append(hashes, inspection.ParagraphHash(paragraph))
	}
	for _, lang := range o.Languages[1:] {
		translatedTitle, translated := aboutIn(lang, o)
		record := inspection.RecordText(o.Languages[0], []inspection.RecordedField{
			{Key: "title", Hashes: []string{inspection.ParagraphHash(title)}}, {Key: "text", Hashes: hashes},
		})
		files = append(files, File{
			path.Join(inspection.ContentDir, "about."+lang+".md"),
			[]byte("---\ntitle: " + quoted(translatedTitle) + "\n" + record + "---\n\n" + strings.Join(translated, "\n\n") + "\n"),
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

// plain is text escaped so that Markdown shows it as it is.
func plain(text string) string {
	text = escapes.Replace(oneLine(text))
	if at := blockStart.FindStringIndex(text); at != nil {
		return text[:at[1]-1] + `\` + text[at[1]-1:]
	}
	return text
}

var (
	escapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "&", `\&`, "#", `\#`, "~", `\~`, "|", `\|`)
	// blockStart finds what would make a line an item of a list, a quotation or
	// a heading. Its last character is the one to escape.
	blockStart = regexp.MustCompile(`^(?:\d{1,9}[.)]|[-+>=])`)
)
