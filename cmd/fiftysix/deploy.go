package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/deploy"
	"fiftysix/internal/publish"
)

const aboutDeploy = `Deploy builds the site and sends it to where it is published: an object store, a
folder of a server, or a folder of this computer.

  fiftysix deploy s3://BUCKET?region=eu-west-2
  fiftysix deploy sftp://USER@HOST/srv/www/inspections
  fiftysix deploy /srv/www/inspections

Only what differs is sent. What is linked to goes before what links to it, and
what the site no longer has is removed last, so that every page there works at
every moment. A deployment that was stopped goes on when the same command is
given again. Files that deploy did not put there are never changed or removed.

Keys and passwords are never part of the address. For S3 they come from
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile of AWS, or the machine's
role; for SFTP from the agent or a key in ~/.ssh. A store that is not Amazon's is
named with ?endpoint=https://…

To see what would be done, and do nothing, say --dry-run.`

type deployFlags struct {
	dryRun, allowRemovals, yes, takeOver bool
	concurrency                          int
	key, knownHosts                      string
}

func (p *program) deployCommand(f *flags) *cobra.Command {
	d := &deployment{program: p, flags: f}
	command := &cobra.Command{
		Use:   "deploy ADDRESS",
		Short: "Build the site and send it to where it is published",
		Long:  aboutDeploy,
		Args:  justOne("deploy takes the address to send the site to"),
		RunE: func(command *cobra.Command, args []string) error {
			return d.run(command.Context(), args[0])
		},
	}
	own := command.Flags()
	own.BoolVar(&d.dryRun, "dry-run", false, "list what would be done, and do nothing")
	own.BoolVar(&d.allowRemovals, "allow-removals", false, "let published pages be removed")
	own.BoolVar(&d.yes, "yes", false, "let more than a fifth of the files there be removed")
	own.BoolVar(&d.takeOver, "take-over", false, "let the site take the place of files that deploy did not put there")
	own.IntVar(&d.concurrency, "at-once", 8, "how many files are sent at the same time, as this `number` says")
	own.StringVar(&d.key, "key", "", "the `file` of the key to sign in with, for sftp")
	own.StringVar(&d.knownHosts, "known-hosts", "", "the `file` that lists the servers that are known, for sftp (~/.ssh/known_hosts, if not given)")
	own.BoolVar(&f.strict, "strict", false, "treat warnings as errors")
	return command
}

// A deployment is one run of the deploy command.
type deployment struct {
	*program
	*flags
	deployFlags

	began   time.Time
	project *project
	printer *printer
}

// run builds the site and sends it.
func (d *deployment) run(ctx context.Context, address string) (err error) {
	d.began = d.clock()
	if d.concurrency < 1 || d.concurrency > 64 {
		return errors.New("--at-once is a number from 1 to 64")
	}
	to, err := deploy.Parse(address)
	if err != nil {
		return err
	}
	if err := d.refuseFuture(d.flags, "leave it out, or name a day that is past"); err != nil {
		return err
	}
	if to.Kind == "folder" && d.flags.out != "" {
		return errors.New("the site is built straight into a folder: name it once, and leave --out away")
	}
	d.project, d.printer, err = d.loadForPublishing(d.flags, " and nothing was sent")
	if err != nil {
		return err
	}
	defer d.project.folder.Close()
	switch {
	case to.Kind != "folder":
		return d.send(ctx, to)
	case d.dryRun:
		return d.compareFolder(ctx, to.Folder)
	}
	return d.buildFolder(ctx, to.Folder)
}

// send builds into the usual folder, and sends what is there to a store.
func (d *deployment) send(ctx context.Context, to deploy.Address) error {
	built, done, err := d.build(ctx)
	if err != nil {
		return asUserError(err)
	}
	defer done()
	store, err := deploy.Open(ctx, to, d.storeEnv())
	if err != nil {
		return err
	}
	defer store.Close()
	plan, err := deploy.Deploy(ctx, store, built, deploy.Options{
		DryRun: d.dryRun, AllowRemovals: d.allowRemovals, ManyRemovals: d.yes, TakeOver: d.takeOver, Concurrency: d.concurrency,
		Progress: d.printer.progress(d.began, d.clock), Wait: d.wait,
	})
	d.printer.clear()
	if plan != nil && d.dryRun {
		for _, s := range plan.Steps {
			d.printStep(s.Op, s.File.Path)
		}
	}
	var removal *deploy.RemovalError
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("stopped; nothing was sent")
	case errors.As(err, &removal):
		return userError{err}
	case err != nil:
		return err
	}
	d.summary(plan.Count(deploy.Add), plan.Count(deploy.Change), plan.Count(deploy.Remove), plan.Same, " ("+size(plan.Bytes)+" to send)", store.String())
	return nil
}

