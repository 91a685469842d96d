package translation

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

// office is a copy of the sample office in two languages, and what it says.
func office(t testing.TB) (fstest.MapFS, *inspection.Register) {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(sample.Enghraifft(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample.Enghraifft(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, read(t, files)
}

func read(t testing.TB, files fs.FS) *inspection.Register {
	t.Helper()
	now, err := inspection.ParseMoment(sample.Now)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: now, IncludeUnpublished: true})
	if reg == nil {
		t.Fatal(problems)
	}
	return reg
}

// What comes back untouched is what was sent, either way, and taking it changes
// nothing.
func TestWhatIsSentComesBack(t *testing.T) {
	files, reg := office(t)
	for _, pair := range [][2]string{{"en", "cy"}, {"cy", "en"}} {
		t.Run("from "+pair[0], func(t *testing.T) {
			sent := NewJob(reg, pair[0], pair[1], true)
			if len(sent.Sources) < 15 {
				t.Fatalf("only %d files are to be translated", len(sent.Sources))
			}
			data, err := sent.Word()
			if err != nil {
				t.Fatal(err)
			}
			came, err := ReadWord(data, false)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(plainly(sent), plainly(came)); diff != "" {
				t.Fatal(diff)
			}
			taken, err := Take(files, reg, came)
			if err != nil {
				t.Fatal(err)
			}
			if len(taken.Files) > 0 {
				t.Errorf("nothing was translated, and %d files are changed: %s\n%s", len(taken.Files), taken.Files[0].Path, taken.Files[0].Data)
			}
		})
	}
}

// plainly is a job without what does not come back.
func plainly(j *Job) *Job {
	p := &Job{From: j.From, To: j.To}
	for _, w := range j.Sources {
		w.Name = ""
		w.Segments = slices.Clone(w.Segments)
		for i := range w.Segments {
			w.Segments[i].Name, w.Segments[i].State = "", UpToDate
		}
		p.Sources = append(p.Sources, w)
	}
	return p
}

// Every segment is translated into words that are hard to keep; all of them
// stand in the site afterwards, and nothing is missing or older any more.
func TestNoWordIsLost(t *testing.T) {
	hard := []string{
		"Geiriau â tô bach: ŵ ŷ ‘a’ “b”", `a "b" 'c' \ d: # e`, "<b> & ]]> &amp; </target>", "<!-- end -->x", "> nid dyfyniad", "\\<!-- end --> y",
		"- un\n- dau\n  - tri", "1. un\n\n2. dau", "| a | b |\n| --- | --- |\n| 1 | 2 |", "### Pennawd\n\ngeiriau", "a  \nb", "*a* **b** [c](https://example.org/?a=b&c=d)",
	}
	for _, pair := range [][2]string{{"en", "cy"}, {"cy", "en"}} {
		t.Run("into "+pair[1], func(t *testing.T) {
			files, reg := office(t)
			job := NewJob(reg, pair[0], pair[1], true)
			parts := map[string][]inspection.Field{}
			for _, w := range reg.Translatables() {
				parts[w.File] = w.Fields(pair[0])
			}
			random := rand.New(rand.NewPCG(9, 9))
			want := map[string]string{}
			for w := range job.Sources {
				for s := range job.Sources[w].Segments {
					segment := &job.Sources[w].Segments[s]
					text := hard[random.IntN(len(hard))]
					if strings.Contains(text, "<!--") || strings.Contains(text, "<b>") {
						text = "`" + text + "`" // anything else is raw HTML, which no file may have
					}
					if segment.Source == strings.Fields(segment.Source)[0] || strings.HasPrefix(segment.Source, "|") || findPart(parts[job.Sources[w].File], segment.Part).Kind != inspection.TextField {
						text = strings.ReplaceAll(strings.ReplaceAll(oneLine(text), "*", ""), "`", "")
					}
					segment.Target = text + " " + strconv.Itoa(random.IntN(1000))
					if strings.HasSuffix(text, "|") { // a table ends with its last row
						segment.Target = text
					}
					want[job.Sources[w].File+" "+segment.Part] += segment.Target + "\n"
				}
			}
			data, err := job.Word()
			if err != nil {
				t.Fatal(err)
			}
			came, err := ReadWord(data, false)
			if err != nil {
				t.Fatal(err)
			}
			taken, err := Take(files, reg, came)
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range taken.Files {
				files[file.Path] = &fstest.MapFile{Data: file.Data}
			}
			reg = read(t, files)
			for _, w := range reg.Translatables() {
				for _, part := range w.Fields(pair[1]) {
					text, ok := want[w.File+" "+part.Key]
					if got := strings.Fields(joined(part)); ok && !slices.Equal(got, strings.Fields(text)) {
						t.Errorf("%s %s is\n%s\nand came back as\n%s", w.File, part.Key, joined(part), text)
					}
				}
			}
			for _, g := range reg.TranslationGaps() {
				if g.Lang == pair[1] && g.From == pair[0] && g.Kind != inspection.GapUnrecorded && !besideAll(g) {
					t.Errorf("%s is %s: %v %v", g.File, g.Kind, g.Fields, g.Changes)
				}
			}
		})
	}
}

// besideAll says whether a gap is of what only a person writes.
func besideAll(g inspection.TranslationGap) bool {
	return g.Lang == "en" && !slices.ContainsFunc(g.Fields, func(name string) bool {
		return !strings.HasPrefix(name, "the note of") && !strings.HasPrefix(name, "the correction of") && !strings.HasPrefix(name, "why ") && !strings.HasPrefix(name, "the title of") && !strings.HasPrefix(name, "what ")
	})
}

// Taking words back leaves everything else in a file as it is.
func TestOnlyWhatWasTranslatedChanges(t *testing.T) {
	files, _ := office(t)
	const path = "content/reports/2024-roads/report.cy.md"
	before := "---\n# Gan y cyfieithydd\ntitle: \"Plismona ffyrdd mewn heddluoedd gwledig\"\n# yn fyr\nshort_title: Ffyrdd gwledig\n\n# dyna ni\n---\n\nMae’r adroddiad am naw heddlu â llawer o ffyrdd bach.\n\n\n## Sylwadau’r heddlu\n\nMae gan yr heddlu ddau gar arall ar y ffyrdd gyda’r nos.\n\n## Ein sylwadau\nBu farw wyth ar hugain o bobl ar ein ffyrdd y llynedd.\n"
	files[path] = &fstest.MapFile{Data: []byte(before)}
	reg := read(t, files)
	job := NewJob(reg, "en", "cy", true)
	for w := range job.Sources {
		for s := range job.Sources[w].Segments {
			if segment := &job.Sources[w].Segments[s]; job.Sources[w].File == "content/reports/2024-roads/report.md" && segment.Part == "our_comments" {
				segment.Target = "Bu farw tri deg un o bobl.\n\nByddaf yn adrodd bob chwarter."
			}
		}
	}
	taken, err := Take(files, reg, job)
	if err != nil {
		t.Fatal(err)
	}
	if len(taken.Files) != 1 || taken.Files[0].Path != path {
		t.Fatalf("changed are %v", taken.Files)
	}
	want := strings.Replace(before, "## Ein sylwadau\nBu farw wyth ar hugain o bobl ar ein ffyrdd y llynedd.\n", "## Ein sylwadau\n\nBu farw tri deg un o bobl.\n\nByddaf yn adrodd bob chwarter.\n", 1)
	got := string(taken.Files[0].Data)
	from := strings.Index(got, "translates:\n")
	if from < 0 {
		t.Fatal("there is no record of what was translated:\n" + got)
	}
	to := from + strings.Index(got[from:], "\n---\n") + 1
	if diff := cmp.Diff(want, got[:from]+got[to:]); diff != "" {
		t.Error(diff)
	}
}

// What came back broken, late or for another site is refused, and says why.
func TestWhatCannotBeTakenBack(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(files fstest.MapFS, job *Job)
		want  string
	}{
		{"the source was changed", func(files fstest.MapFS, _ *Job) {
			f := files["content/reports/2024-roads/report.md"]
			f.Data = bytes.Replace(f.Data, []byte("The force has two more cars"), []byte("The force has three more cars"), 1)
		}, "content/reports/2024-roads/report.md: the English was changed after this file was written, or in this file: Force comments, paragraph 1"},
		{"the source has one more paragraph", func(files fstest.MapFS, _ *Job) {
			f := files["content/reports/2024-roads/report.md"]
			f.Data = append(f.Data, "\nOne more.\n"...)
		}, "Our comments"},
		{"the source column was changed", func(_ fstest.MapFS, job *Job) { find(job, "2024-roads/report.md", "title").Source = "Other" }, "or in this file: the title"},
		{"somebody wrote in the file meanwhile", func(files fstest.MapFS, job *Job) {
			find(job, "2024-roads/report.md", "title").Target = "Arall"
			f := files["content/reports/2024-roads/report.cy.md"]
			f.Data = bytes.Replace(f.Data, []byte("ddau gar"), []byte("dri char"), 1)
		}, "content/reports/2024-roads/report.cy.md was changed after this file was written, and its new words would be lost"},
		{"a piece is gone", func(_ fstest.MapFS, job *Job) { job.Sources[0].Segments = job.Sources[0].Segments[1:] }, "pieces were sent and"},
		{"a file is gone from the site", func(files fstest.MapFS, _ *Job) {
			delete(files, "content/reports/2024-roads/recommendation-1.md")
			delete(files, "content/reports/2024-roads/recommendation-1.cy.md")
		}, "there is no content/reports/2024-roads/recommendation-1.md in this site"},
		{"other languages", func(_ fstest.MapFS, job *Job) { job.To = "fr" }, `the languages of this site are en and cy`},
		{"raw HTML in the translation", func(_ fstest.MapFS, job *Job) {
			find(job, "2024-roads/report.md", "force_comments").Target = "Dyma <b>ni</b>."
		}, "what came back would be wrong in content/reports/2024-roads/report.cy.md"},
		{"a heading of a section in the translation", func(_ fstest.MapFS, job *Job) {
			find(job, "2024-roads/report.md", "force_comments").Target = "Dyma ni.\n\n## Ateb i’r heddlu\n\nDiolch."
		}, "would not read as it came back"},
		{"a translation that was emptied", func(_ fstest.MapFS, job *Job) { find(job, "2024-roads/report.md", "title").Target = " " }, "was sent and came back empty"},
		{"half of the words under a heading", func(_ fstest.MapFS, job *Job) {
			find(job, "2020-emergency-response/report.md", "our_comments").Target = ""
		}, "Our comments, paragraph 1 has no translation, and the words around it have"},
		{"a file that stands twice", func(_ fstest.MapFS, job *Job) { job.Sources = append(job.Sources, job.Sources[0]) }, "stands in this file twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, reg := office(t)
			job := NewJob(reg, "en", "cy", true)
			c.spoil(files, job)
			taken, err := Take(files, read(t, files), job)
			if err == nil {
				t.Fatalf("it was taken: %v", taken)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("it says\n%s\nand not\n%s", err, c.want)
			}
		})
	}
}

