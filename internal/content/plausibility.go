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

// checkPlausibility warns of what can be true, but usually is a mistake.
func (l *loader) checkPlausibility() {
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		d.report.checkFuture(l)
		d.report.checkMigration()
		d.report.checkHosts(d.report.report)
		for _, f := range d.findings {
			f.checkHistory(l, d.report.report)
			if d.report.response != nil {
				f.checkPartDay(l, "our_response_published", f.finding.OurResponseOn, d.report.response.Published)
			}
			f.checkHosts()
		}
	}
	l.checkSameWords()
}

// checkFuture reports dates in the future. A report or answer with one is withheld
// until then, which for a mistyped year would be a long time.
func (f *reportFile) checkFuture(l *loader) {
	r := f.report
	today := l.today()
	held := func(field string, day inspection.Date, what string) {
		if day.After(today) && !f.draft && f.publishAfter.IsZero() {
			level := diag.Advice
			if day.DaysSince(today) > 366 {
				level = diag.Warning
			}
			f.problemAtField(level, RuleFutureDate, field, what+" is dated "+day.String()+", which is still to come, so it is held back until then", "look at the date; nothing need be done if it is right")
		}
	}
	happened := func(field string, day inspection.Date, what string) {
		if day.After(today) {
			f.problemAtField(diag.Warning, RuleFutureDate, field, what+" is dated "+day.String()+", which is still to come", "look at the date")
		}
	}
	held("published", r.Published, "the report")
	if !r.Published.After(today) {
		if to := r.Fieldwork.To; to.First().After(today) {
			f.problemAtField(diag.Warning, RuleFutureDate, "fieldwork.to", "the inspectors' visits end in "+to.String()+", which is still to come", "look at the date")
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

// migrationDates are dates that the inspectorate's site gives for reports that are
// years older, probably because they were moved to a new site then.
var migrationDates = []inspection.Date{{Year: 2023, Month: 3, Day: 16}, {Year: 2023, Month: 7, Day: 18}}

// checkMigration warns of a report with one of these dates.
func (f *reportFile) checkMigration() {
	r := f.report
	if !slices.Contains(migrationDates, r.Published) {
		return
	}
	message := "the inspectorate's web pages give " + r.Published.String() + " for reports that are years older, so it may not be this one's own day"
	if year := f.olderYear(); year != 0 {
		message += ": it looks like one of " + strconv.Itoa(year)
	}
	f.problemAtField(diag.Warning, RuleMigrationDate, "published", message, "the 56 days count from the day in the report itself; look for it there")
}

// olderYear returns an earlier year than that of the publication, from the
// report's id or its fieldwork, or 0.
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

// checkHistory checks the updates of a finding.
func (f *findingFile) checkHistory(l *loader, r *inspection.Report) {
	for i, u := range f.history {
		switch {
		case u.Date.IsZero():
		case u.Date.Before(r.Published):
			f.problemAtField(diag.Warning, RuleHistoryDate, at("history", i)+".date", "this entry is dated before the report, which came out on "+r.Published.String(), "look at the date")
		case u.Date.DaysSince(l.today()) > 366:
			f.problemAtField(diag.Warning, RuleFutureDate, at("history", i)+".date", "this entry is dated "+u.Date.String()+", which is still to come, so it is held back until then", "look at the date")
		}
		if i == 0 || u.Note != "" || u.Date.Before(f.history[i-1].Date) || !slices.Contains(inspection.PartiesFor[u.Status], u.By) {
			continue // it is explained, or is an error already
		}
		if u.Status.Behind(f.history[i-1].Status) {
			f.problemAtField(diag.Warning, RuleStatusBack, at("history", i)+".status", "the status goes back from "+string(f.history[i-1].Status)+" to "+string(u.Status)+", and nothing says why", "add a note to the entry, or mend the status")
		}
	}
}

// checkHosts warns of links to hosts that the inspectorate no longer uses.
func (f *reportFile) checkHosts(r *inspection.Report) {
	f.checkHost("url", r.URL)
	f.checkLinkHosts()
}

func (f *findingFile) checkHosts() {
	for i, u := range f.history {
		if u.URL != "" {
			f.checkHost(at("history", i)+".url", u.URL)
		}
	}
	f.checkLinkHosts()
}

// checkLinkHosts checks the links in the office's own text; those in a finding are
// for the inspectorate to fix.
func (f *contentFile) checkLinkHosts() {
	for _, l := range f.prose.Outside {
		if old := formerHost(l.Dest); old != "" && !f.inFinding(l) {
			f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleOldHost, l.At, l.Length, "the inspectorate has left "+old, oldHostHint))
		}
	}
}

// inFinding reports whether a link is in the inspectorate's own text.
func (f *contentFile) inFinding(l markdown.Link) bool {
	kind, ok := findingKind(parseFileName(f.Path).stem)
	return ok && kind != "" && (len(f.prose.Sections) == 0 || l.At < f.prose.Sections[0].At)
}

const oldHostHint = "open the link, and write the address that it leads to now, which begins with https://hmicfrs.justiceinspectorates.gov.uk/"

func (f *contentFile) checkHost(field, address string) {
	if old := formerHost(address); old != "" {
		f.problemAtField(diag.Warning, RuleOldHost, field, "the inspectorate has left "+old, oldHostHint)
	}
}

// formerHost returns the host of an address, if it is one that the inspectorate no
// longer uses, or "".
func formerHost(address string) string {
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

// minCopyLength is how long a text must be to be called a copy, in bytes.
const minCopyLength = 40

// checkSameWords warns of findings with the same text as an earlier one.
func (l *loader) checkSameWords() {
	first := map[string]*findingFile{}
	for _, d := range l.dirs {
		if d.report == nil {
			continue
		}
		for _, f := range d.findings {
			text := f.finding.Text.Markdown
			other := first[text]
			switch {
			case len(text) < minCopyLength:
			case other == nil:
				first[text] = f
			case !related(f.finding, other.finding):
				f.problemInFile(diag.Warning, RuleSameWords, "the words are exactly those of "+other.finding.Ref(), sameHint(f.finding, other.finding))
			}
		}
	}
}

// related reports whether one of two findings is declared to repeat, follow or
// belong to another.
func related(f, g *inspection.Finding) bool {
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
