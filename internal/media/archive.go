package media

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"slices"
	"strings"
)

// maxArchive is how large an archive may be that is read.
const maxArchive = 256 << 20

// archive reads Word, Excel, PowerPoint and OpenDocument files: the parts that
// name authors and commenters, and the pictures.
func (f *inspector) archive() {
	if f.size > maxArchive {
		return
	}
	z, err := zip.NewReader(f.r, f.size)
	if err != nil {
		return
	}
	opened := 0
	for _, part := range z.File {
		picture := isMediaPart(part.Name)
		if !picture && !namesPeople(part.Name) {
			continue
		}
		if opened++; opened > maxParts {
			return
		}
		r, err := part.Open()
		if err != nil {
			continue
		}
		data, _ := io.ReadAll(io.LimitReader(r, maxPart)) // as much as can be read
		_ = r.Close()                                     // it was only read
		if !picture {
			f.people(data)
		} else if Inspect(bytes.NewReader(data), int64(len(data))).Location {
			f.metadata.Location = true
		}
	}
}

func isMediaPart(name string) bool {
	dir := path.Dir(name)
	return dir == "Pictures" || path.Base(dir) == "media" && dir != "media"
}

func namesPeople(name string) bool {
	if name == "docProps/core.xml" || name == "meta.xml" {
		return true
	}
	base := path.Base(name)
	return path.Ext(base) == ".xml" && strings.HasPrefix(base, "comment") ||
		slices.Contains([]string{"people.xml", "person.xml", "authors.xml"}, base)
}

// people reads a part that names who wrote, saved or commented on a document.
func (f *inspector) people(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	inName := false
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			element := t.Name.Local
			inName = slices.Contains([]string{"creator", "lastModifiedBy", "initial-creator", "author"}, element)
			for _, a := range t.Attr {
				switch a.Name.Local {
				case "author", "displayName":
					f.author(a.Value)
				case "name":
					if strings.HasSuffix(strings.ToLower(element), "author") {
						f.author(a.Value)
					}
				}
			}
		case xml.CharData:
			if inName {
				f.author(string(t))
			}
		case xml.EndElement:
			inName = false
		}
	}
}
