package traces

import (
	"archive/zip"
	"encoding/xml"
	"io"
)

// maxArchive is how large a document may be that is opened to look into it.
const maxArchive = 256 << 20

// archive looks at Word, Excel, PowerPoint and OpenDocument files: archives
// with a part that says who wrote them.
func (f *finder) archive() {
	if f.size > maxArchive {
		return
	}
	z, err := zip.NewReader(f.r, f.size)
	if err != nil {
		return
	}
	for _, part := range z.File {
		if part.Name != "docProps/core.xml" && part.Name != "meta.xml" {
			continue
		}
		r, err := part.Open()
		if err != nil {
			continue
		}
		f.properties(io.LimitReader(r, maxPart))
		_ = r.Close() // it was only read
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
