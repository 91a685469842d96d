package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
	"fiftysix/layouts"
)

const aboutInit = `Init starts a site: its settings, fiftysix.yaml, a page about the site, and the
reports of an invented office as examples of what a site can say. Then it shows
the site in your browser.

It asks what it needs to know, or is told by flags. It writes only into a folder
that is empty or not there yet, and never over anything.

  fiftysix init inspections --name "Office of the Commissioner" --force "Northshire Police"

When you have seen enough of the examples, --remove-examples takes them away; an
example that you have changed is kept.`

// initFlags are the flags that only init has.
type initFlags struct {
	scaffold.Office
	bare           bool
	noPreview      bool
	removeExamples bool
}

func (p *program) initCommand(f *flags) *cobra.Command {
	var i initFlags
	command := &cobra.Command{
		Use:   "init [folder]",
		Short: "Start a site",
		Long:  aboutInit,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) > 0 {
				f.source = args[0]
			}
			if i.removeExamples {
				return p.removeExamples(f)
			}
			return p.init(command.Context(), f, i)
		},
	}
	own := command.Flags()
	own.StringVar(&i.Name, "name", "", "the office's `name`")
	own.StringVar(&i.Kind, "kind", "", "what `kind` of body it is: "+strings.Join(scaffold.Kinds(), ", "))
	own.StringVar(&i.Force, "force", "", "the `name` of the police force")
	own.StringVar(&i.Email, "email", "", "the `address` at which readers reach the office")
	own.StringSliceVar(&i.Languages, "languages", nil, "the `codes` of the site's languages, the main one first: en, or en,cy")
	own.BoolVar(&i.bare, "bare", false, "no examples")
	own.BoolVar(&i.noPreview, "no-preview", false, "do not show the site in the browser")
	own.BoolVar(&i.removeExamples, "remove-examples", false, "take the examples out of a site again")
	return command
}

// init starts a site in the folder that --source names.
func (p *program) init(ctx context.Context, f *flags, i initFlags) error {
	if err := checkFolderForSite(f.source); err != nil {
		return err
	}
	now, err := p.now(f)
	if err != nil {
		return err
	}
	i.Today = now.Date()
	if err := checkOffice(i.Office); err != nil {
		return err
	}
	if p.person {
		if err := p.askOffice(ctx, &i.Office); err != nil {
			return err
		}
	}
	named := i.Name != "" && i.Force != ""
	i.fillIn()
	if !scaffold.HasExamples(i.Languages) && !i.bare {
		i.bare = true
		p.printer(f).line("the examples are in English, so a site whose first language is another one has none")
	}
	files, err := scaffold.Site(i.Office, i.bare)
	if err != nil {
		return fmt.Errorf("make the site: %w", err)
	}
	if err := writeNew(f.source, files); err != nil {
		return err
	}
	p.printStarted(f, i, named)
	if !p.person || i.noPreview {
		return nil
	}
	return p.serve(ctx, f, serveFlags{host: loopback, port: 5656})
}

