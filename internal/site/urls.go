package site

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"fiftysix/internal/inspection"
)

// This file decides every address of the site. They are the site's own, from
// its root, and escaped: "/reports/2020-prevent/". A localeSite's pages are
// under its own root: "/" for the first language, "/cy/" for Welsh.

const (
	robotsURL  = "/robots.txt"
	sitemapURL = "/sitemap.xml"
	dataRoot   = "/data/"

	reportsName = "reports/"
)

func (e *localeSite) homeURL() string     { return e.prefix }
func (e *localeSite) reportsURL() string  { return e.prefix + reportsName }
func (e *localeSite) notFoundURL() string { return e.prefix + "404.html" }

func (e *localeSite) reportURL(r *inspection.Report) string {
	return e.prefix + reportsName + url.PathEscape(r.ID) + "/"
}

func (e *localeSite) findingURL(f *inspection.Finding) string {
	return e.prefix + reportsName + url.PathEscape(f.Report.ID) + "/" + url.PathEscape(f.ID) + "/"
}

// Lists of reports, and of what was found in them. Ids of reports do not begin
// with "by-".
func (e *localeSite) reportYearURL(year int) string {
	return e.reportsURL() + "by-year/" + strconv.Itoa(year) + "/"
}

func (e *localeSite) reportKindURL(kind string) string {
	return e.reportsURL() + "by-kind/" + url.PathEscape(kind) + "/"
}

func (e *localeSite) recommendationsURL() string { return e.prefix + "recommendations/" }
func (e *localeSite) unfinishedURL() string      { return e.recommendationsURL() + "unfinished/" }
func (e *localeSite) forOthersURL() string       { return e.recommendationsURL() + "for-others/" }
func (e *localeSite) addresseesURL() string      { return e.recommendationsURL() + "by-addressee/" }

func (e *localeSite) statusURL(s inspection.Status) string {
	return e.recommendationsURL() + "by-status/" + s.Slug() + "/"
}

func (e *localeSite) findingKindURL(k inspection.FindingKind) string {
	return e.recommendationsURL() + "by-kind/" + string(k) + "/"
}

func (e *localeSite) addresseeURL(id string) string {
	return e.addresseesURL() + url.PathEscape(id) + "/"
}

// listURL is that of a page of a list: the list's own for the first.
func listURL(list string, page int) string {
	if page == 1 {
		return list
	}
	return list + "page-" + strconv.Itoa(page) + "/"
}

// Pages about the site as a whole.
func (e *localeSite) deadlinesURL() string   { return e.prefix + "deadlines/" }
func (e *localeSite) performanceURL() string { return e.prefix + "performance/" }
func (e *localeSite) updatesURL() string     { return e.prefix + "updates/" }
func (e *localeSite) searchURL() string      { return e.prefix + "search/" }
func (e *localeSite) glossaryURL() string    { return e.prefix + "glossary/" }
func (e *localeSite) dataPageURL() string    { return e.prefix + "data/" }
func (e *localeSite) statementURL() string   { return e.noticeURL(idStatement) }

// What is followed from elsewhere: a feed and a calendar of the whole site, and
// by the same names of each report. Lists have a feed too.
const (
	feedName     = "feed.xml"
	calendarName = "deadlines.ics"
)

func (e *localeSite) feedURL() string     { return e.prefix + feedName }
func (e *localeSite) calendarURL() string { return e.prefix + calendarName }
func (e *localeSite) followURL() string   { return e.updatesURL() + "#follow" } // how it is done

// piecesURL is the folder of the search index that the script reads; letterURL
// is the page of one letter of the index that people read.
func (e *localeSite) piecesURL() string { return e.searchURL() + "index/" }
func (e *localeSite) letterURL(letter string) string {
	return e.searchURL() + url.PathEscape(letter) + "/"
}

// noticeURL is that of a page which the office may have written itself: that
// of a plain page of the same id.
func (e *localeSite) noticeURL(id string) string { return e.prefix + id + "/" }

func (e *localeSite) pageURL(p *inspection.Page) string {
	return e.prefix + url.PathEscape(p.ID) + "/"
}

// attachmentURL is that of a file beside a report. The file is the same in
// every language, so it is published once.
func attachmentURL(r *inspection.Report, a inspection.Attachment) string {
	return "/reports/" + url.PathEscape(r.ID) + "/" + url.PathEscape(a.Name)
}

// pageFileURL is that of a file that a plain page uses: its path in content/.
func pageFileURL(a inspection.Attachment) string {
	return "/" + escapePath(strings.TrimPrefix(a.File, "content/"))
}

// Open data is the same in every language, so it is published once.
func dataURL(name string) string { return dataRoot + name }

// reportDataURL is the URL of a report's data.
func reportDataURL(r *inspection.Report) string {
	return "/reports/" + url.PathEscape(r.ID) + "/report.json"
}

// assetURL is that of one of the theme's own files. Its name has a fingerprint
// of its content, so that it can be cached for ever.
func assetURL(name, fingerprint string) string {
	ext := path.Ext(name)
	return "/assets/" + strings.TrimSuffix(name, ext) + "." + fingerprint + ext
}

// redirectURL is where a page that once had another address leads on from there.
// An old address with a file's name, such as "/prevent.html", is that file;
// any other is a folder.
func redirectURL(alias string) string {
	plain, err := url.PathUnescape(alias)
	if err != nil {
		plain = alias
	}
	clean := path.Clean("/" + plain)
	if path.Ext(clean) == "" && clean != "/" {
		clean += "/"
	}
	return escapePath(clean)
}

func escapePath(plain string) string {
	parts := strings.Split(plain, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

// toRoot leads from a page to the site's root: "../../" from
// "/reports/2020-prevent/", and "" from the root itself.
func toRoot(from string) string { return strings.Repeat("../", strings.Count(from, "/")-1) }

// relativeURL is a link to an address of the site, given the way to its root.
func relativeURL(root, to string) string {
	if root == "" && to == "/" {
		return "./"
	}
	return root + to[1:]
}
