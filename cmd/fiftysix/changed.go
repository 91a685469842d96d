package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"sync"

	"fiftysix/internal/content"
)

// A changedError is the refusal to publish a site whose content was changed
// while it was built: some pages would show the old text and others the new.
type changedError struct{ name string }

func (e *changedError) Error() string {
	return fmt.Sprintf("%s was changed while the site was being built\nnothing was written: build again once nobody is saving files", e.name)
}

// verify returns a *changedError if a file or a folder has changed since it was
// read.
func (s *siteFolder) verify() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.folders, ".") // where the output folder may appear
	for _, dir := range slices.Sorted(maps.Keys(s.folders)) {
		entries, err := fs.ReadDir(s.root.FS(), dir)
		if err != nil || !slices.Equal(namesIn(entries), s.folders[dir]) {
			return &changedError{dir}
		}
	}
	names := slices.Sorted(maps.Keys(s.stamps))
	var wg sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for i := range errs {
		wg.Go(func() {
			for n := i; n < len(names) && errs[i] == nil; n += len(errs) {
				if info, err := s.root.Stat(names[n]); err != nil || stampOf(info) != s.stamps[names[n]] {
					errs[i] = &changedError{names[n]}
				}
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// namesIn are the names of the entries that matter to a site. Editors' own
// temporary files come and go.
func namesIn(entries []fs.DirEntry) []string {
	var names []string
	for _, e := range entries {
		if !content.Ignored(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}
