package publish

// A Kind is the kind of site in a folder or an archive. A folder never changes from
// one kind to another, so that a draft that is passed around cannot end up on a
// public host.
type Kind string

// The kinds.
const (
	Public  Kind = ""         // for a host
	Offline Kind = "offline"  // opened from a folder
	SignOff Kind = "sign-off" // shows what is withheld, for those who sign it off
)

// describe names the kind in messages.
func (k Kind) describe() string {
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
