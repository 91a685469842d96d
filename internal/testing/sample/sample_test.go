package sample_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

func read(t *testing.T, opt content.Options) (*inspection.Register, []diag.Problem) {
	t.Helper()
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	opt.Now = now
	reg, problems := content.Load(sample.Exampleshire(), opt)
	if reg == nil {
		t.Fatalf("the sample cannot be read: %v", problems)
	}
	return reg, problems
}

// What stays wrong does so to be seen: a build of the sample shows what a
// warning looks like, and a page what is said where a duty looks unmet.
func TestTheSampleHasNoErrorsAndOnlyTheWarningsItIsMeantToHave(t *testing.T) {
	_, problems := read(t, content.Options{})
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s: %s: %s: %s", p.Level, p.File, p.Rule, p.Message))
	}
	same(t, got, []string{
		"advice: content/reports/2026-vetting/report.md: answer-due-soon: the last day for an answer is 2026-11-30, 6 days from today, and the answer is held back",
		"warning: content/reports/2020-crowded-places/report.md: no-body-comments: there are no comments of the office's own",
		"warning: content/reports/2020-crowded-places/report.md: no-explanation: nothing of the office's own explains what it does about any of the 8 recommendations",
		"warning: content/reports/2026-neighbourhood/report.md: answer-due: the last day for an answer was 2026-10-07, and there is none",
	})
}

