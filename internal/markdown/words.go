package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// codeWords are a code span's words; its line ends count as spaces.
func codeWords(n *ast.CodeSpan, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(src))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// words returns the text of n without markup.
func words(n ast.Node, src []byte) string { return string(addWords(nil, n, src)) }

func addWords(b []byte, n ast.Node, src []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.IsRaw() {
				b = append(b, c.Segment.Value(src)...)
			} else {
				b = addUnescaped(b, c.Segment.Value(src))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.CodeSpan:
			b = append(b, codeWords(c, src)...)
		case *ast.AutoLink:
			b = append(b, c.Label(src)...)
		case *ast.RawHTML:
			b = append(b, c.Segments.Value(src)...)
		default:
			b = addWords(b, c, src)
		}
	}
	return b
}

// unescape undoes backslash escapes and entities such as &amp; in one pass, so that
// nothing is unescaped twice.
func unescape(s []byte) string {
	return string(addUnescaped(nil, s))
}

func hasEscapes(s []byte) bool { return bytes.IndexByte(s, '\\') >= 0 || bytes.IndexByte(s, '&') >= 0 }

func addUnescaped(b, s []byte) []byte {
	if !hasEscapes(s) {
		return append(b, s...)
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b = append(b, s[i])
		case s[i] == '&':
			entity, length := readEntity(s[i:])
			b = append(b, entity...)
			i += length - 1
		default:
			b = append(b, s[i])
		}
	}
	return b
}

// readEntity reads "&name;" or "&#8211;" at the start of s; anything else is
// the ampersand alone. NUL and what no text may hold become U+FFFD.
func readEntity(s []byte) (string, int) {
	for i := 1; i < len(s) && i < 34; i++ {
		c := s[i]
		if c == ';' {
			if was := string(s[:i+1]); html.UnescapeString(was) != was {
				return html.UnescapeString(was), i + 1
			}
			break
		}
		if c != '#' && !util.IsAlphaNumeric(c) {
			break
		}
	}
	return "&", 1
}
