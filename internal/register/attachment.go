package register

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/source"
)

// attachmentKinds are the endings of files that may be published as they are.
// None of them can hold a program that a browser runs; SVG can, and HTML.
var attachmentKinds = []string{
	".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".json",
}

// attachment looks at a file that is published as it is.
func attachment(fsys fs.FS, at string) (Attachment, *source.Problem) {
	fail := func(rule, message, hint string) (Attachment, *source.Problem) {
		return Attachment{}, &source.Problem{File: at, Level: source.Error, Rule: rule, Message: message, Hint: hint}
	}
	name := path.Base(at)
	if why, ok := source.PortableName(name); !ok {
		return fail(RuleName, "this file cannot be published under its name: "+why, "give it a short name of letters, digits and hyphens")
	}
	if ext := strings.ToLower(path.Ext(name)); !slices.Contains(attachmentKinds, ext) {
		return fail(RuleAttachmentKind, "files of this kind are not published", "the kinds are "+strings.ReplaceAll(strings.Join(attachmentKinds, ", "), ".", "")+"; put the file elsewhere if it is not meant for the site")
	}
	info, err := fs.Stat(fsys, at)
	if err != nil {
		return fail(source.RuleUnreadable, "the file cannot be read: "+plainError(err), "")
	}
	if !info.Mode().IsRegular() {
		return fail(RulePlace, "this is not an ordinary file", "put a copy of the file itself here")
	}
	return Attachment{Name: name, File: at, Size: info.Size(), OfResponse: true}, nil
}

// joinAttachments gives the report its files, with what front matter says of
// each.
func (d *folder) joinAttachments() {
	listed := map[string]*attachmentEntry{}
	for i := range d.report.attachments {
		a := &d.report.attachments[i]
		if listed[a.Name] != nil {
			d.report.problemIn(source.Error, RuleClash, at("attachments", i), quote(a.Name)+" is listed twice", "keep one of the two")
		}
		listed[a.Name] = a
	}
	for i := range d.attachments {
		a := &d.attachments[i]
		if entry := listed[a.Name]; entry != nil {
			a.Title, a.Lang, a.Accessible, a.OfResponse, a.Listed = entry.Title, entry.Lang, entry.Accessible, entry.of != "report", true
			delete(listed, a.Name)
		}
	}
	for i := range d.report.attachments {
		name := d.report.attachments[i].Name
		if listed[name] == nil || name == "" {
			continue
		}
		hint := "put the file into " + d.dir
		var names []string
		for _, a := range d.attachments {
			names = append(names, a.Name)
		}
		if near := source.Nearest(name, names); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		d.report.wrongIn(at("attachments", i), "the attachment "+quote(name)+" is not in the folder", hint)
	}
}

// settleAttachments says what belongs to the report and what to its answer. A
// file that nobody listed belongs to the answer, so that it is held with it,
// unless the words about the report show it.
func (d *folder) settleAttachments(inReport, inAnswer map[string]bool) {
	if d.report == nil {
		return
	}
	r := d.report.report
	for i := range d.attachments {
		a := d.attachments[i]
		a.InText = isPicture(a.Name) && (inReport[a.File] || inAnswer[a.File])
		if !a.Listed {
			a.OfResponse = !inReport[a.File]
			if !a.InText {
				d.report.about(source.Warning, RuleUnlisted, "the attachment "+quote(a.Name)+" has no title", "list it under attachments, with its file and a title")
			}
		}
		if a.OfResponse && d.report.response == nil && d.report.Recall().Field("response") == nil {
			d.report.about(source.Error, RuleContradiction, "the attachment "+quote(a.Name)+" belongs to an answer, and there is none",
				"list it under attachments with of: report if it is the inspectorate's; else add response, or keep the file elsewhere until there is an answer")
		}
		r.Attachments = append(r.Attachments, a)
	}
}

func isPicture(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}, strings.ToLower(path.Ext(name)))
}
