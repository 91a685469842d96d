package feeds

import (
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

func calendar(t *testing.T, c *Calendar, events ...Event) string {
	t.Helper()
	c.Events = events
	return string(c.ICS())
}

func TestCalendar(t *testing.T) {
	got := calendar(t, &Calendar{Lang: "en", Name: "Deadlines", Description: "All, of them", Self: "https://example.org/deadlines.ics", Page: "https://example.org/deadlines/"},
		Event{
			UID: "en:a@example.org", Day: noon, Changed: noon, Sequence: 2, Category: "Last day to answer", Page: "https://example.org/a,b/",
			Summary: `Semi; comma, back\slash`, Description: "One\ntwo\r\nthree",
		})
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//fiftysix//fiftysix//EN
CALSCALE:GREGORIAN
NAME:Deadlines
X-WR-CALNAME:Deadlines
DESCRIPTION:All\, of them
URL:https://example.org/deadlines/
SOURCE;VALUE=URI:https://example.org/deadlines.ics
REFRESH-INTERVAL;VALUE=DURATION:P1D
X-PUBLISHED-TTL:P1D
BEGIN:VEVENT
UID:en:a@example.org
DTSTAMP:20261124T000000Z
LAST-MODIFIED:20261124T000000Z
SEQUENCE:2
DTSTART;VALUE=DATE:20261124
SUMMARY;LANGUAGE=en:Semi\; comma\, back\\slash
DESCRIPTION;LANGUAGE=en:One\ntwo\nthree
URL:https://example.org/a,b/
CATEGORIES;LANGUAGE=en:Last day to answer
CLASS:PUBLIC
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`
	if got != strings.ReplaceAll(want, "\n", "\r\n") {
		t.Errorf("got\n%s", got)
	}
}

// A calendar with no day in it still holds something, as it must.
func TestEmptyCalendar(t *testing.T) {
	got := calendar(t, &Calendar{Lang: "en", Name: "Deadlines"})
	if !strings.Contains(got, "BEGIN:VTIMEZONE\r\n") {
		t.Errorf("it holds no component:\n%s", got)
	}
	if _, err := ics.ParseCalendar(strings.NewReader(got)); err != nil {
		t.Error(err)
	}
}

// Lines are folded at 75 bytes; letters and escapes are not cut.
func TestFolding(t *testing.T) {
	const name = len("SUMMARY;LANGUAGE=en:")
	tests := map[string]struct{ text, want string }{
		"just fits":                 {strings.Repeat("x", 75-name), strings.Repeat("x", 75-name)},
		"one more":                  {strings.Repeat("x", 76-name), strings.Repeat("x", 75-name) + "\r\n x"},
		"two bytes at the edge":     {strings.Repeat("x", 74-name) + "ŵ", strings.Repeat("x", 74-name) + "\r\n ŵ"},
		"four bytes at the edge":    {strings.Repeat("x", 72-name) + "🐟", strings.Repeat("x", 72-name) + "\r\n 🐟"},
		"an escape at the edge":     {strings.Repeat("x", 74-name) + ",y", strings.Repeat("x", 74-name) + "\r\n \\,y"},
		"the space counts":          {strings.Repeat("x", 75-name+74+1), strings.Repeat("x", 75-name) + "\r\n " + strings.Repeat("x", 74) + "\r\n x"},
		"what no line may hold":     {"a\x00b\x7fc\xff", "a\uFFFDb\uFFFDc\uFFFD"},
		"a tab":                     {"a\tb", "a\tb"},
		"an end of line of its own": {"a\rb", `a\nb`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := calendar(t, &Calendar{Lang: "en"}, Event{Summary: test.text})
			if !strings.Contains(got, "SUMMARY;LANGUAGE=en:"+test.want+"\r\n") {
				t.Errorf("got\n%q", got)
			}
		})
	}
}

// FuzzCalendarText puts any text where words stand in a calendar: no line is
// too long, no letter is cut, and another's parser reads the same words, less
// what a line cannot hold.
func FuzzCalendarText(f *testing.F) {
	for _, seed := range []string{"", "One, two; three", `back\slash\n`, "a\r\nb\rc\nd", "\x00\x7f\xff", strings.Repeat("ŵ", 100), strings.Repeat(`,`, 100), "a\r\n b", strings.Repeat("x", 54) + "🐟", "END:VCALENDAR\r\nBEGIN:VCALENDAR"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := calendar(t, &Calendar{Name: text, Lang: "en"}, Event{UID: "a", Summary: text, Description: text, Page: text, Day: noon, Changed: noon})
		for line := range strings.SplitSeq(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Errorf("the line %q of %d bytes", line, len(line))
			}
		}
		c, err := ics.ParseCalendar(strings.NewReader(got))
		if err != nil {
			t.Fatalf("%v in\n%q", err, got)
		}
		if len(c.Events()) != 1 {
			t.Fatalf("%d events in\n%q", len(c.Events()), got)
		}
		want := strings.Map(func(c rune) rune {
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7F {
				return 0xFFFD
			}
			return c
		}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
		for _, name := range []ics.ComponentProperty{ics.ComponentPropertySummary, ics.ComponentPropertyDescription} {
			read := ""
			if p := c.Events()[0].GetProperty(name); p != nil {
				read = p.Value
			}
			if read != want {
				t.Errorf("%s: wrote %q, read %q, want %q", name, text, read, want)
			}
		}
	})
}
