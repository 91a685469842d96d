package preview

import (
	"embed"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

//go:embed screen
var screen embed.FS

// ServeHTTP answers a browser. No request changes anything.
func (p *Preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	guardHeaders(w.Header())
	if why := p.refuse(r); why != "" {
		http.Error(w, "This preview is for the computer it runs on. "+why, http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This preview only shows pages: nothing can be sent to it.", http.StatusMethodNotAllowed)
		return
	}
	select {
	case <-p.ready:
	case <-r.Context().Done():
		return
	}
	switch at := r.URL.Path; at {
	case ours:
		p.serveDashboard(w, r)
	case ours + "preview.css", ours + "preview.js", ours + "dashboard.js":
		p.serveAsset(w, r, strings.TrimPrefix(at, ours))
	case ours + "events":
		p.serveEvents(w, r)
	case ours + "bar":
		p.serveToolbar(w, r)
	case ours + "as":
		p.redirectToView(w, r)
	default:
		p.servePage(w, r)
	}
}

// serveAsset serves the preview's own stylesheet and scripts.
func (p *Preview) serveAsset(w http.ResponseWriter, r *http.Request, name string) {
	data, err := screen.ReadFile("screen/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", typeOf("/"+name))
	send(w, r, http.StatusOK, data)
}

// redirectToView redirects to the view that was chosen in the toolbar.
func (p *Preview) redirectToView(w http.ResponseWriter, r *http.Request) {
	v, ok := parseView(r.URL.Query().Get("date"))
	page := r.URL.Query().Get("page")
	if !ok || !strings.HasPrefix(page, "/") || strings.HasPrefix(page, ours) {
		v, page = view{}, "/"
	}
	http.Redirect(w, r, v.root()+addressOf(page), http.StatusSeeOther)
}

// servePage serves a page or any other file of the site.
func (p *Preview) servePage(w http.ResponseWriter, r *http.Request) {
	v, rest, ok := viewOf(r.URL.Path)
	if !ok || strings.HasPrefix(rest, ours) {
		http.NotFound(w, r)
		return
	}
	s, address := p.at(v), addressOf(rest)
	d := s.page(address)
	if !d.exists {
		if to := s.redirectTarget(rest); to != "" {
			http.Redirect(w, r, v.root()+to, http.StatusTemporaryRedirect)
			return
		}
	}
	if !d.html {
		w.Header().Set("Content-Type", typeOf(address))
		send(w, r, d.status, d.body)
		return
	}
	w.Header().Set("Content-Type", types[".html"])
	data, err := addToolbar(s, address, d)
	if err != nil {
		http.Error(w, "the preview's own page cannot be made: "+err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, d.status, data)
}

// redirectTarget guesses the address that was meant by one that does not exist: a
// folder without its slash, a folder's index.html, or the path on the host that the
// site is published on.
func (s *viewState) redirectTarget(rest string) string {
	_, good := s.results()
	if good == nil {
		return ""
	}
	try := []string{rest + "/", strings.TrimSuffix(rest, "index.html")}
	if base, err := url.Parse(good.reg.Office.BaseURL); err == nil && len(base.Path) > 1 {
		if after, ok := strings.CutPrefix(rest, base.Path); ok {
			try = append(try, "/"+after)
		}
	}
	for _, t := range try {
		if _, ok := good.site.Output(addressOf(t)); ok && t != rest {
			return addressOf(t)
		}
	}
	return ""
}

// send writes a response with its length.
func send(w http.ResponseWriter, r *http.Request, status int, data []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // fails if the browser left
	}
}
