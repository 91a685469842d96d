package translation

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"fiftysix/internal/register"
	"fiftysix/internal/source"
)

// A File is a content file as it is to stand.
type File struct {
	Path string
	Data []byte
}

// Taken is what came of a job that came back.
type Taken struct {
	Files    []File
	Passages int      // how many are new or changed
	Still    []string // what came back as it was, and is older than what it translates
	Empty    int      // how many nobody has translated
}

// Wrong is everything that keeps a job from being taken back.
type Wrong []string

func (w Wrong) Error() string { return strings.Join(w, "\n") }

// Take makes the changed files of a job that came back. Where anything is
// wrong with it, it is all said in one error, a [Wrong], and nothing is made.
func Take(fsys fs.FS, reg *register.Register, job *Job) (*Taken, error) {
	t := &taking{fsys: fsys, reg: reg, job: job, Taken: &Taken{}}
	t.languages()
	works := map[string]register.Work{}
	for _, w := range reg.Works() {
		works[w.File] = w
	}
	seen := map[string]bool{}
	for _, came := range job.Works {
		w, ok := works[came.File]
		switch {
		case !ok:
			t.wrong("there is no %s in this site: it was taken away or renamed after this file was written, or this file is of another site", came.File)
		case seen[came.File]:
			t.wrong("%s stands in this file twice, so it is not certain which words are meant", came.File)
		default:
			seen[came.File] = true
			t.work(w, came)
		}
	}
	if len(t.all) == 0 && len(t.Files) > 0 {
		t.verify()
	}
	if len(t.all) > 0 {
		return nil, t.all
	}
	return t.Taken, nil
}

type taking struct {
	fsys fs.FS
	reg  *register.Register
	job  *Job
	all  Wrong
	want []wanted
	*Taken
}

// wanted is how a file's parts are to read when it is written.
type wanted struct {
	file, path string
	parts      []register.Part
}

func (t *taking) wrong(format string, args ...any) {
	t.all = append(t.all, fmt.Sprintf(format, args...))
}

func (t *taking) languages() {
	known := t.reg.Office.Languages
	for _, lang := range []string{t.job.From, t.job.To} {
		if !slices.Contains(known, lang) {
			t.wrong("the file is from %q into %q, and the languages of this site are %s", t.job.From, t.job.To, strings.Join(known, " and "))
			return
		}
	}
}

// work takes back what came of one content file.
func (t *taking) work(w register.Work, came Work) {
	office := &t.reg.Office
	path := office.FileIn(t.job.To, w.File)
	from, to := register.LanguageName(t.job.From), register.LanguageName(t.job.To)
	source, target := w.Parts(t.job.From), w.Parts(t.job.To)
	before := len(t.all)
	if len(came.Segments) != came.Count {
		t.wrong("%s: %d pieces were sent and %d came back: one was taken out or put in", w.File, came.Count, len(came.Segments))
	}
	parts := map[string][]Segment{}
	var order []string
	for _, s := range came.Segments {
		if parts[s.Part] == nil {
			order = append(order, s.Part)
		}
		parts[s.Part] = append(parts[s.Part], s)
	}
	ch := &change{path: path, lang: t.job.To}
	marks := recorded(w, office, t.job.From, t.job.To)
	result := slices.Clone(target)
	for _, key := range order {
		part := partOf(source, key)
		if part == nil {
			t.wrong("%s: the %s has nothing any more of what this file has under %q: it was changed after this file was written", w.File, from, key)
			continue
		}
		if !takes(office, t.job.To, *part) {
			t.wrong("%s: %s stands among the facts of %s, so only a person should write it there", w.File, part.Name(), path)
			continue
		}
		if !t.unchanged(w, *part, parts[key], from) {
			continue
		}
		made := t.put(w, *part, partOf(target, key), parts[key])
		if made == nil {
			continue
		}
		result = withPart(result, made.part)
		if made.agreed {
			marks = withMarks(marks, register.MarksOf([]register.Part{*part})[0])
		}
		if made.changed {
			ch.parts = append(ch.parts, made.part)
		}
		t.Passages += made.count
	}
	if len(t.all) > before {
		return
	}
	if len(ch.parts) > 0 && came.Over != over(target) {
		t.wrong("%s was changed after this file was written, and its new words would be lost: write a new file for the translator, and put what came back into it", path)
		return
	}
	ch.record = register.RecordText(t.job.From, inOrder(marks, source))
	if len(ch.parts) == 0 && (len(marks) == 0 || sameMarks(marks, recorded(w, office, t.job.From, t.job.To))) {
		return // nothing is new
	}
	t.write(w, ch, result, to)
}

