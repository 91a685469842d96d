package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// licences are the names of files that hold a licence or a notice, at the top
// of a module.
var licences = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)([-._].*)?$`)

// refused are licences under which a program of one file may not be given on
// as this one is.
var refused = regexp.MustCompile(`(?i)GNU\s+(AFFERO\s+|LESSER\s+|LIBRARY\s+)?GENERAL\s+PUBLIC\s+LICENSE`)

// notices are the licences of everything that is in any of the programs, word
// for word, as they ask. A module without one is an error.
func (d *release) notices(all []built) ([]byte, error) {
	modules := map[string]string{} // path → version
	for _, b := range all {
		for _, m := range b.info.Deps {
			if m.Replace != nil {
				return nil, fmt.Errorf("%s is replaced by another module: say what its licence is", m.Path)
			}
			modules[m.Path] = m.Version
		}
	}
	paths := slices.Sorted(maps.Keys(modules))
	folders, err := d.folders(paths)
	if err != nil {
		return nil, err
	}
	goes, err := d.goFolder()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("fiftysix is made with the following, each under its own licence.\n")
	var errs []error
	add := func(name, folder string) {
		text, err := licenceOf(folder)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s", bytes.Repeat([]byte("="), 72), name, text)
	}
	add("Go, https://go.dev, "+all[0].info.GoVersion, goes)
	for _, p := range paths {
		add(p+" "+modules[p], folders[p])
	}
	return b.Bytes(), errors.Join(errs...)
}

func licenceOf(folder string) ([]byte, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, e := range entries {
		if e.IsDir() || !licences.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		if refused.Match(text) {
			return nil, fmt.Errorf("%s is of a kind that asks for more than to be told of", e.Name())
		}
		fmt.Fprintf(&b, "%s:\n\n%s\n", e.Name(), bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
	}
	if b.Len() == 0 {
		return nil, errors.New("it has no licence")
	}
	return b.Bytes(), nil
}