func TestEveryStateOfAReportIsShown(t *testing.T) {
	reg, _ := read(t, content.Options{})
	outcome := func(r *inspection.Report) inspection.Outcome { return r.Outcome(reg.Today()) }
	stands := func(want inspection.Standing) func(*inspection.Report) bool {
		return func(r *inspection.Report) bool { return outcome(r).Standing == want }
	}
	kind := func(want ...string) func(*inspection.Report) bool {
		return func(r *inspection.Report) bool {
			return !slices.ContainsFunc(want, func(k string) bool { return !slices.Contains(r.Kinds, k) })
		}
	}
	graded := func(cycle string, grades ...string) func(*inspection.Report) bool {
		return func(r *inspection.Report) bool {
			for _, grade := range grades {
				if !slices.ContainsFunc(r.Grades, func(g inspection.Grade) bool { return g.Cycle == cycle && g.Grade == grade }) {
					return false
				}
			}
			return true
		}
	}
	attached := func(has func(inspection.Attachment) bool) func(*inspection.Report) bool {
		return func(r *inspection.Report) bool { return slices.ContainsFunc(r.Attachments, has) }
	}
	basis := func(want inspection.Basis) func(*inspection.Report) bool {
		return func(r *inspection.Report) bool { return outcome(r).Basis == want }
	}

	for _, row := range []struct {
		state, report string
		shows         func(*inspection.Report) bool
	}{
		{"answered in time", "2024-peel-2023-25", stands(inspection.InTime)},
		{"answered on the last day", "2017-crime-data-integrity", func(r *inspection.Report) bool {
			return outcome(r).Standing == inspection.InTime && outcome(r).DaysUsed == inspection.Period
		}},
		{"answered one day late", "2025-facial-recognition", func(r *inspection.Report) bool {
			return outcome(r).DaysLate == 1 && r.LateReason != ""
		}},
		{"answered many days late, with the reason", "2018-custody", func(r *inspection.Report) bool {
			return outcome(r).Standing == inspection.Late && outcome(r).DaysLate == 51 && r.LateReason != ""
		}},
		{"published in part, and late by the date of a board paper", "2020-crowded-places", func(r *inspection.Report) bool {
			return stands(inspection.Partly)(r) && outcome(r).PartsLate() > 0 && outcome(r).Basis == inspection.BasisBoardPaper
		}},
		{"in time by the date of a letter", "2019-peel-2018-19", basis(inspection.BasisLetter)},
		{"no answer yet, and still in time", "2026-victims", func(r *inspection.Report) bool {
			return outcome(r).Standing == inspection.Awaiting && outcome(r).LastDay.String() == "2026-12-14"
		}},
		{"no answer yet, and past the last day", "2026-neighbourhood", stands(inspection.PastLastDay)},
		{"an answer that is a draft", "2026-vetting", func(r *inspection.Report) bool {
			return stands(inspection.Awaiting)(r) && r.Response == nil && len(r.Attachments) == 0
		}},
		{"an answer under embargo", "2026-floods", func(r *inspection.Report) bool {
			return stands(inspection.Awaiting)(r) && r.OurComments.Empty()
		}},
		{"an answer not required", "2025-ports", func(r *inspection.Report) bool {
			return stands(inspection.NotRequired)(r) && r.NotRequiredReason != ""
		}},
		{"published before there was a period", "2016-missing-children", func(r *inspection.Report) bool {
			return stands(inspection.Answered)(r) && r.Exempt() == inspection.ExemptBeforeRule
		}},
		{"fire, answered without a clock", "2023-fire", func(r *inspection.Report) bool {
			return stands(inspection.Answered)(r) && r.Exempt() == inspection.ExemptFire
		}},
		{"fire, not answered yet", "2026-fire-standards", stands(inspection.Unanswered)},
		{"police and fire together have a clock", "2026-floods", func(r *inspection.Report) bool {
			return len(r.Services) == 2 && r.Exempt() == inspection.NotExempt
		}},
		{"answered in the report on the force", "2023-rape-national", func(r *inspection.Report) bool {
			return outcome(r).Elsewhere && r.AnsweredIn.ID == "2023-rape-exampleshire" && outcome(r).LastDay != outcome(r.AnsweredIn).LastDay
		}},
		{"late, though two recommendations came in a correction", "2025-digital-evidence", func(r *inspection.Report) bool {
			return len(r.Corrections) > 0 && stands(inspection.Late)(r)
		}},
		{"corrected by the inspectorate", "2022-peel-2021-22", func(r *inspection.Report) bool { return len(r.Corrections) > 0 }},
		{"an answer corrected", "2022-peel-2021-22", func(r *inspection.Report) bool { return len(r.Response.Corrections) > 0 }},
		{"redacted", "2020-crowded-places", func(r *inspection.Report) bool { return r.Redacted != nil && r.Redacted.Note != "" }},
		{"withdrawn", "2021-stop-and-search", func(r *inspection.Report) bool { return r.Withdrawn != nil }},
		{"revisits", "2020-crime-data-integrity-revisit", func(r *inspection.Report) bool { return len(r.Revisits) == 1 }},
		{"revisited", "2023-child-protection", func(r *inspection.Report) bool { return len(r.RevisitedBy) == 1 }},
		{"four grades", "2019-peel-2018-19", graded("2018/19", "outstanding", "good", "requires-improvement")},
		{"the lowest of four grades", "2017-crime-data-integrity", graded("Crime data integrity 2016–20", "inadequate")},
		{"five grades", "2022-peel-2021-22", graded("2021/22", "outstanding", "good", "adequate", "requires-improvement", "inadequate", "not-graded")},
		{"the latest PEEL report", "2024-peel-2023-25", graded("2023–25", "adequate", "not-graded")},
		{"fire grades", "2023-fire", graded("Fire Round 3", "good", "inadequate")},
		{"areas for improvement only", "2019-peel-2018-19", func(r *inspection.Report) bool {
			return len(r.Findings) > 0 && !slices.ContainsFunc(r.Findings, func(f *inspection.Finding) bool { return f.Kind != inspection.AreaForImprovement })
		}},
		{"no findings at all", "2020-crime-data-integrity-revisit", func(r *inspection.Report) bool { return len(r.Findings) == 0 && r.Response != nil }},
		{"more than fifteen findings", "2018-custody", func(r *inspection.Report) bool { return len(r.Findings) > 15 }},
		{"boilerplate answers", "2020-crowded-places", func(r *inspection.Report) bool {
			n := 0
			for _, f := range r.Findings {
				if strings.HasSuffix(f.ForceResponse.Markdown, "The force will await further information.") {
					n++
				}
			}
			return n >= 6
		}},
		{"an accelerated cause of concern", "2021-control-room", kind("cause-of-concern")},
		{"a super-complaint", "2022-super-complaint-stalking", kind("super-complaint", "joint")},
		{"about several forces", "2024-ty-dwr", func(r *inspection.Report) bool { return r.Scope == "multi-force" }},
		{"a Welsh name", "2024-ty-dwr", func(r *inspection.Report) bool { return strings.Contains(r.Title, "Tŷ Dŵr") }},
		{"comments from the force, the body and a reply", "2024-peel-2023-25", func(r *inspection.Report) bool {
			return !r.ForceComments.Empty() && !r.OurComments.Empty() && !r.Reply.Empty()
		}},
		{"the body's comments under its title", "2019-peel-2018-19", func(r *inspection.Report) bool { return !r.OurComments.Empty() }},
		{"no comments from the body", "2020-crowded-places", func(r *inspection.Report) bool { return r.Response != nil && r.OurComments.Empty() }},
		{"no comments from the force", "2021-control-room", func(r *inspection.Report) bool { return r.Response.NoForceComments && r.ForceComments.Empty() }},
		{"the force asked by a date", "2021-control-room", func(r *inspection.Report) bool { return !r.Response.CommentsRequested.IsZero() }},
		{"copies sent to both", "2024-peel-2023-25", func(r *inspection.Report) bool {
			return !r.Response.SentToHomeSecretary.IsZero() && !r.Response.SentToInspectorate.IsZero()
		}},
		{"a copy sent to one", "2022-super-complaint-stalking", func(r *inspection.Report) bool {
			return !r.Response.SentToHomeSecretary.IsZero() && r.Response.SentToInspectorate.IsZero()
		}},
		{"no copies sent", "2020-crowded-places", func(r *inspection.Report) bool {
			return r.Response.SentToHomeSecretary.IsZero() && r.Response.SentToInspectorate.IsZero()
		}},
		{"old addresses", "2016-missing-children", func(r *inspection.Report) bool { return len(r.Aliases) == 2 }},
		{"an archived copy", "2016-missing-children", func(r *inspection.Report) bool { return r.ArchivedURL != "" }},
		{"an attachment in Welsh, of the report", "2024-ty-dwr", attached(func(a inspection.Attachment) bool { return a.Lang == "cy" && !a.OfResponse })},
		{"an attachment said to be accessible", "2023-child-protection", attached(func(a inspection.Attachment) bool { return a.Accessible == "true" })},
		{"an attachment said not to be", "2018-custody", attached(func(a inspection.Attachment) bool { return a.Accessible == "false" })},
		{"a table of data", "2017-crime-data-integrity", attached(func(a inspection.Attachment) bool { return strings.HasSuffix(a.Name, ".csv") })},
		{"a Word file", "2022-peel-2021-22", attached(func(a inspection.Attachment) bool { return strings.HasSuffix(a.Name, ".docx") })},
		{"a picture in the words", "2017-crime-data-integrity", attached(func(a inspection.Attachment) bool { return a.InText })},
		{"a long table", "2018-custody", func(r *inspection.Report) bool { return rows(r.ForceComments.Markdown) == 30 }},
		{"a wide table", "2025-digital-evidence", func(r *inspection.Report) bool { return columns(r.ForceComments.Markdown) == 12 }},
		{"a footnote", "2024-peel-2023-25", func(r *inspection.Report) bool { return strings.Contains(r.ForceComments.Markdown, "[^files]:") }},
	} {
		r := reg.Report(row.report)
		if r == nil || !row.shows(r) {
			t.Errorf("%s no longer shows: %s", row.report, row.state)
		}
	}
}

