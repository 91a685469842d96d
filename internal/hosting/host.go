// Package hosting knows what each kind of web host wants to find beside a site's
// pages, so that it serves them safely: security headers, how long a browser
// may keep a file, types of files, and where pages have moved.
//
// Begin at [Files]. What is said of every file is in one table, rules.go; the
// files named for hosts write that table as each of them reads it.
//
// The package never serves anything and never touches a disk. A site needs
// none of its files to work: they make it faster and safer.
package hosting

import (
	"regexp"
	"slices"
)

// A Site is what a host is told about.
type Site struct {
	Base   string // the path at which the site stands: "/" or "/inspections/"
	Secure bool   // it has the whole of an https host to itself
	Moved  []Move // old addresses, in order
	Packed bool   // beside each file of a kind in Packed stand its compressed forms
}

// A Move leads from an old address to where the page is now. Both are the
// site's own, escaped, and begin with a slash.
type Move struct{ From, To string }

// A File is what one host reads.
type File struct {
	Name string // in the site's folder
	Data []byte
}

// kinds are the hosts that settings may name, with how each is written.
var kinds = []struct {
	name  string
	files func(Site) []File
}{
	{"apache", apache},
	{"caddy", caddy},
	{"cloudflare-pages", cloudflare},
	{"github-pages", github},
	{"iis", iis},
	{"lighttpd", lighttpd},
	{"netlify", netlify},
	{"nginx", nginx},
	{"s3", s3},
}

// Names are the hosts that settings may name, in order.
func Names() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

// Files are the files that the hosts of these names read, in order. Two hosts
// that read files of one name are not for one site: see [Clash].
func Files(names []string, s Site) []File {
	s = s.harmless()
	var all []File
	for _, k := range kinds {
		if slices.Contains(names, k.name) {
			all = append(all, k.files(s)...)
		}
	}
	return all
}

// Clash gives two of the hosts named that read a file of the same name, each
// in its own way.
func Clash(names []string) (a, b string, ok bool) {
	if slices.Contains(names, "netlify") && slices.Contains(names, "cloudflare-pages") {
		return "cloudflare-pages", "netlify", true
	}
	return "", "", false
}

// ordinary are the characters that mean nothing else in any of the languages
// that hosts read. They are all that most addresses hold.
var ordinary = regexp.MustCompile(`^[A-Za-z0-9/._~-]+$`)

// harmless leaves out what could be taken for more than an address. A page
// stands at every old address and leads on from there, so nothing is lost.
func (s Site) harmless() Site {
	if !ordinary.MatchString(s.Base) {
		s.Base, s.Moved = "/", nil
	}
	s.Moved = slices.DeleteFunc(slices.Clone(s.Moved), func(m Move) bool {
		return !ordinary.MatchString(m.From) || !ordinary.MatchString(m.To)
	})
	return s
}

// lost is the page for an address where nothing is.
const lost = "404.html"

// path is an address of the site's on its host.
func (s Site) path(address string) string { return s.Base + address[1:] }
