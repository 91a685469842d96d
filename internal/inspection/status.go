package inspection

import "slices"

// A Status is how far a finding has come, as somebody says. "The force says it
// is complete" and "the inspectorate has closed it" are two different statuses.
type Status string

// The statuses. NoStatus is that of a finding with no history: no progress has
// been published.
const (
	NoStatus             Status = ""
	NotStarted           Status = "not-started"
	InProgress           Status = "in-progress"
	Complete             Status = "complete"
	AwaitingInspectorate Status = "awaiting-inspectorate"
	Closed               Status = "closed"
	Superseded           Status = "superseded"
	NoAction             Status = "no-action"
	AwaitingNationalBody Status = "awaiting-national-body"
	NotForThisForce      Status = "not-for-this-force"
)

// Statuses are all statuses in the order in which they are listed; NoStatus
// comes first.
var Statuses = []Status{
	NoStatus, NotStarted, InProgress, Complete, AwaitingInspectorate, Closed,
	Superseded, NoAction, AwaitingNationalBody, NotForThisForce,
}

// Slug is the status in a URL: NoStatus is "none-published".
func (s Status) Slug() string {
	if s == NoStatus {
		return "none-published"
	}
	return string(s)
}

// Unfinished says whether this force has still something to do or to say.
func (s Status) Unfinished() bool {
	switch s {
	case NoStatus, NotStarted, InProgress, AwaitingInspectorate:
		return true
	}
	return false
}

// notDone says whether nobody says yet that the work is done.
func (s Status) notDone() bool { return s.Unfinished() && s != AwaitingInspectorate }

// Party is who says a status: the force, the local policing body or the inspectorate.
type Party string

// The parties.
const (
	ByForce        Party = "force"
	ByBody         Party = "body"
	ByInspectorate Party = "inspectorate"
)

// An Update is one entry of a finding's history.
type Update struct {
	Date    Date
	Status  Status
	By      Party
	Note    string
	URL     string
	Embargo Embargo // an update with a future date is withheld until then
}

// PartiesFor lists who may say each status: only the force or the body says
// "complete", only the inspectorate "closed".
var PartiesFor = map[Status][]Party{
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

// Parties lists who may say that a finding has the status: nobody, for NoStatus.
func (s Status) Parties() []Party { return slices.Clone(PartiesFor[s]) }

// AllowedFor says whether a finding with that responsibility may have the status.
func (s Status) AllowedFor(r Responsibility) bool {
	switch s {
	case Superseded:
		return true
	case AwaitingNationalBody, NotForThisForce:
		return r == Others
	}
	return r != Others
}

// progress orders the statuses of work that goes on; the others have none.
var progress = map[Status]int{NotStarted: 1, InProgress: 2, Complete: 3, AwaitingInspectorate: 4, Closed: 5}

// Behind says whether a status is further back than the one before it. From
// awaiting the inspectorate back to complete is not a step back in the work.
func (s Status) Behind(before Status) bool {
	now, was := progress[s], progress[before]
	return now > 0 && was > 0 && now < was && (now < progress[Complete] || was == progress[Closed])
}
