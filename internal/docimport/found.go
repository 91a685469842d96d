package docimport

import (
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/register"
)

// Found is what came of one report: what was found, and what is left to a
// person.
type Found struct {
	Title     string
	Published register.Date
	Dated     bool // whether the paper says when the report was published
	Answered  register.Date
	Kinds     map[register.FindingKind]int
	Answers   int // findings that have an answer
	Right     []string
	Look      []Task // proposed: a person should look
	Missing   []Task // not in the paper
	Unplaced  int    // passages that fitted nowhere
	Words     int    // words in them
	Said      []string
	notes     []string
}

// An Task is one thing to look at.
type Task struct{ Field, Text string }

func (f *Found) right(field string)         { f.Right = append(f.Right, field) }
func (f *Found) look(field, text string)    { f.Look = append(f.Look, Task{field, text}) }
func (f *Found) missing(field, text string) { f.Missing = append(f.Missing, Task{field, text}) }

func (f *Found) noted(mark string) {
	if !slices.Contains(f.notes, mark) {
		f.notes = append(f.notes, mark)
	}
}

func (f *Found) left(b Block) {
	f.Unplaced++
	b.eachText(func(t string) { f.Words += len(strings.Fields(t)) })
}

func (f *Found) findings(g *finding) {
	if f.Kinds == nil {
		f.Kinds = map[register.FindingKind]int{}
	}
	f.Kinds[g.kind]++
	if len(g.force) > 0 || len(g.our) > 0 || g.shared != nil {
		f.Answers++
	}
}

func (f *Found) settle(w *folderWriter) {
	r := w.report
	f.Title, f.Published, f.Dated, f.Said = r.title, r.published, r.publishedFrom != "", w.paper.Said
	if w.hasAnswer() {
		f.Answered = r.answered
	}
}

// Summary says on screen what came of a paper.
func (d *Folder) Summary(file string) []string {
	f := &d.Found
	lines := []string{register.ContentDir + "/reports/" + d.ID + "/ from " + file}
	say := func(head, text string) {
		lines = append(lines, "  "+head+strings.Repeat(" ", max(1, 11-len(head)))+text)
	}
	say("report", f.Title)
	if f.Dated {
		say("", "published "+longDate(f.Published))
	}
	say("found", f.counted())
	for i, text := range f.Said {
		say(first1(i, "note"), text)
	}
	for i, group := range grouped(f.Missing) {
		say(first1(i, "missing"), group)
	}
	for i, group := range grouped(f.Look) {
		say(first1(i, "look at"), group)
	}
	if f.Unplaced > 0 {
		say("unplaced", number1(f.Unplaced, "passage")+" ("+number1(f.Words, "word")+") fitted nowhere and stand in unplaced.md")
	}
	return lines
}

func first1(i int, head string) string {
	if i > 0 {
		return ""
	}
	return head
}

func number1(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// counted says how many findings there are of each kind, and answers.
func (f *Found) counted() string {
	var all []string
	for _, kind := range register.FindingKinds {
		if n := f.Kinds[kind]; n > 0 {
			name := map[register.FindingKind]string{
				register.Recommendation: "recommendation", register.CauseOfConcern: "cause of concern", register.AreaForImprovement: "area for improvement",
			}[kind]
			if n > 1 {
				name = map[register.FindingKind]string{
					register.Recommendation: "recommendations", register.CauseOfConcern: "causes of concern", register.AreaForImprovement: "areas for improvement",
				}[kind]
			}
			all = append(all, strconv.Itoa(n)+" "+name)
		}
	}
	if len(all) == 0 {
		return "no recommendation: nothing in the paper looks like one"
	}
	return strings.Join(all, ", ") + ", " + number1(f.Answers, "answer")
}

// grouped puts what is asked of many findings alike on one line.
func grouped(tasks []Task) []string {
	var order []string
	files := map[string][]string{}
	for _, t := range tasks {
		file, field, ok := strings.Cut(t.Field, " ")
		if !ok || !strings.HasSuffix(file, ".md") {
			file, field = "report.md", t.Field
		}
		if field == "" {
			field = strings.TrimRight(t.Text, ".")
			if i := strings.IndexAny(field, ".:"); i > 0 {
				field = field[:i]
			}
		}
		if files[field] == nil {
			order = append(order, field)
		}
		if !slices.Contains(files[field], file) {
			files[field] = append(files[field], file)
		}
	}
	for i, field := range order {
		in := files[field]
		where := strings.Join(in, ", ")
		if len(in) > 3 {
			where = strconv.Itoa(len(in)) + " files of findings"
		}
		order[i] = field + " (" + where + ")"
	}
	return order
}
