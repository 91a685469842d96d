package markdown

import (
	"bytes"
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// A linkTarget is the kind of a link's destination.
type linkTarget int

const (
	otherSite linkTarget = iota // another site, an e-mail address or a telephone number
	ownSite                     // something of this site
	refused                     // the words are shown without the link
)

// A refusal is why a link is refused.
type refusal struct{ rule, message, hint string }

// link writes a link, or its words alone where it is refused.
func (w *writer) link(n *ast.Link) {
	dest := destination(n.Destination)
	target, _ := classifyLink(dest, false)
	if target == refused || w.inLink {
		w.children(n)
		return
	}
	w.inLink = true
	if target == otherSite {
		w.raw(`<a href="`)
		w.linkURL(n, encodeURL(dest))
		w.raw(`"`)
		w.title(n.Title)
		w.wrap(">", n, "</a>")
	} else {
		w.slot(slotLink, 0, len(w.links))
		w.addLink(n, dest, false)
		w.title(n.Title)
		w.raw(">")
		w.slot(slotTagEnd, 0, 0)
		w.children(n)
		w.slot(slotLinkEnd, 0, 0)
	}
	w.inLink = false
}

// image writes a picture, or its words where it is refused.
func (w *writer) image(n *ast.Image) {
	dest, alt := destination(n.Destination), words(n, w.src)
	if target, _ := classifyLink(dest, true); target != ownSite {
		w.escaped(alt)
		return
	}
	w.slot(slotImage, 0, len(w.links))
	w.addLink(n, dest, true)
	w.raw(` alt="`)
	w.escaped(alt)
	w.raw(`"`)
	w.title(n.Title)
	w.raw(`>`)
	w.slot(slotTagEnd, 0, 0)
}

// linkURL writes a link's URL, which can usually be copied from the source.
func (w *writer) linkURL(n *ast.Link, dest string) {
	from := n.Pos()
	at := bytes.LastIndex(w.src[from:from+linkLength(w.src[from:])], []byte(dest))
	if at < 0 {
		w.escaped(dest)
		return
	}
	w.copied(dest, from+at)
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
		At: w.reading.from + n.Pos(), Length: linkLength(w.src[n.Pos():]),
	})
	w.written += len(dest) // many short references may have the same long address
}

// autoLink writes a bare URL or e-mail address as a link.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := string(n.Label(w.src))
	dest := autoDest(n, w.src)
	if target, _ := classifyLink(dest, false); target != otherSite || w.inLink {
		w.escaped(label)
		return
	}
	w.raw(`<a href="`)
	w.escaped(encodeURL(dest))
	w.raw(`">`)
	w.escaped(label)
	w.raw("</a>")
}

// autoDest is the destination of a bare URL or e-mail address. goldmark makes
// "www." http; such sites have https.
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

// encodeURL percent-encodes what a URL may not contain and is not encoded already.
func encodeURL(dest string) string { return string(util.URLEscape([]byte(dest), false)) }

// linkLength is the length of the link or picture at the start of s. It is only
// for the carets, so it may give up, with the opening mark's length.
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
	after := -1
	switch {
	case end < len(s) && s[end] == '(':
		after = closing(s, end, '(', ')')
	case end < len(s) && s[end] == '[':
		after = closing(s, end, '[', ']')
	}
	return max(end, after)
}

// closing returns the offset after the bracket that closes the one at s[at]; -1 if none.
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

// destination undoes escapes and entities. Of what is too long it gives no more
// than classifyLink needs to refuse it.
func destination(raw []byte) string {
	if len(raw) > 4*maxAddress {
		return strings.Repeat("x", maxAddress+1)
	}
	return unescape(raw)
}

// classifyLink returns the kind of a destination, and if it is refused why. It gets
// exactly what will be written, with escapes and entities undone, so that a browser
// cannot read it differently.
func classifyLink(dest string, image bool) (linkTarget, refusal) {
	shown := shorten(dest)
	if len(dest) > maxAddress {
		return refused, refusal{RuleLinkUnreadable, "this address is longer than browsers can open",
			"look for the quote or bracket that should end it"}
	}
	if strings.TrimSpace(dest) == "" {
		return refused, refusal{RuleLinkEmpty, "this link leads nowhere",
			"write the address, or the name of the file, between the round brackets: [words](https://example.org/page)"}
	}
	if hidden(dest) {
		return refused, refusal{RuleLinkScheme, "this address holds a character that cannot be seen",
			"delete the address and type it again, or copy it from the browser's address bar"}
	}
	if i := strings.IndexAny(dest, ":/?#"); i > 0 && dest[i] == ':' {
		return classifyScheme(strings.ToLower(dest[:i]), dest, shown, image)
	}
	return classifyRelative(dest, shown, image)
}

