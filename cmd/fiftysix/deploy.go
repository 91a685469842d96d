package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/deploy"
	"fiftysix/internal/publish"
	"fiftysix/internal/register"
)

const aboutDeploy = `Deploy builds the site and sends it to where it is published: an object store, a
folder of a server, or a folder of this computer.

  fiftysix deploy s3://BUCKET?region=eu-west-2
  fiftysix deploy "azblob://CONTAINER?account=NAME"
  fiftysix deploy sftp://USER@HOST/srv/www/inspections
  fiftysix deploy /srv/www/inspections

Only what differs is sent. What is linked to goes before what links to it, and
what the site no longer has is removed last, so that every page there works at
every moment. A deployment that was stopped goes on when the same command is
given again. Files that deploy did not put there are never changed or removed.

Keys and passwords are never part of the address. For S3 they come from
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile of AWS, or the machine's
role; for Azure from AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY,
AZURE_STORAGE_SAS_TOKEN, or the machine's identity; for SFTP from the agent or a
key in ~/.ssh. A store that is not Amazon's is named with ?endpoint=https://…

To see what would be done, and do nothing, say --dry-run.`

// deployFlags are those of deploy alone.
type deployFlags struct {
	dryRun, allowRemovals, yes, takeOver bool
	atOnce                               int
	key, knownHosts                      string
}

func (p *program) deployCommand(f *flags) *cobra.Command {
	x := &deployFlags{}
	command := &cobra.Command{
		Use:   "deploy ADDRESS",
		Short: "Build the site and send it to where it is published",
		Long:  aboutDeploy,
		Args:  justOne("deploy takes the address to send the site to"),
		RunE: func(command *cobra.Command, args []string) error {
			return p.deploy(command.Context(), f, x, args[0])
		},
	}
	all := command.Flags()
	all.BoolVar(&x.dryRun, "dry-run", false, "list what would be done, and do nothing")
	all.BoolVar(&x.allowRemovals, "allow-removals", false, "let published pages be removed")
	all.BoolVar(&x.yes, "yes", false, "let more than a fifth of the files there be removed")
	all.BoolVar(&x.takeOver, "take-over", false, "let the site take the place of files that deploy did not put there")
	all.IntVar(&x.atOnce, "at-once", 8, "how many files are sent at the same time, as this `number` says")
	all.StringVar(&x.key, "key", "", "the `file` of the key to sign in with, for sftp")
	all.StringVar(&x.knownHosts, "known-hosts", "", "the `file` that lists the servers that are known, for sftp (~/.ssh/known_hosts, if not given)")
	all.BoolVar(&f.strict, "strict", false, "take warnings for errors")
	return command
}

