package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// An event tells a browser how the page that it shows stands now. It compares
// with what it has, so that one which slept through changes, or lost the
// server for a while, needs no more than the next event.
type event struct {
	Page   string   `json:"page"`   // mark of the page
	Styles []string `json:"styles"` // its stylesheets
	Bar    string   `json:"bar"`    // mark of the preview's own lines
	Offer  *offer   `json:"offer,omitempty"`
}

// An offer is another page, which the last save changed.
type offer struct {
	Href string `json:"href"`
	File string `json:"file"`
}

// heartbeat is how often a connection with nothing to say says so: browsers
// and what stands between notice a dead one.
const heartbeat = 20 * time.Second

// serveEvents tells a browser of changes until it leaves.
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
	p.clients.Add(1)
	defer p.clients.Add(-1)
	fmt.Fprint(w, "retry: 500\n\n")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	last, sent := "", -1
	for {
		version, news, saved := p.current()
		if version != sent {
			e := p.event(v, page)
			if sent >= 0 && !strings.HasPrefix(last, e.Page+" ") {
				saved = nil // what was saved is on the screen
			}
			if sent >= 0 && len(saved) > 0 {
				e.Offer = p.offered(v, page, saved)
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
		case <-news:
		case <-r.Context().Done(): // the browser left, or we are to end
			return
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}

// event says how a page stands.
func (p *Preview) event(v view, page string) event {
	s := p.at(v)
	d := s.page(page)
	return event{Page: d.mark, Styles: d.styles, Bar: s.toolbarOf(page, d, maxShown).Own}
}

// offered finds the page that shows one of the files that were saved, unless
// it is the one on the screen.
func (p *Preview) offered(v view, page string, saved []string) *offer {
	latest, good := p.at(v).look()
	if good == nil || latest != good {
		return nil
	}
	if o, ok := good.site.Output(page); ok {
		here := concerns(o.Sources)
		if slices.ContainsFunc(saved, func(file string) bool { return here(file) && !good.elsewhere(file, page) }) {
			return nil
		}
	}
	for _, file := range saved {
		if o, ok := good.site.Showing(file); ok && o.Page && o.URL != page {
			return &offer{Href: v.root() + o.URL, File: file}
		}
	}
	return nil
}

// elsewhere says whether a file is a translation whose words are seen on
// pages of another language than the one on the screen.
func (m *buildResult) elsewhere(file, page string) bool {
	for _, lang := range m.reg.Office.Languages {
		if strings.HasSuffix(file, "."+lang+".md") && lang != m.reg.Office.First() {
			return !strings.HasPrefix(page, "/"+lang+"/")
		}
	}
	return false
}
