package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/kljensen/snowball/english"
)

// A form is a word as it is written. All English forms of a word ("train",
// "trained") are one group and have one list.
type form struct {
	word  string
	group int32
}

// A list is the docs that have a word of a group, or are in a list of the
// site's own, each with its weight.
type list struct {
	data []byte // of each doc: how far it is from the one before, and its weight
	last int32
	docs int32

	// Of the doc that is being read:
	seen   int32
	times  int32
	weight Weight
}

func (l *list) add(doc int, w Weight) {
	gap := uint64(doc) - uint64(l.last)
	l.data = binary.AppendUvarint(l.data, gap<<2|uint64(w))
	l.last = int32(doc)
	l.docs++
}

// each gives a list's docs, in order.
func (l *list) each(do func(doc int, w Weight)) {
	doc := 0
	for data := l.data; len(data) > 0; {
		v, n := binary.Uvarint(data)
		data = data[n:]
		doc += int(v >> 2)
		do(doc, Weight(v&3))
	}
}

// gatherer reads docs one after another.
type gatherer struct {
	reader  *reader
	english map[string]int32 // the group of each word, in English
	other   map[string]int32 // and in languages whose forms we do not know
	stems   map[string]int32
	forms   []form
	lists   []list
	touched []int32 // the groups that the doc has so far
}

func newGatherer() *gatherer {
	return &gatherer{
		reader: newReader(), english: map[string]int32{}, other: map[string]int32{}, stems: map[string]int32{},
	}
}

// often is how many times a page says a word that it is about.
const often = 4

func (g *gatherer) take(doc int, d *Doc) {
	for _, passages := range [2][]Passage{d.Words, d.Passages} {
		for i := range passages {
			g.passage(doc, &passages[i])
		}
	}
	for _, group := range g.touched {
		l := &g.lists[group]
		if l.weight == Inside && l.times >= often {
			l.weight = Strong
		}
		l.add(doc, l.weight)
	}
	g.touched = g.touched[:0]
}

func (g *gatherer) passage(doc int, p *Passage) {
	known := g.other
	if p.Lang == "en" {
		known = g.english
	}
	g.reader.each(p.Text, func(word []byte) {
		group, ok := known[string(word)]
		if !ok {
			group = g.meet(string(word), p.Lang)
			known[string(word)] = group
		}
		g.touch(doc, group, p.Weight)
	})
	if p.Weight < Named {
		return
	}
	g.reader.pairs(p.Text, func(pair []byte) {
		group, ok := g.other[string(pair)]
		if !ok {
			group = g.meet(string(pair), "")
			g.other[string(pair)] = group
		}
		g.touch(doc, group, Named)
	})
}

func (g *gatherer) touch(doc int, group int32, w Weight) {
	l := &g.lists[group]
	if l.seen != int32(doc)+1 {
		l.seen, l.times, l.weight = int32(doc)+1, 0, w
		g.touched = append(g.touched, group)
	}
	l.times++
	l.weight = max(l.weight, w)
}

// meet takes in a word that has not been seen yet.
func (g *gatherer) meet(word, lang string) int32 {
	group := int32(len(g.lists))
	if lang == "en" {
		stem := english.Stem(word, true)
		if known, ok := g.stems[stem]; ok {
			group = known
		} else {
			g.stems[stem] = group
		}
	}
	if int(group) == len(g.lists) {
		g.lists = append(g.lists, list{})
	}
	g.forms = append(g.forms, form{word, group})
	return group
}

// inOrder gives all forms in order, and the lists of their groups in the order
// of the first form of each: what begins alike stands together.
func (g *gatherer) inOrder() ([]form, []list) {
	slices.SortFunc(g.forms, func(a, b form) int {
		return cmp.Or(strings.Compare(a.word, b.word), cmp.Compare(a.group, b.group))
	})
	lists := make([]list, 0, len(g.lists))
	number := make([]int32, len(g.lists)) // from 1
	for i := range g.forms {
		f := &g.forms[i]
		if number[f.group] == 0 {
			lists = append(lists, g.lists[f.group])
			number[f.group] = int32(len(lists))
		}
		f.group = number[f.group] - 1
	}
	return g.forms, lists
}
