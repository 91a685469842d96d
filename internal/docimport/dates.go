package docimport

import (
	"strconv"
	"strings"
	"time"

	"fiftysix/internal/register"
)

// This file reads dates as papers print them, and the times that inspectors
// set.

const (
	monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|` +
		`ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr`
	dayForm   = `(\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|ain)?\s+(?:of\s+)?(` + monthNames + `)\.?,?\s+(\d{4})`
	monthForm = `(` + monthNames + `)\.?,?\s+(\d{4})`
)

var (
	dayInWords   = form(`(?i)\b` + dayForm + `\b`)
	monthInWords = form(`(?i)\b` + monthForm + `\b`)
	dayInDigits  = form(`\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b`)
	isoDay       = form(`\b(\d{4})-(\d{2})-(\d{2})\b`)
)

var welshMonths = []string{"ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"}

func monthOf(name string) time.Month {
	name = strings.ToLower(name)
	for i, welsh := range welshMonths {
		if name == welsh {
			return time.Month(i + 1)
		}
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name[:3]) {
			return m
		}
	}
	return 0
}

// found is a date and where it stands in the text.
type foundDate struct {
	date     register.Date
	from, to int
}

// firstDate finds the first full date in text. 09/03/2020 is read as the
// British write it.
func firstDate(text string) (foundDate, bool) {
	var best foundDate
	ok := false
	try := func(m []int, year, month, day string, named bool) {
		y, _ := strconv.Atoi(year)
		d, _ := strconv.Atoi(day)
		var mm time.Month
		if named {
			mm = monthOf(month)
		} else {
			n, _ := strconv.Atoi(month)
			mm = time.Month(n)
		}
		date, err := register.ParseDate(register.Date{Year: y, Month: mm, Day: d}.String())
		if err != nil || y < 1990 || y > 2100 || ok && m[0] >= best.from {
			return
		}
		best, ok = foundDate{date, m[0], m[1]}, true
	}
	for _, m := range dayInWords.FindAllStringSubmatchIndex(text, 3) {
		try(m, text[m[6]:m[7]], text[m[4]:m[5]], text[m[2]:m[3]], true)
	}
	for _, m := range dayInDigits.FindAllStringSubmatchIndex(text, 3) {
		try(m, text[m[6]:m[7]], text[m[4]:m[5]], text[m[2]:m[3]], false)
	}
	for _, m := range isoDay.FindAllStringSubmatchIndex(text, 3) {
		try(m, text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]], false)
	}
	return best, ok
}

// dueTimes are the ways in which inspectors set a time, each with what the
// field due is to hold; "" where it has to be worked out.
var dueTimes = form(`(?i)^(with immediate effect|immediately|as a matter of urgency|straight ?away|ar unwaith|` +
	`(?:by|no later than|not later than|before the end of|by the end of|erbyn)\s+(?:the end of\s+)?(?:` + dayForm + `|` + monthForm + `)|` +
	`(?:within|in|o fewn)(?:\s+the)?(?:\s+next)?\s+(\w+)\s+(?:calendar\s+)?(months?|weeks?|years?|days|mis|wythnos|blynedd)(?:\s+of\s+(?:the\s+)?(?:publication|date)(?:\s+of\s+this\s+report)?)?)`)

// A dueTime is a time that inspectors set.
type dueTime struct {
	text     string // as printed
	due      string // for the field; "" where the field cannot say it
	from, to int
}

var counted = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18,
	"un": 1, "dau": 2, "ddau": 2, "tri": 3, "thri": 3, "pedwar": 4, "pum": 5, "chwe": 6, "naw": 9, "deuddeg": 12, "deuddeng": 12,
}

// dueAt reads the time that begins text at a byte.
func dueAt(text string, at int) (dueTime, bool) {
	m := dueTimes.FindStringSubmatchIndex(text[at:])
	if m == nil {
		return dueTime{}, false
	}
	group := func(n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[at+m[2*n] : at+m[2*n+1]]
	}
	d := dueTime{text: text[at : at+m[1]], from: at, to: at + m[1]}
	lower := strings.ToLower(d.text)
	switch {
	case group(4) != "": // a day
		if day, ok := firstDate(d.text); ok {
			d.due = day.date.String()
		}
	case group(6) != "": // a month
		year, _ := strconv.Atoi(group(6))
		d.due = register.Day{Year: year, Month: monthOf(group(5))}.String()
	case group(7) != "":
		n := counted[strings.ToLower(group(7))]
		if v, err := strconv.Atoi(group(7)); err == nil {
			n = v
		}
		switch unit := strings.ToLower(group(8)); {
		case n == 0:
			return dueTime{}, false
		case strings.HasPrefix(unit, "month") || unit == "mis":
			d.due = months(n)
		case strings.HasPrefix(unit, "year") || unit == "blynedd":
			d.due = months(12 * n)
		}
	case !strings.Contains(lower, "urgency"):
		d.due = "immediate"
	}
	return d, true
}

func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return strconv.Itoa(n) + " months"
}

var dueWords = form(`(?i)\b(with immediate effect|immediately|by|no later than|not later than|before|within|erbyn|o fewn|ar unwaith)\b`)

// dueIn finds the first time that text sets: at its start, or before or after
// what is to be done.
func dueIn(text string) (dueTime, bool) {
	for _, m := range dueWords.FindAllStringIndex(text, 20) {
		if d, ok := dueAt(text, m[0]); ok {
			return d, true
		}
	}
	return dueTime{}, false
}
