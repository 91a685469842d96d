package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// RewriteLinks returns the Markdown for use outside the site: each link or image on
// the site gets the URL that link returns, or only its text where that is "". If the
// address of a link is in a definition, or cannot be located with certainty, the whole
// text becomes plain, so that no destination is published that link did not return.
func (t Text) RewriteLinks(link func(dest string) string) string {
	switch {
	case t.details == nil:
		return t.Markdown
	case t.definesLink:
		return t.Plain()
	}
	src := []byte(t.Markdown)
	var edits []edit
	for _, l := range t.links {
		at := l.At - int(t.at)
		if at < 0 || at >= len(src) {
			return t.Plain() // in a note that is in another section
		}
		more, ok := linkEdits(src, at, l, link(l.Dest))
		if !ok {
			return t.Plain()
		}
		edits = append(edits, more...)
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var b strings.Builder
	from := 0
	for _, e := range edits {
		if e.from < from {
			return t.Plain()
		}
		b.Write(src[from:e.from])
		b.WriteString(e.text)
		from = e.to
	}
	b.Write(src[from:])
	return b.String()
}

// An edit replaces a range by a text.
type edit struct {
	from, to int
	text     string
}

// linkEdits are the edits that make the link or picture at src[at:] lead to
// another address. It knows [words](address) and [words](<address> "title"), and
// fails unless the address is exactly the one that the parser found.
func linkEdits(src []byte, at int, l Link, to string) (edits []edit, ok bool) {
	open := at
	if l.Image {
		open++
	}
	if open >= len(src) || src[open] != '[' {
		return nil, false
	}
	words := closing(src, open, '[', ']')
	if words < 0 || words >= len(src) || src[words] != '(' {
		return nil, false
	}
	end := closing(src, words, '(', ')')
	if end < 0 {
		return nil, false
	}
	from, upTo, ok := rawDestination(src, words+1, end-1)
	if !ok || destination(trimAngles(src[from:upTo])) != l.Dest {
		return nil, false
	}
	if to == "" {
		if len(bytes.TrimSpace(src[upTo:end-1])) > 0 {
			return nil, false // a title: where it ends is not certain
		}
		return []edit{{at, open + 1, ""}, {words - 1, end, ""}}, true
	}
	return []edit{{from, upTo, "<" + angles.Replace(encodeURL(to)) + ">"}}, true
}

var angles = strings.NewReplacer("<", "%3C", ">", "%3E")

// rawDestination is the range of the address in src[from:end], without its
// title.
func rawDestination(src []byte, from, end int) (at, upTo int, ok bool) {
	for from < end && isBlank(src[from]) {
		from++
	}
	if from < end && src[from] == '<' {
		i := bytes.IndexByte(src[from:end], '>')
		return from, from + i + 1, i > 0
	}
	upTo = from
	for upTo < end && !isBlank(src[upTo]) {
		upTo++
	}
	return from, upTo, upTo > from
}

func trimAngles(raw []byte) []byte {
	if len(raw) > 1 && raw[0] == '<' {
		return raw[1 : len(raw)-1]
	}
	return raw
}
