package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/internal/source"
)

const aboutBuild = `Build reads content and writes the site to public, or to the folder that --out
names. If anything in the content is an error, nothing is written. A warning
does not stop a build, unless --strict is given.

Only files that differ are written, and only files that an earlier build wrote
are ever removed. A build that would remove a published page stops and says
which; --allow-removals lets it go on.`

func (p *program) buildCommand(f *flags) *cobra.Command {
	allowRemovals := false
	command := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long:  aboutBuild,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.build(command.Context(), f, allowRemovals)
		},
	}
	command.Flags().BoolVar(&f.strict, "strict", false, "take warnings for errors")
	command.Flags().BoolVar(&allowRemovals, "allow-removals", false, "let published pages be removed")
	return command
}

// build is content to public: read, plan, and if nothing is wrong, publish.
func (p *program) build(ctx context.Context, f *flags, allowRemovals bool) error {
	began := p.clock()
	l, err := p.load(f)
	if err != nil {
		return err
	}
	defer l.close()
	screen := p.screen(f)
	if !screen.tell(l.problems, f.strict) {
		screen.line(refused(l.problems))
		return errContent
	}
	result, err := publish.Publish(ctx, l.site, f.outFolder(), publish.Options{
		Source: f.source, AllowRemovals: allowRemovals, Progress: screen.progress(began, p.clock), Look: l.look(),
	})
	screen.clear()
	if err != nil {
		return mendable(err)
	}
	screen.line(built(l, result, p.clock().Sub(began), f.outFolder()))
	return nil
}

// mendable marks the errors that those who write the content can mend.
func mendable(err error) error {
	var removal *publish.RemovalError
	if errors.As(err, &removal) {
		return refusal{removal}
	}
	var fault *site.Fault
	if errors.As(err, &fault) {
		return refusal{fault}
	}
	return err
}

// built is the closing line of a build.
func built(l *loaded, r publish.Result, took time.Duration, out string) string {
	findings := 0
	for _, report := range l.reg.Reports {
		findings += len(report.Findings)
	}
	_, warnings := source.Count(l.problems)
	return fmt.Sprintf("%s from %s and %s, %s, %s, in %s",
		count(r.Pages, "page"), count(len(l.reg.Reports), "report"), count(findings, "finding"),
		count(warnings, "warning"), short(took), filepath.ToSlash(filepath.Clean(out))+"/")
}

// refused is the closing line of a build that problems stopped.
func refused(problems []source.Problem) string {
	errs, warnings := source.Count(problems)
	parts := []string{}
	if errs > 0 {
		parts = append(parts, count(errs, "error"))
	}
	if warnings > 0 {
		parts = append(parts, count(warnings, "warning"))
	}
	return strings.Join(parts, " and ") + ": nothing was written"
}

// count is a number and what it counts: 1 page, 2,400 pages.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return thousands(n) + " " + what
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// short is a time as people say it: 38 ms, 1.2 s.
func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
