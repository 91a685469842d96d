package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// openFolder opens the folder that load reads, and returns the moment for
// which the site is built.
func (p *program) openFolder(f *flags) (*siteFolder, inspection.Moment, error) {
	now, err := p.now(f)
	if err != nil {
		return nil, now, err
	}
	if err := checkAddress("--base-url", f.baseURL); err != nil {
		return nil, now, err
	}
	root, err := f.openRoot()
	if err != nil {
		return nil, now, err
	}
	return newSiteFolder(root), now, nil
}

// openRoot opens the site's folder. No link in it leads out of it.
func (f *flags) openRoot() (*os.Root, error) {
	root, err := os.OpenRoot(f.source)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	if _, err := root.Stat(inspection.SettingsFile); errors.Is(err, fs.ErrNotExist) {
		_ = root.Close()
		return nil, f.noSite()
	}
	return root, nil
}

// noSite is the error for a folder that is not the folder of a site.
func (f *flags) noSite() error {
	return fmt.Errorf("there is no %s in %s, so it is not the folder of a site\ngo to the folder that holds it, or name that folder with --source", inspection.SettingsFile, folderName(f.source))
}

// An openSite is a site's folder of which only the settings have been read. It
// is what commands use that write into the content.
type openSite struct {
	files  fs.FS
	now    inspection.Moment
	office inspection.Office
	close  func() error
}

func (p *program) openSite(f *flags) (*openSite, error) {
	now, err := p.now(f)
	if err != nil {
		return nil, err
	}
	root, err := f.openRoot()
	if err != nil {
		return nil, err
	}
	office, problems := content.ReadOffice(root.FS())
	if errs, _ := diag.Count(problems); errs > 0 {
		_ = root.Close()
		return nil, userError{fmt.Errorf("something is wrong in %s\nto see what: fiftysix check", inspection.SettingsFile)}
	}
	return &openSite{root.FS(), now, *office, root.Close}, nil
}

// load reads the site with what is withheld.
func (s *openSite) load() (*inspection.Register, []diag.Problem) {
	return content.Load(s.files, content.Options{Now: s.now, IncludeUnpublished: true})
}

// loadReport returns a report, withheld or not. With an error in its folder,
// it is nil.
func (s *openSite) loadReport(id string) (*inspection.Register, *inspection.Report, []diag.Problem) {
	reg, problems := s.load()
	if reg == nil || hasError(problems, reportFolder(id)) {
		return nil, nil, problems
	}
	return reg, reg.Report(id), problems
}

// hasError reports whether there is an error in a folder or in the settings.
func hasError(problems []diag.Problem, folder string) bool {
	return slices.ContainsFunc(problems, func(p diag.Problem) bool {
		return p.Level == diag.Error && (p.File == inspection.SettingsFile || p.File == folder || path.Dir(p.File) == folder)
	})
}

// reportFolder is the folder of a report in the site's folder.
func reportFolder(id string) string { return path.Join(inspection.ContentDir, "reports", id) }

// siteOptions are the options that the flags ask for.
func (pr *project) siteOptions(f *flags) (site.Options, error) {
	options := site.Options{BaseURL: f.baseURL, Minify: true, Compress: f.compress, Offline: f.offline || f.draft}
	if f.draft {
		hash, err := signOffHash(pr.folder)
		if err != nil {
			return options, err
		}
		pr.signOffHash = hash
		options.SignOff = &site.SignOff{InputHash: hash}
	}
	return options, nil
}

// publicTexts are the texts on public pages that do not come from the content:
// the settings and the theme.
func publicTexts(folder fs.FS) []string {
	var all []string
	add := func(fsys fs.FS, pattern string) {
		names, _ := fs.Glob(fsys, pattern) // the patterns are valid
		for _, name := range names {
			if text, err := fs.ReadFile(fsys, name); err == nil {
				all = append(all, string(text))
			}
		}
	}
	add(folder, inspection.SettingsFile)
	add(folder, "layouts/*/*")
	add(layouts.FS, "words/*")
	add(layouts.FS, "pages/*")
	return all
}

// themeFS is the program's theme. Files in the site's own layouts folder
// replace those of the same name.
func themeFS(folder fs.FS) (fs.FS, error) {
	if _, err := fs.Stat(folder, "layouts"); errors.Is(err, fs.ErrNotExist) {
		return layouts.FS, nil
	}
	own, err := fs.Sub(folder, "layouts")
	if err != nil {
		return nil, fmt.Errorf("read layouts: %w", err)
	}
	return site.Overlay(own, layouts.FS), nil
}

// inspect is called with every output before anything is published. It is nil
// if there is nothing to find.
func (pr *project) inspect() func(file string, data []byte) error {
	switch {
	case pr.signOffHash != "":
		return pr.checkSignOff
	case pr.leaks == nil:
		return nil
	}
	return func(file string, data []byte) error { return pr.leaks.Check(urlOf(file), data) }
}

// urlOf is the URL of an output's file within the site.
func urlOf(file string) string {
	dir, name := path.Split(file)
	if name == "index.html" {
		file = dir
	}
	return (&url.URL{Path: "/" + file}).EscapedPath()
}

// checkAddress refuses a flag's value that is no full web address.
func checkAddress(flag, address string) error {
	if address == "" || strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return nil
	}
	return fmt.Errorf("%s: %q is not a full address, such as https://www.example.org/inspections/", flag, address)
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

// outPath is that folder as the last line of a build names it.
func (f *flags) outPath() string { return filepath.ToSlash(filepath.Clean(f.outFolder())) + "/" }

// folderName is a folder as people call it.
func folderName(dir string) string {
	if dir == "." || dir == "" {
		return "this folder"
	}
	return dir
}
