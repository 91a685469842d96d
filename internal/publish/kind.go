package publish

// A Kind is what kind of site a folder or an archive holds. What stands on a
// host is told from what is handed from person to person, so that a draft
// never comes to stand where the public reads.
type Kind string

// The kinds.
const (
	Public  Kind = ""         // for a host
	Offline Kind = "offline"  // opened from a folder
	SignOff Kind = "sign-off" // shows what is held back, for those who sign it off
)

func (k Kind) words() string {
	switch k {
	case Public:
		return "the public site"
	case Offline:
		return "a copy to be opened from a folder"
	case SignOff:
		return "a sign-off copy"
	}
	return "a site of another kind (" + string(k) + ")"
}
