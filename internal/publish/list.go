package publish

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"fiftysix/internal/site"
)

// list gives the outputs their place in the folder, and says where in the list
// each place is. The plan has made sure
// that they do not clash; a mistake there must still not become a file outside
// the folder, or one that overwrites another, so all is checked once more.
func list(outputs []site.Output) ([]file, map[string]int, error) {
	files := make([]file, 0, len(outputs))
	at := make(map[string]int, len(outputs))
	add := func(f file) error {
		if j, ok := at[f.path]; ok {
			return fmt.Errorf("outputs %s and %s are both %s", files[j].url, f.url, f.path)
		}
		at[f.path] = len(files)
		files = append(files, f)
		return nil
	}
	for _, o := range outputs {
		p := o.File()
		if why := badPath(p); why != "" {
			return nil, nil, fmt.Errorf("output %s: its file name %q %s", o.URL, p, why)
		}
		if err := add(file{url: o.URL, group: o.Group, path: p, page: o.Page, large: o.Large}); err != nil {
			return nil, nil, err
		}
		if !o.Packed {
			continue
		}
		for i := range forms {
			if err := add(file{url: o.URL, group: o.Group, path: p + forms[i].ext, large: o.Large, form: &forms[i]}); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, f := range files {
		for d := path.Dir(f.path); d != "."; d = path.Dir(d) {
			if j, ok := at[d]; ok {
				return nil, nil, fmt.Errorf("output %s needs a folder %s, where output %s is a file", f.url, d, files[j].url)
			}
		}
	}
	return files, at, nil
}

// ours begins the names that the program keeps for itself in the output
// folder, and ends those beside it.
const ours = ".fiftysix-"

// badPath says what is wrong with the path of a file within the output
// folder, be it from a plan or from a manifest that somebody may have changed.
func badPath(p string) string {
	switch {
	case p == "." || !fs.ValidPath(p):
		return "is not a path within the output folder"
	case strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
		return "has a character that not every system allows"
	case !filepath.IsLocal(filepath.FromSlash(p)):
		return "is not a file name on this system"
	case strings.HasPrefix(p, ours):
		return "begins with " + ours + ", which is kept for the program"
	}
	return ""
}
