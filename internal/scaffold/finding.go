package scaffold

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A NewFinding is what is known of a finding when its file is made.
type NewFinding struct {
	Report      string // its id
	ID          string // recommendation-4
	Words       string // exactly as printed; may be empty
	Label       string
	AddressedTo []string
	Whose       string // may be empty: then it is proposed
	Due         string
	DueText     string
	Parent      string
	Draft       bool
	Lang        string // the site's first language, in which its headings are
	Service     string // the force's name, to propose whose from
}

// Finding is the file of a new finding.
func Finding(n NewFinding) File {
	whose := blank{name: "whose", value: n.Whose}
	if n.Whose == "" {
		whose.value, whose.note = n.proposedWhose(), "This one was proposed from addressed_to: see if it is right."
	}
	blanks := []blank{words("label", n.Label)}
	if n.Parent != "" {
		blanks = append(blanks, blank{name: "parent", value: n.Parent})
	}
	blanks = append(blanks,
		blank{name: "addressed_to", value: listed(n.AddressedTo)},
		whose,
		blank{name: "due", value: n.Due},
		words("due_text", n.DueText),
		blank{name: "action"},
		blank{name: "same_answer_as"},
	)
	if n.Draft {
		blanks = append(blanks, blank{name: "draft", value: "true", note: "Take this line away when the finding is ready to be seen."})
	}
	return File{path.Join(reportsDir, n.Report, n.ID+".md"), page(content.FindingFile, n.Lang, blanks, n.Words)}
}

// proposedWhose is whose a finding most likely is, by whom it is addressed to.
func (n NewFinding) proposedWhose() string {
	for _, name := range n.AddressedTo {
		if markdown.Slug(name) == markdown.Slug(n.Service) {
			if len(n.AddressedTo) == 1 {
				return string(inspection.ThisForce)
			}
			return string(inspection.Shared)
		}
		if all := markdown.Slug(name); strings.Contains(all, "all-") || strings.Contains(all, "each-") || strings.Contains(all, "chief-constables") || strings.Contains(all, "forces") {
			return string(inspection.Shared)
		}
	}
	return string(inspection.Others)
}

// NextID is the id of a report's next finding of a kind: one more than the
// highest there is.
func NextID(site fs.FS, report string, kind inspection.FindingKind) string {
	names, _ := fs.Glob(site, path.Join(reportsDir, report, string(kind)+"-*.md")) // the pattern is a good one
	next := 1
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(path.Base(name), string(kind)+"-%d", &n); err == nil && n >= next {
			next = n + 1
		}
	}
	return fmt.Sprintf("%s-%d", kind, next)
}

// Page is the file of a new page.
func Page(id, title string, inMenu bool) File {
	menu := blank{name: "in_menu"}
	if inMenu {
		menu.value = "true"
	}
	return File{path.Join(inspection.ContentDir, id+".md"), page(content.PageFile, "", []blank{
		words("title", title), {name: "order"}, menu,
		{name: "draft", value: "true", note: "Take this line away when the page is ready to be seen."},
	}, "")}
}

// page is a content file: its fields, a line that says what stands below them,
// and the words.
func page(kind int, lang string, blanks []blank, text string) []byte {
	file := content.Manual()[kind]
	var b strings.Builder
	b.WriteString("---\n")
	writeForm(&b, file.Fields, blanks, "")
	b.WriteString("# " + below(kind, file.Headings, lang) + "\n---\n")
	if text != "" {
		b.WriteString("\n" + asPrinted(text) + "\n")
	}
	return []byte(b.String())
}

// below says what stands below the fields of a kind of file.
func below(kind int, headings []string, lang string) string {
	if lang == "cy" {
		for i, h := range headings {
			headings[i] = inspection.HeadingIn(h, lang)
		}
	}
	switch kind {
	case content.ReportFile:
		return "Below the next line write what readers should know first, then the answer, under the headings ## " + strings.Join(headings, " and ## ") + "."
	case content.FindingFile:
		return "Below the next line stand the inspectors' own words, then the answer, under the headings ## " + strings.Join(headings, " and ## ") + "."
	}
	return "Below the next line write the page."
}

// asPrinted is text as Markdown that shows it as it is.
func asPrinted(text string) string {
	paragraphs := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n")
	var kept []string
	for _, p := range paragraphs {
		if p = plain(p); p == "" {
			continue
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "\n\n")
}
