package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/scaffold"
)

const aboutNewFinding = `New finding makes the file of a recommendation, a cause of concern or an area for
improvement in a report's folder. Its words are the inspectors', exactly as
printed; they can be written into the file later.

  fiftysix new finding 2026-custody "By June 2027, the force should train every
      custody sergeant." --addressed-to "Northshire Police" --due 2027-06

Where the report is public already, the finding is a draft until you take that
line out.`

type newFindingFlags struct {
	report, words, kind, id, label, whose, due, dueText, parent string
	addressedTo                                                 []string
}

func (p *program) newFindingCommand(f *flags) *cobra.Command {
	var n newFindingFlags
	command := &cobra.Command{
		Use:   "finding report [words]",
		Short: "Make the file of a recommendation, a cause of concern or an area for improvement",
		Long:  aboutNewFinding,
		Args:  atMost(2),
		RunE: func(command *cobra.Command, args []string) error {
			n.report, n.words = argument(args, 0), argument(args, 1)
			return p.newFinding(command.Context(), f, n)
		},
	}
	own := command.Flags()
	own.StringVar(&n.kind, "kind", string(inspection.Recommendation), "what `kind` of finding it is: recommendation, cause-of-concern or area-for-improvement")
	own.StringVar(&n.id, "id", "", "the `name` of its file, without .md, such as recommendation-4a")
	own.StringVar(&n.label, "label", "", "the inspectorate's own `number` or name for it, exactly as printed")
	own.StringSliceVar(&n.addressedTo, "addressed-to", nil, "`who` is asked to act (the force, if not given)")
	own.StringVar(&n.whose, "whose", "", "`whose` it is to act on: this-force, shared or others")
	own.StringVar(&n.due, "due", "", "by `when`: a date, a month, immediate, or a number of months such as \"6 months\"")
	own.StringVar(&n.dueText, "due-text", "", "the same `as printed`")
	own.StringVar(&n.parent, "parent", "", "the `file`, without .md, of the cause of concern that it belongs to")
	return command
}

func argument(args []string, n int) string {
	if n < len(args) {
		return args[n]
	}
	return ""
}

// newFinding makes a finding's file.
func (p *program) newFinding(ctx context.Context, f *flags, n newFindingFlags) error {
	site, err := p.openSite(f)
	if err != nil {
		return err
	}
	defer site.close()
	if n.report, _, err = p.whichReport(ctx, site, n.report); err != nil {
		return err
	}
	if err := n.check(site); err != nil {
		return err
	}
	if p.person && n.words == "" {
		if n.words, err = p.ask(ctx, "Its words, exactly as printed (Enter: later)", "", anything); err != nil {
			return err
		}
	}
	force := site.force()
	if len(n.addressedTo) == 0 {
		to := force
		if p.person {
			if to, err = p.ask(ctx, "Who is asked to act", force, anything); err != nil {
				return err
			}
		}
		n.addressedTo = []string{to}
	}
	file := scaffold.Finding(scaffold.NewFinding{
		Lang: site.office.First(),

		Report: n.report, ID: n.id, Words: n.words, Label: n.label, AddressedTo: n.addressedTo, Responsibility: n.whose,
		Due: n.due, DueText: n.dueText, Parent: n.parent, Draft: site.isPublic(n.report), Service: force,
	})
	if err := writeNew(f.source, []scaffold.File{file}); err != nil {
		return err
	}
	fmt.Fprintln(p.out, file.Path)
	printer := p.printer(f)
	if n.words == "" {
		printer.line("write the finding's own words at the end of that file: until they are there, nothing can be built")
	}
	if site.isPublic(n.report) {
		printer.line("it is a draft: take the line \"draft: true\" out when it may be seen")
	}
	printer.line("the answer to it goes into the same file, under ## Force response and ## Our response")
	return nil
}

