package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// An event describes the page that a browser shows, as it is now. The browser
// compares it with what it has, so after lost events the next one is enough.
type event struct {
	Page   string   `json:"page"`   // hash of the page
	Styles []string `json:"styles"` // its stylesheets
	Bar    string   `json:"bar"`    // hash of the preview's own lines
	Offer  *offer   `json:"offer,omitempty"`
}

// An offer is another page, which the last save changed.
type offer struct {
	Href string `json:"href"`
	File string `json:"file"`
}

// heartbeat is how often something is sent on an idle connection, so that browsers
// and proxies do not take it for dead.
const heartbeat = 20 * time.Second

// serveEvents sends a browser an event for every change until it leaves.
func (p *Preview) serveEvents(w http.ResponseWriter, r *http.Request) {
	v, ok := parseView(r.URL.Query().Get("view"))
	flusher, can := w.(http.Flusher)
	if !ok || !can {
		http.NotFound(w, r)
		return
	}
	page := r.URL.Query().Get("page")
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	fmt.Fprint(w, "retry: 500\n\n")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	last, sent := "", -1
	for {
		version, next, saved := p.current()
		if version != sent {
			e := p.event(v, page)
			if sent >= 0 && !strings.HasPrefix(last, e.Page+" ") {
				saved = nil // what was saved is on this page
			}
			if sent >= 0 && len(saved) > 0 {
				e.Offer = p.offerFor(v, page, saved)
			}
			data, err := json.Marshal(e)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil {
				return
			}
			flusher.Flush()
			last, sent = e.Page+" ", version
		}
		select {
		case <-next:
		case <-r.Context().Done(): // the browser left, or the preview ends
			return
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}

// event describes a page as it is now.
func (p *Preview) event(v view, page string) event {
	s := p.at(v)
	d := s.page(page)
	return event{Page: d.hash, Styles: d.styles, Bar: s.toolbarOf(page, d, maxShown).Hash}
}

// offerFor returns the page that shows one of the files that were saved, unless it
// is the one on the screen.
func (p *Preview) offerFor(v view, page string, saved []string) *offer {
	latest, good := p.at(v).results()
	if good == nil || latest != good {
		return nil
	}
	if o, ok := good.site.Output(page); ok {
		here := isAbout(o.Sources)
		if slices.ContainsFunc(saved, func(file string) bool { return here(file) && !good.isOtherLanguage(file, page) }) {
			return nil
		}
	}
	for _, file := range saved {
		if o, ok := good.site.PageOf(file); ok && o.Page && o.URL != page {
			return &offer{Href: v.root() + o.URL, File: file}
		}
	}
	return nil
}

// isOtherLanguage reports whether a file is a translation that is shown on pages of
// another language than this page's.
func (m *buildResult) isOtherLanguage(file, page string) bool {
	for _, lang := range m.reg.Office.Languages {
		if strings.HasSuffix(file, "."+lang+".md") && lang != m.reg.Office.First() {
			return !strings.HasPrefix(page, "/"+lang+"/")
		}
	}
	return false
}
