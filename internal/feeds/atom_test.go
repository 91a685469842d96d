package feeds

import (
	"bytes"
	others "encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed/atom"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.FixedZone("", 3600))

func TestAtom(t *testing.T) {
	f := &Atom{
		ID: "tag:example.org,2026:en/feed.xml", Lang: "en", Title: "What changed", Subtitle: "All of it",
		Self: "https://example.org/feed.xml", Page: "https://example.org/", Rights: "OGL", Updated: noon,
		Author: Person{Name: "Office", Email: "office@example.org", URL: "https://example.org/office"},
	}
	entries := []Entry{
		{ID: "tag:example.org,2026:en/a", Title: `Fish & "chips" < 5`, Page: "https://example.org/a/?x=1&y=\"2\"", Kind: "answer", KindName: "Answer", Published: noon, Updated: noon.Add(time.Hour), HTML: []byte("<p>One &amp; two</p>\n")},
		{ID: "tag:example.org,2026:en/b", Title: "Ŵy", Page: "b/", Published: noon, Updated: noon},
	}
	f.Entries = entries
	text := f.XML()
	want := `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>tag:example.org,2026:en/feed.xml</id>
<title>What changed</title>
<subtitle>All of it</subtitle>
<updated>2026-11-24T12:00:00+01:00</updated>
<link rel="self" type="application/atom+xml" href="https://example.org/feed.xml"/>
<link rel="alternate" type="text/html" href="https://example.org/"/>
<author>
<name>Office</name>
<uri>https://example.org/office</uri>
<email>office@example.org</email>
</author>
<rights>OGL</rights>
<generator>fiftysix</generator>
<entry>
<id>tag:example.org,2026:en/a</id>
<title>Fish &amp; "chips" &lt; 5</title>
<published>2026-11-24T12:00:00+01:00</published>
<updated>2026-11-24T13:00:00+01:00</updated>
<link rel="alternate" type="text/html" href="https://example.org/a/?x=1&amp;y=&#34;2&#34;"/>
<category term="answer" label="Answer"/>
<content type="html">&lt;p&gt;One &amp;amp; two&lt;/p&gt;
</content>
</entry>
<entry>
<id>tag:example.org,2026:en/b</id>
<title>Ŵy</title>
<published>2026-11-24T12:00:00+01:00</published>
<updated>2026-11-24T12:00:00+01:00</updated>
<link rel="alternate" type="text/html" href="b/"/>
<content type="html"></content>
</entry>
</feed>
`
	if string(text) != want {
		t.Errorf("got\n%s", text)
	}
	read, err := (&atom.Parser{}).Parse(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if e := read.Entries[0]; e.Title != entries[0].Title || e.Links[0].Href != entries[0].Page || e.Content.Value != strings.TrimSpace(string(entries[0].HTML)) {
		t.Errorf("another's parser reads %q, %q, %q", e.Title, e.Links[0].Href, e.Content.Value)
	}
}

// FuzzAtomText puts any text in every place of a feed: what an XML parser
// reads there is the same text, less what XML cannot hold.
func FuzzAtomText(f *testing.F) {
	for _, seed := range []string{"", "Fish & chips", "]]>", "<![CDATA[", "a\r\nb\tc", "\x00\x1f\x7f", "\xff\xfe", "\uFFFE\uFFFF", "Ŵy 🐟", `"quoted'`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		feed := &Atom{ID: text, Lang: text, Title: text, Self: text, Entries: []Entry{{Title: text, Page: text, HTML: []byte(text)}}}
		b := feed.XML()
		var read struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
			Lang  string `xml:"lang,attr"`
			Entry struct {
				Title   string `xml:"title"`
				Content string `xml:"content"`
				Link    []struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		if err := others.Unmarshal(b, &read); err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
		want := xmlText(text)
		got := []string{read.ID, read.Title, read.Lang, read.Entry.Title, read.Entry.Content}
		if text != "" {
			got = append(got, read.Entry.Link[0].Href)
		}
		for _, s := range got {
			if s != want {
				t.Errorf("wrote %q, read %q, want %q", text, s, want)
			}
		}
	})
}

// xmlText is text with U+FFFD for each byte or character that XML cannot
// contain.
func xmlText(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0xFFFE || c == 0xFFFF {
			return 0xFFFD
		}
		return c
	}, text)
}
