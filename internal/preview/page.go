package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
)

// rendered is the response for one address, before the preview's own lines are added.
type rendered struct {
	output site.Output
	exists bool // the site has it
	status int
	body   []byte // nil where there is nothing to show but what is wrong
	html   bool
	hash   string   // of the body without the addresses of its stylesheets
	styles []string // those addresses
	stale  bool     // a layout failed, so the page is shown as it was before
	broken string   // a fault of the program, with its stack
}

// page renders an address of the site. Where a layout fails, the page is shown as it
// could last be rendered.
func (s *viewState) page(address string) rendered {
	_, good := s.results()
	if good == nil {
		return rendered{status: http.StatusServiceUnavailable, html: true, hash: "nothing"}
	}
	d, cached := good.cached(address)
	if cached {
		return d
	}
	d.status = http.StatusOK
	show := address
	if d.output, d.exists = good.site.Output(address); !d.exists {
		d.status, show = http.StatusNotFound, "/404.html"
	}
	d.html = strings.HasSuffix(site.FileOf(show), ".html")
	var err error
	d.body, err = render(good.site, show)
	var fault *site.TemplateError
	switch {
	case errors.As(err, &fault):
		good.setFault(show, fault.Problem)
		d.stale = true
		d.body = s.lastPage(show)
		if d.body == nil {
			d.status, d.html = http.StatusInternalServerError, true
		}
	case err != nil:
		d.status, d.html, d.body, d.broken = http.StatusInternalServerError, true, nil, err.Error()
	default:
		good.setFault(show, diag.Problem{})
		if d.html {
			s.keep(show, d.body)
		}
	}
	d.hash, d.styles = fingerprint(d.body, d.html)
	if d.body == nil {
		d.hash = "nothing"
	}
	if d.html { // other files are read from the disk, where they may change
		good.cache(address, d)
	}
	return d
}

// render renders an output, with a panic as an error: it must not end the server.
func render(s *site.Site, address string) (data []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%v\n\n%s", v, debug.Stack())
		}
	}()
	return s.Render(address)
}

const maxRendered = 64

func (m *buildResult) cached(address string) (rendered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.pages[address]
	return d, ok
}

func (m *buildResult) cache(address string, d rendered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.pages) >= maxRendered {
		clear(m.pages)
	}
	m.pages[address] = d
}

// setFault records what a layout did wrong on a page; the zero Problem clears it.
func (m *buildResult) setFault(address string, p diag.Problem) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p.Message == "" {
		delete(m.faults, address)
		return
	}
	m.faults[address] = p
}

// allProblems are the build's problems and those of layouts that failed since.
func (m *buildResult) allProblems() []diag.Problem {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.faults) == 0 {
		return m.problems
	}
	var more []diag.Problem
	for _, p := range m.faults {
		if !slices.Contains(m.problems, p) && !slices.Contains(more, p) {
			more = append(more, p)
		}
	}
	all := slices.Concat(m.problems, more)
	diag.SortProblems(all)
	return all
}

var stylesheet = regexp.MustCompile(`<link rel="stylesheet" href="([^"]*)"`)

// fingerprint hashes a page without the addresses of its stylesheets, which a browser
// can replace without loading the page again.
func fingerprint(body []byte, html bool) (hash string, styles []string) {
	if html {
		for _, m := range stylesheet.FindAllSubmatchIndex(body, -1) {
			styles = append(styles, string(body[m[2]:m[3]]))
		}
		for _, href := range styles {
			body = bytes.Replace(body, []byte(href), nil, 1)
		}
	}
	return shortHash(body), styles
}

func shortHash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// addressOf escapes an address as the site's plan does, however the browser wrote it.
// It is only ever looked up in the plan, never on a disk.
func addressOf(p string) string {
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

// types are the media types of a site's files. The system's own table is not used, as
// it differs from computer to computer.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".xml": "application/xml; charset=utf-8", ".json": "application/json; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".pdf": "application/pdf",
	".zip": "application/zip", ".woff2": "font/woff2", ".ico": "image/x-icon", ".webmanifest": "application/manifest+json",
}

func typeOf(address string) string {
	if t := types[strings.ToLower(path.Ext(site.FileOf(address)))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// subject returns the report that a page is about, and the page's embargo.
func (m *buildResult) subject(o site.Output) (r *inspection.Report, embargo inspection.Embargo, known bool) {
	if len(o.Sources) == 0 || m.reg == nil {
		return nil, inspection.Embargo{}, false
	}
	file := o.Sources[0]
	for _, page := range m.reg.Pages {
		if page.File == file {
			return nil, page.Embargo, true
		}
	}
	r = m.reg.Report(path.Base(path.Dir(file)))
	if r == nil {
		return nil, inspection.Embargo{}, false
	}
	if !r.Embargo.Public() {
		return r, r.Embargo, true
	}
	for _, f := range r.Findings {
		if f.File == file {
			embargo = f.Embargo
			if f.Parent != nil && embargo.Public() {
				embargo = f.Parent.Embargo
			}
			return r, embargo, true
		}
	}
	return r, inspection.Embargo{}, true
}
