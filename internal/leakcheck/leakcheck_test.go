package leakcheck

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// An office with something held at each level: a report, an answer, a finding,
// an update of a day to come, and a page.
const (
	secretReport  = "The inspectors found that nobody had counted the keys of the old custody suite since spring."
	secretAnswer  = "We have asked the force’s “new” chief to say – in public – why the répons was never sent."
	secretFinding = "By June the force should teach every sergeant how to read the weather from a moving car."
	secretNote    = "The inspectors came back in winter and saw that all of it had been put right at last."
	secretPage    = "This page tells what the office will say on the day when the new body takes over its work."
	publicAnswer  = "The force has counted every key of every custody suite that it has and will do so each year."
)

func office() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"fiftysix.yaml":                                 file("office:\n  name: An office\n  terms:\n    - {kind: pcc, title: Commissioner, from: 2012-11-22}\n  contact: {email: a@example.org}\nforce: A force\n"),
		"content/next.md":                               file("---\ntitle: What comes next\ndraft: true\n---\n\n" + secretPage + "\n"),
		"content/reports/2026-keys/report.md":           file("---\ntitle: Keys\nkind: [custody]\nscope: force\npublished: 2026-01-05\npublish_after: 2026-12-05 09:00\n---\n\n" + secretReport + "\n"),
		"content/reports/2026-keys/recommendation-1.md": file("---\naddressed_to: [A force]\nwhose: this-force\n---\n\nCount the keys.\n"),
		"content/reports/2025-cars/report.md":           file("---\ntitle: Cars\nkind: [custody]\nscope: force\npublished: 2025-01-05\nresponse:\n  published: 2025-02-01\n---\n\n## Our comments\n\n" + publicAnswer + "\n"),
		"content/reports/2025-cars/recommendation-1.md": file("---\naddressed_to: [A force]\nwhose: this-force\nhistory:\n  - {date: 2027-01-02, status: complete, by: force, note: \"" + secretNote + "\"}\n---\n\nTeach sergeants.\n"),
		"content/reports/2025-cars/recommendation-2.md": file("---\naddressed_to: [A force]\nwhose: this-force\ndraft: true\n---\n\n" + secretFinding + "\n"),
		"content/reports/2024-post/report.md":           file("---\ntitle: Post\nkind: [custody]\nscope: force\npublished: 2024-01-05\nresponse:\n  published: 2024-02-01\n  draft: true\n---\n\n## Our comments\n\n" + secretAnswer + " " + publicAnswer + "\n"),
	}
}

func read(t testing.TB, files fstest.MapFS, public ...string) (*inspection.Register, *Checker) {
	t.Helper()
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	var s *Checker
	reg, problems := content.Load(files, content.Options{Now: now, BeforeWithholding: func(whole *inspection.Register) { s = New(whole, files, public...) }})
	for _, p := range problems {
		if p.Level == 0 {
			t.Fatal(p)
		}
	}
	return reg, s
}

// every kind of output, holding the words as that kind writes them.
var kinds = map[string]func(words string) []byte{
	"/a/index.html": func(w string) []byte { return []byte("<p>" + html.EscapeString(w) + "</p>") },
	"/b/": func(w string) []byte {
		return []byte(`<meta name="description" content="` + html.EscapeString(w) + `"><p>x</p>`)
	},
	"/emphasis.html": func(w string) []byte {
		return []byte("<p>" + strings.Replace(html.EscapeString(w), " the ", " <em>the</em> ", 1) + "</p>")
	},
	"/capitals.html":   func(w string) []byte { return []byte("<h2>" + html.EscapeString(strings.ToUpper(w)) + "</h2>") },
	"/data.json":       func(w string) []byte { b, _ := json.Marshal(map[string]string{"text": "A line\n" + w}); return b },
	"/search/piece.js": func(w string) []byte { b, _ := json.Marshal([]string{w}); return fmt.Appendf(nil, "add(%s)", b) },
	"/data.csv": func(w string) []byte {
		var b bytes.Buffer
		c := csv.NewWriter(&b)
		_ = c.Write([]string{"a, b", w})
		c.Flush()
		return b.Bytes()
	},
	"/feed.xml": func(w string) []byte {
		var b bytes.Buffer
		b.WriteString(`<content type="html">`)
		_ = xml.EscapeText(&b, []byte("<p>Words <strong>"+html.EscapeString(w)+"</strong></p>"))
		return append(b.Bytes(), "</content>"...)
	},
	"/feed-title.xml": func(w string) []byte {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(w))
		return []byte("<title>" + b.String() + "</title>")
	},
	"/deadlines.ics": func(w string) []byte {
		line := "DESCRIPTION:" + strings.NewReplacer(",", `\,`, ";", `\;`, "\n", `\n`).Replace("First\n"+w)
		var b strings.Builder
		for len(line) > 70 {
			cut := 70
			for line[cut]&0xc0 == 0x80 {
				cut--
			}
			b.WriteString(line[:cut] + "\r\n ")
			line = line[cut:]
		}
		return []byte(b.String() + line + "\r\n")
	},
	"/notes.txt": func(w string) []byte { return []byte(w) },
	"/data.xlsx": func(w string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		f, _ := z.Create("xl/sheet1.xml")
		_ = xml.EscapeText(f, []byte(w))
		_ = z.Close()
		return b.Bytes()
	},
}

