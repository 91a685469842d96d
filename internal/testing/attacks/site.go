package attacks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"
)

// ReportID is the folder of the report that an attack is put in.
const ReportID = "hostile"

const (
	folder  = "content/reports/" + ReportID + "/"
	pdf     = "%PDF-1.7\n"
	answers = "\n\n## Force response\n\nIt is mended.\n\n## Our response\n\n"
)

// settings returns the fields of the settings by name.
func settings() map[string]string {
	return map[string]string{
		"office":   `office: {name: "Office of the Commissioner", terms: [{kind: pcc, title: "Police and Crime Commissioner", holder: "Jo", from: 2012-11-22}], contact: {email: office@exampleshire.example}}`,
		"force":    `force: "Exampleshire Police"`,
		"base_url": `base_url: https://exampleshire.example/inspections/`,
		"hosts":    `hosts: [apache, caddy, github-pages, iis, lighttpd, netlify, nginx, s3]`,
	}
}

// reportFields are those of every report.
const reportFields = `title: "Custody"
kind: [custody]
scope: force
published: 2024-01-05
url: https://example.org/custody/
`

const responseFields = `response: {published: 2024-02-29, sent_to_home_secretary: 2024-02-29, sent_to_inspectorate: 2024-02-29}
`

const findingFields = `addressed_to: ["Exampleshire Police"]
whose: this-force
action: taken
`

const comments = "\nBackground.\n\n## Force comments\n\nThe force's words.\n\n## Our comments\n\nOur words.\n"

// files is the folder of a site that is being made.
type files struct{ fstest.MapFS }

func newFiles() files {
	f := files{fstest.MapFS{}}
	f.settings(settings())
	f.put("content/about.md", "---\ntitle: About this site\n---\n\nWords.\n")
	f.report(ReportID, reportFields+responseFields, comments)
	f.finding(ReportID, 1, findingFields, "Mend it.", "It is seen to.")
	return f
}

func (f files) put(name, text string) {
	f.MapFS[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

func (f files) settings(fields map[string]string) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		b.WriteString(fields[name] + "\n")
	}
	f.put("fiftysix.yaml", b.String())
}

func (f files) report(id, fields, words string) {
	f.put("content/reports/"+id+"/report.md", "---\n"+fields+"---\n"+words)
}

func (f files) finding(id string, n int, fields, words, answer string) {
	f.put(fmt.Sprintf("content/reports/%s/recommendation-%d.md", id, n), "---\n"+fields+"---\n\n"+words+answers+answer+"\n")
}

// quoted returns text as a value of YAML.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string can be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// replaced returns fields with one field replaced, or added.
func replaced(fields, with string) string {
	name, _, _ := strings.Cut(with, ":")
	var b strings.Builder
	for line := range strings.Lines(fields) {
		if !strings.HasPrefix(line, name+":") {
			b.WriteString(line)
		}
	}
	return b.String() + with + "\n"
}

// wordFields are all fields of a report that may contain text, with this text.
func wordFields(text string) string {
	q := quoted(text)
	return fmt.Sprintf(`title: %[1]s
short_title: %[1]s
kind: [custody]
scope: force
published: 2024-01-05
url: https://example.org/custody/
redacted: {note: %[1]s}
withdrawn: {date: 2024-06-01, reason: %[1]s}
corrections: [{date: 2024-01-10, note: %[1]s}]
grades: [{area: %[1]s, grade: good, cycle: %[1]s}]
response: {published: 2024-03-29, late_reason: %[1]s, sent_to_home_secretary: 2024-03-29, sent_to_inspectorate: 2024-03-29, corrections: [{date: 2024-04-10, note: %[1]s}], approved: {by: %[1]s, on: 2024-03-28, hash: %[1]s}}
attachments: [{file: letter.pdf, title: %[1]s}]
allow: [{rule: no-late-reason, reason: %[1]s}]
`, q)
}

