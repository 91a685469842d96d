package translation

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// A File is a content file with its new content.
type File struct {
	Path string
	Data []byte
}

// A Result is what a job that came back changes.
type Result struct {
	Files    []File
	Passages int      // new or changed
	Outdated []string // came back unchanged, and are older than what they translate
	Empty    int      // segments that are not translated
}

// Refusals is everything that keeps a job from being taken.
type Refusals []string

func (r Refusals) Error() string { return strings.Join(r, "\n") }

// Take makes the changed files of a job that came back. If anything is wrong
// with it, the error is a [Refusals] with all of it, and nothing is taken.
func Take(fsys fs.FS, reg *inspection.Register, job *Job) (*Result, error) {
	t := &taker{fsys: fsys, reg: reg, job: job}
	t.checkLanguages()
	seen := map[string]bool{}
	byFile := translatablesByFile(reg)
	for _, src := range job.Sources {
		w, ok := byFile[src.File]
		switch {
		case !ok:
			t.refuse("there is no %s in this site: it was taken away or renamed after this file was written, or this file is of another site", src.File)
		case seen[src.File]:
			t.refuse("%s stands in this file twice, so it is not certain which words are meant", src.File)
		default:
			seen[src.File] = true
			t.take(w, src)
		}
	}
	if len(t.refusals) == 0 && len(t.Files) > 0 {
		t.verify()
	}
	if len(t.refusals) > 0 {
		return nil, t.refusals
	}
	return &t.Result, nil
}

func translatablesByFile(reg *inspection.Register) map[string]inspection.Translatable {
	byFile := map[string]inspection.Translatable{}
	for _, w := range reg.Translatables() {
		byFile[w.File] = w
	}
	return byFile
}

type taker struct {
	fsys     fs.FS
	reg      *inspection.Register
	job      *Job
	refusals Refusals
	expected []expectation
	Result
}

// An expectation is how the parts of a file must read once it is written.
type expectation struct {
	file, path string
	parts      []inspection.Field
}

func (t *taker) refuse(format string, args ...any) {
	t.refusals = append(t.refusals, fmt.Sprintf(format, args...))
}

func (t *taker) checkLanguages() {
	known := t.reg.Office.Languages
	if !slices.Contains(known, t.job.From) || !slices.Contains(known, t.job.To) {
		t.refuse("the file is from %q into %q, and the languages of this site are %s", t.job.From, t.job.To, strings.Join(known, " and "))
	}
}

// take puts what came back for one content file into its translation.
func (t *taker) take(w inspection.Translatable, src Source) {
	office := &t.reg.Office
	path := office.FileIn(t.job.To, w.File)
	from := inspection.LanguageName(t.job.From)
	source, target := w.Fields(t.job.From), w.Fields(t.job.To)
	refused := len(t.refusals)
	if len(src.Segments) != src.Count {
		t.refuse("%s: %d pieces were sent and %d came back: one was taken out or put in", w.File, src.Count, len(src.Segments))
	}
	hashes := recordedHashes(w, office, t.job.From, t.job.To)
	edit := fileEdit{path: path, lang: t.job.To}
	result := slices.Clone(target)
	for _, segments := range byPart(src.Segments) {
		key := segments[0].Part
		part := findPart(source, key)
		if part == nil {
			t.refuse("%s: the %s has nothing any more of what this file has under %q: it was changed after this file was written", w.File, from, key)
			continue
		}
		if !translatable(office, t.job.To, *part) {
			t.refuse("%s: %s stands among the facts of %s, so only a person should write it there", w.File, part.Name(), path)
			continue
		}
		if !t.sourceUnchanged(w, *part, segments, from) {
			continue
		}
		current := findPart(target, key)
		translated, ok := t.translate(w, *part, current, segments)
		if !ok {
			continue
		}
		newHashes := inspection.ParagraphHashes([]inspection.Field{*part})[0].Hashes
		changed := countChanged(current, translated)
		if changed > 0 || current != nil && len(current.Segments) != len(translated.Segments) {
			edit.parts = append(edit.parts, translated)
			hashes[key] = newHashes
		} else if hashes[key] != nil && !slices.Equal(hashes[key], newHashes) {
			t.Outdated = append(t.Outdated, path+": "+part.Name())
		}
		t.Passages += changed
		if current != nil {
			*findPart(result, key) = translated
		} else {
			result = append(result, translated)
		}
	}
	if len(t.refusals) > refused || len(edit.parts) == 0 {
		return
	}
	if src.TargetHash != textHash(target) {
		t.refuse("%s was changed after this file was written, and its new words would be lost: write a new file for the translator, and put what came back into it", path)
		return
	}
	edit.record = recordText(t.job.From, source, hashes)
	raw, err := fs.ReadFile(t.fsys, path)
	if err != nil {
		raw = []byte("---\n---\n")
	}
	data, err := edit.apply(raw, office)
	if err != nil {
		t.refuse("%s: %s", path, err)
		return
	}
	t.Files = append(t.Files, File{path, data})
	t.expected = append(t.expected, expectation{w.File, path, result})
}

