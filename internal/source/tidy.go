package source

import (
	"slices"
	"strings"
	"sync"
)

// This file reads tidy front matter, which nearly all is: fields one a line,
// values on their line, lists and groups indented below or in brackets. It
// makes of it what the decoder would, at a tenth of the cost, and leaves
// everything else to the decoder: at the first byte that could mean something
// it does not know, it gives up. FuzzTidy holds that it never differs.

// tidy reads the bytes from content to closing of f into the room, if they are
// tidy.
func tidy(f *File, content, closing int, room *valueRoom) (root *Value, ok bool) {
	t := &tidyReader{text: f.Text[:closing], at: content, room: room}
	if !t.next() {
		return nil, false
	}
	v, ok := t.mapping(t.indent)
	return &v, ok && t.done
}

// A valueRoom holds the fields and items of one file's values.
type valueRoom struct {
	entries, begun   []Entry // of the Maps that are done, and of those that are not
	items, itemBegun []Value // the same of Lists
}

var valueRooms = sync.Pool{New: func() any { return new(valueRoom) }}

// leave lets others use the room: nothing of it may be looked at any more.
func (r *valueRoom) leave() {
	const most = 1000 // more is dear to clear again and again
	if cap(r.entries)+cap(r.begun)+cap(r.items)+cap(r.itemBegun) > most {
		return
	}
	clear(r.entries)
	clear(r.begun[:cap(r.begun)])
	clear(r.items)
	clear(r.itemBegun[:cap(r.itemBegun)])
	*r = valueRoom{r.entries[:0], r.begun[:0], r.items[:0], r.itemBegun[:0]}
	valueRooms.Put(r)
}

// endMap gives the fields of the Map that was begun last, from a number on.
func (r *valueRoom) endMap(from int) []Entry {
	at := len(r.entries)
	r.entries = append(r.entries, r.begun[from:]...)
	r.begun = r.begun[:from]
	return slices.Clip(r.entries[at:])
}

// endList gives the items of the List that was begun last.
func (r *valueRoom) endList(from int) []Value {
	at := len(r.items)
	r.items = append(r.items, r.itemBegun[from:]...)
	r.itemBegun = r.itemBegun[:from]
	return slices.Clip(r.items[at:])
}

// begunField says whether a Map that was begun has a field already.
func (r *valueRoom) begunField(from int, name string) bool {
	return slices.ContainsFunc(r.begun[from:], func(e Entry) bool { return e.Key.Text == name })
}

// A tidyReader stands at a line that says something.
type tidyReader struct {
	text   string
	at     int // where the next line begins
	line   int // where the line's words begin
	end    int // where they end
	indent int
	done   bool // there is no further line
	broken bool // a line that is not tidy was met
	room   *valueRoom
}

// next goes to the next line that is neither empty nor a comment.
func (t *tidyReader) next() bool {
	for t.at < len(t.text) {
		start := t.at
		end := len(t.text)
		if i := strings.IndexByte(t.text[start:], '\n'); i >= 0 {
			end = start + i
		}
		t.at = min(end+1, len(t.text))
		words := start
		for words < end && t.text[words] == ' ' {
			words++
		}
		if words == end {
			continue
		}
		if t.text[words] == '#' && words == start && plainBytes(t.text[words:end]) {
			continue
		}
		for end > words && t.text[end-1] == ' ' {
			end--
		}
		if !plainBytes(t.text[words:end]) {
			t.broken = true
			break
		}
		t.line, t.end, t.indent = words, end, words-start
		return true
	}
	t.done, t.indent = true, -1
	return false
}

// plainBytes says whether text holds no byte that YAML reads as a line's end,
// refuses, or takes for more than a letter.
func plainBytes(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c < ' ' || c == 0x7f || c == 0xef:
			return false
		case c == 0xc2 && i+1 < len(text) && text[i+1] <= 0xa0: // NEL, no-break space
			return false
		case c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && (text[i+2] == 0xa8 || text[i+2] == 0xa9): // line and paragraph separators
			return false
		}
	}
	return true
}