func TestEveryStateOfAFindingIsShown(t *testing.T) {
	reg, _ := read(t, content.Options{})
	status := func(want inspection.Status) func(*inspection.Finding) bool {
		return func(f *inspection.Finding) bool { return f.Status() == want }
	}
	due := func(want string) func(*inspection.Finding) bool {
		return func(f *inspection.Finding) bool {
			day, ok := f.DueDate()
			return ok && day.String() == want
		}
	}

	for _, row := range []struct {
		state, finding string
		shows          func(*inspection.Finding) bool
	}{
		{"no progress published", "2018-custody/area-for-improvement-13", status(inspection.NoStatus)},
		{"not started", "2023-child-protection/recommendation-6", status(inspection.NotStarted)},
		{"in progress", "2024-peel-2023-25/area-for-improvement-2", status(inspection.InProgress)},
		{"complete, says the force", "2022-peel-2021-22/area-for-improvement-3", says(inspection.Complete, inspection.ByForce)},
		{"complete, says the body", "2018-custody/cause-of-concern-1", says(inspection.Complete, inspection.ByBody)},
		{"awaiting the inspectorate", "2022-peel-2021-22/area-for-improvement-5", status(inspection.AwaitingInspectorate)},
		{"closed", "2021-control-room/cause-of-concern-1", says(inspection.Closed, inspection.ByInspectorate)},
		{"superseded", "2019-peel-2018-19/area-for-improvement-1", func(f *inspection.Finding) bool {
			return f.Status() == inspection.Superseded && f.SupersededBy.Ref() == "2022-peel-2021-22/area-for-improvement-2" && f.SupersededBy.SupersededBy != nil
		}},
		{"no action, with the reason", "2025-digital-evidence/recommendation-5", func(f *inspection.Finding) bool {
			return f.Status() == inspection.NoAction && f.Action == inspection.ActionNone && !f.OurResponse.Empty()
		}},
		{"awaiting a national body", "2020-crowded-places/recommendation-1", status(inspection.AwaitingNationalBody)},
		{"not for this force", "2025-ports/recommendation-1", status(inspection.NotForThisForce)},
		{"others', superseded", "2025-ports/recommendation-2", status(inspection.Superseded)},
		{"force and body disagree on one day", "2018-custody/cause-of-concern-1", func(f *inspection.Finding) bool {
			h := f.History
			return h[0].Date == h[1].Date && h[0].Status == inspection.Complete && h[1].Status == inspection.InProgress
		}},
		{"a history of all three", "2017-crime-data-integrity/cause-of-concern-1", func(f *inspection.Finding) bool {
			return len(f.History) == 3 && f.History[0].By == inspection.ByForce && f.History[1].By == inspection.ByBody && f.History[2].By == inspection.ByInspectorate
		}},
		{"evidence linked from the history", "2016-missing-children/recommendation-1", func(f *inspection.Finding) bool { return f.History[2].URL != "" }},
		{"a later entry held back", "2026-child-protection-review/recommendation-1", func(f *inspection.Finding) bool { return f.Status() == inspection.InProgress }},
		{"a cause of concern with its recommendations", "2017-crime-data-integrity/cause-of-concern-1", func(f *inspection.Finding) bool { return len(f.Children) == 5 }},
		{"a sub-part", "2022-super-complaint-stalking/recommendation-4b", func(f *inspection.Finding) bool {
			return f.Label == "Recommendation 4(b)" && f.Parent.ID == "recommendation-4"
		}},
		{"an answer shared", "2025-digital-evidence/recommendation-3", func(f *inspection.Finding) bool { return f.SameAnswerAs.ID == "recommendation-4" }},
		{"a finding repeated from a national report", "2023-rape-national/recommendation-1", func(f *inspection.Finding) bool { return f.SameAs != nil && !f.CountsInTotals() }},
		{"an accelerated cause of concern repeated", "2022-peel-2021-22/cause-of-concern-1", func(f *inspection.Finding) bool {
			return f.SameAs.Ref() == "2021-control-room/cause-of-concern-1"
		}},
		{"several addressees", "2018-custody/recommendation-2", func(f *inspection.Finding) bool {
			return len(f.AddressedTo) == 2 && f.Responsibility == inspection.Shared
		}},
		{"force leads", "2022-super-complaint-stalking/recommendation-4", func(f *inspection.Finding) bool {
			return f.AddressedTo[0].Name == "All chief constables" && f.AddressedTo[1].Name == "Force leads for stalking"
		}},
		{"an addressee by another of its names", "2022-super-complaint-stalking/recommendation-2", func(f *inspection.Finding) bool { return f.AddressedTo[1].ID == "npcc" }},
		{"addressed to commissioners", "2024-ty-dwr/recommendation-2", func(f *inspection.Finding) bool { return f.AddressedTo[0].Name == "Police and crime commissioners" }},
		{"a number of a board paper's", "2020-crowded-places/recommendation-7", func(f *inspection.Finding) bool { return f.PaperReference == "4.7" }},
		{"due on a day", "2023-rape-exampleshire/recommendation-1", due("2023-08-31")},
		{"due in a month", "2020-crowded-places/recommendation-1", due("2021-06-30")},
		{"due six months from 31 August", "2023-child-protection/recommendation-3", due("2024-02-29")},
		{"due immediately", "2020-crowded-places/recommendation-2", func(f *inspection.Finding) bool { return f.Due.Kind == inspection.DueImmediately }},
		{"no time set", "2021-control-room/recommendation-4", func(f *inspection.Finding) bool { return f.Due.Kind == inspection.NotDue }},
		{"due to come", "2026-victims/recommendation-1", due("2027-06-30")},
		{"a report awaiting its answer", "2026-vetting/recommendation-1", func(f *inspection.Finding) bool {
			return f.ForceResponse.Empty() && f.Action == "" && f.Status() == inspection.NoStatus
		}},
	} {
		f := finding(reg, row.finding)
		if f == nil || !row.shows(f) {
			t.Errorf("%s no longer shows: %s", row.finding, row.state)
		}
	}
}

