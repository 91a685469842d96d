package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

func (c *checker) link(n *ast.Link) {
	c.noteReference(n.Reference)
	length := linkLength(c.src[max(n.Pos(), 0):])
	dest := destination(n.Destination)
	text := strings.TrimSpace(words(n, c.src))
	switch target, why := classifyLink(dest, false); target {
	case refused:
		c.errorAt(n.Pos(), length, why.rule, why.message, why.hint)
	case otherSite:
		c.outsideLink(dest, n.Pos(), length)
	}
	if text == "" {
		c.errorAt(n.Pos(), length, RuleLinkWordless, "this link has no words, so nobody could see or hear it",
			"write between the square brackets what it leads to: [the inspection report](report.md)")
	}
	if c.quoted {
		return
	}
	if isAddress(text) {
		c.bareAddress(n.Pos(), length)
	}
	if isVague(text) {
		c.warnAt(n.Pos(), length, RuleLinkVague, "\""+text+"\" does not say where the link leads",
			"let the words name it: not [click here](report.md) but [the inspection report](report.md)")
	}
}

func isVague(text string) bool {
	return len(text) < 60 && vague[strings.ToLower(strings.Trim(text, " .,:;!?…»›>→()[]\u00a0"))]
}

// vague are link texts that mean nothing by themselves, in English and Welsh.
var vague = map[string]bool{
	"click here": true, "here": true, "this link": true, "read more": true, "more": true, "link": true,
	"this": true, "download": true, "this page": true, "click": true, "click this link": true, "see here": true,
	"more information": true, "find out more": true, "details": true, "page": true, "document": true, "pdf": true,
	"yma": true, "cliciwch yma": true, "mwy": true, "darllen mwy": true, "y ddolen hon": true, "lawrlwytho": true,
}

func (c *checker) image(n *ast.Image) {
	c.noteReference(n.Reference)
	length := linkLength(c.src[max(n.Pos(), 0):])
	if target, why := classifyLink(destination(n.Destination), true); target != ownSite {
		c.errorAt(n.Pos(), length, why.rule, why.message, why.hint)
	}
	alt := strings.TrimSpace(words(n, c.src))
	if imageFileName.MatchString(alt) {
		c.warnAt(n.Pos(), length, RuleImageFileName, "\""+shorten(alt)+"\" is the name of a file, and does not say what this picture shows",
			"write what it shows between the square brackets, for those who cannot see it: ![a bar chart of calls by month](calls.png)")
	}
	if alt == "" {
		c.warnAt(n.Pos(), length, RuleImageNoAlt, "nothing says what this picture shows",
			"write it between the square brackets, for those who cannot see it: ![a bar chart of calls by month](calls.png)")
	}
}

func (c *checker) autoLink(n *ast.AutoLink) {
	label := string(n.Label(c.src))
	at := max(n.Pos(), 0)
	if i := strings.Index(string(c.src[at:min(len(c.src), at+len(label)+2)]), label); i > 0 {
		at += i // goldmark's position may be that of the space or < before it
	}
	dest := autoDest(n, c.src)
	if target, why := classifyLink(dest, false); target != otherSite {
		c.errorAt(at, len(label), why.rule, why.message, why.hint)
		return
	}
	c.outsideLink(dest, at, len(label))
	if n.AutoLinkType == ast.AutoLinkURL && !c.quoted && !inside(n, ast.KindLink) {
		c.bareAddress(at, len(label))
	}
}

// outsideLink keeps a link to another site, and checks an e-mail address.
func (c *checker) outsideLink(dest string, at, length int) {
	if address, ok := strings.CutPrefix(dest, "mailto:"); ok {
		address, _, _ = strings.Cut(address, "?")
		c.checkEmail(address, at, length)
		return
	}
	if strings.HasPrefix(dest, "http") {
		c.outside = append(c.outside, Link{Dest: dest, At: c.from + max(at, 0), Length: length})
	}
}

func (c *checker) bareAddress(at, length int) {
	c.warnAt(at, length, RuleLinkBare, "this address stands in the text as it is, and is read out letter by letter",
		"let words name the page: [the inspection report](https://example.org/report)")
}

// isAddress reports whether a link's words are a web address.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "www.")
}

// imageFileName matches words for a picture that are its file's name.
var imageFileName = regexp.MustCompile(`(?i)^[^ \n]+\.(png|jpe?g|gif|webp|bmp|tiff?|heic|svg)$`)

func (c *checker) noteRef(n *noteRef) {
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

// checkNotes checks what can be known of footnotes before the texts are rendered.
func (c *checker) checkNotes() {
	book := c.notes()
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
			c.shown[n] = true // reported already
		case n.FirstChild() == nil:
			c.warnAt(n.Pos(), n.length, RuleNoteEmpty, "this footnote has no words",
				"write them after the colon; further paragraphs begin with four spaces")
		}
	}
}

// checkNotesShown reports notes that no text shows, once the texts are rendered:
// a note that only an unused note refers to is lost as well.
func (r *reading) checkNotesShown() {
	for _, n := range r.notes().all {
		if !r.shown[n] {
			r.errorAt(n.Pos(), n.length, RuleNoteUnused, "nothing refers to this footnote, so its words would not be shown",
				"put [^"+n.label+"] after the words that it belongs to, or write the note into the text")
		}
	}
}
