package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"

	"fiftysix/internal/register"
	"fiftysix/internal/site"
)

// madeOf names everything that a site is made of, so that a build can tell that
// nothing has changed since the last: the program, what it was asked for, every
// byte of the site's folder, and of the time what the register made of it: the
// day, and what is held. It is "" where that cannot be told, as when a file
// changed while it was read; then the site is simply built.
func (l *loaded) madeOf(files *siteFolder, opt site.Options) string {
	sum := sha256.New()
	opt.Like, opt.SignOff = nil, nil
	fmt.Fprintf(sum, "%+v\n%s\n%s\n%+v\n", opt, l.mark, l.reg.Today(), l.reg.Held)
	if err := errors.Join(addProgram(sum), files.addAll(sum)); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// addProgram adds which program this is: the commit it was made from, or, where
// that does not say everything, its own bytes.
func addProgram(sum hash.Hash) error {
	if info, ok := debug.ReadBuildInfo(); ok {
		of := map[string]string{}
		for _, s := range info.Settings {
			of[s.Key] = s.Value
		}
		if of["vcs.revision"] != "" && of["vcs.modified"] == "false" {
			fmt.Fprintf(sum, "%s %s\n", info.GoVersion, of["vcs.revision"])
			return nil
		}
	}
	name, err := os.Executable()
	if err != nil {
		return err
	}
	program, err := os.Open(name)
	if err != nil {
		return err
	}
	defer program.Close()
	_, err = io.Copy(sum, program)
	return err
}

// eachFile gives every file that a site is made of, in order: the settings, the
// content and layouts of one's own, but for what is passed over.
func eachFile(files fs.FS, do func(name string) error) error {
	for _, top := range []string{register.SettingsFile, register.ContentDir, "layouts"} {
		err := fs.WalkDir(files, top, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil && name == top && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case name != top && register.PassedOver(e.Name()):
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

// addAll adds every file that has been read, and every other in the folders
// that a site is made of.
func (s *siteFolder) addAll(sum hash.Hash) error {
	err := eachFile(s, func(name string) (err error) {
		if s.read[name].info == nil {
			_, err = s.ReadFile(name) // of a link to a folder this is an error
		}
		return err
	})
	if err != nil {
		return err
	}
	if s.changing != "" {
		return &changedError{s.changing}
	}
	for _, name := range slices.Sorted(maps.Keys(s.read)) {
		fmt.Fprintf(sum, "%q %x\n", name, s.read[name].sum)
	}
	return nil
}

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
	for _, name := range slices.Sorted(maps.Keys(s.listed)) {
		if entries, err := s.readDir(name); err != nil || !slices.Equal(namesIn(entries), s.listed[name]) {
			return &changedError{name}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.read)) {
		was := s.read[name]
		info, err := s.Stat(name)
		if err == nil && os.SameFile(info, was.info) && info.Size() == was.info.Size() && info.ModTime().Equal(was.info.ModTime()) {
			continue
		}
		// It was saved; but maybe with the same words.
		if data, _, err := s.readFile(name); err != nil || sha256.Sum256(data) != was.sum {
			return &changedError{name}
		}
	}
	return nil
}
