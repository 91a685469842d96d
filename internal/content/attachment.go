package content

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/media"
)

// attachmentKinds are the endings of files that may be published as they are.
// None of them can hold a program that a browser runs; SVG can, and HTML.
var attachmentKinds = []string{
	".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".json",
}

// attachedFile is an attachment and what its file gives away about its author.
type attachedFile struct {
	inspection.Attachment
	metadata media.Metadata
}

// attachment checks a file that is published as it is. With a Problem, the name
// is empty where nothing is known of the file.
func attachment(fsys fs.FS, at string) (attachedFile, *diag.Problem) {
	fail := func(rule, message, hint string) (attachedFile, *diag.Problem) {
		return attachedFile{}, &diag.Problem{File: at, Level: diag.Error, Rule: rule, Message: message, Hint: hint}
	}
	name := path.Base(at)
	if why, ok := inspection.PortableName(name); !ok {
		return fail(RuleName, "this file cannot be published under its name: "+why, "give it a short name of letters, digits and hyphens")
	}
	if ext := strings.ToLower(path.Ext(name)); !slices.Contains(attachmentKinds, ext) {
		return fail(RuleAttachmentKind, "files of this kind are not published", "the kinds are "+strings.ReplaceAll(strings.Join(attachmentKinds, ", "), ".", "")+"; put the file elsewhere if it is not meant for the site")
	}
	info, err := fs.Stat(fsys, at)
	if err != nil {
		return fail(frontmatter.RuleUnreadable, "the file cannot be read: "+plainError(err), "")
	}
	if !info.Mode().IsRegular() {
		return fail(RulePlace, "this is not an ordinary file", "put a copy of the file itself here")
	}
	a := attachedFile{Attachment: inspection.Attachment{Name: name, File: at, Size: info.Size(), OfResponse: true}}
	if rule, err := a.inspect(fsys); err != nil {
		hint := "save it again from the program that made it, in the kind that its name says"
		var more *media.TooLarge
		var refusal *media.Refusal
		switch {
		case errors.As(err, &more):
			hint = more.Hint
		case errors.As(err, &refusal):
			hint = refusal.Hint
		case rule == frontmatter.RuleUnreadable:
			hint = ""
		}
		_, problem := fail(rule, "the file "+err.Error(), hint)
		return a, problem // it is there, so that nothing says it were not
	}
	return a, nil
}

// inspect checks that a file is what its name says, and reads its metadata. A
// picture is published without metadata, so its size is that of the clean one.
func (a *attachedFile) inspect(fsys fs.FS) (rule string, err error) {
	f, err := fsys.Open(a.File)
	if err != nil {
		return frontmatter.RuleUnreadable, errors.New("cannot be read: " + plainError(err))
	}
	defer f.Close()
	r, ok := f.(io.ReaderAt)
	if !ok {
		data, err := io.ReadAll(io.LimitReader(f, media.MaxFile))
		if err != nil {
			return frontmatter.RuleUnreadable, errors.New("cannot be read: " + plainError(err))
		}
		r = bytes.NewReader(data)
	}
	kind := strings.ToLower(path.Ext(a.Name))
	if media.IsPicture(kind) {
		p, err := media.CleanFile(kind, r, a.Size)
		if err != nil {
			return ruleOf(err), err
		}
		a.Size = int64(len(p.Data))
		return "", nil
	}
	if err := media.Check(kind, r, a.Size); err != nil {
		return ruleOf(err), err
	}
	a.metadata = media.Inspect(r, a.Size)
	return "", nil
}

func ruleOf(err error) string {
	var more *media.TooLarge
	if errors.As(err, &more) {
		return RuleFileSize
	}
	return RuleFileContent
}

// tellTraces warns of what the folder's files tell besides what they show.
func (d *reportDir) tellTraces(c *loader) {
	for _, a := range d.attachments {
		if len(a.metadata.Authors) == 0 && !a.metadata.Location {
			continue
		}
		field := "attachments"
		if i := slices.IndexFunc(d.report.attachments, func(e attachmentEntry) bool { return e.Name == a.Name }); i >= 0 {
			field = at("attachments", i)
		}
		for _, name := range a.metadata.Authors {
			if !c.office.isPerson(name) {
				continue
			}
			d.report.problemIn(diag.Warning, RuleFileAuthor, field, "the file "+quote(a.Name)+" says that "+quote(name)+" made it, for anyone to read",
				"take the name out in the program that made the file (in Word: File, Info, Inspect Document), and save it again")
		}
		if a.metadata.Location {
			d.report.problemIn(diag.Warning, RulePicturePlace, field, "a picture in the file "+quote(a.Name)+" says where on earth it was taken, for anyone to read",
				"in the program that made the file, put the picture in again as a screenshot, or without its place")
		}
	}
}

// isPerson says whether the author of a file may be a person: not the office,
// a force, a team, a program or nobody.
func (o *officeFile) isPerson(author string) bool {
	words := strings.FieldsFunc(strings.ToLower(author), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return bodies[w] }) {
		return false
	}
	if o == nil {
		return true
	}
	key := inspection.FoldName(author)
	names := []string{o.office.Name.Default}
	for _, s := range o.office.Services {
		names = append(names, s.Name)
	}
	for _, t := range o.office.Terms {
		names = append(names, t.Title, t.Holder) // a holder of the post is named on every page
	}
	return !slices.ContainsFunc(names, func(n string) bool { return n != "" && inspection.FoldName(n) == key })
}

// bodies are words that stand in the names of bodies, posts and programs.
var bodies = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`police office opcc pcc pfcc commissioner commissioners constabulary constable force forces heddlu swyddfa comisiynydd
		hmic hmicfrs inspectorate council authority board panel mayor ministry government home college service services team unit department directorate
		group ltd limited plc llp communications comms governance performance policy press media web admin administrator user owner author unknown default
		microsoft word excel powerpoint windows office adobe acrobat apple pages google docs libreoffice openoffice writer scanner scan canon ricoh xerox
		konica kyocera hp epson system python docx template corporate digital`) {
		all[w] = true
	}
	return all
}()

// joinAttachments gives the report its files, with what front matter says of
// each.
func (d *reportDir) joinAttachments() {
	listed := map[string]*attachmentEntry{}
	for i := range d.report.attachments {
		a := &d.report.attachments[i]
		if listed[a.Name] != nil {
			d.report.problemIn(diag.Error, RuleClash, at("attachments", i), quote(a.Name)+" is listed twice", "keep one of the two")
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
		if near := diag.Nearest(name, names); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		d.report.wrongIn(at("attachments", i), "the attachment "+quote(name)+" is not in the folder", hint)
	}
}

// settleAttachments says what belongs to the report and what to its answer. A
// file that nobody listed belongs to the answer, so that it is held with it,
// unless the words about the report show it.
func (d *reportDir) settleAttachments(inReport, inAnswer map[string]bool) {
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
				d.report.about(diag.Warning, RuleUnlisted, "the attachment "+quote(a.Name)+" has no title", "list it under attachments, with its file and a title")
			}
		}
		if a.OfResponse && d.report.response == nil && d.report.ReparseFields().Field("response") == nil {
			d.report.about(diag.Error, RuleContradiction, "the attachment "+quote(a.Name)+" belongs to an answer, and there is none",
				"list it under attachments with of: report if it is the inspectorate's; else add response, or keep the file elsewhere until there is an answer")
		}
		r.Attachments = append(r.Attachments, a.Attachment)
	}
}

func isPicture(name string) bool { return media.IsPicture(strings.ToLower(path.Ext(name))) }
