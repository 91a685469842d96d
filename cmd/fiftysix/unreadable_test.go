package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
)

// A disk that fails while the content is read leaves nothing out in silence:
// whichever file, folder or look it is that fails, there is an error, or the
// site is what it would have been.
func TestWhatCannotBeReadIsNotLeftOut(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range smallSite {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range map[string]string{
		"content/about.cy.md":  "---\ntitle: Amdanom ni\n---\n\nGeiriau.\n",
		"layouts/css/site.css": "p { widows: 3 }\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	files["fiftysix.yaml"].Data = append(files["fiftysix.yaml"].Data, "languages: [en, cy]\n"...)
	whole := &failing{FS: files}
	want, err := made(whole)
	if err != nil {
		t.Fatal(err)
	}
	stride, tried, same := 7, 0, 0
	switch {
	case os.Getenv("FIFTYSIX_LONG") != "":
		stride = 1
	case testing.Short():
		stride = 50
	}
	for n := 1; n <= whole.asked; n += stride {
		tried++
		f := &failing{FS: files, at: n}
		got, err := made(f)
		if err == nil && !maps.EqualFunc(want, got, bytes.Equal) {
			t.Errorf("%s fails, and the site is another with no word of it", f.failed)
		}
		if err == nil {
			same++
		}
	}
	t.Logf("%d times the disk failed, and %d times it made no difference", tried, same)
	if same == tried {
		t.Error("nothing was ever found wrong")
	}
}

// made is the whole site, or what is wrong.
func made(files fs.FS) (map[string][]byte, error) {
	now, err := inspection.ParseMoment("2026-11-24 09:00")
	if err != nil {
		return nil, err
	}
	wrong := func(problems []diag.Problem) error {
		if errors, _ := diag.Count(problems); errors > 0 {
			return fmt.Errorf("%v", problems[0])
		}
		return nil
	}
	reg, problems := content.Load(files, content.Options{Now: now})
	if err := wrong(problems); err != nil {
		return nil, err
	}
	theme, err := themeFS(files)
	if err != nil {
		return nil, err
	}
	s, problems := site.Plan(reg, files, theme, site.Options{})
	if err := wrong(problems); err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, o := range s.Outputs() {
		if all[o.URL], err = s.Render(o.URL); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// failing is a folder of which one operation fails.
type failing struct {
	fs.FS
	at int // which; 0 for none

	mu     sync.Mutex
	asked  int
	failed string
}

func (f *failing) ask(op, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.asked++; f.asked == f.at {
		f.failed = op + " " + name
		return &fs.PathError{Op: op, Path: name, Err: syscall.EIO}
	}
	return nil
}

func (f *failing) Open(name string) (fs.File, error) {
	if err := f.ask("open", name); err != nil {
		return nil, err
	}
	return f.FS.Open(name)
}

func (f *failing) ReadFile(name string) ([]byte, error) {
	if err := f.ask("read", name); err != nil {
		return nil, err
	}
	return fs.ReadFile(f.FS, name)
}

func (f *failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := f.ask("list", name); err != nil {
		return nil, err
	}
	return fs.ReadDir(f.FS, name)
}

func (f *failing) Stat(name string) (fs.FileInfo, error) {
	if err := f.ask("look at", name); err != nil {
		return nil, err
	}
	return fs.Stat(f.FS, name)
}
