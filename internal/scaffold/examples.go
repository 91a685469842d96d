package scaffold

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

// The examples of a new site are the reports of the sample office. Each can be
// recognised wherever it is shown: its folder, and so its URL, begins with
// example-, its titles with "Example:". They stay about Exampleshire, so that
// nothing invented is ever published about a real force.

const (
	// examplePrefix begins the name of every example's folder.
	examplePrefix = "example-"
	// ExampleList has the hash of each example's files as they were written, to
	// recognise those that somebody has changed.
	ExampleList = ".fiftysix-examples"
)

var reportsDir = path.Join(inspection.ContentDir, "reports")

// HasExamples reports whether there are examples for a site in these
// languages: they are in English, and the first language has to be too.
func HasExamples(languages []string) bool { return languages[0] == "en" }

// englishOnly allows an example to lack a translation.
const englishOnly = "  - rule: translation-missing\n    reason: this example is in English only\n"

// allowEnglish puts englishOnly into the front matter.
func allowEnglish(text string) string {
	front, rest, _ := strings.Cut(text, "\n---\n")
	before, after, _ := strings.Cut(front+"\n", "\nallow:\n")
	return strings.TrimSuffix(before, "\n") + "\nallow:\n" + englishOnly + after + "---\n" + rest
}

// examples are the sample office's reports in the languages of a site, with
// "Example:" in their titles.
func examples(languages []string) ([]File, error) {
	office := sample.Exampleshire()
	entries, err := fs.ReadDir(office, reportsDir)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.Name())
	}
	renamed := regexp.MustCompile(`\b(` + strings.Join(ids, "|") + `)\b`)
	var files []File
	err = fs.WalkDir(office, reportsDir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !inLanguages(d.Name(), languages) {
			return err
		}
		data, err := fs.ReadFile(office, at)
		if err != nil {
			return err
		}
		if path.Ext(at) == ".md" {
			text := renamed.ReplaceAllString(string(data), examplePrefix+"$1")
			if text = prefixTitles(text); len(languages) > 1 {
				text = allowEnglish(text)
			}
			data = []byte(text)
		}
		id := path.Base(path.Dir(at))
		files = append(files, File{path.Join(reportsDir, examplePrefix+id, path.Base(at)), data})
		return nil
	})
	return files, err
}

// inLanguages reports whether a file is in one of a site's languages, or in no
// particular one.
func inLanguages(name string, languages []string) bool {
	parts := strings.Split(name, ".")
	return len(parts) != 3 || parts[2] != "md" || slices.Contains(languages, parts[1])
}

var (
	titleLine    = regexp.MustCompile(`(?m)^(title|short_title): (.*)$`)
	servicesLine = regexp.MustCompile(`(?m)^services: \[(.*)\]$`)
)

// prefixTitles puts "Example:" before a report's titles, and example- before
// its services.
func prefixTitles(text string) string {
	front, rest, _ := strings.Cut(text, "\n---\n")
	front = titleLine.ReplaceAllStringFunc(front, func(line string) string {
		m := titleLine.FindStringSubmatch(line)
		return m[1] + ": " + frontmatter.Quoted("Example: "+strings.Trim(m[2], `"`))
	})
	front = servicesLine.ReplaceAllStringFunc(front, func(line string) string {
		ids := servicesLine.FindStringSubmatch(line)[1]
		return "services: [" + examplePrefix + strings.ReplaceAll(ids, ", ", ", "+examplePrefix) + "]"
	})
	return front + "\n---\n" + rest
}

// The parts of the settings that are there for the examples. They are removed
// with them, if nobody has edited them.
const (
	exampleServices = `  # These two are the examples' own. fiftysix init --remove-examples takes them away.
  - id: example-police
    name: Exampleshire Police (example)
    regime: police
  - id: example-fire
    name: Exampleshire Fire and Rescue Service (example)
    regime: fire
`
	exampleNotice = `# Words shown on every page. fiftysix init --remove-examples takes them away with the examples.
notice: This site is being made. Reports marked “Example” are invented, to show what such a site can say, and so is Exampleshire.
`
)

// IsExample reports whether a report or a service is one of the examples'.
func IsExample(name string) bool { return strings.HasPrefix(name, examplePrefix) }

// exampleList lists the examples: each file's hash and path, as sha256sum
// prints them.
func exampleList(files []File) File {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", fingerprint(f.Data), f.Path)
	}
	return File{ExampleList, []byte(b.String())}
}

func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
