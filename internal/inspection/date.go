package inspection

import (
	"fmt"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own (golang.org/issue/21881)
)

// A Date is a day of the calendar, with no clock and no time zone. Legal periods
// are counted in these, so that no change of the clocks can move a last day. The
// zero Date is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads a date written 2020-03-09 and refuses days that do not
// exist, such as 2021-02-30.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date such as 2020-03-09", text)
	}
	return dateOf(t), nil
}

func dateOf(t time.Time) Date { return Date{t.Year(), t.Month(), t.Day()} }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives d as 2020-03-09, and the zero Date as "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare is -1, 0 or 1 as d is before, the same as or after e.
func (d Date) Compare(e Date) int { return d.utc().Compare(e.utc()) }

// Before says whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After says whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// AddDays is the day n days after d.
func (d Date) AddDays(n int) Date { return dateOf(d.utc().AddDate(0, 0, n)) }

// DaysSince is how many days d is after e.
func (d Date) DaysSince(e Date) int { return int(d.utc().Sub(e.utc()).Hours() / 24) }

// AddMonths is the same day n calendar months later, or the last day of that
// month where it has no such day: six months from 31 August is 28 or 29
// February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return Date{last.Year(), last.Month(), min(d.Day, last.Day())}
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// A Day is a date known to the day or only to the month, as sources print it:
// "9 March 2020" or "June 2020". The zero Day is none.
type Day struct {
	Year  int
	Month time.Month
	Day   int // 0 when only the month is known
}

// ParseDay reads 2020-03-09 or 2020-06.
func ParseDay(text string) (Day, error) {
	if t, err := time.Parse("2006-01", text); err == nil {
		return Day{Year: t.Year(), Month: t.Month()}, nil
	}
	d, err := ParseDate(text)
	if err != nil {
		return Day{}, fmt.Errorf("%q is neither a date such as 2020-03-09 nor a month such as 2020-06", text)
	}
	return Day(d), nil
}

// IsZero says whether d is none.
func (d Day) IsZero() bool { return d == Day{} }

// Last is the day itself, or the last day of the month.
func (d Day) Last() Date {
	if d.Day != 0 {
		return Date(d)
	}
	return dateOf(time.Date(d.Year, d.Month+1, 0, 0, 0, 0, 0, time.UTC))
}

// First is the day itself, or the first day of the month.
func (d Day) First() Date {
	if d.Day != 0 {
		return Date(d)
	}
	return Date{d.Year, d.Month, 1}
}

// String gives d as 2020-03-09 or 2020-06, and the zero Day as "".
func (d Day) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return Date(d).String()
}

// London is the time zone of every date and time in the content.
var London = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic("the embedded time zones have no Europe/London: " + err.Error())
	}
	return l
}()

// A Moment is a minute in London. The zero Moment is none.
type Moment struct{ t time.Time }

// MomentOf is the minute of t in London.
func MomentOf(t time.Time) Moment { return Moment{t.In(London).Truncate(time.Minute)} }

// ParseMoment reads 2026-12-05, meaning the first minute of that day, or
// 2026-12-05 09:00, or 2026-12-05T09:00. A time that comes twice when the
// clocks go back is the later one, and one that is skipped in spring is an hour
// later, so that nothing is ever published early.
func ParseMoment(text string) (Moment, error) {
	for _, form := range []string{"2006-01-02", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(form, text, London); err == nil {
			return Moment{later(t, form, text)}, nil
		}
	}
	return Moment{}, fmt.Errorf("%q is not a date and time such as 2026-12-05 09:00", text)
}

// later moves t on by an hour where the clock shows the same time twice, and past
// the hour that is skipped in spring.
func later(t time.Time, form, text string) time.Time {
	if again := t.Add(time.Hour); again.Format(form) == t.Format(form) && form != "2006-01-02" {
		return again
	}
	if t.Format(form) < text {
		return t.Add(time.Hour)
	}
	return t
}

// IsZero says whether m is none.
func (m Moment) IsZero() bool { return m.t.IsZero() }

// Time is m as a point in time.
func (m Moment) Time() time.Time { return m.t }

// Before says whether m is an earlier minute than n.
func (m Moment) Before(n Moment) bool { return m.t.Before(n.t) }

// Date is the day in London.
func (m Moment) Date() Date { return dateOf(m.t.In(London)) }

// Clock is the hour and minute in London.
func (m Moment) Clock() (hour, minute int) { return m.t.In(London).Hour(), m.t.In(London).Minute() }

// String gives m as 2026-12-05 09:00, and the zero Moment as "".
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.t.In(London).Format("2006-01-02 15:04")
}

// Start is the first minute of d.
func (d Date) Start() Moment {
	return Moment{time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, London)}
}
