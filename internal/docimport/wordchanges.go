package docimport

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// This file finds tracked changes and comments. Which words are meant is for a
// person to say: nobody should publish what a colleague struck out, or the
// remark beside it.

// A change is a tracked change or a comment.
type change struct {
	part string // "footnotes, "
	at   int    // the paragraph
	what string
}

const (
	shownChanges = 12
	aComment     = "a comment"
)

var sidePart = pattern(`(?:^|/)(?:header|footer|footnotes|endnotes)\d*\.xml$`)

// checkChanges refuses a file with tracked changes or comments, unless they
// are to be taken as accepted.
func (w *wordFile) checkChanges() error {
	all := w.changesIn(w.root, "")
	for _, name := range slices.Sorted(maps.Keys(w.parts)) {
		if sidePart().MatchString(name) {
			kind := strings.TrimRight(strings.TrimSuffix(path.Base(name), ".xml"), "0123456789")
			all = append(all, w.changesIn(w.part(name), kind+", ")...)
		}
	}
	for _, c := range all {
		if c.what == aComment {
			w.comments++
		} else {
			w.changes = append(w.changes, c)
		}
	}
	if w.err != nil || len(all) == 0 || w.opt.AcceptChanges {
		return w.err
	}
	return errChanges(all, len(w.changes), w.comments)
}

// changesIn lists the changes of one part.
func (w *wordFile) changesIn(root *node, part string) (all []change) {
	at := 0
	root.walk(func(n *node) bool {
		add := func(what string) { all = append(all, change{part, at, what}) }
		switch n.name {
		case "p":
			at++
		case "ins", "moveTo":
			add(changedWords(n, "added"))
		case "del", "moveFrom":
			add(changedWords(n, "struck out"))
			return false
		case "cellIns", "cellDel", "cellMerge":
			add("a cell of a table was changed" + byAuthor(n))
		case "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange":
			w.formatting++
			return false
		case "commentReference":
			add(aComment)
		}
		return true
	})
	return all
}

// changedWords describes a change of words, with their beginning.
func changedWords(n *node, how string) string {
	var b strings.Builder
	n.walk(func(c *node) bool {
		if c.name == "t" || c.name == "delText" {
			b.WriteString(c.text)
		}
		return true
	})
	text := strings.Join(strings.Fields(b.String()), " ")
	if text == "" {
		return "a paragraph or row was " + how + byAuthor(n)
	}
	return how + ": “" + shortened(text, 6) + "”" + byAuthor(n)
}

func byAuthor(n *node) string {
	if author := strings.Join(strings.Fields(n.attr("author")), " "); author != "" {
		return ", by " + author
	}
	return ""
}

func errChanges(all []change, changes, comments int) error {
	var what []string
	if changes > 0 {
		what = append(what, plural(changes, "tracked change"))
	}
	if comments > 0 {
		what = append(what, plural(comments, "comment"))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the file has %s, so it is not certain which words are meant", strings.Join(what, " and "))
	for _, c := range all[:min(shownChanges, len(all))] {
		fmt.Fprintf(&b, "\n  %sparagraph %d: %s", c.part, c.at, c.what)
	}
	if len(all) > shownChanges {
		fmt.Fprintf(&b, "\n  and %d more", len(all)-shownChanges)
	}
	b.WriteString("\nin Word, choose Review, accept or reject every change, delete the comments, and save;\n" +
		"or say --accept-changes, to take every change as accepted and leave the comments out")
	return errors.New(b.String())
}
