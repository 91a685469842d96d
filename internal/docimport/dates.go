package docimport

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/inspection"
)

// This file reads dates as papers print them, and the times that inspectors
// set.

const (
	monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|` +
		`ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr`
	dayExpr   = `(\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|ain)?\s+(?:of\s+)?(` + monthNames + `)\.?,?\s+(\d{4})`
	monthExpr = `(` + monthNames + `)\.?,?\s+(\d{4})`
)

var (
	dayInWords   = pattern(`(?i)\b` + dayExpr + `\b`)
	monthInWords = pattern(`(?i)\b` + monthExpr + `\b`)
	dayInDigits  = pattern(`\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b`)
	isoDay       = pattern(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	onlyDate     = pattern(`(?i)^(?:\w+day,?\s+)?(?:` + dayExpr + `|\d{1,2}[/.]\d{1,2}[/.]\d{4})\.?$`)
)

var welshMonths = []string{"ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"}

// parseMonth reads a month's name in English or Welsh, or its number.
func parseMonth(name string) time.Month {
	name = strings.ToLower(name)
	if i := slices.Index(welshMonths, name); i >= 0 {
		return time.Month(i + 1)
	}
	for m := time.January; m <= time.December; m++ {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), name[:3]) {
			return m
		}
	}
	return time.Month(atoi(name))
}

// A dateInText is a date and where it is in a text.
type dateInText struct {
	date     inspection.Date
	from, to int
}

// firstDate finds the first full date in text. 09/03/2020 is read as the
// British write it.
func firstDate(text string) (first dateInText, ok bool) {
	try := func(m []int, year, month, day int) {
		group := func(n int) string { return text[m[2*n]:m[2*n+1]] }
		d := inspection.Date{Year: atoi(group(year)), Month: parseMonth(group(month)), Day: atoi(group(day))}
		date, err := inspection.ParseDate(d.String())
		if err == nil && d.Year >= 1990 && d.Year <= 2100 && (!ok || m[0] < first.from) {
			first, ok = dateInText{date, m[0], m[1]}, true
		}
	}
	for _, m := range dayInWords().FindAllStringSubmatchIndex(text, 3) {
		try(m, 3, 2, 1)
	}
	for _, m := range dayInDigits().FindAllStringSubmatchIndex(text, 3) {
		try(m, 3, 2, 1)
	}
	for _, m := range isoDay().FindAllStringSubmatchIndex(text, 3) {
		try(m, 1, 2, 3)
	}
	return first, ok
}

func hasDate(text string) bool {
	_, ok := firstDate(text)
	return ok
}

// monthText is a month as a field has it: 2024-06.
func monthText(month, year string) string {
	return inspection.Day{Year: atoi(year), Month: parseMonth(month)}.String()
}

// dueExpr are the ways in which inspectors set a time.
var dueExpr = pattern(`(?i)^(with immediate effect|immediately|as a matter of urgency|straight ?away|ar unwaith|` +
	`(?:by|no later than|not later than|before the end of|by the end of|erbyn)\s+(?:the end of\s+)?(?:` + dayExpr + `|` + monthExpr + `)|` +
	`(?:within|in|o fewn)(?:\s+the)?(?:\s+next)?\s+(\w+)\s+(?:calendar\s+)?(months?|weeks?|years?|days|mis|wythnos|blynedd)(?:\s+of\s+(?:the\s+)?(?:publication|date)(?:\s+of\s+this\s+report)?)?)`)

// A dueTime is a time that inspectors set.
type dueTime struct {
	text     string // as printed
	due      string // for the field; "" if the field cannot say it
	from, to int
}

var spelledNumbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18,
	"un": 1, "dau": 2, "ddau": 2, "tri": 3, "thri": 3, "pedwar": 4, "pum": 5, "chwe": 6, "naw": 9, "deuddeg": 12, "deuddeng": 12,
}

// dueAt reads the time that begins at a byte of text.
func dueAt(text string, at int) (dueTime, bool) {
	m := dueExpr().FindStringSubmatch(text[at:])
	if m == nil {
		return dueTime{}, false
	}
	d := dueTime{text: m[0], from: at, to: at + len(m[0])}
	switch day, month, year, count, unit := m[4], m[5], m[6], strings.ToLower(m[7]), strings.ToLower(m[8]); {
	case day != "":
		if first, ok := firstDate(d.text); ok {
			d.due = first.date.String()
		}
	case year != "":
		d.due = monthText(month, year)
	case count != "":
		n := spelledNumbers[count]
		if v, err := strconv.Atoi(count); err == nil {
			n = v
		}
		switch {
		case n == 0:
			return dueTime{}, false
		case strings.HasPrefix(unit, "month") || unit == "mis":
			d.due = plural(n, "month")
		case strings.HasPrefix(unit, "year") || unit == "blynedd":
			d.due = plural(12*n, "month")
		}
	case !strings.Contains(strings.ToLower(d.text), "urgency"):
		d.due = "immediate"
	}
	return d, true
}

var dueBegins = pattern(`(?i)\b(with immediate effect|immediately|by|no later than|not later than|before|within|erbyn|o fewn|ar unwaith)\b`)

// firstDue finds the first time that text sets, before or after what is to be
// done.
func firstDue(text string) (dueTime, bool) {
	for _, m := range dueBegins().FindAllStringIndex(text, 20) {
		if d, ok := dueAt(text, m[0]); ok {
			return d, true
		}
	}
	return dueTime{}, false
}

// atoi is the number that digits say, or 0.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
