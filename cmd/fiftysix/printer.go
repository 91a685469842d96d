package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"fiftysix/internal/diag"
)

// A printer writes for the person at the keyboard. It uses colour and shows
// progress only on a terminal, and no colour where NO_COLOR is set
// (https://no-color.org).
type printer struct {
	w          io.Writer
	terminal   bool
	colour     bool
	quiet      bool
	onProgress func(done, total int) // called as a build goes on; nil to show it on the terminal only
	shown      bool                  // whether a progress line is on the terminal
}

func (p *program) printer(f *flags) *printer {
	s := &printer{w: p.err, quiet: f.quiet, onProgress: p.onProgress}
	if file, ok := p.err.(*os.File); ok {
		s.terminal = term.IsTerminal(int(file.Fd())) && p.env("TERM") != "dumb"
	}
	s.colour = s.terminal && p.env("NO_COLOR") == ""
	return s
}

// problems lists problems and reports whether the site may be built all the
// same. A quiet printer leaves out warnings that stop nothing. Only check shows
// advice.
func (s *printer) problems(problems []diag.Problem, strict bool) (passed bool) {
	passed = true
	for _, problem := range problems {
		if problem.Level == diag.Advice {
			continue
		}
		stops := problem.Level == diag.Error || strict
		if stops {
			passed = false
		}
		if stops || !s.quiet {
			s.problem(problem)
		}
	}
	return passed
}

func (s *printer) problem(p diag.Problem) {
	var b bytes.Buffer
	_ = p.Write(&b) // a Buffer takes everything
	text := b.String()
	if s.colour {
		text = coloured(text, p.Level)
	}
	fmt.Fprint(s.w, text)
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)

// coloured makes the first line of a problem bold and colours its carets.
func coloured(text string, level diag.Level) string {
	tint := red
	if level != diag.Error {
		tint = yellow
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	lines[0] = bold + lines[0] + plain
	for i, line := range lines {
		if strings.HasSuffix(line, "^") {
			before, carets, _ := strings.Cut(line, "^")
			lines[i] = before + tint + "^" + carets + plain
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// line prints one line, unless the printer is quiet.
func (s *printer) line(text string) {
	if !s.quiet {
		fmt.Fprintln(s.w, text)
	}
}

// progress returns a callback that shows on a terminal how far a build has
// come, if it takes longer than a second.
func (s *printer) progress(began time.Time, clock func() time.Time) func(done, total int) {
	if s.onProgress != nil {
		return s.onProgress
	}
	if !s.terminal || s.quiet {
		return nil
	}
	last := began
	return func(done, total int) {
		now := clock()
		if now.Sub(began) < time.Second || now.Sub(last) < 100*time.Millisecond {
			return
		}
		last, s.shown = now, true
		fmt.Fprintf(s.w, "\r\x1b[K%s of %s", thousands(done), count(total, "file"))
	}
}

// clear removes the progress line.
func (s *printer) clear() {
	if s.shown {
		fmt.Fprint(s.w, "\r\x1b[K")
		s.shown = false
	}
}

// count is a number and what it counts: 1 page, 2,400 pages.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return thousands(n) + " " + what
}

// inSentence lists words: a, b and c.
func inSentence(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// counts are the numbers of errors and of warnings, without those that are 0.
func counts(errs, warnings int) (parts []string) {
	if errs > 0 {
		parts = append(parts, count(errs, "error"))
	}
	if warnings > 0 {
		parts = append(parts, count(warnings, "warning"))
	}
	return parts
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// short is a time as people say it: 38 ms, 1.2 s.
func short(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
