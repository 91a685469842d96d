package inspection

import (
	"crypto/sha256"
	"encoding/hex"
	"fiftysix/internal/markdown"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// WordsMark is the mark of a report's words and those of its answer: its titles,
// its texts, its findings with what is answered to each, in every language, and
// the files beside it.
func (r *Report) ContentHash(files fs.FS) (string, error) {
	w := wordsHash{sha256.New()}
	for _, lang := range append([]string{""}, sortedLanguages(r.In)...) {
		words := &r.ReportWords
		if lang != "" {
			words = r.In[lang]
		}
		w.say("report", lang, words.Title, words.ShortTitle, words.NotRequiredReason, words.LateReason)
		w.texts(words.Background, words.ForceComments, words.OurComments, words.Reply)
		if n := words.Notes; n != nil {
			w.say("notes", n.Withdrawn, n.Redacted)
			for _, t := range n.Attachments {
				w.say("title", t.File, t.Title)
			}
		}
	}
	if r.Response != nil {
		w.say("answer", fmt.Sprint(r.Response.NoForceComments))
	}
	findings := slices.Clone(r.Findings)
	slices.SortFunc(findings, func(a, b *Finding) int { return strings.Compare(a.ID, b.ID) })
	for _, f := range findings {
		w.say("finding", f.ID, string(f.Responsibility), string(f.Action), idOf(f.Parent), idOf(f.SameAnswerAs))
		for _, a := range f.AddressedTo {
			w.say("to", a.Name)
		}
		for _, lang := range append([]string{""}, sortedLanguages(f.In)...) {
			words := &f.FindingWords
			if lang != "" {
				words = f.In[lang]
			}
			w.say("words", lang, words.Label, words.DueText)
			w.texts(words.Text, words.ForceResponse, words.OurResponse)
		}
	}
	attachments := slices.Clone(r.Attachments)
	slices.SortFunc(attachments, func(a, b Attachment) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range attachments {
		w.say("file", a.Name, a.Title, a.Lang)
		if err := w.file(files, a.File); err != nil {
			return "", fmt.Errorf("read %s: %w", a.File, err)
		}
	}
	return FormatHash(w.Sum(nil)), nil
}

func idOf(f *Finding) string {
	if f == nil {
		return ""
	}
	return f.ID
}

func sortedLanguages[T any](in map[string]*T) []string {
	var all []string
	for lang := range in {
		all = append(all, lang)
	}
	slices.Sort(all)
	return all
}

// wordsHash takes words one by one, each with its end.
type wordsHash struct{ hash.Hash }

func (w wordsHash) say(words ...string) {
	for _, text := range words {
		fmt.Fprintf(w, "%q ", text)
	}
	fmt.Fprintln(w)
}

func (w wordsHash) texts(texts ...markdown.Text) {
	for _, t := range texts {
		w.say(t.Markdown)
	}
}

func (w wordsHash) file(files fs.FS, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%x\n", sum.Sum(nil))
	return err
}

// Mark is a checksum as people write it down, read it out and compare it: its
// first 24 digits in groups of four. To find other words with the same mark by
// trial would take some 10^14 tries for any two, and 10^28 for a given one.
func FormatHash(sum []byte) string {
	digits := hex.EncodeToString(sum)[:24]
	mark := digits[:4]
	for at := 4; at < len(digits); at += 4 {
		mark += "-" + digits[at:at+4]
	}
	return mark
}