// offerSite offers to start a site in a new folder. Most often somebody has
// double-clicked the program where it was downloaded, and without a question the
// window would close at once.
func (p *program) offerSite(ctx context.Context, f *flags) error {
	name, err := p.ask(ctx, "\nTo start a site, write a name for its new folder (Enter: not now)", "", anything)
	if name == "" {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	f.source = filepath.Join(f.source, name)
	return p.init(ctx, f, initFlags{})
}

// printStarted prints where the site is and what to do next.
func (p *program) printStarted(f *flags, i initFlags, named bool) {
	printer := p.printer(f)
	with := ""
	if !i.bare {
		with = ", with examples of reports"
	}
	printer.line("a new site stands in " + folderName(f.source) + with)
	if !named {
		printer.line("its name and its force are stand-ins: put yours into fiftysix.yaml")
	}
	where := f.typedSource()
	printer.line("to see it:                  fiftysix serve" + where)
	printer.line("to put a report in:         fiftysix new report \"Its title\"" + where)
	if !i.bare {
		printer.line("to take the examples away:  fiftysix init --remove-examples" + where)
	}
}

// typedSource is the flag that a suggested command needs to be about this site.
func (f *flags) typedSource() string {
	if f.source == "." {
		return ""
	}
	return " --source " + typedName(f.source)
}

// typedName is a folder as it is typed in a command.
func typedName(folder string) string {
	if strings.ContainsAny(folder, " '()&;$!") {
		return `"` + folder + `"`
	}
	return folder
}

// fillIn fills in placeholders for what is not given.
func (i *initFlags) fillIn() {
	i.Kind = cmp.Or(i.Kind, "pcc")
	i.Name = cmp.Or(i.Name, "Office of the "+scaffold.Title(i.Kind))
	i.Force = cmp.Or(i.Force, "The police force")
	if len(i.Languages) == 0 {
		i.Languages = []string{"en"}
	}
}

// checkOffice checks the flags as the reader of the settings does.
func checkOffice(o scaffold.Office) error {
	office := content.Manual()[content.OfficeFile].Help("office")
	err := cmp.Or(
		checkFlag("--kind", o.Kind, office.Part("terms").Part("kind")),
		checkFlag("--email", o.Email, office.Part("contact").Part("email")),
	)
	if err != nil {
		return err
	}
	for _, lang := range o.Languages {
		if !slices.Contains(languages(), lang) {
			return fmt.Errorf("--languages: there is no %q\nchoose from %s", lang, strings.Join(languages(), ", "))
		}
	}
	return nil
}

// languages are the languages whose words the theme has.
func languages() (codes []string) {
	names, _ := fs.Glob(layouts.FS, "words/*.yaml") // the pattern is a good one
	for _, name := range names {
		codes = append(codes, strings.TrimSuffix(strings.TrimPrefix(name, "words/"), ".yaml"))
	}
	return codes
}

// askOffice asks for what the flags do not give.
func (p *program) askOffice(ctx context.Context, o *scaffold.Office) (err error) {
	if o.Name == "" {
		if o.Name, err = p.ask(ctx, "The office's name", "", notEmpty("its name, such as Office of the Police and Crime Commissioner for Northshire")); err != nil {
			return err
		}
	}
	if o.Kind == "" {
		var kinds []choice
		for _, kind := range scaffold.Kinds() {
			kinds = append(kinds, choice{kind, scaffold.Title(kind)})
		}
		if o.Kind, err = p.choose(ctx, "What kind of body is it?", kinds, "1"); err != nil {
			return err
		}
	}
	if o.Force == "" {
		if o.Force, err = p.ask(ctx, "The police force", "", notEmpty("its name, such as Northshire Police")); err != nil {
			return err
		}
	}
	if o.Languages == nil && slices.Contains(languages(), "cy") {
		both, err := p.choose(ctx, "In which languages will the site be?", []choice{{"en", "English"}, {"en,cy", "English and Welsh"}, {"cy,en", "Welsh and English, Welsh first"}}, "1")
		if err != nil {
			return err
		}
		o.Languages = strings.Split(both, ",")
	}
	return nil
}

// checkFolderForSite refuses a folder with anything in it but leftovers and this
// program, which many people download into it.
func checkFolderForSite(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look into the folder: %w", err)
	}
	var others []string
	for _, e := range entries {
		switch {
		case e.Name() == inspection.SettingsFile:
			return fmt.Errorf("there is a site in %s already\nto see it: fiftysix serve", folderName(folder))
		case !isLeftover(folder, e):
			others = append(others, e.Name())
		}
	}
	if len(others) == 0 {
		return nil
	}
	contents := others[0]
	if more := len(others) - 1; more > 0 {
		contents += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("a new site needs a folder to itself, and %s holds %s\nname a folder that is empty or not there yet: fiftysix init inspections", folderName(folder), contents)
}

// isEmptyFolder reports whether a site can be started in a folder that is there.
func isEmptyFolder(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !isLeftover(folder, e) })
}

// isLeftover reports whether an entry is a file that systems leave in folders, or
// this program.
func isLeftover(folder string, e fs.DirEntry) bool {
	if content.Ignored(e.Name()) || e.Name() == "Icon\r" {
		return true
	}
	self, err := os.Executable()
	if err != nil {
		return false
	}
	program, err := os.Stat(self)
	if err != nil {
		return false
	}
	entry, err := os.Stat(filepath.Join(folder, e.Name()))
	return err == nil && os.SameFile(program, entry)
}
