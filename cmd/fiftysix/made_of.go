package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"fiftysix/internal/publish"
	"fiftysix/internal/register"
	"fiftysix/internal/site"
	"fiftysix/internal/source"
)

// This file is about knowing that nothing has changed. All that a site is made
// of has a name: the program, what it was asked for, the day, and every byte of
// the site's folder. A build leaves the name in the output folder, and the next
// one needs to read no more than bytes to see that it is still the same.
//
// That holds where the content and the day say all. They do not where the minute
// plays a part, as on the day on which something that was held comes out; and
// where there are warnings, they are to be told each time. So a build of that
// sort leaves another name, which is found only by reading the content again.
// The two look alike: the output folder is public, and must not tell that
// something is held.

// name is the name of all that a site is made of on a day, or "" where that cannot
// be told, as when a file changed while it was read; then the site is simply built.
func (s *siteFolder) name(look site.Options, today register.Date) string {
	look.Like, look.SignOff = nil, nil
	var program string
	var files checksum
	err := onAllCores(2, func(i int) (err error) {
		if i == 0 {
			files, err = s.sumOfAll()
		} else {
			program, err = thisProgram()
		}
		return err
	})
	if err != nil {
		return ""
	}
	return shortSum(fmt.Appendf(nil, "%+v\n%s\n%s\n%x\n", look, today, program, files))
}

// shortSum is a checksum that is long enough for what nobody forges.
func shortSum(of []byte) string {
	sum := sha256.Sum256(of)
	return hex.EncodeToString(sum[:16])
}

// asFarAsBytesTell says what the site is made of when of all its words only the
// settings have been read, which say whether the office is closed.
func (s *siteFolder) asFarAsBytesTell(look site.Options, now register.Moment) publish.Origin {
	office, _ := register.ReadOffice(s)
	if office == nil {
		return publish.Origin{}
	}
	now, _ = office.AsAt(now)
	return publish.Origin{Of: s.name(look, now.Date())}
}

// madeOf says what the site is made of, now that all of it has been read.
func (l *loaded) madeOf(files *siteFolder, look site.Options) publish.Origin {
	of := publish.Origin{Of: files.name(look, l.reg.Today()), Reports: len(l.reg.Reports), Findings: l.findings()}
	if _, warnings := source.Count(l.problems); of.Of != "" && (warnings > 0 || l.byMinute || l.mark != "") {
		of.Of = shortSum(fmt.Appendf(nil, "%s\n%s\n%+v\n", of.Of, l.mark, l.reg.Held))
	}
	return of
}

// thisProgram says which program this is: the commit it was made from, or, where
// that does not say everything, the mark that the compiler gave to all that it was
// made from; else a checksum of its own bytes.
func thisProgram() (string, error) {
	if info, ok := debug.ReadBuildInfo(); ok {
		of := map[string]string{}
		for _, s := range info.Settings {
			of[s.Key] = s.Value
		}
		if of["vcs.revision"] != "" && of["vcs.modified"] == "false" {
			return info.GoVersion + " " + of["vcs.revision"], nil
		}
	}
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	program, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer program.Close()
	if mark := compilersMark(program); mark != "" {
		return mark, nil
	}
	sum := sha256.New()
	_, err = io.Copy(sum, program)
	return fmt.Sprintf("%x", sum.Sum(nil)), err
}

// compilersMark is what Go calls a program's build ID: checksums of all that it was
// linked from, and of the program. It is "" where there is none, and on systems
// whose programs keep it elsewhere.
func compilersMark(program io.ReaderAt) string {
	file, err := elf.NewFile(program)
	if err != nil {
		return ""
	}
	note := file.Section(".note.go.buildid")
	if note == nil {
		return ""
	}
	mark, err := note.Data()
	if err != nil || !bytes.Contains(mark, []byte("/")) {
		return ""
	}
	return string(mark)
}

// madeOfFolders are the folders that a site is made of, besides the settings: its
// content and layouts of one's own.
var madeOfFolders = []string{register.ContentDir, "layouts"}

// eachFile gives every file that a site is made of, in order: the settings, the
// content and layouts of one's own, but for what is passed over.
func eachFile(files fs.FS, do func(name string) error) error {
	for _, top := range append([]string{register.SettingsFile}, madeOfFolders...) {
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

// sumOfAll is a checksum of every file and folder that a site is made of, and of
// every other file that has been read, such as a logo.
func (s *siteFolder) sumOfAll() (checksum, error) {
	sum := sha256.New()
	for _, top := range madeOfFolders {
		if _, err := s.names(top); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		is, err := s.sumOfFolder(top)
		if err != nil {
			return checksum{}, err
		}
		fmt.Fprintf(sum, "%s %x\n", top, is)
	}
	if s.changing != "" {
		return checksum{}, &changedError{s.changing}
	}
	var others []string
	for name, is := range s.read {
		if !is.summed {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		fmt.Fprintf(sum, "%q %x\n", name, s.read[name].sum)
	}
	return checksum(sum.Sum(nil)), nil
}

// sumOfFolder is a checksum of all that stands in a folder: the names that are not
// passed over, and what is in each file and folder of those names.
func (s *siteFolder) sumOfFolder(dir string) (checksum, error) {
	names, err := s.names(dir)
	if err != nil {
		return checksum{}, err
	}
	sums := make([]checksum, len(names))
	sumOf := func(i int) (err error) {
		if name, isFolder := strings.CutSuffix(dir+"/"+names[i], "/"); isFolder {
			sums[i], err = s.sumOfFolder(name)
		} else {
			sums[i], err = s.sumOfFile(name)
		}
		return err
	}
	if slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, "/") }) {
		err = onAllCores(len(names), sumOf)
	} else {
		err = oneByOne(len(names), sumOf)
	}
	var all []byte
	for i, name := range names {
		all = append(append(all, name...), 0) // which is in no name
		all = append(all, sums[i][:]...)
	}
	return sha256.Sum256(all), err
}

// oneByOne does n things, and ends with the first error.
func oneByOne(n int, do func(i int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// onAllCores does n things side by side, and gives the first error.
func onAllCores(n int, do func(i int) error) error {
	var next atomic.Int64
	errs := make([]error, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for core := range errs {
		wait.Go(func() {
			for errs[core] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				errs[core] = do(i)
			}
		})
	}
	wait.Wait()
	return cmp.Or(errs...)
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
	folders, files := slices.Sorted(maps.Keys(s.listed)), slices.Sorted(maps.Keys(s.read))
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
		if s.isStill(files[i], s.read[files[i]]) {
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
		if register.PassedOver(name) {
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
