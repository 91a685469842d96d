package translation

import (
	"errors"
	"fmt"
	"io/fs"

	"fiftysix/internal/inspection"
)

// Confirm records that a file says the same as the one in the other language:
// in that file and, where the other has a record of this one, there too. It
// returns the files that change by that.
func Confirm(fsys fs.FS, reg *inspection.Register, path string) ([]File, error) {
	office := &reg.Office
	for _, w := range reg.Translatables() {
		for _, lang := range office.Languages {
			if office.FileIn(lang, w.File) != path {
				continue
			}
			from := office.First()
			if record := w.Record(lang); record != nil {
				from = office.Translated(record, lang)
			} else if lang == from {
				from = office.Translated(&inspection.TranslationRecord{}, lang)
			}
			files, err := confirm(fsys, office, w, lang, from)
			if err == nil && w.Record(from) != nil && office.Translated(w.Record(from), from) == lang {
				var other []File
				other, err = confirm(fsys, office, w, from, lang)
				files = append(files, other...)
			}
			return files, err
		}
	}
	return nil, errors.New("this is no file of words of the site, in any of its languages")
}

func confirm(fsys fs.FS, office *inspection.Office, w inspection.Translatable, lang, from string) ([]File, error) {
	own, path := w.Fields(lang), office.FileIn(lang, w.File)
	var inBoth []inspection.Field
	for _, p := range w.Fields(from) {
		if findPart(own, p.Key) != nil {
			inBoth = append(inBoth, p)
		}
	}
	if len(inBoth) == 0 {
		return nil, fmt.Errorf("nothing in it is there in %s too, so there is nothing that could say the same", inspection.LanguageName(from))
	}
	raw, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, errors.New("there is no such file")
	}
	edit := fileEdit{path: path, lang: lang, record: inspection.RecordText(from, inspection.ParagraphHashes(inBoth))}
	data, err := edit.apply(raw, office)
	if err != nil || string(data) == string(raw) {
		return nil, err
	}
	return []File{{path, data}}, nil
}
