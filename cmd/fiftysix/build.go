package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/leakcheck"
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
	own.BoolVar(&b.allowFuture, "allow-future", false, "let --date be a time to come, and so publish what is held back until then")
	own.BoolVar(&f.compress, "compress", false, "also write .gz and .br files, for hosts that serve precompressed files")
	own.BoolVar(&f.offline, "offline", false, "make a copy that opens from a folder or a memory stick, into offline")
	own.BoolVar(&f.draft, "draft", false, "make a copy to be signed off, with what is held back, into sign-off")
	own.StringVar(&b.zip, "zip", "", "with --offline or --draft: write the copy as one `file`, and no folder")
	return command
}

// buildFlags are the flags that only build has.
type buildFlags struct {
	allowRemovals bool
	allowFuture   bool
	zip           string
}

// build turns content into public. If somebody saves a file meanwhile, it is
// done once more.
func (p *program) build(ctx context.Context, f *flags, b buildFlags) error {
	if err := f.checkCopyFlags(b); err != nil {
		return err
	}
	if !b.allowFuture && f.kind() != publish.SignOff {
		if err := p.refuseFuture(f, "leave it out, or add --draft for a copy that is not public; to publish all the same, add --allow-future"); err != nil {
			return err
		}
	}
	if err := f.refuseCopyInSite(b); err != nil {
		return err
	}
	err := p.buildOnce(ctx, f, b)
	if changed := (*changedError)(nil); errors.As(err, &changed) {
		p.printer(f).line(changed.name + " was changed meanwhile, so the site is built once more")
		err = p.buildOnce(ctx, f, b)
	}
	return err
}

// buildOnce is a whole build. In order, it calls
//
//	content.Load    to read and check the content, and leave out what is withheld
//	leakcheck.New   to find what is withheld in any output
//	site.Plan       to decide every output and its URL
//	publish.Write   to render, inspect and write the outputs
//
// The first three calls are in load, with which other commands begin too.
func (p *program) buildOnce(ctx context.Context, f *flags, b buildFlags) error {
	began := p.clock()
	pr, printer, err := p.loadForPublishing(f, "")
	if err != nil {
		return err
	}
	defer pr.folder.Close()
	options := p.publishOptions(f, pr, printer, began)
	options.AllowRemovals = b.allowRemovals || options.Kind != publish.Public // nobody links to a copy
	to := f.outPath()
	if b.zip != "" {
		to = filepath.ToSlash(b.zip)
		_, err = publish.Zip(ctx, b.zip, pr.site.Files(), options)
	} else {
		_, err = publish.Write(ctx, f.outFolder(), pr.site.Files(), options)
	}
	printer.clear()
	if err != nil {
		return asUserError(err)
	}
	printer.line(pr.summary(p.clock().Sub(began), to))
	if pr.signOffHash != "" {
		printer.line("the mark of this copy, which stands on every page: " + pr.signOffHash)
	}
	return nil
}

// A project is a site's folder, read and planned.
type project struct {
	folder   *siteFolder
	reg      *inspection.Register   // what is public; nil if it could not be read
	leaks    *leakcheck.Checker     // finds what is withheld in any output; nil if nothing is
	external []content.ExternalLink // the links to other sites, for check --external
	site     *site.Site             // every output, not yet rendered; nil if there are errors
	problems []diag.Problem

	signOffHash string      // of a sign-off copy, else ""
	hashMissing atomic.Bool // a page of that copy was found that does not show it
}

// load reads, checks and plans the site: everything a build does before it
// publishes.
func (p *program) load(f *flags) (*project, error) {
	folder, now, err := p.openFolder(f)
	if err != nil {
		return nil, err
	}
	pr := &project{folder: folder}
	if err := pr.plan(f, now); err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return pr, nil
}

func (pr *project) plan(f *flags, now inspection.Moment) error {
	options := content.Options{Now: now, IncludeUnpublished: f.draft}
	options.BeforeWithholding = func(whole *inspection.Register) {
		pr.leaks = leakcheck.New(whole, pr.folder, publicTexts(pr.folder)...)
	}
	if f.external {
		options.ExternalLinks = &pr.external
	}
	pr.reg, pr.problems = content.Load(pr.folder, options)
	if pr.reg == nil {
		return nil
	}
	theme, err := themeFS(pr.folder)
	if err != nil {
		return err
	}
	siteOptions, err := pr.siteOptions(f)
	if err != nil {
		return err
	}
	planned, problems := site.Plan(pr.reg, pr.folder, theme, siteOptions)
	pr.problems = append(pr.problems, problems...)
	diag.SortProblems(pr.problems)
	if errs, _ := diag.Count(pr.problems); errs == 0 {
		pr.site = planned
	}
	return nil
}

// publishOptions are the options for publishing a project.
func (p *program) publishOptions(f *flags, pr *project, printer *printer, began time.Time) publish.Options {
	return publish.Options{
		Source: f.source, Kind: f.kind(), Precompress: pr.site.Precompressed,
		Inspect: pr.inspect(), Verify: pr.folder.verify, Progress: printer.progress(began, p.clock),
	}
}

// loadForPublishing loads a site that is to be published and prints what is
// wrong with it. If that stops it, the last line ends with more, and the error
// is errContent.
func (p *program) loadForPublishing(f *flags, more string) (*project, *printer, error) {
	pr, err := p.load(f)
	if err != nil {
		return nil, nil, err
	}
	printer := p.printer(f)
	if !printer.problems(pr.problems, f.strict) {
		printer.line(refusal(pr.problems) + more)
		return nil, nil, errors.Join(errContent, pr.folder.Close())
	}
	return pr, printer, nil
}

// summary is the closing line of a build.
func (pr *project) summary(took time.Duration, to string) string {
	_, warnings := diag.Count(pr.problems)
	findings := 0
	for _, report := range pr.reg.Reports {
		findings += len(report.Findings)
	}
	return fmt.Sprintf("%s from %s and %s, %s, %s, in %s",
		count(pr.site.PageCount(), "page"), count(len(pr.reg.Reports), "report"), count(findings, "finding"),
		count(warnings, "warning"), short(took), to)
}

// refusal is the closing line of a build that problems stopped.
func refusal(problems []diag.Problem) string {
	return inSentence(counts(diag.Count(problems))) + ": nothing was written"
}

// asUserError marks the errors that those who write the content can fix.
func asUserError(err error) error {
	var removal *publish.RemovalError
	var changed *changedError
	var template *site.TemplateError
	switch {
	case errors.As(err, &removal):
		return userError{removal}
	case errors.As(err, &changed):
		return userError{changed}
	case errors.As(err, &template):
		return userError{template}
	}
	return err
}
