package letter_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/letter"
	"fiftysix/internal/markdown"
	"fiftysix/internal/testing/sample"
)

var update = flag.Bool("update", false, "rewrite the goldens; then read the diff as you would code")

func read(t *testing.T, archive *txtar.Archive) *inspection.Register {
	t.Helper()
	fsys, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(fsys, content.Options{Now: now, IncludeUnpublished: true})
	if errs, _ := diag.Count(problems); errs > 0 {
		t.Fatal(problems)
	}
	return reg
}

// TestLetter holds one letter with everything in it, in each of its forms.
func TestLetter(t *testing.T) {
	const name = "testdata/letter.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	reg := read(t, archive)
	l := letter.For(reg, reg.Reports[0], "en", []string{"recommendation-3: nothing says what action is taken on this recommendation"})
	docx, err := l.Docx()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]byte{"want.md": l.Markdown(), "want.html": l.HTML(), "want.document.xml": part(t, docx, "word/document.xml")}
	for i, f := range archive.Files {
		made, ok := got[f.Name]
		if !ok {
			continue
		}
		delete(got, f.Name)
		if *update {
			archive.Files[i].Data = append(bytes.TrimSuffix(made, []byte("\n")), '\n')
		} else if string(bytes.TrimSpace(made)) != string(bytes.TrimSpace(f.Data)) {
			t.Errorf("%s is\n%s", f.Name, made)
		}
	}
	if len(got) > 0 {
		t.Errorf("the archive has not all of %v", got)
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	again, err := l.Docx()
	if err != nil || !bytes.Equal(docx, again) {
		t.Error("the same letter is another file the second time")
	}
}

// TestNoWordIsLost holds that every word of the sample's answers is in the
// letter, in each of its forms, in its order.
func TestNoWordIsLost(t *testing.T) {
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := content.Load(sample.Exampleshire(), content.Options{Now: now, IncludeUnpublished: true})
	for _, r := range reg.Reports {
		l := letter.For(reg, r, "en", nil)
		docx, err := l.Docx()
		if err != nil {
			t.Fatal(err)
		}
		forms := map[string]string{"html": htmlText(t, l.HTML()), "docx": xmlText(t, part(t, docx, "word/document.xml")), "md": string(l.Markdown())}
		for form, text := range forms {
			text = letters(text)
			texts := []markdown.Text{r.OurComments, r.ForceComments, r.Reply}
			for _, f := range r.Findings {
				if !letter.Withheld(f) {
					texts = append(texts, f.Text, f.ForceResponse, f.OurResponse)
				}
			}
			for _, passage := range texts {
				for _, line := range strings.Split(passage.Plain(), "\n") {
					for _, cell := range strings.Split(line, " | ") {
						if want := letters(cell); !strings.Contains(text, want) {
							t.Fatalf("%s, %s: %q is lost", r.ID, form, cell)
						}
					}
				}
			}
		}
	}
}

// letters is text with nothing but its letters: marks, spaces and the numbers
// of lists and notes are each form's own.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\\*_[]()<>`~|#-–.:;,!?“”‘’ \n\t\u00a00123456789•&%£", r) {
			return -1
		}
		return r
	}, text)
}

func part(t *testing.T, docx []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func xmlText(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if words, ok := token.(xml.CharData); ok {
			b.Write(words)
		}
	}
}

func htmlText(t *testing.T, data []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// A letter in Welsh says in Welsh what there is in Welsh, and marks what there
// is in English alone. No English of the program's own is in it.
func TestLetterInWelsh(t *testing.T) {
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	reg, _ := content.Load(sample.Enghraifft(), content.Options{Now: now, IncludeUnpublished: true})
	l := letter.For(reg, reg.Report("2020-emergency-response"), "cy", nil)
	text := string(l.Markdown())
	for _, want := range []string{
		"Swyddfa Comisiynydd yr Heddlu a Throseddu Sir Enghraifft", "26 Mai 2020", "Annwyl Ysgrifennydd Cartref",
		"# Ymateb i’r adroddiad “Ateb yr alwad: pa mor dda y mae’r heddlu’n ymateb i argyfyngau”", "23 diwrnod yn ddiweddarach. Ni allai’r bwrdd gyfarfod ym mis Ebrill 2020.",
		"## Sylwadau: Comisiynydd yr Heddlu a Throseddu\n\nCroesawaf yr adroddiad hwn.", "### Argymhelliad 1", "Wedi’i gyfeirio at: Pob prif gwnstabl. I’w wneud: Erbyn Rhagfyr 2020.", "Cymerwyd camau.",
		"#### Ymateb yr heddlu\n\nMae deuddeg yn rhagor", "Yn gywir\n\nGwenllian Dychmyg\n\nComisiynydd yr Heddlu a Throseddu",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
	english := string(letter.For(reg, reg.Report("2020-emergency-response"), "en", nil).Markdown())
	for _, word := range []string{"Commissioner", "the report", "The force", "Recommendation", "Yours", "Addressed", "published", " to ", " of "} {
		if !strings.Contains(english, word) {
			t.Errorf("the English letter does not say %q, so that this proves nothing", word)
		}
		if strings.Contains(text, word) {
			t.Errorf("the Welsh letter says %q", word)
		}
	}
	only := letter.For(reg, reg.Report("2025-vehicles"), "cy", []string{"x"})
	if html := string(only.HTML()); !strings.Contains(html, "<p>Yn Saesneg yn unig:</p>\n<div lang=\"en\">\n<p>One in nine of our cars") || !strings.Contains(html, `<html lang="cy">`) {
		t.Errorf("what is in English alone is not said to be:\n%s", html)
	}
	docx, err := only.Docx()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(part(t, docx, "word/document.xml"), []byte(`<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">One in nine`)) {
		t.Error("Word is not told what is in English")
	}
}
