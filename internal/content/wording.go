package content

import (
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
)

// checkWords completes the checks of the text that depend on other files: whether
// an abbreviation is explained in another file of the report, and whether an
// address or number is the office's own.
func (d *reportDir) checkWords(l *loader) {
	var files []*contentFile
	if d.report != nil {
		files = append(files, &d.report.contentFile)
	}
	for _, f := range d.findings {
		files = append(files, &f.contentFile)
	}
	own := len(files)
	files = append(files, d.translations...)
	known := map[string]bool{}
	for _, f := range files {
		f.addExplained(known)
	}
	for i, f := range files {
		problems := f.pendingProblems(known, l.office)
		if i < own {
			f.problems = append(f.problems, problems...)
		} else {
			d.problems = append(d.problems, problems...) // a translation's own have been collected already
		}
	}
}

// checkWords does the same for a page.
func (p *pageFile) checkWords(l *loader) {
	known := map[string]bool{}
	p.addExplained(known)
	p.problems = append(p.problems, p.pendingProblems(known, l.office)...)
}

// addExplained adds the abbreviations that a file explains to known.
func (f *contentFile) addExplained(known map[string]bool) {
	for _, m := range f.prose.Pending {
		if m.Rule == markdown.RuleAbbreviation && m.Explained {
			known[m.Word] = true
		}
	}
}

// pendingProblems returns the problems among a file's pending findings. An
// abbreviation is reported only once, and then counts as known.
func (f *contentFile) pendingProblems(known map[string]bool, o *officeFile) (problems []diag.Problem) {
	for _, m := range f.prose.Pending {
		var message, hint string
		switch {
		case m.Rule == markdown.RuleAbbreviation && (m.Theirs || known[m.Word] || o.explains(m.Word)):
			continue
		case m.Rule == markdown.RuleAbbreviation:
			known[m.Word] = true
			message, hint = "nothing here says what "+quote(m.Word)+" stands for", "where it first stands, write the words in full and the short form after them: Independent Office for Police Conduct (IOPC)"
		case m.Rule == markdown.RulePersonalEmail && !o.ownEmail(m.Word):
			message, hint = quote(m.Word)+" looks like the address of one person", "give the address of a team or of the office"
		case m.Rule == markdown.RulePhone && !o.ownPhone(m.Word):
			message, hint = "this looks like a telephone number, and it is not the office's own", "take it out, or give the office's number, which fiftysix.yaml has under contact"
		default:
			continue
		}
		problems = append(problems, f.File.Problem(diag.Warning, m.Rule, m.At, m.Length, message, hint))
	}
	return problems
}

// explains reports whether the settings explain an abbreviation, as another name
// of a body or in its name.
func (o *officeFile) explains(word string) bool {
	if o == nil {
		return false
	}
	for _, a := range o.addressees {
		for _, also := range a.Also {
			if also == word {
				return true
			}
		}
		if strings.Contains(a.Name, "("+word+")") {
			return true
		}
	}
	for _, s := range o.office.Services {
		if strings.Contains(s.Name, word) {
			return true
		}
	}
	return false
}

func (o *officeFile) ownEmail(address string) bool {
	return o != nil && strings.EqualFold(o.office.Contact.Email, address)
}

// ownPhone compares digits: people space numbers as they like.
func (o *officeFile) ownPhone(digits string) bool {
	if o == nil {
		return false
	}
	own := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, o.office.Contact.Phone)
	if rest, ok := strings.CutPrefix(own, "44"); ok {
		own = "0" + strings.TrimPrefix(rest, "0")
	}
	return own != "" && own == digits
}
