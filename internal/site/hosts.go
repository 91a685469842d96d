package site

import (
	"net/url"
	"strings"

	"fiftysix/internal/hosting"
)

// planHosts plans what the hosts named in the settings read beside the pages.
func (s *Site) planHosts(to *outputList) {
	told := hosting.Site{Base: s.basePath(), Packed: s.compress}
	if u, err := url.Parse(s.base); err == nil {
		told.Secure = u.Scheme == "https" && told.Base == "/"
	}
	s.each(to, func(e *localeSite, _ *outputList) {
		e.eachMove(func(m move) { told.Moved = append(told.Moved, hosting.Move{From: m.from, To: m.at}) })
	})
	for _, f := range hosting.Files(s.reg.Office.Hosts, told) {
		to.add(Output{URL: "/" + strings.TrimPrefix(f.Name, "/")}, func() (content, error) { return whole(f.Data, nil) })
	}
}
