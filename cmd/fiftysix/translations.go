package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/docimport"
	"fiftysix/internal/register"
	"fiftysix/internal/scaffold"
	"fiftysix/internal/translation"
)

const aboutTranslations = `Translations is for a site in two languages. By itself it lists what is there in
one language only, and what is older than the words that it translates.

With --output it writes all of that into one file for a translator:

  fiftysix translations --output welsh.docx    a Word file, with a table to fill in
  fiftysix translations --output welsh.xlf     XLIFF 2.1, for translators' own programs
  fiftysix translations --output welsh.md      a text file

and when the file comes back, this puts its words where they belong:

  fiftysix translations --take welsh.docx

What was translated from words that have changed since is not taken, nor
anything that would be put over newer words: then it says so, and nothing is
written.

When you have brought a translation up to date by hand, say so, and a later
change of the one will be seen in the other:

  fiftysix translations --done content/reports/2026-peel/report.cy.md

A folder stands for all translations in it.`

// translationsFlags are those of translations alone.
type translationsFlags struct {
	output, take  string
	from, to      string
	all           bool
	done          bool
	acceptChanges bool
}

func (p *program) translationsCommand(f *flags) *cobra.Command {
	var t translationsFlags
	command := &cobra.Command{
		Use:   "translations",
		Short: "Say what is to be translated, write it as one file for a translator, and take it back",
		Long:  aboutTranslations,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.translations(f, t, args)
		},
	}
	own := command.Flags()
	own.StringVar(&t.output, "output", "", "the `file` for the translator: its ending, .docx, .xlf or .md, says what kind")
	own.StringVar(&t.take, "take", "", "the `file` that came back")
	own.BoolVar(&t.done, "done", false, "the files or folders named say the same as those in the other language")
	own.StringVar(&t.to, "to", "", "the `language` to translate into, such as cy (the site's second, if not given)")
	own.StringVar(&t.from, "from", "", "the `language` to translate from, where the site has more than two")
	own.BoolVar(&t.all, "all", false, "with --output: everything, also what is up to date")
	own.BoolVar(&t.acceptChanges, "accept-changes", false, "with --take: take every tracked change of a Word file as accepted")
	return command
}

func (p *program) translations(f *flags, t translationsFlags, args []string) error {
	switch {
	case t.output != "" && t.take != "", t.done && (t.output != "" || t.take != ""):
		return errors.New("--output, --take and --done are three things to do\nname one of them")
	case t.done && len(args) == 0:
		return errors.New("name the file that is up to date, like this: fiftysix translations --done content/about.cy.md\nor its folder")
	case !t.done && len(args) > 0:
		return fmt.Errorf("it is not clear what to do with %s\nto take it back: --take %s; to say that it is up to date: --done %s", args[0], args[0], args[0])
	}
	kind, err := translationKind(t.output, t.take)
	if err != nil {
		return err
	}
	site, err := f.openSite()
	if err != nil {
		return err
	}
	defer site.close()
	if len(site.office.Languages) < 2 {
		return userError{errors.New("the site is in one language, so there is nothing to translate\nto have it in two, write languages: [en, cy] in " + register.SettingsFile)}
	}
	now, err := p.now(f)
	if err != nil {
		return err
	}
	reg, _ := register.Read(site.files, register.Options{Now: now, WithHeld: true}) // what is wrong is for check to tell
	if reg == nil {
		return userError{errors.New("the site cannot be read\nto see what is wrong: fiftysix check")}
	}
	from, to, err := t.pair(reg.Office.Languages)
	if err != nil {
		return err
	}
	switch {
	case t.done:
		return p.translationsDone(f, site, reg, args)
	case t.take != "":
		return p.takeTranslations(f, t, kind, site, reg)
	case t.output != "":
		return p.writeTranslations(f, t, kind, reg, from, to)
	}
	gaps := reg.Gaps()
	if len(gaps) == 0 {
		fmt.Fprintln(p.out, "Nothing is missing in either language, and nothing is older than what it translates.")
		return nil
	}
	var list strings.Builder
	writeGaps(&list, gaps, 0)
	_, err = io.WriteString(p.out, strings.TrimPrefix(list.String(), "\n"))
	return err
}

// translationKind is the form of a file for a translator, by its ending.
func translationKind(names ...string) (string, error) {
	for _, name := range names {
		switch ending := strings.ToLower(filepath.Ext(name)); {
		case name == "":
		case ending == ".docx":
			return "docx", nil
		case ending == ".xlf" || ending == ".xliff":
			return "xlf", nil
		case ending == ".md" || ending == ".txt":
			return "md", nil
		default:
			return "", fmt.Errorf("%s: the ending of the name says what kind of file it is\nit may be .docx (Word), .xlf (XLIFF) or .md (text)", filepath.ToSlash(name))
		}
	}
	return "", nil
}

