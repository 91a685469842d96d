package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"strings"

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

// errChanging is the error for files that are being changed while they are read.
var errChanging = errors.New("files change while they are read")

// addAll adds every file that has been read, and every other in the folders
// that a site is made of.
func (s *siteFolder) addAll(sum hash.Hash) error {
	for _, top := range []string{register.ContentDir, "layouts"} {
		err := fs.WalkDir(s, top, func(name string, e fs.DirEntry, err error) error {
			switch {
			case name == top && errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case name != top && register.PassedOver(e.Name()):
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			case e.IsDir() || s.hasRead(name):
				return nil
			}
			_, err = s.ReadFile(name) // of a link to a folder this is an error
			return err
		})
		if err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changing {
		return errChanging
	}
	type file struct {
		name string
		sum  [sha256.Size]byte
	}
	var all []file
	for name, sum := range s.sums {
		all = append(all, file{name, sum})
	}
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.name, b.name) })
	for _, f := range all {
		fmt.Fprintf(sum, "%q %x\n", f.name, f.sum)
	}
	return nil
}
