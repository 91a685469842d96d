package media

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	stdgif "image/gif"
	stdjpeg "image/jpeg"
	stdpng "image/png"
	"io"
	"strings"
	"testing"

	stdwebp "golang.org/x/image/webp"
)

// secret stands in every part of a picture that is not shown.
const secret = "Freda Bloggs, 14 Privet Lane"

// aPicture is what each kind of picture in the tests shows.
func aPicture() image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, 16, 12))
	for x := range 16 {
		for y := range 12 {
			m.Set(x, y, color.NRGBA{uint8(16 * x), uint8(20 * y), uint8(x * y), uint8(255 - x)})
		}
	}
	return m
}

// aWebP was drawn by Chromium: 16 by 12, with a colour profile.
const aWebP = "UklGRjwCAABXRUJQVlA4WAoAAAAgAAAADwAACwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggTgAAAJACAJ0BKhAADAABQCYlsAJ0ugH4AfiAAzHF2rwAAP7+kl57snP6Nn9wQmgajYcLCL/5eionznJgKTuIW/18YxNju819Pdg/f9mDBJAAAA=="

func encoded(encode func(*bytes.Buffer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func plainWebP() []byte {
	data, err := base64.StdEncoding.DecodeString(aWebP)
	if err != nil {
		panic(err)
	}
	return data
}

// segment is a part of a JPEG.
func segment(kind byte, body string) string {
	return string([]byte{0xff, kind, byte((len(body) + 2) >> 8), byte(len(body) + 2)}) + body
}

func chunkOfPNG(kind, body string) string { return string(appendChunk(nil, kind, []byte(body))) }

func chunkOfWebP(kind, body string) string {
	if len(body)%2 != 0 {
		body += " "
	}
	return kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body
}

// telling is EXIF with a place and, if turn is not 0, how to turn the picture.
func telling(turn uint16) string {
	b := []byte("MM\x00\x2a\x00\x00\x00\x08")
	entries := [][]byte{}
	entry := func(tag, kind uint16, n uint32, value []byte) {
		e := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, tag), kind)
		entries = append(entries, append(binary.BigEndian.AppendUint32(e, n), value...))
	}
	if turn != 0 {
		entry(exifOrientation, 3, 1, []byte{0, byte(turn), 0, 0})
	}
	entry(exifArtist, 2, uint32(len(secret)), []byte{0, 0, 0, 100})
	entry(exifGPS, 4, 1, []byte{0, 0, 0, 60})
	b = binary.BigEndian.AppendUint16(b, uint16(len(entries)))
	for _, e := range entries {
		b = append(b, e...)
	}
	b = append(b, make([]byte, 100-len(b))...)
	return string(b) + secret
}

type soiled struct {
	name, kind string
	plain      []byte
	turn       uint16
	soiled     []byte
	decode     func([]byte) (image.Image, error)
}

// soiledPictures are pictures as cameras and programs leave them, with the
// secret in every place that each kind has for it.
func soiledPictures() []soiled {
	jpegData := encoded(func(b *bytes.Buffer) error { return stdjpeg.Encode(b, aPicture(), nil) })
	pngData := encoded(func(b *bytes.Buffer) error { return stdpng.Encode(b, aPicture()) })
	gifData := encoded(func(b *bytes.Buffer) error {
		m := image.NewPaletted(image.Rect(0, 0, 16, 12), palette.WebSafe)
		for i := range m.Pix {
			m.Pix[i] = uint8(i)
		}
		other := image.NewPaletted(m.Rect, palette.Plan9)
		return stdgif.EncodeAll(b, &stdgif.GIF{Image: []*image.Paletted{m, other}, Delay: []int{10, 20}, LoopCount: 3})
	})
	webpData := plainWebP()
	var all []soiled
	for _, turn := range []uint16{0, 1, 6} {
		exif := telling(turn)
		name := fmt.Sprintf(", turned %d", turn)
		all = append(all,
			soiled{"JPEG" + name, ".jpg", jpegData, turn, []byte("\xff\xd8" +
				segment(0xe0, "JFIF\x00\x01\x02\x01\x00\x48\x00\x48\x01\x01\x09\x09\x09") + segment(0xe0, "JFXX\x00\x10"+secret) +
				segment(0xe1, "Exif\x00\x00"+exif) + segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secret) + segment(0xed, "Photoshop 3.0\x00"+secret) +
				segment(0xe2, "MPF\x00"+secret) + segment(0xe2, "ICC_PROFILE\x00\x01\x01profile") + segment(0xfe, secret) + segment(0xef, secret) + "\xff" +
				string(jpegData[2:]) + "PK\x03\x04<script>" + secret), decodeWith(stdjpeg.Decode)},
			soiled{"PNG" + name, ".png", pngData, turn, []byte(string(pngData[:33]) +
				chunkOfPNG("tEXt", "Author\x00"+secret) + chunkOfPNG("zTXt", "Comment\x00\x00"+secret) + chunkOfPNG("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret) +
				chunkOfPNG("eXIf", exif) + chunkOfPNG("tIME", secret[:7]) + chunkOfPNG("gAMA", "\x00\x00\xb1\x8f") + chunkOfPNG("prVt", secret) +
				string(pngData[33:]) + "<html>" + secret), decodeWith(stdpng.Decode)},
			soiled{"WebP" + name, ".webp", webpData, turn, riff(string(webpData[12:]) + chunkOfWebP("EXIF", exif) + chunkOfWebP("XMP ", secret) + chunkOfWebP("ABCD", secret)), decodeWith(stdwebp.Decode)},
		)
	}
	at := 13 + paletteSize(gifData[10])
	all = append(all, soiled{"GIF", ".gif", gifData, 0, []byte(string(gifData[:at]) +
		"\x21\xfe" + string([]byte{byte(len(secret))}) + secret + "\x00" + "\x21\xff\x0bXMP DataXMP" + string([]byte{byte(len(secret))}) + secret + "\x00" +
		string(gifData[at:]) + "*/=1;alert(1)//" + secret), decodeWith(stdgif.Decode)})
	return all
}

