package scaffold_test

import (
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
	"fiftysix/internal/testing/sample"
)

var day = inspection.Date{Year: 2026, Month: 11, Day: 24}

// read reads files as a site, and gives what is wrong with it.
func read(t *testing.T, files ...scaffold.File) (*inspection.Register, []diag.Problem) {
	t.Helper()
	site := fstest.MapFS{}
	for _, f := range files {
		site[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	return content.Load(site, content.Options{Now: now, IncludeUnpublished: true})
}

func office(name, kind, force string) scaffold.Office {
	return scaffold.Office{Name: name, Kind: kind, Force: force, Languages: []string{"en"}, Today: day}
}

// names are what people may call an office, a force or a report.
var names = []string{
	"Northshire Police", "Heddlu Gogledd Cymru – Tŷ Dŵr", `The "Force": #1 in England's north`, `Back\slash 'quotes' and "quotes"`,
	"- begins like a list", "# begins like a heading", "[brackets] {and} <b>HTML</b> & *stars* _lines_ `ticks` ~~", "yes", "2026-11-03", "~", "  spaces   and\ttabs\nand lines ",
	"1. begins like a number", "> begins like a quotation", "| begins like a table | a |", "警察",
}

func TestANewSiteIsRightWhateverTheOfficeIsCalled(t *testing.T) {
	for _, name := range names {
		for _, bare := range []bool{true, false} {
			files, err := scaffold.Site(office(name, "pcc", name), bare)
			if err != nil {
				t.Fatal(err)
			}
			reg, problems := read(t, files...)
			if errs, _ := diag.Count(problems); errs > 0 {
				t.Fatalf("%q: %v", name, problems)
			}
			want := strings.Join(strings.Fields(name), " ")
			if reg.Office.Name.Default != want || reg.Office.Services[0].Name != want {
				t.Errorf("%q is read as %q and %q", name, reg.Office.Name.Default, reg.Office.Services[0].Name)
			}
			if about := reg.Pages[0].Text.Plain(); !strings.Contains(about, want+", and what was said") {
				t.Errorf("%q stands on the page as %q", name, about)
			}
		}
	}
}

func TestEveryKindOfOfficeHasATitle(t *testing.T) {
	seen := map[string]bool{}
	for _, kind := range scaffold.Kinds() {
		if seen[scaffold.Title(kind)] {
			t.Errorf("%s has the title of another kind, %q", kind, scaffold.Title(kind))
		}
		seen[scaffold.Title(kind)] = true
		files, err := scaffold.Site(office("Office", kind, "Force"), true)
		if err != nil {
			t.Fatal(err)
		}
		if reg, problems := read(t, files...); len(problems) > 0 || reg.Office.Terms[0].Kind != kind {
			t.Errorf("%s: %v", kind, problems)
		}
	}
}

// Nothing invented may ever be taken for a report on a real force.
func TestEveryExampleIsMarked(t *testing.T) {
	files, err := scaffold.Site(office("Office", "pcc", "Northshire Police"), false)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := read(t, files...)
	if errs, warnings := diag.Count(problems); errs > 0 || warnings != 3 {
		t.Errorf("the examples have problems of their own: %v", problems)
	}
	if len(reg.Reports) < 20 || reg.Office.Notice.Default == "" {
		t.Fatalf("%d examples, and the notice %q", len(reg.Reports), reg.Office.Notice.Default)
	}
	for _, r := range reg.Reports {
		if !scaffold.IsExample(r.ID) || !strings.HasPrefix(r.Title, "Example: ") || !strings.HasPrefix(r.Name(), "Example: ") {
			t.Errorf("%s is not marked: %q, %q", r.ID, r.Title, r.Name())
		}
		if slices.ContainsFunc(r.Services, func(s inspection.Service) bool { return !scaffold.IsExample(s.ID) }) {
			t.Errorf("%s is about the office's own force", r.ID)
		}
	}
}

func TestANewReportIsReadAsItWasMeant(t *testing.T) {
	files, err := scaffold.Site(office("Office", "pcc", "Force"), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, kind := range inspection.ReportKinds {
			made := scaffold.NewReport{
				Title: name, ShortTitle: scaffold.ShortTitle(name), Kinds: []string{kind, "other"}, Published: day, URL: "https://example.org/",
			}
			made.ID = scaffold.ID(day, made.ShortTitle)
			reg, problems := read(t, append(files, scaffold.Report(made))...)
			if len(problems) > 0 {
				t.Fatalf("%q: %v", name, problems)
			}
			r := reg.Report(made.ID)
			if r.Title != strings.Join(strings.Fields(name), " ") || r.Embargo.Reason != inspection.EmbargoDraft || r.Published != day || r.Kinds[0] != kind || r.URL != made.URL {
				t.Errorf("%q is read as %+v", name, r)
			}
		}
	}
}

func TestAnAddressIsPlainAndShort(t *testing.T) {
	for name, want := range map[string]string{
		"Custody":                      "2026-custody",
		"PEEL 2026":                    "2026-peel-2026",
		"2026 PEEL":                    "2026-peel",
		"Tŷ Dŵr":                       "2026-ty-dwr",
		"Æsc & Øre: naïve":             "2026-aesc-ore-naive",
		"by year":                      "2026-by-year",
		"警察":                           "2026-report",
		"con":                          "2026-con",
		"The police’s contribution":    "2026-the-polices-contribution",
		strings.Repeat("word ", 30):    "2026-" + strings.TrimSuffix(strings.Repeat("word-", 9), "-"),
		strings.Repeat("w", 100) + " ": "2026-" + strings.Repeat("w", 48),
	} {
		if got := scaffold.ID(day, name); got != want || content.BadID(got) != "" {
			t.Errorf("ID(%q) is %q (%s), and not %q", name, got, content.BadID(got), want)
		}
	}
}

func TestExamplesAreTakenAwayOnlyAsTheyWereWritten(t *testing.T) {
	files, err := scaffold.Site(office("Office", "pcc", "Force"), false)
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, f := range files {
		site[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	all, err := scaffold.RemoveExamples(site)
	if err != nil || len(all.Kept) > 0 || all.Settings == nil || all.StillMentioned {
		t.Fatalf("%v %+v", err, all.Kept)
	}
	for _, f := range all.Files {
		delete(site, f)
	}
	for name := range site {
		if strings.Contains(name, "example-") {
			t.Errorf("%s is left over", name)
		}
	}
	// A list that names other files is not believed.
	list := scaffold.File{Path: scaffold.ExampleList, Data: []byte("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  content/about.md\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  content/reports/2026-mine/report.md\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  content/reports/example-x/../../about.md\n")}
	site = fstest.MapFS{
		scaffold.ExampleList: {Data: list.Data}, "content/about.md": {}, "content/reports/2026-mine/report.md": {},
		inspection.SettingsFile: {Data: []byte("office: {}\n")},
	}
	if r, err := scaffold.RemoveExamples(site); err != nil || len(r.Files) > 0 {
		t.Errorf("%v: it would remove %v", err, r.Files)
	}
	// Settings that somebody has edited keep what is not as it was written.
	for _, edit := range []struct{ old, new string }{{"name: Exampleshire Police (example)", "name: Ours"}, {"Reports marked", "All reports marked"}, {"\n", "\r\n"}} {
		site := fstest.MapFS{}
		for _, f := range files {
			if f.Path == inspection.SettingsFile {
				f.Data = []byte(strings.ReplaceAll(string(f.Data), edit.old, edit.new))
			}
			site[f.Path] = &fstest.MapFile{Data: f.Data}
		}
		r, err := scaffold.RemoveExamples(site)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Files {
			delete(site, f)
		}
		site[path.Clean(inspection.SettingsFile)] = &fstest.MapFile{Data: r.Settings}
		now, _ := inspection.ParseMoment(sample.Now)
		if _, problems := content.Load(site, content.Options{Now: now}); len(problems) > 0 {
			t.Errorf("%q: %v", edit.new, problems)
		}
		if crlf := edit.old == "\n"; r.StillMentioned == crlf && !strings.Contains(edit.new, "All") {
			t.Errorf("%q: still mentioned is %v", edit.new, r.StillMentioned)
		}
	}
}

func TestANewFindingIsReadAsItWasMeant(t *testing.T) {
	files, err := scaffold.Site(office("Office", "pcc", "Force"), true)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, scaffold.Report(scaffold.NewReport{ID: "2026-a", Title: "A", Kinds: []string{"peel"}, Published: day, URL: "https://example.org/"}))
	for _, text := range names {
		if strings.TrimSpace(text) == "" {
			continue
		}
		n := scaffold.NewFinding{Report: "2026-a", ID: "recommendation-1", Words: text, Label: text, AddressedTo: []string{text, "Force"}, DueText: text, Due: "6 months", Draft: true, Service: "Force"}
		reg, problems := read(t, append(files, scaffold.Finding(n))...)
		if errs, _ := diag.Count(problems); errs > 0 {
			t.Fatalf("%q: %v", text, problems)
		}
		f := reg.Report("2026-a").Findings[0]
		want := strings.Join(strings.Fields(text), " ")
		if f.Text.Plain() != want || f.Label != want || f.DueText != want || f.AddressedTo[0].Name != want || f.Responsibility != inspection.Shared || f.Embargo.Public() {
			t.Errorf("%q is read as %+v, %q", text, f, f.Text.Plain())
		}
	}
}
