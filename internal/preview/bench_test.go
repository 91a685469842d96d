package preview

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fiftysix/internal/inspection"
	"fiftysix/layouts"
)

// BenchmarkSaveToSight is the time from the write of a file until a browser
// that is told of it has the changed page, at several sizes of site. Each save
// follows the last by more than a quiet time, as people save.
func BenchmarkSaveToSight(b *testing.B) {
	for _, n := range []int{10, 200, 1000} {
		b.Run(fmt.Sprintf("%d-reports", n), func(b *testing.B) {
			dir := corpus(b, n, 8)
			began := time.Now()
			s := serve(b, Options{Source: dir})
			page := "/reports/" + reportID(n/2) + "/recommendation-3/"
			s.get(b, page)
			first := time.Since(began)
			events := s.listen(b, page)
			<-events
			file := filepath.Join(dir, "content/reports", reportID(n/2), "recommendation-3.md")
			time.Sleep(time.Duration(n/5) * time.Millisecond) // the first look at everything
			var took []time.Duration
			i := 0
			for b.Loop() {
				b.StopTimer()
				time.Sleep(250 * time.Millisecond)
				i++
				word := fmt.Sprintf("This is save number %d.", i)
				text := []byte(findingText(3, word))
				b.StartTimer()
				saved := time.Now()
				if err := os.WriteFile(file, text, 0o644); err != nil {
					b.Fatal(err)
				}
				for {
					<-events
					if bytes.Contains(s.get(b, page), []byte(word)) {
						break
					}
				}
				took = append(took, time.Since(saved))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-worst")
			b.ReportMetric(float64(first.Milliseconds()), "ms-to-first-page")
		})
	}
}

// served is a preview that runs for a test.
type served struct {
	*Preview
	dir  string
	at   string // http://127.0.0.1:1234
	stop func() error
}

// serve starts a preview of a folder and ends it with the test.
func serve(t testing.TB, opt Options) *served {
	t.Helper()
	return serveAt(t, opt, "127.0.0.1:0")
}

func serveAt(t testing.TB, opt Options, address string) *served {
	t.Helper()
	if opt.Theme == nil {
		opt.Theme = layouts.FS
	}
	if opt.Now.IsZero() && opt.Clock == nil {
		var err error
		if opt.Now, err = inspection.ParseMoment("2026-11-24 09:00"); err != nil {
			t.Fatal(err)
		}
	}
	p, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, listener) }()
	s := &served{Preview: p, dir: opt.Source, at: "http://" + listener.Addr().String()}
	stopped := false
	s.stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return <-ended
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// get is what the preview serves at an address.
func (s *served) get(t testing.TB, address string) []byte {
	t.Helper()
	_, body := s.ask(t, http.MethodGet, address, nil)
	return body
}

func (s *served) ask(t testing.TB, method, address string, change func(*http.Request)) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequest(method, s.at+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	answer, err := http.DefaultTransport.RoundTrip(r) // which follows no redirect
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}

// listen hears the events for a page until the test ends.
func (s *served) listen(t testing.TB, page string) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.at+"/__preview/events?page="+url.QueryEscape(page), nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	events, done := make(chan string, 1000), make(chan struct{})
	go func() {
		defer close(done)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				events <- data
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
	return events
}
