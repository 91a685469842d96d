package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
)

// This file is about copies of the site that are handed from person to person
// instead of being put on a host.

// kind is what kind of site a build makes.
func (f *flags) kind() publish.Kind {
	switch {
	case f.draft:
		return publish.SignOff
	case f.offline:
		return publish.Offline
	}
	return publish.Public
}

// wrongCopy says which flags do not go together.
func (f *flags) wrongCopy(b buildFlags) error {
	switch {
	case f.compress && f.kind() != publish.Public:
		return errors.New("--compress is for web servers; a copy that is opened from a folder has no use for it")
	case b.zip != "" && f.kind() == publish.Public:
		return errors.New("--zip is for a copy that is handed on; say --offline or --draft too")
	case b.zip != "" && f.out != "":
		return errors.New("--zip writes one file and no folder; leave out either --zip or --out")
	}
	return nil
}

// markOf is a mark of all that the site is made from: the settings, the
// content and layouts of one's own, byte for byte. Another byte is another
// mark.
func markOf(files fs.FS) (string, error) {
	sum := sha256.New()
	err := eachFile(files, func(name string) error {
		data, err := fs.ReadFile(files, name)
		if err == nil {
			fmt.Fprintf(sum, "%q %d\n", name, len(data))
			sum.Write(data)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("read what the copy is made from: %w", err)
	}
	return inspection.FormatHash(sum.Sum(nil)), nil
}

// eachFile gives every file that a site is made of, in order: the settings, the
// content and layouts of one's own, but for what is passed over.
func eachFile(files fs.FS, do func(name string) error) error {
	for _, top := range []string{inspection.SettingsFile, inspection.ContentDir, "layouts"} {
		err := fs.WalkDir(files, top, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && name == top && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case name != top && content.Ignored(e.Name()):
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			case e.IsDir():
				return nil
			}
			return do(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkMark sees that no page of a sign-off copy could be taken for a public
// one, whatever layouts of one's own make of it.
func (l *project) checkMark(file string, data []byte) error {
	if !strings.HasSuffix(file, ".html") {
		return nil
	}
	for _, part := range []string{l.mark, `class="watermark"`, "noindex"} {
		if !bytes.Contains(data, []byte(part)) && l.unmarked.CompareAndSwap(false, true) { // said once, and not of every page
			return userError{errors.New("there are pages that would not say that they are a draft\nthe base.html in your own layouts must show all that the program's own shows of .SignOff and .NoIndex; mend it, or take it away for the copy")}
		}
	}
	return nil
}
