package content

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
	"fiftysix/internal/media"
)

// logoKinds are the kinds of picture a logo can be.
var logoKinds = []string{".svg", ".png", ".jpg", ".jpeg", ".webp"}

// maxLogo is the largest size of a logo in bytes. Every visitor downloads it.
const maxLogo = 2 << 20

// checkLogo reports a logo that cannot be shown, has no text alternative, or is
// not safe.
func (o *officeFile) checkLogo(fsys fs.FS) {
	const field = "theme.logo"
	logo := o.theme.Logo
	if logo == "" {
		return
	}
	wrong := func(message, hint string) { o.problemAtField(diag.Error, RuleLogo, field, message, hint) }
	if within(o.Fields, "theme").Field("logo_alt") == nil {
		o.problemAtField(diag.Error, RuleMissingField, field, "the logo has no words for those who cannot see it", `add logo_alt below it, with the words in the logo; or logo_alt: "" where they are the office's name, which stands beside it`)
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
		o.problemAtField(diag.Error, RuleFileSize, field, quote(logo)+" is larger than a logo can be: "+strconv.FormatInt(info.Size()>>10, 10)+" KiB, and "+strconv.Itoa(maxLogo>>10)+" KiB is the most", "save it in the size in which it is shown, which is 60 pixels high")
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

// maxDepth is how deeply the elements of an SVG may be nested.
const maxDepth = 256

// unsafeSVG says why an SVG is not safe: opened on its own, it could run a script
// or load something from elsewhere. It returns "" for a safe one.
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

// forbidden are elements that can do more than show graphics.
var forbidden = []string{"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener", "annotation-xml"}

// activeNamespaces are the XML namespaces whose elements a browser interprets in
// an SVG, besides that of SVG.
var activeNamespaces = []string{"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}

func unsafeElement(e xml.StartElement) string {
	local := strings.ToLower(e.Name.Local)
	if slices.Contains(forbidden, local) || slices.Contains(activeNamespaces, e.Name.Space) {
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

// reachesOut reports what CSS in an SVG may load. url(#…) refers to a part of the
// SVG itself.
func reachesOut(style string) string {
	lower := strings.ToLower(style)
	// A browser ignores control characters in the name of a scheme.
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

// checkColours reports colours that could not be read or seen.
func (o *officeFile) checkColours() {
	check := func(field, colour, what string, least float64) {
		c := inspection.Colour(colour)
		if colour == "" || c.Contrast(inspection.Tint) >= least {
			return
		}
		o.problemAtField(diag.Error, RuleContrast, "theme."+field,
			fmt.Sprintf("%s is too pale: %s, and its contrast with the page is %s to 1, where %s to 1 is needed", c, what, inspection.FormatContrast(c.Contrast(inspection.Tint)), inspection.FormatContrast(least)),
			fmt.Sprintf("the nearest colour that passes is %q", c.Darkened(inspection.Tint, least)))
	}
	check("colour", o.theme.Colour, "white words stand on it and links are written in it", inspection.WordContrast)
	check("accent", o.theme.Accent, "lines are drawn in it", inspection.LineContrast)
}
