package site

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"fiftysix/internal/diag"
)

// A TemplateError is a layout that failed while a page was rendered.
type TemplateError struct {
	diag.Problem          // where in the layouts, and what
	Sources      []string // the content files of the page
}

func (f *TemplateError) Error() string {
	var b bytes.Buffer
	_ = f.Write(&b)
	if len(f.Sources) > 0 {
		fmt.Fprintf(&b, "  this was found while showing %s\n", f.Sources[0])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var (
	faultLocation = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:\s]+):(?:(\d+):)?(?:(\d+):)? (.*)$`)
	faultDoing    = regexp.MustCompile(`(?s)^executing "[^"]*" at <(.*?)>: (.*)$`)
	noField       = regexp.MustCompile(`can't evaluate field (\w+)`)
	noFunction    = regexp.MustCompile(`function "([^"]+)" not defined`)
	wrapped       = regexp.MustCompile(`^error calling \w+: `)
)

// problem makes a Problem of an error of html/template.
func (l *templates) problem(err error) diag.Problem {
	p := diag.Problem{File: "layouts", Rule: RuleLayout, Message: "a layout fails: " + err.Error()}
	m := faultLocation.FindStringSubmatch(err.Error())
	if m == nil {
		return p
	}
	p.File = "layouts/" + m[1]
	p.Line, _ = strconv.Atoi(m[2])
	if column, err := strconv.Atoi(m[3]); err == nil {
		p.Column = column + 1 // theirs begin at 0
	}
	if f := l.files[m[1]]; f != nil && p.Line > 0 {
		p.Excerpt = f.Line(p.Line)
	}
	what := m[4]
	if d := faultDoing.FindStringSubmatch(what); d != nil {
		p.Width, what = len([]rune(d[1])), wrapped.ReplaceAllString(d[2], "")
	}
	p.Message, p.Hint = explain(what)
	return p
}

// explain says in plain words what is wrong with a layout.
func explain(what string) (message, hint string) {
	if m := noField.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("this page has nothing called %q", "."+m[1]), "what each page can show is listed in internal/site, in the file named for the page"
	}
	if m := noFunction.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("there is no function called %q", m[1]), "layouts can use " + strings.Join(functionNames, ", ")
	}
	switch {
	case strings.Contains(what, "unexpected EOF"):
		return "the layout ends too early", "every {{if}}, {{range}}, {{with}} and {{define}} needs its {{end}}"
	case strings.Contains(what, "unexpected {{end}}"):
		return "this {{end}} closes nothing", "take it away, or look for an {{if}}, {{range}}, {{with}} or {{define}} that is missing above"
	case strings.Contains(what, "unclosed action"):
		return "a {{ is not closed on its line", "close it with }}"
	case strings.Contains(what, "non-text context"), strings.Contains(what, "different contexts"), strings.Contains(what, "in attribute name"):
		return "a tag or a value in quotes is opened and not closed, in the layout or in one branch of it", "look for a missing quote or >; both branches of an {{if}} must end in the same place"
	case strings.HasPrefix(what, "there is no word"), strings.HasPrefix(what, "the word"):
		return what, ""
	}
	return "the layout cannot be used here: " + what, ""
}

// functionNames are the functions that layouts can call besides html/template's
// own, in the order in which a message lists them.
var functionNames = []string{"msg", "date", "day", "moment", "link", "size", "heading", "permalink", "plain"}
