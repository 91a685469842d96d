package docimport

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// This file reads XML that anyone may have made. It takes no document type,
// so that nothing in it can stand for more than it says, and it takes neither
// depth nor number without end.

const (
	maxDepth = 200
	maxNodes = 2_000_000
)

// A node is an element of an XML file. Names are without their namespace, as
// Word's own parts use each name once; mc:Fallback is the one that matters.
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
			n := &node{name: t.Name.Local, attrs: attrsOf(t.Attr)}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) == 1 || top.name != t.Name.Local {
				return nil, errHostile
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if textElement[top.name] {
				top.text += string(t)
			}
		}
	}
	if len(stack) != 1 || len(root.children) == 0 {
		return nil, errHostile
	}
	return root.children[0], nil
}

var textElement = map[string]bool{"t": true, "delText": true, "instrText": true, "delInstrText": true}

func attrsOf(attrs []xml.Attr) []xml.Attr {
	if len(attrs) == 0 {
		return nil
	}
	all := make([]xml.Attr, len(attrs))
	copy(all, attrs)
	return all
}

// attr is an attribute by its local name.
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

// child is the first child of a name, or nil.
func (n *node) child(names ...string) *node {
	for _, name := range names {
		if n == nil {
			return nil
		}
		var found *node
		for _, c := range n.children {
			if c.name == name {
				found = c
				break
			}
		}
		n = found
	}
	return n
}

// val is the value of a child such as <w:ilvl w:val="1"/>.
func (n *node) val(names ...string) string { return n.child(names...).attr("val") }

// on says whether a child such as <w:vanish/> is there and not switched off.
func (n *node) on(name string) bool {
	c := n.child(name)
	if c == nil {
		return false
	}
	switch strings.ToLower(c.attr("val")) {
	case "0", "false", "off":
		return false
	}
	return true
}

// each goes through a node and all below it; do says whether to go below.
func (n *node) each(do func(*node) bool) {
	if !do(n) {
		return
	}
	for _, c := range n.children {
		c.each(do)
	}
}