// pair is the languages to translate from and into.
func (t translationsFlags) pair(languages []string) (from, to string, err error) {
	for _, lang := range []string{t.from, t.to} {
		if lang != "" && !slices.Contains(languages, lang) {
			return "", "", fmt.Errorf("%q is no language of this site\nits languages are %s", lang, strings.Join(languages, " and "))
		}
	}
	from, to = t.from, t.to
	if to == "" {
		to = languages[1]
		if from == to {
			to = languages[0]
		}
	}
	if from == "" {
		from = languages[0]
		if to == from {
			from = languages[1]
		}
	}
	if from == to {
		return "", "", fmt.Errorf("--from and --to are both %s", from)
	}
	return from, to, nil
}

// writeTranslations writes the file for a translator.
func (p *program) writeTranslations(f *flags, t translationsFlags, kind string, reg *register.Register, from, to string) error {
	job := translation.Make(reg, from, to, t.all)
	fromName, toName := register.LanguageName(from), register.LanguageName(to)
	if len(job.Works) == 0 {
		return userError{fmt.Errorf("nothing is to be translated from %s into %s, so no file is written\nfor a file of everything all the same: --all; for the other way: --to %s", fromName, toName, from)}
	}
	var data []byte
	var err error
	switch kind {
	case "docx":
		data, err = job.Word()
	case "xlf":
		data = job.XLIFF()
	default:
		data = job.Markdown()
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", t.output, err)
	}
	if err := writeOutput(t.output, data); err != nil {
		return err
	}
	printer := p.printer(f)
	printer.line(fmt.Sprintf("%s is for the translator, from %s into %s: %s to translate, %d to look at again, in %s", t.output, fromName, toName,
		count(job.Todo(translation.Missing), "passage"), job.Todo(translation.Older), count(len(job.Works), "file")))
	printer.line("when it comes back: fiftysix translations --take " + t.output)
	return nil
}

// takeTranslations takes a file back.
func (p *program) takeTranslations(f *flags, t translationsFlags, kind string, site *openSite, reg *register.Register) error {
	name := filepath.ToSlash(t.take)
	info, err := os.Stat(t.take)
	if err != nil {
		return userError{fmt.Errorf("%s: %w", name, plainly(err))}
	}
	if info.Size() > docimport.MaxSize {
		return userError{fmt.Errorf("%s: %w", name, docimport.ErrTooLarge)}
	}
	data, err := os.ReadFile(t.take)
	if err != nil {
		return userError{fmt.Errorf("%s: %w", name, plainly(err))}
	}
	var job *translation.Job
	switch kind {
	case "docx":
		job, err = translation.ReadWord(data, t.acceptChanges)
	case "xlf":
		job, err = translation.ReadXLIFF(data)
	default:
		job, err = translation.ReadMarkdown(data)
	}
	if err != nil {
		return userError{fmt.Errorf("%s: nothing was taken from it, and nothing is changed\n%w", name, err)}
	}
	taken, err := translation.Take(site.files, reg, job)
	if err != nil {
		return userError{fmt.Errorf("%s: nothing was taken from it, and nothing is changed\n%w", name, err)}
	}
	if err := p.putTranslations(f, site, taken.Files); err != nil {
		return err
	}
	printer := p.printer(f)
	printer.line(fmt.Sprintf("%s new or changed, in %s", count(taken.Passages, "passage"), count(len(taken.Files), "file")))
	if taken.Empty > 0 {
		printer.line(count(taken.Empty, "passage") + " came back without a translation, and are still missing")
	}
	for _, still := range taken.Still {
		printer.line("still older than what it translates, as it came back unchanged: " + still)
	}
	if len(taken.Still) > 0 {
		printer.line("if that is right as it is: fiftysix translations --done, with the name of the file")
	}
	return nil
}

// putTranslations writes changed and new files.
func (p *program) putTranslations(f *flags, site *openSite, files []translation.File) error {
	var fresh []scaffold.File
	for _, file := range files {
		if _, err := fs.Stat(site.files, file.Path); errors.Is(err, fs.ErrNotExist) {
			fresh = append(fresh, scaffold.File{Path: file.Path, Data: file.Data})
		}
	}
	if err := writeNew(f.source, fresh); err != nil {
		return err
	}
	for _, file := range files {
		if !slices.ContainsFunc(fresh, func(n scaffold.File) bool { return n.Path == file.Path }) {
			if err := rewrite(f.source, file.Path, file.Data); err != nil {
				return err
			}
		}
		fmt.Fprintln(p.out, file.Path)
	}
	return nil
}

