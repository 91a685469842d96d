package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/diag"
	"fiftysix/internal/site"
)

const aboutCheck = `Check lists everything that is wrong with the site, the worst first and then by
file and line, with what would put it right. It runs the same rules as build
and writes nothing.

Each problem names its rule: "fiftysix help RULE" says why it is one. A warning
that is right as it is can be allowed in its file, with a reason:

  allow:
    - rule: long-sentence
      reason: these are the words of the Chief Constable's letter

The exit status is 0 if a build would go through and 1 if not. With --strict,
warnings count as errors. With --format, other programs can read the list from
the standard output as JSON. With --only, the exit status is that of what is listed.

With --external, links to other sites are followed too, politely: one page of a
site at a time, with a pause in between. What was found in order is not asked
for again for a week. That a link leads nowhere is a warning, and build never
looks.`

// checkFlags are the flags that only check has.
type checkFlags struct {
	format  string
	only    []string
	minutes int // for links to other sites
}

func (p *program) checkCommand(f *flags) *cobra.Command {
	var own checkFlags
	command := &cobra.Command{
		Use:   "check",
		Short: "List everything that is wrong, and write nothing",
		Long:  aboutCheck,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.check(command.Context(), f, own)
		},
	}
	command.Flags().BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	command.Flags().StringVar(&own.format, "format", "text", "how to list what is wrong: text or json")
	command.Flags().BoolVar(&f.external, "external", false, "follow links to other sites too")
	command.Flags().IntVar(&own.minutes, "external-minutes", 5, "how many `minutes` that may take")
	command.Flags().StringSliceVar(&own.only, "only", nil, "list only what breaks this `rule`, or these: --only no-action,not-sent")
	return command
}

func (p *program) check(ctx context.Context, f *flags, own checkFlags) error {
	if err := own.validate(); err != nil {
		return err
	}
	pr, err := p.load(f)
	if err != nil {
		return err
	}
	defer pr.folder.Close()
	if pr.site != nil {
		if err := pr.renderAll(ctx); err != nil {
			return err
		}
	}
	printer := p.printer(f)
	if f.external {
		pr.problems = append(pr.problems, p.checkExternal(ctx, printer, pr.external, time.Duration(own.minutes)*time.Minute)...)
	}
	v := newVerdict(pr.problems, own.only, f.strict)
	if own.format == "text" {
		printer.list(v.listed, f.strict)
	} else if err := writeJSON(p.out, v); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	printer.line(v.summary())
	if !v.passed() {
		return errContent
	}
	return nil
}

// validate refuses an unknown format or rule.
func (own checkFlags) validate() error {
	if own.format != "text" && own.format != "json" {
		return fmt.Errorf("--format: there is no format %q\nthe formats are text and json", own.format)
	}
	for _, id := range own.only {
		if _, ok := ruleByID[id]; ok {
			continue
		}
		if near := diag.Nearest(id, ruleIDs()); near != "" {
			return fmt.Errorf("--only: there is no rule %q\ndid you mean %q?", id, near)
		}
		return fmt.Errorf("--only: there is no rule %q\nfiftysix help rules lists them all", id)
	}
	return nil
}

