package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fiftysix/internal/opendata"
	"fiftysix/internal/source"
)

const aboutExport = `Export gives what is public as data: the same as the files under /data/ of the
site. Without --output it is written to where the command's words go, so that
another program can take it up:

  fiftysix export --format json --output register.json
  fiftysix export --format csv --table findings > findings.csv
  fiftysix export --format xlsx --output register.xlsx

The formats are json (everything in one file), jsonl (one report a line), csv
(one table) and xlsx (a workbook of all tables, or of one). The tables are
%s.

What each field means is on the site's own page /data/.`

// exportFlags are those of export alone.
type exportFlags struct{ format, table, output string }

func (p *program) exportCommand(f *flags) *cobra.Command {
	x := &exportFlags{}
	command := &cobra.Command{
		Use:   "export",
		Short: "Give what is public as data: JSON, CSV or a workbook",
		Long:  fmt.Sprintf(aboutExport, and(tableNames())),
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.export(f, x)
		},
	}
	command.Flags().StringVar(&x.format, "format", "json", "json, jsonl, csv or xlsx, as this `word` says")
	command.Flags().StringVar(&x.table, "table", "", "the `table` that csv or xlsx is to hold")
	command.Flags().StringVar(&x.output, "output", "", "the `file` to write to")
	_ = command.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp)) // it is a flag of ours
	_ = command.RegisterFlagCompletionFunc("table", cobra.FixedCompletions(tableNames(), cobra.ShellCompDirectiveNoFileComp))
	return command
}

var formats = []string{"json", "jsonl", "csv", "xlsx"}

func tableNames() []string {
	var names []string
	for _, t := range opendata.Tables() {
		names = append(names, t.Name())
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
	l, err := p.load(f)
	if err != nil {
		return err
	}
	defer l.close()
	if l.site == nil {
		l.problems = slices.DeleteFunc(l.problems, func(p source.Problem) bool { return p.Level != source.Error })
		printer.problems(l.problems, false)
		printer.line(refused(l.problems))
		return errContent
	}
	write := l.sealed("export."+x.format, x.writer(l.site.Data()))
	if x.output == "" {
		return write(p.out)
	}
	if err := writeFile(x.output, write); err != nil {
		return err
	}
	printer.line("written to " + filepath.ToSlash(x.output))
	return nil
}

// check refuses what does not go together.
func (x *exportFlags) check(f *flags) error {
	const help = "\ntry: fiftysix export --help"
	switch {
	case f.out != "":
		return errors.New("--out names the folder of a site; the file to write is named with --output" + help)
	case !slices.Contains(formats, x.format):
		return fmt.Errorf("--format: there is no %q; the formats are %s%s", x.format, and(formats), meant(x.format, formats, help))
	case x.table != "" && !slices.Contains(tableNames(), x.table):
		return fmt.Errorf("--table: there is no %q; the tables are %s%s", x.table, and(tableNames()), meant(x.table, tableNames(), help))
	case x.table == "" && x.format == "csv":
		return fmt.Errorf("csv holds one table: name it with --table\nthe tables are %s", and(tableNames()))
	case x.table != "" && (x.format == "json" || x.format == "jsonl"):
		return fmt.Errorf("%s holds everything, and no table by itself\nleave --table out, or take --format csv", x.format)
	}
	return nil
}

// meant is a name near to what was typed, or else the way to help.
func meant(typed string, names []string, help string) string {
	if near := source.Nearest(typed, names); near != "" {
		return fmt.Sprintf("\ndid you mean %q?", near)
	}
	return help
}

// and lists names in words.
func and(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func (x *exportFlags) writer(d *opendata.Data) func(io.Writer) error {
	switch x.format {
	case "jsonl":
		return d.WriteLines
	case "csv":
		return func(w io.Writer) error { return d.WriteCSV(w, x.table, opendata.Clean) }
	case "xlsx":
		return func(w io.Writer) error { return d.WriteWorkbook(w, x.table) }
	}
	return d.WriteRegister
}

func (p *program) outTerminal() bool {
	file, ok := p.out.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// sealed writes only what the seal has looked at.
func (l *project) sealed(name string, write func(io.Writer) error) func(io.Writer) error {
	inspect := l.inspect()
	if inspect == nil {
		return write
	}
	return func(w io.Writer) error {
		s := &sealedWriter{w: w, look: func(text []byte) error { return inspect(name, text) }, packed: strings.HasSuffix(name, ".xlsx")}
		if err := write(s); err != nil {
			return err
		}
		return s.close()
	}
}

// sealedWriter shows what goes through it to the seal, a piece at a time. The
// end of each piece is shown again with the next, so that no words fall
// between two. A packed file is shown whole.
type sealedWriter struct {
	w      io.Writer
	look   func([]byte) error
	packed bool
	shown  int // of text, before
	text   []byte
}

// What is shown at once, and again.
const (
	pieceShown = 1 << 20
	shownAgain = 8 << 10
)

func (s *sealedWriter) Write(text []byte) (int, error) {
	s.text = append(s.text, text...)
	if s.packed || len(s.text) < pieceShown {
		return len(text), nil
	}
	return len(text), s.pass()
}

// pass looks at what has come and lets it go.
func (s *sealedWriter) pass() error {
	if err := s.look(s.text); err != nil {
		return err
	}
	if _, err := s.w.Write(s.text[s.shown:]); err != nil {
		return err
	}
	s.shown = min(len(s.text), shownAgain)
	s.text = append(s.text[:0], bytes.Clone(s.text[len(s.text)-s.shown:])...)
	return nil
}

func (s *sealedWriter) close() error { return s.pass() }

// writeFile makes a file whole or not at all: beside its place first, then
// moved there.
func writeFile(name string, write func(io.Writer) error) (err error) {
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
	if err := write(file); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(file.Name(), name); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
