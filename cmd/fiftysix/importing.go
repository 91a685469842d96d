package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/docimport"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutImport = `Import makes a report's folder out of a real paper: a board paper, a letter, or
whatever your answer was written in. It reads Word files (.docx), text (.txt,
as copied from a PDF) and Markdown (.md).

It finds the report and its date, each recommendation, to whom it is addressed
and by when, and each answer. What it makes is a draft, so that nothing becomes
public by itself. A line that begins with "# Look:" asks you to decide
something. Words that fitted nowhere are kept in unplaced.md: the report is held
back until you have put them where they belong and deleted that file.

Nothing that is there already is changed.`

// importFlags are the flags that only import has.
type importFlags struct {
	id            string
	acceptChanges bool
}

func (p *program) importCommand(f *flags) *cobra.Command {
	var i importFlags
	command := &cobra.Command{
		Use:     "import FILE…",
		Short:   "Make a report's folder out of a Word file or a text",
		Long:    aboutImport,
		Example: "  fiftysix import board-paper.docx\n  fiftysix import letter.txt --id 2024-custody",
		Args:    someFile,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.importPapers(f, i, args)
		},
	}
	own := command.Flags()
	own.StringVar(&i.id, "id", "", "the `name` of the report's folder, such as 2020-prevent; it becomes the report's address, for ever")
	own.BoolVar(&i.acceptChanges, "accept-changes", false, "take every tracked change of a Word file as accepted, and leave its comments out")
	return command
}

// someFile wants a file named.
func someFile(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name the file to import, like this: fiftysix import board-paper.docx\ntry: %s --help", command.CommandPath())
	}
	return nil
}

// importPapers reads every file before it writes anything, so that a mistake
// in one leaves nothing half done.
func (p *program) importPapers(f *flags, i importFlags, files []string) error {
	now, err := p.now(f)
	if err != nil {
		return err
	}
	root, err := f.openRoot()
	if err != nil {
		return err
	}
	defer root.Close()
	settings, err := p.importSettings(f, root, now, i.id)
	if err != nil {
		return err
	}
	var imported []importedFolder
	for _, file := range files {
		folders, err := readPaper(file, settings, i)
		if err != nil {
			return userError{fmt.Errorf("%s: %w", filepath.ToSlash(file), err)}
		}
		for _, folder := range folders {
			imported = append(imported, importedFolder{file, folder})
		}
	}
	if err := checkFolders(root, imported, i.id != ""); err != nil {
		return err
	}
	if err := writeNew(f.source, filesOf(imported)); err != nil {
		return err
	}
	printImported(p.printer(f), imported)
	return nil
}

// importSettings are what the importer needs from the site's settings.
func (p *program) importSettings(f *flags, root *os.Root, now inspection.Moment, id string) (docimport.Settings, error) {
	reg, problems := content.Load(root.FS(), content.Options{Now: now})
	if reg == nil {
		p.printer(f).problems(problems, false)
		return docimport.Settings{}, errContent
	}
	settings := docimport.Settings{Today: now.Date(), ID: id, Names: docimport.Names{Addressees: reg.Office.AddresseeNames()}}
	for _, service := range reg.Office.Services {
		if service.Regime == inspection.Police && settings.Force == "" {
			settings.Force = service.Name
		}
	}
	if len(reg.Office.Services) > 1 {
		for _, service := range reg.Office.Services {
			settings.Services = append(settings.Services, service.ID)
		}
	}
	return settings, nil
}

// An importedFolder is a report's folder and the paper that it was made from.
type importedFolder struct {
	paper string
	docimport.Folder
}

// readPaper makes folders of one file.
func readPaper(file string, settings docimport.Settings, i importFlags) ([]docimport.Folder, error) {
	data, err := readDocument(file)
	if err != nil {
		return nil, err
	}
	paper, err := docimport.Open(filepath.Base(file), data, docimport.Options{AcceptChanges: i.acceptChanges})
	if err != nil {
		return nil, err
	}
	folders := docimport.Import(paper, settings)
	if i.id != "" && len(folders) > 1 {
		return nil, fmt.Errorf("the paper answers %d reports, so --id cannot name them all\nleave --id out; the folders can be renamed until they are public", len(folders))
	}
	return folders, nil
}

// readDocument reads a file of at most docimport.MaxSize.
func readDocument(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, withoutPath(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("this is not a file")
	case info.Size() > docimport.MaxSize:
		return nil, docimport.ErrTooLarge
	}
	data, err := os.ReadFile(name)
	return data, withoutPath(err)
}

// withoutPath is the cause of an error, without the path.
func withoutPath(err error) error {
	var e *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.As(err, &e):
		return e.Err
	}
	return err
}

// checkFolders refuses names that are bad, taken, or would be used twice.
func checkFolders(root *os.Root, imported []importedFolder, named bool) error {
	seen := map[string]string{}
	for _, folder := range imported {
		if why := content.BadID(folder.ID); why != "" {
			return fmt.Errorf("--id: %q cannot be the name of a report's folder: %s\nuse small letters, digits and hyphens, such as 2020-prevent", folder.ID, why)
		}
		at := reportFolder(folder.ID)
		hint := "give the new one another name with --id; or move the old folder away, if it is not published"
		if named {
			hint = "give the new one another name"
		}
		paper := filepath.ToSlash(folder.paper)
		if _, err := root.Lstat(at); err == nil {
			return userError{fmt.Errorf("%s: there is a folder %s already, and nothing in it was changed\n%s", paper, at, hint)}
		}
		if other, ok := seen[inspection.Fold(folder.ID)]; ok {
			return userError{fmt.Errorf("%s and %s would both be %s, and nothing was written\nimport them one by one, each with its own --id", other, paper, at)}
		}
		seen[inspection.Fold(folder.ID)] = paper
	}
	return nil
}

// filesOf are the files of all folders, by their paths in the site's folder.
func filesOf(imported []importedFolder) (files []scaffold.File) {
	for _, folder := range imported {
		for _, file := range folder.Files {
			files = append(files, scaffold.File{Path: path.Join(reportFolder(folder.ID), file.Name), Data: file.Data})
		}
	}
	return files
}

// printImported prints what was found, what a person must check, and what
// comes next.
func printImported(out *printer, imported []importedFolder) {
	for _, folder := range imported {
		for _, line := range folder.Summary(folder.paper) {
			out.line(line)
		}
		out.line("")
	}
	if len(imported) == 1 {
		out.line("The report is a draft: no build shows it. Next:")
	} else {
		out.line("The reports are drafts: no build shows them. Next:")
	}
	out.line("  fiftysix serve    see it beside the rest, marked as a draft, while you look through its files")
	out.line("  fiftysix check    what is still missing")
}
