package feeds

import (
	"crypto/sha1" // which RFC 4122 asks for; nothing secret depends on it
	"fmt"
	"net/url"
	"strings"
)

// IDs makes the IDs of feeds and entries. A reader recognises an entry by its ID
// alone, so an ID depends on nothing that may change: no title, no position in a
// list, no date of a build.
type IDs struct {
	owner string // a host name or an e-mail address, for tag URIs
	seed  string // for UUIDs, where there is no owner
}

// tagDate is the date in every tag URI (RFC 4151), on which the owner had its
// address. It is the same for all, since a date taken from the content could
// change with it.
const tagDate = "2026"

// NewIDs returns the IDs of the first owner that is the address of a page or an
// e-mail address. If there is none, no address is invented, and the IDs are
// UUIDs that depend on the seed.
func NewIDs(seed string, owners ...string) IDs {
	for _, o := range owners {
		if u, err := url.Parse(o); err == nil && u.Hostname() != "" {
			return IDs{owner: strings.ToLower(u.Hostname())}
		}
		if at := strings.LastIndexByte(o, '@'); at > 0 && at < len(o)-1 && !strings.ContainsAny(o, "/:<> ") {
			return IDs{owner: strings.ToLower(o)}
		}
	}
	return IDs{seed: seed}
}

// ID is a tag URI or the URN of a UUID, for a path that the caller chooses, such
// as "en/2020-prevent/answered".
func (ids IDs) ID(path string) string {
	if ids.owner == "" {
		return "urn:uuid:" + ids.uuid(path)
	}
	return "tag:" + ids.owner + "," + tagDate + ":" + path
}

// UID is the same for an event of a calendar. Some programs use it as the name
// of a file, so it contains no slash.
func (ids IDs) UID(path string) string {
	if ids.owner == "" {
		return ids.uuid(path)
	}
	host := ids.owner[strings.LastIndexByte(ids.owner, '@')+1:]
	return strings.ReplaceAll(path, "/", ":") + "@" + host
}

// uuidNamespace must not change: every published UUID depends on it.
var uuidNamespace = sha1.Sum([]byte("fiftysix: names of what is told, where nobody owns an address"))

// uuid is a UUID of version 5, which depends on the name alone.
func (ids IDs) uuid(path string) string {
	u := sha1.Sum([]byte(string(uuidNamespace[:16]) + ids.seed + "\n" + path))
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}
