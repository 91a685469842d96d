//go:build man

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

// The man pages are written when a release is made, by
//
//	go run -tags man ./cmd/fiftysix man FOLDER
//
// The released program has neither this command nor the library for it.
func init() { manCommand = newManCommand }

func newManCommand(p *program, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "man FOLDER",
		Short:  "Write the manual pages for man",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			date := readStamp(buildInfo()).date
			if date.IsZero() {
				date = p.clock()
			}
			files, err := manPages(root, date)
			if err != nil {
				return err
			}
			return writeNew(args[0], files)
		},
	}
}

// manPages returns a page for a command and each visible one below it.
func manPages(command *cobra.Command, date time.Time) ([]scaffold.File, error) {
	command.InitDefaultHelpFlag()
	command.DisableAutoGenTag = true
	// Four spaces make a code block, in which lines keep their ends.
	command.Long = strings.ReplaceAll("\n"+command.Long, "\n  ", "\n    ")[1:]
	var b bytes.Buffer
	if err := doc.GenMan(command, &doc.GenManHeader{Section: "1", Date: &date, Source: "fiftysix", Manual: "fiftysix"}, &b); err != nil {
		return nil, fmt.Errorf("write the manual of %s: %w", command.CommandPath(), err)
	}
	files := []scaffold.File{{Path: path.Join("man1", strings.ReplaceAll(command.CommandPath(), " ", "-")+".1"), Data: b.Bytes()}}
	for _, c := range command.Commands() {
		if !c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand() {
			continue
		}
		more, err := manPages(c, date)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
}
