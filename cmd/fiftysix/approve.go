package main

import (
	"context"
	"errors"
	"fmt"

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
history of a finding may grow, and dates may be fixed, without being approved
again.

The copy that "fiftysix build --draft" makes shows the mark of each report. With
--mark, what was signed on paper is approved only if it is what stands there now.`

type approveFlags struct{ report, by, on, hash string }

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
	own.StringVar(&a.hash, "mark", "", "the `mark` on the paper that was signed")
	return command
}

func approvalField(name string) content.FieldHelp {
	return content.Manual()[content.ReportFile].Help("response").Part("approved").Part(name)
}

// approve records who approved the words of a report and its answer.
func (p *program) approve(ctx context.Context, f *flags, a approveFlags) error {
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	id, _, err := p.whichReport(ctx, site, a.report)
	if err != nil {
		return err
	}
	if a.by, err = p.require(ctx, approvalField("by"), "--by", "Who approved the words? Name and post", a.by); err != nil {
		return err
	}
	if a.on == "" {
		a.on = site.now.Date().String()
	}
	if err := checkFlag("--on", a.on, approvalField("on")); err != nil {
		return err
	}
	day, err := inspection.ParseDate(a.on)
	if err != nil {
		return fmt.Errorf("--on: %w", err)
	}
	if day.After(site.now.Date()) {
		return fmt.Errorf("--on: %s is still to come", inWords(day))
	}
	report, err := site.answeredReport(id)
	if err != nil {
		return userError{err}
	}
	hash, err := report.ContentHash(site.files)
	if err != nil {
		return err
	}
	if a.hash != "" && a.hash != hash {
		return userError{fmt.Errorf("the words are not those with the mark %s: theirs is %s\nsomebody has changed them, or the paper is of another report; make a new copy to be signed: fiftysix build --draft", a.hash, hash)}
	}
	printer := p.printer(f)
	if old := report.Response.Approved; old != nil && old.Hash == hash && old.By == a.by {
		printer.line(fmt.Sprintf("%s approved these words on %s already; nothing was changed", old.By, inWords(old.On)))
		return nil
	}
	err = p.editFile(f, site, report.File, func(raw []byte) ([]byte, error) {
		return scaffold.Approve(raw, scaffold.Approval{By: a.by, On: a.on, Hash: hash})
	})
	if err != nil {
		return err
	}
	printer.line(fmt.Sprintf("approved by %s on %s; the mark of the words is %s", a.by, inWords(day), hash))
	return nil
}

// answeredReport returns a report without errors that has an answer, withheld
// or not.
func (s *openSite) answeredReport(id string) (*inspection.Report, error) {
	_, r, _ := s.loadReport(id)
	switch {
	case r == nil:
		return nil, fmt.Errorf("something is wrong in %s, so nobody can have approved it\nto see what: fiftysix check", reportFolder(id))
	case r.AnsweredIn != nil:
		return nil, fmt.Errorf("the answer stands in another report\napprove that one: fiftysix approve %s", r.AnsweredIn.ID)
	case r.Response == nil:
		return nil, errors.New("there is no answer yet to approve\nadd response, with the words of the answer, to " + r.File)
	}
	return r, nil
}