func riff(chunks string) []byte {
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(chunks)+4))) + "WEBP" + chunks)
}

func decodeWith(decode func(io.Reader) (image.Image, error)) func([]byte) (image.Image, error) {
	return func(data []byte) (image.Image, error) { return decode(bytes.NewReader(data)) }
}

// A picture that is put out shows what it showed, pixel for pixel, is turned as
// it was, and tells nothing else.
func TestCleanPicturesShowTheSameAndTellNothing(t *testing.T) {
	for _, row := range soiledPictures() {
		t.Run(row.name, func(t *testing.T) {
			p, err := Clean(row.kind, row.soiled)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range []string{secret, secret[:7], "<script>", "XMP", "JFXX", "Photoshop", "alert"} {
				if bytes.Contains(p.Data, []byte(part)) {
					t.Errorf("%q is still in it", part)
				}
			}
			if got := Inspect(bytes.NewReader(p.Data), int64(len(p.Data))); len(got.Authors) > 0 || got.Location {
				t.Errorf("it tells %v", got)
			}
			want, err := row.decode(row.plain)
			if err != nil {
				t.Fatal(err)
			}
			got, err := row.decode(p.Data)
			if err != nil {
				t.Fatal(err)
			}
			samePixels(t, want, got)
			if b := want.Bounds(); p.Width != b.Dx() || p.Height != b.Dy() {
				t.Errorf("it is said to be %d by %d", p.Width, p.Height)
			}
			if turn := turnIn(row.kind, p.Data); turn != keptTurn(row.turn) {
				t.Errorf("it is to be turned %d, and was %d", turn, row.turn)
			}
			again, err := Clean(row.kind, p.Data)
			if err != nil || !bytes.Equal(again.Data, p.Data) {
				t.Errorf("a clean picture is not left as it is (%v)", err)
			}
			for n := range row.soiled { // cut short, it is an error or a picture, and never more
				if cut, err := Clean(row.kind, row.soiled[:n]); err == nil && bytes.Contains(cut.Data, []byte(secret)) {
					t.Fatalf("cut at byte %d it tells", n)
				}
			}
		})
	}
}

// keptTurn is what is left of how to turn a picture: nothing where it stands
// as it is.
func keptTurn(turn uint16) uint16 {
	if turn == 1 {
		return 0
	}
	return turn
}

func samePixels(t *testing.T, want, got image.Image) {
	t.Helper()
	if want.Bounds() != got.Bounds() {
		t.Fatalf("it is %v, and was %v", got.Bounds(), want.Bounds())
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			if want.At(x, y) != got.At(x, y) {
				t.Fatalf("at %d, %d it is %v, and was %v", x, y, got.At(x, y), want.At(x, y))
			}
		}
	}
}

// turnIn finds how a picture is to be turned, where each kind says so.
func turnIn(kind string, data []byte) uint16 {
	switch kind {
	case ".jpg":
		if _, exif, ok := bytes.Cut(data, []byte("Exif\x00\x00")); ok {
			return orientation(exif)
		}
	case ".png", ".webp":
		for _, name := range []string{"eXIf", "EXIF"} {
			if _, exif, ok := bytes.Cut(data, []byte(name)); ok {
				return orientation(exif[skip(kind):])
			}
		}
	}
	return 0
}

