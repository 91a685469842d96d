package scaffold

import (
	"strconv"
	"strings"

	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// longestName is how long the name of a new file may be: a URL that can be read
// out.
const longestName = 48

// ID is a new report's id, which is its folder's name and part of its URL for
// ever: the year in which it was published, and its name.
func ID(published inspection.Date, name string) string {
	year := strconv.Itoa(published.Year)
	slug := Slug(name)
	if slug == "" {
		slug = "report"
	}
	if slug == year || strings.HasPrefix(slug, year+"-") {
		return slug
	}
	return year + "-" + slug
}

// Slug is a name for a URL: small letters without accents, digits and single
// hyphens, cut off after a whole word.
func Slug(name string) string {
	var kept []string
	length := 0
	for _, word := range strings.Split(markdown.Slug(name), "-") {
		word = strings.Map(ascii, word)
		if word == "" {
			continue
		}
		if length += len(word) + 1; length > longestName && len(kept) > 0 {
			break
		}
		kept = append(kept, word[:min(len(word), longestName)])
	}
	return strings.Join(kept, "-")
}

// ascii drops letters that addresses are kept free of.
func ascii(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// ShortTitle is a report's title without what printed titles add after a colon:
// "PEEL 2025–27: An inspection of Northshire Police".
func ShortTitle(title string) string {
	short, _, _ := strings.Cut(oneLine(title), ": ")
	return short
}
