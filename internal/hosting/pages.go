package hosting

import (
	"bytes"
	"fmt"
)

// Hosts that take a folder and read two files in it. Both send short lifetimes
// of their own for pages, and join what several rules say of one header, so
// that only files that never change are told of.

// netlify: https://docs.netlify.com/routing/headers/ and …/redirects/. A page
// stands at every old address for other hosts; "!" goes before it.
func netlify(s Site) []File {
	return []File{{"_headers", headersFile(s)}, {"_redirects", redirectsFile(s, "301!")}}
}

// cloudflare: https://developers.cloudflare.com/pages/configuration/headers/
// and …/redirects/. Redirects go before pages there, and "!" is not known.
func cloudflare(s Site) []File {
	return []File{{"_headers", headersFile(s)}, {"_redirects", redirectsFile(s, "301")}}
}

// github would pass over files that begin with an underscore, and read pages
// for a language of its own.
func github(Site) []File { return []File{{".nojekyll", []byte{}}} }

func headersFile(s Site) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n%s*\n", made, s.Base)
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
	}
	fmt.Fprintf(&b, "%s%s*\n  Cache-Control: %s\n", s.Base, assets, keepForEver)
	for _, ext := range open {
		fmt.Fprintf(&b, "%s*%s\n  Access-Control-Allow-Origin: *\n", s.Base, ext)
	}
	for _, t := range types {
		fmt.Fprintf(&b, "%s*%s\n  Content-Type: %s\n", s.Base, t.ext, t.mime)
	}
	return b.Bytes()
}

func redirectsFile(s Site, status string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", made)
	for _, m := range s.Moved {
		fmt.Fprintf(&b, "%s %s %s\n", s.path(m.From), s.path(m.To), status)
	}
	return b.Bytes()
}
