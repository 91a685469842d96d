package opendata

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"

	"fiftysix/internal/inspection"
)

// object is a JSON object that keeps its members in order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := writeJSON(&b, o)
	return b.Bytes(), err
}

func writeIndented(w io.Writer, o object) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(o)
}

// writeJSON writes an object on one line, except that each object of an
// iter.Seq, which is rendered as it is written, has a line of its own.
func writeJSON(w io.Writer, o object) error {
	j := &jsonWriter{Writer: bufio.NewWriter(w)}
	j.encoder = json.NewEncoder(&j.encoded)
	j.encoder.SetEscapeHTML(false)
	if err := j.value(o); err != nil {
		return err
	}
	return j.Flush()
}

// jsonWriter writes objects member by member: given a whole record,
// encoding/json would scan the output of MarshalJSON again at every level.
type jsonWriter struct {
	*bufio.Writer
	encoder *json.Encoder
	encoded bytes.Buffer
}

func (j *jsonWriter) value(v any) error {
	switch v := v.(type) {
	case passage:
		return j.value(v.object())
	case object:
		return j.object(v)
	case []object:
		return j.list(v)
	case iter.Seq[object]:
		return j.lines(v)
	}
	j.encoded.Reset()
	if err := j.encoder.Encode(v); err != nil {
		return err
	}
	_, err := j.Write(bytes.TrimSuffix(j.encoded.Bytes(), []byte("\n")))
	return err
}

func (j *jsonWriter) object(o object) error {
	separator := byte('{')
	for _, m := range o {
		j.WriteByte(separator)
		separator = ','
		if err := j.value(m.name); err != nil {
			return err
		}
		j.WriteByte(':')
		if err := j.value(m.value); err != nil {
			return err
		}
	}
	if len(o) == 0 {
		j.WriteByte('{')
	}
	return j.WriteByte('}')
}

func (j *jsonWriter) list(all []object) error {
	j.WriteByte('[')
	for i, o := range all {
		if i > 0 {
			j.WriteByte(',')
		}
		if err := j.object(o); err != nil {
			return err
		}
	}
	return j.WriteByte(']')
}

func (j *jsonWriter) lines(all iter.Seq[object]) error {
	separator := "[\n"
	for o := range all {
		j.WriteString(separator)
		separator = ",\n"
		if err := j.object(o); err != nil {
			return err
		}
	}
	if separator == "[\n" {
		j.WriteByte('[')
	}
	_, err := j.WriteString("\n]")
	return err
}

// ogl is the licence of the inspectorate's text.
const (
	oglName    = "Open Government Licence v3.0"
	oglAddress = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)

var serviceRecord = newRecord("service",
	key(id("id", "services", func(s inspection.Service) string { return s.ID })),
	required(text("name", func(s inspection.Service) string { return s.Name })),
	required(choice("regime", []inspection.Regime{inspection.Police, inspection.Fire}, func(s inspection.Service) inspection.Regime { return s.Regime })),
)

// envelope returns the members before the records in a file.
type envelope struct {
	*Data
	kind, schema string
	asAt         inspection.Date
}

// envelopeKinds are the kinds of file.
var envelopeKinds = []string{"register", "report"}

var envelopeRecord = newRecord("envelope",
	required(address("$schema", func(e envelope) string { return e.schema })),
	required(text("version", func(envelope) string { return Version })),
	required(choice("kind", envelopeKinds, func(e envelope) string { return e.kind })),
	date("as_at", func(e envelope) inspection.Date { return e.asAt }),
	group("office", nil,
		required(text("name", func(e envelope) string { return e.reg.Office.Name.Default })),
		text("email", func(e envelope) string { return e.reg.Office.Contact.Email }),
		address("url", func(e envelope) string { return e.reg.Office.Contact.URL }),
	),
	group("licence", nil,
		required(text("inspectorate", func(envelope) string { return oglName })),
		required(address("inspectorate_url", func(envelope) string { return oglAddress })),
		text("office", func(e envelope) string { return e.reg.Office.Licence }),
	),
	text("notice", func(e envelope) string { return e.reg.Office.Notice.Default }),
	address("site", func(e envelope) string { return e.Base }),
	required(text("language", func(e envelope) string { return e.language() })),
)

// writeRegister writes the whole register, one report per line.
func (d *Data) writeRegister(w io.Writer) error {
	services := []object{}
	for _, s := range d.reg.Office.Services {
		services = append(services, serviceRecord.object(s))
	}
	var reports iter.Seq[object] = func(yield func(object) bool) {
		for r := range d.reports() {
			if !yield(reportRecord.object(r)) {
				return
			}
		}
	}
	o := envelopeRecord.object(envelope{d, "register", schemaFile, d.reg.Today()})
	return writeJSON(w, append(o, member{"services", services}, member{"reports", reports}))
}

// WriteReport writes the file of one report, with its findings. It has a date only if
// the report's data depends on it, so that the file does not change every day.
func (d *Data) WriteReport(w io.Writer, r *inspection.Report) error {
	v := d.report(r)
	var asAt inspection.Date
	if o := v.outcome; o.Answered.IsZero() || o.Standing == inspection.Partly && !o.Overdue() {
		asAt = d.reg.Today()
	}
	o := envelopeRecord.object(envelope{d, "report", d.address(d.Root + schemaFile), asAt})
	return writeJSON(w, append(o, member{"report", reportRecord.object(v)}))
}
