package scaffold

import (
	"path"
	"slices"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
)

// A NewReport is what is known of a report when its file is made.
type NewReport struct {
	ID         string // its folder
	Title      string
	ShortTitle string
	Kinds      []string
	Scope      string // if empty, one is proposed from Kinds
	Services   []string
	Published  inspection.Date
	URL        string
	Lang       string // the site's first language, for the headings
}

// Report is the file of a new report. It is a draft: nothing in it is public
// until a person takes that line out.
func Report(r NewReport) File {
	scope := blank{name: "scope", value: r.Scope}
	if r.Scope == "" {
		scope.value, scope.note = proposedScope(r.Kinds), "This one was proposed from the kind: see if it is right."
	}
	blanks := []blank{
		words("title", r.Title),
		words("short_title", r.ShortTitle),
		{name: "kind", value: listed(r.Kinds)},
		scope,
	}
	if len(r.Services) > 0 {
		blanks = append(blanks, blank{name: "services", value: listed(r.Services)})
	}
	blanks = append(blanks,
		blank{name: "published", value: r.Published.String()},
		words("url", r.URL),
		blank{name: "fieldwork", parts: []blank{{name: "from"}, {name: "to"}}},
		blank{name: "redacted"},
	)
	if slices.Contains(r.Kinds, "peel") || slices.Contains(r.Kinds, "fire") {
		blanks = append(blanks, blank{name: "grades", list: true, parts: []blank{{name: "area"}, {name: "grade"}, {name: "cycle"}}})
	}
	blanks = append(blanks,
		blank{name: "response", parts: []blank{
			{name: "published"}, {name: "date_basis"}, {name: "comments_requested"},
			{name: "sent_to_home_secretary"}, {name: "sent_to_inspectorate"},
		}},
		blank{name: "attachments", list: true, parts: []blank{{name: "file"}, {name: "title"}}},
		blank{name: "draft", value: "true", note: "Take this line away when the report is ready to be seen."},
	)
	return File{path.Join(reportsDir, r.ID, "report.md"), page(content.ReportFile, r.Lang, blanks, "")}
}

// proposedScope is how many forces a kind of report is usually about.
func proposedScope(kinds []string) string {
	for _, kind := range kinds {
		switch kind {
		case "thematic", "counter-terrorism", "super-complaint", "state-of-policing", "rape":
			return "national"
		case "regional":
			return "multi-force"
		}
	}
	return "force"
}

// LastDay is the last day for the answer to a report on the services; ok is
// false if there is none.
func (r NewReport) LastDay(office inspection.Office) (day inspection.Date, ok bool) {
	report := inspection.Report{Published: r.Published, AnswerRequired: true}
	for _, s := range office.Services {
		if len(r.Services) == 0 || slices.Contains(r.Services, s.ID) {
			report.Services = append(report.Services, s)
		}
	}
	return report.LastDay()
}
