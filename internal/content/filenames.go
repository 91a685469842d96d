package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// Ignored reports whether a file is not content: it is hidden, or left behind by
// an editor, a word processor or an operating system.
func Ignored(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		slices.Contains([]string{".tmp", ".swp", ".swo", ".swx", ".bak", ".part", ".crdownload"}, path.Ext(lower)) ||
		lower == "thumbs.db" || lower == "desktop.ini" || lower == "4913"
}

// BadFindingID says why a finding's file cannot have this name (without .md), or "".
func BadFindingID(stem string) string {
	if _, ok := findingKind(stem); !ok {
		return "the name of a finding's file begins with its kind"
	}
	return BadID(stem)
}

// BadPageID says why a page's file cannot have this name (without .md), or "".
func BadPageID(stem string) string {
	switch {
	case stem == "":
		return "nothing is left of it in plain letters"
	case slices.Contains(reservedPages, stem):
		return "the site uses that name itself"
	}
	return BadID(stem)
}

// BadID says why a name cannot be part of an address, or "".
func BadID(name string) string {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return "it holds " + quote(string(r))
		}
	}
	switch {
	case strings.HasPrefix(name, "-") || strings.HasSuffix(name, "-") || strings.Contains(name, "--"):
		return "hyphens must be single, between letters or digits"
	case strings.HasPrefix(name, "by-"):
		return "names that begin with by- are kept for lists"
	}
	if why, ok := inspection.PortableName(name); !ok {
		return why
	}
	return ""
}

// nameClashes reports names that are the same on some file systems and not on
// others.
func nameClashes(entries []fs.DirEntry, dir string) (problems []diag.Problem) {
	seen := map[string]string{}
	for _, e := range entries {
		if Ignored(e.Name()) {
			continue
		}
		fold := inspection.Fold(e.Name())
		if other, ok := seen[fold]; ok {
			problems = append(problems, diag.Problem{
				File: path.Join(dir, e.Name()), Level: diag.Error, Rule: RuleClash,
				Message: "on many computers this name and " + quote(other) + " are the same file", Hint: "give one of them another name",
			})
		}
		seen[fold] = e.Name()
	}
	return problems
}

// findingKind returns a finding's kind, from its file name without .md.
func findingKind(stem string) (inspection.FindingKind, bool) {
	for _, kind := range inspection.FindingKinds {
		if stem == string(kind) || strings.HasPrefix(stem, string(kind)+"-") {
			return kind, true
		}
	}
	return "", false
}

// A fileName is the parsed name of a content file.
type fileName struct {
	path     string
	file     string // recommendation-7.cy.md
	stem     string // recommendation-7
	lang     string // cy, or ""
	markdown bool
}

func parseFileName(at string) fileName {
	n := fileName{path: at, file: path.Base(at)}
	stem, ok := strings.CutSuffix(n.file, ".md")
	if !ok {
		n.markdown = strings.HasSuffix(strings.ToLower(n.file), ".md")
		n.stem = strings.TrimSuffix(n.file, path.Ext(n.file))
		return n
	}
	n.markdown, n.stem = true, stem
	if base, lang, found := strings.Cut(stem, "."); found && languageCode.MatchString(lang) {
		n.stem, n.lang = base, lang
	}
	return n
}

// isSpecial reports whether an entry is a pipe, a device or the like, which must
// not be read, because it may never end.
func isSpecial(e fs.DirEntry) bool { return e.Type()&^(fs.ModeDir|fs.ModeSymlink) != 0 }
