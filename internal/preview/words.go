package preview

import (
	"fmt"
	"html/template"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// This file has the preview's messages with dates or numbers in them. All others
// are in screen/. They are in English, for those who write the site.

var funcs = template.FuncMap{
	"count": count, "until": func(h inspection.Embargo, now inspection.Moment) string { return formatMoment(h.Until, now) },
	"withheld": describeWithheld,
	"clip":     func(n int, items []string) []string { return items[:min(n, len(items))] },
	"more":     func(n int, items []string) int { return max(0, len(items)-n) },
}

// count writes a number with its noun: 1 mistake, 2,400 pages.
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

func formatDate(d inspection.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// formatMoment writes a moment as people say it: 9:00 on 5 December. The year is
// added if it is not the current one.
func formatMoment(m, now inspection.Moment) string {
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

// describeDeadline says in a few words whether a report was answered by its deadline;
// "" where it has none.
func describeDeadline(r *inspection.Report, today inspection.Date) string {
	o := r.Outcome(today)
	if o.LastDay.IsZero() {
		return ""
	}
	last := formatDate(o.LastDay)
	switch o.Standing {
	case inspection.InTime:
		return "Last day " + last + ": answered in time"
	case inspection.Late:
		return "Last day " + last + ": answered " + count(o.DaysLate, "day") + " late"
	case inspection.Partly:
		if o.Overdue() {
			return "Last day was " + last + ": " + count(o.DaysLate, "day") + " ago, and the answer is not whole"
		}
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

// describeWithheld names the part of a file that is withheld.
func describeWithheld(h inspection.Withheld) string {
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
	Location string // content/about.md, line 4
	Excerpt  string // the line with its number, and carets below
}

// maxShown is how many mistakes, and how many warnings, a page shows; the dashboard
// has the rest.
const maxShown = 100

// mistakes returns the problems of a level: those of the page's own files, and the rest.
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
			*into = append(*into, newMistake(p))
		}
	}
	return first, rest
}

func newMistake(p diag.Problem) mistake {
	m := mistake{Problem: p, Location: p.File, Excerpt: excerpt(p)}
	if p.Line > 0 {
		m.Location += fmt.Sprintf(", line %d", p.Line)
	}
	return m
}

// excerpt returns the line of a Problem and its carets, as the terminal shows them.
func excerpt(p diag.Problem) string {
	if p.Excerpt == "" {
		return ""
	}
	var b strings.Builder
	_ = p.Write(&b)
	lines := strings.Split(b.String(), "\n")
	text := strings.TrimPrefix(lines[1], "  ")
	if p.Width > 0 && len(lines) > 2 {
		text += "\n" + strings.TrimPrefix(lines[2], "  ")
	}
	return text
}

// sentence makes a message a sentence, with a capital and a full stop.
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

// A translationNote is a line about something that is not translated, or whose
// translation is out of date.
type translationNote struct {
	Tag  string // Not in Welsh
	Text string
	Now  string // the words as they are now; "" where there are none to show
	File string // to be written or brought up to date
}

// maxBarNotes is how many such lines the toolbar shows; the dashboard has the others.
const maxBarNotes = 4

// FirstWords are the notes that the toolbar shows.
func (b *toolbar) FirstWords() []translationNote { return b.Words[:min(len(b.Words), maxBarNotes)] }

// MoreWords is how many it does not.
func (b *toolbar) MoreWords() int { return max(0, len(b.Words)-maxBarNotes) }

// translationNotes describes gaps. With words it adds the current text, and what is
// not recorded: too much for the toolbar.
func translationNotes(gaps []inspection.TranslationGap, words bool) (notes []translationNote) {
	for _, g := range gaps {
		lang, from := inspection.LanguageName(g.Lang), inspection.LanguageName(g.From)
		switch g.Kind {
		case inspection.GapMissing:
			l := translationNote{Tag: "Not in " + lang, Text: strings.Join(g.Fields, ", "), File: g.File}
			if g.Whole {
				l.Text = "all of it is in " + from + " only"
			}
			if len(g.Answer) > 0 {
				l.Text += " (the answer is one-sided)"
			}
			l.Text = g.Name + ": " + l.Text
			notes = append(notes, l)
		case inspection.GapOlder:
			for _, c := range g.Changes {
				l := translationNote{Tag: lang + " older than the " + from, Text: g.Name + ": " + c.What, File: g.File}
				if words && c.Now != "" {
					l.Now = content.Shortened(c.Now)
				}
				notes = append(notes, l)
			}
		case inspection.GapUnrecorded:
			if words {
				notes = append(notes, translationNote{Tag: "Not recorded", Text: g.Name + ": what it translates, so that a change of the " + from + " would go unseen", File: g.File})
			}
		}
	}
	return notes
}
