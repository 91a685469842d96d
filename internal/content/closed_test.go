package content

import (
	"testing"
	"testing/fstest"

	"fiftysix/internal/inspection"
)

// Once its last day is over, an office's site stays as it was: nothing ages,
// and nothing that was held comes out.
func TestClosed(t *testing.T) {
	closed := func(site fstest.MapFS) fstest.MapFS {
		site[inspection.SettingsFile] = &fstest.MapFile{Data: append([]byte("closed: 2028-05-07\n"), site[inspection.SettingsFile].Data...)}
		return site
	}
	for _, test := range []struct {
		at, now string
		closed  bool
	}{
		{"2028-05-06 12:00", "2028-05-06 12:00", false},
		{"2028-05-07 23:59", "2028-05-07 23:59", false},
		{"2028-05-08 00:00", "2028-05-07 23:59", true},
		{"2040-01-01 00:00", "2028-05-07 23:59", true},
	} {
		reg := read(t, closed(plainSite()), test.at)
		if reg.Now.String() != test.now || reg.Closed != test.closed {
			t.Errorf("at %s the site is made for %s (closed: %v), want %s (%v)", test.at, reg.Now, reg.Closed, test.now, test.closed)
		}
	}
	held := heldSite(reportName, "---\ntitle", "---\npublish_after: 2028-05-08\ntitle")
	if reg := read(t, closed(held), "2030-01-01"); len(reg.Reports) != 0 {
		t.Error("what was held until after the last day came out")
	}
}
