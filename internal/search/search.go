// Package search makes the search index of a site: for every word, the pages
// that have it. It is split into pieces, each a small file, so that a browser
// fetches only those that a query needs.
//
// Begin at [Make], which reads the words of all pages, and [Index.Write]. What a
// word is, is in words.go: the script that reads the pieces
// (layouts/js/search.js) has the same rules, and a test compares the two. How
// pieces are written is in pieces.go.
//
// The package knows nothing of reports, and adds no words of its own.
package search

// A Doc is a page that can be found.
type Doc struct {
	URL     string // from the edition's root: "reports/2020-prevent/"
	Name    string // its title
	Lang    string // of the name
	Of      string // the page that it is a part of; may be empty
	Kind    string // "Recommendation"
	Date    string // "9 March 2020"
	Status  string // its status; may be empty
	Embargo string // why it is not public; empty in a build

	Words    []Passage // what it is found by, but not shown in results
	Passages []Passage // its text
	Lists    []int     // the filters that it matches, such as a year
}

// A Passage is a part of a page's words, all in one language.
type Passage struct {
	Text   string
	Lang   string
	ID     string // of its heading on the page; may be empty
	Weight Weight
}

// Weight is how much a word in a passage says about the page.
type Weight uint8

// The weights.
const (
	Around Weight = iota // in what the page is a part of
	Inside               // in the page's text
	Strong               // in what it is about, or in its text again and again
	Named                // in its name
)

// An Index is the words of a site's pages. It is read-only, so several
// goroutines may write pieces of it at once.
type Index struct {
	docs        int
	doc         func(int, *Doc)
	docsPer     int    // docs to a piece
	forms       []form // every word, sorted
	lists       []list // of word groups, and then of filters
	firstFilter int    // the first of the lists that is of a filter
	long        []longDoc
	reversed    []string // every word, backwards, sorted
	fingerprint uint64

	wordSpans, reversedSpans, listSpans []span // what each piece holds
}

// Make reads n pages, given by their numbers, in the order in which pages that
// match equally well are shown. doc fills in a page, and is called again when a
// piece is written, so that no text is kept in memory; it may reuse the slices
// in the Doc. filters is how many there are.
func Make(n, filters int, doc func(int, *Doc)) *Index {
	c := newCollector()
	x := &Index{docs: n, doc: doc}
	filterLists := make([]list, filters)
	size := 0
	var d Doc
	for i := range n {
		doc(i, &d)
		x.hash(&d)
		c.add(i, &d)
		for _, l := range d.Lists {
			filterLists[l].add(i, Inside)
		}
		text := textLength(&d)
		if text > maxText {
			x.long = append(x.long, longDoc{i, len(splitText(d.Passages)) - 1})
			text = maxText
		}
		size += text + 200
	}
	x.forms, x.lists = c.sorted()
	x.firstFilter = len(x.lists)
	x.lists = append(x.lists, filterLists...)
	x.docsPer = min(max((docsPiece(size)*n+size/2)/max(size, 1), 1), 200)
	x.split()
	return x
}

// hash adds a doc to the fingerprint, so that a browser never combines pieces
// of two builds.
func (x *Index) hash(d *Doc) {
	const prime = 1099511628211
	add := func(text string) {
		for i := range len(text) {
			x.fingerprint = (x.fingerprint ^ uint64(text[i])) * prime
		}
		x.fingerprint = (x.fingerprint ^ 0xff) * prime
	}
	for _, text := range []string{d.URL, d.Name, d.Lang, d.Of, d.Kind, d.Date, d.Status, d.Embargo} {
		add(text)
	}
	for _, passages := range [2][]Passage{d.Words, d.Passages} {
		for _, p := range passages {
			add(p.Text)
			add(p.ID)
			add(p.Lang)
		}
	}
	for _, l := range d.Lists {
		x.fingerprint = (x.fingerprint ^ uint64(l+1)) * prime
	}
}
