// Package linkcheck requests the links to other sites and reports which of them
// no longer work. Begin at [Checker.Check].
//
// It is rate-limited: it requests one page of a site at a time, with a pause in
// between, says who it is, requests only the head of a page where that is enough,
// and stops when a site answers that there are too many requests. Links that
// worked lately are not requested again. It never reads the clock and never waits
// by itself, and it does not judge how a link is written.
package linkcheck

import (
	"context"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// A State is what became of a link.
type State string

const (
	Fine      State = "fine"
	Moved     State = "moved"      // for good, to Result.To
	Gone      State = "gone"       // the site says that there is no such page
	NoHost    State = "no-host"    // there is no site of that name
	FrontPage State = "front-page" // it redirects to the site's front page, so the page is most likely gone
	Unsure    State = "unsure"     // the site refused, or did not answer; a reader may be luckier
	Unchecked State = "unchecked"  // there was no time
)

// A Result of checking a link.
type Result struct {
	State State
	To    string // where it redirects to, if Moved or FrontPage
	Why   string // if Unsure or Gone, in a few words
}

// Agent is the User-Agent of requests.
const Agent = "fiftysix-link-check/1 (looks at each link of one site, one page at a time)"

// A Checker checks links.
type Checker struct {
	Transport   http.RoundTripper                                    // nil for the usual one
	Wait        func(ctx context.Context, pause time.Duration) error // waits, or ends with the context
	Now         func() time.Time
	Pause       time.Duration // between two requests to one site
	Timeout     time.Duration // of one request; 0 for none
	Concurrency int           // how many sites are checked at the same time
	Cache       Cache         // may be nil
}

// Check checks each link once. The links that are left when the context ends are
// Unchecked.
func (c *Checker) Check(ctx context.Context, addresses []string) map[string]Result {
	results := map[string]Result{}
	sites := map[string][]string{}
	now := c.Now()
	for _, address := range addresses {
		if _, ok := results[address]; ok {
			continue
		}
		r, ok := c.Cache.get(address, now)
		if !ok {
			r = Result{State: Unchecked}
			host := hostOf(address)
			sites[host] = append(sites[host], address)
		}
		results[address] = r
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	slots := make(chan struct{}, max(c.Concurrency, 1))
	for _, host := range slices.Sorted(maps.Keys(sites)) {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			c.checkSite(ctx, sites[host], func(address string, r Result) {
				mu.Lock()
				defer mu.Unlock()
				results[address] = r
				c.Cache.put(address, r, now)
			})
		})
	}
	wg.Wait()
	return results
}

// checkSite checks the links to one site, one after another.
func (c *Checker) checkSite(ctx context.Context, addresses []string, report func(string, Result)) {
	for i, address := range addresses {
		if i > 0 && c.Wait(ctx, c.Pause) != nil || ctx.Err() != nil {
			return
		}
		r, status := c.checkLink(ctx, address)
		if ctx.Err() != nil {
			return // it was cut short, so the result means nothing
		}
		report(address, r)
		if status == http.StatusTooManyRequests {
			for _, rest := range addresses[i+1:] {
				report(rest, Result{State: Unsure, Why: "the site asks to be asked later"})
			}
			return
		}
	}
}

// checkLink requests the head of a page, and the page itself if the answer is
// not a good one: many sites do not support HEAD.
func (c *Checker) checkLink(ctx context.Context, address string) (r Result, status int) {
	r, status = c.request(ctx, http.MethodHead, address)
	if r.State == Fine || r.State == Moved || r.State == NoHost || status == http.StatusTooManyRequests || c.Wait(ctx, c.Pause) != nil {
		return r, status
	}
	return c.request(ctx, http.MethodGet, address)
}

const maxRedirects = 8

func (c *Checker) request(ctx context.Context, method, address string) (r Result, status int) {
	permanent, redirects := true, 0
	client := http.Client{Transport: c.Transport, Timeout: c.Timeout, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if next.Response != nil {
			code := next.Response.StatusCode
			permanent = permanent && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		}
		if redirects = len(via); redirects > maxRedirects {
			return errors.New("it leads in a circle")
		}
		return nil
	}}
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return Result{State: Unsure, Why: "the address cannot be read"}, 0
	}
	request.Header.Set("User-Agent", Agent)
	request.Header.Set("Accept", "*/*")
	response, err := client.Do(request)
	if err != nil {
		return errorResult(err), 0
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, 4<<10) // so that the connection can be reused
	return responseResult(response, address, permanent && redirects > 0), response.StatusCode
}

func responseResult(response *http.Response, address string, moved bool) Result {
	to := response.Request.URL
	switch code := response.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone:
		return Result{State: Gone, Why: http.StatusText(code)}
	case code >= 400:
		return Result{State: Unsure, Why: "the site answers " + strings.ToLower(http.StatusText(code))}
	}
	if from, err := url.Parse(address); err == nil && !isFrontPage(from) && isFrontPage(to) {
		return Result{State: FrontPage, To: to.String()}
	}
	if moved {
		return Result{State: Moved, To: to.String()}
	}
	return Result{State: Fine}
}

func isFrontPage(u *url.URL) bool { return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" }

// errorResult is the result where there was no response.
func errorResult(err error) Result {
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return Result{State: NoHost}
	case errors.As(err, &network) && network.Timeout():
		return Result{State: Unsure, Why: "the site does not answer"}
	}
	var cause *url.Error
	if errors.As(err, &cause) {
		err = cause.Err
	}
	return Result{State: Unsure, Why: err.Error()}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
