package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/scaffold"
)

const aboutStatus = `Status says how the site stands: what is public, what is held back and until when,
which answers and actions are due, soonest first, and what the next build would
add, change and remove. It writes nothing.`

// A status is the state of a site at one moment. The JSON names of its fields
// are part of --format json, so they never change.
type status struct {
	AsAt               string           `json:"as_at"`
	Closed             bool             `json:"closed,omitempty"` // the office's last day is over, and the site no longer changes
	Public             publicCounts     `json:"public"`
	Withheld           []withheld       `json:"held_back"`
	NextRelease        string           `json:"next_release,omitempty"` // when something withheld needs a build
	Answers            []due            `json:"answers_due"`
	Actions            []due            `json:"actions_due"`
	PlaceholderContact bool             `json:"contact_is_stand_in"` // the settings still have the contact that init wrote
	Translations       []translationGap `json:"translations"`
	Build              nextBuild        `json:"next_build"`
	gaps               []inspection.TranslationGap
}

type publicCounts struct {
	Reports  int `json:"reports"`
	Findings int `json:"findings"`
	Pages    int `json:"pages"`
	Examples int `json:"examples"` // reports that init wrote
}

type withheld struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Part    string `json:"part"`  // report, response, finding, update or page
	Until   string `json:"until"` // empty for a draft
	File    string `json:"file"`
	embargo inspection.Embargo
}

type due struct {
	Day     string `json:"day"`
	Days    int    `json:"days_left"` // below 0 where the day is past
	ID      string `json:"id"`        // of a report, or report/finding
	Title   string `json:"title"`
	Written bool   `json:"written,omitempty"` // there is an answer, held back
	day     inspection.Date
}

type translationGap struct {
	Kind     string       `json:"kind"` // missing, older or unrecorded
	File     string       `json:"file"` // of the language that lags behind
	Language string       `json:"language"`
	Of       string       `json:"of"`
	From     string       `json:"from"`
	Title    string       `json:"title"`
	Parts    []string     `json:"parts"`
	Answer   bool         `json:"one_sided_answer"`
	Changes  []textChange `json:"changes"`
}

type textChange struct {
	What string `json:"what"`
	Now  string `json:"now"`
}

type nextBuild struct {
	Possible  bool     `json:"possible"`
	Why       string   `json:"why_not,omitempty"`
	Add       []string `json:"add"`
	Change    []string `json:"change"`
	Remove    []string `json:"remove"`
	Unchanged int      `json:"unchanged"`
}

func (p *program) statusCommand(f *flags) *cobra.Command {
	format := ""
	command := &cobra.Command{
		Use:   "status",
		Short: "Say what is public, what is held back, what is due, and what the next build would change",
		Long:  aboutStatus,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format: there is no %q\nchoose text or json", format)
			}
			s, err := p.status(command.Context(), f)
			if err != nil {
				return err
			}
			if format == "json" {
				return printJSON(p.out, s)
			}
			s.write(p.out)
			return nil
		},
	}
	command.Flags().StringVar(&format, "format", "text", "text, or `json` for other programs")
	return command
}

// status loads the site twice, without what is withheld and with it.
func (p *program) status(ctx context.Context, f *flags) (*status, error) {
	pr, err := p.load(f)
	if err != nil {
		return nil, err
	}
	defer pr.folder.Close()
	now, err := p.now(f)
	if err != nil {
		return nil, err
	}
	s := &status{AsAt: now.String(), Withheld: []withheld{}, Answers: []due{}, Actions: []due{}, Translations: []translationGap{}}
	whole, _ := content.Load(pr.folder, content.Options{Now: now, IncludeUnpublished: true}) // pr has the problems
	if whole != nil && pr.reg != nil {
		s.summarize(pr.reg, whole)
		s.listTranslations(whole)
	}
	return s, s.compareBuild(ctx, pr, f)
}

