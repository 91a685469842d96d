package media

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// maxArchive is how large a document may be that is opened to look into it.
const maxArchive = 256 << 20

// archive looks at Word, Excel, PowerPoint and OpenDocument files: archives
// with parts that say who wrote them and who remarked on them, and pictures.
func (f *finder) archive() {
	if f.size > maxArchive {
		return
	}
	z, err := zip.NewReader(f.r, f.size)
	if err != nil {
		return
	}
	opened := 0
	for _, part := range z.File {
		look := partLook(part.Name)
		if look == nil {
			continue
		}
		if opened++; opened > maxParts {
			return
		}
		r, err := part.Open()
		if err != nil {
			continue
		}
		look(f, io.LimitReader(r, maxPart))
		_ = r.Close() // it was only read
	}
}

// partLook is how a part of a document is looked at, or nil.
func partLook(name string) func(*finder, io.Reader) {
	switch name {
	case "docProps/core.xml", "meta.xml":
		return (*finder).properties
	}
	dir, base := path.Split(name)
	switch {
	case strings.HasSuffix(dir, "/media/") || dir == "Pictures/":
		return (*finder).pictureWithin
	case path.Ext(base) != ".xml":
	case strings.HasPrefix(base, "comment"), base == "people.xml", base == "person.xml", base == "authors.xml":
		return (*finder).remarks
	}
	return nil
}

// pictureWithin looks at where a picture of a document was taken.
func (f *finder) pictureWithin(r io.Reader) {
	data, _ := io.ReadAll(r) // what cannot be read tells nothing
	if Look(bytes.NewReader(data), int64(len(data))).Place {
		f.found.Place = true
	}
}

// remarks reads a part that says who remarked on a document.
func (f *finder) remarks(r io.Reader) {
	d := xml.NewDecoder(r)
	naming := false
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			naming = t.Name.Local == "author"
			for _, a := range t.Attr {
				switch {
				case a.Name.Local == "author" && a.Value != "", a.Name.Local == "displayName", a.Name.Local == "name" && strings.HasSuffix(strings.ToLower(t.Name.Local), "author"):
					f.author(a.Value)
				}
			}
		case xml.CharData:
			if naming {
				f.author(string(t))
			}
		case xml.EndElement:
			naming = false
		}
	}
}

// properties reads the part that says who wrote a document, and who saved it
// last.
func (f *finder) properties(r io.Reader) {
	d := xml.NewDecoder(r)
	naming := false
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "creator", "lastModifiedBy", "initial-creator":
				naming = true
			}
		case xml.CharData:
			if naming {
				f.author(string(t))
			}
		case xml.EndElement:
			naming = false
		}
	}
}
