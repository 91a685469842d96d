package frontmatter

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fiftysix/internal/diag"
)

// This file finds characters that a writer cannot see or did not type: what programs
// leave behind, and what is left of others when text is read in the wrong encoding.

// unseen are characters that no one can see and that change how a text is shown or
// printed, with what should be in their place.
var unseen = map[rune]struct{ name, instead string }{
	'\v':     {"a line break of Word's", " "},
	'\f':     {"a page break", " "},
	'\a':     {"the end of a table's cell in Word", " "},
	'\x1e':   {"a hyphen of Word's", "-"},
	'\u0085': {"a line break of old systems", " "},
	'\u2028': {"a line break of another program", " "},
	'\u2029': {"a paragraph break of another program", " "},
}

// IsUnseen reports whether a character must not be in a text: a control character, or one
// that turns the direction of the words after it.
func IsUnseen(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || r == 0x2028 || r == 0x2029 ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// isTag reports whether a character is one of those that spell the flag of Wales after 🏴,
// and that carry hidden words anywhere else.
func isTag(r rune) bool { return r >= 0xe0000 && r <= 0xe007f }

// isInvisible reports whether a character has no width, such as a soft hyphen. It harms
// nobody, but a search for the word that it is in does not find it in other programs.
func isInvisible(r, before, after rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u180e', '\u200e', '\u200f':
		return true
	case '\u200c', '\u200d': // which other scripts, and emoji, need
		return !needsJoiner(before) && !needsJoiner(after)
	}
	return false
}

func needsJoiner(r rune) bool {
	return r > 0x2100 || unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r)
}

// symbols are signs of the fonts Symbol and Wingdings, which other fonts do not have.
var symbols = map[rune]rune{
	0xf0b7: '•', 0xf0a7: '▪', 0xf0d8: '➢', 0xf0fc: '✓', 0xf0fb: '✗', 0xf0e0: '→', 0xf0ae: '→', 0xf0b3: '≥', 0xf0a3: '≤',
	0xf0b1: '±', 0xf0b0: '°', 0xf0b4: '×', 0xf02d: '−', 0xf0be: '—', 0xf020: ' ', 0xf0a8: '☐', 0xf0fe: '☒', 0xf06f: '☐', 0xf076: '❖', 0xf04a: '☺',
}

// A repair is what is wrong with the characters of a line, and the line without it.
type repair struct {
	unseen, garbled, invisible int // byte offset of the first of each kind, or -1
	sign                       rune
	seen                       string // what the garbled characters should be
	fixed                      strings.Builder
}

// checkCharacters reports the lines of a file with such characters.
func checkCharacters(f *diag.File) (problems []diag.Problem) {
	at := 0
	for line := range strings.Lines(f.Text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.IndexFunc(line, isSuspect) >= 0 {
			problems = append(problems, checkLine(f, at, line)...)
		}
		if at += len(line) + 1; len(problems) > 200 {
			return problems
		}
	}
	return problems
}

// isSuspect reports whether a line with this character is read closely.
func isSuspect(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	}
	return r <= 0xad || r >= 0xc2 && r <= 0xef || r == 0x034f || r >= 0x180e && r <= 0x200f || r >= 0x2028 && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2069 || r >= 0xe000 && r <= 0xf8ff || r >= 0xfeff
}

func checkLine(f *diag.File, at int, line string) (problems []diag.Problem) {
	r := repairLine(line)
	add := func(level diag.Level, rule string, from, length int, message, hint string) {
		p := f.Problem(level, rule, at+from, length, message, hint)
		p.Fix = r.fixed.String()
		problems = append(problems, p)
	}
	if r.unseen >= 0 {
		name := ""
		if u, ok := unseen[r.sign]; ok {
			name = ", " + u.name
		}
		add(diag.Error, RuleUnseen, r.unseen, utf8.RuneLen(r.sign), fmt.Sprintf("there is a character here that nobody can see: U+%04X%s", r.sign, name), "take it out, or write what should be in its place")
	}
	if r.garbled >= 0 && r.seen == "" {
		add(diag.Warning, RuleGarbled, r.garbled, 1, "a character was lost here, or can be seen with one font only", "write the one that was meant")
		problems[len(problems)-1].Fix = ""
	} else if r.garbled >= 0 {
		add(diag.Warning, RuleGarbled, r.garbled, 1, "this is what is left of "+quote(r.seen)+" when text is read in the wrong way", "")
	}
	if r.invisible >= 0 && r.unseen < 0 {
		add(diag.Warning, RuleUnseen, r.invisible, 1, "there is a character here that has no width, such as a soft hyphen, so that other programs do not find the word", "")
	}
	return problems
}

