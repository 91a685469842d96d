package corpus

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
)

// inBoth is an Office with every file of words in Welsh too: the words are the
// same, since what costs is how many there are.
func inBoth(reports int) fstest.MapFS {
	files := fstest.MapFS{}
	for name, f := range Office(reports) {
		files[name] = f
		stem, isText := strings.CutSuffix(name, ".md")
		if !isText {
			continue
		}
		fields, words, _ := bytes.Cut(f.Data[4:], []byte("\n---\n"))
		kept := "---\n"
		for _, line := range strings.Split(string(fields), "\n") {
			for _, field := range []string{"title:", "short_title:", "label:", "due_text:"} {
				if strings.HasPrefix(line, field) {
					kept += line + "\n"
				}
			}
			if date, note, ok := strings.Cut(line, ", status: "); ok { // of its history
				_, note, _ = strings.Cut(note, "note: ")
				kept += "history:\n" + date + ", note: " + note + "\n"
			}
		}
		files[stem+".cy.md"] = &fstest.MapFile{Data: append([]byte(kept+"---\n"), words...)}
	}
	files["fiftysix.yaml"] = &fstest.MapFile{Data: append(bytes.Clone(files["fiftysix.yaml"].Data), "languages: [en, cy]\n"...)}
	record(files)
	return files
}

// record lets each translation say what it translates, as those of a real site
// do.
func record(files fstest.MapFS) {
	reg, _ := content.Load(files, content.Options{IncludeUnpublished: true})
	for _, w := range reg.Translatables() {
		name := reg.Office.FileIn("cy", w.File)
		if f := files[name]; f != nil {
			text := inspection.RecordText("en", inspection.ParagraphHashes(w.Fields("en")))
			f.Data = bytes.Replace(f.Data, []byte("\n---\n"), []byte("\n"+text+"---\n"), 1)
		}
	}
}

// BenchmarkLanguages builds 1,000 reports in one language and in two.
func BenchmarkLanguages(b *testing.B) {
	for name, files := range map[string]fstest.MapFS{"one": office(1_000), "two": inBoth(1_000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := plan(b, files)
				draw(b, s.Outputs(), func(site.Output) bool { return true })
			}
		})
	}
}