// deploy is build, and then what was built to its place.
func (p *program) deploy(ctx context.Context, f *flags, x *deployFlags, address string) error {
	began := p.clock()
	if x.atOnce < 1 || x.atOnce > 64 {
		return errors.New("--at-once is a number from 1 to 64")
	}
	to, err := deploy.Parse(address)
	if err != nil {
		return err
	}
	if now, err := p.now(f); err == nil && register.MomentOf(p.clock()).Before(now) {
		return errors.New("--date names a time that has not come: what is held back until then would be public\nleave it out, or name a day that is past")
	}
	if to.Kind == "folder" && f.out != "" {
		return errors.New("the site is built straight into a folder: name it once, and leave --out away")
	}
	l, printer, err := p.loadWhole(f, " and nothing was sent")
	if err != nil {
		return err
	}
	defer l.close()
	if to.Kind == "folder" {
		return p.deployFolder(ctx, f, x, l, to.Folder)
	}
	built, done, err := p.built(ctx, f, x, l)
	if err != nil {
		return asUserError(err)
	}
	defer done()
	store, err := deploy.Open(ctx, to, p.surroundings(x))
	if err != nil {
		return err
	}
	defer store.Close()
	plan, err := deploy.Deploy(ctx, store, built, deploy.Options{
		DryRun: x.dryRun, AllowRemovals: x.allowRemovals, ManyRemovals: x.yes, TakeOver: x.takeOver, AtOnce: x.atOnce,
		Progress: printer.progress(began, p.clock), Wait: p.waiting(),
	})
	printer.clear()
	if plan != nil && x.dryRun {
		for _, s := range plan.Steps {
			fmt.Fprintf(p.out, "%-6s %s\n", s.Do, s.File.Path)
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
	printer.line(deployed(plan, store.String(), x.dryRun, p.clock().Sub(began)))
	return nil
}

// deployed is the closing line of a deployment.
func deployed(plan *deploy.Plan, to string, dry bool, took time.Duration) string {
	add, change, remove := count(plan.Count(deploy.Add), "file"), thousands(plan.Count(deploy.Change)), thousands(plan.Count(deploy.Remove))
	if dry {
		return fmt.Sprintf("%s to add, %s to change, %s to remove, %s as it should be (%s to send) at %s; nothing was done",
			add, change, remove, thousands(plan.Same), size(plan.Bytes), to)
	}
	return fmt.Sprintf("%s added, %s changed, %s removed, %s unchanged at %s, in %s", add, change, remove, thousands(plan.Same), to, short(took))
}

// size is an amount of data as people say it.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1000_000)
}

// built is the site, built into its folder as build does. Where nothing is to
// be done it is only drawn, and not written.
func (p *program) built(ctx context.Context, f *flags, x *deployFlags, l *project) (b deploy.Built, done func(), err error) {
	began, printer := p.clock(), p.printer(f)
	options := publish.Options{Source: f.source, MadeOf: l.made, StillSo: l.stillSo, AllowRemovals: x.allowRemovals, Progress: printer.progress(began, p.clock), Look: l.look()}
	if x.dryRun {
		files, err := publish.Draw(ctx, l.site, options)
		printer.clear()
		at := map[string]string{}
		for _, s := range files {
			at[s.Path] = s.URL
		}
		b.Files = standing(files)
		b.Open = func(path string) (io.ReadCloser, error) {
			data, err := l.site.Render(at[path])
			return io.NopCloser(bytes.NewReader(data)), err
		}
		return b, func() {}, err
	}
	result, err := publish.Publish(ctx, l.site, f.outFolder(), options)
	printer.clear()
	if err != nil {
		return b, nil, err
	}
	printer.line(l.built(result, p.clock().Sub(began), f.outPlace()))
	folder, err := publish.Open(f.outFolder())
	if err != nil {
		return b, nil, err
	}
	return deploy.Built{Files: standing(folder.Files), Open: folder.Read}, func() { _ = folder.Close() }, nil // it was only read
}

func standing(files []publish.Standing) []deploy.File {
	all := make([]deploy.File, len(files))
	for i, s := range files {
		all[i] = deploy.File{Path: s.Path, Sum: s.Sum, Size: s.Size}
	}
	return all
}

// deployFolder builds straight into a folder of this computer, which is as
// safe as any other deployment.
func (p *program) deployFolder(ctx context.Context, f *flags, x *deployFlags, l *project, folder string) error {
	began, printer := p.clock(), p.printer(f)
	gone := func(gone, had int) error {
		if deploy.Many(gone, had) && !x.yes {
			return &deploy.ManyError{To: folder, Removed: gone, Ours: had}
		}
		return nil
	}
	if x.dryRun {
		if _, err := publish.Draw(ctx, l.site, publish.Options{Look: l.look()}); err != nil {
			return asUserError(err)
		}
		changes, err := publish.Compare(ctx, l.site, folder)
		if err != nil {
			return asUserError(err)
		}
		for _, part := range []struct {
			do    deploy.Doing
			paths []string
		}{{deploy.Add, changes.New}, {deploy.Change, changes.Changed}, {deploy.Remove, changes.Removed}} {
			for _, path := range part.paths {
				fmt.Fprintf(p.out, "%-6s %s\n", part.do, path)
			}
		}
		pages := slices.DeleteFunc(slices.Clone(changes.Removed), func(path string) bool { return !strings.HasSuffix(path, ".html") })
		if len(pages) > 0 && !x.allowRemovals {
			return userError{&publish.RemovalError{Paths: pages}}
		}
		if err := gone(len(changes.Removed), len(changes.Changed)+changes.Unchanged+len(changes.Removed)); err != nil {
			return err
		}
		printer.line(fmt.Sprintf("%s to add, %s to change, %s to remove, %s as it should be at %s; nothing was done", count(len(changes.New), "file"),
			thousands(len(changes.Changed)), thousands(len(changes.Removed)), thousands(changes.Unchanged), filepath.ToSlash(folder)))
		return nil
	}
	result, err := publish.Publish(ctx, l.site, folder, publish.Options{
		Source: f.source, MadeOf: l.made, StillSo: l.stillSo, AllowRemovals: x.allowRemovals, Progress: printer.progress(began, p.clock), Look: l.look(),
		Gone: gone,
	})
	printer.clear()
	if err != nil {
		return asUserError(err)
	}
	printer.line(fmt.Sprintf("%s added, %s changed, %s removed, %s unchanged at %s, in %s", count(result.New, "file"), thousands(result.Changed),
		thousands(result.Removed), thousands(result.Unchanged), filepath.ToSlash(folder), short(p.clock().Sub(began))))
	return nil
}

// surroundings are what a store may use of the world around.
func (p *program) surroundings(x *deployFlags) deploy.Surroundings {
	home, err := os.UserHomeDir()
	if err != nil {
		home = ""
	}
	return deploy.Surroundings{
		Env: p.env, Home: filepath.ToSlash(home), ReadFile: os.ReadFile, Key: atHome(x.key, home), KnownHosts: atHome(x.knownHosts, home),
	}
}

// atHome is a file's name with ~ followed, where no shell has done it.
func atHome(name, home string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	return name
}

func (p *program) waiting() func(context.Context, time.Duration) error {
	if p.pause != nil {
		return p.pause
	}
	return pause
}
