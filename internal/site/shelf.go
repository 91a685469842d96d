package site

import (
	"bytes"
	"io"
	"slices"
)

// An item is an Output with how to make it: whole, or, where it is Large, piece
// by piece and with others of its Group.
type item struct {
	Output
	stage stage
	make  func(*Drawer) (content, error)
	write func(to map[string]io.Writer) error // by URL
}

// content is what an output holds. It adds it to b.
type content func(b []byte) ([]byte, error)

// whole is content that is there already.
func whole(data []byte, err error) (content, error) {
	return func(b []byte) ([]byte, error) { return append(b, data...), nil }, err
}

// pieced is content that is made piece by piece.
func pieced(write func(w io.Writer) error) (content, error) {
	return func(b []byte) ([]byte, error) {
		room := bytes.NewBuffer(b)
		err := write(room)
		return room.Bytes(), err
	}, nil
}

// content is what the item's output holds.
func (it *item) content(d *Drawer) (content, error) {
	if it.write != nil {
		return pieced(func(w io.Writer) error { return it.write(map[string]io.Writer{it.URL: w}) })
	}
	return it.make(d)
}

// stage is when an item is written: what a page shows or leads to comes before
// the page, so that a reader who comes in the middle finds no dead link.
type stage int

const (
	stageFiles    stage = iota // styles, pictures, attachments
	stageFindings              // lead to the files
	stageReports               // lead to the findings
	stagePages                 // the office's own
	stageLists                 // lead to all of those
	stageIndex                 // finds all of those
	stageHome                  // leads to the lists
	stageFeeds                 // tell those who follow of all that: it is there when they come
	stages
)

// shelf gathers the items that one step of a plan after another adds.
type shelf struct {
	stage stage // of what is added next
	items []item
	at    map[string]int // by URL; made by close
}

// add plans one output.
func (p *shelf) add(o Output, make func() (content, error)) {
	p.items = append(p.items, item{Output: o, stage: p.stage, make: func(*Drawer) (content, error) { return make() }})
}

// addLarge plans one that grows with the register. Those of a Group have one
// way to be written, by URL.
func (p *shelf) addLarge(o Output, write func(to map[string]io.Writer) error) {
	o.Large = true
	p.items = append(p.items, item{Output: o, stage: p.stage, write: write})
}

// close makes what was added findable. Nothing is added afterwards.
func (p *shelf) close() *shelf {
	p.at = make(map[string]int, len(p.items))
	for i := range p.items {
		p.at[p.items[i].URL] = i
	}
	return p
}

func (p *shelf) find(url string) *item {
	if i, ok := p.at[url]; ok {
		return &p.items[i]
	}
	return nil
}

// inOrderOfWriting puts items together, stage by stage.
func inOrderOfWriting(lists ...[]item) []*item {
	var inStages [stages][]*item
	for _, items := range lists {
		for i := range items {
			inStages[items[i].stage] = append(inStages[items[i].stage], &items[i])
		}
	}
	return slices.Concat(inStages[:]...)
}