func TestPlantedLeaksAreFound(t *testing.T) {
	_, s := read(t, office())
	for output, write := range kinds {
		for words, file := range map[string]string{
			secretReport: "content/reports/2026-keys/report.md", secretAnswer: "content/reports/2024-post/report.md", secretFinding: "content/reports/2025-cars/recommendation-2.md",
			secretNote: "content/reports/2025-cars/recommendation-1.md", secretPage: "content/next.md",
		} {
			var leak *Leak
			if err := s.Check(output, write(words)); !errors.As(err, &leak) || leak.Source != file {
				t.Errorf("%s: %q is not found, or not where it is from: %v", output, words, err)
			}
			half := strings.Fields(words)
			if err := s.Check(output, write("Well, "+strings.Join(half[3:12], " ")+" and so on")); err == nil {
				t.Errorf("%s: a part of %q is not found", output, words)
			}
		}
		if err := s.Check(output, write(publicAnswer+" Teach sergeants. Count the keys of the old suite.")); err != nil {
			t.Errorf("%s: public words are taken for a leak: %v", output, err)
		}
	}
}

func TestAddressesAreFound(t *testing.T) {
	_, s := read(t, office())
	for _, text := range []string{
		`<a href="../../reports/2026-keys/">x</a>`, `"id":"2026-keys"`, "https://example.org/reports/2026-keys/recommendation-1/", "<loc>https://a.b/reports/2025-cars/recommendation-2/</loc>",
	} {
		if err := s.Check("/x.html", []byte(text)); err == nil {
			t.Errorf("not found: %s", text)
		}
	}
	if err := s.Check("/reports/2026-keys/index.html", []byte("<p>x</p>")); err == nil {
		t.Error("an output at a held address is not found")
	}
	if err := s.Check("/x.html", []byte(`<a href="../2025-cars/recommendation-1/">2025-cars</a> /recommendation-2/ keys`)); err != nil {
		t.Error(err)
	}
}

// Words of the theme's, and words that are public elsewhere, are no leak.
func TestPublicWordsAreNoLeak(t *testing.T) {
	_, s := read(t, office(), "The inspectors found that nobody had counted the keys of the old custody suite since spring, it says.")
	if err := s.Check("/x.html", []byte(secretReport)); err != nil {
		t.Error(err)
	}
}

// A paper that is attached to a public answer may tell of a report that is
// held: its words are public with it. That of a held answer is not.
func TestWhatAPublicPaperSaysIsNoLeak(t *testing.T) {
	files := office()
	files["content/reports/2025-cars/paper.txt"] = &fstest.MapFile{Data: []byte("Item 4.\n" + secretReport + "\n")}
	files["content/reports/2024-post/letter.txt"] = &fstest.MapFile{Data: []byte("Item 5.\n" + secretFinding + "\n")}
	_, s := read(t, files)
	if err := s.Check("/reports/2025-cars/paper.txt", []byte("Item 4.\n"+secretReport)); err != nil {
		t.Error(err)
	}
	if err := s.Check("/x.html", []byte(secretFinding)); err == nil {
		t.Error("words that stand in a held letter are taken for public")
	}
}

func TestNothingWithheldNeedsNoChecker(t *testing.T) {
	files := office()
	for name := range files {
		if strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "content/reports/2025-cars/re") || strings.HasSuffix(name, "-2.md") || strings.HasSuffix(name, "-1.md") {
			delete(files, name)
		}
	}
	if _, s := read(t, files); s != nil {
		t.Error("there is a checker where nothing is withheld")
	}
}

// The site that is made of the same register shows nothing of it.
func TestTheSiteHasNoLeak(t *testing.T) {
	files := office()
	reg, s := read(t, files)
	planned, problems := site.Plan(reg, files, layouts.FS, site.Options{Minify: true, BaseURL: "https://example.org/"})
	if planned == nil {
		t.Fatal(problems)
	}
	for _, o := range planned.Outputs() {
		data, err := planned.Render(o.URL)
		if err == nil {
			err = s.Check(o.URL, data)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	_, s := read(b, office())
	page := []byte(strings.Repeat("<p>"+publicAnswer+` <a href="../2025-cars/">Cars</a></p>`, 60))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if err := s.Check("/x/", page); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzCheck: whatever a file holds, it is read to its end, and words that were
// put into it are found.
func FuzzCheck(f *testing.F) {
	_, s := read(f, office())
	for output, write := range kinds {
		f.Add(output, write(publicAnswer))
	}
	f.Fuzz(func(t *testing.T, output string, data []byte) { _ = s.Check(output, data) })
}
