package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutNewUpdate = `New update adds an entry to the end of a finding's history: how far it has come, on
which day, and who says so. Nothing else in the file is touched.

  fiftysix new update 2026-custody/recommendation-1 --status complete --by force \
      --on 2026-11-24 --note "Every sergeant has been trained."

The finding may also be named by its file. An entry dated in the future is shown
from that day on.`

type newUpdateFlags struct{ finding, on, status, by, note, url string }

func (p *program) newUpdateCommand(f *flags) *cobra.Command {
	var u newUpdateFlags
	command := &cobra.Command{
		Use:   "update report/finding",
		Short: "Add an entry to the end of a finding's history",
		Long:  aboutNewUpdate,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			u.finding = argument(args, 0)
			return p.newUpdate(command.Context(), f, u)
		},
	}
	own := command.Flags()
	own.StringVar(&u.status, "status", "", "how `far` it has come: "+strings.Join(updateField("status").Choices, ", "))
	own.StringVar(&u.by, "by", "", "`who` says so: "+strings.Join(updateField("by").Choices, ", "))
	own.StringVar(&u.on, "on", "", "the `day` on which it was said (today, if not given)")
	own.StringVar(&u.note, "note", "", "`what` was said")
	own.StringVar(&u.url, "url", "", "the `address` at which it can be read")
	return command
}

func updateField(name string) content.FieldHelp {
	return content.Manual()[content.FindingFile].Help("history").Part(name)
}

// newUpdate adds an entry to a finding's history.
func (p *program) newUpdate(ctx context.Context, f *flags, u newUpdateFlags) error {
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	at, err := p.whichFinding(ctx, site, u.finding)
	if err != nil {
		return err
	}
	if err := p.askUpdate(ctx, &u, site.now.Date().String()); err != nil {
		return err
	}
	raw, err := fs.ReadFile(site.files, at)
	if err != nil {
		return fmt.Errorf("read %s: %w", at, err)
	}
	if last, _ := scaffold.LastEntry(raw); last > u.on {
		return userError{fmt.Errorf("the last entry of the history is of %s, and this one is of %s: entries stand in the order of their dates\nput it in its place in %s yourself", last, u.on, at)}
	}
	err = p.editFile(f, site, at, func(raw []byte) ([]byte, error) {
		return scaffold.AddEntry(raw, scaffold.Entry{Date: u.on, Status: u.status, By: u.by, Note: u.note, URL: u.url})
	})
	if err != nil {
		return err
	}
	day, err := inspection.ParseDate(u.on)
	p.printer(f).line(fmt.Sprintf("the history now ends with: %s, said by the %s on %s", u.status, u.by, inWords(day)))
	return err
}

// whichFinding is the file of the finding that was named. A person is asked.
func (p *program) whichFinding(ctx context.Context, site *openSite, named string) (at string, err error) {
	if named == "" && p.person {
		if named, err = p.ask(ctx, "Which finding? report/finding", "", func(answer string) error {
			_, err := site.findingFile(answer)
			return err
		}); err != nil {
			return "", err
		}
	}
	return site.findingFile(named)
}

func (s *openSite) findingFile(named string) (at string, err error) {
	report, finding, err := s.find(named)
	if err != nil {
		return "", err
	}
	folder := reportFolder(report)
	at = path.Join(folder, finding+".md")
	if info, err := fs.Stat(s.files, at); finding != "" && err == nil && info.Mode().IsRegular() {
		return at, nil
	}
	names, _ := fs.Glob(s.files, path.Join(folder, "*-*.md")) // the pattern is a good one
	var stems []string
	for _, name := range names {
		if stem := strings.TrimSuffix(path.Base(name), ".md"); !strings.Contains(stem, ".") {
			stems = append(stems, stem)
		}
	}
	switch near := diag.Nearest(finding, stems); {
	case len(stems) == 0:
		return "", fmt.Errorf("the report %s has no findings yet\nto add one: fiftysix new finding %s", report, report)
	case finding == "":
		return "", fmt.Errorf("which finding of %s is missing\nwrite it behind a slash, such as %s/%s", report, report, stems[0])
	case near != "":
		return "", fmt.Errorf("%s has no finding %q\ndid you mean %s/%s?", report, finding, report, near)
	}
	return "", fmt.Errorf("%s has no finding %q\nits findings are %s", report, finding, strings.Join(stems, ", "))
}

// askUpdate checks the flags, and asks for what an entry needs.
func (p *program) askUpdate(ctx context.Context, u *newUpdateFlags, today string) (err error) {
	err = cmp.Or(
		checkFlag("--status", u.status, updateField("status")),
		checkFlag("--by", u.by, updateField("by")),
		checkFlag("--on", u.on, updateField("date")),
		checkFlag("--url", u.url, updateField("url")),
	)
	if err != nil {
		return err
	}
	asked := p.person && u.status == ""
	if u.status == "" {
		if u.status, err = p.oneOf(ctx, "--status", "How far has it come?", updateField("status").Choices); err != nil {
			return err
		}
	}
	if u.by == "" {
		var parties []string
		for _, party := range inspection.Status(u.status).Parties() {
			parties = append(parties, string(party))
		}
		if u.by, err = p.oneOf(ctx, "--by", "Who says so?", parties); err != nil {
			return err
		}
	}
	if asked && u.on == "" {
		if u.on, err = p.ask(ctx, "On which day was it said?", today, validAnswer(updateField("date"))); err != nil {
			return err
		}
	}
	if asked && u.note == "" {
		if u.note, err = p.ask(ctx, "What was said? (Enter: nothing more)", "", anything); err != nil {
			return err
		}
	}
	if u.on == "" {
		u.on = today
	}
	return nil
}

// oneOf asks for one of a few words. If nobody can be asked, the flag is missing.
func (p *program) oneOf(ctx context.Context, flag, question string, words []string) (string, error) {
	if len(words) == 1 {
		return words[0], nil
	}
	if !p.person {
		return "", errors.New(flag + " is missing\nchoose from " + strings.Join(words, ", "))
	}
	var choices []choice
	for _, word := range words {
		choices = append(choices, choice{word, word})
	}
	return p.choose(ctx, question, choices, "")
}

// editFile changes a file of a report and prints its path. A change that would
// bring in an error is refused.
func (p *program) editFile(f *flags, site *openSite, name string, edit func(raw []byte) ([]byte, error)) error {
	raw, err := fs.ReadFile(site.files, name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	changed, err := edit(raw)
	if err != nil {
		return userError{fmt.Errorf("%s: %w", name, err)}
	}
	if problem := site.newError(name, raw, changed); problem != nil {
		return userError{fmt.Errorf("%s\n%s", problem.Message, problem.Hint)}
	}
	if err := rewrite(f.source, name, changed); err != nil {
		return err
	}
	fmt.Fprintln(p.out, name)
	return nil
}

// newError returns an error that the changed file has and the old one does not,
// or nil.
func (s *openSite) newError(at string, old, changed []byte) *diag.Problem {
	errorsIn := func(data []byte) (errs []diag.Problem) {
		_, problems := content.Load(scaffold.OneReport(s.files, at, data), content.Options{Now: s.now, IncludeUnpublished: true})
		for _, p := range problems {
			if p.File == at && p.Level == diag.Error {
				errs = append(errs, p)
			}
		}
		return errs
	}
	before := errorsIn(old)
	for _, p := range errorsIn(changed) {
		if !slices.ContainsFunc(before, func(b diag.Problem) bool { return b.Rule == p.Rule && b.Message == p.Message }) {
			return &p
		}
	}
	return nil
}
