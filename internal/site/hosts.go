package site

import (
	"net/url"
	"strings"

	"fiftysix/internal/hosting"
)

// planHosts plans what the hosts named in the settings read beside the pages.
func (s *Site) planHosts(to *outputList) {
	host := hosting.Site{Base: s.basePath(), Precompressed: s.compress}
	if u, err := url.Parse(s.base); err == nil {
		host.OwnsHTTPSHost = u.Scheme == "https" && host.Base == "/"
	}
	s.forEachLocale(to, func(e *localeSite, _ *outputList) {
		e.eachRedirect(func(m redirect) { host.Redirects = append(host.Redirects, hosting.Redirect{From: m.from, To: m.at}) })
	})
	for _, f := range hosting.Files(s.reg.Office.Hosts, host) {
		to.add(Output{URL: "/" + strings.TrimPrefix(f.Name, "/")}, writeBytes(f.Data))
	}
}