func skip(kind string) int {
	if kind == ".webp" {
		return 4 // the length
	}
	return 0
}

// Moving pictures keep their frames, their pace and how often they run.
func TestMovingPicturesGoOnMoving(t *testing.T) {
	for _, row := range soiledPictures() {
		if row.kind != ".gif" {
			continue
		}
		p, err := Clean(row.kind, row.soiled)
		if err != nil {
			t.Fatal(err)
		}
		got, err := stdgif.DecodeAll(bytes.NewReader(p.Data))
		if err != nil || len(got.Image) != 2 || got.Delay[1] != 20 || got.LoopCount != 3 || p.Frames != 2 {
			t.Errorf("%d frames, %v, %d times, %v", len(got.Image), got.Delay, got.LoopCount, err)
		}
	}
	frame := chunkOfWebP("ANMF", strings.Repeat("\x00", 16)+string(plainWebP()[12+18+8+456:])+chunkOfWebP("ABCD", secret))
	moving := riff(chunkOfWebP("VP8X", "\x02\x00\x00\x00\x0f\x00\x00\x0b\x00\x00") + chunkOfWebP("ANIM", "\x00\x00\x00\x00\x00\x00") + frame + frame)
	p, err := Clean(".webp", moving)
	if err != nil || p.Frames != 2 || bytes.Contains(p.Data, []byte(secret)) {
		t.Errorf("a WebP that moves: %d frames, %v", p.Frames, err)
	}
}