// Every value that a field can take stands somewhere in the sample.
func TestEveryValueIsUsed(t *testing.T) {
	reg, _ := read(t, content.Options{})
	seen := map[string]int{}
	for _, r := range reg.Reports {
		seen["standing "+string(r.Outcome(reg.Today()).Standing)]++
		seen["exempt "+string(r.Exempt())]++
		seen["scope "+r.Scope]++
		for _, k := range r.Kinds {
			seen["kind "+k]++
		}
		for _, f := range r.Findings {
			seen["finding "+string(f.Kind)]++
			seen["whose "+string(f.Responsibility)]++
			seen["action "+string(f.Action)]++
			seen["status "+f.Status().Slug()]++
			seen[fmt.Sprint("due ", f.Due.Kind)]++
		}
	}
	var all []string
	for _, k := range inspection.ReportKinds {
		all = append(all, "kind "+k)
	}
	for _, s := range inspection.Statuses {
		all = append(all, "status "+s.Slug())
	}
	for _, k := range inspection.FindingKinds {
		all = append(all, "finding "+string(k))
	}
	for _, s := range []inspection.Standing{inspection.InTime, inspection.Late, inspection.Awaiting, inspection.PastLastDay, inspection.Answered, inspection.Unanswered, inspection.NotRequired} {
		all = append(all, "standing "+string(s))
	}
	for _, e := range []inspection.Exemption{inspection.NotExempt, inspection.ExemptNotAsked, inspection.ExemptFire, inspection.ExemptBeforeRule} {
		all = append(all, "exempt "+string(e))
	}
	for _, k := range []inspection.DueKind{inspection.NotDue, inspection.DueOn, inspection.DueImmediately, inspection.DueWithin} {
		all = append(all, fmt.Sprint("due ", k))
	}
	all = append(all, "scope force", "scope multi-force", "scope national",
		"whose this-force", "whose shared", "whose others", "action taken", "action proposed", "action none")
	for _, value := range all {
		if seen[value] == 0 {
			t.Errorf("nothing in the sample has %s", value)
		}
	}
	if n := seen["finding recommendation"]; n <= 50 {
		t.Errorf("the sample has %d recommendations; lists divide past 50", n)
	}
	if first, last := reg.Reports[len(reg.Reports)-1], reg.Reports[0]; last.Published.Year-first.Published.Year < 6 {
		t.Errorf("the sample spans %s to %s; it is to span six years", first.Published, last.Published)
	}
}

