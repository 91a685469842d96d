package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Rules that more than one package reports.
const (
	RuleClash    = "clash"
	RuleLanguage = "language"
)

// A Rule is what a Problem breaks. Each package that finds problems has a table
// of its rules; together they are what allow: and the manual know.
type Rule struct {
	ID       string // stable: what allow: and --only name
	Level    Level
	Either   bool // an error in some files and a warning in others
	Category Category
	What     string // what is found, as a sentence
	Why      string // why it is a rule, as a sentence
	Do       string // how to fix it, as a sentence
	From     string // its source: a law, a standard; "" where it is our own
}

// A Category is what is at stake. The worst comes first.
type Category int

const (
	// Lost is for what would lose, alter or hide words, or publish what is under
	// embargo: the category of every error.
	Lost Category = iota
	// Harm is for what could hurt somebody, and cannot be undone.
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

// String is a short name of the category, for other programs.
func (c Category) String() string {
	return [...]string{"lost", "harm", "duty", "fact", "reading", "upkeep"}[c]
}

// Title is the heading over a list.
func (c Category) Title() string {
	return [...]string{
		"Errors: the site cannot be built until they are fixed",
		"What could harm somebody",
		"What the law asks for",
		"What looks wrong",
		"What makes it harder to read",
		"What could be tidier",
	}[c]
}

// ErrorRule is a rule that stops a build.
func ErrorRule(id, what, why, do string) Rule {
	return Rule{ID: id, Level: Error, Category: Lost, What: what, Why: why, Do: do}
}

// WarningRule is a rule that stops nothing.
func WarningRule(id string, category Category, what, why, do, from string) Rule {
	return Rule{ID: id, Level: Warning, Category: category, What: what, Why: why, Do: do, From: from}
}

// AdviceRule is a rule that nobody has to follow.
func AdviceRule(id string, category Category, what, why, do, from string) Rule {
	return Rule{ID: id, Level: Advice, Category: category, What: what, Why: why, Do: do, From: from}
}

// MayWarn says whether breaking the rule can be less than an error.
func (r Rule) MayWarn() bool { return r.Level != Error || r.Either }

// CategoryOf is the category of a Problem, given the rules by their ids.
func (p Problem) CategoryOf(rules map[string]Rule) Category {
	if p.Level == Error {
		return Lost
	}
	r, ok := rules[p.Rule]
	if !ok || r.Category == Lost {
		return Reading // a rule that is an error elsewhere
	}
	return r.Category
}

// SortWorst puts problems in the order in which they are best fixed: by
// category, and then by position.
func SortWorst(ps []Problem, rules map[string]Rule) {
	SortProblems(ps)
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Compare(a.CategoryOf(rules), b.CategoryOf(rules))
	})
}

// SortRules puts rules in the order of the manual: by category, and within each
// by id.
func SortRules(rules []Rule) {
	slices.SortFunc(rules, func(a, b Rule) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), strings.Compare(a.ID, b.ID))
	})
}
