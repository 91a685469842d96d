package data

import (
	"io"
	"sync"

	"fiftysix/internal/register"
)

// ogl is the licence of the inspectorate's words.
const (
	oglName    = "Open Government Licence v3.0"
	oglAddress = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)

// WriteRegister writes the whole register as JSON: an envelope, and one
// report a line.
func (d *Data) WriteRegister(w io.Writer) error { return d.pass([]part{&wholeJSON{w: w, d: d}}) }

// WriteLines writes the reports as JSON Lines: the same objects, one a line.
func (d *Data) WriteLines(w io.Writer) error { return d.pass([]part{lines{w}}) }

// WriteReport writes one report, with its findings.
func (d *Data) WriteReport(w io.Writer, r *register.Report) error {
	return d.one(w, "report", d.asAt(r), func(e *encoder) { reportShape.write(e, d.report(r)) })
}

// WriteFinding writes one finding.
func (d *Data) WriteFinding(w io.Writer, f *register.Finding) error {
	return d.one(w, "finding", register.Date{}, func(e *encoder) { findingShape.write(e, finding{f, d}) })
}

func (d *Data) one(w io.Writer, kind string, asAt register.Date, record func(*encoder)) error {
	e := kept.Get().(*encoder)
	defer kept.Put(e)
	e.w, e.b, e.err = w, e.b[:0], nil
	d.open(e, kind, d.address(d.opt.Root+schemaFile), asAt)
	e.b = append(e.b, ",\n\""...)
	e.b = append(e.b, kind...)
	e.b = append(e.b, "\":"...)
	record(e)
	e.b = append(e.b, "}\n"...)
	return e.done()
}

// kept are encoders that go from file to file, as a build makes very many.
var kept = sync.Pool{New: func() any { return new(encoder) }}

// asAt is today where a report's data rests on it, and none where it does not,
// so that a build of the next day leaves the file as it is.
func (d *Data) asAt(r *register.Report) register.Date {
	if r.Outcome(d.reg.Today()).Answered.IsZero() {
		return d.reg.Today()
	}
	return register.Date{}
}

var serviceShape = newShape("service",
	key(id("id", "services", func(s register.Service) string { return s.ID })),
	always(text("name", func(s register.Service) string { return s.Name })),
	always(choice("regime", []register.Regime{register.Police, register.Fire}, func(s register.Service) register.Regime { return s.Regime })),
)

// envelope is what stands around records.
type envelope struct {
	d            *Data
	kind, schema string
	asAt         register.Date
}

// The kinds of envelope.
var envelopeKinds = []string{"register", "report", "finding"}

var envelopeShape = newShape("envelope",
	always(address("$schema", func(e envelope) string { return e.schema })),
	always(text("version", func(envelope) string { return Version })),
	always(choice("kind", envelopeKinds, func(e envelope) string { return e.kind })),
	date("as_at", func(e envelope) register.Date { return e.asAt }),
	group("office", nil,
		always(text("name", func(e envelope) string { return e.d.reg.Office.Name.Default })),
		text("email", func(e envelope) string { return e.d.reg.Office.Contact.Email }),
		address("url", func(e envelope) string { return e.d.reg.Office.Contact.URL }),
	),
	group("licence", nil,
		always(text("inspectorate", func(envelope) string { return oglName })),
		always(address("inspectorate_url", func(envelope) string { return oglAddress })),
		text("office", func(e envelope) string { return e.d.reg.Office.Licence }),
	),
	text("notice", func(e envelope) string { return e.d.reg.Office.Notice.Default }),
	address("site", func(e envelope) string { return e.d.opt.Base }),
	always(text("language", func(e envelope) string { return e.d.language() })),
)

// language is that of the words which are no translations.
func (d *Data) language() string {
	if l := d.reg.Office.Languages; len(l) > 0 {
		return l[0]
	}
	return "en"
}

// open writes the envelope, and leaves it open for what it holds.
func (d *Data) open(e *encoder, kind, schema string, asAt register.Date) {
	envelopeShape.write(e, envelope{d, kind, schema, asAt})
	e.b = e.b[:len(e.b)-1]
}
