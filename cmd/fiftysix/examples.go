package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

// removeExamples removes the examples from a site, except those that somebody has
// changed.
func (p *program) removeExamples(f *flags) error {
	root, err := f.openRoot()
	if err != nil {
		return err
	}
	defer root.Close()
	r, err := scaffold.RemoveExamples(root.FS())
	if errors.Is(err, fs.ErrNotExist) {
		return userError{errors.New("there are no examples in this site, so there is nothing to take away")}
	}
	if err != nil {
		return fmt.Errorf("look for the examples: %w", err)
	}
	for _, name := range append(r.Files, r.Folders...) {
		if err := root.Remove(name); err != nil {
			return fmt.Errorf("take %s away: %w\nclose the programs that have it open, and try again", name, err)
		}
	}
	if r.Settings != nil {
		if err := root.WriteFile(inspection.SettingsFile, r.Settings, 0o666); err != nil {
			return fmt.Errorf("write %s: %w", inspection.SettingsFile, err)
		}
	}
	if len(r.Kept) == 0 {
		if err := root.Remove(scaffold.ExampleList); err != nil {
			return fmt.Errorf("take %s away: %w", scaffold.ExampleList, err)
		}
	}
	p.printRemoved(f, r)
	return nil
}

func (p *program) printRemoved(f *flags, r scaffold.Removal) {
	printer := p.printer(f)
	for _, kept := range r.Kept {
		printer.line("kept " + kept.Folder + ": " + kept.File + " is not as it was written, so it may be your work")
	}
	if len(r.Kept) > 0 {
		printer.line("what you no longer want of these, delete yourself; then run this again, so that the settings forget the examples too")
	}
	if r.StillMentioned {
		printer.line("fiftysix.yaml still speaks of the examples: take out the services that begin with example- and the notice yourself")
	}
	printer.line(count(len(r.Folders), "example") + " taken away")
	if _, err := os.Stat(f.outFolder()); err == nil && len(r.Folders) > 0 {
		printer.line("to take their pages out of what was built:  fiftysix build --allow-removals" + f.typedSource())
	}
}
