package site

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// Every calendar is read by another's parser, and its lines are as RFC 5545
// wants them: ended by CRLF, no longer than 75 bytes, and cut between letters.
func TestCalendarsAreReadByOthers(t *testing.T) {
	for _, base := range []string{"", "https://example.org/some/folder/"} {
		s := exampleshire(t, base, false)
		events := 0
		for _, o := range s.Outputs() {
			if !strings.HasSuffix(o.URL, "/"+calendarName) {
				continue
			}
			data := draw(t, s, o.URL)
			for line := range bytes.SplitSeq(bytes.TrimSuffix(data, []byte("\r\n")), []byte("\r\n")) {
				if len(line) > 75 || !utf8.Valid(line) || bytes.ContainsAny(line, "\r\n") {
					t.Errorf("%s: the line %q of %d bytes", o.URL, line, len(line))
				}
			}
			c, err := ics.ParseCalendar(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", o.URL, err)
			}
			uids := map[string]bool{}
			for _, e := range c.Events() {
				events++
				if uids[e.Id()] {
					t.Errorf("%s: the UID %s twice", o.URL, e.Id())
				}
				uids[e.Id()] = true
				if _, err := e.GetAllDayStartAt(); err != nil {
					t.Errorf("%s: %s: %v", o.URL, e.Id(), err)
				}
				if len(e.Alarms()) > 0 {
					t.Errorf("%s: %s wakes people", o.URL, e.Id())
				}
				page := e.GetProperty(ics.ComponentPropertyUrl)
				if base == "" {
					if page != nil {
						t.Errorf("%s: an address was made up: %s", o.URL, page.Value)
					}
				} else if at, ok := strings.CutPrefix(page.Value, base); !ok {
					t.Errorf("%s: %s is at %s", o.URL, e.Id(), page.Value)
				} else if p, ok := s.Output("/" + at); !ok || !p.Page {
					t.Errorf("%s: %s is of no page: %s", o.URL, e.Id(), page.Value)
				}
			}
		}
		if events < 20 {
			t.Errorf("the calendars hold %d events, so this test looks in the wrong place", events)
		}
	}
}
