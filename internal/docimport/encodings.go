package docimport

import (
	"strings"
	"unicode/utf16"
)

// utf16Text reads text that Notepad saved as "Unicode".
func utf16Text(data []byte, bigEndian bool) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		a, b := uint16(data[i]), uint16(data[i+1])
		if bigEndian {
			a, b = b, a
		}
		units = append(units, a|b<<8)
	}
	return string(utf16.Decode(units))
}

// windows1252 are the bytes from 0x80 to 0x9f as Windows reads them in western
// Europe (https://encoding.spec.whatwg.org/index-windows-1252.txt). All others
// are as in Unicode.
var windows1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

// windowsText reads text as older Windows programs save it.
func windowsText(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		if c >= 0x80 && c <= 0x9f {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