// renderAll renders every output and discards it, to find the errors in layouts
// that a build would find.
func (pr *project) renderAll(ctx context.Context) error {
	for _, o := range pr.site.Outputs() {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := o.Render(io.Discard)
		var template *site.TemplateError
		if errors.As(err, &template) {
			pr.problems = append(pr.problems, template.Problem)
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A verdict is the result of a check.
type verdict struct {
	strict bool
	only   []string // the rules to list; none means all

	listed   []diag.Problem // the worst first
	errors   int            // of those listed
	warnings int
	unlisted int // errors of the other rules
}

func newVerdict(problems []diag.Problem, only []string, strict bool) verdict {
	v := verdict{strict: strict, only: only}
	for _, p := range problems {
		switch {
		case len(only) == 0 || slices.Contains(only, p.Rule):
			v.listed = append(v.listed, p)
		case p.Level == diag.Error:
			v.unlisted++
		}
	}
	diag.SortWorst(v.listed, ruleByID)
	v.errors, v.warnings = diag.Count(v.listed)
	return v
}

// passed reports whether nothing listed prevents a build.
func (v verdict) passed() bool { return v.errors == 0 && (!v.strict || v.warnings == 0) }

// canBuild reports whether a build would succeed.
func (v verdict) canBuild() bool { return v.passed() && v.unlisted == 0 }

// summary is the closing lines: the counts, whether the site can be built, and
// what to do next.
func (v verdict) summary() string {
	text := v.counted() + ": the site "
	switch {
	case v.unlisted > 0:
		return text + "cannot be built, for " + count(v.unlisted, "error") + " of other rules\nnext: fiftysix check without --only"
	case v.errors > 0:
		return text + "cannot be built\nnext: fix the errors, which come first, and check again"
	case !v.passed():
		return text + "cannot be built with --strict\nnext: fix the warnings, or allow: those that are right as they are, and check again"
	case v.warnings > 0:
		return text + "can be built\nnext: fix what you can; fiftysix serve shows the site, fiftysix build makes it"
	}
	return text + "can be built\nnext: fiftysix serve shows the site, fiftysix build makes it"
}

// advice is the number of problems that are only advice.
func (v verdict) advice() int { return len(v.listed) - v.errors - v.warnings }

func (v verdict) counted() string {
	parts := counts(v.errors, v.warnings)
	if len(parts) == 0 {
		parts = append(parts, "nothing is wrong")
		if len(v.only) > 0 {
			parts[0] = "nothing of what was looked for is wrong"
		}
	}
	switch n := v.advice(); {
	case n == 1:
		parts = append(parts, "1 piece of advice")
	case n > 1:
		parts = append(parts, thousands(n)+" pieces of advice")
	}
	return inSentence(parts)
}

// list prints sorted problems, each category under a title. A quiet printer
// leaves out warnings that stop nothing.
func (s *printer) list(problems []diag.Problem, strict bool) {
	last := diag.Category(-1)
	for _, p := range problems {
		if s.quiet && p.Level != diag.Error && (!strict || p.Level == diag.Advice) {
			continue
		}
		if category := p.CategoryOf(ruleByID); category != last {
			if last >= 0 {
				fmt.Fprintln(s.w)
			}
			last = category
			s.title(category.Title())
		}
		s.problem(p)
		fmt.Fprintln(s.w, "  rule: "+p.Rule)
	}
	if last >= 0 {
		fmt.Fprintln(s.w)
	}
}

func (s *printer) title(text string) {
	line := strings.Repeat("-", len(text))
	if s.colour {
		text = bold + text + plain
	}
	fmt.Fprintf(s.w, "%s\n%s\n\n", text, line)
}

// jsonProblem is a Problem for other programs.
type jsonProblem struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Width   int    `json:"width,omitempty"`
	Level   string `json:"level"`
	Concern string `json:"concern"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Fix     string `json:"fix,omitempty"`
	Excerpt string `json:"excerpt,omitempty"`
}

func writeJSON(w io.Writer, v verdict) error {
	list := make([]jsonProblem, 0, len(v.listed))
	for _, p := range v.listed {
		list = append(list, jsonProblem{
			p.File, p.Line, p.Column, p.Width, p.Level.String(), p.CategoryOf(ruleByID).String(), p.Rule,
			p.Message, p.Hint, p.Fix, p.Excerpt,
		})
	}
	return printJSON(w, struct {
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Advice   int           `json:"advice"`
		CanBuild bool          `json:"can_build"`
		Problems []jsonProblem `json:"problems"`
	}{v.errors, v.warnings, v.advice(), v.canBuild(), list})
}

func printJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
