package preview

import (
	"fmt"
	"html/template"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// This file holds the preview's words that have dates or numbers in them. All
// others stand in screen/. They are English and for those who write the site;
// the site's own words are the theme's.

var funcs = template.FuncMap{
	"count": count, "date": wordedDate, "until": func(h inspection.Embargo, now inspection.Moment) string { return wordedUntil(h.Until, now) },
	"held": heldPart,
	"last": func(items []string) string { return items[len(items)-1] },
	"clip": func(n int, items []string) []string { return items[:min(n, len(items))] },
	"more": func(n int, items []string) int { return max(0, len(items)-n) },
}

// count is a number and what it counts: 1 mistake, 2,400 pages.
func count(n int, one string) string {
	text := fmt.Sprint(n)
	if n >= 1000 {
		text = fmt.Sprintf("%d,%03d", n/1000, n%1000)
	}
	if n != 1 {
		one += "s"
	}
	return text + " " + one
}

func wordedDate(d inspection.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// wordedUntil is a moment as people say it: 9:00 on 5 December. The year is
// said where it is another one.
func wordedUntil(m, now inspection.Moment) string {
	hour, minute := m.Clock()
	d := m.Date()
	day := fmt.Sprintf("%d %s", d.Day, d.Month)
	if d.Year != now.Date().Year {
		day += fmt.Sprintf(" %d", d.Year)
	}
	if hour == 0 && minute == 0 {
		return day
	}
	return fmt.Sprintf("%d:%02d on %s", hour, minute, day)
}

// wordedDays is how a report stands against its last day, in a few words; "" where
// it has none.
func wordedDays(r *inspection.Report, today inspection.Date) string {
	o := r.Outcome(today)
	if o.LastDay.IsZero() {
		return ""
	}
	last := wordedDate(o.LastDay)
	switch o.Standing {
	case inspection.InTime:
		return "Last day " + last + ": answered in time"
	case inspection.Late:
		return "Last day " + last + ": answered " + count(o.DaysLate, "day") + " late"
	case inspection.PastLastDay:
		return "Last day was " + last + ": " + count(o.DaysLate, "day") + " ago, no answer yet"
	}
	switch left := o.LastDay.DaysSince(today); left {
	case 0:
		return "Last day is today, " + last
	default:
		return "Last day " + last + ": " + count(left, "day") + " left"
	}
}

// heldPart says what of a file is held.
func heldPart(h inspection.Withheld) string {
	switch h.Part {
	case inspection.WithheldReport:
		return "The whole report"
	case inspection.WithheldResponse:
		return "The answer to the report"
	case inspection.WithheldFinding:
		return "One finding"
	case inspection.WithheldUpdate:
		return "An update to a finding"
	}
	return "The page"
}

// A mistake is a Problem as the panel shows it.
type mistake struct {
	diag.Problem
	Place   string // content/about.md, line 4
	Excerpt string // the line with its number, and carets below
}

// maxShown is how many mistakes, and how many warnings, stand on a page; the
// preview's own page has the rest.
const maxShown = 100

// mistakes are the problems of a level, those of the page's own files first.
func mistakes(problems []diag.Problem, level diag.Level, here func(file string) bool, most int) (first, rest []mistake) {
	for _, p := range problems {
		if p.Level != level {
			continue
		}
		into := &rest
		if here(p.File) {
			into = &first
		}
		if len(*into) < most {
			*into = append(*into, asMistake(p))
		}
	}
	return first, rest
}

func asMistake(p diag.Problem) mistake {
	m := mistake{Problem: p, Place: p.File, Excerpt: excerpt(p)}
	if p.Line > 0 {
		m.Place += fmt.Sprintf(", line %d", p.Line)
	}
	return m
}

// excerpt is the line of a Problem and its carets, as the terminal shows them.
func excerpt(p diag.Problem) string {
	if p.Excerpt == "" {
		return ""
	}
	var b strings.Builder
	_ = p.Write(&b)
	lines := strings.Split(b.String(), "\n")
	if p.Width > 0 && len(lines) > 2 {
		return strings.TrimPrefix(lines[1], "  ") + "\n" + strings.TrimPrefix(lines[2], "  ")
	}
	return strings.TrimPrefix(lines[1], "  ")
}

// sentence makes a message's words a sentence.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	r := []rune(text)
	r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	if strings.ContainsAny(string(r[len(r)-1]), ".!?:") {
		return string(r)
	}
	return string(r) + "."
}

// A lag is a line about a language that says less than another, or what the
// other said before.
type lag struct {
	Tag  string // Not in Welsh
	Text string
	Now  string // the words as they are now; "" where there are none to show
	File string // the one to be written or brought up to date
}

// inBar is how many such lines stand in the bar; the preview's own page has the
// others.
const inBar = 4

// FirstWords are the lines about languages that stand in the bar.
func (b *toolbar) FirstWords() []lag { return b.Words[:min(len(b.Words), inBar)] }

// MoreWords is how many do not.
func (b *toolbar) MoreWords() int { return max(0, len(b.Words)-inBar) }

// lags are lines about gaps. Of everything there are more than anybody reads
// on a page, so the bar gives the words as they are now to its warnings.
func lags(gaps []inspection.TranslationGap, words bool) (lines []lag) {
	for _, g := range gaps {
		lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
		switch g.Kind {
		case inspection.GapMissing:
			l := lag{Tag: "Not in " + lang, Text: strings.Join(g.Fields, ", "), File: g.File}
			if g.Whole {
				l.Text = "all of it is in " + from + " only"
			}
			if len(g.Answer) > 0 {
				l.Text += " (the answer is one-sided)"
			}
			l.Text = g.Name + ": " + l.Text
			lines = append(lines, l)
		case inspection.GapOlder:
			for _, c := range g.Changes {
				l := lag{Tag: lang + " older than the " + from, Text: g.Name + ": " + c.What, File: g.File}
				if words && c.Now != "" {
					l.Now = content.Shortened(c.Now)
				}
				lines = append(lines, l)
			}
		case inspection.GapUnrecorded:
			if words {
				lines = append(lines, lag{Tag: "Not recorded", Text: g.Name + ": what it translates, so that a change of the " + from + " would go unseen", File: g.File})
			}
		}
	}
	return lines
}
