package media

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInspect makes a small file of each kind, as programs write them.
func TestInspect(t *testing.T) {
	const xmp = `<x:xmpmeta><rdf:RDF><dc:creator><rdf:Seq><rdf:li>Freda &amp; Jo</rdf:li></rdf:Seq></dc:creator></rdf:RDF></x:xmpmeta>`
	for _, test := range []struct {
		name string
		file []byte
		want Metadata
	}{
		{"nothing", nil, Metadata{}},
		{"plain text", []byte("/Author (Freda) and nothing else"), Metadata{}},
		{"pdf in Latin 1", pdf(`<< /Author (Si\364n \(Jones\)) /Title (A) >>`), Metadata{Authors: []string{"Siôn (Jones)"}}},
		{"pdf in two bytes", pdf("<< /Author <FEFF004600720065006400610020> >>"), Metadata{Authors: []string{"Freda"}}},
		{"pdf in two bytes, bracketed", pdf("<< /Author (\xfe\xff\x00J\x00o) >>"), Metadata{Authors: []string{"Jo"}}},
		{"pdf saved twice", pdf("<< /Author (Freda Bloggs) >>", "<< /Author (Jo Smith) >>", "<< /Author (Jo Smith) >>"), Metadata{Authors: []string{"Freda Bloggs", "Jo Smith"}}},
		{"pdf with packed objects", pdf("<< /Type /ObjStm /Length 99 >> stream\r\n" + packed("<< /Author (Freda) >>") + "\nendstream"), Metadata{Authors: []string{"Freda"}}},
		{"pdf with XMP", pdf(xmp), Metadata{Authors: []string{"Freda & Jo"}}},
		{"pdf with no author", pdf("<< /Author () /Title (A) >>"), Metadata{}},
		{"pdf that never ends", pdf("<< /Author (Freda"), Metadata{}},
		{"pdf enciphered", pdf("<< /Author (\x01\x02\x03) >> trailer << /Encrypt 5 0 R >>"), Metadata{}},
		{"Word", archive("docProps/core.xml", `<cp:coreProperties><dc:creator>Freda Bloggs</dc:creator><cp:lastModifiedBy>Jo Smith</cp:lastModifiedBy><dcterms:created>2024-01-01</dcterms:created></cp:coreProperties>`), Metadata{Authors: []string{"Freda Bloggs", "Jo Smith"}}},
		{"OpenDocument", archive("meta.xml", `<office:meta><meta:initial-creator>Freda</meta:initial-creator><dc:creator>Freda</dc:creator></office:meta>`), Metadata{Authors: []string{"Freda"}}},
		{"Word with a remark", archive("word/comments.xml", `<w:comments><w:comment w:id="0" w:author="Freda Bloggs"><w:t>Jo</w:t></w:comment></w:comments>`), Metadata{Authors: []string{"Freda Bloggs"}}},
		{"PowerPoint with a remark", archive("ppt/commentAuthors.xml", `<p:cmAuthorLst><p:cmAuthor id="1" name="Freda Bloggs"/></p:cmAuthorLst>`), Metadata{Authors: []string{"Freda Bloggs"}}},
		{"Excel with a remark", archive("xl/comments1.xml", `<comments><authors><author>Freda Bloggs</author></authors><commentList><comment><t>Jo</t></comment></commentList></comments>`), Metadata{Authors: []string{"Freda Bloggs"}}},
		{"Excel with people", archive("xl/persons/person.xml", `<personList><person displayName="Freda Bloggs" id="{1}"/></personList>`), Metadata{Authors: []string{"Freda Bloggs"}}},
		{"Word with a picture of a place", archive("word/media/image1.jpeg", string(jpeg("Exif\x00\x00"+exif(binary.BigEndian, true, "")))), Metadata{Location: true}},
		{"pdf with a picture of a place", pdf("<< /Filter /DCTDecode >> stream\n" + string(jpeg("Exif\x00\x00"+exif(binary.BigEndian, true, "")))), Metadata{Location: true}},
		{"old Word", oldDocument(0x1e, "Si\xf4n Jones\x00"), Metadata{Authors: []string{"Siôn Jones"}}},
		{"old Word in two bytes", oldDocument(0x1f, "J\x00o\x00\x00\x00"), Metadata{Authors: []string{"Jo"}}},
		{"Rich Text", []byte(`{\rtf1{\info{\title A}{\author Si\'f4n}{\operator Jo \u372?}}}`), Metadata{Authors: []string{"Siôn", "Jo Ŵ"}}},
		{"an archive of something else", archive("notes.txt", `<dc:creator>Freda</dc:creator>`), Metadata{}},
		{"Word, hostile", archive("docProps/core.xml", `<!DOCTYPE a [<!ENTITY b "Freda">]><dc:creator>&b;</dc:creator>`), Metadata{}},
		{"jpeg with a place", jpeg("Exif\x00\x00" + exif(binary.BigEndian, true, "")), Metadata{Location: true}},
		{"jpeg with a place of noughts", jpeg("Exif\x00\x00" + strings.Replace(exif(binary.BigEndian, true, ""), "\x00\x00\x00\x33", "\x00\x00\x00\x00", 1)), Metadata{}},
		{"jpeg with an artist", jpeg("Exif\x00\x00" + exif(binary.LittleEndian, false, "Freda")), Metadata{Authors: []string{"Freda"}}},
		{"jpeg with XMP", jpeg("http://ns.adobe.com/xap/1.0/\x00" + xmp), Metadata{Authors: []string{"Freda & Jo"}}},
		{"jpeg with a place in XMP", jpeg("http://ns.adobe.com/xap/1.0/\x00<rdf:Description exif:GPSLatitude=\"52,12N\"/>"), Metadata{Location: true}},
		{"png with a place", png("eXIf", exif(binary.LittleEndian, true, "")), Metadata{Location: true}},
		{"png with an author", png("tEXt", "Author\x00Freda"), Metadata{Authors: []string{"Freda"}}},
		{"png with another text", png("tEXt", "Software\x00Paint"), Metadata{}},
		{"png with XMP", png("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp), Metadata{Authors: []string{"Freda & Jo"}}},
		{"webp with a place", webp("EXIF", exif(binary.BigEndian, true, "")), Metadata{Location: true}},
		{"webp with XMP", webp("XMP ", xmp), Metadata{Authors: []string{"Freda & Jo"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Inspect(bytes.NewReader(test.file), int64(len(test.file)))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			for n := range test.file { // cut short, it is read without harm
				Inspect(bytes.NewReader(test.file[:n]), int64(n))
			}
		})
	}
}

// TestLongDocumentsAreLookedAtFromBothEnds holds that a file of any size is
// read in bounds, and that what stands at its end is found.
func TestLongDocumentsAreLookedAtFromBothEnds(t *testing.T) {
	file := append(pdf(strings.Repeat("x", maxWhole)), pdf("<< /Author (Freda) >>")...)
	if got := Inspect(bytes.NewReader(file), int64(len(file))); len(got.Authors) != 1 {
		t.Error(got)
	}
}

func FuzzInspect(f *testing.F) {
	f.Add(pdf("<< /Author (Freda) >>"))
	f.Add(jpeg("Exif\x00\x00" + exif(binary.BigEndian, true, "Freda")))
	f.Add(png("eXIf", exif(binary.LittleEndian, true, "")))
	f.Add(webp("EXIF", exif(binary.BigEndian, true, "")))
	f.Add(archive("meta.xml", "<dc:creator>Freda</dc:creator>"))
	f.Add(oldDocument(0x1e, "Freda\x00"))
	f.Add([]byte(`{\rtf1{\author Freda}}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		got := Inspect(bytes.NewReader(file), int64(len(file)))
		if len(got.Authors) > maxParts {
			t.Errorf("%d authors", len(got.Authors))
		}
	})
}

func pdf(objects ...string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n" + strings.Join(objects, "\nendobj\n2 0 obj\n") + "\nendobj\n%%EOF\n")
}

func packed(text string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	fmt.Fprint(z, text)
	_ = z.Close()
	return b.String()
}

func archive(name, text string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		fmt.Fprint(w, text)
		err = z.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

func jpeg(block string) []byte {
	length := len(block) + 2
	return []byte("\xff\xd8\xff\xe1" + string([]byte{byte(length >> 8), byte(length)}) + block + "\xff\xda\x00\x02picture")
}

func png(kind, data string) []byte {
	return []byte("\x89PNG\r\n\x1a\n" + string(binary.BigEndian.AppendUint32(nil, uint32(len(data)))) + kind + data + "sum!" + "\x00\x00\x00\x00IEND")
}

func webp(kind, data string) []byte {
	return []byte("RIFF\x00\x00\x00\x00WEBP" + "VP8 \x03\x00\x00\x00abc\x00" + kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + data)
}

// exif is a list of a picture's properties: its place, its artist.
func exif(order binary.AppendByteOrder, place bool, artist string) string {
	b := []byte("MM\x00\x2a")
	if order.String() == "LittleEndian" {
		b = []byte("II\x2a\x00")
	}
	entry := func(tag, kind uint16, n, value uint32) {
		b = order.AppendUint16(order.AppendUint16(b, tag), kind)
		b = order.AppendUint32(order.AppendUint32(b, n), value)
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 1)
	if !place {
		entry(exifArtist, 2, uint32(len(artist)), 26)
		b = order.AppendUint32(b, 0)
		return string(b) + artist
	}
	entry(exifGPS, 4, 1, 26)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint16(b, 1)
	entry(gpsLatitude, 5, 1, 44)
	b = order.AppendUint32(b, 0)
	b = order.AppendUint32(b, 0x33)
	return string(order.AppendUint32(b, 0))
}

// oldDocument is a file of Word 97 with an author, as one value of a kind.
func oldDocument(kind uint32, author string) []byte {
	put := binary.LittleEndian.AppendUint32
	b := append([]byte(oldOffice), make([]byte, 512)...)
	b = append(b, "\xfe\xff\x00\x00"...)
	b = append(b, make([]byte, 20)...)
	b = put(b, 1)
	b = append(b, summaryID...)
	b = put(b, 48)
	n := uint32(len(author))
	if kind == 0x1f {
		n /= 2
	}
	set := put(put(put(put(nil, 24+uint32(len(author))), 1), summaryAuthor), 16)
	set = append(put(put(set, kind), n), author...)
	return append(b, set...)
}
