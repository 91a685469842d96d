package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/diag"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
)

const aboutBuild = `Build reads content and writes the site to public, or to the folder that --out
names. If anything in the content is an error, nothing is written. A warning
does not stop a build, unless --strict is given.

Only files that differ are written, and only files that an earlier build wrote
are ever removed. A build that would remove a published page stops and says
which; --allow-removals lets it go on.

With --offline the site is made to be opened by a double click, from a folder or
a memory stick, with no web server. With --draft that copy also shows what is
held back, is marked as a draft on every page, and carries a mark of its own
content, so that the person who signs it off can say which version they signed.`

func (p *program) buildCommand(f *flags) *cobra.Command {
	var b buildFlags
	command := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long:  aboutBuild,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.build(command.Context(), f, b)
		},
	}
	own := command.Flags()
	own.BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	own.BoolVar(&b.allowRemovals, "allow-removals", false, "let published pages be removed")
	own.BoolVar(&f.compress, "compress", false, "also write .gz and .br files, for hosts that serve precompressed files")
	own.BoolVar(&f.offline, "offline", false, "make a copy that opens from a folder or a memory stick, into offline")
	own.BoolVar(&f.draft, "draft", false, "make a copy to be signed off, with what is held back, into sign-off")
	own.StringVar(&b.zip, "zip", "", "with --offline or --draft: write the copy as one `file`, and no folder")
	return command
}

// buildFlags are those of build alone.
type buildFlags struct {
	allowRemovals bool
	zip           string
}

// build is content to public. Where somebody saves a file meanwhile, it is done
// once more.
func (p *program) build(ctx context.Context, f *flags, b buildFlags) error {
	if err := f.wrongCopy(b); err != nil {
		return err
	}
	err := p.buildOnce(ctx, f, b)
	if changed := (*changedError)(nil); errors.As(err, &changed) {
		p.printer(f).line(changed.name + " was changed meanwhile, so the site is built once more")
		err = p.buildOnce(ctx, f, b)
	}
	return err
}

// buildOnce is a build: read, plan, and if nothing is wrong, publish.
func (p *program) buildOnce(ctx context.Context, f *flags, b buildFlags) error {
	began := p.clock()
	l, printer, err := p.loadWhole(f, "")
	if err != nil {
		return err
	}
	defer l.close()
	options := p.publishOptions(f, l, printer, began)
	options.AllowRemovals = b.allowRemovals || options.Kind != publish.Public // nobody links to a copy
	place := b.zip
	if b.zip != "" {
		_, err = publish.Zip(ctx, b.zip, l.site.Files(), options)
	} else {
		place = f.outPlace()
		_, err = publish.Write(ctx, f.outFolder(), l.site.Files(), options)
	}
	printer.clear()
	if err != nil {
		return asUserError(err)
	}
	printer.line(l.built(p.clock().Sub(began), filepath.ToSlash(place)))
	if l.mark != "" {
		printer.line("the mark of this copy, which stands on every page: " + l.mark)
	}
	return nil
}

// publishOptions are those with which a project is published.
func (p *program) publishOptions(f *flags, l *project, printer *printer, began time.Time) publish.Options {
	return publish.Options{
		Source: f.source, Kind: f.kind(), Precompress: l.site.Precompressed,
		Inspect: l.inspect(), Verify: l.files.verify, Progress: printer.progress(began, p.clock),
	}
}

// asUserError marks the errors that those who write the content can mend.
func asUserError(err error) error {
	var removal *publish.RemovalError
	if errors.As(err, &removal) {
		return userError{removal}
	}
	var changed *changedError
	if errors.As(err, &changed) {
		return userError{changed}
	}
	var fault *site.TemplateError
	if errors.As(err, &fault) {
		return userError{fault}
	}
	return err
}

// built is the closing line of a build.
func (l *project) built(took time.Duration, place string) string {
	_, warnings := diag.Count(l.problems)
	return fmt.Sprintf("%s from %s and %s, %s, %s, in %s",
		count(l.site.PageCount(), "page"), count(len(l.reg.Reports), "report"), count(l.findings(), "finding"),
		count(warnings, "warning"), short(took), place)
}

// refused is the closing line of a build that problems stopped.
func refused(problems []diag.Problem) string {
	errs, warnings := diag.Count(problems)
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
