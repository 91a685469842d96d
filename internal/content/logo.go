package content

import (
	"bytes"
	"encoding/xml"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/media"
)

// logoKinds are the kinds of picture a logo can be.
var logoKinds = []string{".svg", ".png", ".jpg", ".jpeg", ".webp"}

// maxLogo is how many bytes a logo may have. Every reader fetches it.
const maxLogo = 2 << 20

// checkLogo reports a logo that cannot be shown, says nothing to those who
// cannot see it, or could do more than be looked at.
func (o *officeFile) checkLogo(fsys fs.FS) {
	const field = "theme.logo"
	logo := o.theme.Logo
	if logo == "" {
		return
	}
	wrong := func(message, hint string) { o.problemIn(diag.Error, RuleLogo, field, message, hint) }
	if within(o.Fields, "theme").Field("logo_alt") == nil {
		o.problemIn(diag.Error, RuleMissingField, field, "the logo has no words for those who cannot see it", `add logo_alt below it, with the words in the logo; or logo_alt: "" where they are the office's name, which stands beside it`)
	}
	ext := strings.ToLower(path.Ext(logo))
	switch {
	case !slices.Contains(logoKinds, ext):
		wrong(quote(logo)+" is not a kind of picture that can be a logo", "the kinds are svg, png, jpg and webp")
		return
	case !fs.ValidPath(path.Clean(logo)) || strings.Contains(logo, `\`):
		wrong(quote(logo)+" is not in the folder of fiftysix.yaml", "put the file beside fiftysix.yaml and write its name alone")
		return
	}
	if info, err := fs.Stat(fsys, path.Clean(logo)); err == nil && (!info.Mode().IsRegular() || info.Size() > maxLogo) {
		o.problemIn(diag.Error, RuleFileSize, field, quote(logo)+" is larger than a logo can be: "+strconv.FormatInt(info.Size()>>10, 10)+" KiB, and "+strconv.Itoa(maxLogo>>10)+" KiB is the most", "save it in the size in which it is shown, which is 60 pixels high")
		return
	}
	data, err := fs.ReadFile(fsys, path.Clean(logo))
	switch {
	case err != nil:
		wrong("there is no file "+quote(logo)+" in the folder of fiftysix.yaml", "put it there, and write its name as it is, capitals included")
	case ext == ".svg":
		if why := unsafeSVG(data); why != "" {
			wrong(quote(logo)+" "+why, "save it as a plain SVG, with every picture and letter drawn in it, or as a PNG")
		}
	default:
		if err := media.Check(ext, bytes.NewReader(data), int64(len(data))); err != nil {
			wrong(quote(logo)+" "+err.Error(), "save it again from the program that made it")
		}
	}
}

// maxDepth is how deep the parts of a drawing may stand within each other.
const maxDepth = 256

// unsafeSVG says why a drawing is more than a drawing: opened on its own, it
// could run a script or fetch what others send. It is "" for a plain one.
func unsafeSVG(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := ""
	depth := 0
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
			// A document type with a part of its own may define entities, also
			// where a comment hides the word.
			if strings.ContainsAny(string(t), "[<") || strings.Contains(strings.ToUpper(string(t)), "ENTITY") {
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
			if depth++; depth > maxDepth {
				return "has parts within each other too deep to be drawn"
			}
			if why := unsafeElement(t); why != "" {
				return why
			}
		case xml.EndElement:
			depth--
		}
	}
	if root != "svg" {
		return "is not a drawing"
	}
	return ""
}

// forbidden are elements that do more than draw.
var forbidden = []string{"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener", "annotation-xml"}

// spaces are the languages whose elements a browser gives life to in a drawing,
// besides those that only draw.
var spaces = []string{"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}

func unsafeElement(e xml.StartElement) string {
	local := strings.ToLower(e.Name.Local)
	if slices.Contains(forbidden, local) || slices.Contains(spaces, e.Name.Space) {
		return "holds <" + e.Name.Local + ">, which could run in a reader's browser"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		switch {
		case strings.HasPrefix(name, "on"):
			return "holds the attribute " + a.Name.Local + ", which could run in a reader's browser"
		case name == "attributename" && (strings.Contains(strings.ToLower(a.Value), "href") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Value)), "on")):
			return "changes where something leads while it is shown"
		case name == "base" && a.Name.Space != "":
			return "calls for something that is not in it: " + quote(a.Value)
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
	// A browser passes over such marks within the name of a scheme.
	bare := strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, lower)
	for _, way := range []string{"@import", "javascript:", "vbscript:", "data:text", "image-set(", "image(", "src(", "expression(", "-moz-binding", `\`} {
		if strings.Contains(bare, way) {
			return "calls for something that is not in it"
		}
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
