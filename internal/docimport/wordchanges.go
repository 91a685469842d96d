package docimport

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// This file looks for tracked changes and comments. Which words are meant is
// for a person to say: nobody should publish what a colleague struck out, or
// the remark beside it.

// A change is a tracked change, told by where it is.
type change struct {
	where string
	at    int
	what  string
}

const shownChanges = 12

// lookAtChanges refuses a file with tracked changes or comments, unless they
// are to be taken as accepted.
func (w *wordFile) lookAtChanges(root *node) error {
	all := w.changesIn(root, "paragraph ")
	for _, name := range w.partNames() {
		if !sidePart.MatchString(name) {
			continue
		}
		part, err := w.part(name)
		if err != nil {
			return err
		}
		if part != nil {
			all = append(all, w.changesIn(part, strings.TrimRight(strings.TrimSuffix(path.Base(name), ".xml"), "0123456789")+", paragraph ")...)
		}
	}
	for _, c := range all {
		if c.what == aComment {
			w.comments++
		} else {
			w.changes = append(w.changes, c)
		}
	}
	if len(all) == 0 || w.opt.AcceptChanges {
		return nil
	}
	return refusedChanges(all, len(w.changes), w.comments)
}

var sidePart = form(`(?:^|/)(?:header|footer|footnotes|endnotes)\d*\.xml$`)

const aComment = "a comment"

// changesIn lists the changes of one part.
func (w *wordFile) changesIn(root *node, where string) (all []change) {
	at := 0
	root.each(func(n *node) bool {
		switch n.name {
		case "p":
			at++
		case "ins", "moveTo":
			if text := textOf(n); text != "" {
				all = append(all, change{where, at, "added: “" + beginning(text) + "”" + by(n)})
			} else {
				all = append(all, change{where, at, "a paragraph or row was added" + by(n)})
			}
		case "del", "moveFrom":
			if text := textOf(n); text != "" {
				all = append(all, change{where, at, "struck out: “" + beginning(text) + "”" + by(n)})
			} else {
				all = append(all, change{where, at, "a paragraph or row was struck out" + by(n)})
			}
			return false
		case "cellIns", "cellDel", "cellMerge":
			all = append(all, change{where, at, "a cell of a table was changed" + by(n)})
		case "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "numberingChange":
			w.looks++
			return false
		case "commentReference":
			all = append(all, change{where, at, aComment})
		}
		return true
	})
	return all
}

func refusedChanges(all []change, changes, comments int) error {
	var b strings.Builder
	var what []string
	if changes > 0 {
		what = append(what, number1(changes, "tracked change"))
	}
	if comments > 0 {
		what = append(what, number1(comments, "comment"))
	}
	fmt.Fprintf(&b, "the file has %s, so it is not certain which words are meant", strings.Join(what, " and "))
	for i, c := range all {
		if i == shownChanges {
			fmt.Fprintf(&b, "\n  and %d more", len(all)-i)
			break
		}
		fmt.Fprintf(&b, "\n  %s%d: %s", c.where, c.at, c.what)
	}
	b.WriteString("\nin Word, choose Review, accept or reject every change, delete the comments, and save;\n" +
		"or say --accept-changes, to take every change as accepted and leave the comments out")
	return errors.New(b.String())
}

// textOf are the words of a change, also those that it takes away.
func textOf(n *node) string {
	var all []string
	n.each(func(c *node) bool {
		if c.name == "t" || c.name == "delText" {
			all = append(all, c.text)
		}
		return true
	})
	return strings.Join(strings.Fields(strings.Join(all, "")), " ")
}

func by(n *node) string {
	if who := strings.Join(strings.Fields(n.attr("author")), " "); who != "" {
		return ", by " + who
	}
	return ""
}
