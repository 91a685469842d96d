package media

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
)

// The limits of files that are published as they are. They lie far beyond what
// an office needs, and within what hosts and telephones can do.
const (
	// MaxFile is how many bytes a file may have. Common hosts take no more.
	MaxFile = 100 << 20
	// MaxPicture is how many bytes a picture may have.
	MaxPicture = 20 << 20
	// MaxPixels is how many pixels a picture may have, and MaxMoving how many
	// all its frames together. A telephone needs four bytes for each.
	MaxPixels = 50_000_000
	MaxMoving = 400_000_000
	// MaxParts is how many parts an archive may have, and MaxUnpacked how many
	// bytes they may unpack to.
	MaxParts    = 10_000
	MaxUnpacked = 1 << 30
)

// TooLarge says why a file is more than can be published.
type TooLarge struct{ What, Hint string }

func (e *TooLarge) Error() string { return e.What }

// A Refusal says what is wrong with a file, and what would do.
type Refusal struct{ What, Hint string }

func (e *Refusal) Error() string { return e.What }

var (
	errMacros   = &Refusal{"holds a program (macros)", "save it as a document without macros (in Word: File, Save As, Word Document), or make a PDF of it"}
	errOutside  = &Refusal{"holds files that would be unpacked elsewhere than in a folder of their own", "make the archive again from the folder that holds the files, or attach them one by one"}
	errLeadsOut = &Refusal{"holds a link, which could lead to anywhere where it is unpacked", "make the archive again with copies of the files, or attach them one by one"}
)

// errOther is for a file that is of another kind than its name says.
func errOther(holds string) error {
	return errors.New("does not hold " + holds + ", whatever its name says")
}

// kinds are the kinds of file, by their ending, that can be told by what is in
// them. Each says what is wrong with a file that is not one.
var kinds = map[string]func(r io.ReaderAt, size int64) error{
	".pdf":  begins("a PDF", "%PDF-"),
	".doc":  begins("a document of Word 97", oldOffice),
	".xls":  begins("a workbook of Excel 97", oldOffice),
	".ppt":  begins("slides of PowerPoint 97", oldOffice),
	".rtf":  begins("a document in Rich Text Format", `{\rtf`),
	".docx": office("a Word document", "word/document.xml"),
	".xlsx": office("an Excel workbook", "xl/workbook.xml"),
	".pptx": office("PowerPoint slides", "ppt/presentation.xml"),
	".odt":  openDocument("an OpenDocument text", "application/vnd.oasis.opendocument.text"),
	".ods":  openDocument("an OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
	".odp":  openDocument("an OpenDocument presentation", "application/vnd.oasis.opendocument.presentation"),
	".zip":  archived,
	".txt":  plainWords,
	".csv":  plainWords,
	".json": jsonText,
}

const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// IsPicture says whether an ending is that of a picture that [Clean] knows.
func IsPicture(kind string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}, kind)
}

// Check says what is wrong with a file of some kind, told by its ending: that
// it is of another kind than its name says, so that a browser or a person could
// be misled about what opens it; or, as a [TooLarge], that it is more than can
// be published. The words go on from "the file".
func Check(kind string, r io.ReaderAt, size int64) error {
	if IsPicture(kind) {
		_, err := CleanFile(kind, r, size)
		return err
	}
	if size > MaxFile {
		return &TooLarge{fmt.Sprintf("is too large: %d MB, and %d MB is the most", size>>20, MaxFile>>20), "save it with smaller pictures in it, or divide it"}
	}
	if check := kinds[kind]; check != nil {
		return check(r, size)
	}
	return errors.New("is of no kind that is published")
}

