package docimport

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fiftysix/internal/inspection"
)

// A Result is what was found of one report, and what is left to a person.
type Result struct {
	Title     string
	Published inspection.Date
	Dated     bool // the paper says when the report was published
	Answered  inspection.Date
	Kinds     map[inspection.FindingKind]int
	Answers   int    // findings that have an answer
	ToCheck   []Task // proposed
	Missing   []Task // not in the paper
	Unplaced  int    // passages that fitted nowhere
	Words     int    // words in them
	Notices   []string
}

// A Task is one thing to check or to add.
type Task struct{ Field, Text string }

func (r *Result) addUnplaced(b Block) {
	r.Unplaced++
	r.Words += len(strings.Fields(blocksText([]Block{b})))
}

func (r *Result) complete(p *Paper, report *report) {
	r.Title, r.Published, r.Dated, r.Notices = report.title, report.published, report.publishedFrom != "", p.Notices
	if report.hasAnswer() {
		r.Answered = report.answered
	}
	r.Kinds = map[inspection.FindingKind]int{}
	for _, f := range report.findings {
		r.Kinds[f.kind]++
		if f.hasAnswer() || f.shared != nil {
			r.Answers++
		}
	}
}

// Summary are the lines that say on screen what was made of a paper.
func (f *Folder) Summary(file string) []string {
	lines := []string{inspection.ContentDir + "/reports/" + f.ID + "/ from " + file}
	add := func(head string, texts ...string) {
		for _, text := range texts {
			lines = append(lines, fmt.Sprintf("  %-10s %s", head, text))
			head = ""
		}
	}
	add("report", f.Title)
	if f.Dated {
		add("", "published "+longDate(f.Published))
	}
	add("found", f.counts())
	add("note", f.Notices...)
	add("missing", groupTasks(f.Missing)...)
	add("look at", groupTasks(f.ToCheck)...)
	if f.Unplaced > 0 {
		add("unplaced", plural(f.Unplaced, "passage")+" ("+plural(f.Words, "word")+") fitted nowhere and stand in unplaced.md")
	}
	return lines
}

var kindNames = map[inspection.FindingKind][2]string{
	inspection.Recommendation:     {"recommendation", "recommendations"},
	inspection.CauseOfConcern:     {"cause of concern", "causes of concern"},
	inspection.AreaForImprovement: {"area for improvement", "areas for improvement"},
}

// counts says how many findings of each kind there are, and answers.
func (r *Result) counts() string {
	var all []string
	for _, kind := range inspection.FindingKinds {
		switch n := r.Kinds[kind]; n {
		case 0:
		case 1:
			all = append(all, "1 "+kindNames[kind][0])
		default:
			all = append(all, strconv.Itoa(n)+" "+kindNames[kind][1])
		}
	}
	if len(all) == 0 {
		return "no recommendation: nothing in the paper looks like one"
	}
	return strings.Join(all, ", ") + ", " + plural(r.Answers, "answer")
}

// groupTasks puts the same task for many findings on one line.
func groupTasks(tasks []Task) (lines []string) {
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
	for _, field := range order {
		where := strings.Join(files[field], ", ")
		if n := len(files[field]); n > 3 {
			where = strconv.Itoa(n) + " files of findings"
		}
		lines = append(lines, field+" ("+where+")")
	}
	return lines
}

func longDate(d inspection.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}
