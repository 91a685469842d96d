package content

import (
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/markdown"
)

// This file judges what the words alone do not tell: whether an abbreviation
// is explained in another file of the report, and whether an address or a
// number is the office's own.

// checkWords looks at the words of a report's folder as one: its page shows
// them together.
func (d *reportDir) checkWords(c *loader) {
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
		f.explained(known)
	}
	for i, f := range files {
		problems := f.unexplained(known, c.office)
		if i < own {
			f.problems = append(f.problems, problems...)
		} else {
			d.problems = append(d.problems, problems...) // a translation's own were taken already
		}
	}
}

// checkWords looks at the words of a page.
func (p *pageFile) checkWords(c *loader) {
	known := map[string]bool{}
	p.explained(known)
	p.problems = append(p.problems, p.unexplained(known, c.office)...)
}

// explained notes the abbreviations that a file explains.
func (f *contentFile) explained(known map[string]bool) {
	for _, m := range f.prose.Pending {
		if m.Rule == markdown.RuleAbbreviation && m.Explained {
			known[m.Word] = true
		}
	}
}

// unexplained are the problems of a file's marks. An abbreviation is told of
// once, and known from then on.
func (f *contentFile) unexplained(known map[string]bool, o *officeFile) (problems []diag.Problem) {
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

// explains says whether the settings say what an abbreviation stands for: as
// the other name of a body, beside its name in full.
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
