package content

import (
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// heldSite is the plain site with one file put in another's place.
func heldSite(name, from, to string) fstest.MapFS {
	site := plainSite()
	site[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(site[name].Data), from, to, 1))}
	return site
}

const (
	reportName  = "content/reports/2024-custody/report.md"
	findingName = "content/reports/2024-custody/recommendation-1.md"
)

func read(t *testing.T, site fstest.MapFS, at string) *inspection.Register {
	t.Helper()
	reg, problems := Load(site, Options{Now: must(inspection.ParseMoment(at))})
	for _, p := range problems {
		if p.Level == 0 {
			t.Fatal(written(problems))
		}
	}
	return reg
}

func TestHeldReportIsAbsent(t *testing.T) {
	for _, test := range []struct {
		why, from, to, at string
		public            bool
	}{
		{"a draft", "---\ntitle", "---\ndraft: true\ntitle", "2030-01-01", false},
		{"not a draft", "---\ntitle", "---\ndraft: false\ntitle", "2026-11-24", true},
		{"the minute before its time", "---\ntitle", "---\npublish_after: 2026-12-05 09:00\ntitle", "2026-12-05 08:59", false},
		{"the minute itself", "---\ntitle", "---\npublish_after: 2026-12-05 09:00\ntitle", "2026-12-05 09:00", true},
		{"midnight of a summer's day", "---\ntitle", "---\npublish_after: 2026-07-05\ntitle", "2026-07-05 00:00", true},
		{"the last minute before it", "---\ntitle", "---\npublish_after: 2026-07-05\ntitle", "2026-07-04 23:59", false},
		{"dated tomorrow", "published: 2024-01-05", "published: 2026-11-25", "2026-11-24 23:59", false},
	} {
		t.Run(test.why, func(t *testing.T) {
			site := heldSite(reportName, test.from, test.to)
			if strings.Contains(test.to, "2026-11-25") {
				site[reportName].Data = []byte(strings.ReplaceAll(string(site[reportName].Data), "2024-02-29", "2026-12-01"))
			}
			reg := read(t, site, test.at)
			if public := len(reg.Reports) == 1; public != test.public {
				t.Errorf("public: %v; want %v", public, test.public)
			}
			if !test.public && (len(reg.Withheld) == 0 || reg.Withheld[0].Part != inspection.WithheldReport) {
				t.Errorf("held: %v", reg.Withheld)
			}
		})
	}
}

func TestHeldResponseLeavesAReportThatAwaitsAnAnswer(t *testing.T) {
	site := heldSite(reportName, "response:\n", "attachments:\n  - {file: letter.pdf, title: The letter}\n  - {file: report.pdf, title: The report, of: report}\nresponse:\n  draft: true\n  late_reason: Secret.\n")
	site["content/reports/2024-custody/letter.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.7\n")}
	site["content/reports/2024-custody/report.pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.7\n")}
	site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte("---\naddressed_to: [Exampleshire Police]\nwhose: this-force\naction: taken\nhistory:\n  - {date: 2024-05-01, status: complete, by: force}\n---\n\nMend it.\n\n## Force response\n\nSecret.\n")}
	reg := read(t, site, "2026-11-24")
	r := reg.Reports[0]
	f := r.Findings[0]
	if r.Response != nil || r.LateReason != "" || !r.ForceComments.Empty() || !r.OurComments.Empty() {
		t.Error("something of the answer is left in the report")
	}
	if !f.ForceResponse.Empty() || f.Action != "" || f.History != nil {
		t.Error("something of the answer is left in the finding")
	}
	if len(r.Attachments) != 1 || r.Attachments[0].Name != "report.pdf" {
		t.Errorf("attachments: %v", r.Attachments)
	}
	if o := r.Outcome(reg.Today()); o.Standing != inspection.PastLastDay {
		t.Errorf("standing: %s", o.Standing)
	}
	if r.Background.Empty() || f.Text.Empty() {
		t.Error("the report's own words are gone too")
	}
}

func TestHeldFindingTakesWhatHangsOnItAlong(t *testing.T) {
	site := plainSite()
	put := func(name, fields, words string) {
		site["content/reports/2024-custody/"+name+".md"] = &fstest.MapFile{Data: []byte("---\naddressed_to: [Exampleshire Police]\nwhose: this-force\n" + fields + "---\n\n" + words)}
	}
	put("cause-of-concern-1", "draft: true\n", "Concern.\n\n## Force response\n\nSecret.\n")
	put("recommendation-1", "action: taken\nparent: cause-of-concern-1\n", "Mend it.\n")
	put("recommendation-2", "action: taken\nsame_answer_as: cause-of-concern-1\n", "Mend that.\n")
	put("recommendation-3", "action: taken\nsuperseded_by: 2024-custody/cause-of-concern-1\n", "Mend all.\n")
	r := read(t, site, "2026-11-24").Reports[0]
	if len(r.Findings) != 2 {
		t.Fatalf("%d findings are public; want 2: a part of a draft is a draft", len(r.Findings))
	}
	if !r.Findings[0].Answer().Force.Empty() {
		t.Error("the answer of the draft shows in the finding that shares it")
	}
	if r.Findings[1].SupersededBy != nil {
		t.Error("a finding names the draft that replaces it")
	}
}

