package main

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"fiftysix/internal/scaffold"
)

// manCommand writes the manual for man(1), a page for each command, into a
// folder. It is for whoever packs the program, and not shown.
func (p *program) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages for man",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			date := stamped(readStamps()).date
			if date.IsZero() {
				date = p.clock()
			}
			files, err := manual(root, date)
			if err != nil {
				return err
			}
			return writeNew(args[0], files)
		},
	}
}

// manual is a page for each command that is shown.
func manual(command *cobra.Command, date time.Time) ([]scaffold.File, error) {
	command.InitDefaultHelpFlag()
	command.DisableAutoGenTag = true
	command.Long = examplesApart(command.Long)
	var b bytes.Buffer
	if err := doc.GenMan(command, &doc.GenManHeader{Section: "1", Date: &date, Source: "fiftysix", Manual: "fiftysix"}, &b); err != nil {
		return nil, fmt.Errorf("write the manual of %s: %w", command.CommandPath(), err)
	}
	files := []scaffold.File{{Path: path.Join("man1", strings.ReplaceAll(command.CommandPath(), " ", "-")+".1"), Data: b.Bytes()}}
	for _, c := range command.Commands() {
		if !c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand() {
			continue
		}
		more, err := manual(c, date)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
}

// examplesApart sets lines that are indented further in, so that they are
// taken for examples and keep their line ends.
func examplesApart(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "  ") {
			lines[i] = "  " + line
		}
	}
	return strings.Join(lines, "\n")
}
