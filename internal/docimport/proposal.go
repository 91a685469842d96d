package docimport

import (
	"strings"

	"fiftysix/internal/inspection"
)

// This file proposes what an answer says about action, and the status that
// follows. Each proposal quotes the words it rests on, for a person to judge.

var (
	refusedWords = pattern(`(?i)\b(?:(?:does|do|did|will|can) ?not (?:accept|agree|propose)\b|no (?:further )?action (?:is|will be|has been|was)?\s*(?:proposed|planned|required|needed|taken|to be taken)|not accepted|rejected|partially accepted)`)
	awaitWords   = pattern(`(?i)\b(?:await\w*|will wait|waiting for|aros am)\b`)
	notOursWords = pattern(`(?i)\b(?:not (?:applicable|for|directed|addressed|relevant)|addressed to|n/a|a matter for|cyfeirio at)\b`)
	doneWords    = pattern(`(?i)\b(?:(?:has|have) (?:now |already |also |fully |since )*(?:been )?(?:\w+ed|set up|put|made|built|begun|given|written|brought|held|found|taken|met|run|sent|done)|(?:was|were) (?:\w+ed|sent|put|made|built|given|written|brought|held|found|taken|run|set up)|is (?:now )?(?:complete|in place)|are (?:now )?in place|completed|complete\b|wedi\b|we (?:trained|published|reviewed|changed|set up|introduced|completed))`)
	willWords    = pattern(`(?i)\b(?:will|plans? to|intends? to|is (?:currently )?(?:\w+ing)|are (?:currently )?(?:\w+ing)|being|aims? to|going to|bydd|byddwn)\b`)
)

// A proposal is what can be proposed from an answer.
type proposal struct {
	action inspection.Action
	status inspection.Status
	quote  string // the words it rests on
	but    string // words that may say otherwise
}

// propose reads an answer and what a column or a line named status says, which
// takes precedence.
func propose(answer, statusText string, responsible inspection.Responsibility) proposal {
	if responsible == inspection.Others {
		return proposeForOthers(answer, statusText)
	}
	p := proposeFromVerbs(answer)
	if s, ok := firstMatch(statusRules, statusText); ok && statusText != "" {
		p.status, p.quote, p.but = s.status, statusText, ""
		if s.action != "" && p.action == "" || s.status == inspection.Complete {
			p.action = s.action
		}
	}
	return p
}

func proposeForOthers(answer, statusText string) proposal {
	if m := awaitWords().FindString(answer); m != "" {
		return proposal{status: inspection.AwaitingNationalBody, quote: m}
	}
	if m := notOursWords().FindString(answer); m != "" {
		return proposal{status: inspection.NotForThisForce, quote: m}
	}
	if statusText != "" || strings.TrimSpace(answer) != "" {
		return proposal{status: inspection.AwaitingNationalBody}
	}
	return proposal{}
}

// proposeFromVerbs goes by the first verb: what has been done, or what will be.
func proposeFromVerbs(answer string) (p proposal) {
	if m := refusedWords().FindString(answer); m != "" && !strings.Contains(strings.ToLower(m), "partial") {
		return proposal{action: inspection.ActionNone, status: inspection.NoAction, quote: m}
	}
	done, will := doneWords().FindStringIndex(answer), willWords().FindStringIndex(answer)
	switch {
	case done != nil && (will == nil || done[0] < will[0]):
		p = proposal{action: inspection.ActionTaken, status: inspection.Complete, quote: answer[done[0]:done[1]]}
		if will != nil {
			p.but = answer[will[0]:will[1]]
		}
	case will != nil:
		p = proposal{action: inspection.ActionProposed, status: inspection.InProgress, quote: answer[will[0]:will[1]]}
	}
	return p
}

// statusRules read a column or a line named status.
var statusRules = []rule[proposal]{
	{proposal{status: inspection.NotStarted, action: inspection.ActionProposed}, pattern(`(?i)\b(?:not started|to be started|not yet|heb ddechrau)\b`)},
	{proposal{status: inspection.AwaitingInspectorate, action: inspection.ActionTaken}, pattern(`(?i)\b(?:awaiting (?:hmicfrs|inspect\w+|sign.?off|closure)|pending sign.?off|submitted for closure)\b`)},
	{proposal{status: inspection.InProgress, action: inspection.ActionProposed}, pattern(`(?i)\b(?:in progress|ongoing|on.?going|on track|under ?way|partially|amber|in hand|ar waith|open|rhannol)\b`)},
	{proposal{status: inspection.Complete, action: inspection.ActionTaken}, pattern(`(?i)\b(?:complete[d]?|done|implemented|achieved|green|discharged|closed|cwblhau|wedi'i gwblhau|cyflawn)\b`)},
	{proposal{status: inspection.Superseded}, pattern(`(?i)\b(?:superseded)\b`)},
	{proposal{status: inspection.NoAction, action: inspection.ActionNone}, pattern(`(?i)\b(?:no action|not accepted|rejected)\b`)},
	{proposal{status: inspection.InProgress, action: inspection.ActionProposed}, pattern(`(?i)\b(?:red|overdue|behind)\b`)},
}
