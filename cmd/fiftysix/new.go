package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutNew = `New makes the file of a report, of a finding or of a page, in the right folder and
with the right name. Each of its fields has a line above it that says what it is
for. New update adds an entry to the end of a finding's history.

What is missing is asked for at a terminal. The path of the file is printed.`

func (p *program) newCommand(f *flags) *cobra.Command {
	command := &cobra.Command{
		Use:   "new",
		Short: "Make the file of a report, a finding or a page, or add an update",
		Long:  aboutNew,
		Args:  noArguments,
		RunE:  func(command *cobra.Command, _ []string) error { return command.Help() },
	}
	command.AddCommand(p.newReportCommand(f), p.newFindingCommand(f), p.newUpdateCommand(f), p.newPageCommand(f))
	return command
}

const aboutNewReport = `New report makes the folder of a report, and report.md in it. The folder's name is
the report's address, for ever; --id chooses it.

  fiftysix new report "Custody: An inspection of Northshire Police" \
      --published 2026-11-03 --kind custody

A new report is a draft, which the public cannot see, until you take that line out.`

func (p *program) newReportCommand(f *flags) *cobra.Command {
	var r newReportFlags
	command := &cobra.Command{
		Use:   "report title",
		Short: "Make the folder of a report",
		Long:  aboutNewReport,
		Args:  atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			r.title = argument(args, 0)
			return p.newReport(command.Context(), f, r)
		},
	}
	own := command.Flags()
	own.StringVar(&r.published, "published", "", "the `day` on which the inspectorate published it: 2026-11-03")
	own.StringSliceVar(&r.kinds, "kind", nil, "what `kind` of inspection it was: "+strings.Join(inspection.ReportKinds, ", "))
	own.StringVar(&r.scope, "scope", "", "`whom` it is about: force, multi-force or national")
	own.StringVar(&r.short, "short-title", "", "a short `name` for lists")
	own.StringVar(&r.url, "url", "", "the `address` of the report on the inspectorate's site")
	own.StringSliceVar(&r.services, "service", nil, "the `id` of the service it is about, where fiftysix.yaml has several")
	own.StringVar(&r.id, "id", "", "the `name` of its folder")
	return command
}

type newReportFlags struct {
	title, short, published, scope, url, id string
	kinds, services                         []string
}

// newReport makes a report's folder.
func (p *program) newReport(ctx context.Context, f *flags, r newReportFlags) error {
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	fields := content.Manual()[content.ReportFile]
	if r.title, err = p.require(ctx, fields.Help("title"), "the title", "The report's title", r.title); err != nil {
		return err
	}
	if r.published, err = p.require(ctx, fields.Help("published"), "--published", "The day on which the inspectorate published it, such as 2026-11-03", r.published); err != nil {
		return err
	}
	if err := p.requireKinds(ctx, fields.Help("kind"), &r); err != nil {
		return err
	}
	if err := cmp.Or(checkFlag("--scope", r.scope, fields.Help("scope")), checkFlag("--url", r.url, fields.Help("url"))); err != nil {
		return err
	}
	if err := p.requireServices(ctx, site.office, &r); err != nil {
		return err
	}
	report, err := r.scaffoldReport(site)
	if err != nil {
		return err
	}
	file := scaffold.Report(report)
	if err := writeNew(f.source, []scaffold.File{file}); err != nil {
		return err
	}
	fmt.Fprintln(p.out, file.Path)
	printer := p.printer(f)
	if day, ok := report.LastDay(site.office); ok {
		printer.line("Answer by " + inWords(day))
	}
	printer.line("it is a draft: open that file, fill it in, and take the line \"draft: true\" out when it may be seen")
	printer.line("to add what was found: fiftysix new finding " + report.ID + f.typedSource())
	return nil
}