// translationsDone records that files say what those in the other language say.
func (p *program) translationsDone(f *flags, site *openSite, reg *register.Register, names []string) error {
	var files []translation.File
	var wrong []string
	for _, name := range names {
		paths := f.translationFiles(site, reg, name)
		if len(paths) == 0 {
			wrong = append(wrong, filepath.ToSlash(name)+": there is no translation here\nname a file such as content/about.cy.md, or a folder with such files")
		}
		for _, at := range paths {
			made, err := translation.Agree(site.files, reg, at)
			if err != nil {
				wrong = append(wrong, at+": "+err.Error())
			}
			for _, file := range made {
				if !slices.ContainsFunc(files, func(o translation.File) bool { return o.Path == file.Path }) {
					files = append(files, file)
				}
			}
		}
	}
	if len(wrong) > 0 {
		return userError{errors.New(strings.Join(wrong, "\n"))}
	}
	if err := p.putTranslations(f, site, files); err != nil {
		return err
	}
	p.printer(f).line("recorded in " + count(len(files), "file") + ": a later change of what is translated will be seen")
	return nil
}

// translationFiles are the files that a person names: one, or every
// translation in a folder.
func (f *flags) translationFiles(site *openSite, reg *register.Register, name string) (paths []string) {
	at := path.Clean(filepath.ToSlash(name))
	if _, err := fs.Stat(site.files, at); err != nil { // named from where the person stands
		if rel, err := filepath.Rel(f.source, name); err == nil {
			at = filepath.ToSlash(rel)
		}
	}
	info, err := fs.Stat(site.files, at)
	if err != nil {
		return nil
	}
	if !info.IsDir() {
		return []string{at}
	}
	office := &reg.Office
	for _, w := range reg.Works() {
		for _, lang := range w.Written {
			file := office.FileIn(lang, w.File)
			if lang != office.First() && (at == "." || strings.HasPrefix(file, at+"/")) && len(w.Parts(office.First())) > 0 && len(w.Parts(lang)) > 0 && w.Record(office.First()) == nil {
				paths = append(paths, file)
			}
		}
	}
	return paths
}

// writeGaps says to a person what is missing and what is older, no more than
// most of each kind; 0 is all.
func writeGaps(w io.Writer, gaps []register.Gap, most int) {
	list := func(heading string, kind register.GapKind, lines func(register.Gap) []string) {
		n := 0
		for _, g := range gaps {
			if g.Kind != kind {
				continue
			}
			if n++; n == 1 {
				fmt.Fprintln(w, "\n"+heading)
			}
			if most == 0 || n <= most {
				for _, line := range lines(g) {
					fmt.Fprintln(w, "  "+line)
				}
			}
		}
		if most > 0 && n > most {
			fmt.Fprintf(w, "  and %d more\n", n-most)
		}
	}
	list("In one language only:", register.GapMissing, func(g register.Gap) []string {
		line := g.Of + ", " + g.Name + ": in " + register.LanguageName(g.From) + " and not in " + register.LanguageName(g.Lang) + ": "
		if g.Whole {
			line += "all of it"
		} else {
			line += strings.Join(g.Parts, ", ")
		}
		if len(g.Answer) > 0 {
			line += " (a public answer is one-sided)"
		}
		return []string{line}
	})
	list("Older than what it translates:", register.GapOlder, func(g register.Gap) (lines []string) {
		for _, c := range g.Changes {
			lines = append(lines, g.File+", "+g.Name+": in the "+register.LanguageName(g.From)+", "+c.What)
			if c.Now != "" {
				lines = append(lines, "  which now says: "+register.Shortened(c.Now))
			}
		}
		return lines
	})
	unrecorded := 0
	for _, g := range gaps {
		if g.Kind == register.GapUnrecorded {
			unrecorded++
		}
	}
	if unrecorded > 0 {
		fmt.Fprintf(w, "\nOf %s nothing records what it translates, so that a change would go unseen.\nWhen all say the same in both languages: fiftysix translations --done content\n", count(unrecorded, "translation"))
	}
	if unrecorded < len(gaps) {
		fmt.Fprintln(w, "\nAll that is to be translated, as one file: fiftysix translations --output translations.docx")
	}
}
