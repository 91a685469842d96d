package translation

import (
	"errors"
	"fmt"
	"io/fs"

	"fiftysix/internal/register"
)

// Agree records that a file says the same, now, as the one in the other
// language: in that file, and, where the other has a record of this one, in
// the other too. What it returns differs from what is there, or is nothing.
func Agree(fsys fs.FS, reg *register.Register, path string) ([]File, error) {
	office := &reg.Office
	for _, w := range reg.Works() {
		for _, lang := range office.Languages {
			if office.FileIn(lang, w.File) != path {
				continue
			}
			from := office.First()
			if record := w.Record(lang); record != nil {
				from = office.Translated(record, lang)
			} else if lang == from {
				from = office.Translated(&register.Record{}, lang)
			}
			files, err := agree(fsys, office, w, lang, from)
			if err == nil && w.Record(from) != nil && office.Translated(w.Record(from), from) == lang {
				var back []File
				back, err = agree(fsys, office, w, from, lang)
				files = append(files, back...)
			}
			return files, err
		}
	}
	return nil, errors.New("this is no file of words of the site, in any of its languages")
}

func agree(fsys fs.FS, office *register.Office, w register.Work, lang, from string) ([]File, error) {
	own, path := w.Parts(lang), office.FileIn(lang, w.File)
	var both []register.Part
	for _, p := range w.Parts(from) {
		if partOf(own, p.Key) != nil {
			both = append(both, p)
		}
	}
	if len(both) == 0 {
		return nil, fmt.Errorf("nothing in it is there in %s too, so there is nothing that could say the same", register.LanguageName(from))
	}
	raw, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, errors.New("there is no such file")
	}
	ch := &change{path: path, lang: lang, record: register.RecordText(from, register.MarksOf(both))}
	made, err := ch.apply(raw, office)
	if err != nil || string(made) == string(raw) {
		return nil, err
	}
	return []File{{path, made}}, nil
}
