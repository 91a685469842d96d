package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"fiftysix/internal/site"
	"fiftysix/internal/source"
)

const aboutCheck = `Check lists everything that is wrong with the site, by file and line, with what
would put it right. It runs the same rules as build and writes nothing.

The exit status is 0 if a build would go through and 1 if not. With --strict,
warnings count as errors.`

func (p *program) checkCommand(f *flags) *cobra.Command {
	command := &cobra.Command{
		Use:   "check",
		Short: "List everything that is wrong, and write nothing",
		Long:  aboutCheck,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.check(command.Context(), f)
		},
	}
	command.Flags().BoolVar(&f.strict, "strict", false, "take warnings for errors")
	return command
}

func (p *program) check(ctx context.Context, f *flags) error {
	l, err := p.load(f)
	if err != nil {
		return err
	}
	defer l.close()
	if l.site != nil {
		if err := l.draw(ctx); err != nil {
			return err
		}
	}
	screen := p.screen(f)
	passed := screen.tell(l.problems, f.strict)
	errs, warnings := source.Count(l.problems)
	switch {
	case errs > 0 || !passed:
		screen.line(summary(errs, warnings))
		return errContent
	case warnings > 0:
		screen.line(summary(errs, warnings) + ": the site can be built")
	default:
		screen.line("nothing is wrong: the site can be built")
	}
	return nil
}

// draw renders every output and keeps none, so that a layout's faults are
// found as a build would find them.
func (l *loaded) draw(ctx context.Context) error {
	for _, o := range l.site.Outputs() {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := l.site.Render(o.URL)
		var fault *site.Fault
		if errors.As(err, &fault) {
			l.problems = append(l.problems, fault.Problem)
			source.SortProblems(l.problems)
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func summary(errs, warnings int) string {
	switch {
	case errs == 0:
		return count(warnings, "warning")
	case warnings == 0:
		return count(errs, "error")
	}
	return count(errs, "error") + " and " + count(warnings, "warning")
}
