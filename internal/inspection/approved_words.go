package inspection

import (
	"crypto/sha256"
	"encoding/hex"
	"fiftysix/internal/markdown"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// ContentHash is the hash that a sign-off names: of the words of the report and
// its answer, its findings and their answers, in every language, and the files
// beside it.
func (r *Report) ContentHash(files fs.FS) (string, error) {
	w := wordsHash{sha256.New()}
	for _, lang := range wordLanguages(r.In) {
		words := &r.ReportWords
		if lang != "" {
			words = r.In[lang]
		}
		w.words("report", lang, words.Title, words.ShortTitle, words.NotRequiredReason, words.LateReason)
		w.texts(words.Background, words.ForceComments, words.OurComments, words.Reply)
		if n := words.Notes; n != nil {
			w.words("notes", n.Withdrawn, n.Redacted)
			for _, t := range n.Attachments {
				w.words("title", t.File, t.Title)
			}
		}
	}
	if r.Response != nil {
		w.words("answer", fmt.Sprint(r.Response.NoForceComments))
	}
	findings := slices.Clone(r.Findings)
	slices.SortFunc(findings, func(a, b *Finding) int { return strings.Compare(a.ID, b.ID) })
	for _, f := range findings {
		w.words("finding", f.ID, string(f.Responsibility), string(f.Action), idOf(f.Parent), idOf(f.SameAnswerAs))
		for _, a := range f.AddressedTo {
			w.words("to", a.Name)
		}
		for _, lang := range wordLanguages(f.In) {
			words := &f.FindingWords
			if lang != "" {
				words = f.In[lang]
			}
			w.words("words", lang, words.Label, words.DueText)
			w.texts(words.Text, words.ForceResponse, words.OurResponse)
		}
	}
	attachments := slices.Clone(r.Attachments)
	slices.SortFunc(attachments, func(a, b Attachment) int { return strings.Compare(a.Name, b.Name) })
	for _, a := range attachments {
		w.words("file", a.Name, a.Title, a.Lang)
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

// wordLanguages are "", for the first language, and then the others.
func wordLanguages[T any](in map[string]*T) []string {
	return append([]string{""}, slices.Sorted(maps.Keys(in))...)
}

// wordsHash hashes words one by one. It quotes each, so that moving a word from
// one field to the next changes the hash.
type wordsHash struct{ hash.Hash }

func (w wordsHash) words(words ...string) {
	for _, text := range words {
		fmt.Fprintf(w, "%q ", text)
	}
	fmt.Fprintln(w)
}

func (w wordsHash) texts(texts ...markdown.Text) {
	for _, t := range texts {
		w.words(t.Markdown)
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

// FormatHash is a checksum as people write it down, read it out and compare it:
// its first 24 digits in groups of four. To find other content with the same
// hash by trial takes some 10^14 tries for any two, and 10^28 for a given one.
func FormatHash(sum []byte) string {
	digits := hex.EncodeToString(sum)[:24]
	groups := make([]string, 0, 6)
	for group := range slices.Chunk([]byte(digits), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}
