package docimport

import (
	"regexp"
	"sync"
)

// A pattern is a form of words that a paper is looked at for. It is made ready
// when it is first looked for: there are very many, and most runs of the
// program read no paper.
type pattern struct {
	text string
	once sync.Once
	made *regexp.Regexp
}

// forms are all patterns, for a test that makes every one ready.
var forms []*pattern

func form(text string) *pattern {
	p := &pattern{text: text}
	forms = append(forms, p)
	return p
}

func (p *pattern) ready() *regexp.Regexp {
	p.once.Do(func() { p.made = regexp.MustCompile(p.text) })
	return p.made
}

// What is asked of a pattern, as regexp has it.

func (p *pattern) MatchString(s string) bool            { return p.ready().MatchString(s) }
func (p *pattern) FindString(s string) string           { return p.ready().FindString(s) }
func (p *pattern) FindStringIndex(s string) []int       { return p.ready().FindStringIndex(s) }
func (p *pattern) FindStringSubmatch(s string) []string { return p.ready().FindStringSubmatch(s) }
func (p *pattern) FindStringSubmatchIndex(s string) []int {
	return p.ready().FindStringSubmatchIndex(s)
}
func (p *pattern) FindAllString(s string, n int) []string { return p.ready().FindAllString(s, n) }
func (p *pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.ready().FindAllStringIndex(s, n)
}
func (p *pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.ready().FindAllStringSubmatch(s, n)
}
func (p *pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.ready().FindAllStringSubmatchIndex(s, n)
}
func (p *pattern) ReplaceAllString(s, with string) string { return p.ready().ReplaceAllString(s, with) }
