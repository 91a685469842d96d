package docimport

import (
	"cmp"
	"strconv"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// folderName proposes the folder's name: the report's year and short title.
func (w *folderWriter) folderName() string {
	if w.settings.ID != "" {
		return w.settings.ID
	}
	slug := trimGeneric(asciiSlug(cmp.Or(w.report.shortTitle, w.report.title)))
	for len(slug) > 45 {
		i := strings.LastIndexByte(slug, '-')
		if i < 10 {
			slug = slug[:45]
			break
		}
		slug = strings.TrimSuffix(slug[:i], "-and")
	}
	year := strconv.Itoa(w.report.published.Year)
	slug = strings.TrimSuffix(strings.TrimPrefix(slug, year+"-"), "-"+year)
	return year + "-" + cmp.Or(slug, "report")
}

// trimGeneric removes the words that many reports' names begin with: "an
// inspection of".
func trimGeneric(slug string) string {
	for {
		head, rest, ok := strings.Cut(slug, "-")
		if !ok || !genericWords[head] {
			return slug
		}
		slug = rest
	}
}

func asciiSlug(text string) string {
	slug := strings.Map(func(c rune) rune {
		if c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, markdown.Slug(text))
	return strings.Join(strings.FieldsFunc(slug, func(c rune) bool { return c == '-' }), "-")
}

// nameFindings gives the findings' files their names: from their numbers, if
// these are simple and unique, and else by counting.
func nameFindings(findings []*finding) {
	taken := map[string]bool{}
	byNumber := map[string][]*finding{}
	for _, f := range findings {
		if simple := len(f.number.Path) == 1 && f.number.stem() != "" && len(f.number.stem()) < 6; simple && f.parent == nil {
			stem := string(f.kind) + "-" + f.number.stem()
			byNumber[stem] = append(byNumber[stem], f)
		}
	}
	for stem, same := range byNumber {
		if len(same) == 1 && isDigit(same[0].number.Path[0]) {
			same[0].stem, taken[stem] = stem, true
		}
	}
	count := map[inspection.FindingKind]int{}
	for _, f := range findings {
		for f.stem == "" && (f.parent == nil || f.parent.kind != f.kind) {
			count[f.kind]++
			if stem := string(f.kind) + "-" + strconv.Itoa(count[f.kind]); !taken[stem] {
				f.stem, taken[stem] = stem, true
			}
		}
	}
	for _, f := range findings {
		if f.stem == "" {
			f.stem = partStem(f, taken)
			taken[f.stem] = true
		}
	}
}

// partStem is the name of a finding that is part of another: recommendation-4a,
// or recommendation-4-1.
func partStem(f *finding, taken map[string]bool) string {
	stem := f.parent.stem
	if n := len(f.number.Path); n > 1 {
		last := f.number.Path[n-1]
		if isDigit(last) {
			last = "-" + last
		}
		if !taken[stem+last] {
			return stem + last
		}
	}
	n := 0
	if len(f.number.Path) > 1 {
		n = 1
	}
	for taken[stem+letters(n)] {
		n++
	}
	return stem + letters(n)
}

// letters counts a, b, … z, aa, ab, ….
func letters(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return letters(n/26-1) + letters(n%26)
}
