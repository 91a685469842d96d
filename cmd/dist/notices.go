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
	"strings"
)

// licenceFile matches the names of files with a licence or a notice, at the top
// of a module.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)([-._].*)?$`)

// copyleft matches licences under which one program file may not be
// distributed as this one is.
var copyleft = regexp.MustCompile(`(?i)GNU\s+(AFFERO\s+|LESSER\s+|LIBRARY\s+)?GENERAL\s+PUBLIC\s+LICENSE`)

// notices are the licences, word for word, of all modules in any of the
// programs, as they require. A module without one is an error.
func (r *release) notices(programs []program) ([]byte, error) {
	modules := map[string]string{} // path → version
	for _, p := range programs {
		for _, m := range p.info.Deps {
			if m.Replace != nil {
				return nil, fmt.Errorf("%s is replaced by another module: say what its licence is", m.Path)
			}
			modules[m.Path] = m.Version
		}
	}
	paths := slices.Sorted(maps.Keys(modules))
	dirs, err := r.moduleDirs(paths)
	if err != nil {
		return nil, err
	}
	goroot, err := run(r.root, nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("fiftysix is made with the following, each under its own licence.\n")
	var errs []error
	add := func(name, dir string) {
		text, err := licenceOf(dir)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s", bytes.Repeat([]byte("="), 72), name, text)
	}
	add("Go, https://go.dev, "+programs[0].info.GoVersion, strings.TrimSpace(string(goroot)))
	for _, p := range paths {
		add(p+" "+modules[p], dirs[p])
	}
	return b.Bytes(), errors.Join(errs...)
}

// licenceOf returns the licence files at the top of a module.
func licenceOf(dir string) ([]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if copyleft.Match(text) {
			return nil, fmt.Errorf("%s is of a kind that asks for more than to be told of", e.Name())
		}
		fmt.Fprintf(&b, "%s:\n\n%s\n", e.Name(), bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
	}
	if b.Len() == 0 {
		return nil, errors.New("it has no licence")
	}
	return b.Bytes(), nil
}
