package docimport

import (
	"fmt"
	"runtime"
	"testing"
)

// costly are texts and Word files in which something small is repeated, each
// with how often. What reading one takes may grow with that, and not faster.
var costly = []struct {
	name string
	most int
	file func(n int) []byte
}{
	{"runs of one paragraph", 10_000, func(n int) []byte { return wordWith("<w:p>" + many(run("a "), n) + "</w:p>") }},
	{"words cut by comments", 10_000, func(n int) []byte {
		return wordWith("<w:p><w:r><w:t>" + many("abcdef <!-- x -->", n) + "</w:t></w:r></w:p>")
	}},
	{"words cut by elements", 10_000, func(n int) []byte {
		return wordWith("<w:p><w:r><w:t>" + many("ab <w:x/>", n) + "</w:t></w:r></w:p>")
	}},
	{"an instruction of many runs", 5_000, func(n int) []byte {
		return wordWith(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + many(`<w:r><w:instrText>HYPERLINK </w:instrText></w:r>`, n) + many(run("a "), n) + "</w:p>")
	}},
	{"a note of many paragraphs", 4_000, func(n int) []byte {
		return zipOf(map[string]string{
			"word/document.xml":  `<w:document><w:body><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:body></w:document>`,
			"word/footnotes.xml": `<w:footnotes><w:footnote w:id="1">` + many(para("a"), n) + `</w:footnote></w:footnotes>`,
		})
	}},
	{"one header, named again and again", 2_000, func(n int) []byte {
		return zipOf(map[string]string{
			"word/document.xml":            `<w:document><w:body>` + para("a") + `</w:body></w:document>`,
			"word/_rels/document.xml.rels": `<Relationships>` + many(`<Relationship Type="x/header" Target="header1.xml"/>`, n) + `</Relationships>`,
			"word/header1.xml":             `<w:hdr>` + many(para("a"), 100) + `</w:hdr>`,
		})
	}},
	{"a header of many lines", 1_000, func(n int) []byte {
		lines := ""
		for i := range n {
			lines += para(fmt.Sprint("Line ", i))
		}
		return zipOf(map[string]string{
			"word/document.xml":            `<w:document><w:body>` + para("a") + `</w:body></w:document>`,
			"word/_rels/document.xml.rels": `<Relationships><Relationship Type="x/header" Target="header1.xml"/></Relationships>`,
			"word/header1.xml":             `<w:hdr>` + lines + `</w:hdr>`,
		})
	}},
	{"paragraphs whose ends were struck out", 4_000, func(n int) []byte {
		return wordWith(many(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+run("a ")+`</w:p>`, n) + para("b"))
	}},
	{"lines within a paragraph", 4_000, func(n int) []byte {
		return wordWith(`<w:p><w:r>` + many(`<w:t>words </w:t><w:br/>`, n) + `</w:r></w:p>`)
	}},
	{"cells, each as wide as a table can be", 400, func(n int) []byte {
		return wordWith("<w:tbl><w:tr>" + many(`<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr>`+para("a")+`</w:tc>`, n) + "</w:tr>" + many("<w:tr><w:tc>"+para("a")+"</w:tc></w:tr>", n) + "</w:tbl>")
	}},
	{"rows below a long cell that goes on in each of them", 1_000, func(n int) []byte {
		return wordWith(`<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + para(many("words ", n)) + `</w:tc><w:tc>` + para("a") + `</w:tc></w:tr>` +
			many(`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>`+para("a")+`</w:tc></w:tr>`, n) + `</w:tbl>`)
	}},
	{"one wide row above many short ones", 2_000, func(n int) []byte { return []byte(many("a | ", n) + "b\n" + many("a | b\n", n)) }},
	{"the middle of a sentence, in numbers", 2_000, func(n int) []byte {
		return []byte("It was to be done by the end of the year, as was agreed on\n" + many("7. all of it,\n", n))
	}},
	{"stars", 5_000, func(n int) []byte { return []byte(many("a * b ", n)) }},
	{"notes that are never closed", 5_000, func(n int) []byte { return []byte(many("[^", n)) }},
	{"pages that cut a sentence", 2_000, func(n int) []byte {
		return []byte(many("the words of this long line go on and on, and they go on,\n\nPage 2\n\n", n))
	}},
	{"a cell of a thousand million columns", 2, func(n int) []byte {
		return wordWith(many(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>`+para("Recommendation")+`</w:tc></w:tr><w:tr><w:tc>`+para("a")+`</w:tc></w:tr></w:tbl>`, n))
	}},
	{"findings", 200, func(n int) []byte {
		return []byte(many("Recommendation 1: The force should act by June 2024.\n\nForce response: It has acted.\n\n", n))
	}},
}

// What reading a file takes grows with its length, and not faster. Counted is
// the memory that is taken up in all, which is the same on every machine: by
// the square, twice as much would take four times as much.
func TestCostGrowsWithLength(t *testing.T) {
	if testing.Short() {
		t.Skip("it counts memory, of which the race detector takes some; go test without -short runs this")
	}
	const twice = 3
	cost := func(file []byte) int64 {
		return allocated(func() {
			if p, err := Open("paper", file, Options{AcceptChanges: true}); err == nil {
				Import(p, Settings{Names: Names{Force: "Exampleshire Police"}, Today: today})
			}
		})
	}
	for _, row := range costly {
		none, half, whole := cost(row.file(1)), cost(row.file(row.most/2)), cost(row.file(row.most))
		if grown := float64(whole-none) / float64(max(half-none, 1<<20)); grown > twice {
			t.Errorf("%s: %d KiB for %d, %d KiB for twice as many: %.1f times", row.name, half>>10, row.most/2, whole>>10, grown)
		}
	}
}

// allocated is how many bytes of memory a function takes up in all.
func allocated(do func()) int64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.TotalAlloc - before.TotalAlloc)
}

// checkCost checks, of a file that a fuzz test made, that reading it takes no
// more than any file of its length may.
func checkCost(t *testing.T, length int, read func()) {
	t.Helper()
	if cost, most := allocated(read), 16<<20+2000*int64(length); cost > most {
		t.Errorf("%d bytes take up %d KiB, and %d KiB is the most", length, cost>>10, most>>10)
	}
}
