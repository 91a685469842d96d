package site

import (
	"html/template"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// Offices often give many findings the same answer. The report's page shows it
// once, with the first of those findings, and links there from the others. Each
// finding keeps its block, headings and ids, and its own page has the answer in
// full. Only answers that are equal word for word are shared.

// shortAnswer is the length under which an answer is repeated, not linked to.
const shortAnswer = 60

// sharedAnswers are the answers on a report's page that are given more than once.
type sharedAnswers struct {
	firstOf  map[*inspection.Finding]*inspection.Finding   // to each that repeats another's words
	othersOf map[*inspection.Finding][]*inspection.Finding // to each first, those that repeat its words
}

// findSharedAnswers finds them, in the order of the page. Only findings that are
// for others to act on, or whose author shared the answer, count: what this
// force is asked to do is always answered in full (Police Act 1996 s.55(5B)).
func findSharedAnswers(findings []*inspection.Finding, words func(inspection.Answer) markdown.Text) sharedAnswers {
	r := sharedAnswers{map[*inspection.Finding]*inspection.Finding{}, map[*inspection.Finding][]*inspection.Finding{}}
	seen := map[string]*inspection.Finding{}
	for _, f := range findings {
		a := f.Answer()
		if f.Responsibility != inspection.Others && a.From == f && len(f.SharedBy) == 0 {
			continue
		}
		text := words(a)
		if utf8.RuneCountInString(text.Plain()) < shortAnswer {
			continue
		}
		plain := text.HTML(markdown.Context{Level: 5, Link: func(dest string) string { return dest }, Word: func(key string, _ ...any) string { return key }})
		key := strings.Join(strings.Fields(string(plain)), " ")
		if first := seen[key]; first != nil {
			r.firstOf[f], r.othersOf[first] = first, append(r.othersOf[first], f)
			continue
		}
		seen[key] = f
	}
	return r
}

// inOrder are findings as the page shows them: those beneath another follow it.
func inOrder(findings []*inspection.Finding) []*inspection.Finding {
	var all []*inspection.Finding
	for _, f := range findings {
		if f.Parent == nil {
			all = append(append(all, f), f.Children...)
		}
	}
	return all
}

// sharedAnswer is what the report's page shows beside a shared answer, or in its
// place.
type sharedAnswer struct {
	First  *link         // the finding that has the answer; nil if it is this one
	Others template.HTML // the other findings with the same answer
}

func (sh *pageContext) sharedAnswer(f *inspection.Finding, r sharedAnswers, id string) sharedAnswer {
	var s sharedAnswer
	if first := r.firstOf[f]; first != nil {
		s.First = &link{"#" + first.ID + "--" + id, sh.words.textOrHTML("finding.same_words_link", "name", sh.findingNames(first).distinct)}
	}
	var links []template.HTML
	for _, g := range r.othersOf[f] {
		links = append(links, linkHTML("#"+g.ID, sh.findingNames(g).distinct))
	}
	s.Others = sh.words.series(links)
	return s
}

// series writes "a, b and c".
func (w *locale) series(items []template.HTML) template.HTML {
	var text template.HTML
	for i, item := range items {
		switch i {
		case 0:
			text = item
		case len(items) - 1:
			text = w.html("series.and", "before", text, "item", item)
		default:
			text = w.html("series.comma", "before", text, "item", item)
		}
	}
	return text
}
