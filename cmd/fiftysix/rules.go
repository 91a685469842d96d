package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/site"
)

// allRules are the rules of all packages, errors first, then warnings by
// category.
var allRules = func() []diag.Rule {
	all := slices.Concat(content.ReadingRules(), site.Rules)
	diag.SortRules(all)
	return all
}()

var ruleByID = func() map[string]diag.Rule {
	by := map[string]diag.Rule{}
	for _, r := range allRules {
		by[r.ID] = r
	}
	return by
}()

func ruleIDs() []string {
	ids := make([]string, len(allRules))
	for i, r := range allRules {
		ids[i] = r.ID
	}
	return ids
}

// rulesTopic is a help topic, not a command: it lists every rule.
func (p *program) rulesTopic() *cobra.Command {
	topic := &cobra.Command{
		Use:   "rules",
		Short: "Every rule that check and build hold a site to",
		Args:  noArguments,
	}
	topic.SetHelpFunc(func(*cobra.Command, []string) { writeRules(p.out) })
	return topic
}

// helpCommand replaces cobra's own, to explain rules too.
func (p *program) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command or rule]",
		Short: "Explain a command, the fields of the files, or a rule",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if len(args) == 0 {
				for _, c := range root.Commands() {
					names = append(names, c.Name())
				}
				names = append(names, ruleIDs()...)
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				if r, ok := ruleByID[args[0]]; ok {
					writeRule(p.out, r)
					return nil
				}
			}
			topic, rest, err := root.Find(args)
			if err == nil && len(rest) == 0 {
				topic.InitDefaultHelpFlag()
				topic.InitDefaultVersionFlag()
				return topic.Help()
			}
			return noTopic(root, strings.Join(args, " "))
		},
	}
}

// noTopic is the error for an unknown help topic.
func noTopic(root *cobra.Command, name string) error {
	known := ruleIDs()
	for _, c := range root.Commands() {
		known = append(known, c.Name())
	}
	if near := diag.Nearest(name, known); near != "" {
		return fmt.Errorf("there is no help on %q\ndid you mean %q?", name, near)
	}
	return fmt.Errorf("there is no help on %q\nfiftysix help lists the commands, fiftysix help rules the rules", name)
}

const aboutRules = `Check and build hold a site to these rules. "fiftysix help RULE" says why one is
a rule, and what would do. An error stops a build. A warning does not, and one
that is right as it is can be allowed in its file, with a reason:

  allow:
    - rule: long-sentence
      reason: these are the words of the Chief Constable's letter
`

// writeRules prints every rule under its category.
func writeRules(w io.Writer) {
	fmt.Fprint(w, aboutRules)
	last := diag.Category(-1)
	for _, r := range allRules {
		if r.Category != last {
			last = r.Category
			fmt.Fprintf(w, "\n%s\n\n", r.Category.Title())
		}
		fmt.Fprintf(w, "  %-24s %s\n", r.ID, r.What)
	}
}

// writeRule explains one rule.
func writeRule(w io.Writer, r diag.Rule) {
	fmt.Fprintf(w, "%s (%s)\n\n", r.ID, levelInWords(r))
	fmt.Fprintf(w, "%s\n%s\n\nWhat would do: %s\n", r.What, r.Why, r.Do)
	if r.From != "" {
		fmt.Fprintf(w, "It rests on: %s.\n", r.From)
	}
	if _, ok := content.Allowable[r.ID]; ok {
		fmt.Fprintf(w, "\nWhere it is right as it is, allow it among the fields of the file:\n\n  allow:\n    - rule: %s\n      reason: why it is right\n", r.ID)
	}
}

// levelInWords is the level of a rule's problems.
func levelInWords(r diag.Rule) string {
	if r.Either {
		return "an error in some files, a warning in others"
	}
	switch r.Level {
	case diag.Warning:
		return "a warning"
	case diag.Advice:
		return "advice, which stops nothing"
	}
	return "an error"
}
