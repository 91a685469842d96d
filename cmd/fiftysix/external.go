package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fiftysix/internal/linkcheck"
	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// follow follows the links to other sites and says what is wrong with them.
// What a link leads to is never an error: it is not the office's to mend, and
// must not hold up an answer.
func (p *program) follow(ctx context.Context, printer *printer, outside []register.OutsideLink, limit time.Duration) (problems []source.Problem) {
	ctx, end := context.WithTimeout(ctx, limit)
	defer end()
	var addresses []string
	for _, l := range outside {
		addresses = append(addresses, l.URL)
	}
	printer.line("following " + count(len(addresses), "link") + " to other sites …")
	notebook := p.notebook()
	wait := p.pause
	if wait == nil {
		wait = pause
	}
	v := linkcheck.Visitor{
		Transport: p.network, Wait: wait, Now: p.clock,
		Pause: time.Second, Patience: 20 * time.Second, AtOnce: 8, Memory: remembered(notebook),
	}
	results := v.Visit(ctx, addresses)
	keep(notebook, v.Memory, p.clock())
	for _, l := range outside {
		rule, message, hint := verdictOn(l.URL, results[l.URL])
		if rule == "" || slices.Contains(l.Allowed, rule) {
			continue
		}
		problem := l.At
		problem.Rule, problem.Level, problem.Message, problem.Hint = rule, ruleByID[rule].Level, message, hint
		problems = append(problems, problem)
	}
	printer.unsure(addresses, results, limit)
	return problems
}

// verdictOn is what is wrong with a link; rule is "" where nothing is.
func verdictOn(address string, r linkcheck.Result) (rule, message, hint string) {
	const elsewhere = "find where the page is now, or a copy in an archive such as the UK Government Web Archive, and link to that"
	switch r.State {
	case linkcheck.Gone:
		return register.RuleLinkGone, "nothing is there any more: the site answers “" + r.Why + "”", elsewhere
	case linkcheck.NoHost:
		return register.RuleLinkGone, "there is no site of this name any more", elsewhere
	case linkcheck.Front:
		return register.RuleLinkGone, "this leads to the front page " + r.To + ", so the page itself is most likely gone", elsewhere
	case linkcheck.Moved:
		return register.RuleLinkMoved, "this page has moved for good", "write its new address: " + r.To
	}
	return "", "", ""
}

// unsure tells of links that could not be judged.
func (s *printer) unsure(addresses []string, results map[string]linkcheck.Result, limit time.Duration) {
	told, unvisited := map[string]bool{}, 0
	for _, address := range addresses {
		r := results[address]
		if told[address] {
			continue
		}
		told[address] = true
		switch r.State {
		case linkcheck.Unsure:
			s.line("could not be judged: " + address + " (" + r.Why + ")")
		case linkcheck.Unvisited:
			unvisited++
		}
	}
	if unvisited > 0 {
		s.line(fmt.Sprintf("%s could not be followed within %s; --external-minutes gives more time", count(unvisited, "link"), count(int(limit/time.Minute), "minute")))
	}
}

// pause waits, or ends with the context.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// notebook is the file that remembers which links were fine, among those that
// the person's system keeps for programs; "" where there is no such place.
// Nothing depends on it.
func (p *program) notebook() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "fiftysix", "links.json")
}

func remembered(notebook string) linkcheck.Memory {
	text, _ := os.ReadFile(notebook) // where there is none, nothing is remembered
	return linkcheck.Remember(text)
}

func keep(notebook string, m linkcheck.Memory, now time.Time) {
	text, err := m.Text(now)
	if err != nil || notebook == "" || os.MkdirAll(filepath.Dir(notebook), 0o700) != nil {
		return
	}
	_ = os.WriteFile(notebook, text, 0o600) // what is not remembered is asked for again
}
