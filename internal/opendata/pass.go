package opendata

import (
	"fmt"
	"io"
	"slices"

	"fiftysix/internal/markdown"
	"fiftysix/internal/register"
)

// This file makes any number of the files in one pass over the register, so
// that what several of them say is worked out once: a report's record, a row,
// and the plain words of a passage.

// WriteFiles makes the files that to names, each into its writer.
func (d *Data) WriteFiles(to map[string]io.Writer) error {
	for name := range to {
		if !slices.ContainsFunc(d.Files(), func(f File) bool { return f.Name == name }) {
			return fmt.Errorf("there is no file %q", name)
		}
	}
	to = d.withSums(to)
	var parts []part
	if w := to[registerFile]; w != nil {
		parts = append(parts, &wholeJSON{w: w, d: d})
	}
	if w := to[linesFile]; w != nil {
		parts = append(parts, lines{w})
	}
	for _, t := range tables {
		if w := [flavours]io.Writer{to[t.File()], to[t.excelFile()]}; w[Clean] != nil || w[ForExcel] != nil {
			parts = append(parts, newGrid(t, w))
		}
	}
	if err := d.pass(parts); err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{{schemaFile, d.WriteSchema}, {csvwFile, d.WriteCSVW}, {packageFile, d.WritePackage}} {
		if w := to[f.name]; w != nil {
			if err := f.write(w); err != nil {
				return err
			}
		}
	}
	d.keepSums(to)
	if w := to[sumsFile]; w != nil {
		return d.writeChecksums(w)
	}
	return nil
}

// A part of a pass makes one file, or two that have the same rows.
type part interface {
	open(*passages) error
	report(*told) error
	close(*Data) error
}

// pass goes over the register once, for every part at the same time.
func (d *Data) pass(parts []part) error {
	if len(parts) == 0 {
		return nil
	}
	t := &told{}
	t.e.said = &passages{at: map[*markdown.Text][]byte{}}
	for _, p := range parts {
		if err := p.open(t.e.said); err != nil {
			return err
		}
	}
	for _, r := range d.reg.Reports {
		t.begin(d, r)
		for _, p := range parts {
			if err := p.report(t); err != nil {
				return err
			}
		}
	}
	for _, p := range parts {
		if err := p.close(d); err != nil {
			return err
		}
	}
	return nil
}

// told is the report that a pass has come to.
type told struct {
	report
	e encoder
}

func (t *told) begin(d *Data, r *register.Report) {
	t.turnTo(d, r)
	t.e.b, t.e.findings = t.e.b[:0], t.e.findings[:0]
	t.e.said.forget()
}

// record is the report as JSON.
func (t *told) record() []byte {
	if len(t.e.b) == 0 {
		reportShape.write(&t.e, &t.report)
	}
	return t.e.b
}

// passages are the plain words of passages, each found out once.
type passages struct {
	room []byte // in which they stand one after another
	at   map[*markdown.Text][]byte
}

func (p *passages) plain(t *markdown.Text) []byte {
	words, known := p.at[t]
	if !known {
		from := len(p.room)
		p.room = append(p.room, t.Plain()...)
		words = p.room[from:len(p.room):len(p.room)]
		p.at[t] = words
	}
	return words
}

func (p *passages) forget() {
	clear(p.at)
	p.room = p.room[:0]
}

// wholeJSON writes the register as JSON: see [Data.WriteRegister].
type wholeJSON struct {
	w    io.Writer
	d    *Data
	more bool // a report is there already
}

func (j *wholeJSON) open(*passages) error {
	e := &encoder{w: j.w}
	j.d.open(e, "register", schemaFile, j.d.reg.Today())
	e.b = append(e.b, ",\n\"services\":"...)
	e.list(func(next func()) {
		for _, s := range j.d.reg.Office.Services {
			next()
			serviceShape.write(e, s)
		}
	})
	e.b = append(e.b, ",\n\"reports\":["...)
	return e.done()
}

func (j *wholeJSON) report(t *told) error {
	mark := "\n"
	if j.more {
		mark = ",\n"
	}
	j.more = true
	if _, err := io.WriteString(j.w, mark); err != nil {
		return err
	}
	_, err := j.w.Write(t.record())
	return err
}

func (j *wholeJSON) close(*Data) error {
	_, err := io.WriteString(j.w, "\n]}\n")
	return err
}

// lines writes the reports' records, one a line.
type lines struct{ w io.Writer }

func (l lines) open(*passages) error { return nil }

func (l lines) report(t *told) error {
	if _, err := l.w.Write(t.record()); err != nil {
		return err
	}
	_, err := io.WriteString(l.w, "\n")
	return err
}

func (l lines) close(*Data) error { return nil }
