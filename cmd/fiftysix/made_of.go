package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
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
	look.SameTheme, look.SignOff = nil, nil
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
func (l *project) madeOf(files *siteFolder, look site.Options) publish.Origin {
	of := publish.Origin{Of: files.name(look, l.reg.Today()), Reports: len(l.reg.Reports), Findings: l.findings()}
	if _, warnings := source.Count(l.problems); of.Of != "" && (warnings > 0 || l.byMinute || l.mark != "") {
		of.Of = shortSum(fmt.Appendf(nil, "%s\n%s\n%+v\n", of.Of, l.mark, l.reg.Held))
	}
	return of
}

// madeOfFolders are the folders that a site is made of, besides the settings: its
// content and layouts of one's own.
var madeOfFolders = []string{register.ContentDir, "layouts"}

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
	for name, i := range s.at {
		if !s.read[i].summed {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		fmt.Fprintf(sum, "%q %x\n", name, s.read[s.at[name]].sum)
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
