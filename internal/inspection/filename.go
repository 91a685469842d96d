package inspection

import (
	"fiftysix/internal/markdown"
	"regexp"
	"strings"
	"unicode"
)

// Fold makes names equal that are the same file on a disk that ignores case
// (Windows, macOS) or Unicode normalisation (macOS).
func Fold(name string) string {
	return markdown.NFC(strings.ToLower(markdown.NFC(name)))
}

// windowsDevice matches names that Windows reserves, whatever the extension.
var windowsDevice = regexp.MustCompile(`^(con|prn|aux|nul|com[1-9]|lpt[1-9])$`)

// PortableName says whether a file can have this name on every system and in
// every URL; if not, why.
func PortableName(name string) (why string, ok bool) {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch {
	case name == "":
		return "it is empty", false
	case windowsDevice.MatchString(stem):
		return "Windows keeps this name for itself", false
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "it begins or ends with a space or a full stop", false
	case len(name) > 180:
		return "it is longer than 180 characters", false
	}
	for _, r := range name {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return "it holds " + string(r) + ", which Windows does not allow", false
		case r == unicode.ReplacementChar || !unicode.IsPrint(r):
			return "it holds a character that cannot be seen", false
		}
	}
	return "", true
}