// mapping reads the fields of one indent.
func (t *tidyReader) mapping(indent int) (Value, bool) {
	v := Value{Kind: Map, Offset: t.line}
	from := len(t.room.begun)
	for !t.done && t.indent == indent {
		key, ok := t.key(from)
		if !ok {
			return v, false
		}
		value, ok := t.value(indent)
		if !ok {
			return v, false
		}
		t.room.begun = append(t.room.begun, Entry{key, value})
	}
	v.Entries = t.room.endMap(from)
	return v, !t.broken && t.indent < indent
}

// key reads the name of a field, of the Map that was begun at a number, and goes
// past its colon.
func (t *tidyReader) key(from int) (Value, bool) {
	i := t.line
	for i < t.end && nameByte(t.text[i], i == t.line) {
		i++
	}
	if i == t.line || i >= t.end || t.text[i] != ':' {
		return Value{}, false
	}
	name := t.text[t.line:i]
	if special(name) || t.room.begunField(from, name) {
		return Value{}, false
	}
	key := Value{Kind: Scalar, Text: name, Plain: true, Offset: t.line, Length: len(name)}
	t.line = i + 1
	return key, true
}

// nameByte says whether c may stand in the name of a field.
func nameByte(c byte, first bool) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		return true
	}
	return !first && ('0' <= c && c <= '9' || c == '-')
}

// special says whether the decoder could take a word for nothing at all.
func special(word string) bool { return word == "null" || word == "Null" || word == "NULL" }

// value reads what stands after a field's colon, or below it, and goes to the
// line after.
func (t *tidyReader) value(indent int) (Value, bool) {
	if t.line < t.end {
		if t.text[t.line] != ' ' {
			return Value{}, false
		}
		return t.onLine(indent)
	}
	if !t.next() || t.indent <= indent {
		return Value{}, false
	}
	if t.text[t.line] == '-' {
		return t.list(t.indent)
	}
	return t.mapping(t.indent)
}

// onLine reads the value that is left on the line, and goes to the next line,
// which may not be indented below it.
func (t *tidyReader) onLine(indent int) (Value, bool) {
	for t.line < t.end && t.text[t.line] == ' ' {
		t.line++
	}
	v, end, ok := t.scalarOrBrackets(t.line)
	if !ok || end != t.end {
		return v, false
	}
	t.next()
	return v, !t.broken && t.indent <= indent
}

// list reads the items of one indent.
func (t *tidyReader) list(indent int) (Value, bool) {
	v := Value{Kind: List, Offset: t.line}
	from := len(t.room.itemBegun)
	for !t.done && t.indent == indent {
		if t.text[t.line] != '-' || t.line+1 >= t.end || t.text[t.line+1] != ' ' {
			return v, false
		}
		t.line += 2
		if t.text[t.line] == ' ' {
			return v, false
		}
		var item Value
		var ok bool
		if t.isField() {
			t.indent = indent + 2
			item, ok = t.mapping(t.indent)
		} else {
			item, ok = t.onLine(indent)
			ok = ok && !(item.Plain && strings.Contains(item.Text, ":")) // a field with no space, perhaps
		}
		if !ok {
			return v, false
		}
		t.room.itemBegun = append(t.room.itemBegun, item)
	}
	v.Items = t.room.endList(from)
	return v, !t.broken && t.indent < indent
}

// isField says whether the rest of the line is a field.
func (t *tidyReader) isField() bool {
	for i := t.line; i < t.end; i++ {
		if c := t.text[i]; c == ':' {
			return i > t.line && (i+1 == t.end || t.text[i+1] == ' ')
		} else if !nameByte(c, i == t.line) {
			return false
		}
	}
	return false
}

