package docimport

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A table that we sent out comes back from Word with what Word makes of it:
// paragraphs, lines within them, lists, tracked changes, words cut in pieces.
func TestTablesKeepTheirLines(t *testing.T) {
	item := func(level, num, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr>` + run(text) + `</w:p>`
	}
	body := para("Before.") + `<w:tbl><w:tr><w:tc>` + para("a") + `</w:tc><w:tc>` + para("b") + `<w:p/>` + para("c") + `</w:tc></w:tr>` +
		`<w:tr><w:tc><w:p><w:r><w:t>d</w:t><w:br/><w:t xml:space="preserve"> e</w:t><w:tab/></w:r><w:r><w:t>f</w:t></w:r></w:p></w:tc>` +
		`<w:tc><w:p><w:ins w:author="N">` + run("new ") + `</w:ins><w:del w:author="N"><w:r><w:delText>old</w:delText></w:r></w:del>` + run("words") + `</w:p></w:tc></w:tr>` +
		`<w:tr><w:tc>` + item("0", "1", "one") + item("0", "1", "two") + `</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>`
	if _, err := WordTables(wordWith(body), Options{}); err == nil || !strings.Contains(err.Error(), "2 tracked changes") {
		t.Errorf("tracked changes are taken: %v", err)
	}
	got, err := WordTables(wordWith(body), Options{AcceptChanges: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][][]string{{{"a", "b\n\nc"}, {"d\n e\tf", "new words"}, {"1. one\n2. two", ""}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, broken := range [][]byte{nil, []byte("text"), []byte("PK\x03\x04"), wordWith(body)[:200]} {
		if _, err := WordTables(broken, Options{}); err == nil {
			t.Errorf("%.20q was read", broken)
		}
	}
}
