package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/leakcheck"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// A loaded is a site's folder, read and planned.
type project struct {
	reg      *inspection.Register // nil where it could not be read
	site     *site.Site           // nil where there are errors
	problems []diag.Problem
	outside  []content.OutsideLink // the links to other sites
	mark     string                // of a sign-off copy; else ""
	unmarked atomic.Bool           // a page of that copy has been found which does not show it
	leaks    *leakcheck.Checker    // of every output; nil where nothing is withheld
	files    *siteFolder           // what it was read from
}

func (l *project) close() error { return l.files.Close() }

// load reads the site's folder and plans the site. The folder is opened so
// that no link in it can lead out of it.
func (p *program) load(f *flags) (*project, error) {
	files, now, err := p.open(f)
	if err != nil {
		return nil, err
	}
	l := &project{files: files}
	reading := content.Options{Now: now, IncludeUnpublished: f.draft, Whole: func(whole *inspection.Register) {
		l.leaks = leakcheck.New(whole, files, said(files, layouts.FS)...)
	}}
	if f.external {
		reading.Outside = func(all []content.OutsideLink) { l.outside = all }
	}
	l.reg, l.problems = content.Load(files, reading)
	if l.reg == nil {
		return l, nil
	}
	theme, err := themeOf(files)
	if err != nil {
		return nil, errors.Join(err, l.close())
	}
	options := f.siteOptions()
	if f.draft {
		if l.mark, err = markOf(files); err != nil {
			return nil, errors.Join(err, l.close())
		}
		options.SignOff = &site.SignOff{InputHash: l.mark}
	}
	planned, problems := site.Plan(l.reg, files, theme, options)
	l.problems = append(l.problems, problems...)
	diag.SortProblems(l.problems)
	if errs, _ := diag.Count(l.problems); errs == 0 {
		l.site = planned
	}
	return l, nil
}

// open opens the site's folder, and says for when the site is made.
func (p *program) open(f *flags) (*siteFolder, inspection.Moment, error) {
	now, err := p.now(f)
	if err != nil {
		return nil, now, err
	}
	if err := checkBaseURL(f.baseURL); err != nil {
		return nil, now, err
	}
	root, err := os.OpenRoot(f.source)
	if err != nil {
		return nil, now, fmt.Errorf("open the site's folder: %w", err)
	}
	if _, err := root.Stat(inspection.SettingsFile); errors.Is(err, fs.ErrNotExist) {
		_ = root.Close()
		return nil, now, f.noSite()
	}
	return newSiteFolder(root), now, nil
}

// siteOptions are the options of the site that the flags ask for.
func (f *flags) siteOptions() site.Options {
	return site.Options{BaseURL: f.baseURL, Minify: true, Compress: f.compress, Offline: f.offline || f.draft}
}

// loadWhole loads a site that is to be put out, and tells what is wrong with it.
// Where that stops it, the last line ends with more, and the error is errContent.
func (p *program) loadWhole(f *flags, more string) (*project, *printer, error) {
	l, err := p.load(f)
	if err != nil {
		return nil, nil, err
	}
	printer := p.printer(f)
	if !printer.problems(l.problems, f.strict) {
		printer.line(refused(l.problems) + more)
		return nil, nil, errors.Join(errContent, l.close())
	}
	return l, printer, nil
}

// said are the words that stand on public pages besides those of the content:
// the settings', and the theme's own.
func said(files, theme fs.FS) []string {
	var all []string
	add := func(fsys fs.FS, name string) {
		if text, err := fs.ReadFile(fsys, name); err == nil {
			all = append(all, string(text))
		}
	}
	add(files, inspection.SettingsFile)
	for _, place := range []struct {
		fsys    fs.FS
		pattern string
	}{{files, "layouts/*/*"}, {theme, "words/*"}, {theme, "pages/*"}} {
		names, _ := fs.Glob(place.fsys, place.pattern) // the pattern is a good one
		for _, name := range names {
			add(place.fsys, name)
		}
	}
	return all
}

// themeOf is the theme in the program, with the files of the site's own
// layouts folder, if it has one, in place of those of the same name.
func themeOf(files fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(files, "layouts"); errors.Is(err, fs.ErrNotExist) {
		return layouts.FS, nil
	}
	own, err := fs.Sub(files, "layouts")
	if err != nil {
		return nil, fmt.Errorf("read layouts: %w", err)
	}
	return site.Overlay(own, layouts.FS), nil
}

func checkBaseURL(address string) error {
	if address == "" || strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return nil
	}
	return fmt.Errorf("--base-url: %q is not a full address, such as https://www.example.org/inspections/", address)
}

// noSite is the error for a folder that is not the folder of a site.
func (f *flags) noSite() error {
	return fmt.Errorf("there is no %s in %s, so it is not the folder of a site\ngo to the folder that holds it, or name that folder with --source", inspection.SettingsFile, folderName(f.source))
}

// outFolder is the folder to build into.
func (f *flags) outFolder() string {
	name := "public"
	switch {
	case f.out != "":
		return f.out
	case f.draft:
		name = "sign-off"
	case f.offline:
		name = "offline"
	}
	return filepath.Join(f.source, name)
}

// outPlace is that folder as the last line of a build names it.
func (f *flags) outPlace() string { return filepath.ToSlash(filepath.Clean(f.outFolder())) + "/" }

// folderName is a folder as people call it.
func folderName(dir string) string {
	if dir == "." || dir == "" {
		return "this folder"
	}
	return dir
}

// findings counts those of all reports.
func (l *project) findings() (n int) {
	for _, report := range l.reg.Reports {
		n += len(report.Findings)
	}
	return n
}

// inspect gives what every file is checked with before anything is published,
// or nil.
func (l *project) inspect() func(file string, data []byte) error {
	switch {
	case l.mark != "":
		return l.checkMark
	case l.leaks == nil:
		return nil
	}
	return func(file string, data []byte) error { return l.leaks.Check(urlOf(file), data) }
}

// urlOf is the address of a file within the site.
func urlOf(file string) string {
	dir, name := path.Split(file)
	if name == "index.html" {
		file = dir
	}
	return (&url.URL{Path: "/" + file}).EscapedPath()
}
