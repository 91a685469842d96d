package register

import (
	"slices"

	"fiftysix/internal/source"
)

// saidBy is who may say each status: "complete" is what the force or the body
// says, "closed" only what the inspectorate does.
var saidBy = map[Status][]Party{
	NotStarted:           {ByForce, ByBody, ByInspectorate},
	InProgress:           {ByForce, ByBody, ByInspectorate},
	Complete:             {ByForce, ByBody},
	AwaitingInspectorate: {ByForce, ByBody, ByInspectorate},
	Closed:               {ByInspectorate},
	Superseded:           {ByForce, ByBody, ByInspectorate},
	NoAction:             {ByForce, ByBody},
	AwaitingNationalBody: {ByForce, ByBody},
	NotForThisForce:      {ByForce, ByBody, ByInspectorate},
}

// SaidBy is who may say that a finding has the status: nobody, for NoStatus.
func (s Status) SaidBy() []Party { return slices.Clone(saidBy[s]) }

// allowedFor says whether a finding of that whose may have the status.
func (s Status) allowedFor(w Whose) bool {
	switch s {
	case Superseded:
		return true
	case AwaitingNationalBody, NotForThisForce:
		return w == Others
	}
	return w != Others
}

// settleHistory checks a finding's updates and puts them in order.
func (f *findingFile) settleHistory() {
	list := f.Fields.Field("history")
	if list == nil || (list.Kind != source.List && list.Kind != source.Map) {
		return
	}
	items := list.Items
	if list.Kind == source.Map {
		items = []source.Value{*list}
	}
	var latest Date
	for i, u := range f.history {
		if len(items) != len(f.history) {
			break // an item of the list could not be read, and that was said
		}
		f.checkUpdate(&items[i], u)
		if !u.Date.IsZero() && u.Date.Before(latest) {
			f.problem(source.Error, RuleContradiction, fieldOr(&items[i], "date"), "this entry of the history is older than the one above it", "entries stand in the order of their dates; add new ones at the end")
		}
		if u.Date.After(latest) {
			latest = u.Date
		}
	}
	f.finding.History = slices.Clone(f.history)
	slices.SortStableFunc(f.finding.History, func(a, b Update) int { return a.Date.Compare(b.Date) })
}

func (f *findingFile) checkUpdate(item *source.Value, u Update) {
	if u.Status == "" {
		return
	}
	if u.By != "" && !slices.Contains(saidBy[u.Status], u.By) {
		f.problem(source.Error, RuleContradiction, fieldOr(item, "by"), quote(string(u.Status))+" is not for the "+string(u.By)+" to say", whoSays(u.Status))
	}
	if w := f.finding.Whose; w != "" && !u.Status.allowedFor(w) {
		hint := "a finding that is only others' is awaiting-national-body, not-for-this-force or superseded"
		if w != Others {
			hint = "that status is for findings that are only others' (whose: others)"
		}
		f.problem(source.Error, RuleContradiction, fieldOr(item, "status"), "the status "+quote(string(u.Status))+" does not go with whose: "+string(w), hint)
	}
}

func whoSays(s Status) string {
	switch s {
	case Complete:
		return "the force or the body says complete; where the inspectorate agrees, the status is closed"
	case Closed:
		return "only the inspectorate closes a finding; where the force has done what was asked, the status is complete"
	}
	return "the force or the body says it"
}

// fieldOr is a field of a group, or the group itself where it has none.
func fieldOr(v *source.Value, name string) *source.Value {
	if field := v.Field(name); field != nil {
		return field
	}
	return v
}
