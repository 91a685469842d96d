// Package layouts is the look of the site and every word the theme says: it
// comes with the program, and a site's own layouts folder stands in front of
// it file by file.
//
// Begin at base.html, which every page shares; a page's own layout defines the
// "main" in it. Markup that several pages share is in parts. Words are never
// written here but called for: {{word "home.title"}} is in words/en.yaml. What
// each page can show is a struct of internal/site, in the file named for the
// page. The package holds no program.
package layouts

import "embed"

// FS holds the layouts, by the names that they call one another by.
//
//go:embed base.html icon.svg css js pages parts words
var FS embed.FS
