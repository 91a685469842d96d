package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
)

// This file is about copies of the site that people hand to each other: offline
// and sign-off copies.

// kind is the kind of site that a build makes.
func (f *flags) kind() publish.Kind {
	switch {
	case f.draft:
		return publish.SignOff
	case f.offline:
		return publish.Offline
	}
	return publish.Public
}

// refuseCopyInSite refuses to make a copy within a folder that a site is built into.
func (f *flags) refuseCopyInSite(b buildFlags) error {
	switch {
	case f.kind() == publish.Public:
		return nil
	case b.zip != "":
		return f.refuseInSite(b.zip)
	}
	return f.refuseInSite(f.outFolder())
}

// refuseInSite refuses to write a file or folder that is no part of the site within
// a folder that a site is built into, as everything there is public.
func (f *flags) refuseInSite(name string) error {
	site, err := publish.SiteAround(name, filepath.Join(f.source, "public"))
	if err != nil || site == "" {
		return err
	}
	return fmt.Errorf("%s is within %s, which a site is built into: everything there is public\nname a place outside it", name, filepath.ToSlash(site))
}

// checkCopyFlags refuses flags that do not go together.
func (f *flags) checkCopyFlags(b buildFlags) error {
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

// signOffHash is the hash of every file that the site is built from, in order:
// the settings, the content and the site's own layouts, byte for byte.
func signOffHash(files fs.FS) (string, error) {
	sum := sha256.New()
	for _, top := range []string{inspection.SettingsFile, inspection.ContentDir, "layouts"} {
		err := fs.WalkDir(files, top, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && name == top && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case name != top && content.Ignored(e.Name()) && e.IsDir():
				return fs.SkipDir
			case name != top && content.Ignored(e.Name()), e.IsDir():
				return nil
			}
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
	}
	return inspection.FormatHash(sum.Sum(nil)), nil
}

// checkSignOff refuses a page of a sign-off copy that could be taken for a
// public one, because the site's own layouts leave out what says that it is not.
func (pr *project) checkSignOff(file string, data []byte) error {
	if !strings.HasSuffix(file, ".html") {
		return nil
	}
	for _, want := range []string{pr.signOffHash, `class="watermark"`, "noindex"} {
		if !bytes.Contains(data, []byte(want)) && pr.hashMissing.CompareAndSwap(false, true) { // reported once, not for every page
			return userError{errors.New("there are pages that would not say that they are a draft\nthe base.html in your own layouts must show all that the program's own shows of .SignOff and .NoIndex; fix it, or take it away for the copy")}
		}
	}
	return nil
}
