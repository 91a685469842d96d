package inspection

import (
	"strings"
	"testing"
)

func TestNamesThatAreOneFileOnSomeDisk(t *testing.T) {
	for _, pair := range [][2]string{{"Letter.PDF", "letter.pdf"}, {"cafe\u0301.pdf", "café.pdf"}, {"ŴYTH", "ŵyth"}} {
		if Fold(pair[0]) != Fold(pair[1]) {
			t.Errorf("%q and %q are one file on a Mac", pair[0], pair[1])
		}
	}
	if Fold("a.pdf") == Fold("b.pdf") {
		t.Error("two files are one")
	}
}

func TestNamesThatNotEverySystemCanHold(t *testing.T) {
	for _, name := range []string{"", "con", "CON.txt", "lpt1.pdf", "a.", " a", "a ", "a:b", "a/b", `a\b`, "a\u200bb", "a\x01", strings.Repeat("a", 181)} {
		if _, ok := PortableName(name); ok {
			t.Errorf("%q is let through", name)
		}
	}
	for _, name := range []string{"response.pdf", "Llythyr Ŵ.pdf", "console.txt", "a (1).pdf"} {
		if why, ok := PortableName(name); !ok {
			t.Errorf("%q is refused: %s", name, why)
		}
	}
}
