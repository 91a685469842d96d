package letter_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/letter"
)

// FuzzLetter writes a letter of any words that the register takes: each part of
// the Word file is XML, and the page to print holds nothing that runs.
func FuzzLetter(f *testing.F) {
	f.Add("Custody", "Our *words*.[^1]\n\n[^1]: A note.", "| a | b |\n| --- | --- |\n| c | d |")
	f.Add("=1+1", "- a\n  1. b\n     > c", "[a](https://example.org/ 'b') <https://example.org/>")
	f.Add("\"><script>", "```\n</pre><script>\n```", "&#60;script&#62; \\<b\\>")
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, words, answer string) {
		site := fstest.MapFS{
			"fiftysix.yaml":                         {Data: []byte("office:\n  name: Office\n  terms: [{kind: pcc, title: Commissioner, from: 2012-11-22}]\n  contact: {phone: 1}\nforce: Exampleshire Police\n")},
			"content/reports/a/report.md":           {Data: []byte("---\ntitle: " + frontmatter.Quoted(title) + "\nkind: [custody]\nscope: force\npublished: 2024-01-05\nresponse: {published: 2024-02-29}\n---\n\n## Our comments\n\n" + words + "\n")},
			"content/reports/a/recommendation-1.md": {Data: []byte("---\naddressed_to: [Exampleshire Police]\nwhose: this-force\naction: taken\n---\n\n" + words + "\n\n## Our response\n\n" + answer + "\n")},
		}
		reg, problems := content.Load(site, content.Options{Now: now, IncludeUnpublished: true})
		if errors, _ := diag.Count(problems); errors > 0 || reg == nil || len(reg.Reports) == 0 {
			return
		}
		l := letter.For(reg, reg.Reports[0], "en", nil)
		if !utf8.Valid(l.Markdown()) {
			t.Error("the text is not UTF-8")
		}
		page, err := html.Parse(bytes.NewReader(l.HTML()))
		if err != nil {
			t.Fatal(err)
		}
		for n := range page.Descendants() {
			if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe") {
				t.Errorf("the page has an element %s", n.Data)
			}
		}
		docx, err := l.Docx()
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			d := xml.NewDecoder(r)
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", part.Name, err)
				}
			}
		}
	})
}
