package feeds

import (
	"crypto/sha1" // what RFC 4122 says for names of this kind; nothing is kept secret by it
	"encoding/hex"
	"net/url"
	"strings"
)

// Names makes the names of what is told. A reader that has been told of
// something knows it again by its name alone, so a name rests on nothing that
// may change: no title, no place in a list, no day of a build.
type Names struct {
	owner string // of tag addresses: a host's name or an e-mail address
	seed  string // of names where there is no owner
}

// since is the date of every tag (RFC 4151): one on which the owner had its
// name. It is the same for all, since a date that were found in the content
// could change with it.
const since = "2026"

// NamesOf are the names that somebody gives. Owners are addresses of theirs, of
// which the first that is one counts: a page's address or an e-mail address.
// Where none is, no address is made up, and names rest on the seed.
func NamesOf(seed string, owners ...string) Names {
	for _, o := range owners {
		if u, err := url.Parse(o); err == nil && u.Hostname() != "" {
			return Names{owner: strings.ToLower(u.Hostname())}
		}
		if at := strings.LastIndexByte(o, '@'); at > 0 && at < len(o)-1 && !strings.ContainsAny(o, "/:<> ") {
			return Names{owner: strings.ToLower(o)}
		}
	}
	return Names{seed: seed}
}

// ID is the name of what stands at a path of the owner's choice, such as
// "en/2020-prevent/answered": a tag, or a UUID where there is no owner.
func (n Names) ID(path string) string {
	if n.owner == "" {
		return "urn:uuid:" + n.uuid(path)
	}
	return "tag:" + n.owner + "," + since + ":" + path
}

// UID is the same for an event of a calendar. Some calendars make a file's
// name of it, so it holds no slash.
func (n Names) UID(path string) string {
	if n.owner == "" {
		return n.uuid(path)
	}
	host := n.owner[strings.LastIndexByte(n.owner, '@')+1:]
	return strings.ReplaceAll(path, "/", ":") + "@" + host
}

// space is what our UUIDs are made within.
var space = sha1.Sum([]byte("fiftysix: names of what is told, where nobody owns an address"))

// uuid is a UUID of version 5: one that a name always gives.
func (n Names) uuid(path string) string {
	h := sha1.New()
	h.Write(space[:16])
	h.Write([]byte(n.seed + "\n" + path))
	sum := h.Sum(nil)[:16]
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	text := hex.EncodeToString(sum)
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}
