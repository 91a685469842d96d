package content

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// This file warns of what looks wrong: what can be true, and most often is a
// slip.

// checkFacts looks at every report.
func (c *loader) checkFacts() {
	for _, d := range c.dirs {
		if d.report == nil {
			continue
		}
		d.report.checkFuture(c)
		d.report.checkMigration()
		d.report.checkHosts(d.report.report)
		for _, f := range d.findings {
			f.checkHistory(c, d.report.report)
			f.checkHosts()
		}
	}
	c.checkSameWords()
}

// checkFuture looks for dates that are still to come. The report's and the
// answer's hold them back, so nobody is misled; but a year mistyped would hold
// them for ever.
func (f *reportFile) checkFuture(c *loader) {
	r := f.report
	today := c.today()
	held := func(field string, day inspection.Date, what string) {
		if day.After(today) && !f.draft && f.publishAfter.IsZero() {
			level := diag.Advice
			if day.DaysSince(today) > 366 {
				level = diag.Warning
			}
			f.problemIn(level, RuleFutureDate, field, what+" is dated "+day.String()+", which is still to come, so it is held back until then", "look at the date; nothing need be done if it is right")
		}
	}
	happened := func(field string, day inspection.Date, what string) {
		if day.After(today) {
			f.problemIn(diag.Warning, RuleFutureDate, field, what+" is dated "+day.String()+", which is still to come", "look at the date")
		}
	}
	held("published", r.Published, "the report")
	if !r.Published.After(today) {
		if to := r.Fieldwork.To; to.First().After(today) {
			f.problemIn(diag.Warning, RuleFutureDate, "fieldwork.to", "the inspectors' visits end in "+to.String()+", which is still to come", "look at the date")
		}
		for i, k := range r.Corrections {
			happened(at("corrections", i)+".date", k.Date, "this correction")
		}
		for i, g := range r.Grades {
			happened(at("grades", i)+".as_at", g.AsAt, "this grade")
		}
	}
	if f.response == nil || r.Published.After(today) {
		return
	}
	if !f.response.draft && f.response.publishAfter.IsZero() {
		held("response.published", f.response.Published, "the answer")
	}
	if r.Response.Embargo.Public() {
		happened("response.sent_to_home_secretary", f.response.SentToHomeSecretary, "the copy for the Home Secretary")
		happened("response.sent_to_inspectorate", f.response.SentToInspectorate, "the copy for the inspectorate")
	}
}

// migrations are days that the inspectorate's web pages give for reports which
// are years older; most likely those on which they were moved to a new site.
var migrations = []inspection.Date{{Year: 2023, Month: 3, Day: 16}, {Year: 2023, Month: 7, Day: 18}}

// checkMigration looks for a report dated on one of them.
func (f *reportFile) checkMigration() {
	r := f.report
	if !slices.Contains(migrations, r.Published) {
		return
	}
	message := "the inspectorate's web pages give " + r.Published.String() + " for reports that are years older, so it may not be this one's own day"
	if year := f.olderYear(); year != 0 {
		message += ": it looks like one of " + strconv.Itoa(year)
	}
	f.problemIn(diag.Warning, RuleMigrationDate, "published", message, "the 56 days count from the day in the report itself; look for it there")
}

// olderYear is the year that the report's name, its visits or its answer point
// to, where it is before that of its publication; else 0.
func (f *reportFile) olderYear() int {
	r := f.report
	if year, err := strconv.Atoi(r.ID[:min(4, len(r.ID))]); err == nil && year > 2000 && year < r.Published.Year {
		return year
	}
	if to := r.Fieldwork.To; !to.IsZero() && to.Last().Year < r.Published.Year-1 {
		return to.Last().Year
	}
	return 0
}

// checkHistory looks at how a finding is said to have gone.
func (f *findingFile) checkHistory(c *loader, r *inspection.Report) {
	for i, u := range f.history {
		switch {
		case u.Date.IsZero():
		case u.Date.Before(r.Published):
			f.problemIn(diag.Warning, RuleHistoryDate, at("history", i)+".date", "this entry is dated before the report, which came out on "+r.Published.String(), "look at the date")
		case u.Date.DaysSince(c.today()) > 366:
			f.problemIn(diag.Warning, RuleFutureDate, at("history", i)+".date", "this entry is dated "+u.Date.String()+", which is still to come, so it is held back until then", "look at the date")
		}
		if i == 0 || u.Note != "" || u.Date.Before(f.history[i-1].Date) || !slices.Contains(inspection.PartiesFor[u.Status], u.By) {
			continue // it is explained, or something worse was said of it
		}
		if u.Status.Behind(f.history[i-1].Status) {
			f.problemIn(diag.Warning, RuleStatusBack, at("history", i)+".status", "the status goes back from "+string(f.history[i-1].Status)+" to "+string(u.Status)+", and nothing says why", "add a note to the entry, or mend the status")
		}
	}
}

