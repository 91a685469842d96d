package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestGuide does what the user guide says, page by page and line by line, as
// a person would who begins with an empty folder: what stands in a block of
// code is typed, what stands in a block named for a file is put into that
// file, and what "It says" is what is read.
func TestGuide(t *testing.T) {
	pages := []string{"start", "report", "paper", "answer", "preview", "check", "sign", "publish", "hold", "progress", "letter", "languages"}
	names, err := filepath.Glob("../../docs/guide/content/*.md")
	if err != nil || len(names) != len(pages) {
		t.Fatalf("the guide has %d pages, and this test follows %d", len(names), len(pages))
	}
	texts := map[string]string{}
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join("../../docs/guide/content", page+".md"))
		if err != nil {
			t.Fatal(err)
		}
		texts[page] = string(text)
	}
	t.Chdir(t.TempDir())
	r := &readerOfGuide{t: t}
	for i, page := range pages {
		if i+1 < len(pages) && !strings.Contains(texts[page], "Next: [") {
			t.Errorf("%s.md does not say what comes next", page)
		}
		r.page = page
		r.follow(texts[page])
	}
	if r.typed < 15 || r.read < 10 {
		t.Errorf("only %d commands were found in the guide, and %d lines of what they say", r.typed, r.read)
	}
}

// A readerOfGuide is somebody who does what a page says.
type readerOfGuide struct {
	t           *testing.T
	page        string
	said        string
	typed, read int
}

var blocks = regexp.MustCompile("(?ms)^```(\\S*)\\n(.*?)^```$")

func (r *readerOfGuide) follow(text string) {
	for _, at := range blocks.FindAllStringSubmatchIndex(text, -1) {
		before := strings.TrimSpace(text[:at[0]])
		before = before[strings.LastIndex(before, "\n")+1:]
		inside := text[at[4]:at[5]]
		if file, ok := strings.CutPrefix(text[at[2]:at[3]], "file:"); ok {
			r.write(file, inside)
			continue
		}
		lines := strings.Split(strings.TrimSuffix(inside, "\n"), "\n")
		after := strings.TrimSpace(text[at[1]:])
		for i, line := range lines {
			switch {
			case before == "It says:":
				r.read++
				if !strings.Contains(r.said, line) {
					r.t.Errorf("%s.md: it does not say %q, but\n%s", r.page, line, r.said)
				}
			case strings.HasPrefix(line, "fiftysix "):
				r.typeIn(line, i < len(lines)-1 || !strings.HasPrefix(after, "It says:"))
			case strings.HasPrefix(line, "cd "):
				r.t.Chdir(strings.TrimPrefix(line, "cd "))
			}
		}
	}
}

func (r *readerOfGuide) write(file, text string) {
	if err := os.WriteFile(filepath.FromSlash(file), []byte(text), 0o644); err != nil {
		r.t.Fatalf("%s.md: %v", r.page, err)
	}
}

var typedWords = regexp.MustCompile(`"([^"]*)"|(\S+)`)

// typeIn types a command. Where the page goes on with what it says, that is
// held instead of the exit status.
func (r *readerOfGuide) typeIn(line string, works bool) {
	r.typed++
	var args []string
	for _, m := range typedWords.FindAllStringSubmatch(line, -1) {
		args = append(args, m[1]+m[2])
	}
	var said bytes.Buffer
	p := program{
		in: strings.NewReader(""), out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock,
		browse: func(string) error { return nil },
	}
	ctx, end := context.WithCancel(r.t.Context())
	defer end()
	if args[1] == "serve" {
		args = append(args, "--port", "0")
		end() // Ctrl-C, at once
	}
	status := p.run(ctx, args[1:])
	r.said = said.String()
	if works && status != exitDone {
		r.t.Fatalf("%s.md: %s ends with %d:\n%s", r.page, line, status, r.said)
	}
}

// TestGuideIsASite builds the guide with the program that it is about.
func TestGuideIsASite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var said bytes.Buffer
	p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock}
	if status := p.run(t.Context(), []string{"build", "--strict", "--source", "../../docs/guide", "--out", out}); status != exitDone {
		t.Fatal(said.String())
	}
	for _, page := range []string{"start", "letter"} {
		if _, err := os.Stat(filepath.Join(out, page, "index.html")); err != nil {
			t.Error(err)
		}
	}
}

// TestPublishingPage holds the examples of docs/publishing.md: their YAML can
// be read, and the commands in them are ones that there are.
func TestPublishingPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/publishing.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, block := range regexp.MustCompile("(?ms)^```yaml\\n(.*?)^```$").FindAllSubmatch(page, -1) {
		var workflow map[string]any
		if err := yaml.Unmarshal(block[1], &workflow); err != nil || len(workflow) == 0 {
			t.Errorf("%v\n%s", err, block[1])
		}
		n++
	}
	commands := regexp.MustCompile(`fiftysix (build[^"\x60\n]*)`).FindAllSubmatch(page, -1)
	if n < 2 || len(commands) < 5 {
		t.Fatalf("%d examples and %d commands were found", n, len(commands))
	}
	for _, m := range commands {
		p := program{out: &bytes.Buffer{}, err: &bytes.Buffer{}, env: func(string) string { return "" }, clock: morningClock}
		command, args, err := p.root().Find(strings.Fields(string(m[1])))
		if err == nil {
			err = command.ParseFlags(args)
		}
		if err != nil {
			t.Errorf("%s: %v", m[0], err)
		}
	}
}