// check checks the flags as the reader of the content does, and chooses an id.
func (n *newFindingFlags) check(site *openSite) error {
	if !slices.Contains(inspection.FindingKinds, inspection.FindingKind(n.kind)) {
		return fmt.Errorf("--kind: %q is no kind of finding\nchoose recommendation, cause-of-concern or area-for-improvement", n.kind)
	}
	fields := content.Manual()[content.FindingFile]
	if err := cmp.Or(checkFlag("--whose", n.whose, fields.Help("whose")), checkFlag("--due", n.due, fields.Help("due"))); err != nil {
		return err
	}
	if n.id == "" {
		n.id = scaffold.NextID(site.files, n.report, inspection.FindingKind(n.kind))
	}
	if why := content.BadFindingID(n.id); why != "" {
		return fmt.Errorf("--id: %s\nwrite a name such as %s", why, scaffold.NextID(site.files, n.report, inspection.FindingKind(n.kind)))
	}
	folder := reportFolder(n.report)
	if n.parent != "" {
		if _, err := fs.Stat(site.files, path.Join(folder, n.parent+".md")); err != nil {
			return fmt.Errorf("--parent: there is no %s.md in %s\nmake that one first", n.parent, folder)
		}
	}
	if _, err := fs.Stat(site.files, path.Join(folder, n.id+".md")); err == nil {
		return fmt.Errorf("there is a %s in %s already\nleave --id out, and the next number is taken", n.id, n.report)
	}
	return nil
}

// force is the name of the office's own force.
func (s *openSite) force() string {
	for _, service := range s.office.Services {
		if !scaffold.IsExample(service.ID) {
			return service.Name
		}
	}
	return ""
}

// isPublic reports whether a report is no draft. One that cannot be read counts
// as public, so that a new finding in it is a draft.
func (s *openSite) isPublic(report string) bool {
	raw, err := fs.ReadFile(s.files, path.Join(reportFolder(report), "report.md"))
	if err != nil {
		return true
	}
	f, _ := frontmatter.Open("", raw)
	if f == nil {
		return true
	}
	doc, _ := frontmatter.Split(f)
	if doc == nil {
		return true
	}
	draft := doc.Fields.Field("draft")
	return draft == nil || draft.Text != "true"
}

// whichReport returns the report that was named, and the finding if one was: by
// its id, as report/finding, or by the path of a file. A person is asked.
func (p *program) whichReport(ctx context.Context, site *openSite, named string) (report, finding string, err error) {
	if named == "" && p.person {
		if named, err = p.ask(ctx, "Which report? Its folder in content/reports", "", func(answer string) error {
			_, _, err := site.find(answer)
			return err
		}); err != nil {
			return "", "", err
		}
	}
	return site.find(named)
}

func (s *openSite) find(named string) (report, finding string, err error) {
	at := strings.TrimSuffix(filepath.ToSlash(strings.TrimSpace(named)), "/")
	if _, rest, ok := strings.Cut(at, inspection.ContentDir+"/reports/"); ok {
		at = rest
	}
	report, finding, _ = strings.Cut(at, "/")
	finding = strings.TrimSuffix(finding, ".md")
	if finding == "report" {
		finding = ""
	}
	entries, _ := fs.ReadDir(s.files, reportFolder("")) // none, where there is no such folder
	var ids []string
	for _, e := range entries {
		if e.IsDir() {
			ids = append(ids, e.Name())
		}
	}
	if slices.Contains(ids, report) {
		return report, finding, nil
	}
	if report == "" {
		err = errors.New("which report is missing\nwrite the name of its folder in content/reports")
	} else {
		err = fmt.Errorf("there is no report %q\nwrite the name of its folder in content/reports", report)
		if near := diag.Nearest(report, ids); near != "" {
			err = fmt.Errorf("there is no report %q\ndid you mean %q?", report, near)
		}
	}
	return "", "", err
}

// anything is a check that every answer passes.
func anything(string) error { return nil }
