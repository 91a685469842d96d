package site

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/inspection"
)

// This file writes dates. Every date on a page is written in full, in the language
// of the page, with a datetime attribute for programs.

// day writes "3 May 2020".
func (w *locale) day(d inspection.Date) string {
	return w.text("date.day", "day", strconv.Itoa(d.Day), "month", w.month(d.Month), "year", strconv.Itoa(d.Year))
}

// either writes "3 May 2020", or "June 2020" where no day is known.
func (w *locale) either(d inspection.Day) string {
	if d.Day != 0 {
		return w.day(inspection.Date(d))
	}
	return w.text("date.month", "month", w.month(d.Month), "year", strconv.Itoa(d.Year))
}

// moment writes "9:00am on 5 December 2026".
func (w *locale) moment(m inspection.Moment) string {
	hour, minute := m.Clock()
	key, shown := "date.morning", hour
	if hour >= 12 {
		key, shown = "date.afternoon", hour-12
	}
	if shown == 0 {
		shown = 12
	}
	clock := w.text(key, "hour", strconv.Itoa(shown), "minute", fmt.Sprintf("%02d", minute))
	return w.text("date.moment", "time", clock, "date", w.day(m.Date()))
}

func (w *locale) month(m time.Month) string { return w.text(monthKey(m)) }

func monthKey(m time.Month) string { return "date.months." + strings.ToLower(m.String()) }

// dateHTML, eitherHTML and momentHTML are the same for a page.
func (w *locale) dateHTML(d inspection.Date) template.HTML { return timeHTML(d.String(), w.day(d)) }

func (w *locale) eitherHTML(d inspection.Day) template.HTML {
	return timeHTML(d.String(), w.either(d))
}

func (w *locale) momentHTML(m inspection.Moment) template.HTML {
	return timeHTML(m.String(), w.moment(m))
}

func timeHTML(machine, human string) template.HTML {
	return template.HTML(`<time datetime="` + machine + `">` + template.HTMLEscapeString(human) + `</time>`)
}