// scaffoldReport is the report that the flags describe, with an id that no
// report has yet.
func (r newReportFlags) scaffoldReport(site *openSite) (scaffold.NewReport, error) {
	published, err := inspection.ParseDate(r.published)
	if err != nil {
		return scaffold.NewReport{}, err
	}
	report := scaffold.NewReport{
		Lang: site.office.First(),
		ID:   r.id, Title: r.title, ShortTitle: r.short, Kinds: r.kinds, Scope: r.scope, Services: r.services, Published: published, URL: r.url,
	}
	if report.ShortTitle == "" {
		report.ShortTitle = scaffold.ShortTitle(r.title)
	}
	if report.ID == "" {
		report.ID = scaffold.ID(published, report.ShortTitle)
	}
	if why := content.BadID(report.ID); why != "" {
		return report, fmt.Errorf("--id: the folder's name is the report's address, and %s\nuse small letters, digits and hyphens, such as %s", why, scaffold.ID(published, report.ShortTitle))
	}
	if report.ShortTitle == report.Title {
		report.ShortTitle = ""
	}
	if _, err := fs.Stat(site.files, reportFolder(report.ID)); err == nil {
		return report, fmt.Errorf("there is a report %s already\nfor another one choose a name of its own, such as --id %s", report.ID, site.freeID(report.ID))
	}
	return report, nil
}

// freeID is an id that no report has yet.
func (s *openSite) freeID(id string) string {
	for n := 2; ; n++ {
		free := id + "-" + strconv.Itoa(n)
		if _, err := fs.Stat(s.files, reportFolder(free)); err != nil {
			return free
		}
	}
}

// requireKinds checks the report's kinds, or asks for one.
func (p *program) requireKinds(ctx context.Context, field content.FieldHelp, r *newReportFlags) error {
	for _, kind := range r.kinds {
		if err := checkFlag("--kind", kind, field); err != nil {
			return err
		}
	}
	if len(r.kinds) > 0 {
		return nil
	}
	if !p.person {
		return errors.New("--kind is missing\nsay what kind of inspection it was: " + field.Expects)
	}
	var kinds []choice
	for _, kind := range field.Choices {
		kinds = append(kinds, choice{kind, kind})
	}
	kind, err := p.choose(ctx, "What kind of inspection was it?", kinds, "")
	r.kinds = []string{kind}
	return err
}

// requireServices checks the services that a report is about, or asks for one if
// the office has several. Those of the examples are not the office's own.
func (p *program) requireServices(ctx context.Context, office inspection.Office, r *newReportFlags) error {
	var ids []string
	var own []choice
	for _, s := range office.Services {
		ids = append(ids, s.ID)
		if !scaffold.IsExample(s.ID) {
			own = append(own, choice{s.ID, s.Name})
		}
	}
	for _, id := range r.services {
		if !slices.Contains(ids, id) {
			return fmt.Errorf("--service: fiftysix.yaml has no service %q\nchoose from %s", id, strings.Join(ids, ", "))
		}
	}
	switch {
	case len(r.services) > 0 || len(ids) < 2:
		return nil
	case len(own) == 1:
		r.services = []string{own[0].value}
		return nil
	case !p.person:
		return errors.New("--service is missing, and fiftysix.yaml has several services\nchoose from " + strings.Join(ids, ", "))
	}
	id, err := p.choose(ctx, "Which service is it about?", own, "1")
	r.services = []string{id}
	return err
}

// require returns a value that must be there: the flag's, or else a person's
// answer.
func (p *program) require(ctx context.Context, field content.FieldHelp, flag, question, value string) (string, error) {
	if value != "" {
		return value, checkFlag(flag, value, field)
	}
	if !p.person {
		return "", fmt.Errorf("%s is missing\nwrite %s: %s", flag, field.Expects, field.Help)
	}
	return p.ask(ctx, question, "", validAnswer(field))
}

// validAnswer checks that an answer is a valid value of a field.
func validAnswer(field content.FieldHelp) func(string) error {
	return func(answer string) error {
		if answer == "" {
			return errors.New("write " + field.Expects)
		}
		if message, hint, wrong := field.Wrong(answer); wrong {
			return errors.New(message + "\n" + hint)
		}
		return nil
	}
}

// checkFlag checks the value of a flag, if it has one, as that of a field.
func checkFlag(flag, value string, field content.FieldHelp) error {
	if value == "" {
		return nil
	}
	if message, hint, wrong := field.Wrong(value); wrong {
		return fmt.Errorf("%s: %s\n%s", flag, message, hint)
	}
	return nil
}

// inWords formats a day: 28 December 2026.
func inWords(d inspection.Date) string { return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year) }
