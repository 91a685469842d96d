package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// Elsewhere gives the passage's Markdown for a place outside of the site: each
// link or picture that leads to something of the site leads to where link says
// instead, and where that is "" its words stand alone. A link that is written
// with its address apart from it, or that cannot be found without doubt, makes
// the whole passage one of plain words: nothing that link does not name is let
// through.
func (t Text) Elsewhere(link func(dest string) string) string {
	switch {
	case t.details == nil:
		return t.Markdown
	case t.defines:
		return t.Plain()
	case len(t.links) == 0:
		return t.Markdown
	}
	src := []byte(t.Markdown)
	var edits []edit
	for _, l := range t.links {
		at := l.At - int(t.at)
		if at < 0 || at >= len(src) {
			return t.Plain() // in a note that stands elsewhere in the file
		}
		more, ok := relink(src, at, l, link(l.Dest))
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

// edit puts a text in the place of another.
type edit struct {
	from, to int
	text     string
}

// relink finds what has to change for the link or picture at src[at:] to lead
// to another address. It knows [words](address) and [words](<address> "title")
// and finds in the text exactly the address that the parser found.
func relink(src []byte, at int, l Link, to string) (edits []edit, ok bool) {
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
	return []edit{{from, upTo, "<" + angles.Replace(address(to)) + ">"}}, true
}

var angles = strings.NewReplacer("<", "%3C", ">", "%3E")

// rawDestination is where in src[from:end] the address stands, what stands
// around it and its title left out.
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
