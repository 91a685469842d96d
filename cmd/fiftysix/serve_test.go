package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fiftysix/internal/testing/sample"
)

// A notebook is a screen that a test reads while a command runs.
type notebook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notebook) Write(data []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(data)
}

func (n *notebook) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// TestServe runs the command as a person does, on a port that is taken, and
// ends it as Ctrl-C does.
func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(dir, sample.Exampleshire()); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	screen := &notebook{}
	p := program{out: io.Discard, err: screen, env: func(string) string { return "" }, clock: time.Now}
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	ended := make(chan int, 1)
	go func() {
		ended <- p.run(ctx, []string{"serve", "--no-open", "--port", port, "--source", dir, "--date", sample.Now})
	}()
	address := ""
	for began := time.Now(); address == ""; time.Sleep(5 * time.Millisecond) {
		if m := regexp.MustCompile(`http://localhost:\d+/`).FindString(screen.String()); m != "" {
			address = m
		}
		if time.Since(began) > 20*time.Second {
			t.Fatal("no address: ", screen)
		}
	}
	if want := "port " + port + " is taken"; !strings.Contains(screen.String(), want) {
		t.Errorf("it does not say %q: %s", want, screen)
	}
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 || !bytes.Contains(body, []byte("Exampleshire")) {
		t.Errorf("%s %v\n%s", answer.Status, err, body)
	}
	_ = answer.Body.Close()
	interrupt()
	if status := <-ended; status != exitDone {
		t.Errorf("it ends with %d: %s", status, screen)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("it has written to public")
	}
}

func TestServeWarnsWhereOthersCanReachIt(t *testing.T) {
	for host, want := range map[string]bool{"127.0.0.1": true, "localhost": true, "::1": true, "0.0.0.0": false, "192.0.2.1": false, "example.org": false} {
		if isLoopback(host) != want {
			t.Errorf("isLoopback(%q) is %v", host, !want)
		}
	}
}

func TestServeNeedsASite(t *testing.T) {
	screen := &notebook{}
	p := program{out: io.Discard, err: screen, env: func(string) string { return "" }, clock: time.Now}
	if status := p.run(t.Context(), []string{"serve", "--no-open", "--source", t.TempDir()}); status != exitMachine || !strings.Contains(screen.String(), "there is no fiftysix.yaml") {
		t.Errorf("%d: %s", status, screen)
	}
}

// TestServeOpensTheBrowser puts a program of its own in the browser's place,
// which is found by its name on every system but Windows.
func TestServeOpensTheBrowser(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the browser is opened through a library of the system's, which no test can stand in for")
	}
	dir, bin := t.TempDir(), t.TempDir()
	if err := os.CopyFS(dir, sample.Exampleshire()); err != nil {
		t.Fatal(err)
	}
	told := filepath.Join(bin, "told")
	for _, name := range []string{"xdg-open", "open"} {
		script := "#!/bin/sh\nprintf '%s' \"$1\" > '" + told + ".new' && mv '" + told + ".new' '" + told + "'\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	screen := &notebook{}
	p := program{out: io.Discard, err: screen, env: func(string) string { return "" }, clock: time.Now, browse: openBrowser}
	ctx, interrupt := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() { ended <- p.run(ctx, []string{"serve", "--port", "0", "--source", dir, "--date", sample.Now}) }()
	var address []byte
	for began := time.Now(); address == nil && time.Since(began) < 20*time.Second; time.Sleep(5 * time.Millisecond) {
		address, _ = os.ReadFile(told)
	}
	if len(address) == 0 || !strings.Contains(screen.String(), " at "+string(address)+" ") {
		t.Errorf("the browser was sent to %q: %s", address, screen)
	}
	interrupt()
	if status := <-ended; status != exitDone {
		t.Errorf("it ends with %d: %s", status, screen)
	}
}
