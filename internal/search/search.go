// Package search makes the index of a site: for every word, the pages that
// have it. It is cut into pieces, each a small file, so that a reader's browser
// fetches those that a query needs and no more.
//
// Begin at [Make], which reads every page's words once, in one pass; then
// [Index.Pieces] and [Index.Write]. What a word is, is said in words.go: the
// script that reads the pieces (layouts/js/search.js) says the same, and a test
// holds that they agree. How pieces are written is in pieces.go.
//
// The package knows nothing of reports: what a page is called, what it says
// and what it can be found by are given to it. It says no word of its own.
package search

import "iter"

// A Doc is a page as it can be found.
type Doc struct {
	URL  string // from the edition's root: "reports/2020-prevent/"
	Name string // what it is called
	Lang string // of the name
	Of   string // the page that it is a part of; may be empty
	Kind string // "Recommendation"
	Date string // "9 March 2020"
	Said string // how it stands; may be empty
	Hold string // why the public does not see it; empty in a build

	Words    []Passage // what it is found by and does not show as a passage
	Passages []Passage // what it says, in its order
	Lists    []int     // the lists that it is in, such as that of a year
}

// A Passage is a part of a page's words, all in one language.
type Passage struct {
	Text   string
	Lang   string
	ID     string // of its heading on the page; may be empty
	Weight Weight
}

// Weight is how much it says of a page that a word stands in a passage.
type Weight uint8

// The weights.
const (
	Around Weight = iota // in what the page is a part of, or stands under
	Inside               // in what the page says
	Strong               // in what it is about, or in its text again and again
	Named                // in its name
)

// An Index is the words of a site's pages. It never changes, so any number of
// goroutines may write pieces of it at once.
type Index struct {
	docs  int
	doc   func(int, *Doc)
	per   int    // docs to a piece
	forms []form // every word, in order
	lists []list // by group
	mark  uint64
	bound int    // the first of the lists that are no word's
	more  []long // docs whose text goes on in pieces of their own

	words, back []span // cut pieces: of forms, of forms read backwards
	posts       []span // of lists
	turned      []string
}

// Make reads n pages, each given by its number, in the order in which pages
// that fit equally well are to be shown. Doc fills in a page, of which only the
// slices may be used again that are in it; from several goroutines, and the same
// page again when a piece is written, so that no text is kept. Lists is how many
// lists there are besides the words.
func Make(n, lists int, doc func(int, *Doc)) *Index {
	g := newGatherer()
	x := &Index{docs: n, doc: doc}
	groups := make([]list, lists)
	bytes := 0
	stamped := func(i int, d *Doc) {
		doc(i, d)
		x.stamp(d)
	}
	for i, d := range ahead(n, stamped) {
		g.take(i, d)
		for _, l := range d.Lists {
			groups[l].add(i, Inside)
		}
		text := textLength(d)
		if text > mostText {
			x.more = append(x.more, long{i, len(parts(d.Passages)) - 1})
			text = mostText
		}
		bytes += text + 200
	}
	x.forms, x.lists = g.inOrder()
	x.bound = len(x.lists)
	x.lists = append(x.lists, groups...)
	x.per = min(max((docsPiece(bytes)*n+bytes/2)/max(bytes, 1), 1), 200)
	x.cut()
	return x
}

// ahead gives docs in their order, each of which is good until the next. Another
// core puts together those that come after.
func ahead(n int, doc func(int, *Doc)) iter.Seq2[int, *Doc] {
	const together = 32
	return func(yield func(int, *Doc) bool) {
		made, read := make(chan []Doc, 1), make(chan []Doc, 3) // those that are on their way fit in
		for range cap(read) {
			read <- make([]Doc, together)
		}
		go func() {
			for from := 0; from < n; from += together {
				docs := (<-read)[:min(together, n-from)]
				for i := range docs {
					doc(from+i, &docs[i])
				}
				made <- docs
			}
		}()
		for from := 0; from < n; from += together {
			docs := <-made
			for i := range docs {
				if !yield(from+i, &docs[i]) {
					return
				}
			}
			read <- docs
		}
	}
}

// stamp takes a doc into the index's mark, so that a browser never puts pieces
// of two builds together.
func (x *Index) stamp(d *Doc) {
	const prime = 1099511628211
	put := func(text string) {
		for i := range len(text) {
			x.mark = (x.mark ^ uint64(text[i])) * prime
		}
		x.mark = (x.mark ^ 0xff) * prime
	}
	for _, text := range []string{d.URL, d.Name, d.Lang, d.Of, d.Kind, d.Date, d.Said, d.Hold} {
		put(text)
	}
	for _, passages := range [2][]Passage{d.Words, d.Passages} {
		for _, p := range passages {
			put(p.Text)
			put(p.ID)
			put(p.Lang)
		}
	}
	for _, l := range d.Lists {
		x.mark = (x.mark ^ uint64(l+1)) * prime
	}
}