func TestUpdateOfADayToComeIsHeld(t *testing.T) {
	site := heldSite(findingName, "---\n\nWithin", "history:\n  - {date: 2024-05-01, status: in-progress, by: force}\n  - {date: 2026-12-01, status: complete, by: force}\n---\n\nWithin")
	if s := read(t, site, "2026-11-30").Reports[0].Findings[0].Status(); s != inspection.InProgress {
		t.Errorf("the day before: %s", s)
	}
	if s := read(t, site, "2026-12-01").Reports[0].Findings[0].Status(); s != inspection.Complete {
		t.Errorf("on the day: %s", s)
	}
}

func TestPreviewSeesWhatIsHeld(t *testing.T) {
	site := heldSite(reportName, "response:\n", "draft: true\nresponse:\n  publish_after: 2026-12-05 09:00\n")
	reg, _ := Load(site, Options{Now: now, IncludeUnpublished: true})
	if len(reg.Reports) != 1 || reg.Reports[0].Embargo.Reason != inspection.EmbargoDraft || reg.Reports[0].Response.Embargo.Until.String() != "2026-12-05 09:00" {
		t.Errorf("held: %+v", reg.Withheld)
	}
}

func TestWordsThatNobodyHasPlacedHoldTheReport(t *testing.T) {
	for _, name := range []string{"unplaced.md", "Unplaced.md", "unplaced.txt", "unplaced.md.txt", "unplaced", "unplaced (1).md", "unplaced-2.md", "UNPLACED.docx", "Copy of unplaced.md"} {
		site := plainSite()
		site["content/reports/2024-custody/"+name] = &fstest.MapFile{Data: []byte("The secret words.\n")}
		reg := read(t, site, "2026-11-24")
		if len(reg.Reports) != 0 {
			t.Errorf("%s: the report is public", name)
		}
		if len(reg.Withheld) != 1 || reg.Withheld[0].Reason != inspection.EmbargoUnplaced || reg.Withheld[0].ID != "2024-custody" {
			t.Errorf("%s: held: %v", name, reg.Withheld)
		}
	}
	site := plainSite()
	site["content/reports/2024-custody/unplaced.md"] = &fstest.MapFile{Data: []byte("The secret words.\n")}
	reg, _ := Load(site, Options{Now: now, IncludeUnpublished: true})
	if r := reg.Report("2024-custody"); r == nil || len(r.Findings) != 1 || len(r.Attachments) != 0 || r.Embargo.Reason != inspection.EmbargoUnplaced {
		t.Error("for a preview the report is there, with its hold, and the file is no part of it")
	}
}

// A field that holds back and has no value is an error, as nobody can tell what it was
// meant to say.
func TestHoldWithoutAValueIsAnError(t *testing.T) {
	files := map[string]string{
		reportName:         "---\ntitle",
		findingName:        "---\naddressed_to",
		"content/about.md": "---\ntitle",
	}
	for _, field := range []string{"draft", "publish_after"} {
		for _, value := range []string{"", " ", " null", " ~", " # not yet", " #not yet", " Null", " NULL", ` ""`, " ''", " []", " {}", " !!null", " &a", "\n  -"} {
			for name, first := range files {
				site := heldSite(name, first, strings.Replace(first, "---\n", "---\n"+field+":"+value+"\n", 1))
				mustFail(t, site, name, field+":"+value)
			}
			site := heldSite(reportName, "response:\n", "response:\n  "+field+":"+strings.ReplaceAll(value, "\n", "\n  ")+"\n")
			mustFail(t, site, reportName, "response: "+field+":"+value)
		}
	}
}

func TestHoldBelowTheFrontMatterIsAnError(t *testing.T) {
	for _, line := range []string{
		"draft: true", "draft:", "Draft: true", "**draft: true**", "- draft: yes", "`draft: true`", "draft : true # not yet", "  draft: true",
		"publish_after: 2026-12-05 09:00", "publish-after: tomorrow", "Publish after: 5 December", "> draft: on",
	} {
		for _, name := range []string{reportName, findingName, "content/about.md"} {
			site := plainSite()
			site[name].Data = append(site[name].Data, ("\n" + line + "\n")...)
			mustFail(t, site, name, line)
		}
	}
	for _, line := range []string{
		"draft: false", "- draft: no", "- `publish_after: 2026-12-05 09:00` holds it until then.", "```\ndraft: true\n```", "~~~\npublish_after: 2026-12-05\n~~~",
		"Draft: the plan is a draft.", "The draft: true to its word.", "Drafts: 1", "We publish after: Tuesday it is.", "It is a draft.",
	} {
		site := plainSite()
		site["content/about.md"].Data = append(site["content/about.md"].Data, ("\n" + line + "\n")...)
		read(t, site, "2026-11-24")
	}
}

// mustFail loads a site in which the file has an error. what names the case.
func mustFail(t *testing.T, site fstest.MapFS, file, what string) {
	t.Helper()
	_, problems := Load(site, Options{Now: now})
	for _, p := range problems {
		if p.File == file && p.Level == diag.Error {
			return
		}
	}
	t.Errorf("%s: %q is no error", file, what)
}
