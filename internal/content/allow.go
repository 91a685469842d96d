package content

import (
	"fmt"
	"maps"
	"slices"

	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
)

// applyAllow removes the warnings that the file allows, and reports entries of
// allow: that are unused or name no rule. It returns the remaining problems.
func (f *contentFile) applyAllow() []diag.Problem {
	for i, a := range f.allow {
		entry := at("allow", i)
		if _, ok := Allowable[a.Rule]; !ok {
			hint := "only warnings can be allowed"
			if near := diag.Nearest(a.Rule, slices.Sorted(maps.Keys(Allowable))); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
			f.problemAtField(diag.Error, RuleWrongValue, entry, quote(a.Rule)+" is not a rule that can be allowed", hint)
			continue
		}
		used := false
		f.problems = slices.DeleteFunc(f.problems, func(p diag.Problem) bool {
			match := p.Level != diag.Error && p.Rule == a.Rule
			used = used || match
			return match
		})
		if !used && !slices.Contains(externalRules, a.Rule) && !slices.ContainsFunc(f.allow[:i], func(b allowance) bool { return b.Rule == a.Rule }) {
			f.problemAtField(diag.Warning, RuleUnusedAllow, entry, "nothing here needs "+quote(a.Rule)+" to be allowed any more", "take the entry out, so that it cannot hide the next one")
		}
	}
	f.problems = limitProblems(f.Path, f.problems)
	return f.problems
}

// limitProblems leaves out the errors and warnings of a file that exceed
// [markdown.MaxListed], and says so.
func limitProblems(file string, problems []diag.Problem) []diag.Problem {
	if len(problems) <= markdown.MaxListed {
		return problems
	}
	counts := map[diag.Level]int{}
	kept := slices.DeleteFunc(problems, func(p diag.Problem) bool {
		counts[p.Level]++
		return counts[p.Level] > markdown.MaxListed
	})
	for _, level := range []diag.Level{diag.Error, diag.Warning} {
		if counts[level] > markdown.MaxListed {
			kept = append(kept, diag.Problem{
				File: file, Level: level, Rule: markdown.RuleTooManyProblems,
				Message: fmt.Sprintf("more than %d %ss were found here; the rest are not listed", markdown.MaxListed, level), Hint: "mend those that are listed, then look again",
			})
		}
	}
	return kept
}
