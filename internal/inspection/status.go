package inspection

import "slices"

// A Status is how far a finding has come, in somebody's words. "The force says
// it is complete" and "the inspectorate has closed it" are two statuses and
// never one.
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

// Slug is the status as a part of an address: NoStatus is "none-published".
func (s Status) Slug() string {
	if s == NoStatus {
		return "none-published"
	}
	return string(s)
}

// Unfinished says whether something is still for this force to do or to say.
func (s Status) Unfinished() bool {
	switch s {
	case NoStatus, NotStarted, InProgress, AwaitingInspectorate:
		return true
	}
	return false
}

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
	Embargo Embargo // an update of a day that is to come is held until then
}

// saidBy is who may say each status: "complete" is what the force or the body
// says, "closed" only what the inspectorate does.
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

// SaidBy is who may say that a finding has the status: nobody, for NoStatus.
func (s Status) Parties() []Party { return slices.Clone(PartiesFor[s]) }

// allowedFor says whether a finding of that whose may have the status.
func (s Status) AllowedFor(w Responsibility) bool {
	switch s {
	case Superseded:
		return true
	case AwaitingNationalBody, NotForThisForce:
		return w == Others
	}
	return w != Others
}

// progress is how far each status is on the way; those that are not on it have
// none.
var progress = map[Status]int{NotStarted: 1, InProgress: 2, Complete: 3, AwaitingInspectorate: 4, Closed: 5}

// behind says whether a status is further back than another. From complete to
// awaiting the inspectorate and back again is no step back in the work.
func (s Status) Behind(before Status) bool {
	now, was := progress[s], progress[before]
	return now > 0 && was > 0 && now < was && (now < progress[Complete] || was == progress[Closed])
}
