package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestRealReportWordForWord builds this repository's own site and holds its
// one report against the board paper that it was made from: each of the eight
// recommendations and each answer stands on the page, word for word.
func TestRealReportWordForWord(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var said bytes.Buffer
	p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: func() time.Time { return morning }}
	if status := p.run(context.Background(), []string{"build", "--source", "../..", "--out", out}); status != exitDone {
		t.Fatalf("exit status %d: %s", status, said.String())
	}
	paper, err := os.ReadFile("../../content/reports/2020-prevent/board-paper-2020-05-26.txt")
	if err != nil {
		t.Fatal(err)
	}
	page := pageWords(t, filepath.Join(out, "reports/2020-prevent/index.html"))

	item := regexp.MustCompile(`(?s)- 4\.(\d) (.*?)\n\nForce response: (.*?)(?:\n\n|$)`)
	items := item.FindAllStringSubmatch(string(paper), -1)
	if len(items) != 8 {
		t.Fatalf("the paper has %d recommendations; want 8", len(items))
	}
	for _, m := range items {
		own := pageWords(t, filepath.Join(out, "reports/2020-prevent/recommendation-"+m[1], "index.html"))
		for what, text := range map[string]string{"recommendation": m[2], "response": m[3]} {
			words := oneLine(text)
			if !strings.Contains(page, words) {
				t.Errorf("the report's page does not hold the %s of 4.%s word for word: %q", what, m[1], words)
			}
			if !strings.Contains(own, words) {
				t.Errorf("the page of recommendation %s does not hold its %s word for word: %q", m[1], what, words)
			}
		}
	}
	for _, words := range []string{
		"9 March 2020", "3 May 2020", "26 May 2020", "23 days after the last day",
		"This counts to the date of the board paper. The answer may have been published elsewhere earlier.",
		"No comments by the Police and Crime Commissioner have been published here.",
	} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
}

// pageWords is the text of a page as a reader gets it, on one line.
func pageWords(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "p" || n.Data == "li" || n.Data == "dt" || n.Data == "dd" || n.Data == "h2") {
			b.WriteByte(' ')
		}
	}
	return oneLine(b.String())
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
