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

// rendered is what is answered for one address, before the preview's own lines.
type rendered struct {
	output site.Output
	found  bool // whether the site has it
	status int
	body   []byte // nil where there is nothing to show but what is wrong
	html   bool
	mark   string   // of the body, but for the stylesheets it names
	styles []string // those
	faulty bool     // a layout failed, so that it is shown as it was before
	broken string   // the program's own fault, for its page
}

// page draws an address of the site. What cannot be rendered for a mistake in a
// layout is shown as it could last be.
func (s *viewState) page(address string) rendered {
	_, good := s.look()
	if good == nil {
		return rendered{status: http.StatusServiceUnavailable, html: true, mark: "nothing"}
	}
	d, cached := good.cached(address)
	if cached {
		return d
	}
	d.status = http.StatusOK
	show := address
	if d.output, d.found = good.site.Output(address); !d.found {
		d.status, show = http.StatusNotFound, "/404.html"
	}
	d.html = strings.HasSuffix(site.FileOf(show), ".html")
	var err error
	d.body, err = render(good.site, show)
	var fault *site.TemplateError
	var panicked *panicError
	switch {
	case errors.As(err, &fault):
		good.fault(show, fault.Problem)
		d.faulty = true
		d.body = s.before(show)
		if d.body == nil {
			d.status, d.html = http.StatusInternalServerError, true
		}
	case errors.As(err, &panicked):
		d.status, d.html, d.body, d.broken = http.StatusInternalServerError, true, nil, panicked.Error()
	case err != nil:
		d.status, d.html, d.body, d.broken = http.StatusInternalServerError, true, nil, err.Error()
	default:
		good.fault(show, diag.Problem{})
		if d.html {
			s.keep(show, d.body)
		}
	}
	d.mark, d.styles = markOf(d.body, d.html)
	if d.body == nil {
		d.mark = "nothing"
	}
	if d.html { // other files are read from the disk, where they may change
		good.cache(address, d)
	}
	return d
}

// A panicError is a fault of the program itself.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("%v\n\n%s", e.value, e.stack) }

// render draws an output; a panic of one page is not the end of the others.
func render(s *site.Site, address string) (data []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicError{v, debug.Stack()}
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

// fault notes what a layout did wrong on a page; the zero Problem is nothing.
func (m *buildResult) fault(address string, p diag.Problem) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p.Message == "" {
		delete(m.faults, address)
		return
	}
	m.faults[address] = p
}

// wrong is everything that is known to be wrong with a making.
func (m *buildResult) wrong() []diag.Problem {
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

// markOf tells one state of a page from another, and names its stylesheets,
// which can be exchanged while the page stays.
func markOf(body []byte, html bool) (mark string, styles []string) {
	if html {
		for _, m := range stylesheet.FindAllSubmatchIndex(body, -1) {
			styles = append(styles, string(body[m[2]:m[3]]))
		}
		for _, href := range styles {
			body = bytes.Replace(body, []byte(href), nil, 1)
		}
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8]), styles
}

// addressOf is an address of the site's as the plan writes it, however the
// browser did. Nothing in it ever leads to a disk: it is looked up in the plan.
func addressOf(p string) string {
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

// types are those of the files that a site holds; the system's own table is
// another one on every computer.
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

// nouns finds what a page is about: its report, and whether it is held.
func (m *buildResult) nouns(o site.Output) (r *inspection.Report, hold inspection.Embargo, known bool) {
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
			hold = f.Embargo
			if f.Parent != nil && hold.Public() {
				hold = f.Parent.Embargo
			}
			return r, hold, true
		}
	}
	return r, inspection.Embargo{}, true
}
