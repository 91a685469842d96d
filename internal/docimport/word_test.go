package docimport

import (
	"fmt"
	"strings"
	"testing"
)

// openBody opens a Word file with this in its body.
func openBody(t *testing.T, body string) []Block {
	t.Helper()
	p, err := Open("paper.docx", wordWith(body), Options{AcceptChanges: true})
	if err != nil {
		t.Fatal(err)
	}
	return p.Blocks
}

// described is how the tests below write blocks down.
func described(blocks []Block) string {
	var all []string
	for _, b := range blocks {
		text := b.text()
		switch {
		case b.Kind == Table:
			var rows []string
			for _, row := range b.Rows {
				var cells []string
				for i := range row {
					cells = append(cells, row[i].text())
				}
				rows = append(rows, strings.Join(cells, " | "))
			}
			text = "table: " + strings.Join(rows, " // ")
		case b.Kind == PageFurniture:
			text = "page: " + text
		case b.Kind == Heading:
			text = fmt.Sprintf("h%d: %s", b.Level, text)
		case b.Bullet:
			text = "• " + text
		}
		if !b.Number.IsZero() {
			text = b.Number.Printed + " ~ " + text
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

func run(text string) string { return "<w:r><w:t>" + text + "</w:t></w:r>" }

func para(text string) string { return "<w:p>" + run(text) + "</w:p>" }

func TestWhatAWordFileSays(t *testing.T) {
	numbered := func(level int, text string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr></w:pPr>%s</w:p>`, level, run(text))
	}
	for _, test := range []struct{ why, body, want string }{
		{"numbers that Word counts", numbered(0, "One line of many words, which ends.") + numbered(1, "a.") + numbered(1, "b.") + numbered(0, "Another line of many words, which ends.") + numbered(1, "c."),
			"1 ~ One line of many words, which ends.\n1.1 ~ a.\n1.2 ~ b.\n2 ~ Another line of many words, which ends.\n2.1 ~ c."},
		{"words that are cut into runs", `<w:p>` + run("Recom") + `<w:r><w:rPr><w:b/></w:rPr><w:t>mend</w:t></w:r>` + run("ation 1: x.") + `</w:p>`, "Recommendation 1: x."},
		{"an added and a struck-out word", `<w:p>` + run("The force ") + `<w:ins w:author="A">` + run("will") + `</w:ins><w:del><w:r><w:delText>may</w:delText></w:r></w:del>` + run(" act.") + `</w:p>`, "The force will act."},
		{"words that were moved", `<w:p><w:moveFrom>` + run("here") + `</w:moveFrom></w:p><w:p><w:moveTo>` + run("There.") + `</w:moveTo></w:p>`, "There."},
		{"a paragraph whose end was struck out", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("One ") + `</w:p>` + para("sentence."), "One sentence."},
		{"hidden words", `<w:p>` + run("Seen.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r></w:p>`, "Seen.\npage: Hidden."},
		{"lines within a paragraph that begin something", `<w:p><w:r><w:t>Recommendation 1: The force should act,</w:t><w:br/><w:t>and soon.</w:t><w:br/><w:t>Force response: It has.</w:t></w:r></w:p>`,
			"Recommendation 1: The force should act, and soon.\nForce response: It has."},
		{"a table, with cells that are merged and a table inside", `<w:tbl><w:tr><w:tc>` + para("a") + `</w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + para("b") + `</w:tc></w:tr><w:tr><w:tc>` + para("c") +
			`<w:tbl><w:tr><w:tc>` + para("d") + `</w:tc></w:tr></w:tbl></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`, "table: a | b // c d | "},
		{"a link made of a field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org/"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("the report.") + `<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "the report."},
		{"a text box, told once though it stands twice", `<w:p>` + run("Words.") + `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + para("Box.") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>` + para("Box.") + `</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, "Words.\nBox."},
		{"what a form holds", `<w:sdt><w:sdtContent>` + para("In a form.") + `</w:sdtContent></w:sdt>`, "In a form."},
		{"a soft hyphen, a no-break hyphen and a tab", `<w:p><w:r><w:t>co&#173;operate</w:t><w:noBreakHyphen/><w:t>now</w:t><w:tab/><w:t>then.</w:t></w:r></w:p>`, "cooperate-now then."},
		{"the words for a picture", `<w:p>` + run("See.") + `<w:r><w:drawing><wp:docPr name="Picture 1" descr="A chart of calls"/><a:blip r:embed="rId9"/></w:drawing></w:r></w:p>`, "See.\npage: Picture: A chart of calls"},
	} {
		if got := described(openBody(t, test.body)); got != test.want {
			t.Errorf("%s:\n%s\nwant:\n%s", test.why, got, test.want)
		}
	}
}

func TestNumbersAsWordPrintsThem(t *testing.T) {
	for _, test := range []struct {
		n      int
		format string
		want   string
	}{
		{4, "decimal", "4"}, {4, "decimalZero", "04"}, {12, "decimalZero", "12"}, {2, "lowerLetter", "b"}, {28, "lowerLetter", "bb"}, {3, "upperLetter", "C"},
		{4, "lowerRoman", "iv"}, {19, "upperRoman", "XIX"}, {0, "lowerLetter", ""}, {11, "ordinal", "11th"}, {22, "ordinal", "22nd"}, {1, "unheard-of", "1"},
	} {
		if got := printNumber(test.n, test.format); got != test.want {
			t.Errorf("%d as %s: %q; want %q", test.n, test.format, got, test.want)
		}
	}
}

// TestHostileWordFiles opens files that nobody who writes papers makes.
func TestHostileWordFiles(t *testing.T) {
	document := func(head, body string) map[string]string {
		return map[string]string{"word/document.xml": head + `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}
	}
	for _, test := range []struct {
		why   string
		files map[string]string
		want  string
	}{
		{"an entity that stands for more", document(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>`, para("&b;")), "not as Word writes files"},
		{"an entity that nobody explains", document("", para("&b;")), "not as Word writes files"},
		{"a file of somebody's computer", document(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`, para("&a;")), "not as Word writes files"},
		{"elements within each other without end", document("", many("<w:p>", 5000)+many("</w:p>", 5000)), "not as Word writes files"},
		{"elements that are never closed", document("", many("<w:p>", 10)), "not as Word writes files"},
		{"a part that unpacks to far more", document("", para(many("a", 41<<20))), "unpacks to far more"},
		{"another encoding", document(`<?xml version="1.0" encoding="UTF-7"?>`, para("x")), "not as Word writes files"},
		{"no words", map[string]string{"word/styles.xml": "<w:styles/>"}, "no Word file"},
		{"no body", map[string]string{"word/document.xml": "<w:document/>"}, "no Word file"},
		{"a file of LibreOffice", map[string]string{"mimetype": "application/vnd.oasis.opendocument.text"}, "a file of LibreOffice"},
		{"a file put into it", map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + para("x") + `</w:body></w:document>`,
			"word/_rels/document.xml.rels": `<Relationships><Relationship Id="a" Type="http://x/aFChunk" Target="a.html"/></Relationships>`}, "another file put into it"},
		{"a number as long as a paper", map[string]string{"word/document.xml": `<w:document><w:body>` + para("x") + `</w:body></w:document>`,
			"word/numbering.xml": `<w:numbering><w:abstractNum><w:lvl><w:lvlText w:val="` + many("a", 1<<20) + `"/></w:lvl></w:abstractNum></w:numbering>`}, "not as Word writes files"},
		{"more paragraphs than anybody reads", document("", many("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 20_002)), "more words than can be read at once"},
		{"more words than anybody reads", document("", many(para(many("words ", 2000)), 100)), "more words than can be read at once"},
	} {
		_, err := Open("paper.docx", zipOf(test.files), Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want an error with %q", test.why, err, test.want)
		}
	}
	cut := wordWith(para("x"))
	if _, err := Open("paper.docx", cut[:len(cut)-30], Options{}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("a file cut short: %v", err)
	}
}

func TestTrackedChangesAreToldWithTheirPlace(t *testing.T) {
	body := para("One.") + `<w:p>` + run("Two ") + `<w:ins w:author="A. Author">` + run("three") + `</w:ins><w:del><w:r><w:delText>four</w:delText></w:r></w:del></w:p>` +
		`<w:tbl><w:tr><w:trPr><w:ins w:author="B"/></w:trPr><w:tc>` + para("five") + `</w:tc></w:tr></w:tbl><w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>`
	_, err := Open("paper.docx", wordWith(body), Options{})
	want := `the file has 3 tracked changes and 1 comment, so it is not certain which words are meant
  paragraph 2: added: “three”, by A. Author
  paragraph 2: struck out: “four”
  paragraph 2: a paragraph or row was added, by B
  paragraph 4: a comment
in Word, choose Review, accept or reject every change, delete the comments, and save;
or say --accept-changes, to take every change as accepted and leave the comments out`
	if err == nil || err.Error() != want {
		t.Errorf("%v\nwant:\n%s", err, want)
	}
	_, err = Open("paper.docx", wordWith(many(`<w:p><w:ins>`+run("x")+`</w:ins></w:p>`, 20)), Options{})
	if err == nil || !strings.Contains(err.Error(), "and 8 more") {
		t.Errorf("many changes: %v", err)
	}
	// A change of how words look changes none of them.
	p, err := Open("paper.docx", wordWith(`<w:p><w:pPr><w:pPrChange/></w:pPr>`+run("x")+`</w:p>`), Options{})
	if err != nil || len(p.Notices) != 1 {
		t.Errorf("a change of looks: %v", err)
	}
}

func many(s string, n int) string { return strings.Repeat(s, n) }

// TestLongPapers imports papers far longer than any; nothing may take the
// square of their length.
func TestLongPapers(t *testing.T) {
	for _, text := range longTexts() {
		p, err := Open("paper.txt", []byte(text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		Import(p, Settings{Names: Names{Force: "Exampleshire Police"}, Today: today})
	}
}

func longTexts() []string {
	return []string{
		many("Recommendation 1: The force should act by June 2024.\n\nForce response: It has acted, and will again.\n\n", 400),
		many("Date: 1 March 2024\n\n", 1000),
		many("Causes of concern\n\nThe force fails people in every way.\n\n", 500),
		many("- The NPCC and the College of Policing should act; and\n", 800),
		many("**", 20_000), many("[", 20_000), many("“", 20_000), many("1.", 20_000), many("(", 20_000),
		many("a\tb\n", 2_000), many("| a ", 5_000) + "\n" + many("| b ", 5_000) + "\n",
	}
}
