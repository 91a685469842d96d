package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
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

// A status is how a site stands at one moment. Its fields are those of
// --format json, and keep their names.
type status struct {
	AsAt    string `json:"as_at"`
	Closed  bool   `json:"closed,omitempty"` // the office's last day is over: it stays as at that
	Public  public `json:"public"`
	Held    []held `json:"held_back"`
	Next    string `json:"next_release,omitempty"` // when something held back needs a build
	Answers []due  `json:"answers_due"`
	Actions []due  `json:"actions_due"`
	StandIn bool   `json:"contact_is_stand_in"` // nobody has said yet how to reach the office
	Words   []gap  `json:"translations"`        // what one language lacks, or has in an older state
	Build   ahead  `json:"next_build"`
	gaps    []inspection.TranslationGap
}

type public struct {
	Reports  int `json:"reports"`
	Findings int `json:"findings"`
	Pages    int `json:"pages"`
	Examples int `json:"examples"` // reports that init wrote
}

type held struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Part  string `json:"part"`  // report, response, finding, update or page
	Until string `json:"until"` // empty for a draft
	File  string `json:"file"`
	hold  inspection.Embargo
}

type due struct {
	Day     string `json:"day"`
	Days    int    `json:"days_left"` // below 0 where the day is past
	ID      string `json:"id"`        // of a report, or report/finding
	Title   string `json:"title"`
	Written bool   `json:"written,omitempty"` // there is an answer, held back
	day     inspection.Date
}

type gap struct {
	Kind     string   `json:"kind"` // missing, older or unrecorded
	File     string   `json:"file"` // of the language that lags behind
	Language string   `json:"language"`
	Of       string   `json:"of"`
	From     string   `json:"from"`
	Title    string   `json:"title"`
	Parts    []string `json:"parts"`
	Answer   bool     `json:"one_sided_answer"`
	Changes  []edit   `json:"changes"`
}

type edit struct {
	What string `json:"what"`
	Now  string `json:"now"`
}

type ahead struct {
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
				encoder := json.NewEncoder(p.out)
				encoder.SetEscapeHTML(false)
				encoder.SetIndent("", "  ")
				return encoder.Encode(s)
			}
			s.write(p.out)
			return nil
		},
	}
	command.Flags().StringVar(&format, "format", "text", "text, or `json` for other programs")
	return command
}

// status finds out how the site stands.
func (p *program) status(ctx context.Context, f *flags) (*status, error) {
	l, err := p.load(f)
	if err != nil {
		return nil, err
	}
	defer l.close()
	now, err := p.now(f)
	if err != nil {
		return nil, err
	}
	s := &status{AsAt: now.String(), Held: []held{}, Answers: []due{}, Actions: []due{}, Words: []gap{}}
	whole, err := f.whole(now)
	if err != nil {
		return nil, err
	}
	if whole != nil && l.reg != nil {
		s.stand(l.reg, whole)
		s.compareLanguages(whole)
	}
	return s, s.compare(ctx, l, f)
}

// whole reads the site with what is held back; nil where it cannot be read.
func (f *flags) whole(now inspection.Moment) (*inspection.Register, error) {
	root, err := os.OpenRoot(f.source)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	defer root.Close()
	whole, _ := content.Load(root.FS(), content.Options{Now: now, IncludeUnpublished: true}) // what is wrong is told by load
	return whole, nil
}

// stand fills in what the registers say: the public one, and the one with what
// is held back.
func (s *status) stand(reg, whole *inspection.Register) {
	s.AsAt, s.Closed = reg.Now.String(), reg.Closed
	s.Public = public{Reports: len(reg.Reports), Pages: len(reg.Pages)}
	for _, r := range reg.Reports {
		s.Public.Findings += len(r.Findings)
		if scaffold.IsExample(r.ID) {
			s.Public.Examples++
		}
	}
	for _, h := range reg.Withheld {
		s.Held = append(s.Held, held{h.ID, titleOf(whole, h), string(h.Part), h.Until.String(), h.File, h.Embargo})
	}
	s.StandIn = reg.Office.Contact.Email == scaffold.PlaceholderEmail
	if !reg.Closed {
		s.Next = inspection.NextRelease(reg.Withheld).String()
	}
	today := whole.Today()
	for _, d := range whole.AnswersDue() {
		s.Answers = append(s.Answers, due{d.Day.String(), d.Day.DaysSince(today), d.Report.ID, d.Report.AnyName(), d.Report.Response != nil, d.Day})
	}
	for _, d := range whole.ActionsDue() {
		s.Actions = append(s.Actions, due{d.Day.String(), d.Day.DaysSince(today), d.Finding.Ref(), d.Report.AnyName(), false, d.Day})
	}
}

