package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"fiftysix/internal/testing/attacks"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// A builtSite is the output of the build command: every file, by its name.
type builtSite map[string][]byte

// buildAt builds a site of files as a person does, in a folder of its own
// beside a secret, and holds that nothing but the output folder is changed.
func buildAt(t *testing.T, files fs.FS) builtSite {
	t.Helper()
	top := t.TempDir()
	dir := filepath.Join(top, "site")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	keepSecret(t, top)
	before := everything(t, top)
	out := filepath.Join(dir, "public")
	if status, said := runIn(dir, "build", "--quiet"); status != exitDone {
		t.Fatalf("the build ended with %d:\n%s", status, said)
	}
	for name, sum := range everything(t, top) {
		if inside := strings.HasPrefix(name, "site/public/") || name == "site/public"; !inside && before[name] != sum {
			t.Errorf("%s was changed or made, outside the output folder", name)
		}
		delete(before, name)
	}
	for name := range before {
		t.Errorf("%s was removed", name)
	}
	made := builtSite{}
	err := filepath.WalkDir(out, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(out, at)
		if err != nil {
			return err
		}
		if !d.Type().IsRegular() {
			t.Errorf("%s is not an ordinary file", name)
		}
		made[filepath.ToSlash(name)], err = os.ReadFile(at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	made.add(t, dir, "export.xlsx", "export", "--format", "xlsx")
	for _, id := range letters {
		if _, err := os.Stat(filepath.Join(dir, "content", "reports", id)); err == nil {
			made.add(t, dir, "letter-"+id+".html", "letter", id)
			made.add(t, dir, "letter-"+id+".docx", "letter", id)
		}
	}
	return made
}

// letters are the reports of which a letter is written too.
var letters = []string{"2021-control-room", "body-1", "body-2", "field-3"}

// add has the program write one more file, beside the site.
func (b builtSite) add(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	file := filepath.Join(dir, name)
	if status, said := runIn(dir, append(args, "--output", file)...); status != exitDone {
		t.Fatalf("%q ended with %d:\n%s", args, status, said)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[name] = data
}

// keepSecret makes a folder beside the site's, of what is nobody's business.
func keepSecret(t *testing.T, top string) {
	t.Helper()
	for name, text := range map[string]string{"letter.pdf": "%PDF-1.7 secret", "report.md": "---\ntitle: Secret\n---\nsecret\n", "secret.txt": "secret\n"} {
		if err := os.MkdirAll(filepath.Join(top, "secret"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(top, "secret", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// runIn runs the program as if in a site's folder.
func runIn(dir string, args ...string) (status int, said string) {
	var b bytes.Buffer
	p := program{in: strings.NewReader(""), out: &b, err: &b, env: func(string) string { return "" }, clock: morningClock}
	status = p.run(context.Background(), append(args, "--source", dir))
	return status, b.String()
}

// everything is what stands in a folder: each file with its bytes' sum.
func everything(t *testing.T, top string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(top, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(top, at)
		if err != nil {
			return err
		}
		sum := d.Type().String()
		if d.Type().IsRegular() {
			data, err := os.ReadFile(at)
			if err != nil {
				return err
			}
			sum = fmt.Sprintf("%x", sha256.Sum256(data))
		}
		all[filepath.ToSlash(name)] = sum
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestHostileContent builds a site of every attack that is taken for words, and
// holds that each file of it is what it should be and no more: whatever a
// browser, a feed reader, a calendar, a spreadsheet or a server makes of it.
func TestHostileContent(t *testing.T) {
	all, err := attacks.All()
	if err != nil {
		t.Fatal(err)
	}
	long := os.Getenv("FIFTYSIX_LONG") != ""
	plain := []builtSite{buildAt(t, sample.Exampleshire()), buildAt(t, attacks.Together(nil))}
	if long {
		plain = append(plain, buildAt(t, attacks.InTwoLanguages(nil, nil)))
	}
	usual := vocabularyOf(t, plain...)
	site := buildAt(t, attacks.Together(all))
	counts := checkSite(t, usual, site)
	saidWhole(t, all, site)
	for _, kind := range []string{".html", ".xml", ".json", ".csv", ".ics", ".xlsx", ".docx", ".js", ".config"} {
		if counts[kind] == 0 {
			t.Errorf("no file of the kind %s was looked at", kind)
		}
	}
	t.Logf("%d attacks together, %d files: %v", len(attacks.Accepted(all)), len(site), counts)
	if long {
		inTwoLanguages(t, usual, all)
	}
}

// inTwoLanguages looks at the same attacks where words are translated, and in
// an office's own words for the theme.
func inTwoLanguages(t *testing.T, usual vocabulary, all []attacks.Attack) {
	words := map[string]string{}
	for _, lang := range []string{"en", "cy"} {
		text, err := fs.ReadFile(layouts.FS, "words/"+lang+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		words[lang] = string(text)
	}
	site := buildAt(t, attacks.InTwoLanguages(all, words))
	counts := checkSite(t, usual, site)
	t.Logf("and in two languages, %d files: %v", len(site), counts)
	for _, page := range []string{"index.html", "cy/index.html", "cy/reports/tongue-1/recommendation-2/index.html"} {
		if n := bytes.Count(site[page], []byte("alert(1)")); n < 5 {
			t.Errorf("%s holds %d attacks, so this test looks in the wrong place", page, n)
		}
	}
}

// checkSite looks at every file of a site as its readers read it.
func checkSite(t *testing.T, usual vocabulary, site builtSite) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, name := range slices.Sorted(mapsKeys(site)) {
		data := site[name]
		if !utf8.Valid(data) && isText(name) {
			t.Errorf("%s is not UTF-8", name)
		}
		var err error
		kind := path.Ext(name)
		switch {
		case strings.Contains(name, "/a.") && kind != ".html":
			kind = "" // an author's own
		case kind == ".html":
			err = usual.check(data)
		case kind == ".xml" || name == "web.config" || kind == ".svg":
			err = checkXML(data)
		case kind == ".json":
			err = checkJSON(data)
		case kind == ".csv":
			err = checkCSV(name, data)
		case kind == ".ics":
			err = checkCalendar(data)
		case kind == ".xlsx" || kind == ".docx":
			err = checkOfficeFile(data)
		case kind == ".js" && strings.Contains(name, "search/"):
			err = checkPiece(data)
		case slices.Contains(hostFiles, name):
			err = checkHostFile(name, data)
		default:
			kind = ""
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if kind != "" {
			counts[kind]++
		}
	}
	return counts
}

// saidWhole holds that no attack that stood in a title has lost a letter on the
// way: words are made harmless, never left out.
func saidWhole(t *testing.T, all []attacks.Attack, site builtSite) {
	n := 0
	for _, a := range attacks.Accepted(all) {
		if a.Target != attacks.Field && a.Target != attacks.URL && a.Target != attacks.Finding {
			continue
		}
		n++
		if a.Target != attacks.Field {
			continue
		}
		title := ""
		err := walkHTML(site[fmt.Sprintf("reports/field-%d/index.html", n)], func(e *html.Node) error {
			if e.DataAtom == atom.H1 {
				for c := range e.Descendants() {
					if c.Type == html.TextNode {
						title += c.Data
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Join(strings.Fields(a.Text), " "); !strings.Contains(strings.Join(strings.Fields(title), " "), want) {
			t.Errorf("%s: the title is %q, and should hold %q", a, title, want)
		}
	}
}

func mapsKeys(m builtSite) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range m {
			if !yield(name) {
				return
			}
		}
	}
}

func isText(name string) bool {
	return slices.Contains([]string{".html", ".xml", ".json", ".csv", ".ics", ".js", ".css", ".svg", ".txt"}, path.Ext(name))
}

// A vocabulary is what pages of sites without attacks are made of: elements,
// and their attributes.
type vocabulary map[string]bool

// markedUp are what only an author's words can need, in no page of the samples.
var markedUp = []string{"pre", "pre tabindex", "hr", "a title"}

func vocabularyOf(t *testing.T, sites ...builtSite) vocabulary {
	v := vocabulary{}
	for _, site := range sites {
		for name, data := range site {
			if path.Ext(name) != ".html" {
				continue
			}
			err := walkHTML(data, func(n *html.Node) error {
				v[n.Data] = true
				for _, a := range n.Attr {
					v[n.Data+" "+a.Key] = true
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range markedUp {
		v[name] = true
	}
	if len(v) < 100 {
		t.Fatalf("only %d elements and attributes are known", len(v))
	}
	return v
}

func walkHTML(data []byte, see func(*html.Node) error) error {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return err
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			err = errors.Join(err, see(n))
		}
	}
	return err
}

// leadingOut are the schemes that a link may have.
var leadingOut = []string{"", "https", "http", "mailto", "tel"}

// check holds a page to what pages are made of: no element and no attribute
// that pages without attacks do not have, no address that runs, and no script
// but the site's own files and data.
func (v vocabulary) check(page []byte) error {
	ids := map[string]bool{}
	return walkHTML(page, func(n *html.Node) error {
		if !v[n.Data] {
			return fmt.Errorf("it has the element %s", n.Data)
		}
		for _, a := range n.Attr {
			if !v[n.Data+" "+a.Key] || strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				return fmt.Errorf("%s has the attribute %s=%q", n.Data, a.Key, a.Val)
			}
			switch a.Key {
			case "href", "src", "action", "formaction", "poster", "data", "cite", "content":
				if a.Key == "content" && !strings.HasPrefix(a.Val, "0;") {
					continue
				}
				u, err := url.Parse(strings.TrimPrefix(a.Val, "0;url="))
				if err != nil || !slices.Contains(leadingOut, u.Scheme) || u.Scheme == "" && u.Host != "" {
					return fmt.Errorf("%s leads to %q", n.Data, a.Val)
				}
				if u.Host != "" && n.Data != "a" && n.Data != "link" && n.Data != "meta" {
					return fmt.Errorf("%s fetches %q", n.Data, a.Val)
				}
			case "id":
				if ids[a.Val] {
					return fmt.Errorf("the id %q is there twice", a.Val)
				}
				ids[a.Val] = true
			}
		}
		if n.DataAtom == atom.Script {
			return checkScript(n)
		}
		return nil
	})
}

// checkScript holds a script to be a file of the site's, or data.
func checkScript(n *html.Node) error {
	src, data := "", false
	for _, a := range n.Attr {
		switch {
		case a.Key == "src":
			src = a.Val
		case a.Key == "type" && a.Val == "application/ld+json":
			data = true
		}
	}
	switch {
	case data && n.FirstChild != nil:
		return checkJSON([]byte(n.FirstChild.Data))
	case src == "" || n.FirstChild != nil:
		return errors.New("a script stands in the page")
	}
	return nil
}

// checkXML reads a file to its end, strictly, and wants no part that lets it
// say more than it holds.
func checkXML(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.Directive:
			return fmt.Errorf("it has the declaration %s", token)
		case xml.ProcInst:
			if token.Target != "xml" && token.Target != "xml-stylesheet" {
				return fmt.Errorf("it has the instruction %s", token.Target)
			}
		case xml.StartElement:
			if strings.Contains(token.Name.Space, "xhtml") && slices.Contains([]string{"script", "iframe", "img", "object", "style"}, token.Name.Local) {
				return fmt.Errorf("it has the element %s", token.Name.Local)
			}
		}
	}
}

func checkJSON(data []byte) error {
	if !json.Valid(data) {
		return errors.New("it is not JSON")
	}
	return nil
}

// checkCSV reads a table. In the one for Excel no cell begins as a formula does.
func checkCSV(name string, data []byte) error {
	data, forExcel := bytes.CutPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	if !forExcel && strings.Contains(name, "excel") {
		return errors.New("it is for Excel and has no mark that says so")
	}
	for n, row := range rows {
		for _, cell := range row {
			if forExcel && cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				return fmt.Errorf("row %d: a spreadsheet would work out %q", n+1, cell)
			}
		}
	}
	return nil
}

// calendarLine is a line of a calendar, of a name that we write.
var calendarLine = regexp.MustCompile(`^(BEGIN|END|VERSION|PRODID|CALSCALE|NAME|X-WR-CALNAME|DESCRIPTION|URL|SOURCE|REFRESH-INTERVAL|X-PUBLISHED-TTL|UID|DTSTAMP|LAST-MODIFIED|SEQUENCE|DTSTART|SUMMARY|CATEGORIES|CLASS|TRANSP|STATUS|TZID|TZOFFSETFROM|TZOFFSETTO|TZNAME|METHOD)[;:]`)

func checkCalendar(data []byte) error {
	if _, err := ics.ParseCalendar(bytes.NewReader(data)); err != nil {
		return err
	}
	depth := 0
	for _, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n ", ""), "\r\n") {
		if line != "" && !calendarLine.MatchString(line) {
			return fmt.Errorf("it has the line %q", line)
		}
		switch {
		case strings.HasPrefix(line, "BEGIN:"):
			depth++
		case strings.HasPrefix(line, "END:"):
			depth--
		}
		if depth < 0 || depth > 3 || strings.ContainsAny(line, "\r\n") {
			return fmt.Errorf("its parts do not stand within each other at %q", line)
		}
	}
	return nil
}

// checkOfficeFile reads each part of a workbook or a letter, and wants no formula, no
// field that works something out, and nothing that is fetched when it is opened.
func checkOfficeFile(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close(), checkXML(text)); err != nil {
			return fmt.Errorf("%s: %w", part.Name, err)
		}
		for _, what := range []string{"<f>", "<f ", "<externalLink", "<w:instrText", "<w:fldSimple", "attachedTemplate", "<o:OLEObject", `Target="javascript`, `Target="file`} {
			if bytes.Contains(text, []byte(what)) {
				return fmt.Errorf("%s holds %s", part.Name, what)
			}
		}
	}
	return nil
}

// piece is a piece of the search's index: one call with strings or lists.
var piece = regexp.MustCompile(`(?s)^\w+\((.*)\);?\s*$`)

func checkPiece(data []byte) error {
	m := piece.FindSubmatch(bytes.TrimSpace(data))
	if m == nil {
		return errors.New("it is not one call")
	}
	return checkJSON(append(append([]byte("["), m[1]...), ']'))
}

// hostFiles are what servers read. No word of an author's stands in them but in
// the address of something that has moved.
var hostFiles = []string{".htaccess", ".nginx.conf", ".Caddyfile", ".lighttpd.conf", "_headers", "_redirects"}

func checkHostFile(name string, data []byte) error {
	for _, word := range []string{"Set-Cookie", "alert", "passwd", "return 200", "<script", "\r"} {
		if bytes.Contains(data, []byte(word)) {
			return fmt.Errorf("it holds %q", word)
		}
	}
	for line := range bytes.Lines(data) {
		if i := bytes.IndexFunc(line, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r > '~' }); i >= 0 {
			return fmt.Errorf("the line %q holds what no such file needs", line)
		}
	}
	return nil
}

// TestLinksOutOfTheSite makes what only a disk can hold: links, second names and
// pipes, in the content and in the output folder.
func TestLinksOutOfTheSite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets only administrators make links")
	}
	all, err := attacks.All()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, a := range all {
		if a.Alone() != nil {
			continue
		}
		n++
		t.Run(a.String(), func(t *testing.T) {
			top := t.TempDir()
			dir := filepath.Join(top, "site")
			if err := os.CopyFS(dir, attacks.Together(nil)); err != nil {
				t.Fatal(err)
			}
			keepSecret(t, top)
			if err := os.WriteFile(filepath.Join(dir, "content/reports/hostile/a.pdf"), []byte("%PDF-1.7 a"), 0o644); err != nil {
				t.Fatal(err)
			}
			put(t, top, dir, a)
			before := everything(t, filepath.Join(top, "secret"))
			status, said := runIn(dir, "build", "--quiet")
			if diff := cmp.Diff(before, everything(t, filepath.Join(top, "secret"))); diff != "" {
				t.Errorf("what is outside has changed:\n%s", diff)
			}
			_, err := os.Stat(filepath.Join(dir, "public"))
			if a.Want == attacks.Words {
				if status != exitDone || err != nil {
					t.Errorf("the build ended with %d:\n%s", status, said)
				}
				return
			}
			if status != exitContent || err == nil {
				t.Errorf("the build ended with %d, and something was written (%v):\n%s", status, err == nil, said)
			}
			status, told := runIn(dir, "check", "--format", "json")
			if status != exitContent || !strings.Contains(told, `"`+a.Want+`"`) {
				t.Errorf("it is not refused by the rule %s:\n%s", a.Want, told)
			}
		})
	}
	if n < 10 {
		t.Errorf("only %d were made", n)
	}
}

// put makes what a row of the table of disks says.
func put(t *testing.T, top, dir string, a attacks.Attack) {
	t.Helper()
	name, to, _ := strings.Cut(a.Text, " -> ")
	at := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.RemoveAll(at); err != nil {
		t.Fatal(err)
	}
	var err error
	switch a.Target {
	case attacks.Link:
		err = errors.Join(os.Symlink(to, at), os.Symlink("../secret", filepath.Join(dir, "inner")))
	case attacks.Hard:
		err = os.Link(filepath.Join(top, filepath.FromSlash(to)), at)
	case attacks.Pipe:
		err = makePipe(at)
	default:
		t.Fatalf("nothing makes a %s", a.Target)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A build writes through no link that stands in the output folder, and into no
// file that has a second name elsewhere.
func TestNothingIsWrittenThroughLinksInTheOutput(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows lets only administrators make links")
	}
	for _, row := range []struct {
		name   string
		link   func(old, new string) error
		at, to string
		done   bool // the build takes its place, and goes on
	}{
		{"a file that is a link", os.Symlink, "index.html", "secret/secret.txt", true},
		{"a folder that is a link", os.Symlink, "reports", "secret", false},
		{"a file with a second name", os.Link, "index.html", "secret/secret.txt", true},
		{"our own note is a link", os.Symlink, ".fiftysix-files", "secret/secret.txt", true},
		{"our own note has a second name", os.Link, ".fiftysix-files", "secret/secret.txt", true},
		{"our staging folder is a link", os.Symlink, ".fiftysix-staging", "secret", true},
		{"our lock is a link", os.Symlink, ".fiftysix-lock", "secret/secret.txt", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			top := t.TempDir()
			dir := filepath.Join(top, "site")
			if err := os.CopyFS(dir, attacks.Together(nil)); err != nil {
				t.Fatal(err)
			}
			keepSecret(t, top)
			if status, said := runIn(dir, "build", "--quiet"); status != exitDone {
				t.Fatal(said)
			}
			at := filepath.Join(dir, "public", row.at)
			if err := errors.Join(os.RemoveAll(at), row.link(filepath.Join(top, row.to), at)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "content/about.md"), []byte("---\ntitle: About us\n---\n\nOther words.\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			before := everything(t, filepath.Join(top, "secret"))
			status, said := runIn(dir, "build", "--quiet")
			if diff := cmp.Diff(before, everything(t, filepath.Join(top, "secret"))); diff != "" {
				t.Errorf("what is outside has changed:\n%s", diff)
			}
			if done := status == exitDone; done != row.done {
				t.Errorf("the build ended with %d:\n%s", status, said)
			}
		})
	}
}
