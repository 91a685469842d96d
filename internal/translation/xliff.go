package translation

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file writes and reads XLIFF 2.1 (OASIS Standard, 13 February 2018): a
// file for each content file, a unit for each part, a segment for each
// paragraph. Words are Markdown and keep their lines.

const (
	xliffSpace = "urn:oasis:names:tc:xliff:document:2.0"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// XLIFF is the job as an XLIFF file.
func (j *Job) XLIFF() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	fmt.Fprintf(&b, `<xliff xmlns="%s" version="2.1" srcLang="%s" trgLang="%s">`+"\n", xliffSpace, j.From, j.To)
	for n, w := range j.Works {
		// What has to come back is in the id, which every program keeps.
		fmt.Fprintf(&b, ` <file id="f%d.%s.%d" original="%s" xml:space="preserve">`+"\n", n+1, w.Over, w.Count, escaped(w.File))
		fmt.Fprintf(&b, "  <notes>\n   <note>%s</note>\n   <note>The words are Markdown: leave marks such as ** and # and the addresses of links as they are.</note>\n  </notes>\n", escaped(w.Name))
		for u, part := range w.parts() {
			j.unit(&b, u+1, part)
		}
		b.WriteString(" </file>\n")
	}
	b.WriteString("</xliff>\n")
	return b.Bytes()
}

// parts are the segments of each unit: those of one part of words stand
// together, and every field and entry by itself.
func (w Work) parts() (all [][]Segment) {
	for _, s := range w.Segments {
		if n := len(all); n > 0 && inWords(s) && all[n-1][0].Part == s.Part {
			all[n-1] = append(all[n-1], s)
			continue
		}
		all = append(all, []Segment{s})
	}
	return all
}

// inWords says whether a segment is a paragraph of words under a heading.
func inWords(s Segment) bool {
	switch s.Part {
	case "background", "force_comments", "our_comments", "reply", "finding", "force_response", "our_response", "text":
		return true
	}
	return false
}

func (j *Job) unit(b *bytes.Buffer, n int, segments []Segment) {
	first := segments[0]
	name := first.ID()
	if inWords(first) {
		name = first.Part
	}
	fmt.Fprintf(b, `  <unit id="u%d" name="%s" canResegment="no">`+"\n   <notes>\n", n, escaped(name))
	for i, s := range segments {
		note := s.Name
		if more := s.note(j.From); more != "" {
			note += ": " + more
		}
		fmt.Fprintf(b, `    <note id="n%d">%s</note>`+"\n", i+1, escaped(note))
	}
	b.WriteString("   </notes>\n")
	for i, s := range segments {
		key := s.Key
		if !inWords(first) {
			key = strconv.Itoa(i + 1)
		}
		id := "s" + key
		if s.Key == "" {
			id = "all"
		}
		state := "initial"
		if s.State == Done {
			state = "translated"
		}
		fmt.Fprintf(b, `   <segment id="%s" state="%s">`+"\n    <source>%s</source>\n", id, state, content(s.Source))
		if s.Target != "" {
			fmt.Fprintf(b, "    <target>%s</target>\n", content(s.Target))
		}
		b.WriteString("   </segment>\n")
	}
	b.WriteString("  </unit>\n")
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

// content is text as source and target hold it. What XML has no place for is
// written as XLIFF has it, by its number.
func content(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteByte('\n')
		case !inXML(r):
			fmt.Fprintf(&b, `<cp hex="%04X"/>`, r)
		default:
			_ = xml.EscapeText(&b, utf8.AppendRune(nil, r))
		}
	}
	return b.String()
}

func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

var errBroken = errors.New("the file is broken: it ends too early, or was changed on its way\nask for it again")

// ReadXLIFF reads an XLIFF file that came back.
func ReadXLIFF(data []byte) (*Job, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	r := &xliffReader{d: d, job: &Job{}}
	root := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errBroken
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
			continue
		case start.Name.Local != "xliff" || root:
			return nil, errors.New("this is no XLIFF file")
		case start.Name.Space != xliffSpace:
			return nil, errors.New("this is XLIFF of another version, and 2.0 or 2.1 is needed\nask for it back in the version in which it was sent")
		}
		root = true
		r.job.From, r.job.To = attr(start, "srcLang"), attr(start, "trgLang")
		if err := r.files(); err != nil {
			return nil, err
		}
	}
	if !root {
		return nil, errBroken
	}
	return r.job, nil
}

type xliffReader struct {
	d   *xml.Decoder
	job *Job
}

// below calls do for each element directly below the one that is open.
func (r *xliffReader) below(do func(xml.StartElement) error) error {
	for {
		token, err := r.d.Token()
		if err != nil {
			return errBroken
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := do(t); err != nil {
				return err
			}
		}
	}
}

func (r *xliffReader) skip() error {
	if r.d.Skip() != nil {
		return errBroken
	}
	return nil
}

func (r *xliffReader) files() error {
	return r.below(func(t xml.StartElement) error {
		if t.Name.Local != "file" {
			return r.skip()
		}
		w := Work{File: attr(t, "original")}
		id := strings.Split(attr(t, "id"), ".")
		if len(id) != 3 {
			return fmt.Errorf("the part about %s has lost its mark (its id is %q), so it cannot be told what it was written over\nask for the file back as it was sent", w.File, attr(t, "id"))
		}
		w.Over = id[1]
		w.Count, _ = strconv.Atoi(id[2])
		if err := r.units(&w); err != nil {
			return err
		}
		r.job.Works = append(r.job.Works, w)
		return nil
	})
}

// units reads the units of a file, also those in groups.
func (r *xliffReader) units(w *Work) error {
	return r.below(func(t xml.StartElement) error {
		switch t.Name.Local {
		case "group":
			return r.units(w)
		case "unit":
			return r.segments(w, attr(t, "name"))
		}
		return r.skip()
	})
}

func (r *xliffReader) segments(w *Work, name string) error {
	part, key, _ := strings.Cut(name, " ")
	return r.below(func(t xml.StartElement) error {
		if t.Name.Local != "segment" {
			return r.skip()
		}
		s := Segment{Part: part, Key: key, Name: name, State: Missing}
		id := attr(t, "id")
		if key == "" && id != "all" {
			s.Key = strings.TrimPrefix(id, "s")
		}
		switch attr(t, "state") {
		case "translated", "reviewed", "final":
			s.State = Done
		}
		err := r.below(func(t xml.StartElement) (err error) {
			switch t.Name.Local {
			case "source":
				s.Source, err = r.text()
			case "target":
				s.Target, err = r.text()
			default:
				err = r.skip()
			}
			return err
		})
		w.Segments = append(w.Segments, s)
		return err
	})
}

// text reads the words of source or target, also those within marks that a
// translator's program has put around them.
func (r *xliffReader) text() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		token, err := r.d.Token()
		if err != nil {
			return "", errBroken
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			depth--
		case xml.StartElement:
			depth++
			if t.Name.Local == "cp" {
				n, err := strconv.ParseUint(attr(t, "hex"), 16, 32)
				if err != nil || n > utf8.MaxRune {
					return "", errBroken
				}
				b.WriteRune(rune(n))
			}
		}
	}
	return b.String(), nil
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && (a.Name.Space == "" || a.Name.Space == xmlSpace) {
			return a.Value
		}
	}
	return ""
}
