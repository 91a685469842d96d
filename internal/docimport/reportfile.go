package docimport

import (
	"cmp"
	"slices"
	"strings"

	"fiftysix/internal/content"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// reportFile writes report.md.
func (w *folderWriter) reportFile(attached string) []byte {
	r := w.report
	f := newFrontMatter("", &w.result)
	f.note("Made from " + w.paper.Name + ". Each line that begins with “" + content.UndecidedPrefix + "” asks you to decide something; take it out when you have.")
	f.comment("Look: ", "take the next line out when the report may be public.")
	f.field("draft", "true")
	f.notes(r.comments)
	f.checkAll(r.doubts)
	w.writeTitle(f)
	w.writeKinds(f)
	if r.scopeWhy != "" {
		f.check("scope", "force, multi-force or national? "+upperFirst(r.scopeWhy)+".")
	}
	f.field("scope", r.scope)
	if len(w.settings.Services) > 1 {
		f.check("services", "which of your services is it about? They are "+strings.Join(w.settings.Services, ", ")+".")
		f.field("services", "["+w.likelyService()+"]")
	}
	w.writeSource(f)
	w.writeResponse(f)
	if attached != "" {
		w.writeAttachment(f, attached)
	}
	m := &markdownWriter{}
	m.blocks(r.background, 3)
	m.section("Force comments", r.force)
	m.section("Our comments", r.our)
	w.writeNotes(m)
	return f.fileWith(m)
}

func (w *folderWriter) writeTitle(f *frontMatter) {
	r := w.report
	if r.titleWhy != "" {
		f.check("title", r.titleWhy+".")
	}
	f.quote(r.titleLine)
	f.text("title", cmp.Or(r.title, "Untitled"))
	if r.shortTitle != "" {
		f.check("short_title", "a short name for lists, proposed from the words of the title.")
		f.text("short_title", r.shortTitle)
	}
}

func (w *folderWriter) writeKinds(f *frontMatter) {
	kinds := w.report.kinds
	if len(kinds) == 0 {
		f.missing("kind", "what kind of inspection was it? The kinds are "+strings.Join(inspection.ReportKinds, ", ")+".")
		kinds = []string{"other"}
	} else {
		f.check("kind", "proposed from the words of the title and the paper; there may be others.")
	}
	f.field("kind", "["+strings.Join(kinds, ", ")+"]")
}

// likelyService is the service that a report is most likely about.
func (w *folderWriter) likelyService() string {
	aboutFire := slices.Contains(w.report.kinds, "fire")
	for _, id := range w.settings.Services {
		if strings.Contains(id, "fire") == aboutFire {
			return id
		}
	}
	return w.settings.Services[0]
}

// writeSource writes when and where the report was published, and what of it.
func (w *folderWriter) writeSource(f *frontMatter) {
	r := w.report
	if r.publishedFrom == "" {
		f.missing("published", "the paper does not say when the inspectorate published its report. Put the day here: the 56 days begin with it. The day that stands here is only a place-holder.")
	} else {
		f.check("published", "is this the day on which the inspectorate published its report? The 56 days begin with it. The paper says: “"+shortened(r.publishedFrom, 30)+"”")
	}
	f.field("published", r.published.String())
	if r.url != "" {
		f.quote(r.urlLine)
		f.field("url", frontmatter.Quoted(r.url))
	} else {
		f.missing("", "the address of the report on the inspectorate's own site is missing. Add it like this: url: https://…")
	}
	if r.redacted {
		f.check("redacted", "the paper speaks of a redacted report.")
		f.field("redacted", "true")
	}
	if r.fieldworkFrom != "" {
		f.check("fieldwork", "the paper says “"+r.fieldworkFrom+"”.")
		f.field("fieldwork", "{from: "+r.fieldwork[0]+", to: "+r.fieldwork[1]+"}")
	}
}

// writeResponse writes what is known about the answer as a whole.
func (w *folderWriter) writeResponse(f *frontMatter) {
	r := w.report
	if !r.hasAnswer() {
		f.missing("", "no answer was found in the paper, so there is no “response” here.")
		return
	}
	f.group("response")
	if r.answeredFrom == "" {
		f.missing("response.published", "the paper has no date. Put the day here on which the answer was published; the day that stands here is only a place-holder.")
	} else {
		document := "paper"
		if r.basis == inspection.BasisLetter {
			document = "letter"
		}
		f.check("response.published", "this is the day of the "+document+": “"+shortened(r.answeredFrom, 30)+"”. If the answer was published on another day, put that here and take date_basis out.")
	}
	f.field("published", r.answered.String())
	if r.basisWhy != "" {
		f.check("response.date_basis", r.basisWhy+".")
	}
	f.field("date_basis", string(r.basis))
	f.endGroup()
	f.missing("", "when did copies go to the Home Secretary and the inspectorate? Add under response: sent_to_home_secretary and sent_to_inspectorate.")
	if len(r.our) == 0 {
		f.missing("", "no comments of your own office were found. Write them at the end of this file under ## Our comments.")
	}
}

func (w *folderWriter) writeAttachment(f *frontMatter, name string) {
	r := w.report
	title := "The board paper"
	if r.basis == inspection.BasisLetter {
		title = "The letter"
	}
	if r.answeredFrom != "" {
		title += " of " + longDate(r.answered)
	}
	f.check("attachments", "readers can open the paper itself. If it is not public, take these lines and the file away.")
	f.group("attachments")
	f.field("- file", name)
	f.indent += "  "
	f.text("title", title+", as plain text")
	f.field("of", "response")
	f.field("accessible", "true")
	f.indent = ""
}
