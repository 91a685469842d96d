package e2e

import (
	"path"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/site"
)

// kindOf is the kind of page that an output is: its address, with what stands
// for one among many replaced by a word in angle brackets. A new kind of page
// is known by its address, so it is tested with no line changed here.
func kindOf(o site.Output, reg *inspection.Register) string {
	parts := strings.Split(strings.Trim(o.URL, "/"), "/")
	if len(parts) > 1 && slices.Contains(reg.Office.Languages, parts[0]) {
		parts = parts[1:] // an edition in another language has the same kinds
	}
	if isPlain(o, parts) {
		return "/<page>/"
	}
	for i := 1; i < len(parts); i++ {
		switch before := parts[i-1]; {
		case strings.HasPrefix(before, "by-"):
			parts[i] = "<one>"
		case parts[0] == "reports" && i == 1 && !strings.HasPrefix(parts[i], "by-"):
			parts[i] = "<report>"
		case before == "<report>":
			parts[i] = "<finding>"
		}
	}
	if last := len(parts) - 1; continues(o) {
		parts = parts[:last] // a list's later pages are as its first
	}
	return strings.ReplaceAll("/"+strings.Join(parts, "/")+"/", "//", "/")
}

// continues says whether an output goes on with a list begun on another.
func continues(o site.Output) bool {
	return strings.HasPrefix(path.Base(o.URL), "page-") && strings.Count(o.URL, "/") > 2
}

// isPlain says whether an output shows a page of the office's own words.
func isPlain(o site.Output, parts []string) bool {
	return len(parts) == 1 && slices.ContainsFunc(o.Sources, func(file string) bool {
		return file == inspection.ContentDir+"/"+parts[0]+".md"
	})
}

// oneOfEach is the largest page of each kind, of whichever site has it, and
// of the real site its home page and its report.
func oneOfEach(all []*built) []page {
	var chosen []page
	for _, p := range standing(all) {
		i := slices.IndexFunc(chosen, func(q page) bool { return q.kind == p.kind })
		switch {
		case i < 0:
			chosen = append(chosen, p)
		case p.size > chosen[i].size:
			chosen[i] = p
		}
	}
	for _, p := range standing(all) {
		if p.site.name == "real" && (p.URL == "/" || p.URL == realReport) && !slices.ContainsFunc(chosen, p.is) {
			chosen = append(chosen, p)
		}
	}
	slices.SortStableFunc(chosen, func(p, q page) int { return strings.Compare(p.kind, q.kind) })
	return chosen
}

// standing are the pages that do not only lead on to another.
func standing(all []*built) (pages []page) {
	for _, b := range all {
		for _, p := range b.pages {
			if !p.gone {
				pages = append(pages, p)
			}
		}
	}
	return pages
}

func (p page) is(q page) bool { return p.site == q.site && p.URL == q.URL }
