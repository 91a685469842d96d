package publish

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// list returns the files of a site, and the index of each by its path. The site has
// checked that they do not clash, but a bug there must not write a file outside the
// folder or overwrite another, so everything is checked again.
func list(outputs Outputs, precompress func(path string) bool) ([]file, map[string]int, error) {
	var files []file
	at := map[string]int{}
	add := func(f file) error {
		if _, ok := at[f.path]; ok {
			return fmt.Errorf("two outputs are both %s", f.path)
		}
		at[f.path] = len(files)
		files = append(files, f)
		return nil
	}
	for p, render := range outputs {
		if why := badPath(p); why != "" {
			return nil, nil, fmt.Errorf("output %q: its file name %s", p, why)
		}
		if err := add(file{path: p, render: render}); err != nil {
			return nil, nil, err
		}
		if precompress == nil || !precompress(p) {
			continue
		}
		for i := range encodings {
			if err := add(file{path: p + encodings[i].ext, encoding: &encodings[i]}); err != nil {
				return nil, nil, err
			}
		}
	}
	for _, f := range files {
		for d := path.Dir(f.path); d != "."; d = path.Dir(d) {
			if _, ok := at[d]; ok {
				return nil, nil, fmt.Errorf("output %s needs a folder %s, where another output is a file", f.path, d)
			}
		}
	}
	return files, at, nil
}

// ours is in the names of the program's own files: at the beginning in the output
// folder, in the middle beside it.
const ours = ".fiftysix-"

// badPath says what is wrong with the path of an output, or of a file in a manifest
// that somebody may have changed; "" if nothing is.
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
