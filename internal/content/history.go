package content

import (
	"slices"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// resolveHistory checks a finding's updates and sorts them.
func (f *findingFile) resolveHistory() {
	list := f.Fields.Field("history")
	if list == nil || (list.Kind != frontmatter.List && list.Kind != frontmatter.Map) {
		return
	}
	items := list.Items
	if list.Kind == frontmatter.Map {
		items = []frontmatter.Value{*list}
	}
	var latest inspection.Date
	for i, u := range f.history {
		if len(items) != len(f.history) {
			break // an item could not be read, which was reported
		}
		f.checkUpdate(&items[i], u)
		if !u.Date.IsZero() && u.Date.Before(latest) {
			f.problem(diag.Error, RuleContradiction, fieldOr(&items[i], "date"), "this entry of the history is older than the one above it", "entries stand in the order of their dates; add new ones at the end")
		}
		if u.Date.After(latest) {
			latest = u.Date
		}
	}
	f.finding.History = slices.Clone(f.history)
	slices.SortStableFunc(f.finding.History, func(a, b inspection.Update) int { return a.Date.Compare(b.Date) })
}

func (f *findingFile) checkUpdate(item *frontmatter.Value, u inspection.Update) {
	if u.Status == "" {
		return
	}
	if u.By != "" && !slices.Contains(inspection.PartiesFor[u.Status], u.By) {
		f.problem(diag.Error, RuleContradiction, fieldOr(item, "by"), quote(string(u.Status))+" is not for the "+string(u.By)+" to say", statusHint(u.Status))
	}
	if w := f.finding.Responsibility; w != "" && !u.Status.AllowedFor(w) {
		hint := "a finding that is only others' is awaiting-national-body, not-for-this-force or superseded"
		if w != inspection.Others {
			hint = "that status is for findings that are only others' (whose: others)"
		}
		f.problem(diag.Error, RuleContradiction, fieldOr(item, "status"), "the status "+quote(string(u.Status))+" does not go with whose: "+string(w), hint)
	}
}

func statusHint(s inspection.Status) string {
	switch s {
	case inspection.Complete:
		return "the force or the body says complete; where the inspectorate agrees, the status is closed"
	case inspection.Closed:
		return "only the inspectorate closes a finding; where the force has done what was asked, the status is complete"
	}
	return "the force or the body says it"
}

// fieldOr returns a field of a group, or the group itself if it has none.
func fieldOr(v *frontmatter.Value, name string) *frontmatter.Value {
	if field := v.Field(name); field != nil {
		return field
	}
	return v
}
