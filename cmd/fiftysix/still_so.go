package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fiftysix/internal/register"
)

// A changedError is the refusal to put out a site whose content was changed
// while it was drawn: a page of the old words would stand beside one of the new.
type changedError struct{ name string }

func (e *changedError) Error() string {
	return fmt.Sprintf("%s was changed while the site was being built\nnothing was written: build again once nobody is saving files", e.name)
}

// stillSo says whether all that has been read of the site's folder is still as
// it was. It is called when nothing is being read; the error is a *changedError.
func (s *siteFolder) stillSo() error {
	if s.changing != "" {
		return &changedError{s.changing}
	}
	delete(s.listed, ".") // where the site itself may come to stand
	folders, files := slices.Sorted(maps.Keys(s.listed)), slices.Sorted(maps.Keys(s.at))
	err := onAllCores(len(folders), func(i int) error {
		if s.hasStill(folders[i], s.listed[folders[i]]) {
			return nil
		}
		return &changedError{folders[i]}
	})
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(s.opened)) {
		if info, err := s.Stat(name); err != nil || stampOf(info) != s.opened[name] {
			return &changedError{name}
		}
	}
	return onAllCores(len(files), func(i int) error {
		if s.isStill(files[i], s.read[s.at[files[i]]]) {
			return nil
		}
		return &changedError{files[i]}
	})
}

// hasStill says whether a folder has the names that it had. What has become of
// each is seen where it was read or listed itself.
func (s *siteFolder) hasStill(dir string, had []string) bool {
	names, err := s.allNames(dir)
	if err != nil {
		return false
	}
	slices.Sort(names)
	i := 0
	for _, name := range names {
		if register.Ignored(name) {
			continue
		}
		if i == len(had) || name != strings.TrimSuffix(had[i], "/") {
			return false
		}
		i++
	}
	return i == len(had)
}

// isStill says whether a file is as it was when it was read.
func (s *siteFolder) isStill(name string, was readFile) bool {
	info, err := s.Stat(name)
	if err == nil && stampOf(info) == was.stamp {
		return true
	}
	// It was saved; but maybe with the same words.
	data, _, err := s.readFile(name)
	return err == nil && sha256.Sum256(data) == was.sum
}
