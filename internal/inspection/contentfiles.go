package inspection

import "strings"

// Translated is the path of the file that says in another language what a file
// says: "report.cy.md" for "report.md".
func Translated(file, lang string) string {
	return strings.TrimSuffix(file, ".md") + "." + lang + ".md"
}

// SettingsFile and ContentDir are what a site's folder holds.
const (
	SettingsFile = "fiftysix.yaml"
	ContentDir   = "content"
)