// byPart groups segments by their part, in the order of their first.
func byPart(segments []Segment) (groups [][]Segment) {
	for _, s := range segments {
		i := slices.IndexFunc(groups, func(g []Segment) bool { return g[0].Part == s.Part })
		if i < 0 {
			groups = append(groups, []Segment{s})
		} else {
			groups[i] = append(groups[i], s)
		}
	}
	return groups
}

// recordedHashes are those that the file in the language to has, by part, of
// what it translates.
func recordedHashes(w inspection.Translatable, o *inspection.Office, from, to string) map[string][]string {
	hashes := map[string][]string{}
	if record := recordFrom(w, o, from, to); record != nil {
		for _, part := range w.Fields(from) {
			if h, ok := record.Hashes(part.Key); ok {
				hashes[part.Key] = h
			}
		}
	}
	return hashes
}

func recordText(from string, source []inspection.Field, hashes map[string][]string) string {
	var recorded []inspection.RecordedField
	for _, p := range source {
		if h, ok := hashes[p.Key]; ok {
			recorded = append(recorded, inspection.RecordedField{Key: p.Key, Hashes: h})
		}
	}
	return inspection.RecordText(from, recorded)
}

// sourceUnchanged reports whether the words that were translated are those of
// today.
func (t *taker) sourceUnchanged(w inspection.Translatable, part inspection.Field, segments []Segment, from string) bool {
	refused := len(t.refusals)
	changed := func(name string) {
		t.refuse("%s: the %s was changed after this file was written, or in this file: %s", w.File, from, name)
	}
	if segments[0].Key == "" {
		if len(segments) > 1 || inspection.ParagraphHash(segments[0].Source) != inspection.ParagraphHash(joined(part)) {
			changed(part.Name())
		}
		return len(t.refusals) == refused
	}
	seen := map[string]bool{}
	for _, s := range segments {
		p := findSegment(part.Segments, s.Key)
		switch {
		case p == nil:
			changed(segmentName(part, s) + " is not there any more")
		case seen[s.Key]:
			t.refuse("%s: %s stands in this file twice", w.File, part.NameOf(*p))
		case inspection.ParagraphHash(p.Text) != inspection.ParagraphHash(s.Source):
			changed(part.NameOf(*p))
		}
		seen[s.Key] = true
	}
	if part.Kind == inspection.TextField && len(t.refusals) == refused {
		for _, p := range part.Segments {
			if !seen[p.Key] {
				changed(part.NameOf(p) + " is new")
			}
		}
	}
	return len(t.refusals) == refused
}

func segmentName(part inspection.Field, s Segment) string {
	if s.Key == "" {
		return part.Name()
	}
	return part.NameOf(inspection.Segment{Key: s.Key})
}