// checkHosts looks for links to addresses that the inspectorate has left.
func (f *reportFile) checkHosts(r *inspection.Report) {
	f.leftHost("url", r.URL)
	f.leftHosts()
}

func (f *findingFile) checkHosts() {
	for i, u := range f.history {
		if u.URL != "" {
			f.leftHost(at("history", i)+".url", u.URL)
		}
	}
	f.leftHosts()
}

// leftHosts looks at the links in a file's own words; those of a finding are
// the inspectorate's to mend.
func (f *contentFile) leftHosts() {
	for _, l := range f.prose.Outside {
		if old := leftFor(l.Dest); old != "" && !f.inFinding(l) {
			f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleOldHost, l.At, l.Length, "the inspectorate has left "+old, oldHostHint))
		}
	}
}

// inFinding says whether a link stands in the inspectorate's own words.
func (f *contentFile) inFinding(l markdown.Link) bool {
	kind, ok := kindOf(nameOf(f.Path).stem)
	return ok && kind != "" && (len(f.prose.Sections) == 0 || l.At < f.prose.Sections[0].At)
}

const oldHostHint = "open the link, and write the address that it leads to now, which begins with https://hmicfrs.justiceinspectorates.gov.uk/"

func (f *contentFile) leftHost(field, address string) {
	if old := leftFor(address); old != "" {
		f.problemIn(diag.Warning, RuleOldHost, field, "the inspectorate has left "+old, oldHostHint)
	}
}

// leftFor is the host of an address, if it is one that the inspectorate has
// left, or "".
func leftFor(address string) string {
	if !strings.Contains(address, "hmic") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	switch {
	case host == "hmic.gov.uk", host == "hmicfrs.gov.uk", host == "inspectorates.homeoffice.gov.uk":
		return u.Host
	case host == "justiceinspectorates.gov.uk" && strings.HasPrefix(u.Path, "/hmic"):
		return u.Host
	}
	return ""
}

// shortest is how long words are that can be taken for a copy.
const shortest = 40

// fingerprint is a number for words, and 0 for those that are too short to say
// anything. (FNV-1a; what has one number is compared as well.)
func fingerprint(words string) uint64 {
	if len(words) < shortest {
		return 0
	}
	h := uint64(14695981039346656037)
	for i := range len(words) {
		h = (h ^ uint64(words[i])) * 1099511628211
	}
	return max(h, 1)
}

// checkSameWords looks for findings whose words are those of an earlier one. It
// speaks only of what is fresh; the first of its words may be any.
func (c *loader) checkSameWords() {
	first := map[uint64]*findingFile{}
	for _, d := range c.dirs {
		for _, f := range d.findings {
			if f.words != 0 && d.report != nil && first[f.words] == nil {
				first[f.words] = f
			}
		}
	}
	for _, d := range c.dirs {
		for _, f := range d.findings {
			other := first[f.words]
			if other != nil && other != f && d.report != nil && other.finding.Text.Markdown == f.finding.Text.Markdown && !speakOfEachOther(f.finding, other.finding) {
				f.about(diag.Warning, RuleSameWords, "the words are exactly those of "+other.finding.Ref(), sameHint(f.finding, other.finding))
			}
		}
	}
}

// speakOfEachOther says whether it is known that one of two findings repeats
// another, or follows the other one.
func speakOfEachOther(f, g *inspection.Finding) bool {
	one := func(f, g *inspection.Finding) bool {
		return f.SameAs != nil || f.SupersededBy == g || f.Parent == g
	}
	return one(f, g) || one(g, f)
}

func sameHint(f, g *inspection.Finding) string {
	if f.Report == g.Report {
		return "if it was pasted by mistake, put the right words; if it is there twice, take one of the two files away"
	}
	return "if the one repeats the other, add same_as: " + g.Ref() + "; if it was pasted by mistake, put the right words"
}
