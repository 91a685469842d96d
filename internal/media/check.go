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

// The limits of files that are published. They are far beyond what an office
// needs, and within what hosts and phones can do.
const (
	MaxFile     = 100 << 20   // bytes; common hosts take no more
	MaxPicture  = 20 << 20    // bytes
	MaxPixels   = 50_000_000  // of a picture; a phone needs four bytes for each
	MaxMoving   = 400_000_000 // pixels of all frames of an animation
	MaxParts    = 10_000      // files in an archive
	MaxUnpacked = 1 << 30     // bytes that they decompress to
)

// TooLarge says why a file is more than can be published.
type TooLarge struct{ What, Hint string }

func (e *TooLarge) Error() string { return e.What }

// A Refusal says what is wrong with a file, and how to fix it.
type Refusal struct{ What, Hint string }

func (e *Refusal) Error() string { return e.What }

var (
	errMacros         = &Refusal{"holds a program (macros)", "save it as a document without macros (in Word: File, Save As, Word Document), or make a PDF of it"}
	errUnpacksOutside = &Refusal{"holds files that would be unpacked elsewhere than in a folder of their own", "make the archive again from the folder that holds the files, or attach them one by one"}
	errLink           = &Refusal{"holds a link, which could lead to anywhere where it is unpacked", "make the archive again with copies of the files, or attach them one by one"}
)

// errOtherKind is for a file that is of another kind than its name says.
func errOtherKind(holds string) error {
	return errors.New("does not hold " + holds + ", whatever its name says")
}

// kinds are the checks of files that are published, by file extension.
var kinds = map[string]func(r io.ReaderAt, size int64) error{
	".pdf":  startsWith("a PDF", "%PDF-"),
	".doc":  startsWith("a document of Word 97", oldOffice),
	".xls":  startsWith("a workbook of Excel 97", oldOffice),
	".ppt":  startsWith("slides of PowerPoint 97", oldOffice),
	".rtf":  startsWith("a document in Rich Text Format", `{\rtf`),
	".docx": officeOpenXML("a Word document", "word/document.xml"),
	".xlsx": officeOpenXML("an Excel workbook", "xl/workbook.xml"),
	".pptx": officeOpenXML("PowerPoint slides", "ppt/presentation.xml"),
	".odt":  openDocument("an OpenDocument text", "application/vnd.oasis.opendocument.text"),
	".ods":  openDocument("an OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
	".odp":  openDocument("an OpenDocument presentation", "application/vnd.oasis.opendocument.presentation"),
	".zip":  zipArchive,
	".txt":  plainText,
	".csv":  plainText,
	".json": validJSON,
}

const oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// IsPicture reports whether [Clean] knows a file extension.
func IsPicture(kind string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp"}, kind)
}

// Check compares a file with its extension, so that nobody is misled about what
// opens it, and with the limits, for which the error is a [TooLarge]. The
// messages continue "the file …".
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

// CleanFile is [Clean] for a file, within the limits of pictures.
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

func startsWith(what, with string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, _ int64) error {
		head := make([]byte, len(with))
		n, _ := r.ReadAt(head, 0)
		if string(head[:n]) != with {
			return errOtherKind(what)
		}
		return nil
	}
}

// officeOpenXML checks files of Word, Excel and PowerPoint: archives with a part
// of a known name, and without macros.
func officeOpenXML(what, part string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, size int64) error {
		z, err := openArchive(r, size, what)
		if err != nil {
			return err
		}
		err = errOtherKind(what)
		for _, f := range z.File {
			if strings.HasSuffix(strings.ToLower(f.Name), "vbaproject.bin") {
				return errMacros
			}
			if f.Name == part {
				err = nil
			}
		}
		return err
	}
}

// openDocument checks files of LibreOffice and the like: archives whose first
// part is their type.
func openDocument(what, mimetype string) func(io.ReaderAt, int64) error {
	return func(r io.ReaderAt, size int64) error {
		z, err := openArchive(r, size, what)
		if err != nil {
			return err
		}
		if len(z.File) == 0 || z.File[0].Name != "mimetype" {
			return errOtherKind(what)
		}
		part, err := z.File[0].Open()
		if err != nil {
			return errOtherKind(what)
		}
		defer part.Close()
		says, err := io.ReadAll(io.LimitReader(part, 200))
		if err != nil || strings.TrimSpace(string(says)) != mimetype {
			return errOtherKind(what)
		}
		for _, f := range z.File {
			if strings.HasPrefix(f.Name, "Basic/") || strings.HasPrefix(f.Name, "Scripts/") {
				return errMacros
			}
		}
		return nil
	}
}

func zipArchive(r io.ReaderAt, size int64) error {
	_, err := openArchive(r, size, "an archive of the kind zip")
	return err
}

// openArchive opens a zip archive whose files stay in the folder into which they
// are unpacked, and do not fill the disk.
func openArchive(r io.ReaderAt, size int64, what string) (*zip.Reader, error) {
	if err := startsWith(what, "PK")(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errOtherKind(what)
	}
	if len(z.File) > MaxParts {
		return nil, &TooLarge{fmt.Sprintf("has more parts than can be looked through: %d, and %d are the most", len(z.File), MaxParts), "divide it"}
	}
	total := uint64(0)
	for _, f := range z.File {
		if name := filepath.FromSlash(strings.TrimSuffix(f.Name, "/")); strings.Contains(f.Name, `\`) || strings.Contains(f.Name, ":") || name != "" && !filepath.IsLocal(name) {
			return nil, errUnpacksOutside
		}
		if f.Mode().Type()&^fs.ModeDir != 0 {
			return nil, errLink
		}
		if total += f.UncompressedSize64; total > MaxUnpacked {
			return nil, &TooLarge{fmt.Sprintf("would unpack to more than %d MB", MaxUnpacked>>20), "divide it"}
		}
	}
	return z, nil
}

// plainText accepts text that no browser takes for something else
// (https://mimesniff.spec.whatwg.org/). Word processors leave control characters
// in text, but never a zero byte, which every program has.
func plainText(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, maxHead))
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	switch sniffed := http.DetectContentType(head); {
	case strings.HasPrefix(sniffed, "text/plain"):
	case sniffed != "application/octet-stream" || bytes.IndexByte(head, 0) >= 0:
		return errOtherKind("plain text")
	}
	return nil
}

func validJSON(r io.ReaderAt, size int64) error {
	data := make([]byte, size)
	if n, _ := r.ReadAt(data, 0); int64(n) != size || !json.Valid(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))) {
		return errOtherKind("JSON")
	}
	return nil
}