// unchanged says whether the words that were translated are those of today.
func (t *taking) unchanged(w register.Work, part register.Part, segments []Segment, from string) bool {
	was := len(t.all)
	changed := func(name string) {
		t.wrong("%s: the %s was changed after this file was written, or in this file: %s", w.File, from, name)
	}
	if segments[0].Key == "" {
		if len(segments) > 1 || register.MarkOf(segments[0].Source) != register.MarkOf(joined(part)) {
			changed(part.Name())
		}
		return len(t.all) == was
	}
	seen := map[string]bool{}
	for _, s := range segments {
		i := slices.IndexFunc(part.Passages, func(p register.Passage) bool { return p.Key == s.Key })
		switch {
		case i < 0:
			changed(part.NameOf(register.Passage{Key: s.Key}) + " is not there any more")
		case seen[s.Key]:
			t.wrong("%s: %s stands in this file twice", w.File, part.NameOf(part.Passages[i]))
		case register.MarkOf(part.Passages[i].Text) != register.MarkOf(s.Source):
			changed(part.NameOf(part.Passages[i]))
		}
		seen[s.Key] = true
	}
	if part.Kind == register.PartWords && len(t.all) == was {
		for _, p := range part.Passages {
			if !seen[p.Key] {
				changed(part.NameOf(p) + " is new")
			}
		}
	}
	return len(t.all) == was
}

// made is a part as it is to be in the other language.
type made struct {
	part    register.Part
	changed bool
	agreed  bool // whether it says now what the source says
	count   int  // of passages that are new or changed
}

// put makes a part of what came back; nil where nobody has translated it.
func (t *taking) put(w register.Work, part register.Part, target *register.Part, segments []Segment) *made {
	var empty []string
	for _, s := range segments {
		if strings.TrimSpace(s.Target) == "" {
			name := part.Name()
			for _, p := range part.Passages {
				if p.Key == s.Key {
					name = part.NameOf(p)
				}
			}
			empty = append(empty, name)
		}
	}
	t.Empty += len(empty)
	if len(empty) == len(segments) {
		if target != nil {
			t.wrong("%s: the translation of %s was sent and came back empty", w.File, part.Name())
		}
		return nil
	}
	if part.Kind == register.PartWords && len(empty) > 0 {
		for _, name := range empty {
			t.wrong("%s: %s has no translation, and the words around it have: half of them would be shown as if they were all", w.File, name)
		}
		return nil
	}
	m := &made{part: register.Part{Key: part.Key, Heading: part.Heading, Kind: part.Kind}}
	m.agreed = true
	switch {
	case part.Kind == register.PartWords:
		var texts []string
		for _, s := range segments {
			texts = append(texts, s.Target)
		}
		for i, text := range register.Paragraphs(strings.Join(texts, "\n\n")) {
			m.part.Passages = append(m.part.Passages, register.Passage{Key: fmt.Sprint(i + 1), Text: text})
		}
	default:
		if target != nil {
			m.part.Passages = slices.Clone(target.Passages)
		}
		for _, p := range part.Passages { // in the order of the source
			i := slices.IndexFunc(segments, func(s Segment) bool { return s.Key == p.Key })
			if i < 0 || strings.TrimSpace(segments[i].Target) == "" {
				continue
			}
			m.part.Passages = withPassage(m.part.Passages, register.Passage{Key: p.Key, Text: oneLine(segments[i].Target)})
		}
		m.part.Passages = sorted(m.part.Passages, part.Passages)
	}
	for _, p := range m.part.Passages {
		if target == nil || !slices.ContainsFunc(target.Passages, func(q register.Passage) bool { return q.Key == p.Key && q.Text == p.Text }) {
			m.count++
		}
	}
	m.changed = m.count > 0 || target != nil && len(target.Passages) != len(m.part.Passages)
	if !m.changed {
		m.agreed = t.settled(w, part, segments)
	}
	return m
}

