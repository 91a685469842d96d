package frontmatter

import (
	"strings"
	"testing"

	"fiftysix/internal/diag"
)

// TestCharacters has lines with characters that nobody typed, the rule that finds them,
// and the line put right. No rule means an ordinary line.
func TestCharacters(t *testing.T) {
	for _, c := range []struct{ line, rule, fixed string }{
		{"one\vtwo", RuleUnseen, "one two"},
		{"one\ftwo", RuleUnseen, "one two"},
		{"one\u2028two", RuleUnseen, "one two"},
		{"one\u2029two", RuleUnseen, "one two"},
		{"one\u0085two", RuleUnseen, "one two"},
		{"a note\x02 here", RuleUnseen, "a note here"},
		{"a cell\atwo", RuleUnseen, "a cell two"},
		{"non\x1ebreaking", RuleUnseen, "non-breaking"},
		{"soft\x1fhyphen", RuleUnseen, "softhyphen"},
		{"\x1b[31mred", RuleUnseen, "[31mred"},
		{"gone\x7f", RuleUnseen, "gone"},
		{"turned \u202eround", RuleUnseen, "turned round"},
		{"turned \u2067round\u2069", RuleUnseen, "turned round"},
		{"tags\U000e0041\U000e0042", RuleUnseen, "tags"},
		{"ser\u00adgeant", RuleUnseen, "sergeant"},
		{"ser\u200bgeant", RuleUnseen, "sergeant"},
		{"ser\u2060geant", RuleUnseen, "sergeant"},
		{"ser\u200dgeant", RuleUnseen, "sergeant"},
		{"\ufeffAt the start", RuleUnseen, "At the start"},
		{"left to right\u200e", RuleUnseen, "left to right"},
		{"the forceâ€™s answer", RuleGarbled, "the force’s answer"},
		{"Â£20 million", RuleGarbled, "£20 million"},
		{"â€œWordsâ€\u009d", RuleGarbled, "“Words”"},
		{"â€œWordsâ€ lost", RuleGarbled, "“Words” lost"},
		{"2019â€“20 â€” or so", RuleGarbled, "2019–20 — or so"},
		{"and so onâ€¦", RuleGarbled, "and so on…"},
		{"cafÃ© and naÃ¯ve", RuleGarbled, "café and naïve"},
		{"Å´yr a dÅµr", RuleGarbled, "Ŵyr a dŵr"},
		{"20Â°C and Â½", RuleGarbled, "20°C and ½"},
		{"a no-breakÂ\u00a0space", RuleGarbled, "a no-break\u00a0space"},
		{"â€¢ one", RuleGarbled, "• one"},
		{"costs â‚¬5", RuleGarbled, "costs €5"},
		{"â‰¥ 5", RuleGarbled, "≥ 5"},
		{"a lost \ufffd sign", RuleGarbled, ""},
		{"done \uf0fc", RuleGarbled, "done ✓"},
		{"at least \uf0b3 5", RuleGarbled, "at least ≥ 5"},
		{"unknown \uf123", RuleGarbled, ""},

		{"The force’s “answer” – £20m, 5 °C, ½, naïve café…", "", ""},
		{"Tŷ’r Heddlu, Ŵyr, Llŷn, gŵyl, Siân, tân, CAFÉ’S, SIÂN’S, Â’r", "", ""},
		{"“CAFÉ” and “TŶ” and “Ô”", "", ""},
		{"👩\u200d👩\u200d👧 and ✓ and ☑️", "", ""},
		{"न्\u200dय and می\u200cخواهم and العربية", "", ""},
		{"a no-break\u00a0space, a thin\u2009space, a non\u2011breaking hyphen", "", ""},
		{"🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru", "", ""},
		{"tab\tstop", "", ""},
		{"\uf0b7 one", "", ""}, // a list's, which internal/markdown writes out
		{"Straße, Łódź, Ærø, 東京", "", ""},
	} {
		f, problems := Open("a.md", []byte("First.\n"+c.line+"\n"))
		if f == nil {
			t.Errorf("%q: the file was not read: %v", c.line, problems)
			continue
		}
		rule, fixed := "", ""
		for _, p := range problems {
			if rule, fixed = p.Rule, p.Fix; p.Line != 2 && !strings.ContainsAny(c.line, "\u0085\u2028\u2029") {
				t.Errorf("%q: reported on line %d", c.line, p.Line)
			}
		}
		if rule != c.rule || fixed != c.fixed {
			t.Errorf("%q: rule %q, fixed %q; want %q, %q", c.line, rule, fixed, c.rule, c.fixed)
		}
	}
}

// Old Windows programs' text is read as it was meant, and that is said.
func TestWindows1252(t *testing.T) {
	for raw, want := range map[string]string{
		"the force\x92s \x93answer\x94 \x96 \xa320m": "the force’s “answer” – £20m",
		"caf\xe9, na\xefve, 20\xb0C, \x80 5":         "café, naïve, 20°C, € 5",
		"two\r\nlines \x85 of it\r\n":                "two\nlines … of it\n",
	} {
		f, problems := Open("a.md", []byte(raw))
		if f == nil || f.Text != want || len(problems) != 1 || problems[0].Rule != RuleEncoding || problems[0].Level != diag.Warning {
			t.Errorf("%q: %v, %v", raw, f, problems)
		}
	}
	for _, raw := range []string{"half “UTF-8” and half \x93not\x94", "no such byte \x81", "\xff\xfea\x00"} {
		if f, problems := Open("a.md", []byte(raw)); f != nil || len(problems) == 0 || problems[0].Level != diag.Error {
			t.Errorf("%q was read", raw)
		}
	}
}
