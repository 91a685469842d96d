package preview

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// guardHeaders keep the preview out of search engines, caches and other sites' pages.
func guardHeaders(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
}

// refuse says why a request is refused, or "". A page of another site could make a
// browser on this computer send us requests under a name that resolves to this
// computer (DNS rebinding), so names that are not ours are refused. That cannot be
// done with an IP address.
func (p *Preview) refuse(r *http.Request) string {
	if !p.isOwnHost(r.Host) {
		return "It does not answer to the name " + strings.ToValidUTF8(r.Host, "?") + "."
	}
	if origin := r.Header.Get("Origin"); origin != "" {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "http" || u.Host != r.Host {
			return "Another site asked for this page."
		}
	}
	if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
		return "Another site asked for this page."
	}
	return ""
}

// isOwnHost reports whether a Host header names this computer.
func (p *Preview) isOwnHost(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || slices.Contains(p.opt.Hosts, name) {
		return true
	}
	_, err = netip.ParseAddr(name)
	return err == nil
}
