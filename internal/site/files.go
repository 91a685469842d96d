package site

import (
	"path"
	"strings"

	"fiftysix/internal/inspection"
)

// file shows an attachment with what a reader wants to know before following
// the link: its kind, its size, its language.
func (sh *pageContext) file(r *inspection.Report, a inspection.Attachment) file {
	f := file{
		link: link{sh.href(attachmentURL(r, a)), a.Name},
		Type: fileType(a.Name), Size: a.Size, OfResponse: a.OfResponse,
		Barrier: a.Accessible == "false",
	}
	if a.Title != "" {
		f.Text = sh.attachmentTitle(r, a)
	}
	if a.Lang != "" && a.Lang != sh.words.lang {
		f.LangCode, f.Lang = a.Lang, sh.languageName(a.Lang)
	}
	return f
}

// fileType is how people call the kind of a file.
func fileType(name string) string {
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	switch ext {
	case "doc", "docx":
		return "Word"
	case "xls", "xlsx":
		return "Excel"
	case "ppt", "pptx":
		return "PowerPoint"
	case "odt", "ods", "odp":
		return "OpenDocument"
	case "jpg", "jpeg":
		return "JPEG"
	}
	return strings.ToUpper(ext)
}