// CleanFile is Clean for a file, within the limits of pictures.
func CleanFile(kind string, r io.ReaderAt, size int64) (Picture, error) {
	if size > MaxPicture {
		return Picture{}, &TooLarge{fmt.Sprintf("is too large for a picture: %d MB, and %d MB is the most", size>>20, MaxPicture>>20), "save it in the size in which it is shown; 2,000 pixels across are plenty"}
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); int64(n) != size {
		return Picture{}, fmt.Errorf("cannot be read: %w", err)
	}
	p, err := Clean(kind, data)
	if err != nil {
		return Picture{}, err
	}
	if pixels := int64(p.Width) * int64(p.Height); pixels > MaxPixels || pixels*int64(p.Frames) > MaxMoving {
		return Picture{}, &TooLarge{fmt.Sprintf("has more pixels than a telephone can show: %d × %d", p.Width, p.Height), "save it in the size in which it is shown; 2,000 pixels across are plenty"}
	}
	return p, nil
}

func begins(what, with string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, _ int64) error {
		head := make([]byte, len(with))
		n, _ := r.ReadAt(head, 0)
		if string(head[:n]) != with {
			return errOther(what)
		}
		return nil
	}
}

// office are the files of Word, Excel and PowerPoint: archives with a part of a
// known name, and no program.
func office(what, part string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, size int64) error {
		z, err := unpacked(r, size, what)
		if err != nil {
			return err
		}
		found := false
		for _, f := range z.File {
			found = found || f.Name == part
			if strings.HasSuffix(strings.ToLower(f.Name), "vbaproject.bin") {
				return errMacros
			}
		}
		if !found {
			return errOther(what)
		}
		return nil
	}
}

// openDocument are the files of LibreOffice and its kin: archives whose first
// part says what they are.
func openDocument(what, mimetype string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, size int64) error {
		z, err := unpacked(r, size, what)
		if err != nil {
			return err
		}
		if len(z.File) == 0 || z.File[0].Name != "mimetype" {
			return errOther(what)
		}
		part, err := z.File[0].Open()
		if err != nil {
			return errOther(what)
		}
		defer part.Close()
		says, err := io.ReadAll(io.LimitReader(part, 200))
		if err != nil || strings.TrimSpace(string(says)) != mimetype {
			return errOther(what)
		}
		for _, f := range z.File {
			if strings.HasPrefix(f.Name, "Basic/") || strings.HasPrefix(f.Name, "Scripts/") {
				return errMacros
			}
		}
		return nil
	}
}

func archived(r io.ReaderAt, size int64) error {
	_, err := unpacked(r, size, "an archive of the kind zip")
	return err
}

// unpacked opens an archive that begins where the file does, whose parts stay
// where they are unpacked, and which does not unpack to what fills a disk.
func unpacked(r io.ReaderAt, size int64, what string) (*zip.Reader, error) {
	if err := begins(what, "PK")(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errOther(what)
	}
	if len(z.File) > MaxParts {
		return nil, &TooLarge{fmt.Sprintf("has more parts than can be looked through: %d, and %d are the most", len(z.File), MaxParts), "divide it"}
	}
	total := uint64(0)
	for _, f := range z.File {
		if name := filepath.FromSlash(strings.TrimSuffix(f.Name, "/")); strings.Contains(f.Name, `\`) || strings.Contains(f.Name, ":") || name != "" && !filepath.IsLocal(name) {
			return nil, errOutside
		}
		if f.Mode().Type()&^fs.ModeDir != 0 {
			return nil, errLeadsOut
		}
		if total += f.UncompressedSize64; total > MaxUnpacked {
			return nil, &TooLarge{fmt.Sprintf("would unpack to more than %d MB", MaxUnpacked>>20), "divide it"}
		}
	}
	return z, nil
}

// plainWords is text that no browser takes for something else, by the rules of
// browsers (https://mimesniff.spec.whatwg.org/). Word processors leave controls
// in text, such as their own ends of lines, but never a nought, which every
// program has.
func plainWords(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, maxHead))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	switch taken := http.DetectContentType(head); {
	case strings.HasPrefix(taken, "text/plain"):
	case taken != "application/octet-stream" || bytes.IndexByte(head, 0) >= 0:
		return errOther("plain text")
	}
	return nil
}

func jsonText(r io.ReaderAt, size int64) error {
	data := make([]byte, size)
	if n, _ := r.ReadAt(data, 0); int64(n) != size || !json.Valid(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
		return errOther("JSON")
	}
	return nil
}