func TestHeldBack(t *testing.T) {
	reg, _ := read(t, content.Options{})
	var got []string
	for _, h := range reg.Withheld {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s: %s %s", h.Part, h.ID, h.Reason, h.Until)))
	}
	same(t, got, []string{
		"finding 2024-peel-2023-25/area-for-improvement-6: draft",
		"finding 2026-child-protection-review/area-for-improvement-1: publish-after 2026-12-07 00:01",
		"page board-2028: publish-after 2027-01-11 09:00",
		"page citizens-panel: draft",
		"report 2026-firearms-licensing: publish-after 2026-12-05 09:00",
		"report 2026-public-order: draft",
		"response 2026-floods: publish-after 2026-11-27 09:30",
		"response 2026-vetting: draft",
		"update 2026-child-protection-review/recommendation-1: future-date 2026-12-01 00:00",
	})
	for _, id := range []string{"2026-public-order", "2026-firearms-licensing"} {
		if reg.Report(id) != nil {
			t.Errorf("%s is held back and in the register", id)
		}
	}
}

func TestTheOfficeChangesItsKindAndSaysThatItIsInvented(t *testing.T) {
	reg, _ := read(t, content.Options{})
	before, after := reg.Report("2021-stop-and-search"), reg.Report("2021-control-room")
	if k := reg.Office.TermOn(before.Response.Published).Kind; k != "pcc" {
		t.Errorf("the answer of April 2021 is by a %s", k)
	}
	if k := reg.Office.TermOn(after.Response.Published).Kind; k != "pfcc" {
		t.Errorf("the answer of June 2021 is by a %s", k)
	}
	if reg.Office.Successor == nil || !reg.Office.Successor.From.After(reg.Today()) {
		t.Error("no successor is to come")
	}
	if !strings.Contains(reg.Office.Notice.Default, "is invented") {
		t.Error("the notice does not say that the site is invented")
	}
	for _, p := range reg.Pages {
		if p.ID == "about" && !strings.HasPrefix(p.Text.Markdown, "This site is invented.") {
			t.Error("the about page does not begin by saying that the site is invented")
		}
	}
}

