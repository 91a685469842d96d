package docimport

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
)

// This file reads XML that anyone may have made. A document type is refused,
// so that no entity can expand, and so are too much depth and too many
// elements.

const (
	maxDepth = 200
	maxNodes = 2_000_000
)

// A node is an element. Names are without their namespaces, since Word's own
// parts use each name once.
type node struct {
	name     string
	attrs    []xml.Attr
	children []*node
	text     string // of the element w:t and its like
}

var errHostile = errors.New("the file is not as Word writes files, and was not read any further\nopen it in Word, and save it again as .docx")

// parseXML reads one part of a Word file.
func parseXML(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errHostile }
	root := &node{}
	stack := []*node{root}
	texts := [][]byte{nil} // of the elements of the stack: comments can cut a text into any number of pieces
	count := 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errHostile
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, errHostile
		case xml.StartElement:
			if count++; count > maxNodes || len(stack) > maxDepth {
				return nil, errHostile
			}
			n := &node{name: t.Name.Local, attrs: slices.Clone(t.Attr)}
			top.children = append(top.children, n)
			stack, texts = append(stack, n), append(texts, nil)
		case xml.EndElement:
			if len(stack) == 1 || top.name != t.Name.Local {
				return nil, errHostile
			}
			top.text = string(texts[len(texts)-1])
			stack, texts = stack[:len(stack)-1], texts[:len(texts)-1]
		case xml.CharData:
			if hasText[top.name] {
				texts[len(texts)-1] = append(texts[len(texts)-1], t...)
			}
		}
	}
	if len(stack) != 1 || len(root.children) == 0 {
		return nil, errHostile
	}
	return root.children[0], nil
}

var hasText = wordSet("t delText instrText delInstrText")

// attr is an attribute by its local name. It and the methods below can be
// called on nil, an element that is not there.
func (n *node) attr(name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child goes down a path of names, to the first child of each.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		var next *node
		for c := range n.childrenNamed(name) {
			next = c
			break
		}
		n = next
	}
	return n
}

// all are the children.
func (n *node) all() []*node {
	if n == nil {
		return nil
	}
	return n.children
}

func (n *node) childrenNamed(name string) iter.Seq[*node] {
	return func(yield func(*node) bool) {
		for _, c := range n.all() {
			if c.name == name && !yield(c) {
				return
			}
		}
	}
}

// val is the value of a child such as <w:ilvl w:val="1"/>.
func (n *node) val(names ...string) string { return n.child(names...).attr("val") }

// on reports whether a child such as <w:vanish/> is there and not switched off.
func (n *node) on(name string) bool {
	c := n.child(name)
	switch strings.ToLower(c.attr("val")) {
	case "0", "false", "off":
		return false
	}
	return c != nil
}

// walk goes through a node and all below it; visit reports whether to go below.
func (n *node) walk(visit func(*node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, c := range n.children {
		c.walk(visit)
	}
}
