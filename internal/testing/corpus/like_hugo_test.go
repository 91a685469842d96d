package corpus

import (
	"context"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/layouts"
)

// likeHugo is a site with those outputs alone that the site for Hugo has too:
// the home page, the list of reports, a page for each report and each finding,
// lists by status and by addressee, a feed, a sitemap, and reports and findings
// as data. Hugo's data is a table of findings and a JSON with their words; ours
// is a table of reports and one of findings with their words. There is no
// search, so no index is made either.
type likeHugo struct{ *site.Site }

func (s likeHugo) Outputs() []site.Output {
	return slices.DeleteFunc(slices.Clone(s.Site.OutputsButSearch()), func(o site.Output) bool {
		switch {
		case o.URL == "/" || o.URL == "/404.html" || o.URL == "/feed.xml" || o.URL == "/sitemap.xml" || o.URL == "/assets/site.css":
			return false
		case o.URL == "/data/reports.csv" || o.URL == "/data/findings.csv":
			return false
		case strings.HasPrefix(o.URL, "/recommendations/by-status/") || strings.HasPrefix(o.URL, "/recommendations/by-addressee/"):
			return !strings.HasSuffix(o.URL, "/")
		case strings.HasPrefix(o.URL, "/reports/"):
			return !strings.HasSuffix(o.URL, "/") || strings.HasPrefix(o.URL, "/reports/by-")
		}
		return true
	})
}

// files are those of the outputs, as publish takes them.
func (s likeHugo) files() publish.Outputs {
	return func(yield func(string, func(io.Writer) error) bool) {
		for _, o := range s.Outputs() {
			if !yield(o.File(), o.Render) {
				return
			}
		}
	}
}

// lean are layouts of a site's own that say what those for Hugo do, word for
// word, and no more. They stand before the program's as any site's do.
func lean() fs.FS { return site.Overlay(os.DirFS("testdata/lean"), layouts.FS) }

// publishLikeHugo does what `fiftysix build` does.
func publishLikeHugo(src, out string) error {
	s, err := planned(os.DirFS(src), lean())
	if err != nil {
		return err
	}
	_, err = publish.Write(context.Background(), out, likeHugo{s}.files(), publish.Options{Source: src})
	return err
}
