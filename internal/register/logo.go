package register

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fiftysix/internal/source"
)

// logoKinds are the kinds of picture a logo can be, with how such files begin.
var logoKinds = map[string]string{
	".svg": "", ".png": "\x89PNG\r\n\x1a\n", ".jpg": "\xff\xd8\xff", ".jpeg": "\xff\xd8\xff", ".webp": "RIFF",
}

// checkLogo reports a logo that cannot be shown, says nothing to those who
// cannot see it, or could do more than be looked at.
func (o *officeFile) checkLogo(fsys fs.FS) {
	const field = "theme.logo"
	logo := o.theme.Logo
	if logo == "" {
		return
	}
	wrong := func(message, hint string) { o.problemIn(source.Error, RuleLogo, field, message, hint) }
	if within(o.Fields, "theme").Field("logo_alt") == nil {
		o.problemIn(source.Error, RuleMissingField, field, "the logo has no words for those who cannot see it", `add logo_alt below it, with the words in the logo; or logo_alt: "" where they are the office's name, which stands beside it`)
	}
	ext := strings.ToLower(path.Ext(logo))
	begins, known := logoKinds[ext]
	switch {
	case !known:
		wrong(quote(logo)+" is not a kind of picture that can be a logo", "the kinds are svg, png, jpg and webp")
		return
	case !fs.ValidPath(path.Clean(logo)) || strings.Contains(logo, `\`):
		wrong(quote(logo)+" is not in the folder of fiftysix.yaml", "put the file beside fiftysix.yaml and write its name alone")
		return
	}
	data, err := fs.ReadFile(fsys, path.Clean(logo))
	switch {
	case err != nil:
		wrong("there is no file "+quote(logo)+" in the folder of fiftysix.yaml", "put it there, and write its name as it is, capitals included")
	case ext != ".svg" && !strings.HasPrefix(string(data), begins):
		wrong(quote(logo)+" does not hold a picture of the kind that its name says", "save it again from the program that made it")
	case ext == ".svg":
		if why := unsafeSVG(data); why != "" {
			wrong(quote(logo)+" "+why, "save it as a plain SVG, with every picture and letter drawn in it, or as a PNG")
		}
	}
}

// unsafeSVG says why a drawing is more than a drawing: opened on its own, it
// could run a script or fetch what others send. It is "" for a plain one.
func unsafeSVG(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "cannot be read as a drawing"
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.Contains(string(t), "ENTITY") {
				return "defines entities of its own"
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return "calls for a stylesheet or another program"
			}
		case xml.CharData:
			if why := reachesOut(string(t)); why != "" {
				return why
			}
		case xml.StartElement:
			if root == "" {
				root = t.Name.Local
			}
			if why := unsafeElement(t); why != "" {
				return why
			}
		}
	}
	if root != "svg" {
		return "is not a drawing"
	}
	return ""
}

// forbidden are elements that do more than draw.
var forbidden = []string{"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}

func unsafeElement(e xml.StartElement) string {
	if slices.Contains(forbidden, strings.ToLower(e.Name.Local)) {
		return "holds <" + e.Name.Local + ">, which could run in a reader's browser"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		switch {
		case strings.HasPrefix(name, "on"):
			return "holds the attribute " + a.Name.Local + ", which could run in a reader's browser"
		case (name == "href" || name == "src") && !strings.HasPrefix(strings.TrimSpace(a.Value), "#"):
			return "calls for something that is not in it: " + quote(a.Value)
		case a.Name.Space != "xmlns" && name != "xmlns":
			if why := reachesOut(a.Value); why != "" {
				return why
			}
		}
	}
	return ""
}

// reachesOut finds what a style may fetch. url(#…) is a part of the drawing.
func reachesOut(style string) string {
	lower := strings.ToLower(style)
	if strings.Contains(lower, "@import") || strings.Contains(lower, "javascript:") || strings.ContainsRune(lower, '\\') {
		return "calls for something that is not in it"
	}
	for rest := lower; ; {
		_, after, found := strings.Cut(rest, "url(")
		if !found {
			return ""
		}
		if !strings.HasPrefix(strings.TrimLeft(after, ` "'`), "#") {
			return "calls for something that is not in it"
		}
		rest = after
	}
}