// findingWordFields are the same for a finding.
func findingWordFields(text string) string {
	q := quoted(text)
	return fmt.Sprintf(`label: %[1]s
paper_reference: %[1]s
addressed_to: [%[1]s]
whose: this-force
action: taken
due: 2024-06
due_text: %[1]s
history: [{date: 2024-05-01, status: in-progress, by: force, note: %[1]s, url: "https://example.org/"}]
`, q)
}

// wordSettings are the same for the settings.
func wordSettings(text string) map[string]string {
	q := quoted(text)
	return map[string]string{
		"office":             fmt.Sprintf(`office: {name: %[1]s, terms: [{kind: pcc, title: %[1]s, holder: %[1]s, from: 2012-11-22}], contact: {email: office@exampleshire.example, phone: %[1]s, address: %[1]s}, successor: {name: %[1]s, from: 2028-05-08}}`, q),
		"services":           fmt.Sprintf(`services: [{id: police, name: %s, regime: police}]`, q),
		"addressees":         fmt.Sprintf(`addressees: [{name: %s, id: hostile, also: [%s]}]`, q, quoted(text+" too")),
		"summary_assessment": fmt.Sprintf(`summary_assessment: {title: %s, url: "https://example.org/", published: 2024-01-05}`, q),
		"notice":             "notice: " + q,
		"licence":            "licence: " + q,
		"accessibility":      fmt.Sprintf(`accessibility: {status: partial, tested: 2026-01-05, by: %[1]s, known_problems: [%[1]s]}`, q),
		"base_url":           `base_url: https://exampleshire.example/inspections/`,
		"hosts":              `hosts: [apache, caddy, github-pages, iis, lighttpd, netlify, nginx, s3]`,
		"theme":              fmt.Sprintf(`theme: {logo: logo.svg, logo_alt: %s}`, q),
	}
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`

// Alone returns a site in which nothing is wrong but this attack. It is nil for
// attacks that need a disk.
func (a Attack) Alone() fs.FS {
	f := newFiles()
	switch a.Target {
	case Body, Huge:
		f.finding(ReportID, 1, findingFields, a.Text, "It is seen to.")
	case Field, HugeField:
		f.fieldReport(ReportID, a.Text)
	case URL:
		f.urlReport(ReportID, a.Text)
	case Alias:
		f.report(ReportID, reportFields+responseFields+"aliases: ["+quoted(a.Text)+"]\n", comments)
	case Name:
		f.named(a.Text)
	case File:
		name, data := a.file()
		f.put(folder+name, data)
	case Logo:
		f.put("logo.svg", a.drawing())
		all := settings()
		all["theme"] = `theme: {logo: logo.svg, logo_alt: "The office"}`
		f.settings(all)
	case Settings:
		all := settings()
		name, _, _ := strings.Cut(a.Text, ":")
		if name == "services" {
			delete(all, "force")
		}
		all[name] = a.Text
		f.settings(all)
		if strings.Contains(a.Text, "content/logo.png") {
			f.put("content/logo.png/a.txt", "a")
		}
	case Report:
		f.put(folder+"a.pdf", pdf)
		f.report(ReportID, replaced(reportFields+responseFields, a.Text), comments)
	case Finding, HugeRaw:
		f.finding(ReportID, 1, replaced(findingFields, a.Text), "Mend it.", "It is seen to.")
	case Raw:
		f.report(ReportID, strings.TrimRight(strings.ReplaceAll(a.Text, "[title]", reportFields+responseFields), "\n")+"\n", comments)
	default:
		return nil
	}
	return f
}

func (f files) fieldReport(id, text string) {
	f.report(id, wordFields(text), comments)
	f.put("content/reports/"+id+"/letter.pdf", pdf)
	f.finding(id, 1, findingWordFields(text), "Mend it, for "+id+".", "It is seen to.")
}

func (f files) urlReport(id, address string) {
	q := quoted(address)
	f.report(id, replaced(reportFields, "url: "+q)+"archived_url: "+q+"\n"+responseFields, comments)
	f.finding(id, 1, findingFields+"history: [{date: 2024-05-01, status: in-progress, by: force, url: "+q+"}]\n", "Mend it, for "+id+".", "It is seen to.")
}

// named adds a file of this name to the content.
func (f files) named(name string) {
	text := pdf
	switch {
	case path.Base(name) == "report.md":
		text = "---\n" + reportFields + responseFields + "---\n" + comments
	case strings.HasPrefix(path.Base(name), "recommendation"):
		text = "---\n" + findingFields + "---\n\nMend it." + answers + "It is seen to.\n"
	case strings.HasSuffix(name, ".md"):
		text = "---\ntitle: A\n---\n\nWords.\n"
	}
	f.put("content/"+name, text)
}

func (a Attack) file() (name, data string) {
	name, data, _ = strings.Cut(a.Text, ":")
	return name, plainFiles().Replace(strings.TrimPrefix(data, " "))
}

func (a Attack) drawing() string {
	if strings.HasPrefix(a.Text, "<!") || strings.HasPrefix(a.Text, "<?") || strings.HasPrefix(a.Text, "<html") {
		return a.Text
	}
	return `<svg xmlns="http://www.w3.org/2000/svg">` + a.Text + `</svg>`
}

// Together returns a site with all attacks that are accepted as text, each in
// every position that it can have: a report for those in fields and addresses; a
// finding, an answer and a page for those in text.
func Together(all []Attack) fs.FS {
	f := newFiles()
	bodies, fields := 0, 0
	var aliases, texts []string
	for _, a := range Accepted(all) {
		switch a.Target {
		case Body:
			const each = 20 // findings a report
			id := fmt.Sprintf("body-%d", bodies/each+1)
			if bodies%each == 0 {
				f.report(id, reportFields+responseFields, comments)
			}
			answer := a.Text
			if strings.Contains(a.Text, "]: ") {
				answer = "It is seen to." // a name can be given once in a file
			}
			f.finding(id, bodies%each+1, findingFields, fmt.Sprintf("Mend number %d.\n\n%s", bodies, a.Text), answer)
			f.put(fmt.Sprintf("content/page-of-%d.md", bodies), "---\ntitle: "+quoted(a.Name)+"\n---\n\n"+a.Text+"\n")
			bodies++
		case Field:
			fields++
			f.fieldReport(fmt.Sprintf("field-%d", fields), a.Text)
			texts = append(texts, a.Text)
		case URL:
			fields++
			f.urlReport(fmt.Sprintf("field-%d", fields), a.Text)
		case Alias:
			aliases = append(aliases, quoted(a.Text))
		case Name:
			f.named(a.Text)
		case File:
			name, data := a.file()
			f.put(fmt.Sprintf("%s%d-%s", folder, len(f.MapFS), name), data)
		case Finding:
			fields++
			id := fmt.Sprintf("field-%d", fields)
			f.report(id, reportFields+responseFields, comments)
			f.finding(id, 1, replaced(findingFields, a.Text), "Mend it, for "+id+".", "It is seen to.")
		}
	}
	f.report(ReportID, reportFields+responseFields+"aliases: ["+strings.Join(aliases, ", ")+"]\n", comments)
	f.put("logo.svg", drawing)
	f.settings(wordSettings(strings.Join(texts[:min(len(texts), 24)], " ")))
	return f
}

// InTwoLanguages returns a site with the attacks on fields in everything that is
// translated: reports and findings in a second language, the settings in both,
// and every message of the theme. Words are the theme's messages, by language.
func InTwoLanguages(all []Attack, words map[string]string) fs.FS {
	f := newFiles()
	var attacks []Attack
	for _, a := range Accepted(all) {
		if a.Target == Field {
			attacks = append(attacks, a)
		}
	}
	const each = 12 // findings a report
	for k, chunk := range slices.Collect(slices.Chunk(attacks, each)) {
		id := fmt.Sprintf("tongue-%d", k+1)
		f.report(id, `title: "Custody"
kind: [custody]
scope: force
published: 2024-01-05
url: https://example.org/custody/
redacted: {note: "a"}
withdrawn: {date: 2024-06-01, reason: "a"}
corrections: [{date: 2024-01-10, note: "a"}]
grades: [{area: "a", grade: good}]
response: {published: 2024-03-29, late_reason: "a", sent_to_home_secretary: 2024-03-29, sent_to_inspectorate: 2024-03-29, corrections: [{date: 2024-04-10, note: "a"}]}
attachments: [{file: letter.pdf, title: "a"}]
`, comments)
		f.put("content/reports/"+id+"/letter.pdf", pdf)
		q := quoted(chunk[0].Text)
		f.put("content/reports/"+id+"/report.cy.md", fmt.Sprintf(`---
title: %[1]s
short_title: %[1]s
late_reason: %[1]s
withdrawn_reason: %[1]s
redacted_note: %[1]s
corrections: [{date: 2024-01-10, note: %[1]s}]
answer_corrections: [{date: 2024-04-10, note: %[1]s}]
areas: [%[1]s]
attachments: [{file: letter.pdf, title: %[1]s}]
---
`, q)+comments)
		for n, a := range chunk {
			f.finding(id, n+1, findingFields+"label: \"a\"\ndue: 2024-06\ndue_text: \"a\"\nhistory: [{date: 2024-05-01, status: in-progress, by: force, note: \"a\"}]\n", fmt.Sprintf("Mend %d of %s.", n, id), "It is seen to.")
			q := quoted(a.Text)
			f.put(fmt.Sprintf("content/reports/%s/recommendation-%d.cy.md", id, n+1), fmt.Sprintf("---\nlabel: %[1]s\ndue_text: %[1]s\nhistory: [{date: 2024-05-01, note: %[1]s}]\n---\n\nGeiriau.%[2]sGeiriau.\n", q, answers))
		}
	}
	most := ""
	for _, a := range attacks[:min(len(attacks), 24)] {
		most += a.Text + " "
	}
	q := fmt.Sprintf("{en: %[1]s, cy: %[1]s}", quoted(strings.TrimSpace(most)))
	plain := settings()
	plain["office"] = fmt.Sprintf(`office: {name: %[1]s, terms: [{kind: pcc, title: %[1]s, from: 2012-11-22}], contact: {email: office@exampleshire.example, address: %[1]s}}`, q)
	plain["notice"] = "notice: " + q
	plain["licence"] = "licence: " + q
	plain["languages"] = "languages: [en, cy]"
	f.settings(plain)
	for lang, list := range words {
		f.put("layouts/words/"+lang+".yaml", hostileWords(list, attacks))
	}
	return f
}

// hostileWords returns messages with an attack after each. Dates, numbers and the
// alphabet have a meaning for the program, and stay.
func hostileWords(list string, attacks []Attack) string {
	var b strings.Builder
	section, n := "", 0
	for line := range strings.Lines(list) {
		if line[0] != ' ' && line[0] != '#' {
			section, _, _ = strings.Cut(line, ":")
		}
		text := strings.TrimRight(line, "\n")
		if slices.Contains([]string{"date", "number", "alphabet"}, section) || len(attacks) == 0 || !strings.HasSuffix(text, `"`) || !strings.Contains(text, `: "`) {
			b.WriteString(line)
			continue
		}
		attack := attacks[n%len(attacks)].Text
		for strings.ContainsAny(attack, "{}") { // which are placeholders
			n++
			attack = attacks[n%len(attacks)].Text
		}
		n++
		b.WriteString(strings.TrimSuffix(text, `"`) + " " + strings.TrimPrefix(quoted(attack), `"`) + "\n")
	}
	return b.String()
}
