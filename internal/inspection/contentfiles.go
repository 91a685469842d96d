package inspection

import "strings"

// Translated is the path of a file's translation: "report.cy.md" for "report.md".
func Translated(file, lang string) string {
	return strings.TrimSuffix(file, ".md") + "." + lang + ".md"
}

// SettingsFile and ContentDir are the parts of a site's folder.
const (
	SettingsFile = "fiftysix.yaml"
	ContentDir   = "content"
)
