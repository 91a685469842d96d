package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
	"fiftysix/internal/translation"
)

const aboutTranslations = `Translations is for a site in two languages. By itself it lists what is there in
one language only, and what is older than the words that it translates.

With --output it writes all of that into one file for a translator:

  fiftysix translations --output welsh.docx    a Word file, with a table to fill in

and when the file comes back, this puts its words where they belong:

  fiftysix translations --take welsh.docx

What was translated from words that have changed since is not taken, nor
anything that would be put over newer words: then it says so, and nothing is
written.

When you have brought a translation up to date by hand, say so, and a later
change of the one will be seen in the other:

  fiftysix translations --done content/reports/2026-peel/report.cy.md

A folder stands for all translations in it.`

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
	own.StringVar(&t.output, "output", "", "the `file` for the translator, a Word file such as welsh.docx")
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
	if name := t.output + t.take; name != "" && !strings.EqualFold(filepath.Ext(name), ".docx") {
		return fmt.Errorf("%s: the file for a translator is a Word file, and its name ends in .docx\nXLIFF and text files are no longer written or taken back", filepath.ToSlash(name))
	}
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	if len(site.office.Languages) < 2 {
		return userError{errors.New("the site is in one language, so there is nothing to translate\nto have it in two, write languages: [en, cy] in " + inspection.SettingsFile)}
	}
	reg, _ := site.load() // check reports the problems
	if reg == nil {
		return userError{errors.New("the site cannot be read\nto see what is wrong: fiftysix check")}
	}
	from, to, err := t.languagePair(reg.Office.Languages)
	if err != nil {
		return err
	}
	switch {
	case t.done:
		return p.confirmTranslations(f, site, reg, args)
	case t.take != "":
		return p.takeTranslations(f, t, site, reg)
	case t.output != "":
		return p.writeTranslations(f, t, reg, from, to)
	}
	gaps := reg.TranslationGaps()
	if len(gaps) == 0 {
		fmt.Fprintln(p.out, "Nothing is missing in either language, and nothing is older than what it translates.")
		return nil
	}
	var list strings.Builder
	writeGaps(&list, gaps, 0)
	_, err = io.WriteString(p.out, strings.TrimPrefix(list.String(), "\n"))
	return err
}

// languagePair is the language to translate from and the one to translate into.
func (t translationsFlags) languagePair(languages []string) (from, to string, err error) {
	for _, lang := range []string{t.from, t.to} {
		if lang != "" && !slices.Contains(languages, lang) {
			return "", "", fmt.Errorf("%q is no language of this site\nits languages are %s", lang, strings.Join(languages, " and "))
		}
	}
	if t.from != "" && t.from == t.to {
		return "", "", fmt.Errorf("--from and --to are both %s", t.from)
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
		if from == to {
			from = languages[1]
		}
	}
	return from, to, nil
}

func (p *program) writeTranslations(f *flags, t translationsFlags, reg *inspection.Register, from, to string) error {
	job := translation.NewJob(reg, from, to, t.all)
	fromName, toName := inspection.LanguageName(from), inspection.LanguageName(to)
	if len(job.Sources) == 0 {
		return userError{fmt.Errorf("nothing is to be translated from %s into %s, so no file is written\nfor a file of everything all the same: --all; for the other way: --to %s", fromName, toName, from)}
	}
	data, err := job.Word()
	if err != nil {
		return fmt.Errorf("write %s: %w", t.output, err)
	}
	if err := f.refuseInSite(t.output); err != nil {
		return err
	}
	if err := writeOutput(t.output, data); err != nil {
		return err
	}
	printer := p.printer(f)
	printer.line(fmt.Sprintf("%s is for the translator, from %s into %s: %s to translate, %d to look at again, in %s", t.output, fromName, toName,
		count(job.Count(translation.Missing), "passage"), job.Count(translation.Outdated), count(len(job.Sources), "file")))
	printer.line("when it comes back: fiftysix translations --take " + t.output)
	return nil
}

func (p *program) takeTranslations(f *flags, t translationsFlags, site *openSite, reg *inspection.Register) error {
	name := filepath.ToSlash(t.take)
	data, err := readDocument(t.take)
	if err != nil {
		return userError{fmt.Errorf("%s: %w", name, err)}
	}
	job, err := translation.ReadWord(data, t.acceptChanges)
	var taken *translation.Result
	if err == nil {
		taken, err = translation.Take(site.files, reg, job)
	}
	if err != nil {
		return userError{fmt.Errorf("%s: nothing was taken from it, and nothing is changed\n%w", name, err)}
	}
	if err := p.saveTranslations(f, site, taken.Files); err != nil {
		return err
	}
	printer := p.printer(f)
	printer.line(fmt.Sprintf("%s new or changed, in %s", count(taken.Passages, "passage"), count(len(taken.Files), "file")))
	if taken.Empty > 0 {
		printer.line(count(taken.Empty, "passage") + " came back without a translation, and are still missing")
	}
	for _, part := range taken.Outdated {
		printer.line("still older than what it translates, as it came back unchanged: " + part)
	}
	if len(taken.Outdated) > 0 {
		printer.line("if that is right as it is: fiftysix translations --done, with the name of the file")
	}
	return nil
}

