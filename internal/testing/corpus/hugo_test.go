package corpus

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/inspection"
)

// forHugo gives the content of a register as Hugo reads it: a section for each
// report, with a page for each finding. Its layouts are in testdata/hugo.
func forHugo(reg *inspection.Register, put func(name, text string)) {
	put("content/_index.md", "---\ntitle: Responses to inspection reports\n---\n")
	put("content/reports/_index.md", "---\ntitle: Reports\n---\n")
	for _, r := range reg.Reports {
		dir := "content/reports/" + r.ID + "/"
		put(dir+"_index.md", fmt.Sprintf("---\ntitle: %q\nfull_title: %q\ntype: report\nreport_type: %q\npublisher: HMICFRS\nforce: Exampleshire Police\ndate: %s\nresponded: %s\nsource_url: %q\n---\n\n%s\n\n## Our comments\n\n%s\n\n## Force comments\n\n%s\n",
			r.Name(), r.Title, kindWords[r.Kinds[0]], r.Published, r.Response.Published, r.URL, r.Background.Markdown, r.OurComments.Markdown, r.ForceComments.Markdown))
		for i, f := range r.Findings {
			due, _ := f.DueDate()
			var to []string
			for _, a := range f.AddressedTo {
				to = append(to, a.Name)
			}
			put(dir+f.ID+".md", fmt.Sprintf("---\ntitle: %q\ntype: recommendation\nweight: %d\ndate: %s\nstatus: %q\naddressee: [%s]\ndeadline: %s\ntext: |-\n  %s\n---\n\n%s\n\n## Our response\n\n%s\n",
				f.Label, i+1, r.Published, statusWords[f.Status()], strings.Join(to, ", "), due,
				strings.ReplaceAll(f.Text.Markdown, "\n", "\n  "), f.ForceResponse.Markdown, f.OurResponse.Markdown))
		}
	}
}

// kindWords and statusWords are what the theme calls kinds of reports and
// statuses.
var (
	kindWords = map[string]string{
		"peel": "PEEL: effectiveness, efficiency and legitimacy", "thematic": "Thematic", "joint": "Joint inspection",
		"custody": "Custody", "child-protection": "Child protection", "crime-data-integrity": "Crime data integrity",
	}
	statusWords = map[inspection.Status]string{
		inspection.NotStarted: "Not started", inspection.InProgress: "In progress",
		inspection.Complete: "Said to be complete", inspection.AwaitingInspectorate: "Awaiting the inspectorate",
	}
)

// The site for Hugo holds the words of ours.
func TestHugoIsGivenTheSameWords(t *testing.T) {
	reg := read(t, Office(3))
	files := fstest.MapFS{}
	forHugo(reg, into(files))
	if len(files) != 2+3*(1+Findings) {
		t.Errorf("%d files", len(files))
	}
	for _, r := range reg.Reports {
		for i, f := range r.Findings {
			page := string(files["content/reports/"+r.ID+"/"+f.ID+".md"].Data)
			for _, words := range []string{f.ForceResponse.Markdown, f.OurResponse.Markdown} {
				if words == "" || !strings.Contains(page, words) {
					t.Errorf("%s %d lacks %q", r.ID, i, words)
				}
			}
		}
	}
}