func find(job *Job, file, part string) *Segment {
	for w := range job.Sources {
		for s := range job.Sources[w].Segments {
			if strings.HasSuffix(job.Sources[w].File, file) && job.Sources[w].Segments[s].Part == part {
				return &job.Sources[w].Segments[s]
			}
		}
	}
	panic(file + " has no " + part)
}

func FuzzRead(f *testing.F) {
	_, reg := office(f)
	job := NewJob(reg, "en", "cy", false)
	job.Sources = job.Sources[:2]
	data, err := job.Word()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		came, err := ReadWord(data, false)
		if err != nil || len(came.Sources) == 0 {
			return
		}
		files, reg := office(t)
		if _, err := Take(files, reg, came); err != nil {
			if _, ok := err.(Refusals); !ok {
				t.Errorf("an error that is none of the file's: %v", err)
			}
		}
	})
}

// Any words at all come back as they were sent.
func FuzzWords(f *testing.F) {
	f.Add("a", "b\n\nc")
	f.Add("<!-- end -->\n> x", "\\<!-- Welsh -->\n\n   d\te")
	f.Add("### a\n```\n\nb\n```", "a\vb & <c>")
	f.Fuzz(func(t *testing.T, from, to string) {
		clean := func(s string) string {
			s = strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\r", "\n")
			return trimLines(strings.ReplaceAll(s, "\x00", ""))
		}
		from, to = clean(from), clean(to)
		if from == "" {
			return
		}
		sent := &Job{From: "en", To: "cy", Sources: []Source{{File: "content/a.md", TargetHash: "none", Count: 1, Segments: []Segment{{Part: "text", Key: "1", Source: from, Target: to}}}}}
		if strings.ContainsFunc(from+to, func(r rune) bool { return !inXML(r) || r == 0xfeff }) {
			return // what Word has no place for
		}
		data, err := sent.Word()
		if err != nil {
			t.Fatal(err)
		}
		came, err := ReadWord(data, false)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		got := came.Sources[0].Segments[0]
		if got.Target != to || inspection.ParagraphHash(got.Source) != inspection.ParagraphHash(from) {
			t.Errorf("%q and %q came back as %q and %q", from, to, got.Source, got.Target)
		}
	})
}

