package linkcheck

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// A guestbook is a site that notes what it is asked.
type guestbook struct {
	sync.Mutex
	asked []string
	now   int // requests that are being answered
	most  int
}

func (g *guestbook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.Lock()
	g.asked = append(g.asked, r.Method+" "+r.URL.Path)
	g.now++
	g.most = max(g.most, g.now)
	g.Unlock()
	defer func() { g.Lock(); g.now--; g.Unlock() }()
	switch r.URL.Path {
	case "/fine", "/new", "/":
	case "/no-head":
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	case "/no-head-404":
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	case "/moved":
		http.Redirect(w, r, "/new", http.StatusMovedPermanently)
	case "/for-now":
		http.Redirect(w, r, "/new", http.StatusFound)
	case "/moved-and-for-now":
		http.Redirect(w, r, "/for-now", http.StatusMovedPermanently)
	case "/to-the-front":
		http.Redirect(w, r, "/", http.StatusFound)
	case "/circle":
		http.Redirect(w, r, "/circle", http.StatusMovedPermanently)
	case "/gone":
		w.WriteHeader(http.StatusGone)
	case "/secret":
		w.WriteHeader(http.StatusForbidden)
	case "/busy":
		w.WriteHeader(http.StatusTooManyRequests)
	case "/broken":
		w.WriteHeader(http.StatusInternalServerError)
	case "/hangs-up":
		panic(http.ErrAbortHandler)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// checker waits for nobody, and notes for how long it would have waited.
func checker(waited *[]time.Duration) *Checker {
	var lock sync.Mutex
	return &Checker{
		Now: func() time.Time { return noon }, Pause: time.Second, Timeout: time.Minute, Concurrency: 4,
		Wait: func(ctx context.Context, pause time.Duration) error {
			lock.Lock()
			defer lock.Unlock()
			if waited != nil {
				*waited = append(*waited, pause)
			}
			return ctx.Err()
		},
	}
}

func TestCheck(t *testing.T) {
	book := &guestbook{}
	site := httptest.NewServer(book)
	defer site.Close()
	site.Config.ErrorLog = nil
	want := map[string]Result{
		"/fine":              {State: Fine},
		"/fine#part":         {State: Fine},
		"/no-head":           {State: Fine},
		"/no-head-404":       {State: Fine},
		"/moved":             {State: Moved, To: site.URL + "/new"},
		"/for-now":           {State: Fine},
		"/moved-and-for-now": {State: Fine},
		"/to-the-front":      {State: FrontPage, To: site.URL + "/"},
		"/circle":            {State: Unsure, Why: "it leads in a circle"},
		"/gone":              {State: Gone, Why: "Gone"},
		"/nothing":           {State: Gone, Why: "Not Found"},
		"/secret":            {State: Unsure, Why: "the site answers forbidden"},
		"/broken":            {State: Unsure, Why: "the site answers internal server error"},
		"/hangs-up":          {State: Unsure, Why: "EOF"},
		"/":                  {State: Fine},
	}
	var all []string
	for path := range want {
		all = append(all, site.URL+path)
	}
	slices.Sort(all)
	var waited []time.Duration
	results := checker(&waited).Check(t.Context(), append(all, all...))
	for path, r := range want {
		if diff := cmp.Diff(r, results[site.URL+path]); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	if book.most != 1 {
		t.Errorf("one site was asked for %d pages at once", book.most)
	}
	if len(waited) < len(all)-1 {
		t.Errorf("it paused %d times between %d links", len(waited), len(all))
	}
	for _, asked := range []string{"GET /fine", "GET /moved", "GET /new"} {
		if slices.Contains(book.asked, asked) {
			t.Errorf("it did %s, where the head was enough", asked)
		}
	}
}

// TestASiteThatIsBusyIsLeftAlone holds that "too many requests" is the last
// thing that a site has to say to us.
func TestASiteThatIsBusyIsLeftAlone(t *testing.T) {
	book := &guestbook{}
	site := httptest.NewServer(book)
	defer site.Close()
	results := checker(nil).Check(t.Context(), []string{site.URL + "/fine", site.URL + "/busy", site.URL + "/moved"})
	if got := strings.Join(book.asked, ", "); got != "HEAD /fine, HEAD /busy" {
		t.Error(got)
	}
	if r := results[site.URL+"/moved"]; r.State != Unsure {
		t.Error(r)
	}
}

// transport answers in place of the network.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func TestSitesThatDoNotAnswer(t *testing.T) {
	v := checker(nil)
	v.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if r.Header.Get("User-Agent") != Agent {
			t.Error("it does not say who it is")
		}
		switch r.URL.Host {
		case "no-such-host.example":
			return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
		case "slow.example":
			return nil, context.DeadlineExceeded
		}
		return nil, errors.New("certificate has expired")
	})
	got := v.Check(t.Context(), []string{"https://no-such-host.example/a", "https://slow.example/a", "https://old.example/a"})
	want := map[string]Result{
		"https://no-such-host.example/a": {State: NoHost},
		"https://slow.example/a":         {State: Unsure, Why: "the site does not answer"},
		"https://old.example/a":          {State: Unsure, Why: "certificate has expired"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestWhenTheTimeIsOverTheRestIsUnchecked ends the check in the middle.
func TestWhenTheTimeIsOverTheRestIsUnchecked(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	v := checker(nil)
	v.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if r.URL.Path == "/b" {
			end()
			return nil, ctx.Err()
		}
		return &http.Response{StatusCode: 200, Body: http.NoBody, Request: r}, nil
	})
	got := v.Check(ctx, []string{"https://a.example/a", "https://a.example/b", "https://a.example/c"})
	want := map[string]Result{"https://a.example/a": {State: Fine}, "https://a.example/b": {State: Unchecked}, "https://a.example/c": {State: Unchecked}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCache holds that what was fine is not asked for again within a week,
// and what was not is asked for each time.
func TestCache(t *testing.T) {
	book := &guestbook{}
	site := httptest.NewServer(book)
	defer site.Close()
	all := []string{site.URL + "/fine", site.URL + "/moved", site.URL + "/gone"}
	v := checker(nil)
	v.Cache = ParseCache([]byte("not JSON"))
	first := v.Check(t.Context(), all)
	text, err := v.Cache.Text(noon)
	if err != nil {
		t.Fatal(err)
	}
	book.asked, v.Cache = nil, ParseCache(text)
	if diff := cmp.Diff(first, v.Check(t.Context(), all)); diff != "" {
		t.Error(diff)
	}
	if got := strings.Join(book.asked, ", "); got != "HEAD /gone, GET /gone" {
		t.Error(got)
	}
	book.asked = nil
	v.Now = func() time.Time { return noon.AddDate(0, 0, 8) }
	v.Check(t.Context(), all[:1])
	if got := strings.Join(book.asked, ", "); got != "HEAD /fine" {
		t.Error(got)
	}
}