// translate is the part with what came back in it; ok is false if there is
// nothing to use.
func (t *taker) translate(w inspection.Translatable, part inspection.Field, current *inspection.Field, segments []Segment) (translated inspection.Field, ok bool) {
	var empty []string
	for _, s := range segments {
		if strings.TrimSpace(s.Target) == "" {
			empty = append(empty, segmentName(part, s))
		}
	}
	t.Empty += len(empty)
	if len(empty) == len(segments) {
		if current != nil {
			t.refuse("%s: the translation of %s was sent and came back empty", w.File, part.Name())
		}
		return translated, false
	}
	translated = inspection.Field{Key: part.Key, Heading: part.Heading, Kind: part.Kind}
	if part.Kind != inspection.TextField {
		if current != nil {
			translated.Segments = slices.Clone(current.Segments)
		}
		translated.Segments = withTargets(translated.Segments, part.Segments, segments)
		return translated, true
	}
	if len(empty) > 0 {
		for _, name := range empty {
			t.refuse("%s: %s has no translation, and the words around it have: half of them would be shown as if they were all", w.File, name)
		}
		return translated, false
	}
	var texts []string
	for _, s := range segments {
		texts = append(texts, s.Target)
	}
	for i, text := range inspection.Paragraphs(strings.Join(texts, "\n\n")) {
		translated.Segments = append(translated.Segments, inspection.Segment{Key: fmt.Sprint(i + 1), Text: text})
	}
	return translated, true
}

// withTargets puts translations among the target's segments, in the order of those
// that they translate.
func withTargets(targets, source []inspection.Segment, segments []Segment) []inspection.Segment {
	for _, s := range segments {
		if strings.TrimSpace(s.Target) == "" {
			continue
		}
		if p := findSegment(targets, s.Key); p != nil {
			p.Text = oneLine(s.Target)
		} else {
			targets = append(targets, inspection.Segment{Key: s.Key, Text: oneLine(s.Target)})
		}
	}
	order := func(p inspection.Segment) int {
		if i := slices.IndexFunc(source, func(q inspection.Segment) bool { return q.Key == p.Key }); i >= 0 {
			return i
		}
		return len(source)
	}
	slices.SortStableFunc(targets, func(a, b inspection.Segment) int { return order(a) - order(b) })
	return targets
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// countChanged counts the segments that current does not have as they are.
func countChanged(current *inspection.Field, translated inspection.Field) (n int) {
	for _, p := range translated.Segments {
		var old *inspection.Segment
		if current != nil {
			old = findSegment(current.Segments, p.Key)
		}
		if old == nil || old.Text != p.Text {
			n++
		}
	}
	return n
}

// verify reads the site with the new files, and refuses them if they have
// errors or do not read as intended.
func (t *taker) verify() {
	files := overlayFS{t.fsys, map[string][]byte{}}
	for _, f := range t.Files {
		files.files[f.Path] = f.Data
	}
	opt := content.Options{Now: t.reg.Now, IncludeUnpublished: true}
	reg, problems := content.Load(files, opt)
	_, before := content.Load(t.fsys, opt)
	for _, p := range problems {
		if p.Level != diag.Error || files.files[p.File] == nil ||
			slices.ContainsFunc(before, func(b diag.Problem) bool { return b.File == p.File && b.Rule == p.Rule && b.Message == p.Message }) {
			continue
		}
		line := fmt.Sprintf("what came back would be wrong in %s: %s", p.File, p.Message)
		if p.Excerpt != "" {
			line += "\n  " + strings.TrimSpace(p.Excerpt)
		}
		if p.Hint != "" {
			line += "\n  " + p.Hint
		}
		t.refusals = append(t.refusals, line)
	}
	if reg == nil || len(t.refusals) > 0 {
		return
	}
	byFile := translatablesByFile(reg)
	for _, e := range t.expected {
		for _, part := range e.parts {
			got := findPart(byFile[e.file].Fields(t.job.To), part.Key)
			if got == nil || !slices.EqualFunc(got.Segments, part.Segments, func(a, b inspection.Segment) bool { return a.Key == b.Key && a.Text == b.Text }) {
				t.refuse("%s: %s would not read as it came back: it may hold a line that begins with ##, which begins another section", e.path, part.Name())
			}
		}
	}
}
