package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutApprove = `Approve writes into a report's file who approved its words and those of the
answer, on which day, and the mark of these words. Nothing else in the file is
touched.

  fiftysix approve 2026-custody --by "Dana Example, Commissioner"

From then on, check and build say when any of these words have changed. The
history of a finding may grow, and dates may be mended, without being approved
again.

The copy that "fiftysix build --draft" makes shows the mark of each report. With
--mark, what was signed on paper is approved only if it is what stands there now.`

type approveFlags struct{ report, by, on, mark string }

func (p *program) approveCommand(f *flags) *cobra.Command {
	var a approveFlags
	command := &cobra.Command{
		Use:   "approve report",
		Short: "Write down who approved the words of an answer",
		Long:  aboutApprove,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			a.report = argument(args, 0)
			return p.approve(command.Context(), f, a)
		},
	}
	own := command.Flags()
	own.StringVar(&a.by, "by", "", "`who` approved them: name and post")
	own.StringVar(&a.on, "on", "", "the `day` on which they were approved (today, if not given)")
	own.StringVar(&a.mark, "mark", "", "the `mark` on the paper that was signed")
	return command
}

func approvalField(name string) content.FieldHelp {
	return content.Manual()[content.ReportFile].Help("response").Part("approved").Part(name)
}

// approve writes down that the words of a report and its answer are approved.
func (p *program) approve(ctx context.Context, f *flags, a approveFlags) error {
	site, err := f.openSite()
	if err != nil {
		return err
	}
	defer site.close()
	id, _, err := p.whichReport(ctx, site, a.report)
	if err != nil {
		return err
	}
	if a.by, err = p.given(ctx, approvalField("by"), "--by", "Who approved the words? Name and post", a.by); err != nil {
		return err
	}
	now, err := p.now(f)
	if err != nil {
		return err
	}
	if a.on == "" {
		a.on = now.Date().String()
	}
	if err := wrongFor(approvalField("on"), "--on", a.on); err != nil {
		return err
	}
	day, err := inspection.ParseDate(a.on)
	if err != nil {
		return fmt.Errorf("--on: %w", err)
	}
	if day.After(now.Date()) {
		return fmt.Errorf("--on: %s is still to come", inWords(day))
	}
	report, err := answered(site, now, id)
	if err != nil {
		return userError{err}
	}
	mark, err := report.ContentHash(site.files)
	if err != nil {
		return err
	}
	if a.mark != "" && a.mark != mark {
		return userError{fmt.Errorf("the words are not those with the mark %s: theirs is %s\nsomebody has changed them, or the paper is of another report; make a new copy to be signed: fiftysix build --draft", a.mark, mark)}
	}
	printer := p.printer(f)
	if old := report.Response.Approved; old != nil && old.Hash == mark && old.By == a.by {
		printer.line(fmt.Sprintf("%s approved these words on %s already; nothing was changed", old.By, inWords(old.On)))
		return nil
	}
	raw, err := fs.ReadFile(site.files, report.File)
	if err != nil {
		return fmt.Errorf("read %s: %w", report.File, err)
	}
	approved, err := scaffold.Approve(raw, scaffold.Approval{By: a.by, On: a.on, Hash: mark})
	if err != nil {
		return userError{fmt.Errorf("%s: %w", report.File, err)}
	}
	if problem := newError(site, now, report.File, raw, approved); problem != nil {
		return userError{fmt.Errorf("%s\n%s", problem.Message, problem.Hint)}
	}
	if err := rewrite(f.source, report.File, approved); err != nil {
		return err
	}
	fmt.Fprintln(p.out, report.File)
	printer.line(fmt.Sprintf("approved by %s on %s; the mark of the words is %s", a.by, inWords(day), mark))
	return nil
}

// answered is a report with its answer, held back or not, in which nothing is
// wrong.
func answered(site *openSite, now inspection.Moment, id string) (*inspection.Report, error) {
	reg, problems := content.Load(site.files, content.Options{Now: now, IncludeUnpublished: true})
	folder := path.Join(inspection.ContentDir, "reports", id)
	if reg == nil || reg.Report(id) == nil || wrongIn(problems, folder) {
		return nil, fmt.Errorf("something is wrong in %s, so nobody can have approved it\nto see what: fiftysix check", folder)
	}
	r := reg.Report(id)
	switch {
	case r.AnsweredIn != nil:
		return nil, fmt.Errorf("the answer stands in another report\napprove that one: fiftysix approve %s", r.AnsweredIn.ID)
	case r.Response == nil:
		return nil, errors.New("there is no answer yet to approve\nadd response, with the words of the answer, to " + r.File)
	}
	return r, nil
}
