package scaffold

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// A NewFinding is what is known of a finding when its file is made.
type NewFinding struct {
	Report         string // its id
	ID             string // recommendation-4
	Words          string // exactly as printed; may be empty
	Label          string
	AddressedTo    []string
	Responsibility string // if empty, one is proposed from AddressedTo
	Due            string
	DueText        string
	Parent         string
	Draft          bool
	Lang           string // the site's first language, for the headings
	Service        string // the force's name, to propose a responsibility from
}

// Finding is the file of a new finding.
func Finding(n NewFinding) File {
	responsibility := blank{name: "whose", value: n.Responsibility}
	if n.Responsibility == "" {
		responsibility.value, responsibility.note = n.proposedResponsibility(), "This one was proposed from addressed_to: see if it is right."
	}
	blanks := []blank{words("label", n.Label)}
	if n.Parent != "" {
		blanks = append(blanks, blank{name: "parent", value: n.Parent})
	}
	blanks = append(blanks,
		blank{name: "addressed_to", value: listed(n.AddressedTo)},
		responsibility,
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

// proposedResponsibility guesses who is to act on a finding from whom it is
// addressed to.
func (n NewFinding) proposedResponsibility() string {
	for _, name := range n.AddressedTo {
		slug := markdown.Slug(name)
		if slug == markdown.Slug(n.Service) {
			if len(n.AddressedTo) == 1 {
				return string(inspection.ThisForce)
			}
			return string(inspection.Shared)
		}
		if slices.ContainsFunc([]string{"all-", "each-", "chief-constables", "forces"}, func(s string) bool { return strings.Contains(slug, s) }) {
			return string(inspection.Shared)
		}
	}
	return string(inspection.Others)
}

// NextID is the id of a report's next finding of a kind: one more than the
// highest there is.
func NextID(site fs.FS, report string, kind inspection.FindingKind) string {
	names, _ := fs.Glob(site, path.Join(reportsDir, report, string(kind)+"-*.md")) // no pattern like this is malformed
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

// page is a content file: its fields, a comment on what to write below them,
// and the text.
func page(kind int, lang string, blanks []blank, text string) []byte {
	file := content.Manual()[kind]
	var b strings.Builder
	b.WriteString("---\n")
	writeForm(&b, file.Help, blanks, "")
	b.WriteString("# " + below(kind, file.Headings, lang) + "\n---\n")
	if text != "" {
		b.WriteString("\n" + asPrinted(text) + "\n")
	}
	return []byte(b.String())
}

// below is the comment on what goes below the fields of a kind of file.
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
	var paragraphs []string
	for p := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = plain(p); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