// settled says whether a part that came back as it was says what its source
// says. One that was older and was not touched still is, unless the
// translator's program says that it is done.
func (t *taking) settled(w register.Work, part register.Part, segments []Segment) bool {
	record := recordFrom(w, &t.reg.Office, t.job.From, t.job.To)
	if record == nil {
		return false
	}
	marks, ok := record.Marks(part.Key)
	if !ok {
		return false
	}
	if slices.Equal(marks, register.MarksOf([]register.Part{part})[0].Marks) {
		return true
	}
	for _, s := range segments {
		if s.State != Done {
			t.Still = append(t.Still, t.reg.Office.FileIn(t.job.To, w.File)+": "+part.Name())
			return false
		}
	}
	return true
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func withPassage(all []register.Passage, p register.Passage) []register.Passage {
	for i := range all {
		if all[i].Key == p.Key {
			all[i].Text = p.Text
			return all
		}
	}
	return append(all, p)
}

// sorted puts passages in the order of those that they translate.
func sorted(all, like []register.Passage) []register.Passage {
	place := func(p register.Passage) int {
		if i := slices.IndexFunc(like, func(q register.Passage) bool { return q.Key == p.Key }); i >= 0 {
			return i
		}
		return len(like)
	}
	slices.SortStableFunc(all, func(a, b register.Passage) int { return place(a) - place(b) })
	return all
}

// withPart puts a part in its place among others.
func withPart(all []register.Part, p register.Part) []register.Part {
	for i := range all {
		if all[i].Key == p.Key {
			all[i] = p
			return all
		}
	}
	return append(all, p)
}

// recorded is what the file in a language records of the one that it
// translates, if that is in from.
func recorded(w register.Work, o *register.Office, from, to string) (all []register.Recorded) {
	record := recordFrom(w, o, from, to)
	if record == nil {
		return nil
	}
	for _, part := range w.Parts(from) {
		if marks, ok := record.Marks(part.Key); ok {
			all = append(all, register.Recorded{Key: part.Key, Marks: marks})
		}
	}
	return all
}

func withMarks(all []register.Recorded, m register.Recorded) []register.Recorded {
	all = slices.Clone(all)
	for i := range all {
		if all[i].Key == m.Key {
			all[i] = m
			return all
		}
	}
	return append(all, m)
}

func sameMarks(a, b []register.Recorded) bool {
	return slices.EqualFunc(a, b, func(x, y register.Recorded) bool { return x.Key == y.Key && slices.Equal(x.Marks, y.Marks) })
}

// inOrder are marks in the order of the parts.
func inOrder(marks []register.Recorded, parts []register.Part) (all []register.Recorded) {
	for _, p := range parts {
		for _, m := range marks {
			if m.Key == p.Key {
				all = append(all, m)
			}
		}
	}
	return all
}

// write makes the changed file.
func (t *taking) write(w register.Work, ch *change, result []register.Part, to string) {
	data, err := t.edit(ch)
	if err != nil {
		t.wrong("%s: %s", ch.path, err)
		return
	}
	t.Files = append(t.Files, File{ch.path, data})
	t.want = append(t.want, wanted{w.File, ch.path, result})
}

func (t *taking) edit(ch *change) ([]byte, error) {
	raw, err := fs.ReadFile(t.fsys, ch.path)
	if err != nil {
		raw = []byte("---\n---\n")
	}
	return ch.apply(raw, &t.reg.Office)
}

// verify reads the site with the new files in it, and refuses them where they
// do not say what was meant, or where something is wrong with what came back.
func (t *taking) verify() {
	files := overlay{t.fsys, map[string][]byte{}}
	for _, f := range t.Files {
		files.files[f.Path] = f.Data
	}
	opt := register.Options{Now: t.reg.Now, WithHeld: true}
	reg, problems := register.Read(files, opt)
	_, before := register.Read(t.fsys, opt)
	for _, p := range problems {
		if p.Level != source.Error || files.files[p.File] == nil {
			continue
		}
		if !slices.ContainsFunc(before, func(b source.Problem) bool { return b.File == p.File && b.Rule == p.Rule && b.Message == p.Message }) {
			line := fmt.Sprintf("what came back would be wrong in %s: %s", p.File, p.Message)
			if p.Excerpt != "" {
				line += "\n  " + strings.TrimSpace(p.Excerpt)
			}
			if p.Hint != "" {
				line += "\n  " + p.Hint
			}
			t.wrong("%s", line)
		}
	}
	if reg == nil || len(t.all) > 0 {
		return
	}
	works := map[string]register.Work{}
	for _, w := range reg.Works() {
		works[w.File] = w
	}
	for _, want := range t.want {
		for _, part := range want.parts {
			got := partOf(works[want.file].Parts(t.job.To), part.Key)
			if got == nil || !slices.EqualFunc(got.Passages, part.Passages, func(a, b register.Passage) bool { return a.Key == b.Key && a.Text == b.Text }) {
				t.wrong("%s: %s would not read as it came back: it may hold a line that begins with ##, which begins another section", want.path, part.Name())
			}
		}
	}
}
