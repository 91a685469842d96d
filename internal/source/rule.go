package source

import (
	"cmp"
	"slices"
	"strings"
)

// A Rule is what a Problem breaks. Each package that finds problems has a table
// of its own; together they are the one source for messages, for allow: and
// for the manual.
type Rule struct {
	ID      string // stable: what allow: and --only name
	Level   Level
	Either  bool // an error in some files and a warning in others
	Concern Concern
	What    string // what is found, as a sentence
	Why     string // why it is a rule, as a sentence
	Do      string // what would do, as a sentence
	From    string // what it rests on: a law, a standard; "" where it is our own
}

// A Concern is what is at stake. The worse comes first.
type Concern int

const (
	// Lost is for what would lose, alter or hide words, or publish what should
	// be held back: the concern of every error.
	Lost Concern = iota
	// Harm is for what could hurt somebody, and cannot be taken back.
	Harm
	// Duty is for what the law asks and is not there.
	Duty
	// Fact is for what looks wrong.
	Fact
	// Reading is for what makes the words harder to read or to find.
	Reading
	// Upkeep is for what a site can live with.
	Upkeep
)

// String is a short name of the concern, for other programs.
func (c Concern) String() string {
	return [...]string{"lost", "harm", "duty", "fact", "reading", "upkeep"}[c]
}

// Title is what people read over a list.
func (c Concern) Title() string {
	return [...]string{
		"Errors: the site cannot be built until they are mended",
		"What could harm somebody",
		"What the law asks for",
		"What looks wrong",
		"What makes it harder to read",
		"What could be tidier",
	}[c]
}

// ErrorRule is a rule that stops a build.
func ErrorRule(id, what, why, do string) Rule {
	return Rule{ID: id, Level: Error, Concern: Lost, What: what, Why: why, Do: do}
}

// WarningRule is a rule that stops nothing.
func WarningRule(id string, concern Concern, what, why, do, from string) Rule {
	return Rule{ID: id, Level: Warning, Concern: concern, What: what, Why: why, Do: do, From: from}
}

// AdviceRule is a rule of what would be good, and nobody has to do.
func AdviceRule(id string, concern Concern, what, why, do, from string) Rule {
	return Rule{ID: id, Level: Advice, Concern: concern, What: what, Why: why, Do: do, From: from}
}

// MayWarn says whether something other than an error can come of the rule.
func (r Rule) MayWarn() bool { return r.Level != Error || r.Either }

// Weigh is what is at stake in a Problem, given the rules by their ids.
func (p Problem) Weigh(rules map[string]Rule) Concern {
	if p.Level == Error {
		return Lost
	}
	r, ok := rules[p.Rule]
	if !ok || r.Concern == Lost {
		return Reading // a rule that is an error elsewhere
	}
	return r.Concern
}

// SortWorst puts problems in the order in which they are best mended: by what
// is at stake, and then by their places.
func SortWorst(ps []Problem, rules map[string]Rule) {
	SortProblems(ps)
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Compare(a.Weigh(rules), b.Weigh(rules))
	})
}

// SortRules puts rules in the order in which a manual lists them: errors, then
// warnings by what is at stake; within each, by their ids.
func SortRules(rules []Rule) {
	slices.SortFunc(rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(a.Concern, b.Concern), strings.Compare(a.ID, b.ID))
	})
}
