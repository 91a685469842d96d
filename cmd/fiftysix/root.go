package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fiftysix/internal/inspection"
)

const about = `fiftysix turns Markdown files about police inspections into a public website.

A site is a folder that holds fiftysix.yaml and content. To start one, in an
empty folder or in a new one:

  fiftysix init

To see what is wrong with it, and to build it into public:

  fiftysix check
  fiftysix build

To build a site that stands somewhere else, name its folder:

  fiftysix build --source ~/inspections --out ~/website`

// flags are those that several commands share. They mean the same in each.
type flags struct {
	source  string
	out     string
	date    string
	baseURL string
	quiet   bool
	strict  bool

	external bool // of check: check links to other sites
	compress bool // of build: also write compressed files
	offline  bool // of build: a copy that opens from a folder
	draft    bool // of build: such a copy, with what is withheld
}

func (p *program) root() *cobra.Command {
	// Many people on Windows start a program with a double click. By default
	// cobra then prints that this is a command-line tool, and ends.
	cobra.MousetrapHelpText = ""
	f := &flags{}
	root := &cobra.Command{
		Use:           "fiftysix",
		Short:         "Turn inspection reports and their answers into a public website",
		Long:          about,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          p.rootRun(f),
	}
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetFlagErrorFunc(func(command *cobra.Command, err error) error {
		return fmt.Errorf("%w\ntry: %s --help", err, command.CommandPath())
	})
	all := root.PersistentFlags()
	all.StringVar(&f.source, "source", ".", "the site's `folder`, which holds fiftysix.yaml and content")
	all.StringVar(&f.out, "out", "", "the `folder` to build into (public in the site's folder, if not given)")
	all.StringVar(&f.date, "date", "", "build as at this `day` (2026-11-24) or minute (2026-11-24T09:00), London time")
	all.StringVar(&f.baseURL, "base-url", "", "the `address` at which the site is published")
	all.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing unless something is wrong")
	root.AddCommand(
		p.initCommand(f), p.newCommand(f), p.importCommand(f),
		p.serveCommand(f), p.checkCommand(f), p.statusCommand(f),
		p.buildCommand(f), p.deployCommand(f), p.archiveCommand(f), p.approveCommand(f), p.letterCommand(f), p.exportCommand(f),
		p.translationsCommand(f),
		p.schemaCommand(f), p.versionCommand(), p.fieldsTopic(),
	)
	root.AddCommand(p.rulesTopic())
	if manCommand != nil {
		root.AddCommand(manCommand(p, root))
	}
	root.SetHelpCommand(p.helpCommand(root))
	describeCompletion(root)
	return root
}

// manCommand is set in man.go, which is compiled only to make a release.
var manCommand func(p *program, root *cobra.Command) *cobra.Command

// describeCompletion describes cobra's own command in plain words.
func describeCompletion(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, command := range root.Commands() {
		if command.Name() == "completion" {
			command.Short = "Let the Tab key complete commands in a terminal"
		}
	}
}

// noArguments refuses words after a command that takes none.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no %q\ntry: %s --help", command.CommandPath(), args[0], command.CommandPath())
	}
	return nil
}

// justOne wants exactly one word after a command, and says what it is.
func justOne(takes string) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s\ntry: %s --help", takes, command.CommandPath())
	}
}

// atMost refuses more words after a command than it takes: most often they
// are one name with spaces in it.
func atMost(n int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return fmt.Errorf("there are too many words after %s; put a name or words with spaces in quotes: \"%s\"\ntry: %s --help",
			command.CommandPath(), strings.Join(args[n-1:], " "), command.CommandPath())
	}
}

// refuseFuture refuses a time of the build that has not come: a site of that time
// shows what is held back until then. The hint says what to do.
func (p *program) refuseFuture(f *flags, hint string) error {
	now, err := p.now(f)
	if err != nil || !inspection.MomentOf(p.clock()).Before(now) {
		return err
	}
	name := "--date"
	if f.date == "" {
		name = "SOURCE_DATE_EPOCH"
	}
	return errors.New(name + " names a time that has not come: what is held back until then would be public\n" + hint)
}

// now is the moment for which the site is built: the one that --date names, or
// SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/),
// so that an old build can be made again; else the clock's.
func (p *program) now(f *flags) (inspection.Moment, error) {
	if f.date != "" {
		m, err := inspection.ParseMoment(f.date)
		if err != nil {
			return m, fmt.Errorf("--date: %w", err)
		}
		return m, nil
	}
	if epoch := p.env("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return inspection.Moment{}, errors.New("SOURCE_DATE_EPOCH is not a number of seconds: " + epoch)
		}
		return inspection.MomentOf(time.Unix(seconds, 0)), nil
	}
	return inspection.MomentOf(p.clock()), nil
}
