package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
)

// A form is one form of a word. All English forms of a word ("train",
// "trained") are one group and have one list.
type form struct {
	word  string
	group int32
}

// A list has the docs that contain a word of a group, or match a filter, each with
// its weight.
type list struct {
	data []byte // for each doc, the distance from the one before, and its weight
	last int32
	docs int32

	// Of the doc that is being read:
	current int32 // its number, from 1
	count   int32
	weight  Weight
}

func (l *list) add(doc int, w Weight) {
	gap := uint64(doc) - uint64(l.last)
	l.data = binary.AppendUvarint(l.data, gap<<2|uint64(w))
	l.last = int32(doc)
	l.docs++
}

// each calls do for the docs of a list, in order.
func (l *list) each(do func(doc int, w Weight)) {
	doc := 0
	for data := l.data; len(data) > 0; {
		v, n := binary.Uvarint(data)
		data = data[n:]
		doc += int(v >> 2)
		do(doc, Weight(v&3))
	}
}

// A collector reads docs one after another.
type collector struct {
	reader  *reader
	english map[string]int32 // the group of each word, in English
	other   map[string]int32 // the same in languages that are not stemmed
	stems   map[string]int32
	forms   []form
	lists   []list
	inDoc   []int32 // the groups that the doc has so far
}

func newCollector() *collector {
	return &collector{
		reader: newReader(), english: map[string]int32{}, other: map[string]int32{}, stems: map[string]int32{},
	}
}

// often is how many times a page contains a word that is one of its subjects.
const often = 4

func (c *collector) add(doc int, d *Doc) {
	for _, p := range d.Words {
		c.passage(doc, p)
	}
	for _, p := range d.Passages {
		c.passage(doc, p)
	}
	for _, group := range c.inDoc {
		l := &c.lists[group]
		if l.weight == Inside && l.count >= often {
			l.weight = Strong
		}
		l.add(doc, l.weight)
	}
	c.inDoc = c.inDoc[:0]
}

func (c *collector) passage(doc int, p Passage) {
	c.reader.each(p.Text, func(word []byte) { c.word(doc, word, p.Lang, p.Weight) })
	if p.Weight == Named {
		c.reader.pairs(p.Text, func(pair []byte) { c.word(doc, pair, "", Named) })
	}
}

func (c *collector) word(doc int, word []byte, lang string, w Weight) {
	groups := c.other
	if lang == "en" {
		groups = c.english
	}
	group, ok := groups[string(word)]
	if !ok {
		group = c.newForm(string(word), lang)
		groups[string(word)] = group
	}
	l := &c.lists[group]
	if l.current != int32(doc)+1 {
		l.current, l.count, l.weight = int32(doc)+1, 0, w
		c.inDoc = append(c.inDoc, group)
	}
	l.count++
	l.weight = max(l.weight, w)
}

// newForm adds a word, and returns its group.
func (c *collector) newForm(word, lang string) int32 {
	group := int32(len(c.lists))
	if lang == "en" {
		stem := english.Stem(word, true)
		if known, ok := c.stems[stem]; ok {
			group = known
		} else {
			c.stems[stem] = group
		}
	}
	if int(group) == len(c.lists) {
		c.lists = append(c.lists, list{})
	}
	c.forms = append(c.forms, form{word, group})
	return group
}

// sorted returns all forms in order, and the lists of their groups in the order of
// the first form of each.
func (c *collector) sorted() ([]form, []list) {
	slices.SortFunc(c.forms, func(a, b form) int {
		return cmp.Or(strings.Compare(a.word, b.word), cmp.Compare(a.group, b.group))
	})
	lists := make([]list, 0, len(c.lists))
	number := make([]int32, len(c.lists)) // from 1
	for i := range c.forms {
		f := &c.forms[i]
		if number[f.group] == 0 {
			lists = append(lists, c.lists[f.group])
			number[f.group] = int32(len(lists))
		}
		f.group = number[f.group] - 1
	}
	return c.forms, lists
}
