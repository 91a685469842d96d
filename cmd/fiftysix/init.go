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

// initFlags are those of init alone.
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
	if err := p.roomForSite(f.source); err != nil {
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
	i.standIns()
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
	p.sayStarted(f, i, named)
	if !p.person || i.noPreview {
		return nil
	}
	return p.serve(ctx, f, serveFlags{host: loopback, port: 5656})
}

// offerSite offers a site in a new folder to somebody who has started the
// program where it has nothing to do: with a double click, most often, in the
// folder to which it was downloaded, where the window would close at once.
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

// sayStarted says what stands where, and what to do next.
func (p *program) sayStarted(f *flags, i initFlags, named bool) {
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

// typedSource is what a command needs behind it to be about the same site.
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

// standIns fills in what nobody has told us.
func (i *initFlags) standIns() {
	i.Kind = cmp.Or(i.Kind, "pcc")
	i.Name = cmp.Or(i.Name, "Office of the "+scaffold.Title(i.Kind))
	i.Force = cmp.Or(i.Force, "The police force")
	if len(i.Languages) == 0 {
		i.Languages = []string{"en"}
	}
}

// checkOffice looks at what the flags say, as the reader of the settings would.
func checkOffice(o scaffold.Office) error {
	office := content.Manual()[content.OfficeFile].Help("office")
	for _, flag := range []struct {
		name, value string
		field       content.FieldHelp
	}{
		{"kind", o.Kind, office.Part("terms").Part("kind")},
		{"email", o.Email, office.Part("contact").Part("email")},
	} {
		if flag.value == "" {
			continue
		}
		if message, hint, wrong := flag.field.Wrong(flag.value); wrong {
			return fmt.Errorf("--%s: %s\n%s", flag.name, message, hint)
		}
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

// askOffice asks for what the flags have not said.
func (p *program) askOffice(ctx context.Context, o *scaffold.Office) (err error) {
	if o.Name == "" {
		if o.Name, err = p.ask(ctx, "The office's name", "", needed("its name, such as Office of the Police and Crime Commissioner for Northshire")); err != nil {
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
		if o.Force, err = p.ask(ctx, "The police force", "", needed("its name, such as Northshire Police")); err != nil {
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

// roomForSite refuses a folder that holds anything but what systems leave in
// folders, and this program itself, which many people download into it.
func (p *program) roomForSite(folder string) error {
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
		case !leftInFolders(folder, e):
			others = append(others, e.Name())
		}
	}
	if len(others) == 0 {
		return nil
	}
	held := others[0]
	if more := len(others) - 1; more > 0 {
		held += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("a new site needs a folder to itself, and %s holds %s\nname a folder that is empty or not there yet: fiftysix init inspections", folderName(folder), held)
}

// emptyFolder says whether a site could be started in a folder.
func emptyFolder(folder string) bool {
	entries, err := os.ReadDir(folder)
	return err == nil && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !leftInFolders(folder, e) })
}

// leftInFolders says whether an entry of a folder is nobody's work.
func leftInFolders(folder string, e fs.DirEntry) bool {
	if content.Ignored(e.Name()) || e.Name() == "Icon\r" {
		return true
	}
	self, err := os.Executable()
	if err != nil {
		return false
	}
	ours, err := os.Stat(self)
	if err != nil {
		return false
	}
	it, err := os.Stat(filepath.Join(folder, e.Name()))
	return err == nil && os.SameFile(ours, it)
}
