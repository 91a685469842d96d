// Package linkcheck follows links to other sites and says which of them still lead
// somewhere. Begin at [Visitor.Visit].
//
// It is a guest: it asks each site for one page at a time, with a pause in
// between, says who it is, asks for no more than the page's head where that is
// enough, and stays away from a site that asks it to come back later. What it
// found lately it does not ask again. It never reads the clock and never waits
// by itself, and whether a link is written well is not for it to say.
package linkcheck

import (
	"context"
	"errors"
	"io"
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

// The states.
const (
	Fine      State = "fine"
	Moved     State = "moved"      // for good, to Result.To
	Gone      State = "gone"       // the site says that nothing is there
	NoHost    State = "no-host"    // there is no site of that name
	Front     State = "front-page" // it leads to the site's front page, so the page is most likely gone
	Unsure    State = "unsure"     // the site turned us away, or did not answer; a reader may fare better
	Unvisited State = "unvisited"  // the time was over
)

// A Result is what was found behind a link.
type Result struct {
	State State
	To    string // where it leads now, of Moved and Front
	Why   string // of Unsure and Gone, in a few words
}

// Agent is how we make ourselves known.
const Agent = "fiftysix-link-check/1 (looks at each link of one site, one page at a time)"

// A Visitor follows links.
type Visitor struct {
	Transport http.RoundTripper                                    // nil for the usual one
	Wait      func(ctx context.Context, pause time.Duration) error // waits, or ends with the context
	Now       func() time.Time
	Pause     time.Duration // between two requests to one site
	Patience  time.Duration // how long one request may take; 0 for ever
	AtOnce    int           // how many sites are visited at once
	Memory    Memory        // what was found lately; may be nil
}

// Visit follows each link once. When the context ends, the rest is Unvisited.
func (v *Visitor) Visit(ctx context.Context, addresses []string) map[string]Result {
	results := map[string]Result{}
	sites := map[string][]string{}
	now := v.Now()
	for _, address := range addresses {
		if _, seen := results[address]; seen {
			continue
		}
		results[address] = Result{State: Unvisited}
		if r, ok := v.Memory.recall(address, now); ok {
			results[address] = r
			continue
		}
		host := hostOf(address)
		sites[host] = append(sites[host], address)
	}
	var wait sync.WaitGroup
	var lock sync.Mutex
	turns := make(chan struct{}, max(v.AtOnce, 1))
	for _, host := range sorted(sites) {
		wait.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			v.site(ctx, sites[host], func(address string, r Result) {
				lock.Lock()
				defer lock.Unlock()
				results[address] = r
				v.Memory.keep(address, r, now)
			})
		})
	}
	wait.Wait()
	return results
}

// site follows the links to one site, one after the other.
func (v *Visitor) site(ctx context.Context, addresses []string, found func(string, Result)) {
	for i, address := range addresses {
		if i > 0 && v.Wait(ctx, v.Pause) != nil || ctx.Err() != nil {
			return
		}
		r, leave := v.follow(ctx, address)
		if ctx.Err() != nil {
			return // cut short: it says nothing of the link
		}
		found(address, r)
		if leave {
			for _, rest := range addresses[i+1:] {
				found(rest, Result{State: Unsure, Why: "the site asks to be asked later"})
			}
			return
		}
	}
}

// follow asks for a page's head, and for the page where that is not answered
// as it should be: many sites know no HEAD. leave says that the site wants to
// be left alone.
func (v *Visitor) follow(ctx context.Context, address string) (r Result, leave bool) {
	r, status := v.ask(ctx, http.MethodHead, address)
	if r.State == Fine || r.State == Moved || r.State == NoHost || status == http.StatusTooManyRequests || ctx.Err() != nil {
		return r, status == http.StatusTooManyRequests
	}
	if v.Wait(ctx, v.Pause) != nil {
		return r, false
	}
	r, status = v.ask(ctx, http.MethodGet, address)
	return r, status == http.StatusTooManyRequests
}

// most is how many redirects are followed.
const most = 8

// ask makes one request.
func (v *Visitor) ask(ctx context.Context, method, address string) (r Result, status int) {
	forGood, moves := true, 0
	client := http.Client{Transport: v.Transport, Timeout: v.Patience, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		if next.Response != nil {
			code := next.Response.StatusCode
			forGood = forGood && (code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect)
		}
		if moves = len(via); moves > most {
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
	answer, err := client.Do(request)
	if err != nil {
		return failed(err), 0
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 4<<10) // so that the connection can be used again
	return judge(answer, address, forGood && moves > 0), answer.StatusCode
}

// judge says what an answer means.
func judge(answer *http.Response, address string, moved bool) Result {
	to := answer.Request.URL
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone:
		return Result{State: Gone, Why: http.StatusText(code)}
	case code >= 400:
		return Result{State: Unsure, Why: "the site answers " + strings.ToLower(http.StatusText(code))}
	}
	if from, err := url.Parse(address); err == nil && depth(from) > 0 && depth(to) == 0 && to.RawQuery == "" {
		return Result{State: Front, To: to.String()}
	}
	if moved {
		return Result{State: Moved, To: to.String()}
	}
	return Result{State: Fine}
}

func depth(u *url.URL) int { return len(strings.Trim(u.Path, "/")) + len(u.RawQuery) }

// failed says what it means that there was no answer.
func failed(err error) Result {
	var dns *net.DNSError
	var slow net.Error
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		return Result{State: NoHost}
	case errors.As(err, &slow) && slow.Timeout():
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

func sorted(sites map[string][]string) []string {
	hosts := make([]string, 0, len(sites))
	for host := range sites {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	return hosts
}
