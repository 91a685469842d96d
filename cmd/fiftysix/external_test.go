package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// elsewhere answers in place of other sites.
type elsewhere func(*http.Request) (*http.Response, error)

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) { return e(r) }

// TestCheckExternal follows the links of a small site, with nothing of the
// network behind them: what leads nowhere is a warning, what moved is advice,
// and neither stops anything.
func TestCheckExternal(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	t.Setenv("LocalAppData", home)
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("fiftysix.yaml", "office:\n  name: Office\n  terms:\n    - {kind: pcc, title: Commissioner, from: 2012-11-22}\n  contact: {url: https://office.example/}\nforce: Police\n")
	write("content/about.md", "---\ntitle: About\nallow:\n  - {rule: link-gone, reason: it is told of as gone}\n---\n\n[The old page](https://gone.example/old).\n")
	write("content/reports/2024-custody/report.md", `---
title: Custody
kind: [custody]
scope: force
published: 2024-01-05
url: https://gone.example/old
archived_url: https://moved.example/page
response:
  published: 2024-02-20
  sent_to_home_secretary: 2024-02-20
  sent_to_inspectorate: 2024-02-20
---

## Force comments

[One](https://no-host.example/page), [two](https://shy.example/page).

## Our comments

Words.
`)
	var asked atomic.Int64 // several sites are asked at once
	network := elsewhere(func(r *http.Request) (*http.Response, error) {
		asked.Add(1)
		answer := &http.Response{StatusCode: 200, Body: http.NoBody, Request: r, Header: http.Header{}}
		switch r.URL.Host {
		case "gone.example":
			answer.StatusCode = 404
		case "moved.example":
			if r.URL.Path == "/page" {
				answer.StatusCode = 301
				answer.Header.Set("Location", "https://moved.example/new/page")
			}
		case "no-host.example":
			return nil, &net.DNSError{IsNotFound: true}
		case "shy.example":
			answer.StatusCode = 403
		}
		return answer, nil
	})
	check := func(args ...string) (int, string) {
		var said bytes.Buffer
		p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: func() time.Time { return morning }, network: network,
			pause: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
		return p.run(t.Context(), append([]string{"check", "--source", dir}, args...)), said.String()
	}
	status, said := check("--external")
	if status != exitDone {
		t.Errorf("exit status %d", status)
	}
	for _, want := range []string{
		"following 6 links to other sites",
		"could not be judged: https://shy.example/page (the site answers forbidden)",
		"report.md:6:6: warning: nothing is there any more: the site answers “Not Found”",
		"report.md:7:15: advice: this page has moved for good",
		"write its new address: https://moved.example/new/page",
		"report.md:16:1: warning: there is no site of this name any more",
		"2 warnings and 1 piece of advice: the site can be built",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "about.md") {
		t.Errorf("what is allowed is told all the same:\n%s", said)
	}
	// What was fine is not asked for again.
	first := asked.Swap(0)
	if check("--external"); asked.Load() >= first {
		t.Errorf("it asked %d times, and then %d times more", first, asked.Load())
	}
	// Without --external nobody is asked, and the entry of allow: is no mistake.
	asked.Store(0)
	if _, said := check(); asked.Load() > 0 || !strings.Contains(said, "nothing is wrong") {
		t.Errorf("asked %d times: %s", asked.Load(), said)
	}
}