func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// A file keeps its kind of line and its byte-order mark, and a record in curly
// brackets is written anew.
func TestAFileKeepsItsKindOfLine(t *testing.T) {
	files, _ := office(t)
	const path = "content/about.cy.md"
	before := "\xef\xbb\xbf---\r\ntitle: Am y safle\r\ntranslates: {from: en, title: bbbbb}\r\n---\r\nGeiriau.\r\n"
	files[path] = &fstest.MapFile{Data: []byte(before)}
	made, err := Confirm(files, read(t, files), path)
	if err != nil || len(made) != 1 {
		t.Fatal(made, err)
	}
	got := string(made[0].Data)
	if strings.Count(got, "\n") != strings.Count(got, "\r\n") || !strings.HasPrefix(got, "\xef\xbb\xbf---\r\ntitle: Am y safle\r\ntranslates:\r\n  from: en\r\n") || !strings.HasSuffix(got, "---\r\nGeiriau.\r\n") {
		t.Errorf("it became %q", got)
	}
	files[path] = &fstest.MapFile{Data: made[0].Data}
	for _, g := range read(t, files).TranslationGapsIn([]string{"content/about.md"}) {
		t.Errorf("%s: %s %v", g.File, g.Kind, g.Fields)
	}
	if again, err := Confirm(files, read(t, files), path); err != nil || len(again) > 0 {
		t.Errorf("a second time it changes %v, %v", again, err)
	}
}

