package docimport

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the goldens; then read the diff as you would code")

const settingsOfTests = `office:
  name: Office of the Exampleshire Commissioner
  terms:
    - {kind: pcc, title: Police and Crime Commissioner, from: 2012-11-22}
  contact: {email: office@exampleshire.example}
force: %s
`

// papers are the papers of testdata, each as the text or the Word file that it
// is. What is wanted of a paper stands in testdata/want, under its name: it was
// made from what the importer found, then read against the paper and put right
// where it was wrong, so it holds what is reached and is no blind score.
// `make papers` makes the Word files of testdata/sources, with LibreOffice.
func papers(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/papers/*")
	if err != nil || len(names) < 24 {
		t.Fatalf("found %d papers: %v", len(names), err)
	}
	return names
}

func forceOf(name string) string {
	switch stem(name) {
	case "afis":
		return "Fenmarch Constabulary"
	case "panel", "statement":
		return "Northmoor Police"
	case "welsh":
		return "Heddlu Enghraifft"
	}
	return "Exampleshire Police"
}

func stem(name string) string { return strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) }

func openPaper(t testing.TB, name string) (*Paper, []byte) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(filepath.Base(name), data, Options{AcceptChanges: true})
	if err != nil {
		t.Fatal(name, err)
	}
	return p, data
}

// TestPapers imports every paper, holds what is written to its golden, and
// what the register reads of it to what a person wants. It prints a table.
func TestPapers(t *testing.T) {
	var table strings.Builder
	fmt.Fprintf(&table, "%-22s %7s %7s %7s %9s %9s %6s\n", "paper", "wanted", "right", "wrong", "to decide", "missing", "words left over")
	for _, name := range papers(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			p, _ := openPaper(t, name)
			force := forceOf(name)
			folders := Import(p, Settings{Names: Names{Force: force}, Today: today})
			golden(t, name, folders)
			reg := readFolders(t, fmt.Sprintf(settingsOfTests, force), folders)
			var got []string
			look, missing, words := 0, 0, 0
			for _, d := range folders {
				got = append(got, "report: "+d.ID)
				for _, f := range fieldsOf(reg.Report(d.ID)) {
					if f.name != "attachment" {
						got = append(got, f.name+": "+f.value)
					}
				}
				look, missing, words = look+len(d.ToCheck), missing+len(d.Missing), words+d.Words
			}
			wantFile := "testdata/want/" + stem(name) + ".txt"
			if _, err := os.Stat(wantFile); err != nil && os.Getenv("WANT") != "" { // a first version, for a person to mend
				_ = os.WriteFile(wantFile, []byte(strings.Join(got, "\n")+"\n"), 0o644)
			}
			text, err := os.ReadFile(wantFile)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			known := map[string]bool{} // what is known not to come out right, with why
			for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
				if rest, ok := strings.CutPrefix(line, "not yet "); ok {
					line = rest
					known[line] = true
				}
				if ext, rest, ok := strings.Cut(line, "> "); ok && (ext == "docx" || ext == "txt" || ext == "md") {
					if "."+ext != filepath.Ext(name) {
						continue
					}
					line = rest
				}
				want = append(want, line)
			}
			right := 0
			for _, w := range want {
				i := slices.Index(got, w)
				switch {
				case i >= 0 && known[w]:
					t.Errorf("comes out right now; take “not yet” out of %s: %s", wantFile, w)
					fallthrough
				case i >= 0:
					right++
					got = slices.Delete(got, i, i+1)
				case !known[w]:
					t.Errorf("wanted and not found: %s", w)
				}
			}
			for _, g := range got {
				if len(known) == 0 {
					t.Errorf("found and not wanted: %s", g)
				}
			}
			fmt.Fprintf(&table, "%-22s %7d %7d %7d %9d %9d %6d\n", filepath.Base(name), len(want), right, len(want)-right, look, missing, words)
		})
	}
	t.Log("\n" + table.String())
}

// golden compares what is written with testdata/golden.
func golden(t *testing.T, name string, folders []Folder) {
	t.Helper()
	a := &txtar.Archive{}
	for _, d := range folders {
		for _, f := range d.Files {
			if path.Ext(f.Name) == ".md" {
				a.Files = append(a.Files, txtar.File{Name: d.ID + "/" + f.Name, Data: f.Data})
			}
		}
		a.Comment = append(a.Comment, strings.Join(d.Summary(filepath.Base(name)), "\n")+"\n\n"...)
	}
	got := txtar.Format(a)
	file := "testdata/golden/" + filepath.Base(name) + ".txtar"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("what is written differs (-want +got):\n%s", diff)
	}
}

// TestEveryGoldenHasItsPaper finds goldens that nothing makes any more.
func TestEveryGoldenHasItsPaper(t *testing.T) {
	names, _ := filepath.Glob("testdata/golden/*.txtar")
	for _, golden := range names {
		if _, err := os.Stat("testdata/papers/" + strings.TrimSuffix(filepath.Base(golden), ".txtar")); err != nil {
			t.Error(err)
		}
	}
}

// TestNoWordIsLost takes the words of every paper, by means that share nothing
// with the import, and wants each of them as often in what is written, and
// each clause in one piece. The copy of the paper beside the report does not
// count.
func TestNoWordIsLost(t *testing.T) {
	all := append(papers(t), "../../content/reports/2020-prevent/board-paper-2020-05-26.txt")
	for _, name := range all {
		t.Run(filepath.Base(name), func(t *testing.T) {
			p, data := openPaper(t, name)
			folders := Import(p, Settings{Names: Names{Force: forceOf(name)}, Today: today})
			passages := strings.Split(string(data), "\n\n")
			if p.Word {
				passages = wordsOfWord(t, data)
			}
			lost := lostWords(passages, folders)
			if len(lost) > 0 {
				t.Errorf("lost: %q", lost)
			}
			for _, broken := range brokenClauses(passages, folders) {
				t.Errorf("not in one piece: %s", broken)
			}
		})
	}
}

// wordsOf are the words of a text: runs of letters and digits.
func wordsOf(text string) []string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

func lostWords(passages []string, folders []Folder) (lost []string) {
	count := map[string]int{}
	for _, d := range folders {
		for _, f := range d.Files {
			if path.Ext(f.Name) == ".md" {
				for _, w := range wordsOf(string(f.Data)) {
					count[w]++
				}
			}
		}
	}
	for _, p := range passages {
		for _, w := range wordsOf(p) {
			if count[w]--; count[w] < 0 {
				lost = append(lost, w)
			}
		}
	}
	return lost
}

var clauseEnd = regexp.MustCompile(`[.:;!?|\t\[\]()*\n]| [-–] `)

// brokenClauses are the clauses of a paper whose words do not stand together
// in one of the files.
func brokenClauses(passages []string, folders []Folder) (broken []string) {
	var files []string
	for _, d := range folders {
		for _, f := range d.Files {
			if path.Ext(f.Name) == ".md" {
				files = append(files, " "+strings.Join(wordsOf(string(f.Data)), " ")+" ")
			}
		}
	}
	for _, p := range passages {
		for _, c := range clauseEnd.Split(p, -1) {
			words := wordsOf(c)
			if len(words) > 0 && len(words[0]) < 3 && unicode.IsDigit(rune(words[0][0])) {
				words = words[1:] // the number of a paragraph, which has a field or a comment
			}
			if len(words) < 3 {
				continue
			}
			clause := " " + strings.Join(words, " ") + " "
			if !slices.ContainsFunc(files, func(f string) bool { return strings.Contains(f, clause) }) {
				broken = append(broken, clause)
			}
		}
	}
	return broken
}

var (
	wordParts = regexp.MustCompile(`^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$`)
	wordText  = regexp.MustCompile(`(?s)<w:t(?: [^>]*)?>(.*?)</w:t>|<w:(?:tab|br)[ /]`)
)

// wordsOfWord are the paragraphs of a Word file, by the plainest means.
func wordsOfWord(t testing.TB, data []byte) (all []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range z.File {
		if !wordParts.MatchString(f.Name) {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range strings.Split(string(text), "</w:p>") {
			if strings.Contains(p, "<mc:Fallback>") { // told already, in the choice before it
				before, rest, _ := strings.Cut(p, "<mc:Fallback>")
				_, after, _ := strings.Cut(rest, "</mc:Fallback>")
				p = before + after
			}
			var b strings.Builder
			for _, m := range wordText.FindAllStringSubmatch(p, -1) {
				var plain string
				_ = xml.Unmarshal([]byte("<t>"+cmp.Or(m[1], " ")+"</t>"), &plain)
				b.WriteString(cmp.Or(plain, " "))
			}
			if text := b.String(); strings.HasPrefix(f.Name, "word/document") || strings.HasSuffix(f.Name, "notes.xml") || !seen[text] {
				seen[text] = true
				all = append(all, text)
			}
		}
	}
	return all
}
