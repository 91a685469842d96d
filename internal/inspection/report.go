package inspection

import (
	"fiftysix/internal/markdown"
)

// A Report is one report of the inspectorate's and the answer to it.
type Report struct {
	ID   string // the folder's name and its part of the URL, for ever: 2020-prevent
	File string // content/reports/2020-prevent/report.md
	ReportWords
	In map[string]*ReportWords // its words in other languages, by language

	Kinds          []string // peel, thematic, …; at least one
	Scope          string   // force, multi-force or national
	Services       []Service
	Regime         string // the id of the [Duty] that the office names; "" where it follows from the rest
	Published      Date   // by the inspectorate; starts the clock
	URL            string
	ArchivedURL    string
	AnswerRequired bool
	Redacted       *Redaction
	Withdrawn      *Withdrawal
	Corrections    []Correction
	Fieldwork      Span
	Grades         []Grade
	AnsweredIn     *Report // the twin with the answer
	AnswersFor     []*Report
	Revisits       []*Report
	RevisitedBy    []*Report
	Response       *Response // nil where none has been published
	Attachments    []Attachment
	Findings       []*Finding // in order, children under their parent
	Aliases        []string   // old URLs, such as "/reports/prevent/"

	Embargo Embargo // why it is not public; zero when it is
}

// ReportWords are what a report and its answer say in one language.
type ReportWords struct {
	Record            *TranslationRecord // of the file that these words translate; nil where nothing is recorded
	Title             string
	ShortTitle        string // may be empty; see Report.Name
	NotRequiredReason string
	LateReason        string
	Notes             *ReportNotes  // nil in the first language, whose notes are in the fields they are about
	Background        markdown.Text // in the office's words
	ForceComments     markdown.Text // Police Act 1996 s.55(5)(b)
	OurComments       markdown.Text // s.55(5)(a)
	Reply             markdown.Text // s.55(5)(c): the body's response to the force's comments
}

// ReportNotes are the texts of a report's fields in another language.
type ReportNotes struct {
	Withdrawn         string
	Redacted          string
	Corrections       []Note // of the report, by their dates
	AnswerCorrections []Note
	Areas             []string // of the grades, in their order
	Attachments       []Titled
}

// A Note is the text of a dated entry.
type Note struct {
	Date Date
	Note string
}

// Titled is a file and its title.
type Titled struct{ File, Title string }

// NoteOf is the note of the nth entry of a day, from 0, or "".
func NoteOf(notes []Note, day Date, n int) string {
	for _, note := range notes {
		if note.Date != day {
			continue
		}
		if n == 0 {
			return note.Note
		}
		n--
	}
	return ""
}

// Name is the short title, or the title where there is none.
func (w ReportWords) Name() string {
	if w.ShortTitle != "" {
		return w.ShortTitle
	}
	return w.Title
}

// AnyName is the report's name in messages: that in the first language which
// has one.
func (r *Report) AnyName() string {
	return nameInAnyLanguage(&r.ReportWords, r.In, func(w *ReportWords) string { return w.Name() })
}

// HasInAnyLanguage says whether the report has something in at least one language.
func (r *Report) HasInAnyLanguage(has func(*ReportWords) bool) bool {
	return InAnyLanguage(&r.ReportWords, r.In, has)
}

// A Response is the answer to a report as a whole.
type Response struct {
	Published           Date
	Basis               Basis // what kind of date Published is
	Parts               PartDays
	CommentsRequested   Date // by when the body asked the force for comments (s.55(4))
	NoForceComments     bool // the force was asked and sent none
	SentToHomeSecretary Date // s.55(6)
	SentToInspectorate  Date // s.55(6)
	Corrections         []Correction
	Approved            *Approval
	Embargo             Embargo
}

// answer is the report's response, or that of its twin.
func (r *Report) answer() *Response {
	if r.AnsweredIn != nil {
		return r.AnsweredIn.Response
	}
	return r.Response
}

// Basis says which event a response's date is that of.
type Basis string

// The bases. A letter or a board paper says when words were written, not when
// the public could read them.
const (
	BasisPublished  Basis = "published"
	BasisLetter     Basis = "letter"
	BasisBoardPaper Basis = "board-paper"
)

// Approval is a sign-off of a response.
type Approval struct {
	By   string
	On   Date
	Hash string
}

// Redaction says that the published report leaves parts out (Police Act 1996
// s.55(2)).
type Redaction struct{ Note string }

// Withdrawal says that the inspectorate withdrew a report. Its page stays.
type Withdrawal struct {
	Date   Date
	Reason string
}

// A Correction is a change to something already published.
type Correction struct {
	Date Date
	Note string
}

// A Span is a stretch of time, each end known to the day or the month.
type Span struct{ From, To Day }

// A Grade is one judgement of a report. Grades of different cycles cannot be
// compared: there are five steps since 2021/22 and were four before.
type Grade struct {
	Area  string
	Grade string // outstanding, good, adequate, requires-improvement, inadequate, not-graded
	Cycle string
	AsAt  Date
}

// A Page is a page of text, such as "About this site".
type Page struct {
	ID   string // the file's stem and its part of the URL: about
	File string
	PageWords
	In          map[string]*PageWords
	Order       int
	InMenu      bool
	Aliases     []string
	Attachments []Attachment // files of content/ that its text uses
	Embargo     Embargo
}

// PageWords are what a page says in one language.
type PageWords struct {
	Record *TranslationRecord
	Title  string
	Text   markdown.Text
}

// ReportKinds are the kinds of inspection report.
var ReportKinds = []string{
	"peel", "thematic", "joint", "child-protection", "custody", "crime-data-integrity", "counter-terrorism",
	"super-complaint", "rape", "commissioned", "regional", "cause-of-concern", "revisit", "state-of-policing", "fire", "other",
}

// An Attachment is a file beside a report.
type Attachment struct {
	Name       string // the file's own name
	File       string // content/reports/2020-prevent/response.pdf
	Title      string
	Lang       string
	OfResponse bool   // else of the report itself
	Accessible string // "", "true" or "false": whether the office says it is accessible
	Size       int64  // in bytes
	Listed     bool   // named in front matter, or shown all the same
	InText     bool   // used in the text, as a picture is
}
