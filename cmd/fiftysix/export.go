package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fiftysix/internal/diag"
	"fiftysix/internal/opendata"
)

const aboutExport = `Export gives what is public as data: the same as the files under /data/ of the
site. Without --output it is written to where the command's words go, so that
another program can take it up:

  fiftysix export --format json --output register.json
  fiftysix export --format csv --table findings > findings.csv
  fiftysix export --format xlsx --output register.xlsx

The formats are json (everything in one file), csv (one table) and xlsx (a
workbook of all tables, or of one). The tables are
%s.

What each field means is on the site's own page /data/.`

// exportFlags are the flags that only export has.
type exportFlags struct{ format, table, output string }

func (p *program) exportCommand(f *flags) *cobra.Command {
	x := &exportFlags{}
	command := &cobra.Command{
		Use:   "export",
		Short: "Give what is public as data: JSON, CSV or a workbook",
		Long:  fmt.Sprintf(aboutExport, inSentence(tableNames())),
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.export(f, x)
		},
	}
	command.Flags().StringVar(&x.format, "format", "json", "json, csv or xlsx, as this `word` says")
	command.Flags().StringVar(&x.table, "table", "", "the `table` that csv or xlsx is to hold")
	command.Flags().StringVar(&x.output, "output", "", "the `file` to write to")
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)) // it is a flag of ours
	_ = command.RegisterFlagCompletionFunc("table", cobra.FixedCompletions(tableNames(), cobra.ShellCompDirectiveNoFileComp))
	return command
}

var formats = []string{"json", "csv", "xlsx"}

func tableNames() []string {
	var names []string
	for _, t := range opendata.Tables() {
		names = append(names, t.Name)
	}
	return names
}

func (p *program) export(f *flags, x *exportFlags) error {
	if err := x.check(f); err != nil {
		return err
	}
	printer := p.printer(f)
	if x.format == "xlsx" && x.output == "" && p.outTerminal() {
		return errors.New("a workbook cannot be shown in a terminal\nname the file to write it to, with --output")
	}
	pr, err := p.load(f)
	if err != nil {
		return err
	}
	defer pr.folder.Close()
	if pr.site == nil {
		pr.problems = slices.DeleteFunc(pr.problems, func(p diag.Problem) bool { return p.Level != diag.Error })
		printer.problems(pr.problems, false)
		printer.line(refusal(pr.problems))
		return errContent
	}
	var data bytes.Buffer
	if err := x.render(pr.site.Data(), &data); err != nil {
		return err
	}
	if inspect := pr.inspect(); inspect != nil {
		if err := inspect("export."+x.format, data.Bytes()); err != nil {
			return err
		}
	}
	if x.output == "" {
		_, err := p.out.Write(data.Bytes())
		return err
	}
	if err := writeFile(x.output, data.Bytes()); err != nil {
		return err
	}
	printer.line("written to " + filepath.ToSlash(x.output))
	return nil
}

// check refuses flags that do not go together.
func (x *exportFlags) check(f *flags) error {
	const help = "\ntry: fiftysix export --help"
	switch {
	case f.out != "":
		return errors.New("--out names the folder of a site; the file to write is named with --output" + help)
	case !slices.Contains(formats, x.format):
		return fmt.Errorf("--format: there is no %q; the formats are %s%s", x.format, inSentence(formats), suggest(x.format, formats, help))
	case x.table != "" && !slices.Contains(tableNames(), x.table):
		return fmt.Errorf("--table: there is no %q; the tables are %s%s", x.table, inSentence(tableNames()), suggest(x.table, tableNames(), help))
	case x.table == "" && x.format == "csv":
		return fmt.Errorf("csv holds one table: name it with --table\nthe tables are %s", inSentence(tableNames()))
	case x.table != "" && x.format == "json":
		return errors.New("json holds everything, and no table by itself\nleave --table out, or take --format csv")
	}
	return nil
}

// suggest is the name nearest to what was typed, or else how to get help.
func suggest(typed string, names []string, help string) string {
	if near := diag.Nearest(typed, names); near != "" {
		return fmt.Sprintf("\ndid you mean %q?", near)
	}
	return help
}

// render writes the data that the flags ask for.
func (x *exportFlags) render(d *opendata.Data, w io.Writer) error {
	if x.format == "xlsx" {
		return d.WriteWorkbook(w, x.table)
	}
	name := "register.json"
	if x.format == "csv" {
		name = x.table + ".csv"
	}
	files := d.Files()
	return files[slices.IndexFunc(files, func(f opendata.File) bool { return f.Name == name })].Render(w)
}

func (p *program) outTerminal() bool {
	file, ok := p.out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// writeFile writes a file whole or not at all: a temporary file first, which is
// then renamed.
func writeFile(name string, data []byte) (err error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return fmt.Errorf("--output: %s is a folder\nname a file in it", name)
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	_, err = file.Write(data)
	if err == nil {
		err = file.Chmod(0o644)
	}
	if err == nil {
		err = file.Close()
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