func classifyScheme(scheme, dest, shown string, image bool) (linkTarget, refusal) {
	rest := dest[len(scheme)+1:]
	switch {
	case image && scheme != "http" && scheme != "https":
		return refused, refusal{RuleLinkScheme, "a picture cannot come from " + shown,
			"put the picture's file in the same folder and write its name: ![what it shows](picture.png)"}
	case scheme == "https" || scheme == "http":
		u, err := url.Parse(dest)
		if err != nil || u.Hostname() == "" || !strings.HasPrefix(rest, "//") || len(u.Port()) > 4 && u.Port() > "65535" {
			return refused, unreadable(shown)
		}
		if u.User != nil {
			return refused, refusal{RuleLinkUnreadable, "this address leads to " + shorten(u.Hostname()) + ", whatever stands before the @",
				"write the address without what stands before the @, if that is where it should lead"}
		}
		if image {
			return refused, refusal{RuleImageElsewhere, "this picture would be fetched from another site, which would learn of every reader",
				"save the picture in the same folder as this file and write its name: ![what it shows](picture.png)"}
		}
		return otherSite, refusal{}
	case scheme == "mailto":
		if name, host, ok := strings.Cut(rest, "@"); !ok || name == "" || host == "" {
			return refused, unreadable(shown)
		}
		return otherSite, refusal{}
	case scheme == "tel":
		if !strings.ContainsAny(rest, "0123456789") {
			return refused, unreadable(shown)
		}
		return otherSite, refusal{}
	case scheme == "file" || len(scheme) == 1:
		return refused, refusal{RuleLinkScheme, "this link leads to a file on your own computer, which readers cannot reach",
			"put the file in the same folder as this one and write its name: [words](file.pdf)"}
	}
	return refused, refusal{RuleLinkScheme, "a link cannot begin with \"" + shorten(scheme) + ":\"",
		"links begin with https:, http:, mailto: or tel:, or name a file of this site"}
}

func classifyRelative(dest, shown string, image bool) (linkTarget, refusal) {
	lower := strings.ToLower(dest)
	switch {
	case strings.HasPrefix(dest, "//"):
		return refused, refusal{RuleLinkIncomplete, "this address begins with //", "write https: before it: https:" + shown}
	case strings.HasPrefix(lower, "www."):
		return refused, refusal{RuleLinkIncomplete, "this address would be taken for a file called \"" + shown + "\"",
			"write https:// before it: https://" + shown}
	case strings.HasPrefix(dest, "/"):
		return refused, refusal{RuleLinkRoot, "this link begins with /, so it works only where the site stands at the top of its address",
			"link to the content file instead, from where this file is: [words](../2024-custody/report.md)"}
	case strings.Contains(dest, `\`):
		return refused, refusal{RuleLinkUnreadable, `this link holds a \, which is not part of any web address`,
			"write / between folders: [words](folder/file.pdf)"}
	case strings.Contains(dest, "@") && !strings.ContainsAny(dest, "/?# "):
		return refused, refusal{RuleLinkIncomplete, "this address would be taken for a file called \"" + shown + "\"",
			"write mailto: before an email address: mailto:" + shown}
	case image && strings.HasPrefix(dest, "#"):
		return refused, refusal{RuleLinkUnreadable, "this picture has no file", "write the name of its file: ![what it shows](picture.png)"}
	}
	if _, err := url.Parse(dest); err != nil {
		return refused, unreadable(shown)
	}
	return ownSite, refusal{}
}

// unreadable refuses what browsers cannot open.
func unreadable(shown string) refusal {
	return refusal{RuleLinkUnreadable, "\"" + shown + "\" is not an address that a browser could open",
		"copy the address from the browser's address bar; if a file's name holds a % or a :, rename the file"}
}

// hidden reports whether dest has characters that browsers drop from an address, or that
// cannot be seen: "java\nscript:" is an old trick. Spaces are allowed.
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

// shorten cuts a long address for a message.
func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