// TestCheck holds files to their names.
func TestCheck(t *testing.T) {
	zipped := func(parts ...string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range parts {
			w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			if err != nil {
				t.Fatal(err)
			}
			if name == "mimetype" {
				fmt.Fprint(w, "application/vnd.oasis.opendocument.text")
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	jpegData := string(encoded(func(b *bytes.Buffer) error { return stdjpeg.Encode(b, aPicture(), nil) }))
	huge := []byte("\x00\x00\x7f\xff\x00\x00\x7f\xff\x08\x02\x00\x00\x00")
	manyPixels := "\x89PNG\r\n\x1a\n" + string(appendChunk(appendChunk(appendChunk(nil, "IHDR", huge), "IDAT", []byte("x")), "IEND", nil))
	for _, row := range []struct{ name, kind, data, want string }{
		{"a PDF", ".pdf", "%PDF-1.7\n", ""},
		{"a page that says it is a PDF", ".pdf", "<html>%PDF-1.7\n", "does not hold a PDF, whatever its name says"},
		{"an empty PDF", ".pdf", "", "does not hold a PDF, whatever its name says"},
		{"Word", ".docx", zipped("[Content_Types].xml", "word/document.xml"), ""},
		{"Word with macros", ".docx", zipped("word/document.xml", "word/vbaProject.bin"), errMacros.What},
		{"Excel that says it is Word", ".docx", zipped("xl/workbook.xml"), "does not hold a Word document, whatever its name says"},
		{"Excel", ".xlsx", zipped("xl/workbook.xml"), ""},
		{"PowerPoint", ".pptx", zipped("ppt/presentation.xml"), ""},
		{"a text of LibreOffice", ".odt", zipped("mimetype", "content.xml"), ""},
		{"one with macros", ".odt", zipped("mimetype", "Basic/Standard/Module1.xml"), errMacros.What},
		{"a sheet that says it is a text", ".ods", zipped("mimetype", "content.xml"), "does not hold an OpenDocument spreadsheet, whatever its name says"},
		{"old Word", ".doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""},
		{"a page that says it is old Word", ".doc", "<html>", "does not hold a document of Word 97, whatever its name says"},
		{"Rich Text", ".rtf", `{\rtf1 a}`, ""},
		{"a zip", ".zip", zipped("a.txt", "b/", "b/c.txt"), ""},
		{"a zip out of its folder", ".zip", zipped("../a.txt"), errUnpacksOutside.What},
		{"a zip to a Windows disk", ".zip", zipped(`C:\a.txt`), errUnpacksOutside.What},
		{"a program with a zip behind it", ".zip", "MZ" + zipped("a.txt"), "does not hold an archive of the kind zip, whatever its name says"},
		{"text", ".txt", "Words, with Ŵ.\n", ""},
		{"text of a word processor", ".txt", "Words,\vand \x1ea line of their own.\n", ""},
		{"a packed file that says it is text", ".txt", "\x1f\x8b\x08", "does not hold plain text, whatever its name says"},
		{"text of old Windows", ".csv", "a,\x93b\x94\n", ""},
		{"a page that says it is text", ".txt", "\n <!doctype html><script>", "does not hold plain text, whatever its name says"},
		{"a script that says it is figures", ".csv", "<script>alert(1)</script>", "does not hold plain text, whatever its name says"},
		{"a program that says it is text", ".txt", "MZ\x90\x00\x03", "does not hold plain text, whatever its name says"},
		{"JSON", ".json", "\xef\xbb\xbf{\"a\": 1}", ""},
		{"a script that says it is JSON", ".json", "alert(1)", "does not hold JSON, whatever its name says"},
		{"a JPEG that says it is a PNG", ".png", jpegData, "holds no picture of the kind that its name says"},
		{"a script that says it is a GIF", ".gif", "GIF89a=1;alert(1)", "is cut short or damaged"},
		{"a JPEG cut short", ".jpg", jpegData[:len(jpegData)-2], "is cut short or damaged"},
		{"a picture of a thousand million pixels", ".png", manyPixels, "has more pixels than a telephone can show: 32767 × 32767"},
		{"a drawing", ".svg", "<svg/>", "is of no kind that is published"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := ""
			if err := Check(row.kind, strings.NewReader(row.data), int64(len(row.data))); err != nil {
				got = err.Error()
			}
			if got != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
	if err := Check(".pdf", strings.NewReader("%PDF-"), MaxFile+1); err == nil || err.Error() != "is too large: 100 MB, and 100 MB is the most" {
		t.Error(err)
	}
	if err := Check(".png", strings.NewReader(""), MaxPicture+1); err == nil || !strings.HasPrefix(err.Error(), "is too large for a picture") {
		t.Error(err)
	}
}

// A picture is gone through once: its cost grows with its length, and with
// nothing that it claims. Counted are bytes that are taken up, not time.
func TestCleaningTakesRoomInProportion(t *testing.T) {
	comments := func(n int) []byte {
		return []byte("\xff\xd8" + strings.Repeat(segment(0xfe, "x"), n) + string(encoded(func(b *bytes.Buffer) error { return stdjpeg.Encode(b, aPicture(), nil) })[2:]))
	}
	for _, n := range []int{1_000, 100_000} {
		data := comments(n)
		if got := testing.AllocsPerRun(5, func() { _, _ = Clean(".jpg", data) }); got > 2 {
			t.Errorf("%d comments: %v allocations", n, got)
		}
	}
}

// FuzzClean holds of any bytes that what is put out can be cleaned again, to
// the same, is no longer than what it was made of but for how to turn it, and
// tells of no person and no place.
func FuzzClean(f *testing.F) {
	for _, row := range soiledPictures() {
		f.Add(row.kind, row.soiled)
		f.Add(row.kind, row.plain)
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		if kind == ".png" && len(data) < 1<<16 {
			data = withSums(data) // so that more than the first chunk is read
		}
		p, err := Clean(kind, data)
		if err != nil {
			return
		}
		if len(p.Data) > len(data)+64 || p.Width < 1 || p.Height < 1 || p.Frames < 1 {
			t.Fatalf("%d bytes became %d, %d by %d", len(data), len(p.Data), p.Width, p.Height)
		}
		again, err := Clean(kind, p.Data)
		if err != nil || !bytes.Equal(again.Data, p.Data) {
			t.Fatalf("what is clean is cleaned again: %v", err)
		}
	})
}

// withSums gives each chunk of a PNG the sum that it should have.
func withSums(data []byte) []byte {
	data = bytes.Clone(data)
	for at := 8; at+12 <= len(data); {
		length := int64(binary.BigEndian.Uint32(data[at:]))
		if length > int64(len(data)-at-12) {
			break
		}
		end := at + 8 + int(length)
		binary.BigEndian.PutUint32(data[end:], crc32.ChecksumIEEE(data[at+4:end]))
		at = end + 4
	}
	return data
}

// FuzzCheck holds that no bytes harm whoever looks at them.
func FuzzCheck(f *testing.F) {
	for kind := range kinds {
		f.Add(kind, []byte("PK\x03\x04"))
		f.Add(kind, []byte("{\"a\": [1, 2]}"))
	}
	f.Add(".docx", archive("word/document.xml", "<w:document/>"))
	f.Add(".odt", archive("mimetype", "application/vnd.oasis.opendocument.text"))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		_ = Check(kind, bytes.NewReader(data), int64(len(data)))
		Inspect(bytes.NewReader(data), int64(len(data)))
	})
}
