package frontmatter

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fiftysix/internal/diag"
)

// MaxSize is the largest text file that is read, in bytes. A long answer is a
// hundredth of it; anything larger is a mistake, such as a Word file renamed
// to .md.
const MaxSize = 1 << 20

// Rules of this package. An error cannot be allowed away.
const (
	RuleUnreadable    = "unreadable-file"
	RuleFrontMatter   = "front-matter"
	RuleYAML          = "yaml"
	RuleFieldsTooMuch = "fields-too-long"
	RuleEncoding      = "encoding"
	RuleUnseen        = "unseen-character"
	RuleGarbled       = "garbled-text"
)

// Rules are the rules of this package.
var Rules = []diag.Rule{
	diag.ErrorRule(RuleUnreadable, "A file or folder cannot be read as text.",
		"Words that cannot be read might be published garbled, or not at all.",
		"Save the file as plain text in UTF-8, or put it back where it was."),
	diag.ErrorRule(RuleFrontMatter, "The fields at the top of a file are not set off by two lines of three hyphens.",
		"Without them a file would lose its dates, and the mark that keeps a draft off the site.",
		"Put a line of exactly three hyphens above the first field, and another below the last."),
	diag.ErrorRule(RuleYAML, "A line of the fields cannot be read.",
		"A field that cannot be read would be lost, or read as something else.",
		"Write one field a line: its name, a colon, a space and its value, in quotes if it holds marks such as : or #."),
	diag.ErrorRule(RuleFieldsTooMuch, "The fields at the top of a file, or one line of them, are longer than can be read.",
		"They stand on many pages, and it would take too long to read them.",
		"Write what is long below the fields, where there is room for it."),
	{ID: RuleUnseen, Level: diag.Error, Either: true, Category: diag.Reading, What: "There is a character that nobody can see. A soft hyphen or the like is a warning; a control character, or one that turns words round, an error.",
		Why: "It changes how words are shown, read aloud, printed or found.", Do: "Take it out; the message shows the line without it."},
	diag.WarningRule(RuleEncoding, diag.Fact, "A file is not UTF-8, and was read as older Windows programs save text.",
		"If it was saved in yet another way, quotes, dashes, accents and £ signs are wrong.", "Check these, and save the file as UTF-8.", ""),
	diag.WarningRule(RuleGarbled, diag.Reading, "Characters are what is left of others when text is read in the wrong way, such as â€™ for ’.",
		"Readers see signs that mean nothing.", "Write what was meant; the message shows the line.", ""),
}

// Open makes a File of raw bytes as they are on the disk. Where they are not
// text that everyone would read alike, it returns nil and the Problem; a File
// may have problems too.
func Open(path string, raw []byte) (*diag.File, []diag.Problem) { return OpenText(path, string(raw)) }

// OpenText is Open for bytes that were read as a string.
func OpenText(path, raw string) (*diag.File, []diag.Problem) {
	if message, hint := notText(raw); message != "" {
		return nil, []diag.Problem{{File: path, Rule: RuleUnreadable, Message: message, Hint: hint}}
	}
	var problems []diag.Problem
	f := &diag.File{Path: path, Text: normalise(raw)}
	if i := strings.IndexByte(f.Text, 0); i >= 0 {
		p := f.Problem(diag.Error, RuleUnreadable, i, 1, "the file holds a NUL byte, which no text has", "save it again as plain text in UTF-8")
		p.Excerpt, p.Width = "", 0
		return nil, []diag.Problem{p}
	}
	if i := invalidUTF8(f.Text); i >= 0 && isWindows1252(f.Text) {
		f.Text = DecodeWindows1252(f.Text)
		problems = append(problems, f.Problem(diag.Warning, RuleEncoding, i, 1, "the file is not UTF-8, so it was read as older Windows programs save text",
			"check quotes, dashes, accents and £ signs, then save it as UTF-8: in Notepad choose File, Save As, and under Encoding UTF-8"))
	} else if i >= 0 {
		p := f.Problem(diag.Error, RuleUnreadable, i, 1, "a character here is not UTF-8, so nobody can know which one was meant",
			"save the file as UTF-8 (older Word and Windows programs use another encoding), then look at quotes, dashes and accents")
		p.Excerpt = strings.ToValidUTF8(p.Excerpt, "\ufffd")
		return nil, []diag.Problem{p}
	}
	return f, append(problems, checkCharacters(f)...)
}

// notText says what is wrong with bytes that are refused as a whole.
func notText(raw string) (message, hint string) {
	switch {
	case len(raw) > MaxSize:
		return fmt.Sprintf("the file is too large: %d KiB, and %d KiB is the most", len(raw)>>10, MaxSize>>10),
			"a text file this large is most often a Word or PDF file with the wrong name; divide it, or attach it as it is"
	case strings.HasPrefix(raw, "\xff\xfe") || strings.HasPrefix(raw, "\xfe\xff"):
		return "the file is saved as UTF-16",
			"save it again as UTF-8: in Notepad choose File, Save As, and under Encoding UTF-8"
	case strings.HasPrefix(raw, "PK\x03\x04") || strings.HasPrefix(raw, "%PDF-") || strings.HasPrefix(raw, "\xd0\xcf\x11\xe0"):
		return "the file is not a text file, whatever its name says",
			"if it is a Word or PDF file, give it its own ending (.docx, .pdf)"
	}
	return "", ""
}

// lineEnds makes the line ends of Windows and of old Macintoshes line feeds.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// normalise takes a byte-order mark away and makes every line end a line feed.
func normalise(raw string) string {
	return lineEnds.Replace(strings.TrimPrefix(raw, "\xef\xbb\xbf"))
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(text string) int {
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			return i
		}
	}
	return -1
}
