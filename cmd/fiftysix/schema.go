package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
)

const aboutSchema = `Schema writes a JSON Schema for each kind of file into the folder schema, or the one
that --output names. An editor that is shown them offers the fields as you type,
and underlines what is wrong.`

func (p *program) schemaCommand(f *flags) *cobra.Command {
	output := "schema"
	command := &cobra.Command{
		Use:   "schema",
		Short: "Write JSON Schemas of the files, for editors",
		Long:  aboutSchema,
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return p.schema(f, output) },
	}
	command.Flags().StringVar(&output, "output", output, "the `folder` to write them into")
	return command
}

// schema writes the schemas, over those of an earlier version.
func (p *program) schema(f *flags, output string) error {
	files, err := content.Schemas()
	if err != nil {
		return fmt.Errorf("make the schemas: %w", err)
	}
	if err := os.MkdirAll(output, 0o777); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for _, file := range files {
		name := filepath.Join(output, file.Name)
		if err := os.WriteFile(name, file.Data, 0o666); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		fmt.Fprintln(p.out, filepath.ToSlash(name))
	}
	p.printer(f).line("put this on the first line of fiftysix.yaml: # yaml-language-server: $schema=" + filepath.ToSlash(filepath.Join(output, "fiftysix.schema.json")))
	return nil
}