// scalarOrBrackets reads a value from at on, and says where it ends.
func (t *tidyReader) scalarOrBrackets(at int) (v Value, end int, ok bool) {
	if at >= t.end {
		return v, at, false
	}
	switch t.text[at] {
	case '"':
		return t.quoted(at)
	case '[':
		return t.brackets(at)
	case '{':
		return t.braces(at)
	}
	return t.plain(at, t.end)
}

// quoted reads a value in double quotes with nothing special within.
func (t *tidyReader) quoted(at int) (v Value, end int, ok bool) {
	for i := at + 1; i < t.end; i++ {
		switch t.text[i] {
		case '\\':
			return v, at, false
		case '"':
			return Value{Kind: Scalar, Text: t.text[at+1 : i], Offset: at, Length: i + 1 - at}, i + 1, true
		}
	}
	return v, at, false
}

// plain reads the text up to end as a value without quotes.
func (t *tidyReader) plain(at, end int) (Value, int, bool) {
	text := t.text[at:end]
	if c := text[0]; c >= 0x80 || !nameByte(c, true) && (c < '0' || c > '9') || text[len(text)-1] == ':' {
		return Value{}, at, false
	}
	for i := 1; i < len(text); i++ {
		if text[i-1] == ':' && text[i] == ' ' || text[i-1] == ' ' && text[i] == '#' {
			return Value{}, at, false
		}
	}
	v := Value{Kind: Scalar, Text: text, Plain: true, Offset: at, Length: len(text)}
	return v, end, !special(v.Text)
}

// part is where a part within brackets ends: at the comma or the closing mark.
func (t *tidyReader) part(at int) int {
	for ; at < t.end; at++ {
		switch t.text[at] {
		case ',', ']', '}', '[', '{', '"', '\'', ':', '#':
			return at
		}
	}
	return at
}

// inside reads a value within brackets.
func (t *tidyReader) inside(at int) (v Value, end int, ok bool) {
	if at < t.end && t.text[at] == '"' {
		return t.quoted(at)
	}
	end = t.part(at)
	if end == at || t.text[end-1] == ' ' {
		return v, at, false
	}
	return t.plain(at, end)
}

// after goes past a comma and the space behind it, or past the closing mark.
func (t *tidyReader) after(at int, closing byte) (next int, closed, ok bool) {
	switch {
	case at >= t.end:
		return at, false, false
	case t.text[at] == closing:
		return at + 1, true, true
	case t.text[at] == ',' && at+1 < t.end && t.text[at+1] == ' ':
		return at + 2, false, true
	}
	return at, false, false
}

// brackets reads [first, second].
func (t *tidyReader) brackets(at int) (v Value, end int, ok bool) {
	v = Value{Kind: List, Offset: at}
	from := len(t.room.itemBegun)
	at++
	for closed := false; !closed; {
		var item Value
		if item, at, ok = t.inside(at); !ok {
			return v, at, false
		}
		t.room.itemBegun = append(t.room.itemBegun, item)
		if at, closed, ok = t.after(at, ']'); !ok {
			return v, at, false
		}
	}
	v.Items = t.room.endList(from)
	return v, at, true
}

// braces reads {name: value, name: value}.
func (t *tidyReader) braces(at int) (v Value, end int, ok bool) {
	v = Value{Kind: Map, Offset: at}
	from := len(t.room.begun)
	at++
	for closed := false; !closed; {
		was := t.line
		t.line = at
		key, ok := t.key(from)
		at = t.line
		t.line = was
		if !ok || at+1 >= t.end || t.text[at] != ' ' {
			return v, at, false
		}
		var value Value
		if value, at, ok = t.inside(at + 1); !ok {
			return v, at, false
		}
		t.room.begun = append(t.room.begun, Entry{key, value})
		if at, closed, ok = t.after(at, '}'); !ok {
			return v, at, false
		}
	}
	v.Entries = t.room.endMap(from)
	return v, at, true
}
