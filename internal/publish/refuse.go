package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A FolderError is the refusal to publish into a folder.
type FolderError struct {
	Dir string
	Why string
}

func (e *FolderError) Error() string { return "cannot publish into " + e.Dir + ": " + e.Why }

// A ForeignError lists things that fiftysix did not write and will not touch.
type ForeignError struct {
	Dir   string
	Paths []string // within Dir, sorted
	what  string
}

const (
	notOurFolder = "it holds files that fiftysix did not write; choose an empty folder, or a new one"
	inTheWay     = "files that fiftysix did not write stand where pages of the site must go; move or rename them, and build again"
)

func newForeignError(dir string, paths []string, what string) *ForeignError {
	slices.Sort(paths)
	return &ForeignError{Dir: dir, Paths: slices.Compact(paths), what: what}
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("cannot publish into %s: %s%s", e.Dir, e.what, listed(e.Paths))
}

// A RemovalError is the refusal to remove published pages without --allow-removals.
type RemovalError struct {
	Paths []string // within the output folder, sorted
}

func (e *RemovalError) Error() string {
	pages := "pages"
	if len(e.Paths) == 1 {
		pages = "page"
	}
	return fmt.Sprintf("this build would remove %d published %s%s\n"+
		"a page that has moved needs its old address under aliases; to remove pages for good, build with --allow-removals",
		len(e.Paths), pages, listed(e.Paths))
}

func listed(paths []string) string {
	const most = 20
	var s strings.Builder
	for i, p := range paths {
		if i == most {
			fmt.Fprintf(&s, "\n  and %d more", len(paths)-most)
			break
		}
		s.WriteString("\n  " + p)
	}
	return s.String()
}

// pagesGone lists the pages among the files to remove. People link to pages and cite
// them, unlike stylesheets.
func (b *build) pagesGone() []string {
	var pages []string
	for _, p := range b.gone {
		if strings.HasSuffix(p, ".html") {
			pages = append(pages, p)
		}
	}
	return pages
}

// allowed returns the real path of dir, links followed, or refuses it. A mistyped --out
// must not cost anybody their files.
func allowed(dir string, opt Options) (string, error) {
	refuse := func(why string) (string, error) { return "", &FolderError{Dir: dir, Why: why} }
	if dir == "" {
		return refuse("it has no name; give the folder to publish into")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return refuse(err.Error())
	}
	for p := abs; p != filepath.Dir(p); p = filepath.Dir(p) {
		if fi, err := os.Stat(p); err == nil && !fi.IsDir() {
			return refuse(p + " is a file; choose another name, or move the file away")
		}
	}
	real, err := resolve(abs)
	if errors.Is(err, errDangling) {
		return refuse("it leads through a link to something that does not exist; make that folder, or remove the link")
	}
	if err != nil {
		return refuse(cause(err).Error())
	}

	const instead = "; choose a folder for the site alone, such as public"
	if real == filepath.Dir(real) {
		return refuse("it is the whole disk" + instead)
	}
	if home, err := os.UserHomeDir(); err == nil && within(home, real) {
		return refuse("it is your home folder, or holds it" + instead)
	}
	keep := opt.Keep
	if opt.Source != "" {
		if within(opt.Source, real) {
			return refuse("it is the folder of fiftysix.yaml, or holds it" + instead)
		}
		keep = append([]string{filepath.Join(opt.Source, "content"), filepath.Join(opt.Source, "layouts")}, keep...)
	}
	for _, k := range keep {
		if within(k, real) {
			return refuse("it is " + k + ", or holds it, which the site is made from" + instead)
		}
		if within(real, k) {
			return refuse("it is in " + k + ", which the site is made from" + instead)
		}
	}
	return real, nil
}

// SiteAround returns the folder that name, which need not exist, is within and that
// holds a site, or "" if there is none. public counts as one before it is built.
func SiteAround(name, public string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	if public, err = filepath.Abs(public); err != nil {
		return "", err
	}
	if real, err := resolve(public); err == nil {
		public = real
	}
	dir, err := resolve(filepath.Dir(abs))
	if err != nil {
		return "", cause(err)
	}
	for {
		// A manifest that cannot be read is one all the same.
		if _, err := os.Lstat(filepath.Join(dir, manifestName)); err == nil || same(dir, public) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

var errDangling = errors.New("a link to nothing")

// resolve follows all links in a path, of which the last parts need not exist.
func resolve(abs string) (string, error) {
	real, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) || abs == filepath.Dir(abs) {
		return real, err
	}
	switch fi, err := os.Lstat(abs); {
	case err == nil && fi.Mode()&fs.ModeSymlink != 0:
		return "", errDangling
	case err == nil: // another build has just made it
		return filepath.EvalSymlinks(abs)
	}
	above, err := resolve(filepath.Dir(abs))
	return filepath.Join(above, filepath.Base(abs)), err
}

// within reports whether the folder a is b or anywhere below it.
func within(a, b string) bool {
	if abs, err := filepath.Abs(a); err == nil {
		a = abs
	}
	if abs, err := filepath.Abs(b); err == nil {
		b = abs
	}
	if real, err := resolve(a); err == nil {
		a = real
	}
	for {
		if same(a, b) {
			return true
		}
		if a == filepath.Dir(a) {
			return false
		}
		a = filepath.Dir(a)
	}
}

// same reports whether two paths are the same file for the system, which may ignore
// case, or have two names for a folder. Where neither exists, names that differ only
// in case count as the same: it is safer to refuse too much.
func same(a, b string) bool {
	fa, erra := os.Stat(a)
	fb, errb := os.Stat(b)
	if erra == nil && errb == nil {
		return os.SameFile(fa, fb)
	}
	return erra != nil && errb != nil && strings.EqualFold(a, b)
}
