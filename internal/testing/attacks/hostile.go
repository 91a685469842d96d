// Package attacks has attacks as data, and makes sites that contain them: what
// somebody who writes board papers, sends text to be pasted, or hands in a file
// could try.
//
// Begin at [All], and read the tables in attacks/: a row is an attack's name, its
// target, what becomes of it, and its text. What becomes of it is the rule that
// refuses it, or "words": then it is accepted as harmless text. Tests check that
// [Together], a site of all that are accepted, keeps the promises of SECURITY.md.
//
// The attacks call alert(1) where they could run, and evil.example where they
// could fetch.
package attacks

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed attacks/*.txt
var tables embed.FS

// An Attack is one row of the tables.
type Attack struct {
	Kind   string // the table's name
	Name   string
	Target Target
	Want   string // the rule that refuses it, or Words
	Text   string
}

// Words is what becomes of an attack that is accepted as text.
const Words = "words"

// A Target is where an attack is put.
type Target string

const (
	Body      Target = "body"       // words of a finding, an answer and a page
	Field     Target = "field"      // every field that takes words
	URL       Target = "url"        // every field that takes an address
	Alias     Target = "alias"      // old addresses
	Name      Target = "name"       // a file's name
	File      Target = "file"       // a file's name and what is in it
	Logo      Target = "logo"       // the office's drawing
	Settings  Target = "settings"   // a field of the settings
	Report    Target = "report"     // a field of a report
	Finding   Target = "finding"    // a field of a finding
	Raw       Target = "raw"        // all fields of a report, as text
	Huge      Target = "huge"       // as Body, given in pieces
	HugeField Target = "huge-field" // as Field
	HugeRaw   Target = "huge-raw"   // as Raw, of a finding
	Link      Target = "link"       // a symbolic link on the disk
	Hard      Target = "hard"       // a second name of a file
	Pipe      Target = "pipe"       // a file that is none
)

func (a Attack) String() string { return a.Kind + ": " + a.Name }

// All returns all attacks, by kind.
func All() ([]Attack, error) {
	files, err := fs.Glob(tables, "attacks/*.txt")
	if err != nil {
		return nil, err
	}
	var all []Attack
	for _, file := range files {
		text, err := fs.ReadFile(tables, file)
		if err != nil {
			return nil, err
		}
		kind := strings.TrimSuffix(path.Base(file), ".txt")
		for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			a, err := parse(kind, line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, n+1, err)
			}
			all = append(all, a)
		}
	}
	return all, nil
}

// parse reads a row. Its text is plain, or a Go string if it contains invisible
// characters.
func parse(kind, line string) (Attack, error) {
	cells := strings.SplitN(line+" ", " | ", 4)
	if len(cells) != 4 {
		return Attack{}, fmt.Errorf("%q is not name | place | want | text", line)
	}
	a := Attack{Kind: kind, Name: cells[0], Target: Target(cells[1]), Want: cells[2], Text: strings.TrimSuffix(cells[3], " ")}
	if strings.HasPrefix(string(a.Target), "huge") {
		var err error
		a.Text, err = pieces(a.Text)
		return a, err
	}
	if text, err := strconv.Unquote(a.Text); err == nil && strings.HasPrefix(a.Text, `"`) {
		a.Text = text
	}
	return a, nil
}

// pieces returns text that is given as pairs of a count and a string to repeat.
func pieces(text string) (string, error) {
	var b strings.Builder
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		count, rest, _ := strings.Cut(text, " ")
		n, err := strconv.Atoi(count)
		if err != nil {
			return "", err
		}
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return "", fmt.Errorf("%q: %w", rest, err)
		}
		piece, err := strconv.Unquote(quoted)
		if err != nil {
			return "", err
		}
		b.WriteString(strings.Repeat(piece, n))
		text = rest[len(quoted):]
	}
	return b.String(), nil
}

// Accepted returns the attacks that are accepted as text.
func Accepted(all []Attack) []Attack {
	return slices.DeleteFunc(slices.Clone(all), func(a Attack) bool { return a.Want != Words })
}