// saveTranslations writes changed and new files.
func (p *program) saveTranslations(f *flags, site *openSite, files []translation.File) error {
	var added []scaffold.File
	var changed []translation.File
	for _, file := range files {
		if _, err := fs.Stat(site.files, file.Path); errors.Is(err, fs.ErrNotExist) {
			added = append(added, scaffold.File{Path: file.Path, Data: file.Data})
		} else {
			changed = append(changed, file)
		}
	}
	if err := writeNew(f.source, added); err != nil {
		return err
	}
	for _, file := range changed {
		if err := rewrite(f.source, file.Path, file.Data); err != nil {
			return err
		}
	}
	for _, file := range files {
		fmt.Fprintln(p.out, file.Path)
	}
	return nil
}

// confirmTranslations records that files are up to date with those that they
// translate.
func (p *program) confirmTranslations(f *flags, site *openSite, reg *inspection.Register, names []string) error {
	var files []translation.File
	var refused []string
	for _, name := range names {
		paths := f.translationFiles(site, reg, name)
		if len(paths) == 0 {
			refused = append(refused, filepath.ToSlash(name)+": there is no translation here\nname a file such as content/about.cy.md, or a folder with such files")
		}
		for _, at := range paths {
			edited, err := translation.Confirm(site.files, reg, at)
			if err != nil {
				refused = append(refused, at+": "+err.Error())
			}
			for _, file := range edited {
				if !slices.ContainsFunc(files, func(o translation.File) bool { return o.Path == file.Path }) {
					files = append(files, file)
				}
			}
		}
	}
	if len(refused) > 0 {
		return userError{errors.New(strings.Join(refused, "\n"))}
	}
	if err := p.saveTranslations(f, site, files); err != nil {
		return err
	}
	p.printer(f).line("recorded in " + count(len(files), "file") + ": a later change of what is translated will be seen")
	return nil
}

// translationFiles are the files that a user names: one, or every translation
// in a folder.
func (f *flags) translationFiles(site *openSite, reg *inspection.Register, name string) (paths []string) {
	at := path.Clean(filepath.ToSlash(name))
	if _, err := fs.Stat(site.files, at); err != nil { // relative to the working directory
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
	for _, w := range reg.Translatables() {
		for _, lang := range w.Written {
			file, first := office.FileIn(lang, w.File), office.First()
			if lang == first || at != "." && !strings.HasPrefix(file, at+"/") {
				continue
			}
			if len(w.Fields(first)) > 0 && len(w.Fields(lang)) > 0 && w.Record(first) == nil {
				paths = append(paths, file)
			}
		}
	}
	return paths
}

// writeGaps lists what is missing and what is older, at most limit of each, or
// everything if limit is 0.
func writeGaps(w io.Writer, gaps []inspection.TranslationGap, limit int) {
	writeGapsOf(w, "In one language only:", gaps, inspection.GapMissing, limit)
	writeGapsOf(w, "Older than what it translates:", gaps, inspection.GapOlder, limit)
	unrecorded := 0
	for _, g := range gaps {
		if g.Kind == inspection.GapUnrecorded {
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

func writeGapsOf(w io.Writer, heading string, gaps []inspection.TranslationGap, kind inspection.GapKind, limit int) {
	n := 0
	for _, g := range gaps {
		if g.Kind != kind {
			continue
		}
		if n++; n == 1 {
			fmt.Fprintln(w, "\n"+heading)
		}
		if limit == 0 || n <= limit {
			writeGap(w, g)
		}
	}
	if limit > 0 && n > limit {
		fmt.Fprintf(w, "  and %d more\n", n-limit)
	}
}

func writeGap(w io.Writer, g inspection.TranslationGap) {
	from, to := inspection.LanguageName(g.From), inspection.LanguageName(g.Lang)
	if g.Kind == inspection.GapOlder {
		for _, c := range g.Changes {
			fmt.Fprintf(w, "  %s, %s: in the %s, %s\n", g.File, g.Name, from, c.What)
			if c.Now != "" {
				fmt.Fprintf(w, "    which now says: %s\n", content.Shortened(c.Now))
			}
		}
		return
	}
	missing := strings.Join(g.Fields, ", ")
	if g.Whole {
		missing = "all of it"
	}
	if len(g.Answer) > 0 {
		missing += " (a public answer is one-sided)"
	}
	fmt.Fprintf(w, "  %s, %s: in %s and not in %s: %s\n", g.Source, g.Name, from, to, missing)
}