// Where the English is the translation, and the Welsh has a record too, both
// are brought up to date by one word.
func TestBothLanguagesMayRecordEachOther(t *testing.T) {
	files, _ := office(t)
	for _, path := range []string{"content/about.md", "content/about.cy.md"} {
		made, err := Confirm(files, read(t, files), path)
		if err != nil {
			t.Fatal(path, err)
		}
		for _, f := range made {
			files[f.Path] = &fstest.MapFile{Data: f.Data}
		}
	}
	edit := func(path, old, new string) {
		f := files[path]
		f.Data = bytes.Replace(f.Data, []byte(old), []byte(new), 1)
	}
	edit("content/about.cy.md", "Dwy iaith", "Y ddwy iaith")
	gaps := read(t, files).TranslationGapsIn([]string{"content/about.md"})
	if len(gaps) != 1 || gaps[0].Lang != "en" || gaps[0].Kind != inspection.GapOlder {
		t.Fatalf("a change of the Welsh is seen as %v", gaps)
	}
	edit("content/about.md", "Two languages", "The two languages")
	made, err := Confirm(files, read(t, files), "content/about.md")
	if err != nil || len(made) != 2 {
		t.Fatalf("%d files are changed, %v", len(made), err)
	}
	for _, f := range made {
		files[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	if gaps := read(t, files).TranslationGapsIn([]string{"content/about.md"}); len(gaps) > 0 {
		t.Errorf("there is still %v", gaps)
	}
}
