package e2e

import (
	"context"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"fiftysix/internal/content"
	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// now is the moment at which all sites are built.
const now = sample.Now

// subfolder is where a site stands that has no host of its own.
const subfolder = "/some/sub/folder/"

// A built is a site, published and served.
type built struct {
	name  string
	reg   *inspection.Register
	pages []page
	top   place // at the root of a host
	sub   place // the same site, in a folder
}

// A place is a published folder and the address it is served at.
type place struct {
	dir    string
	origin string // http://127.0.0.1:port
	at     string // "/" or subfolder
}

// A page is an HTML file of the site.
type page struct {
	site *built
	site.Output
	kind string
	size int
	gone bool // only leads on to another address
	one  bool // it stands for its kind, and is looked at in more ways
}

// String is how a fault names the page.
func (p page) String() string { return p.site.name + ":" + p.URL }

// address is the page's own, at a place where the site is served.
func (pl place) address(p page) string { return pl.origin + pl.at + strings.TrimPrefix(p.URL, "/") }

var sites = sync.OnceValues(func() ([]*built, error) {
	repository := filepath.Join("..", "..")
	exampleshire := filepath.Join(repository, "internal", "sample", "exampleshire")
	enghraifft := filepath.Join(repository, "internal", "sample", "enghraifft")
	var all []*built
	for _, s := range []struct {
		name, folder string
		files        fs.FS
	}{
		{"sample", exampleshire, sample.Exampleshire()},
		{"twin", enghraifft, sample.Enghraifft()},
		{"real", repository, os.DirFS(repository)},
	} {
		b, err := build(s.name, s.folder, s.files)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	for _, chosen := range oneOfEach(all) {
		i := slices.IndexFunc(chosen.site.pages, chosen.is)
		chosen.site.pages[i].one = true
	}
	return all, nil
})

// theSites are all sites, built and served.
func theSites(t *testing.T) []*built {
	t.Helper()
	all, err := sites()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var closers []func()

func closeSites() {
	for _, f := range closers {
		f()
	}
}

// build makes a site as the build command does, twice: its address is known
// to few of its pages, but to those it matters.
func build(name, folder string, files fs.FS) (*built, error) {
	b := &built{name: name}
	moment, err := inspection.ParseMoment(now)
	if err != nil {
		return nil, err
	}
	reg, problems := content.Load(files, content.Options{Now: moment})
	if err := refuse(problems); err != nil {
		return nil, err
	}
	b.reg = reg
	temp, err := os.MkdirTemp("", "fiftysix-e2e-")
	if err != nil {
		return nil, err
	}
	closers = append(closers, func() { _ = os.RemoveAll(temp) })
	for at, pl := range map[string]*place{"/": &b.top, subfolder: &b.sub} {
		*pl = serve(filepath.Join(temp, "public"+strings.ReplaceAll(at, "/", "-")), at)
		planned, problems := site.Plan(reg, files, layouts.FS, site.Options{BaseURL: pl.origin + at, Minify: true})
		if err := refuse(problems); err != nil {
			return nil, err
		}
		if _, err := publish.Write(context.Background(), pl.dir, planned.Files(), publish.Options{Precompress: planned.Precompressed, Source: folder}); err != nil {
			return nil, err
		}
		if at == "/" {
			b.pages, err = pages(b, planned)
			if err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// pages are the HTML files among a site's outputs.
func pages(b *built, planned *site.Site) ([]page, error) {
	var found []page
	for _, o := range planned.Outputs() {
		if !strings.HasSuffix(o.File(), ".html") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(b.top.dir, filepath.FromSlash(o.File())))
		if err != nil {
			return nil, err
		}
		found = append(found, page{
			site: b, Output: o, kind: kindOf(o, b.reg), size: len(text),
			gone: strings.Contains(string(text), "<meta http-equiv=refresh") || strings.Contains(string(text), `<meta http-equiv="refresh"`),
		})
	}
	return found, nil
}

// serve answers for a folder as a plain host does: a folder's index, the
// site's own page for what is not there, and nothing else.
func serve(dir, at string) place {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inside, ok := strings.CutPrefix(r.URL.EscapedPath(), at)
		status, name := http.StatusOK, site.FileOf("/"+inside)
		file := filepath.Join(dir, filepath.FromSlash(path.Clean("/"+name)))
		text, err := os.ReadFile(file)
		if !ok || err != nil {
			status, name = http.StatusNotFound, "404.html"
			text, _ = os.ReadFile(filepath.Join(dir, name))
		}
		kind := mime.TypeByExtension(path.Ext(name))
		if kind == "" {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write(text)
	}))
	closers = append(closers, server.Close)
	return place{dir, server.URL, at}
}

func refuse(problems []diag.Problem) error {
	for _, p := range problems {
		if p.Level == diag.Error {
			return fmt.Errorf("the site has an error: %s: %s", p.File, p.Message)
		}
	}
	return nil
}