// summarize fills in what comes from the public register and from the one with
// what is withheld.
func (s *status) summarize(reg, whole *inspection.Register) {
	s.AsAt, s.Closed = reg.Now.String(), reg.Closed
	s.Public = publicCounts{Reports: len(reg.Reports), Pages: len(reg.Pages)}
	for _, r := range reg.Reports {
		s.Public.Findings += len(r.Findings)
		if scaffold.IsExample(r.ID) {
			s.Public.Examples++
		}
	}
	for _, h := range reg.Withheld {
		s.Withheld = append(s.Withheld, withheld{h.ID, titleOf(whole, h), string(h.Part), h.Until.String(), h.File, h.Embargo})
	}
	s.PlaceholderContact = reg.Office.Contact.Email == scaffold.PlaceholderEmail
	if !reg.Closed {
		s.NextRelease = inspection.NextRelease(reg.Withheld).String()
	}
	today := whole.Today()
	for _, d := range whole.AnswersDue() {
		s.Answers = append(s.Answers, due{d.Day.String(), d.Day.DaysSince(today), d.Report.ID, d.Report.AnyName(), d.Report.Response != nil, d.Day})
	}
	for _, d := range whole.ActionsDue() {
		s.Actions = append(s.Actions, due{d.Day.String(), d.Day.DaysSince(today), d.Finding.Ref(), d.Report.AnyName(), false, d.Day})
	}
}

// listTranslations fills in what one language lacks, or has in an older state.
func (s *status) listTranslations(whole *inspection.Register) {
	s.gaps = whole.TranslationGaps()
	for _, g := range s.gaps {
		t := translationGap{string(g.Kind), g.File, g.Lang, g.Source, g.From, g.Name, g.Fields, len(g.Answer) > 0, []textChange{}}
		for _, c := range g.Changes {
			t.Changes = append(t.Changes, textChange{c.What, c.Now})
		}
		s.Translations = append(s.Translations, t)
	}
}

// titleOf is the title of the report or page that is withheld or has a withheld
// part.
func titleOf(whole *inspection.Register, h inspection.Withheld) string {
	if h.Part == inspection.WithheldPage {
		for _, page := range whole.Pages {
			if page.ID == h.ID {
				return page.Title
			}
		}
		return ""
	}
	id, _, _ := strings.Cut(h.ID, "/")
	if r := whole.Report(id); r != nil {
		return r.AnyName()
	}
	return ""
}

// compareBuild fills in what a build would do now.
func (s *status) compareBuild(ctx context.Context, pr *project, f *flags) error {
	s.Build = nextBuild{Add: []string{}, Change: []string{}, Remove: []string{}}
	if pr.site == nil {
		errs, _ := diag.Count(pr.problems)
		s.Build.Why = count(errs, "error") + " in the content; to see what is wrong: fiftysix check"
		return nil
	}
	c, err := publish.Compare(ctx, f.outFolder(), pr.site.Files(), publish.Options{Precompress: pr.site.Precompressed})
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		s.Build.Why = err.Error()
		return nil
	}
	s.Build = nextBuild{true, "", append(s.Build.Add, c.New...), append(s.Build.Change, c.Changed...), append(s.Build.Remove, c.Removed...), c.Unchanged}
	return nil
}

