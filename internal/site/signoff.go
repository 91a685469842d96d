package site

import (
	"bytes"
	"fmt"
	"html/template"

	"fiftysix/internal/inspection"
)

// A SignOff makes the site a copy for the people who sign it off. It shows what
// is not public yet, if the register has it. Every page says that it is a copy,
// on screen and on paper, and has the hash of all input, so that a signature
// can name what was signed.
type SignOff struct {
	InputHash string
}

// signed is what base.html says of a sign-off copy.
type signed struct {
	Watermark  string
	InputHash  string
	AsAt       string
	ReportHash string // hash of the report that the page is about, as approve writes it
}

// publishesData reports whether the site has data, feeds and calendars. A
// sign-off copy has none, as nothing in them would say that they are drafts.
func (s *Site) publishesData() bool { return s.signOff == nil }

// addSignOff makes a page one of a sign-off copy.
func (sh *pageContext) addSignOff(f *layoutData) {
	f.SignOff = &signed{Watermark: sh.href(sh.watermark.url), InputHash: sh.signOff.InputHash, AsAt: sh.words.day(sh.reg.Today())}
	f.Title = sh.words.text("sign_off.title", "title", f.Title)
	f.NoIndex, f.Canonical, f.Alternates = true, "", nil
	f.Styles = append(f.Styles, sh.href(sh.draftCSS.url))
}

// addReportHash shows the hash of the report that a page is about, as approve
// writes it.
func (sh *pageContext) addReportHash(f *layoutData, r *inspection.Report) error {
	if f.SignOff == nil {
		return nil
	}
	hash, err := r.ContentHash(sh.files)
	f.SignOff.ReportHash = hash
	return err
}

// readWatermark makes the watermark of every page: a picture, since pictures are
// printed and backgrounds are not, and its contrast is not judged as text.
func (e *localeSite) readWatermark() {
	if e.signOff == nil {
		return
	}
	var b bytes.Buffer
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><defs><pattern id="p" width="460" height="260" patternUnits="userSpaceOnUse" patternTransform="rotate(-30)"><g fill="#777" font-family="sans-serif" text-anchor="middle">`)
	fmt.Fprintf(&b, `<text x="230" y="120" font-size="72" font-weight="700">%s</text><text x="230" y="160" font-size="22">%s</text>`,
		template.HTMLEscapeString(e.words.text("sign_off.word")), template.HTMLEscapeString(e.signOff.InputHash))
	b.WriteString(`</g></pattern></defs><rect width="100%" height="100%" fill="url(#p)"/></svg>`)
	e.watermark = asset{assetURL("draft.svg", fingerprint(b.Bytes())), b.Bytes()}
}

// planWatermarks plans what every page of a sign-off copy shows.
func (s *Site) planWatermarks(to *outputList) {
	if s.signOff == nil {
		return
	}
	css := s.localeSites[0].draftCSS
	to.add(Output{URL: css.url}, writeBytes(css.data))
	done := map[string]bool{}
	for _, e := range s.localeSites {
		if a := e.watermark; !done[a.url] {
			done[a.url] = true
			to.add(Output{URL: a.url}, writeBytes(a.data))
		}
	}
}
