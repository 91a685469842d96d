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
	groups := map[string]int32{"": 0}
	for _, o := range outputs {
		group, known := groups[o.Group]
		if !known {
			group = int32(len(groups))
			groups[o.Group] = group
		}
		p := o.File()
		if why := badPath(p); why != "" {
			return nil, nil, fmt.Errorf("output %s: its file name %q %s", o.URL, p, why)
		}
		url, p := inOne(o.URL, p)
		if err := add(file{url: url, group: group, path: p, page: o.Page, large: o.Large}); err != nil {
			return nil, nil, err
		}
		if !o.Packed {
			continue
		}
		for i := range forms {
			if err := add(file{url: url, group: group, path: p + forms[i].ext, large: o.Large, form: &forms[i]}); err != nil {
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

// inOne keeps an address and its path in one place, where they can be: there
// are very many, and a page's path is its address and a name.
func inOne(url, path string) (string, string) {
	if all := "/" + path; len(all) > len(url) && strings.HasPrefix(all, url) {
		return all[:len(url)], all[1:]
	}
	return url, path
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
