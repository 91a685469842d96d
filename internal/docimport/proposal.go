package docimport

import (
	"strings"

	"fiftysix/internal/register"
)

// This file proposes what an answer says of action, and the status that
// follows. Each proposal quotes the words it rests on, for a person to judge.

var (
	refusedForm = form(`(?i)\b(?:(?:does|do|did|will|can) ?not (?:accept|agree|propose)\b|no (?:further )?action (?:is|will be|has been|was)?\s*(?:proposed|planned|required|needed|taken|to be taken)|not accepted|rejected|partially accepted)`)
	awaitForm   = form(`(?i)\b(?:await\w*|will wait|waiting for|aros am)\b`)
	notOursForm = form(`(?i)\b(?:not (?:applicable|for|directed|addressed|relevant)|addressed to|n/a|a matter for|cyfeirio at)\b`)
	doneForm    = form(`(?i)\b(?:(?:has|have) (?:now |already |also |fully |since )*(?:been )?(?:\w+ed|set up|put|made|built|begun|given|written|brought|held|found|taken|met|run|sent|done)|(?:was|were) (?:\w+ed|sent|put|made|built|given|written|brought|held|found|taken|run|set up)|is (?:now )?(?:complete|in place)|are (?:now )?in place|completed|complete\b|wedi\b|we (?:trained|published|reviewed|changed|set up|introduced|completed))`)
	willForm    = form(`(?i)\b(?:will|plans? to|intends? to|is (?:currently )?(?:\w+ing)|are (?:currently )?(?:\w+ing)|being|aims? to|going to|bydd|byddwn)\b`)
)

// proposed is what an answer lets us propose.
type proposed struct {
	action register.Action
	status register.Status
	why    string // the words it rests on
	also   string // words that may say otherwise
}

// propose reads an answer to a finding that is w's to act on. told is what a
// column or a line named status says, which goes before.
func propose(answer, told string, w register.Whose) (p proposed) {
	if w == register.Others {
		if m := awaitForm.FindString(answer); m != "" {
			return proposed{status: register.AwaitingNationalBody, why: m}
		}
		if m := notOursForm.FindString(answer); m != "" {
			return proposed{status: register.NotForThisForce, why: m}
		}
		if told != "" || strings.TrimSpace(answer) != "" {
			return proposed{status: register.AwaitingNationalBody}
		}
		return p
	}
	p = fromWords(answer)
	if status, action, ok := statusWords(told); ok {
		p.status, p.why, p.also = status, told, ""
		if action != "" && p.action == "" || status == register.Complete {
			p.action = action
		}
	}
	return p
}

// fromWords goes by the first verb: what has been done, or what will be.
func fromWords(answer string) (p proposed) {
	if m := refusedForm.FindString(answer); m != "" && !strings.Contains(strings.ToLower(m), "partial") {
		return proposed{action: register.ActionNone, status: register.NoAction, why: m}
	}
	done, will := doneForm.FindStringIndex(answer), willForm.FindStringIndex(answer)
	switch {
	case done != nil && (will == nil || done[0] < will[0]):
		p = proposed{action: register.ActionTaken, status: register.Complete, why: answer[done[0]:done[1]]}
		if will != nil {
			p.also = answer[will[0]:will[1]]
		}
	case will != nil:
		p = proposed{action: register.ActionProposed, status: register.InProgress, why: answer[will[0]:will[1]]}
	}
	return p
}

var statusForms = []struct {
	form   *pattern
	status register.Status
	action register.Action
}{
	{form(`(?i)\b(?:not started|to be started|not yet|heb ddechrau)\b`), register.NotStarted, register.ActionProposed},
	{form(`(?i)\b(?:awaiting (?:hmicfrs|inspect\w+|sign.?off|closure)|pending sign.?off|submitted for closure)\b`), register.AwaitingInspectorate, register.ActionTaken},
	{form(`(?i)\b(?:in progress|ongoing|on.?going|on track|under ?way|partially|amber|in hand|ar waith|open|rhannol)\b`), register.InProgress, register.ActionProposed},
	{form(`(?i)\b(?:complete[d]?|done|implemented|achieved|green|discharged|closed|cwblhau|wedi'i gwblhau|cyflawn)\b`), register.Complete, register.ActionTaken},
	{form(`(?i)\b(?:superseded)\b`), register.Superseded, ""},
	{form(`(?i)\b(?:no action|not accepted|rejected)\b`), register.NoAction, register.ActionNone},
	{form(`(?i)\b(?:red|overdue|behind)\b`), register.InProgress, register.ActionProposed},
}

// statusWords reads what a column named status says.
func statusWords(told string) (s register.Status, a register.Action, ok bool) {
	for _, f := range statusForms {
		if told != "" && f.form.MatchString(told) {
			return f.status, f.action, true
		}
	}
	return "", "", false
}
