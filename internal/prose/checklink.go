package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func (c *checker) link(n *ast.Link) {
	if n.Reference != nil {
		c.used[util.ToLinkReference(n.Reference.Value)] = true
	}
	length := linkLength(c.src[max(n.Pos(), 0):])
	if where, why := judge(destination(n.Destination), false); where == nowhere {
		c.errorAt(n.Pos(), length, why.rule, why.message, why.hint)
	}
	text := strings.TrimSpace(words(n, c.src))
	if text == "" {
		c.errorAt(n.Pos(), length, RuleLinkWordless, "this link has no words, so nobody could see or hear it",
			"write between the square brackets what it leads to: [the inspection report](report.md)")
	}
	if vague[strings.ToLower(strings.Trim(text, " .,:;!?…»›>→()[]\u00a0"))] {
		c.warnAt(n.Pos(), length, RuleLinkVague, "\""+text+"\" does not say where the link leads",
			"let the words name it: not [click here](report.md) but [the inspection report](report.md)")
	}
}

// vague are link words that say nothing by themselves, in English and Welsh.
var vague = map[string]bool{
	"click here": true, "here": true, "this link": true, "read more": true, "more": true, "link": true,
	"this": true, "download": true, "this page": true, "click": true, "click this link": true, "see here": true,
	"more information": true, "find out more": true, "details": true, "page": true, "document": true, "pdf": true,
	"yma": true, "cliciwch yma": true, "mwy": true, "darllen mwy": true, "y ddolen hon": true, "lawrlwytho": true,
}

func (c *checker) image(n *ast.Image) {
	if n.Reference != nil {
		c.used[util.ToLinkReference(n.Reference.Value)] = true
	}
	length := linkLength(c.src[max(n.Pos(), 0):])
	if where, why := judge(destination(n.Destination), true); where != ours {
		c.errorAt(n.Pos(), length, why.rule, why.message, why.hint)
	}
	if strings.TrimSpace(words(n, c.src)) == "" {
		c.warnAt(n.Pos(), length, RuleImageNoAlt, "nothing says what this picture shows",
			"write it between the square brackets, for those who cannot see it: ![a bar chart of calls by month](calls.png)")
	}
}

func (c *checker) autoLink(n *ast.AutoLink) {
	label := string(n.Label(c.src))
	at := max(n.Pos(), 0)
	if i := strings.Index(string(c.src[at:min(len(c.src), at+len(label)+2)]), label); i > 0 {
		at += i // goldmark's place may be that of the space or < before it
	}
	if where, why := judge(autoDest(n, c.src), false); where != elsewhere {
		c.errorAt(at, len(label), why.rule, why.message, why.hint)
	}
}

func (c *checker) noteMark(n *noteMark) {
	for p := n.Parent(); p != nil; p = p.Parent() {
		where := ""
		switch p := p.(type) {
		case *ast.Link:
			where = "a link"
		case *ast.Image:
			where = "the words for a picture"
		case *ast.Heading:
			if c.isSection(p) {
				where = "a section's heading"
			}
		}
		if where != "" {
			c.errorAt(n.Pos(), n.length, RuleNoteMisplaced, "a footnote mark cannot stand within "+where,
				"put it after the words that it belongs to, in the text")
			return
		}
	}
}

// notes looks at the footnotes that can be judged without the texts.
func (c *checker) notes() {
	book := notesOf(c.context)
	for _, m := range book.missing {
		mark := string(c.src[m[0] : m[0]+m[1]])
		c.warnAt(m[0], m[1], RuleNoteMissing, "there is no footnote for "+mark+", so it would be shown as it is",
			"write the note on a line of its own, at its very beginning: "+mark+": the note's words")
	}
	for _, n := range book.all {
		switch {
		case book.byLabel[util.ToLinkReference([]byte(n.label))] != n:
			c.errorAt(n.Pos(), n.length, RuleNoteTwice, "there is already a footnote [^"+n.label+"], so this one would be lost",
				"give one of them another mark, here and where it is referred to")
			c.shown[n] = true // said already
		case n.FirstChild() == nil:
			c.warnAt(n.Pos(), n.length, RuleNoteEmpty, "this footnote has no words",
				"write them after the colon; further paragraphs begin with four spaces")
		}
	}
}

// checkNotesShown looks for notes that no text shows. It waits for the texts:
// a note that only an unused note refers to is lost as well.
func (r *reading) checkNotesShown() {
	for _, n := range notesOf(r.context).all {
		if !r.shown[n] {
			r.errorAt(n.Pos(), n.length, RuleNoteUnused, "nothing refers to this footnote, so its words would not be shown",
				"put [^"+n.label+"] after the words that it belongs to, or write the note into the text")
		}
	}
}
