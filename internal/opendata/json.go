package opendata

import (
	"io"
	"slices"

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

// Singles makes the data of one report or finding after another. It keeps the
// record of the report that it came to last, which is cut up for the report's
// findings. It serves one goroutine.
type Singles struct {
	d  *Data
	of report
	e  encoder // its record
}

// Singles makes the data of single reports and findings.
func (d *Data) Singles() *Singles { return &Singles{d: d} }

// AppendReport adds the file of a report, with its findings, to b.
func (r *Singles) AppendReport(b []byte, of *register.Report) []byte {
	r.turnTo(of)
	return r.d.append(b, "report", r.d.asAt(of), r.e.b)
}

// AppendFinding adds the file of a finding to b.
func (r *Singles) AppendFinding(b []byte, f *register.Finding) []byte {
	r.turnTo(f.Report)
	at := r.e.findings[slices.Index(f.Report.Findings, f)]
	return r.d.append(b, "finding", register.Date{}, r.e.b[at.from:at.to])
}

func (r *Singles) turnTo(of *register.Report) {
	if r.of.Report == of {
		return
	}
	r.of.turnTo(r.d, of)
	r.e.b, r.e.findings = r.e.b[:0], r.e.findings[:0]
	reportShape.write(&r.e, &r.of)
}

// append adds a file of one record.
func (d *Data) append(b []byte, kind string, asAt register.Date, record []byte) []byte {
	e := encoder{b: b}
	d.open(&e, kind, d.address(d.opt.Root+schemaFile), asAt)
	e.b = append(e.b, ",\n\""...)
	e.b = append(e.b, kind...)
	e.b = append(e.b, "\":"...)
	e.b = append(e.b, record...)
	return append(e.b, "}\n"...)
}

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
