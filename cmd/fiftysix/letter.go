package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/letter"
)

const aboutLetter = `Letter writes the letter of section 55 to the Home Secretary and the inspectorate,
from the same words as the report's page: the office's comments, the force's
comments, and the answer to each recommendation.

  fiftysix letter 2026-custody --output letter.docx

It is in the site's first language, or in the one that --lang names: en or cy.
The Welsh that the program adds was not written by a Welsh speaker: look at it.

While anything is missing, or the answer is held back, the letter is marked as a
draft and says what is missing.`

func (p *program) letterCommand(f *flags) *cobra.Command {
	format, output, lang := "", "", ""
	command := &cobra.Command{
		Use:   "letter report",
		Short: "Write the letter to the Home Secretary and the inspectorate",
		Long:  aboutLetter,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			return p.letter(command.Context(), f, argument(args, 0), format, output, lang)
		},
	}
	own := command.Flags()
	own.StringVar(&format, "format", "", "md (Markdown), html (to print) or docx (Word); as the ending of --output says, or else md")
	own.StringVar(&lang, "lang", "", "the `language` of the letter, en or cy (the site's first, if not given)")
	own.StringVar(&output, "output", "", "the `file` to write, in place of the screen")
	return command
}

// letter writes the letter on a report.
func (p *program) letter(ctx context.Context, f *flags, named, format, output, lang string) error {
	format, err := letterFormat(format, output)
	if err != nil {
		return err
	}
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	id, _, err := p.whichReport(ctx, site, named)
	if err != nil {
		return err
	}
	folder := reportFolder(id)
	reg, r, problems := site.loadReport(id)
	if r == nil {
		return userError{fmt.Errorf("something is wrong in %s, so no letter is made of it\nto see what: fiftysix check", folder)}
	}
	if err := refuseLetter(r); err != nil {
		return userError{err}
	}
	if lang, err = letterLanguage(lang, reg.Office.Languages); err != nil {
		return err
	}
	l := letter.For(reg, r, lang, append(missing(r, problems, folder), untranslated(reg, r, lang)...))
	data, err := renderLetter(l, format)
	if err != nil {
		return fmt.Errorf("write the letter: %w", err)
	}
	if output == "" {
		_, err := p.out.Write(data)
		return err
	}
	if err := f.refuseInSite(output); err != nil {
		return err
	}
	if err := writeOutput(output, data); err != nil {
		return err
	}
	printer := p.printer(f)
	if n := len(l.Missing); n > 0 {
		printer.line("a draft of the letter is in " + output + "; it says what is missing at its top")
		return nil
	}
	printer.line("the letter is in " + output)
	return nil
}

// letterFormat is the format that is asked for, or else the one of the file's
// extension.
func letterFormat(format, output string) (string, error) {
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(output)), ".")
	}
	switch format {
	case "", "markdown":
		format = "md"
	case "htm":
		format = "html"
	}
	if !slices.Contains([]string{"md", "html", "docx"}, format) {
		return "", fmt.Errorf("a letter cannot be made as %q\nchoose md, html or docx", format)
	}
	if format == "docx" && output == "" {
		return "", errors.New("a Word file cannot be shown on the screen\nname the file to write: --output letter.docx")
	}
	return format, nil
}

// letterLanguage is the language that is asked for, or else the site's first.
func letterLanguage(asked string, languages []string) (string, error) {
	switch {
	case asked == "" && slices.Contains(letter.Languages, languages[0]):
		return languages[0], nil
	case asked == "":
		return letter.Languages[0], nil
	case !slices.Contains(letter.Languages, asked):
		return "", fmt.Errorf("--lang: no letter can be written in %q\nchoose from %s", asked, strings.Join(letter.Languages, ", "))
	case !slices.Contains(languages, asked):
		return "", fmt.Errorf("--lang: the site has no words in %q\nits languages are %s", asked, strings.Join(languages, ", "))
	}
	return asked, nil
}

// untranslated lists what a language lacks of a report, or has in an older
// state.
func untranslated(reg *inspection.Register, r *inspection.Report, lang string) (list []string) {
	files := []string{r.File}
	for _, f := range r.Findings {
		files = append(files, f.File)
	}
	for _, g := range reg.TranslationGapsIn(files) {
		if g.Lang != lang {
			continue
		}
		name := strings.TrimSuffix(path.Base(g.Source), ".md")
		switch g.Kind {
		case inspection.GapMissing:
			list = append(list, name+": not in "+inspection.LanguageName(lang)+": "+strings.Join(g.Fields, ", "))
		case inspection.GapOlder:
			for _, change := range g.Changes {
				list = append(list, name+": the "+inspection.LanguageName(lang)+" is older than the "+inspection.LanguageName(g.From)+": "+change.What)
			}
		}
	}
	return list
}

// refuseLetter returns why there is no letter on a report, or nil.
func refuseLetter(r *inspection.Report) error {
	switch {
	case r.AnsweredIn != nil:
		return fmt.Errorf("this report is answered with another one\nto write that letter: fiftysix letter %s", r.AnsweredIn.ID)
	case r.Exempt() == inspection.ExemptFire:
		return errors.New("section 55 is about police forces, so there is no letter on a report about a fire and rescue service\nthe fire and rescue authority answers with its action plan")
	case r.Exempt() == inspection.ExemptComplaint:
		return errors.New("section 55 does not apply to a super-complaint, so there is no letter\nthe report itself says how to respond, and to whom")
	case r.Exempt() == inspection.ExemptOther:
		return errors.New("report.md says that the answer is given under another law than section 55 (regime: other), so there is no letter\nif that is not so, take that field out")
	case r.Exempt() == inspection.ExemptNotAsked:
		return errors.New("report.md says that no answer is required (answer_required: false), so there is no letter\nif one is, take that field out")
	}
	return nil
}

// dutyRules are about what section 55 asks the answer to say.
var dutyRules = []string{content.RuleNoBodyComments, content.RuleNoForceComments, content.RuleNoAction, content.RuleNoExplanation, content.RuleNoReason}

// missing lists what has to be there before a letter can be sent.
func missing(r *inspection.Report, problems []diag.Problem, folder string) (list []string) {
	if !r.Embargo.Public() {
		list = append(list, "the report is held back: "+embargoInWords(r.Embargo))
	}
	if r.Response == nil {
		list = append(list, "there is no response in "+folder+"/report.md, with the day on which it was published")
	} else if !r.Response.Embargo.Public() {
		list = append(list, "the answer is held back: "+embargoInWords(r.Response.Embargo))
	}
	if r.Response == nil && !r.HasInAnyLanguage(func(w *inspection.ReportWords) bool { return !w.OurComments.Empty() }) {
		list = append(list, "there are no comments of the office's own")
	}
	for _, f := range r.Findings {
		if letter.Withheld(f) {
			list = append(list, f.ID+" is held back, so it is not in this letter")
		}
	}
	for _, p := range problems {
		if slices.Contains(dutyRules, p.Rule) && path.Dir(p.File) == folder {
			list = append(list, strings.TrimSuffix(path.Base(p.File), ".md")+": "+p.Message)
		}
	}
	return list
}

func renderLetter(l *letter.Letter, format string) ([]byte, error) {
	switch format {
	case "html":
		return l.HTML(), nil
	case "docx":
		return l.Docx()
	}
	return l.Markdown(), nil
}

// writeOutput writes a file that a person named, and never over one that is
// there: they may have worked on it.
func writeOutput(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and nothing is written over it\nname another file, or take that one away", name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
