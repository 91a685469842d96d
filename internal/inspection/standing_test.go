package inspection

import (
	"strings"
	"testing"
)

// answerOf is a response in parts, of a report of 5 January 2024, whose last
// day was 29 February.
type answerOf struct {
	r *Report
}

func newAnswer(published string) answerOf {
	r := policeReport("2024-01-05", "")
	r.Response = &Response{Published: d(published), Basis: BasisPublished}
	return answerOf{r}
}

func (a answerOf) ours() answerOf      { a.r.OurComments = Passage("Ours."); return a }
func (a answerOf) forces() answerOf    { a.r.ForceComments = Passage("Theirs."); return a }
func (a answerOf) forceNone() answerOf { a.r.Response.NoForceComments = true; return a }
func (a answerOf) fire() answerOf      { a.r.Services = []Service{{Regime: Fire}}; return a }
func (a answerOf) from(day string) answerOf {
	a.r.Published = d(day)
	return a
}

// finding adds one, and change says what it is.
func (a answerOf) finding(change func(*Finding)) answerOf {
	f := &Finding{Kind: Recommendation, Report: a.r}
	if change != nil {
		change(f)
	}
	a.r.Findings = append(a.r.Findings, f)
	return a
}

func inWelsh(w *ReportWords) map[string]*ReportWords { return map[string]*ReportWords{"cy": w} }

