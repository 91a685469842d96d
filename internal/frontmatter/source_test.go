package frontmatter

import (
	"strings"
	"testing"

	"fiftysix/internal/diag"
)

func TestBytesThatAreNotText(t *testing.T) {
	for _, test := range []struct {
		why, raw, want string
	}{
		{"UTF-16 from Notepad", "\xff\xfet\x00i\x00", "saved as UTF-16"},
		{"UTF-16, the other end first", "\xfe\xff\x00t\x00i", "saved as UTF-16"},
		{"a NUL", "---\ntitle: a\x00b\n---\n", "NUL byte"},
		{"UTF-8 with a byte of Windows-1252", "---\ntitle: ŵ the force\x92s answer\n---\n", "not UTF-8"},
		{"a Word file named .md", "PK\x03\x04rest", "not a text file"},
		{"a PDF file named .md", "%PDF-1.7\n", "not a text file"},
		{"more than 1 MiB", strings.Repeat("a", MaxSize+1), "too large"},
	} {
		t.Run(test.why, func(t *testing.T) {
			f, problems := Open("x.md", []byte(test.raw))
			if f != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, test.want) || problems[0].Level != diag.Error {
				t.Errorf("got %v; want one error about %q", problems, test.want)
			}
		})
	}
}

// TestLinesAreTheFilesOwn reads one mistake under every kind of line end, with
// and without a byte-order mark: its place is the same in all.
func TestLinesAreTheFilesOwn(t *testing.T) {
	const text = "---\ntitle: ŵ: é\nscope: force\n---\n\nŴords.\n"
	for why, raw := range map[string]string{
		"line feeds":            text,
		"Windows":               strings.ReplaceAll(text, "\n", "\r\n"),
		"old Macintosh":         strings.ReplaceAll(text, "\n", "\r"),
		"a byte-order mark":     "\xef\xbb\xbf" + text,
		"both":                  "\xef\xbb\xbf" + strings.ReplaceAll(text, "\n", "\r\n"),
		"empty lines before it": text,
	} {
		t.Run(why, func(t *testing.T) {
			f, problems := Open("x.md", []byte(raw))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			doc, problems := Split(f)
			if len(problems) != 1 || problems[0].Line != 2 || problems[0].Column != 8 || problems[0].Width != 4 {
				t.Fatalf("got %+v; want line 2, column 8, four characters", problems)
			}
			if doc == nil || strings.TrimSpace(string(f.Text[doc.Body:])) != "Ŵords." {
				t.Error("the words are not what stands after the front matter")
			}
			if line, column := f.Position(doc.Body + 1); line != 6 || column != 1 {
				t.Errorf("the words begin at %d:%d; want 6:1", line, column)
			}
		})
	}
}

// TestPositionAndOffsetAgree goes to every byte of a text and back.
func TestPositionAndOffsetAgree(t *testing.T) {
	f := diag.NewFile("x.md", []byte("a\n\nŵŷ\nlast"))
	for offset := range f.Text {
		if offset > 0 && f.Text[offset]&0xc0 == 0x80 {
			continue // inside a character
		}
		line, column := f.Position(offset)
		if got := f.Offset(line, column); got != offset {
			t.Errorf("offset %d is %d:%d, which is offset %d", offset, line, column, got)
		}
	}
}

// TestQuotedReadsBackAsWritten keeps the promise that the line a message gives
// to copy means what its author meant.
func TestQuotedReadsBackAsWritten(t *testing.T) {
	for _, text := range []string{"a: b", `say "no"`, "it's", `both "a" and 'b'`, `back\slash`, "#1", "- x", "“curly”", ""} {
		f := diag.NewFile("x.yaml", []byte("field: "+Quoted(text)+"\n"))
		v, _, problems := ParseYAML(f, 0, len(f.Text))
		if len(problems) > 0 || v.Field("field").Text != text {
			t.Errorf("%q came back as %q %v", text, v.Field("field").Text, problems)
		}
	}
}

// TestNothingIsGuessed holds the reader to what was typed.
func TestNothingIsGuessed(t *testing.T) {
	f := diag.NewFile("x.yaml", []byte("a: 0123\nb: yes\nc: 2020-03-09\nd: 1.10\ne: ~\nf:\ng: \"\"\nh: true # why\n"))
	v, _, problems := ParseYAML(f, 0, len(f.Text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for name, want := range map[string]string{"a": "0123", "b": "yes", "c": "2020-03-09", "d": "1.10", "h": "true"} {
		if got := v.Field(name); got.Kind != Scalar || got.Text != want {
			t.Errorf("%s: %q; want %q", name, got.Text, want)
		}
	}
	if v.Field("e").Kind != Nothing || v.Field("f").Kind != Nothing || v.Field("g").Kind != Scalar {
		t.Error("nothing and the empty words are not told apart")
	}
	if v.Field("h").Comment != "# why" {
		t.Errorf("comment %q", v.Field("h").Comment)
	}
}

// FuzzSplit gives any bytes for a content file. Whatever comes of it, no line
// between the fences may end among the words, and silence means it was read.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: a\n---\nwords\n", "---\ntitle: a: b\n---\n", "----\n", "---\ntitle: |\n  a\n  ---\n---\n", "\ufeff---\r\ntitle: x\r\n---\r\n",
		"---\nx: [a, {b: c}]\ny: 'it''s'\n---\n", "---\n\tx: y\n---\n", "---\na: &a [*a]\n---\n", "---\n? a\n: b\n---\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, problems := Open("x.md", raw)
		if file == nil {
			if len(problems) == 0 {
				t.Fatal("refused without a word")
			}
			return
		}
		doc, problems := Split(file)
		if doc == nil {
			if len(problems) == 0 {
				t.Fatal("refused without a word")
			}
			return
		}
		before := strings.TrimRight(string(file.Text[:doc.Body]), " \t\n")
		if !strings.HasSuffix(before, "---") {
			t.Fatalf("the words begin in the middle of the front matter: %q", file.Text)
		}
		if strings.Contains(strings.TrimSuffix(strings.TrimLeft(before, " \t\n")[3:], "---"), "\n---\n") {
			t.Fatalf("the front matter reaches past its end: %q", before)
		}
	})
}

// Dropped fields are read again, also where the front matter begins late.
func TestFieldsAreReparsed(t *testing.T) {
	for _, before := range []string{"", "\n", " \n\n", "\ufeff"} {
		f, problems := Open("x.md", []byte(before+"---\ntitle: A\nlist: [a, b]\n---\nwords\n"))
		if f == nil {
			t.Fatal(problems)
		}
		doc, problems := Split(f)
		if doc == nil {
			t.Fatal(problems)
		}
		at := doc.Fields.Field("list").Offset
		doc.DropFields()
		if list := doc.ReparseFields().Field("list"); list == nil || list.Offset != at || len(list.Items) != 2 || list.Items[1].Text != "b" {
			t.Errorf("%q: %+v", before, list)
		}
	}
}
