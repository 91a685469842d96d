package markdown

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// A place is what a link's destination leads to.
type place int

const (
	elsewhere place = iota // another site, an address to write to, a number to call
	ours                   // something of this site
	nowhere                // refused; the words are shown without the link
)

// refusal says why a destination is refused.
type refusal struct{ rule, message, hint string }

// link writes a link, or its words alone where it is refused.
func (w *writer) link(n *ast.Link) {
	dest, where := w.leads(n.Destination)
	if w.inLink {
		where = nowhere
	}
	switch where {
	case nowhere:
		w.children(n)
		return
	case elsewhere:
		w.raw(`<a href="`)
		w.address(n, address(dest))
		w.endTag(n.Title)
	case ours:
		w.hole(holeLink, 0, len(w.links))
		w.addLink(n, dest, false)
		w.title(n.Title)
		w.raw(">")
		w.hole(holeTag, 0, 0)
	}
	w.inLink = true
	w.children(n)
	w.inLink = false
	if where == ours {
		w.hole(holeLinkEnd, 0, 0)
	} else {
		w.raw("</a>")
	}
}

// image writes a picture, or its words where it is refused.
func (w *writer) image(n *ast.Image) {
	dest := destination(n.Destination)
	if where, _ := judge(dest, true); where != ours {
		w.escaped(words(n, w.src))
		return
	}
	w.hole(holeImage, 0, len(w.links))
	w.addLink(n, dest, true)
	w.raw(` alt="`)
	w.escaped(words(n, w.src))
	w.raw(`"`)
	w.title(n.Title)
	w.raw(`>`)
	w.hole(holeTag, 0, 0)
}

// address writes where a link leads, which mostly stands so in the source.
func (w *writer) address(n *ast.Link, dest string) {
	from := n.Pos()
	at := bytes.LastIndex(w.src[from:from+linkLength(w.src[from:])], []byte(dest))
	if at < 0 || strings.ContainsAny(dest, `&<>"`) {
		w.escaped(dest)
		return
	}
	w.copied(dest, from+at)
}

// endTag ends the opening tag of a link, behind its address.
func (w *writer) endTag(title []byte) {
	if len(title) == 0 {
		w.raw(`">`)
		return
	}
	w.raw(`"`)
	w.title(title)
	w.raw(">")
}

func (w *writer) title(title []byte) {
	if len(title) > 0 {
		w.raw(` title="`)
		w.escaped(unescape(title))
		w.raw(`"`)
	}
}

func (w *writer) addLink(n ast.Node, dest string, image bool) {
	w.links = append(w.links, Link{
		Dest: dest, Image: image, Words: words(n, w.src),
		At: w.from + n.Pos(), Length: linkLength(w.src[n.Pos():]),
	})
	w.written += len(dest) // a short mark can stand for a long address, many times
}

// autoLink writes an address that stands in the text as itself.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.src))
	dest := autoDest(n, w.src)
	if where, _ := judge(dest, false); where != elsewhere || w.inLink {
		w.escaped(label)
		return
	}
	w.raw(`<a href="`)
	w.escaped(address(dest))
	w.raw(`">`)
	w.escaped(label)
	w.raw("</a>")
}

// autoDest is where an address that stands in the text leads to. goldmark
// makes "www." http; a site that has the name has https.
func autoDest(n *ast.AutoLink, src []byte) string {
	label := string(n.Label(src))
	switch {
	case n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(label), "mailto:"):
		return "mailto:" + label
	case n.Protocol != nil:
		return "https://" + label
	}
	return label
}

// address percent-encodes what an address may not hold, and leaves alone what
// is encoded already.
func address(dest string) string {
	for i := range len(dest) {
		if c := dest[i]; !util.IsAlphaNumeric(c) && strings.IndexByte("/:.-_#?=&", c) < 0 {
			return string(util.URLEscape([]byte(dest), false))
		}
	}
	return dest
}

// linkLength finds how far the link or picture at the start of s goes: only
// for the carets under it, so it may give up, with the opening mark's length.
func linkLength(s []byte) int {
	s = s[:min(len(s), 2000)]
	i := bytes.IndexByte(s, '[')
	if i < 0 || i > 1 {
		return 1
	}
	end := closing(s, i, '[', ']')
	if end < 0 {
		return i + 1
	}
	if end < len(s) && s[end] == '(' {
		if e := closing(s, end, '(', ')'); e > 0 {
			return e
		}
	}
	if end < len(s) && s[end] == '[' {
		if e := closing(s, end, '[', ']'); e > 0 {
			return e
		}
	}
	return end
}

