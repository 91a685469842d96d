package content_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"

	"io/fs"
)

// What a schema cannot say, and so is not in the files that these tests make:
//
//   - what YAML itself loses or forbids: a # that cuts words short, a field that
//     stands twice, tabs, words after a closing quote;
//   - spaces around a date in quotes, which the reader passes over;
//   - True and TRUE, 1e3 and 0x1F, which YAML takes for true and for numbers,
//     and the reader for the words that they are;
//   - an address with a fault that only parsing it shows, such as a port of
//     letters;
//   - what holds between fields and between files: a day after another, a
//     report that is not there, force and services both, words without an answer.

// compiled are the schemas as another program reads them.
func compiled(t *testing.T) map[int]*jsonschema.Schema {
	t.Helper()
	files, err := content.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	all := map[int]*jsonschema.Schema{}
	for _, f := range files {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s is no JSON: %v", f.Name, err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(f.Name, doc); err != nil {
			t.Fatal(err)
		}
		if all[f.Kind], err = c.Compile(f.Name); err != nil {
			t.Fatalf("%s is no schema: %v", f.Name, err)
		}
	}
	if len(all) != len(content.Manual()) {
		t.Fatalf("%d kinds of file have a schema, and there are %d", len(all), len(content.Manual()))
	}
	return all
}

func TestSchemaAndReaderAgree(t *testing.T) {
	schemas := compiled(t)
	runs := 1000
	if os.Getenv("FIFTYSIX_LONG") != "" {
		runs = 20_000
	}
	good, bad := 0, 0
	for n := range runs {
		g := &generator{rand.New(rand.NewPCG(56, uint64(n))), t}
		kind := g.IntN(len(schemas))
		file := content.Manual()[kind]
		tree := g.group(file.Fields)
		for range g.IntN(3) {
			g.spoil(tree)
		}
		text := tree.file(file.Name == inspection.SettingsFile)
		problems := file.Check([]byte(text))
		for _, p := range problems {
			if p.Rule == frontmatter.RuleYAML || p.Rule == content.RuleHash {
				t.Fatalf("run %d makes a file that YAML refuses, which no schema is asked about: %v\n%s", n, p, text)
			}
		}
		errs, _ := diag.Count(problems)
		refused := schemas[kind].Validate(asJSON(t, text))
		if (errs == 0) != (refused == nil) {
			t.Fatalf("run %d: the reader finds %v\nthe schema says: %v\n%s", n, problems, refused, text)
		}
		if errs == 0 {
			good++
		} else {
			bad++
		}
	}
	if good < runs/4 || bad < runs/4 {
		t.Errorf("%d files are right and %d wrong: that is too one-sided to show anything", good, bad)
	}
	t.Logf("%d files: %d valid in both, %d wrong in both", runs, good, bad)
}