func (d *deployment) printStep(op deploy.Op, path string) {
	fmt.Fprintf(d.program.out, "%-6s %s\n", op, path)
}

// summary is the closing line. Only a dry run says how much there is to send.
func (d *deployment) summary(add, change, remove, same int, toSend, to string) {
	if d.dryRun {
		d.printer.line(fmt.Sprintf("%s to add, %s to change, %s to remove, %s as it should be%s at %s; nothing was done",
			count(add, "file"), thousands(change), thousands(remove), thousands(same), toSend, to))
		return
	}
	d.printer.line(fmt.Sprintf("%s added, %s changed, %s removed, %s unchanged at %s, in %s",
		count(add, "file"), thousands(change), thousands(remove), thousands(same), to, short(d.clock().Sub(d.began))))
}

// size is an amount of data in words.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1000_000)
}

func (d *deployment) options() publish.Options {
	options := d.program.publishOptions(d.flags, d.project, d.printer, d.began)
	options.AllowRemovals = d.allowRemovals
	return options
}

// build builds the site into its folder as the build command does. A dry run
// renders it and writes nothing.
func (d *deployment) build(ctx context.Context) (b deploy.Site, done func(), err error) {
	if d.dryRun {
		files, err := publish.Checksums(ctx, d.project.site.Files(), d.options())
		d.printer.clear()
		render := maps.Collect(d.project.site.Files())
		open := func(path string) (io.ReadCloser, error) {
			var data bytes.Buffer
			err := render[path](&data)
			return io.NopCloser(&data), err
		}
		return deploy.Site{Files: deployFiles(files), Open: open}, func() {}, err
	}
	_, err = publish.Write(ctx, d.outFolder(), d.project.site.Files(), d.options())
	d.printer.clear()
	if err != nil {
		return b, nil, err
	}
	d.printer.line(d.project.summary(d.clock().Sub(d.began), d.outPath()))
	folder, err := publish.Open(d.outFolder())
	if err != nil {
		return b, nil, err
	}
	return deploy.Site{Files: deployFiles(folder.Files), Open: folder.Read}, func() { _ = folder.Close() }, nil // it was only read
}

func deployFiles(files []publish.PublishedFile) []deploy.File {
	all := make([]deploy.File, len(files))
	for i, s := range files {
		all[i] = deploy.File{Path: s.Path, Sum: s.Sum, Size: s.Size}
	}
	return all
}

// buildFolder builds straight into a folder of this computer.
func (d *deployment) buildFolder(ctx context.Context, folder string) error {
	options := d.options()
	options.CheckRemovals = func(removed, before int) error { return d.checkMany(folder, removed, before) }
	result, err := publish.Write(ctx, folder, d.project.site.Files(), options)
	d.printer.clear()
	if err != nil {
		return asUserError(err)
	}
	d.summary(result.New, result.Changed, result.Removed, result.Unchanged, "", filepath.ToSlash(folder))
	return nil
}

// compareFolder is the dry run of buildFolder.
func (d *deployment) compareFolder(ctx context.Context, folder string) error {
	site := d.project.site
	changes, err := publish.Compare(ctx, folder, site.Files(), publish.Options{Precompress: site.Precompressed, Inspect: d.project.inspect()})
	if err != nil {
		return asUserError(err)
	}
	for _, path := range changes.New {
		d.printStep(deploy.Add, path)
	}
	for _, path := range changes.Changed {
		d.printStep(deploy.Change, path)
	}
	var pages []string
	for _, path := range changes.Removed {
		d.printStep(deploy.Remove, path)
		if strings.HasSuffix(path, ".html") {
			pages = append(pages, path)
		}
	}
	if len(pages) > 0 && !d.allowRemovals {
		return userError{&publish.RemovalError{Paths: pages}}
	}
	if err := d.checkMany(folder, len(changes.Removed), len(changes.Changed)+changes.Unchanged+len(changes.Removed)); err != nil {
		return err
	}
	d.summary(len(changes.New), len(changes.Changed), len(changes.Removed), changes.Unchanged, "", filepath.ToSlash(folder))
	return nil
}

// checkMany refuses to remove a great part of a folder's files without --yes.
func (d *deployment) checkMany(folder string, removed, before int) error {
	if deploy.Many(removed, before) && !d.yes {
		return &deploy.ManyError{To: folder, Removed: removed, Ours: before}
	}
	return nil
}

// storeEnv is what a store may use of the person's environment.
func (d *deployment) storeEnv() deploy.Env {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return deploy.Env{
		Getenv: d.env, Home: filepath.ToSlash(home), ReadFile: os.ReadFile, Key: expandHome(d.key, home), KnownHosts: expandHome(d.knownHosts, home),
	}
}

// expandHome replaces ~, for shells that do not.
func expandHome(name, home string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	return name
}