// write prints the status for a person.
func (s *status) write(w io.Writer) {
	fmt.Fprintf(w, "As at %s\n\nPublic: %s with %s, and %s\n", minuteInWords(s.AsAt),
		count(s.Public.Reports, "report"), count(s.Public.Findings, "finding"), count(s.Public.Pages, "plain page"))
	if n := s.Public.Examples; n > 0 {
		fmt.Fprintf(w, "%s of these are examples; to take them away: fiftysix init --remove-examples\n", count(n, "report"))
	}
	if s.Closed {
		fmt.Fprintln(w, "The site is closed: it stays as it was then, and what is held back never comes out")
	}
	if s.PlaceholderContact {
		fmt.Fprintln(w, "The contact in fiftysix.yaml, "+scaffold.PlaceholderEmail+", is nobody's: put the office's own there before you publish")
	}
	if len(s.Withheld) > 0 {
		fmt.Fprintln(w, "\nHeld back:")
		for _, h := range s.Withheld {
			fmt.Fprintf(w, "  %s: %s, %s\n", h.ID, withheldNames[inspection.WithheldPart(h.Part)], embargoInWords(h.embargo))
		}
	}
	if s.NextRelease != "" {
		fmt.Fprintf(w, "\nThe next of these may be seen from %s: build the site then.\n", minuteInWords(s.NextRelease))
	}
	writeDue(w, "Answers due, soonest first:", s.Answers)
	writeDue(w, "Actions due, soonest first:", s.Actions)
	writeGaps(w, s.gaps, maxShown)
	s.Build.write(w)
}

// withheldNames are the things that can be withheld, as people call them.
var withheldNames = map[inspection.WithheldPart]string{
	inspection.WithheldReport: "the report", inspection.WithheldResponse: "the answer", inspection.WithheldFinding: "the finding",
	inspection.WithheldUpdate: "an update", inspection.WithheldPage: "the page",
}

// embargoInWords is why or until when something is withheld.
func embargoInWords(e inspection.Embargo) string {
	switch e.Reason {
	case inspection.EmbargoDraft:
		return "a draft"
	case inspection.EmbargoUnplaced:
		return "until its " + content.UnplacedFile + " is dealt with"
	}
	return "until " + minuteInWords(e.Until.String())
}

func writeDue(w io.Writer, heading string, list []due) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(w, "\n"+heading)
	for _, d := range list {
		note := ""
		if d.Written {
			note = " (written, and held back)"
		}
		fmt.Fprintf(w, "  %s, %s: %s, %s%s\n", inWords(d.day), daysLeft(d.Days), d.ID, d.Title, note)
	}
}

// daysLeft is the distance of a day as people say it.
func daysLeft(n int) string {
	switch {
	case n == 0:
		return "today"
	case n > 0:
		return "in " + count(n, "day")
	}
	return count(-n, "day") + " ago"
}

// maxShown is how many pages of each kind of change are listed.
const maxShown = 20

func (a *nextBuild) write(w io.Writer) {
	if !a.Possible {
		fmt.Fprintf(w, "\nThe next build would write nothing: %s\n", a.Why)
		return
	}
	if len(a.Add)+len(a.Change)+len(a.Remove) == 0 {
		fmt.Fprintln(w, "\nThe next build would change nothing.")
		return
	}
	fmt.Fprintln(w, "\nThe next build:")
	for _, kind := range []struct {
		does, note string
		files      []string
	}{{"adds", "", a.Add}, {"changes", "", a.Change}, {"removes", " (--allow-removals lets it remove pages)", a.Remove}} {
		var pages []string
		for _, file := range kind.files {
			if path.Base(file) == "index.html" {
				pages = append(pages, "/"+strings.TrimSuffix(file, "index.html"))
			}
		}
		if len(kind.files) == 0 {
			continue
		}
		slices.Sort(pages)
		fmt.Fprintf(w, "  %s %s and %s%s\n", kind.does, count(len(pages), "page"), count(len(kind.files)-len(pages), "other file"), kind.note)
		for _, page := range pages[:min(len(pages), maxShown)] {
			fmt.Fprintln(w, "    "+page)
		}
		if more := len(pages) - maxShown; more > 0 {
			fmt.Fprintf(w, "    and %d more\n", more)
		}
	}
}

// minuteInWords is a minute as people write it: 27 November 2026, 09:30.
func minuteInWords(text string) string {
	m, err := inspection.ParseMoment(text)
	if err != nil {
		return text
	}
	hour, minute := m.Clock()
	return fmt.Sprintf("%s, %02d:%02d", inWords(m.Date()), hour, minute)
}