// repairLine finds what is wrong with a line, and makes it right.
func repairLine(line string) *repair {
	r := &repair{unseen: -1, garbled: -1, invisible: -1}
	first := func(offset *int, at int) bool {
		if *offset < 0 {
			*offset = at
			return true
		}
		return false
	}
	var before rune
	flag := false
	for i := 0; i < len(line); {
		c, size := utf8.DecodeRuneInString(line[i:])
		after, _ := utf8.DecodeRuneInString(line[i+size:])
		meant, length := ungarble(line[i:])
		flag = before == '🏴' || flag && isTag(before)
		switch symbol, isSymbol := symbols[c]; {
		case length > 0:
			if first(&r.garbled, i) {
				r.seen = meant
			}
			r.fixed.WriteString(meant)
			size = length
		case IsUnseen(c) || isTag(c) && !flag:
			if first(&r.unseen, i) {
				r.sign = c
			}
			r.fixed.WriteString(unseen[c].instead)
		case isInvisible(c, before, after):
			first(&r.invisible, i)
		case isSymbol && strings.TrimSpace(line[:i]) != "": // at its beginning it is a list's
			if first(&r.garbled, i) {
				r.seen = string(symbol)
			}
			r.fixed.WriteRune(symbol)
		case c == utf8.RuneError, !isSymbol && c >= 0xe000 && c <= 0xf8ff:
			first(&r.garbled, i)
			r.fixed.WriteRune(c)
		default:
			r.fixed.WriteRune(c)
		}
		before = c
		i += size
	}
	return r
}

// ungarble is the character that was meant where UTF-8 was read as Windows-1252, such as ’
// for â€™, and how many bytes of text are what is left of it; 0 where there is none.
func ungarble(text string) (meant string, length int) {
	var raw []byte
	for i, c := range text {
		b, ok := windows1252Byte(c)
		if !ok || b < 0x80 || len(raw) == 4 {
			break
		}
		if raw = append(raw, b); len(raw) == 1 && (b < 0xc2 || b > 0xf0) {
			return "", 0
		}
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError || size != len(raw) {
			continue
		}
		if !isLikely(r) {
			return "", 0
		}
		return string(r), i + utf8.RuneLen(c)
	}
	if strings.HasPrefix(text, "â€") {
		return "”", len("â€") // the third byte has no character in Windows-1252
	}
	return "", 0
}

// isLikely reports whether a character is one that people lose in this way.
func isLikely(r rune) bool {
	return r >= 0xa0 && r <= 0xff || strings.ContainsRune("ŴŵŶŷŸŒœŠšŽž", r) || r >= 0x2010 && r <= 0x2027 || r >= 0x2030 && r <= 0x203a ||
		r == '€' || r == '™' || r == '−' || r >= 0x2190 && r <= 0x2193 || r >= 0x2260 && r <= 0x2265 || r >= 0x25a0 && r <= 0x25ff || r >= 0x2713 && r <= 0x2717 || r == 0xfeff || r == 0xf0b7 ||
		r >= 0x1f300 && r <= 0x1faff
}

// windows1252 are the characters of the bytes from 0x80 to 0x9f in western European
// Windows (https://encoding.spec.whatwg.org/index-windows-1252.txt). All others are as in
// Unicode.
var windows1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

func windows1252Byte(c rune) (byte, bool) {
	if c <= 0xff {
		return byte(c), true
	}
	for i, r := range windows1252 {
		if r == c {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// DecodeWindows1252 reads text that an older Windows program saved.
func DecodeWindows1252(raw string) string {
	var b strings.Builder
	for i := range len(raw) {
		if c := raw[i]; c >= 0x80 && c <= 0x9f {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// isWindows1252 reports whether text that is not UTF-8 can be read as Windows-1252: no
// part of it is UTF-8 beyond ASCII, and every byte has a character.
func isWindows1252(raw string) bool {
	for i, r := range raw {
		if r >= 0x80 && r != utf8.RuneError || strings.IndexByte("\x81\x8d\x8f\x90\x9d", raw[i]) >= 0 {
			return false
		}
	}
	return true
}
