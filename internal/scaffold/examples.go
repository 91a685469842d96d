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

	"fiftysix/internal/content"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/testing/sample"
)

// The examples of a new site are the reports of the sample office. Each is
// marked wherever it can be seen: its folder, and so its address, begins with
// example-, its titles with "Example:". They stay about Exampleshire, so that
// nothing invented is ever said of a real force.

const (
	// examplePrefix begins the name of every example's folder.
	examplePrefix = "example-"
	// ExampleList names the examples as they were written, so that those which
	// nobody has changed can be told from those which somebody has.
	ExampleList = ".fiftysix-examples"
)

var reportsDir = path.Join(inspection.ContentDir, "reports")

// HasExamples says whether there are examples for a site in these languages:
// they are in English, and would be taken for words of the site's first.
func HasExamples(languages []string) bool { return languages[0] == "en" }

// englishOnly is what an example says of itself in a site in two languages.
const englishOnly = "  - rule: translation-missing\n    reason: this example is in English only\n"

// allowEnglish lets an example be in English only.
func allowEnglish(text string) string {
	front, rest, _ := strings.Cut(text, "\n---\n")
	if before, after, ok := strings.Cut(front+"\n", "\nallow:\n"); ok {
		return before + "\nallow:\n" + englishOnly + after + "---\n" + rest
	}
	return front + "\nallow:\n" + englishOnly + "---\n" + rest
}

// examples are the sample office's reports, marked, in the languages of a site.
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
			if text = markTitles(text); len(languages) > 1 {
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

// inLanguages says whether a file is in one of a site's languages, or in none.
func inLanguages(name string, languages []string) bool {
	parts := strings.Split(name, ".")
	return len(parts) != 3 || parts[2] != "md" || slices.Contains(languages, parts[1])
}

var (
	titleLine    = regexp.MustCompile(`(?m)^(title|short_title): (.*)$`)
	servicesLine = regexp.MustCompile(`(?m)^services: \[(.*)\]$`)
)

// markTitles puts "Example:" before a report's titles, and gives it the
// examples' own services.
func markTitles(text string) string {
	front, rest, _ := strings.Cut(text, "\n---\n")
	front = titleLine.ReplaceAllStringFunc(front, func(line string) string {
		m := titleLine.FindStringSubmatch(line)
		title := m[2]
		if strings.HasPrefix(title, `"`) {
			title = strings.Trim(title, `"`)
		}
		return m[1] + ": " + frontmatter.Quoted("Example: "+title)
	})
	front = servicesLine.ReplaceAllStringFunc(front, func(line string) string {
		ids := strings.Split(servicesLine.FindStringSubmatch(line)[1], ", ")
		for i := range ids {
			ids[i] = examplePrefix + ids[i]
		}
		return "services: [" + strings.Join(ids, ", ") + "]"
	})
	return front + "\n---\n" + rest
}

// servicesWithExamples is the field services: the office's own force, and the
// two services that the examples are about.
func servicesWithExamples(o Office) string {
	return "# " + sentence(content.Manual()[content.OfficeFile].Help("services").Help) + "\nservices:\n" +
		"  - id: police\n    name: " + quoted(o.Force) + "\n    regime: police\n" + exampleServices
}

// What the settings say because of the examples. It is taken out again with
// them, where it stands as it was written.
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

// IsExample says whether a name is one of the examples'.
func IsExample(name string) bool { return strings.HasPrefix(name, examplePrefix) }

// exampleList is the list of the examples: each file and its fingerprint, as
// sha256sum prints them.
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
