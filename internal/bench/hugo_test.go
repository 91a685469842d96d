package bench

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/register"
)

// forHugo is the content of a register as Hugo reads it: a section for each
// report, with a page for each finding. Its layouts are in testdata/hugo.
func forHugo(reg *register.Register) fstest.MapFS {
	all := fstest.MapFS{}
	put := func(name, text string) { all[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644} }
	put("content/_index.md", "---\ntitle: Responses to inspection reports\n---\n")
	put("content/reports/_index.md", "---\ntitle: Reports\n---\n")
	for _, r := range reg.Reports {
		dir := "content/reports/" + r.ID + "/"
		put(dir+"_index.md", fmt.Sprintf("---\ntitle: %q\ntype: report\nreport_type: %q\npublisher: HMICFRS\nforce: Exampleshire Police\ndate: %s\nresponded: %s\nsource_url: %q\n---\n\n%s\n\n## Force comments\n\n%s\n\n## Our comments\n\n%s\n",
			r.Title, r.Kinds[0], r.Published, r.Response.Published, r.URL, r.Background.Markdown, r.ForceComments.Markdown, r.OurComments.Markdown))
		for i, f := range r.Findings {
			due, _ := f.DueDate()
			put(fmt.Sprintf("%s%d.md", dir, i+1), fmt.Sprintf("---\ntitle: %q\ntype: recommendation\nweight: %d\ndate: %s\nstatus: %q\naddressee: %q\ndeadline: %s\ntext: |-\n  %s\n---\n\n%s\n\n## Our response\n\n%s\n",
				f.Label, i+1, r.Published, f.Status().Slug(), f.AddressedTo[1].Name, due,
				strings.ReplaceAll(f.Text.Markdown, "\n", "\n  "), f.ForceResponse.Markdown, f.OurResponse.Markdown))
		}
	}
	return all
}

// The site for Hugo holds the words of ours.
func TestHugoIsGivenTheSameWords(t *testing.T) {
	reg := read(t, Office(3))
	files := forHugo(reg)
	if len(files) != 2+3*(1+Findings) {
		t.Errorf("%d files", len(files))
	}
	for _, r := range reg.Reports {
		for i, f := range r.Findings {
			page := string(files[fmt.Sprintf("content/reports/%s/%d.md", r.ID, i+1)].Data)
			for _, words := range []string{f.ForceResponse.Markdown, f.OurResponse.Markdown} {
				if words == "" || !strings.Contains(page, words) {
					t.Errorf("%s %d lacks %q", r.ID, i, words)
				}
			}
		}
	}
}
