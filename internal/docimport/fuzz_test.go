package docimport

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

// FuzzText imports any text: nothing stops it, what is written can be read,
// and no word is lost.
func FuzzText(f *testing.F) {
	for _, name := range papers(f) {
		if !strings.HasSuffix(name, ".docx") {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(data))
		}
	}
	for _, text := range []string{
		"1.\n2.\n", "# \n\n| a | b |\n|---|---|\n| | |\n", "Recommendation 1\n\nForce response:\n", "a\tb\nc\td\n", "[x](javascript:1) [^1]\n\n[^1]: y\n",
		"Force response to recommendations 1 and 2: x\n", "**Recommendation**\n\n- - -\n", "a@b.c www.example.org http://[::1\n", "Dear Sir,\n\nYours sincerely,\n",
		"4.1 The force should act.\n\n(a) Response: x\n", "Recommendations\n\n- a should:\n  - b\n\nResponse: c\n", "Published: 31/02/2020\n", "---\ndraft: false\n---\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip("long texts are for TestLongPapers")
		}
		var p *Paper
		var err error
		checkCost(t, len(text), func() { p, err = Open("paper.txt", []byte(text), Options{}) })
		if err != nil {
			return
		}
		text, _, _ = decode([]byte(text))
		checkImport(t, p, []string{text})
	})
}

// checkImport checks that what is written can be read, and that no word is lost.
func checkImport(t *testing.T, p *Paper, passages []string) {
	t.Helper()
	var folders []Folder
	checkCost(t, len(strings.Join(passages, " ")), func() {
		folders = Import(p, Settings{Names: Names{Force: "Exampleshire Police"}, Today: today})
	})
	readFolders(t, fmt.Sprintf(settingsOfTests, "Exampleshire Police"), folders)
	if lost := lostWords(passages, folders); len(lost) > 0 {
		t.Errorf("lost: %q", lost)
	}
}

// FuzzWord opens any bytes as a Word file.
func FuzzWord(f *testing.F) {
	for _, name := range papers(f) {
		if strings.HasSuffix(name, ".docx") {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open("paper.docx", data, Options{AcceptChanges: true})
		if err != nil {
			return
		}
		folders := Import(p, Settings{Names: Names{Force: "Exampleshire Police"}, Today: today})
		readFolders(t, fmt.Sprintf(settingsOfTests, "Exampleshire Police"), folders)
	})
}

// FuzzWordBody puts any XML in the body of a Word file.
func FuzzWordBody(f *testing.F) {
	for _, xml := range []string{
		`<w:p><w:r><w:t>Recommendation 1: The force should act.</w:t></w:r></w:p><w:p><w:r><w:t>Force response: It has.</w:t></w:r></w:p>`,
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Recommendation</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`,
		`<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r></w:p>`,
		`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t><w:sym w:char="F0B7"/><w:footnoteReference w:id="2"/></w:r></w:p>`,
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>`,
	} {
		f.Add(xml)
	}
	f.Fuzz(func(t *testing.T, xml string) {
		var p *Paper
		var err error
		checkCost(t, len(xml), func() { p, err = Open("paper.docx", wordWith(xml), Options{AcceptChanges: true}) })
		if err != nil {
			return
		}
		checkImport(t, p, textsOf(p.Blocks...))
	})
}

// wordWith is a Word file with this in its body.
func wordWith(body string) []byte {
	return zipOf(map[string]string{
		"word/document.xml":  `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`,
		"word/numbering.xml": `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
	})
}

func zipOf(files map[string]string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"_rels/.rels", "word/document.xml", "word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/header1.xml", "word/footnotes.xml", "word/bomb.xml", "mimetype"} {
		if text, ok := files[name]; ok {
			w, err := z.Create(name)
			if err != nil {
				panic(err)
			}
			_, _ = w.Write([]byte(text))
		}
	}
	_ = z.Close()
	return b.Bytes()
}