// compareLanguages fills in what one language says and another does not.
func (s *status) compareLanguages(whole *inspection.Register) {
	s.gaps = whole.TranslationGaps()
	for _, g := range s.gaps {
		told := gap{string(g.Kind), g.File, g.Lang, g.Source, g.From, g.Name, g.Fields, len(g.Answer) > 0, []edit{}}
		for _, c := range g.Changes {
			told.Changes = append(told.Changes, edit{c.What, c.Now})
		}
		s.Words = append(s.Words, told)
	}
}

// titleOf is what people call something that is held back.
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

// compare finds out what a build would do now.
func (s *status) compare(ctx context.Context, l *project, f *flags) error {
	s.Build = ahead{Add: []string{}, Change: []string{}, Remove: []string{}}
	if l.site == nil {
		errs, _ := diag.Count(l.problems)
		s.Build.Why = count(errs, "error") + " in the content; to see what is wrong: fiftysix check"
		return nil
	}
	c, err := publish.Compare(ctx, f.outFolder(), l.site.Files(), publish.Options{Precompress: l.site.Precompressed})
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		s.Build.Why = err.Error()
		return nil
	}
	s.Build = ahead{true, "", append(s.Build.Add, c.New...), append(s.Build.Change, c.Changed...), append(s.Build.Remove, c.Removed...), c.Unchanged}
	return nil
}

// write says it all to a person.
func (s *status) write(w io.Writer) {
	fmt.Fprintf(w, "As at %s\n\nPublic: %s with %s, and %s\n", minuteInWords(s.AsAt),
		count(s.Public.Reports, "report"), count(s.Public.Findings, "finding"), count(s.Public.Pages, "plain page"))
	if n := s.Public.Examples; n > 0 {
		fmt.Fprintf(w, "%s of these are examples; to take them away: fiftysix init --remove-examples\n", count(n, "report"))
	}
	if s.Closed {
		fmt.Fprintln(w, "The site is closed: it stays as it was then, and what is held back never comes out")
	}
	if s.StandIn {
		fmt.Fprintln(w, "The contact in fiftysix.yaml, "+scaffold.PlaceholderEmail+", is nobody's: put the office's own there before you publish")
	}
	if len(s.Held) > 0 {
		fmt.Fprintln(w, "\nHeld back:")
		for _, h := range s.Held {
			fmt.Fprintf(w, "  %s: %s, %s\n", h.ID, parts[inspection.WithheldPart(h.Part)], heldFor(h.hold))
		}
	}
	if s.Next != "" {
		fmt.Fprintf(w, "\nThe next of these may be seen from %s: build the site then.\n", minuteInWords(s.Next))
	}
	writeDue(w, "Answers due, soonest first:", s.Answers)
	writeDue(w, "Actions due, soonest first:", s.Actions)
	writeGaps(w, s.gaps, maxShown)
	s.Build.write(w)
}

// parts are what of a report can be held back, as people call it.
var parts = map[inspection.WithheldPart]string{
	inspection.WithheldReport: "the report", inspection.WithheldResponse: "the answer", inspection.WithheldFinding: "the finding",
	inspection.WithheldUpdate: "an update", inspection.WithheldPage: "the page",
}

// heldFor is how long something is held back.
func heldFor(h inspection.Embargo) string {
	switch h.Reason {
	case inspection.EmbargoDraft:
		return "a draft"
	case inspection.EmbargoUnplaced:
		return "until its " + content.UnplacedFile + " is dealt with"
	}
	return "until " + minuteInWords(h.Until.String())
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

// daysLeft is how far a day is away.
func daysLeft(n int) string {
	switch {
	case n == 0:
		return "today"
	case n > 0:
		return "in " + count(n, "day")
	}
	return count(-n, "day") + " ago"
}

// maxShown is how many pages of each kind of change are listed for a person.
const maxShown = 20

func (a *ahead) write(w io.Writer) {
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
		for i, page := range pages {
			if i == maxShown {
				fmt.Fprintf(w, "    and %d more\n", len(pages)-maxShown)
				break
			}
			fmt.Fprintln(w, "    "+page)
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