func TestStanding(t *testing.T) {
	const inTime, late = "2024-02-29", "2024-03-01"
	whole := func(day string) answerOf { return newAnswer(day).ours().forces() }
	explained := func(f *Finding) { f.OurResponse = Passage("We have acted.") }
	ofKind := func(k FindingKind) func(*Finding) { return func(f *Finding) { f.Kind = k } }
	partsOn := func(ours, forces, reply string) answerOf {
		a := whole("2024-02-01")
		a.r.Response.Parts = PartDays{d(ours), d(forces), d(reply)}
		return a
	}
	twin := func(holder answerOf, own ...*Finding) answerOf {
		r := policeReport("2024-01-10", "")
		r.AnsweredIn, r.Findings = holder.r, own
		for _, f := range own {
			f.Report = r
		}
		return answerOf{r}
	}
	explainedThere := &Finding{Kind: Recommendation, FindingWords: FindingWords{OurResponse: Passage("Ours.")}}
	for _, test := range []struct {
		name    string
		answer  answerOf
		today   string
		want    Standing
		missing string
	}{
		{"every part, on the last day", whole(inTime), "", InTime, ""},
		{"every part, the day after", whole(late), "", Late, ""},
		{"the force was asked and sent nothing", newAnswer(inTime).ours().forceNone(), "", InTime, ""},
		{"the body's comments missing", newAnswer(inTime).forces(), "", Partly, "our comments"},
		{"the body's comments missing, and the period still runs", newAnswer("2024-01-20").forces(), "2024-02-29", Partly, "our comments"},
		{"the force's comments missing, and nothing says that it sent none", newAnswer(inTime).ours(), "", Partly, "force comments"},
		{"only a file or nothing", newAnswer(inTime), "", Partly, "our comments, force comments"},
		{"only word that the force sent none", newAnswer(inTime).forceNone(), "", Partly, "our comments"},
		{"the force's words with a finding", newAnswer(inTime).ours().finding(func(f *Finding) { f.ForceResponse = Passage("Done."); explained(f) }), "", InTime, ""},
		{"a reply alone is no comment of the body's", func() answerOf { a := newAnswer(inTime).forces(); a.r.Reply = Passage("Thanks."); return a }(), "", Partly, "our comments"},
		{"comments only in Welsh", func() answerOf {
			a := newAnswer(inTime).forces()
			a.r.In = inWelsh(&ReportWords{OurComments: Passage("Sylwadau.")})
			return a
		}(), "", InTime, ""},

		{"a recommendation explained", whole(inTime).finding(explained), "", InTime, ""},
		{"a recommendation explained, late", whole(late).finding(explained), "", Late, ""},
		{"a recommendation with no word", whole(inTime).finding(nil), "", Partly, "1 explanations"},
		{"action: taken explains nothing", whole(inTime).finding(func(f *Finding) { f.Action = ActionTaken }), "", Partly, "1 explanations"},
		{"action: none explains nothing either", whole(inTime).finding(func(f *Finding) { f.Action = ActionNone }), "", Partly, "1 explanations"},
		{"the force's words explain nothing of the body's", whole(inTime).finding(func(f *Finding) { f.ForceResponse = Passage("Done.") }), "", Partly, "1 explanations"},
		{"one of three explained", whole(inTime).finding(explained).finding(nil).finding(nil), "", Partly, "2 explanations"},
		{"addressed to others, with no word", whole(inTime).finding(func(f *Finding) { f.Responsibility = Others }), "", Partly, "1 explanations"},
		{"addressed to others, explained", whole(inTime).finding(func(f *Finding) { f.Responsibility = Others; explained(f) }), "", InTime, ""},
		{"an area for improvement needs none", whole(inTime).finding(ofKind(AreaForImprovement)), "", InTime, ""},
		{"a cause of concern needs none", whole(inTime).finding(ofKind(CauseOfConcern)), "", InTime, ""},
		{"a recommendation under a cause of concern needs one", whole(inTime).finding(func(f *Finding) {
			f.Parent = &Finding{Kind: CauseOfConcern, Report: f.Report, FindingWords: FindingWords{OurResponse: Passage("Ours.")}}
		}), "", Partly, "1 explanations"},
		{"a part of a recommendation that is explained as a whole", whole(inTime).finding(func(f *Finding) {
			f.Parent = &Finding{Kind: Recommendation, Report: f.Report, FindingWords: FindingWords{OurResponse: Passage("Ours.")}}
		}), "", InTime, ""},
		{"a recommendation explained part by part", whole(inTime).finding(func(f *Finding) {
			f.Children = []*Finding{{Kind: Recommendation, Report: f.Report, FindingWords: FindingWords{OurResponse: Passage("Ours.")}}}
		}), "", InTime, ""},
		{"a recommendation of which one part is not explained", whole(inTime).finding(func(f *Finding) {
			f.Children = []*Finding{{Kind: Recommendation, Report: f.Report, FindingWords: FindingWords{OurResponse: Passage("Ours.")}}, {Kind: Recommendation, Report: f.Report}}
		}), "", Partly, "1 explanations"},
		{"an answer shared with another recommendation", whole(inTime).finding(func(f *Finding) { f.SameAnswerAs = explainedThere }), "", InTime, ""},
		{"our comments are said to explain it", whole(inTime).finding(func(f *Finding) { f.InOurComments = true }), "", InTime, ""},
		{"our comments are said to explain it, and there are none", newAnswer(inTime).forces().finding(func(f *Finding) { f.InOurComments = true }), "", Partly, "our comments, 1 explanations"},

		{"our comments came later, in time", partsOn(inTime, "", ""), "", InTime, ""},
		{"our comments came later, and late", partsOn(late, "", ""), "", Late, ""},
		{"the force's comments came late", partsOn("", late, ""), "", Late, ""},
		{"the reply came late", partsOn("", "", late), "", Late, ""},
		{"one explanation came late", whole("2024-02-01").finding(func(f *Finding) { explained(f); f.OurResponseOn = d(late) }), "", Late, ""},
		{"first in part, then whole in time", whole("2024-02-01").finding(func(f *Finding) { explained(f); f.OurResponseOn = d(inTime) }), "", InTime, ""},

		{"answered in a twin that has every part", twin(whole("2024-03-05")), "", InTime, ""},
		{"answered in a twin that is late for this one", twin(whole("2024-03-06")), "", Late, ""},
		{"answered in a twin that lacks our comments", twin(newAnswer(inTime).forces()), "", Partly, "our comments"},
		{"answered in a twin, with a recommendation of its own", twin(whole(inTime), &Finding{Kind: Recommendation}), "", Partly, "1 explanations"},
		{"answered in a twin that explains the same recommendation", func() answerOf {
			holder := whole(inTime).finding(explained)
			return twin(holder, &Finding{Kind: Recommendation, SameAs: holder.r.Findings[0]})
		}(), "", InTime, ""},
		{"a response held back is none", answerOf{policeReport("2024-01-05", "")}, "", PastLastDay, ""},
		{"fire: no law asks for parts", newAnswer(late).fire(), "", Answered, ""},
		{"fire: no answer", answerOf{policeReport("2024-01-05", "")}.fire(), "", Unanswered, ""},
		{"before the period there were no parts to wait for", newAnswer("2017-06-01").from("2017-05-01"), "", Answered, ""},
		{"the first day of the period asks for the parts", newAnswer("2017-06-01").from("2017-05-02"), "", Partly, "our comments, force comments"},
	} {
		t.Run(test.name, func(t *testing.T) {
			today := test.today
			if today == "" {
				today = "2026-11-24"
			}
			o := test.answer.r.Outcome(d(today))
			var missing []string
			if o.Missing.OurComments {
				missing = append(missing, "our comments")
			}
			if o.Missing.ForceComments {
				missing = append(missing, "force comments")
			}
			if n := len(o.Missing.Explanations); n > 0 {
				missing = append(missing, string(rune('0'+n))+" explanations")
			}
			if got := strings.Join(missing, ", "); o.Standing != test.want || got != test.missing {
				t.Errorf("got %s, missing %q; want %s, missing %q", o.Standing, got, test.want, test.missing)
			}
			if overdue := today > "2024-02-29" && (test.want == Partly || test.want == PastLastDay); o.Overdue() != overdue {
				t.Errorf("overdue: %v", o.Overdue())
			}
		})
	}
}