// No address of the sample may lead a reader of a screenshot to a real site.
func TestEveryAddressIsOneKeptForExamples(t *testing.T) {
	files := sample.Exampleshire()
	err := fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".yaml") {
			return err
		}
		text, err := fs.ReadFile(files, name)
		for _, part := range strings.Split(string(text), "https://")[1:] {
			host, _, _ := strings.Cut(strings.Fields(part)[0], "/")
			if host != "example.org" && host != "exampleshire.example" && !strings.HasSuffix(host, ".exampleshire.example") {
				t.Errorf("%s: %s is not an address kept for examples", name, host)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func says(status inspection.Status, by inspection.Party) func(*inspection.Finding) bool {
	return func(f *inspection.Finding) bool {
		u, ok := f.Latest()
		return ok && u.Status == status && u.By == by
	}
}

func finding(reg *inspection.Register, ref string) *inspection.Finding {
	for _, r := range reg.Reports {
		for _, f := range r.Findings {
			if f.Ref() == ref {
				return f
			}
		}
	}
	return nil
}

// rows counts the rows of a passage's tables, without their headers.
func rows(markdown string) int {
	n := 0
	for _, line := range strings.Split(markdown, "\n") {
		switch {
		case strings.HasPrefix(line, "|---"):
			n--
		case strings.HasPrefix(line, "|"):
			n++
		}
	}
	return n
}

// columns counts those of a passage's widest table.
func columns(markdown string) int {
	n := 0
	for _, line := range strings.Split(markdown, "\n") {
		if strings.HasPrefix(line, "|") {
			n = max(n, strings.Count(line, "|")-1)
		}
	}
	return n
}

// same compares two lists, whatever their order.
func same(t *testing.T, got, want []string) {
	t.Helper()
	slices.SortFunc(got, cmp.Compare[string])
	slices.SortFunc(want, cmp.Compare[string])
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got:\n%s\n\nwant:\n%s", g, w)
	}
}