func TestTheSampleFitsItsSchemas(t *testing.T) {
	schemas := compiled(t)
	err := fs.WalkDir(sample.Exampleshire(), ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kind := -1
		name := d.Name()
		translated := strings.Count(name, ".") == 2
		switch {
		case name == inspection.SettingsFile:
			kind = content.OfficeFile
		case !strings.HasSuffix(name, ".md"):
			return nil
		case !strings.Contains(at, "reports/"):
			kind = content.PageFile
		case strings.HasPrefix(name, "report."):
			kind = content.ReportFile
		default:
			kind = content.FindingFile
		}
		if translated {
			kind += content.ReportWordsFile
		}
		text, err := fs.ReadFile(sample.Exampleshire(), at)
		if err != nil {
			return err
		}
		if err := schemas[kind].Validate(asJSON(t, string(text))); err != nil {
			t.Errorf("%s: %v", at, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A node is a value of a file that is made up.
type node struct {
	field   content.FieldHelp
	scalar  string // as YAML writes it
	entries []entry
	items   []*node
	kind    frontmatter.Kind
}

type entry struct {
	name string
	node *node
}

type generator struct {
	*rand.Rand
	t *testing.T
}

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// group is a map with all required fields and some others, all as they should be.
func (g *generator) group(fields []content.FieldHelp) *node {
	n := &node{kind: frontmatter.Map}
	for _, f := range fields {
		if f.Required || g.IntN(3) == 0 {
			n.entries = append(n.entries, entry{f.Name, g.value(f)})
		}
	}
	return n
}

func (g *generator) value(f content.FieldHelp) *node {
	if !f.Required && g.IntN(12) == 0 {
		return &node{field: f, kind: frontmatter.Nothing}
	}
	if !f.List || g.IntN(3) == 0 {
		return g.single(f)
	}
	n := &node{field: f, kind: frontmatter.List}
	for range g.IntN(4) {
		n.items = append(n.items, g.single(f))
	}
	return n
}

func (g *generator) single(f content.FieldHelp) *node {
	switch {
	case f.OrTrue && g.IntN(2) == 0:
		return scalar(f, pick(g, []string{"true", "false"}))
	case f.Parts != nil:
		n := g.group(f.Parts)
		n.field = f
		return n
	case f.ByLang && g.IntN(2) == 0:
		return &node{field: f, kind: frontmatter.Map, entries: []entry{{"en", scalar(f, "Words")}, {"cy", scalar(f, pick(g, wordsOfAllKinds))}}}
	case f.Choices != nil:
		return scalar(f, quotedOrNot(g, pick(g, f.Choices)))
	case f.Pattern != "":
		return scalar(f, pick(g, right(g.t, f)))
	}
	return scalar(f, pick(g, wordsOfAllKinds))
}

func scalar(f content.FieldHelp, text string) *node {
	return &node{field: f, kind: frontmatter.Scalar, scalar: text}
}

func quotedOrNot(g *generator, text string) string {
	if g.IntN(3) == 0 {
		return `"` + text + `"`
	}
	return text
}

// wordsOfAllKinds are words that YAML takes for other things.
var wordsOfAllKinds = []string{"Words", "4", "4.10", "0123", "true", "yes", `"null"`, `""`, `"a: b"`, "'it''s'", "2020-03-09", "Tŷ Dŵr", "-1", "1.5.2"}

// right are values of a field's form, by what its table says of it.
func right(t *testing.T, f content.FieldHelp) []string {
	days := []string{"2020-03-09", `"2020-03-09"`, "2024-02-29", "2000-02-29", "1999-12-31", "2021-04-30"}
	for _, form := range []struct {
		says   string
		values []string
	}{
		{"immediate", append([]string{"immediate", "2020-06", "6 months", "1 month", "12 months"}, days...)},
		{"a date or a month", append([]string{"2020-03", `"1999-12"`}, days...)},
		{"a date and time", append([]string{`"2026-12-05 09:00"`, "2026-12-05T09:00", `"2026-12-05 9:59"`, `"2026-12-05  23:00"`}, days...)},
		{"a date", days},
		{"a whole number", []string{"3", "0", "-3", "007", `"3"`, `"+3"`, "+3"}},
		{"a full address", []string{"https://example.org", "https://www.example.org/report/?a=b#c", `"https://example.org:8080/x%20y"`, "HTTPS://example.org/Tŷ"}},
		{"an e-mail address", []string{"office@example.org", `"a.b+c@d.e.example"`}},
		{"a colour", []string{`"#1d4f91"`, `"#ABCDEF"`}},
		{"the code of a language", []string{"en", "cy", "gd"}},
	} {
		if strings.Contains(f.Expects, form.says) {
			return form.values
		}
	}
	t.Fatalf("the test knows no value for %s: %s", f.Name, f.Expects)
	return nil
}

// odd are values that are wrong in most places, and right in some.
var odd = []string{
	"2021-02-29", "1900-02-29", "2020-04-31", "2020-13-01", "2020-3-9", "09/03/2020", "20-03-09", "2020", "2020-00", "2020-13", `"2020-03-09T25:00"`, `"2020-03-09 09:60"`,
	`"2020-03-09 09:00:00"`, "immediately", "6 month", "123 months", "months", "3.5", `"3.0"`, "three", "http://example.org", "https://", "example.org", "https://example.org/a%zz", `"https://a b"`,
	"https://user@example.org/", "office", "office@example", "a@b@c.d", `"#12345"`, `"#1d4f9g"`, "blue", "eng4", "EN", "e", "on", "no", "maybe", "peel", "peal", "true", "false", "4", `""`, "null", "~",
}

// spoil changes one thing somewhere in a file; what comes of it may still be right.
func (g *generator) spoil(root *node) {
	at := root
	for g.IntN(3) > 0 { // somewhere below
		var below []*node
		for _, e := range at.entries {
			below = append(below, e.node)
		}
		if below = append(below, at.items...); len(below) == 0 {
			break
		}
		at = pick(g, below)
	}
	if at.kind == frontmatter.Map && (at == root || g.IntN(2) == 0) {
		switch n := g.IntN(4); {
		case n == 0 || len(at.entries) == 0:
			name := pick(g, []string{"titel", "Title", "unknown", "date_", "note2"})
			if !slices.ContainsFunc(at.entries, func(e entry) bool { return e.name == name }) {
				at.entries = append(at.entries, entry{name, scalar(content.FieldHelp{}, "x")})
			}
		case n == 1:
			i := g.IntN(len(at.entries))
			at.entries = append(at.entries[:i:i], at.entries[i+1:]...)
		case n == 2:
			at.entries[g.IntN(len(at.entries))].node = &node{kind: frontmatter.Nothing}
		default:
			i := g.IntN(len(at.entries))
			at.entries[i].node = g.something(at.entries[i].node)
		}
		return
	}
	if at != root {
		was := *at
		*at = *g.something(&was)
	}
}

// something is a value of any kind in the place of another.
func (g *generator) something(was *node) *node {
	switch g.IntN(6) {
	case 0:
		return &node{kind: frontmatter.List, items: []*node{was}}
	case 1:
		return &node{kind: frontmatter.List, items: []*node{{kind: frontmatter.Nothing}, was}}
	case 2:
		return &node{kind: frontmatter.Map, entries: []entry{{pick(g, []string{"en", "cy", "note", "date", "English"}), was}}}
	case 3:
		return &node{kind: frontmatter.Map}
	}
	return scalar(was.field, pick(g, odd))
}

// file is the tree as a file of the kind.
func (n *node) file(settings bool) string {
	var b strings.Builder
	for _, e := range n.entries {
		fmt.Fprintf(&b, "%s: %s\n", e.name, e.node.flow(true))
	}
	if settings {
		return b.String()
	}
	return "---\n" + b.String() + "---\n\nWords.\n"
}

// flow is a value on one line. In brackets, nothing at all is no item.
func (n *node) flow(top bool) string {
	switch n.kind {
	case frontmatter.Scalar:
		return n.scalar
	case frontmatter.List:
		var items []string
		for _, item := range n.items {
			items = append(items, item.flow(false))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case frontmatter.Map:
		var entries []string
		for _, e := range n.entries {
			entries = append(entries, e.name+": "+e.node.flow(false))
		}
		return "{" + strings.Join(entries, ", ") + "}"
	}
	if top {
		return ""
	}
	return "null"
}

// asJSON is a file's fields as an editor sees them: what YAML 1.2 takes them for.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	f, problems := frontmatter.Open("", []byte(text))
	if f == nil {
		t.Fatal(problems)
	}
	from, to := 0, len(f.Text)
	if inner, ok := strings.CutPrefix(f.Text, "---\n"); ok {
		from, to = 4, 4+strings.Index("\n"+inner, "\n---\n")
	}
	fields, _, problems := frontmatter.ParseYAML(f, from, to)
	if fields == nil {
		t.Fatal(problems)
	}
	return jsonOf(fields)
}

var (
	wholeNumber = regexp.MustCompile(`^[-+]?[0-9]+$`)
	number      = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
)

func jsonOf(v *frontmatter.Value) any {
	switch v.Kind {
	case frontmatter.List:
		all := []any{}
		for i := range v.Items {
			all = append(all, jsonOf(&v.Items[i]))
		}
		return all
	case frontmatter.Map:
		all := map[string]any{}
		for i := range v.Entries {
			all[v.Entries[i].Key.Text] = jsonOf(&v.Entries[i].Value)
		}
		return all
	case frontmatter.Nothing:
		return nil
	}
	switch text := v.Text; {
	case !v.Plain:
		return text
	case text == "true" || text == "false":
		return text == "true"
	case wholeNumber.MatchString(text) || number.MatchString(text):
		var n float64
		if _, err := fmt.Sscan(text, &n); err == nil {
			return json.Number(strings.TrimSuffix(fmt.Sprintf("%g", n), ".0"))
		}
	}
	return v.Text
}
