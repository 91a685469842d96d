// Package search builds the search index of a site: for every word, the pages
// that contain it. It is split into pieces, each a small file, so that a browser
// fetches only those that a query needs.
//
// Begin at [Make], which reads the text of all pages, and [Index.Write]. words.go
// has the rules for what a word is: the script that reads the pieces
// (layouts/js/search.js) has the same, and a test compares the two. pieces.go has
// the format of pieces.
//
// The package knows nothing of reports, and adds no words of its own.
package search

// A Doc is a page that can be found.
type Doc struct {
	URL     string // from the root of its language: "reports/2020-prevent/"
	Name    string // its title
	Lang    string // of the name
	Of      string // the page that it is a part of; may be empty
	Kind    string // "Recommendation"
	Date    string // "9 March 2020"
	Status  string // its status; may be empty
	Embargo string // why it is not public; empty in a build

	Words    []Passage // searched, but not shown in results
	Passages []Passage // its text
	Lists    []int     // the filters that it matches, such as a year
}

// A Passage is a part of a page's text, all in one language.
type Passage struct {
	Text   string
	Lang   string
	ID     string // of its heading on the page; may be empty
	Weight Weight
}

// Weight is how much a word in a passage says about the page.
type Weight uint8

const (
	Around Weight = iota // it is in the text of the page that this one is a part of
	Inside               // it is in the page's text
	Strong               // it is in its subject, or often in its text
	Named                // it is in its title
)

// An Index has the words of a site's pages. It does not change, so pieces of it may
// be written concurrently.
type Index struct {
	docs        int
	doc         func(int, *Doc)
	docsPer     int    // docs to a piece
	forms       []form // every word, sorted
	lists       []list // first those of word groups, then those of filters
	firstFilter int    // the index of the first list of a filter
	long        []longDoc
	reversed    []string // every word, backwards, sorted
	fingerprint uint64

	wordSpans, reversedSpans, listSpans []span // what is in each piece
}

// Make reads n pages, in the order in which pages that match equally well are
// shown. doc fills in the page of a number; it is called again when a piece is
// written, so that no text is kept in memory, and may reuse the slices in the Doc.
// filters is how many filters there are.
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
