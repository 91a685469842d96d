package translation

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/register"
)

// This file writes and reads a job as a text file: the words to translate as
// quotations, and below each, between two marks, those of the translation.

// Markdown is the job as a Markdown file.
func (j *Job) Markdown() []byte {
	var b strings.Builder
	from, to := register.LanguageName(j.From), register.LanguageName(j.To)
	fmt.Fprintf(&b, "# From %s to %s\n\n<!-- fiftysix: from %s to %s -->\n\n", from, to, j.From, j.To)
	fmt.Fprintf(&b, "Write the %s between each line `<!-- %s -->` and the line `<!-- end -->` below it.\n", to, to)
	fmt.Fprintf(&b, "Leave those lines as they are, and the %s too. Leave a place empty that you do not translate.\n", from)
	b.WriteString("The words are Markdown: leave marks such as `**` and `#` and the addresses of links as they are.\n")
	for _, w := range j.Works {
		fmt.Fprintf(&b, "\n---\n\n## %s\n\n<!-- file: %s over: %s segments: %d -->\n", heading(w.Name), w.File, w.Over, w.Count)
		for _, s := range w.Segments {
			fmt.Fprintf(&b, "\n### %s\n\n", capital(s.Name))
			if note := s.note(j.From); note != "" {
				fmt.Fprintf(&b, "(%s)\n\n", note)
			}
			fmt.Fprintf(&b, "<!-- %s: %s -->\n\n", from, s.ID())
			for line := range strings.SplitSeq(s.Source, "\n") {
				b.WriteString(strings.TrimRight("> "+line, " ") + trailing(line) + "\n")
			}
			fmt.Fprintf(&b, "\n<!-- %s -->\n\n", to)
			if s.Target != "" {
				for line := range strings.SplitSeq(s.Target, "\n") {
					if ownMark.MatchString(line) {
						line = `\` + line
					}
					b.WriteString(line + "\n")
				}
				b.WriteString("\n")
			}
			b.WriteString("<!-- end -->\n")
		}
	}
	return []byte(b.String())
}

// capital begins a name as a heading does.
func capital(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[n:]
}

func heading(name string) string { return strings.Join(strings.Fields(name), " ") }

// trailing are the spaces at the end of a line of words.
func trailing(line string) string {
	if strings.TrimSpace(line) == "" {
		return ""
	}
	return line[len(strings.TrimRight(line, " ")):]
}

// ownMark is a line that could be taken for one of ours, and that is written
// with one more backslash in front.
var ownMark = regexp.MustCompile(`^\\*<!--`)

var (
	jobMark  = regexp.MustCompile(`^<!-- fiftysix: from ([a-z]+) to ([a-z]+) -->$`)
	workMark = regexp.MustCompile(`^<!-- file: (\S+) over: ([a-z]+) segments: ([0-9]+) -->$`)
	mark     = regexp.MustCompile(`^<!-- (.*) -->$`)
)

// ReadMarkdown reads a Markdown file that came back.
func ReadMarkdown(data []byte) (*Job, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("the file is not UTF-8\nsave it again as UTF-8: in Notepad choose File, Save As, and under Encoding UTF-8")
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := strings.ReplaceAll(strings.ReplaceAll(string(data), "\r\n", "\n"), "\r", "\n")
	r := &markdownReader{job: &Job{}}
	for line := range strings.SplitSeq(text, "\n") {
		r.line++
		if err := r.read(line); err != nil {
			return nil, err
		}
	}
	switch {
	case r.job.From == "":
		return nil, errors.New("this is no file that “fiftysix translations” wrote: its first lines do not say from which language it is, and into which")
	case r.segment != nil:
		return nil, r.broken("the last piece has no line <!-- end -->")
	}
	return r.job, nil
}

type markdownReader struct {
	job     *Job
	line    int
	segment *Segment // the one we are in, or nil
	target  bool     // whether its translation has begun
	words   []string // of the part of it that we are in
}

func (r *markdownReader) broken(what string) error {
	return fmt.Errorf("line %d: %s\nthe lines that begin with <!-- must stay as they were sent: put it back, or ask for the file again", r.line, what)
}

func (r *markdownReader) read(line string) error {
	bare := strings.TrimRight(line, " \t")
	if m := jobMark.FindStringSubmatch(bare); m != nil && r.job.From == "" {
		r.job.From, r.job.To = m[1], m[2]
		return nil
	}
	from, to := register.LanguageName(r.job.From), register.LanguageName(r.job.To)
	said := ""
	if m := mark.FindStringSubmatch(bare); m != nil && r.job.From != "" {
		said = m[1]
	}
	switch m := workMark.FindStringSubmatch(bare); {
	case m != nil && r.segment != nil:
		return r.broken("the piece before has no line <!-- end -->")
	case m != nil:
		n, _ := strconv.Atoi(m[3])
		r.job.Works = append(r.job.Works, Work{File: m[1], Over: m[2], Count: n})
	case strings.HasPrefix(said, from+": "):
		switch {
		case r.segment != nil:
			return r.broken("the piece before has no line <!-- end -->")
		case len(r.job.Works) == 0:
			return r.broken("nothing says which file this piece is of")
		}
		part, key, _ := strings.Cut(strings.TrimPrefix(said, from+": "), " ")
		r.segment, r.words = &Segment{Part: part, Key: key, State: Missing}, nil
		r.segment.Name = r.segment.ID()
	case said == to && said != "":
		if r.segment == nil || r.target {
			return r.broken("this line stands where there is nothing to translate")
		}
		r.segment.Source, r.words, r.target = unquoted(r.words), nil, true
	case said == "end":
		if r.segment == nil || !r.target {
			return r.broken("this line ends a piece that has not begun")
		}
		r.segment.Target = strings.Join(withoutEmpty(r.words), "\n")
		w := &r.job.Works[len(r.job.Works)-1]
		w.Segments = append(w.Segments, *r.segment)
		r.segment, r.words, r.target = nil, nil, false
	case r.segment != nil:
		if r.target && strings.HasPrefix(line, `\`) && ownMark.MatchString(line) {
			line = line[1:]
		}
		r.words = append(r.words, line)
	}
	return nil
}

func unquoted(lines []string) string {
	var all []string
	for _, line := range withoutEmpty(lines) {
		line = strings.TrimPrefix(line, ">")
		all = append(all, strings.TrimPrefix(line, " "))
	}
	return strings.Join(all, "\n")
}

// withoutEmpty are lines without the empty ones at either end.
func withoutEmpty(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}
