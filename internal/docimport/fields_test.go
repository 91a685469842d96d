package docimport

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// today is the day on which every test imports.
var today = inspection.Date{Year: 2026, Month: 11, Day: 24}

// A fieldOf is one field of a report as the register reads it.
type fieldOf struct{ name, value string }

// fieldsOf are all fields of a report, and its texts as plain words.
func fieldsOf(r *inspection.Report) (all []fieldOf) {
	add := func(name, value string) {
		if value != "" && value != "{}" {
			all = append(all, fieldOf{name, value})
		}
	}
	add("title", r.Title)
	add("short_title", r.ShortTitle)
	add("kind", strings.Join(r.Kinds, " "))
	add("scope", r.Scope)
	add("published", r.Published.String())
	add("url", r.URL)
	if r.Redacted != nil {
		add("redacted", "true")
	}
	if !r.Fieldwork.From.IsZero() {
		add("fieldwork", r.Fieldwork.From.String()+" to "+r.Fieldwork.To.String())
	}
	add("background", plainWords(r.Background))
	add("force comments", plainWords(r.ForceComments))
	add("our comments", plainWords(r.OurComments))
	if r.Response != nil {
		add("response.published", r.Response.Published.String())
		add("response.date_basis", string(r.Response.Basis))
	}
	for _, a := range r.Attachments {
		add("attachment", a.Name+", "+a.Title)
	}
	for _, f := range r.Findings {
		at := f.ID + " "
		add(at+"label", f.Label)
		add(at+"paper_reference", f.PaperReference)
		if f.Parent != nil {
			add(at+"parent", f.Parent.ID)
		}
		for _, a := range f.AddressedTo {
			add(at+"addressed_to", a.Name)
		}
		add(at+"whose", string(f.Responsibility))
		switch f.Due.Kind {
		case inspection.DueOn:
			add(at+"due", f.Due.Day.String())
		case inspection.DueImmediately:
			add(at+"due", "immediate")
		case inspection.DueWithin:
			add(at+"due", fmt.Sprint(f.Due.Months, " months"))
		}
		add(at+"due_text", f.DueText)
		add(at+"action", string(f.Action))
		if f.SameAnswerAs != nil {
			add(at+"same_answer_as", f.SameAnswerAs.ID)
		}
		add(at+"status", string(f.Status()))
		add(at+"text", plainWords(f.Text))
		add(at+"force response", plainWords(f.ForceResponse))
		add(at+"our response", plainWords(f.OurResponse))
	}
	return all
}

var (
	inlineTags = regexp.MustCompile(`</?(?:a|sup|em|strong|span)\b[^>]*>`)
	tags       = regexp.MustCompile(`<[^>]*>`)
)

// plainWords are a text's words as a reader sees them.
func plainWords(t markdown.Text) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(inlineTags.ReplaceAllString(string(t.HTML(markdown.Context{})), ""), " "))), " ")
}

// readFolders reads folders as a site has them, with what is held.
func readFolders(t testing.TB, settings string, folders []Folder) *inspection.Register {
	t.Helper()
	site := fstest.MapFS{"fiftysix.yaml": {Data: []byte(settings)}}
	for _, d := range folders {
		for _, f := range d.Files {
			site["content/reports/"+d.ID+"/"+f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	now, _ := inspection.ParseMoment("2026-11-24 09:00")
	reg, problems := content.Load(site, content.Options{Now: now, IncludeUnpublished: true})
	for _, p := range problems {
		if p.Level == diag.Error {
			var b strings.Builder
			_ = p.Write(&b)
			t.Errorf("what was written cannot be read:\n%s", b.String())
		}
	}
	return reg
}
