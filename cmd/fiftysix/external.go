package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/linkcheck"
)

// checkExternal checks the links to other sites. A broken one is never an error:
// the office cannot fix it, and it must not delay an answer.
func (p *program) checkExternal(ctx context.Context, printer *printer, links []content.ExternalLink, limit time.Duration) (problems []diag.Problem) {
	ctx, end := context.WithTimeout(ctx, limit)
	defer end()
	var addresses []string
	for _, l := range links {
		addresses = append(addresses, l.URL)
	}
	printer.line("following " + count(len(addresses), "link") + " to other sites …")
	file := p.linkCacheFile()
	c := linkcheck.Checker{
		Transport: p.network, Wait: p.wait, Now: p.clock,
		Pause: time.Second, Timeout: 20 * time.Second, Concurrency: 8, Cache: readCache(file),
	}
	results := c.Check(ctx, addresses)
	writeCache(file, c.Cache, p.clock())
	for _, l := range links {
		rule, message, hint := linkProblem(l.URL, results[l.URL])
		if rule == "" || slices.Contains(l.Allowed, rule) {
			continue
		}
		problem := l.At
		problem.Rule, problem.Level, problem.Message, problem.Hint = rule, ruleByID[rule].Level, message, hint
		problems = append(problems, problem)
	}
	printer.unjudgedLinks(addresses, results, limit)
	return problems
}

// linkProblem describes what is wrong with a link; rule is "" if nothing is.
func linkProblem(address string, r linkcheck.Result) (rule, message, hint string) {
	const elsewhere = "find where the page is now, or a copy in an archive such as the UK Government Web Archive, and link to that"
	switch r.State {
	case linkcheck.Gone:
		return content.RuleLinkGone, "nothing is there any more: the site answers “" + r.Why + "”", elsewhere
	case linkcheck.NoHost:
		return content.RuleLinkGone, "there is no site of this name any more", elsewhere
	case linkcheck.FrontPage:
		return content.RuleLinkGone, "this leads to the front page " + r.To + ", so the page itself is most likely gone", elsewhere
	case linkcheck.Moved:
		return content.RuleLinkMoved, "this page has moved for good", "write its new address: " + r.To
	}
	return "", "", ""
}

// unjudgedLinks prints the links that could not be judged.
func (s *printer) unjudgedLinks(addresses []string, results map[string]linkcheck.Result, limit time.Duration) {
	reported, unvisited := map[string]bool{}, 0
	for _, address := range addresses {
		r := results[address]
		if reported[address] {
			continue
		}
		reported[address] = true
		switch r.State {
		case linkcheck.Unsure:
			s.line("could not be judged: " + address + " (" + r.Why + ")")
		case linkcheck.Unchecked:
			unvisited++
		}
	}
	if unvisited > 0 {
		s.line(fmt.Sprintf("%s could not be followed within %s; --external-minutes gives more time", count(unvisited, "link"), count(int(limit/time.Minute), "minute")))
	}
}

// wait waits, or ends with the context.
func (p *program) wait(ctx context.Context, d time.Duration) error {
	if p.pause != nil {
		return p.pause(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// linkCacheFile is the file of links that worked lately, in the user's cache
// folder; "" if there is none. Nothing depends on it.
func (p *program) linkCacheFile() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "fiftysix", "links.json")
}

func readCache(file string) linkcheck.Cache {
	text, _ := os.ReadFile(file) // without the file, the cache is empty
	return linkcheck.ParseCache(text)
}

func writeCache(file string, c linkcheck.Cache, now time.Time) {
	text, err := c.Text(now)
	if err != nil || file == "" || os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	_ = os.WriteFile(file, text, 0o600) // what is not in the cache is requested again
}