// closing is the place after the mark that closes the one at s[at]; -1 if none.
func closing(s []byte, at int, open, end byte) int {
	depth := 0
	for i := at; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// destination undoes escapes and entities. Of what judge will find too long it
// gives no more than is needed to find that.
func destination(raw []byte) string {
	if len(raw) > 4*maxAddress {
		return strings.Repeat("x", maxAddress+1)
	}
	return unescape(raw)
}

// leads gives the destination of a link, and says where it leads. Many stand in a
// file more than once, and each is looked at for what is wrong before it is written.
func (r *reading) leads(raw []byte) (dest string, where place) {
	if known, ok := r.room.judged[string(raw)]; ok {
		return known.dest, known.where
	}
	dest = destination(raw)
	where, _ = judge(dest, false)
	if len(raw) <= maxAddress {
		r.room.judged[string(raw)] = judged{dest, where}
	}
	return dest, where
}

// judged is a destination, and where it leads.
type judged struct {
	dest  string
	where place
}

// judge says where a destination leads, and if it is refused why. It looks at
// exactly what will be written, once escapes and entities are undone, so that
// nothing can be one thing here and another in a browser.
func judge(dest string, image bool) (place, refusal) {
	shown := shorten(dest)
	if len(dest) > maxAddress {
		return nowhere, refusal{RuleLinkUnreadable, "this address is longer than browsers can open",
			"look for the quote or bracket that should end it"}
	}
	if strings.TrimSpace(dest) == "" {
		return nowhere, refusal{RuleLinkEmpty, "this link leads nowhere",
			"write the address, or the name of the file, between the round brackets: [words](https://example.org/page)"}
	}
	if hidden(dest) {
		return nowhere, refusal{RuleLinkScheme, "this address holds a character that cannot be seen",
			"delete the address and type it again, or copy it from the browser's address bar"}
	}
	if i := strings.IndexAny(dest, ":/?#"); i > 0 && dest[i] == ':' {
		return judgeScheme(strings.ToLower(dest[:i]), dest, shown, image)
	}
	return judgeRelative(dest, shown, image)
}

func judgeScheme(scheme, dest, shown string, image bool) (place, refusal) {
	rest := dest[len(scheme)+1:]
	switch {
	case image && scheme != "http" && scheme != "https":
		return nowhere, refusal{RuleLinkScheme, "a picture cannot come from " + shown,
			"put the picture's file in the same folder and write its name: ![what it shows](picture.png)"}
	case scheme == "https" || scheme == "http":
		u, err := url.Parse(dest)
		if err != nil || u.Hostname() == "" || !strings.HasPrefix(rest, "//") || len(u.Port()) > 4 && u.Port() > "65535" {
			return nowhere, unreadable(shown)
		}
		if u.User != nil {
			return nowhere, refusal{RuleLinkUnreadable, "this address leads to " + shorten(u.Hostname()) + ", whatever stands before the @",
				"write the address without what stands before the @, if that is where it should lead"}
		}
		if image {
			return nowhere, refusal{RuleImageElsewhere, "this picture would be fetched from another site, which would learn of every reader",
				"save the picture in the same folder as this file and write its name: ![what it shows](picture.png)"}
		}
		return elsewhere, refusal{}
	case scheme == "mailto":
		if name, host, ok := strings.Cut(rest, "@"); !ok || name == "" || host == "" {
			return nowhere, unreadable(shown)
		}
		return elsewhere, refusal{}
	case scheme == "tel":
		if !strings.ContainsAny(rest, "0123456789") {
			return nowhere, unreadable(shown)
		}
		return elsewhere, refusal{}
	case scheme == "file" || len(scheme) == 1:
		return nowhere, refusal{RuleLinkScheme, "this link leads to a file on your own computer, which readers cannot reach",
			"put the file in the same folder as this one and write its name: [words](file.pdf)"}
	}
	return nowhere, refusal{RuleLinkScheme, "a link cannot begin with \"" + shorten(scheme) + ":\"",
		"links begin with https:, http:, mailto: or tel:, or name a file of this site"}
}

func judgeRelative(dest, shown string, image bool) (place, refusal) {
	lower := strings.ToLower(dest)
	switch {
	case strings.HasPrefix(dest, "//"):
		return nowhere, refusal{RuleLinkIncomplete, "this address begins with //", "write https: before it: https:" + shown}
	case strings.HasPrefix(lower, "www."):
		return nowhere, refusal{RuleLinkIncomplete, "this address would be taken for a file called \"" + shown + "\"",
			"write https:// before it: https://" + shown}
	case strings.HasPrefix(dest, "/"):
		return nowhere, refusal{RuleLinkRoot, "this link begins with /, so it works only where the site stands at the top of its address",
			"link to the content file instead, from where this file is: [words](../2024-custody/report.md)"}
	case strings.Contains(dest, `\`):
		return nowhere, refusal{RuleLinkUnreadable, `this link holds a \, which is not part of any web address`,
			"write / between folders: [words](folder/file.pdf)"}
	case strings.Contains(dest, "@") && !strings.ContainsAny(dest, "/?# "):
		return nowhere, refusal{RuleLinkIncomplete, "this address would be taken for a file called \"" + shown + "\"",
			"write mailto: before an email address: mailto:" + shown}
	case image && strings.HasPrefix(dest, "#"):
		return nowhere, refusal{RuleLinkUnreadable, "this picture has no file", "write the name of its file: ![what it shows](picture.png)"}
	}
	if _, err := url.Parse(dest); err != nil {
		return nowhere, unreadable(shown)
	}
	return ours, refusal{}
}

func unreadable(shown string) refusal {
	return refusal{RuleLinkUnreadable, "\"" + shown + "\" is not an address that a browser could open",
		"copy the address from the browser's address bar; if a file's name holds a % or a :, rename the file"}
}

// hidden says whether dest holds what browsers leave out when they read an
// address, or what cannot be seen: "java\nscript:" is an old trick. Spaces
// within a file's name are not meant.
func hidden(dest string) bool {
	if strings.TrimSpace(dest) != dest {
		return true
	}
	for _, r := range dest {
		if ' ' <= r && r <= '~' {
			continue
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar || r == '\u2028' || r == '\u2029' {
			return true
		}
	}
	return false
}

// shorten keeps a long address from filling a message.
func shorten(s string) string {
	if len(s) <= 60 {
		return s
	}
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
