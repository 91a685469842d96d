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

// attachmentKinds are the extensions of files that may be published. A browser
// runs no scripts in any of them, as it would in SVG and HTML.
var attachmentKinds = []string{
	".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".json",
}

// attachedFile is an attachment and the metadata in its file.
type attachedFile struct {
	inspection.Attachment
	metadata media.Metadata
}

// attachment checks a file that is published as it is. If there is a problem and
// the file cannot be listed, the name is empty.
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
		return fail(RuleMisplacedFile, "this is not an ordinary file", "put a copy of the file itself here")
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
		return a, problem // keep the name, so that links to the file are not reported too
	}
	return a, nil
}

// inspect checks that the content of a file matches its extension, and reads its
// metadata. Metadata is removed from pictures, so their size is set to that of
// the cleaned file.
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

// checkMetadata warns of personal data in the metadata of files.
func (d *reportDir) checkMetadata(l *loader) {
	for _, a := range d.attachments {
		if len(a.metadata.Authors) == 0 && !a.metadata.Location {
			continue
		}
		field := "attachments"
		if i := slices.IndexFunc(d.report.attachments, func(e attachmentEntry) bool { return e.Name == a.Name }); i >= 0 {
			field = at("attachments", i)
		}
		for _, name := range a.metadata.Authors {
			if !l.office.isPerson(name) {
				continue
			}
			d.report.problemAtField(diag.Warning, RuleFileAuthor, field, "the file "+quote(a.Name)+" says that "+quote(name)+" made it, for anyone to read",
				"take the name out in the program that made the file (in Word: File, Info, Inspect Document), and save it again")
		}
		if a.metadata.Location {
			d.report.problemAtField(diag.Warning, RulePictureLocation, field, "a picture in the file "+quote(a.Name)+" says where on earth it was taken, for anyone to read",
				"in the program that made the file, put the picture in again as a screenshot, or without its place")
		}
	}
}

// isPerson reports whether the author of a file may be a person, and not the
// office, a force, a team or a program.
func (o *officeFile) isPerson(author string) bool {
	words := strings.FieldsFunc(strings.ToLower(author), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return organisationWords[w] }) {
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

// organisationWords are words in the names of organisations, posts and programs.
var organisationWords = func() map[string]bool {
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

// joinAttachments matches the files of the folder with the entries under
// attachments.
func (d *reportDir) joinAttachments() {
	listed := map[string]*attachmentEntry{}
	for i := range d.report.attachments {
		a := &d.report.attachments[i]
		if listed[a.Name] != nil {
			d.report.problemAtField(diag.Error, RuleClash, at("attachments", i), quote(a.Name)+" is listed twice", "keep one of the two")
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
		d.report.badReference(at("attachments", i), "the attachment "+quote(name)+" is not in the folder", hint)
	}
}

// resolveAttachments decides which files belong to the report and which to the
// answer. An unlisted file belongs to the answer, and is withheld with it, unless
// the report's own text uses it.
func (d *reportDir) resolveAttachments(inReport, inAnswer map[string]bool) {
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
				d.report.problemInFile(diag.Warning, RuleUnlisted, "the attachment "+quote(a.Name)+" has no title", "list it under attachments, with its file and a title")
			}
		}
		if a.OfResponse && d.report.response == nil && d.report.ReparseFields().Field("response") == nil {
			d.report.problemInFile(diag.Error, RuleContradiction, "the attachment "+quote(a.Name)+" belongs to an answer, and there is none",
				"list it under attachments with of: report if it is the inspectorate's; else add response, or keep the file elsewhere until there is an answer")
		}
		r.Attachments = append(r.Attachments, a.Attachment)
	}
}

func isPicture(name string) bool { return media.IsPicture(strings.ToLower(path.Ext(name))) }
