package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// This file sorts names by the alphabet of a language, which its catalog has: in
// Welsh "ch" is a letter after "c", and "ngwaith" comes after "gwaith". Accents and
// capitals make no difference; what is not a letter comes before all letters.

// letter finds the letter that a folded text begins with: the longest that
// fits. Rank is its place in the alphabet, from 1; 0 for what is no letter.
func (w *locale) letter(text string) (letter string, rank int) {
	for i, l := range w.letters {
		if len(l) > len(letter) && strings.HasPrefix(text, l) {
			letter, rank = l, i+1
		}
	}
	if rank == 0 {
		r, size := utf8.DecodeRuneInString(text)
		letter = text[:size]
		if unicode.IsLetter(r) { // of another script: after the alphabet
			rank = len(w.letters) + 1
		}
	}
	return letter, rank
}

// compare compares two names as [cmp.Compare] does.
func (w *locale) compare(a, b string) int {
	x, y := markdown.Slug(a), markdown.Slug(b)
	for x != "" && y != "" {
		l, m := "", ""
		i, j := 0, 0
		l, i = w.letter(x)
		m, j = w.letter(y)
		if c := cmp.Or(cmp.Compare(i, j), strings.Compare(l, m)); c != 0 {
			return c
		}
		x, y = x[len(l):], y[len(m):]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

// sortKey is a string that sorts by its bytes as the name sorts by compare: for
// lists so long that comparing names would be too slow.
func (w *locale) sortKey(name string) string {
	rest := markdown.Slug(name)
	key := make([]byte, 0, len(rest)+8)
	for rest != "" {
		letter, rank := w.letter(rest)
		if key = append(key, byte(rank+1)); rank == 0 || rank > len(w.letters) {
			key = append(key, letter...)
		}
		rest = rest[len(letter):]
	}
	return string(append(append(key, 0), name...))
}

// initial is the first letter of a name, and the same as the heading of a list:
// "ch" and "Ch".
func (w *locale) initial(name string) (id, shown string) {
	id, _ = w.letter(markdown.Slug(name))
	first, size := utf8.DecodeRuneInString(id)
	return id, string(unicode.ToUpper(first)) + id[size:]
}

// sortBy sorts by name, stably.
func sortBy[T any](w *locale, all []T, name func(T) string) {
	slices.SortStableFunc(all, func(a, b T) int { return w.compare(name(a), name(b)) })
}

// pagesInOrder are the office's pages by their own order, then by their titles
// in the page's language.
func (e *localeSite) pagesInOrder() []*inspection.Page {
	pages := slices.Clone(e.reg.Pages)
	slices.SortStableFunc(pages, func(a, b *inspection.Page) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), e.words.compare(e.page(a).Title, e.page(b).Title))
	})
	return pages
}
