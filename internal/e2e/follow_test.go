package e2e

import (
	"encoding/json"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"fiftysix/internal/inspection"
)

// readCalendars reads calendars as a mail program does that is built on
// ical.js, and says what it found in each.
const readCalendars = `
const ICAL = require("ical.js");
const fs = require("fs");
const found = {};
for (const file of process.argv.slice(1)) {
	const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, "utf8")));
	const zones = calendar.getAllSubcomponents("vtimezone").length;
	const events = calendar.getAllSubcomponents("vevent").map((component) => {
		const event = new ICAL.Event(component, { strictExceptions: true });
		return { uid: event.uid, day: event.startDate.toString(), whole: event.startDate.isDate, days: event.duration.toString(), summary: event.summary, description: event.description };
	});
	found[file] = { zones, events, name: calendar.getFirstPropertyValue("x-wr-calname"), refresh: String(calendar.getFirstPropertyValue("refresh-interval")) };
}
console.log(JSON.stringify(found));
`

// The calendars of both sites, read by a program of others' making, hold the
// days of the register and no more, each as one whole day.
func TestCalendarsAreReadByICALjs(t *testing.T) {
	node := program(t, "node")
	modulesFile(t, "ical.js/package.json")
	for _, b := range theSites(t) {
		var files []string
		err := filepath.WalkDir(b.top.dir, func(at string, d fs.DirEntry, err error) error {
			if path.Ext(at) == ".ics" {
				files = append(files, at)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(node, append([]string{"--eval", readCalendars, "--"}, files...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var found map[string]struct {
			Zones         int
			Name, Refresh string
			Events        []struct {
				UID, Day, Days, Summary, Description string
				Whole                                bool
			}
		}
		if err := json.Unmarshal(out, &found); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		want := map[string][]inspection.Deadline{}
		for i, lang := range b.reg.Office.Languages {
			root := map[bool]string{true: "", false: lang + "/"}[i == 0]
			want[root+"deadlines.ics"] = b.reg.Calendar()
			for _, r := range b.reg.Reports {
				if r.HasDays() {
					want[root+"reports/"+r.ID+"/deadlines.ics"] = r.Days()
				}
			}
		}
		if len(found) != len(want) {
			t.Errorf("%s has %d calendars, want %d", b.name, len(found), len(want))
		}
		total := 0
		for name, days := range want {
			c := found[filepath.Join(b.top.dir, filepath.FromSlash(name))]
			if len(c.Events) != len(days) || c.Refresh != "P1D" || !strings.HasPrefix(c.Name, map[bool]string{false: "Deadlines", true: "Dyddiadau cau"}[strings.HasPrefix(name, "cy/")]) {
				t.Errorf("%s: %s, %q, looked at every %s, has %d events, want %d", b.name, name, c.Name, c.Refresh, len(c.Events), len(days))
				continue
			}
			for i, e := range c.Events {
				total++
				if e.Day != days[i].Day.String() || !e.Whole || e.Days != "P1D" || e.UID == "" || e.Summary == "" || e.Description == "" {
					t.Errorf("%s: %s: got %+v, want %s", b.name, name, e, days[i].Day)
				}
				if strings.Contains(strings.ToLower(e.Summary+e.Description), "overdue") {
					t.Errorf("%s: %s: %s says that something is overdue, and nobody knows when it is read", b.name, name, e.UID)
				}
			}
		}
		t.Logf("ical.js: %s: %d calendars, %d events", b.name, len(found), total)
	}
}
