package content

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"fiftysix/internal/diag"
	"fiftysix/internal/inspection"
)

// This file finds lines that were meant to be one of the fixed headings and are not, such
// as "**Our comments**" or "##PCC response". The words below such a line would be shown
// under the heading above it, as somebody else's.

// textLines yields the lines of the text, outside blocks of code, with their offsets.
func (f *contentFile) textLines() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		at, inCode := f.Body, false
		for line := range strings.Lines(f.Text[f.Body:]) {
			if fence := strings.TrimLeft(line, " "); strings.HasPrefix(fence, "```") || strings.HasPrefix(fence, "~~~") {
				inCode = !inCode
			} else if !inCode && !yield(at, strings.TrimRight(line, "\r\n")) {
				return
			}
			at += len(line)
		}
	}
}

// A nearHeading is a line that looks like a heading.
type nearHeading struct {
	words     string // without marks
	rest      string // what follows a colon or a dash on the same line
	decorated bool   // it has hashes, stars or the like around it
}

// headingDecoration are what people put around the words of a heading.
const headingDecoration = "#＃*_=\\~:–—- \t\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad"

var (
	listItem      = regexp.MustCompile(`^[-+*•][ \t]+[^*_#]`)
	headingNumber = regexp.MustCompile(`^\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|[A-Za-z][.)])\)?[ \t]+`)
	runIn         = regexp.MustCompile(`^([^:–—]{3,70}?)(?:[*_ \t]*:[*_]*[ \t]|[*_]*[ \t]+[–—-][*_]*[ \t])[*_ \t]*(.+)$`)
)

// parseNearHeading takes the marks from a line.
func parseNearHeading(line string) (h nearHeading, ok bool) {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 2000 || strings.ContainsAny(line[:1], ">|[!`<") {
		return h, false
	}
	if listItem.MatchString(line) {
		return h, false
	}
	words := strings.TrimLeft(line, headingDecoration)
	if number := headingNumber.FindString(words); number != "" {
		words = strings.TrimLeft(words[len(number):], headingDecoration)
	}
	h.decorated = len(words) < len(line)
	if m := runIn.FindStringSubmatch(words); m != nil {
		h.words, h.rest = m[1], m[2]
		h.decorated = h.decorated && strings.ContainsAny(line[:1], "*_#")
		return h, true
	}
	h.words = strings.TrimRight(words, headingDecoration)
	h.decorated = h.decorated || len(h.words) < len(words)
	return h, h.words != "" && len(h.words) <= 80
}

// wordsOf are the words that the names of the headings are made of, in English and Welsh.
func wordsOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

var (
	answerWords = wordsOf("comment comments response responses reply answer statement sylwadau ymateb ateb hymateb")
	oursWords   = wordsOf("our pcc pfcc opcc opfcc commissioner mayor ein comisiynydd swyddfa")
	forceWords  = wordsOf("force constabulary chief constable heddlu gwnstabl cwnstabl")
	otherWords  = wordsOf("the of from by on to s and police crime fire officer deputy this report recommendation inspection hmicfrs yr y i r gan prif brif a throseddu")
)

// meantHeading is the index in the table of the heading that some words mean, or -1: each
// word must be one that such headings have, and they must say who speaks.
func meantHeading(words string, headings [][]string, forceNames []string) int {
	for i, all := range headings {
		if slices.ContainsFunc(all, func(h string) bool { return inspection.SameHeading(h, words) }) {
			return i
		}
	}
	tokens := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) })
	var answer, ours, force, to bool
	for _, t := range tokens {
		answer = answer || answerWords[t]
		ours = ours || oursWords[t]
		isForce := forceWords[t] || slices.Contains(forceNames, t)
		force = force || isForce
		to = to || t == "to" || t == "i"
		if !answerWords[t] && !oursWords[t] && !isForce && !otherWords[t] {
			return -1
		}
	}
	switch {
	case !answer || !ours && !force || len(tokens) > 12:
		return -1
	case to && force && len(headings) > 2:
		return 2
	case ours && !(force && slices.Contains(tokens, "to") && len(headings) == 2 && tokens[0] == "force"):
		return 1
	}
	return 0
}

// headingNames are the names of the headings of a table.
func headingNames[T any](table []inspection.Section[T]) (all [][]string) {
	for _, s := range table {
		all = append(all, s.Headings)
	}
	return all
}

// misspelt is the index of the heading that words with marks were most likely meant to be,
// with a letter or two wrong, or -1.
func misspelt(words string, headings [][]string) int {
	for i, all := range headings {
		for _, h := range all {
			if words != "" && strings.EqualFold(words[:1], h[:1]) && diag.Distance(strings.ToLower(words), strings.ToLower(h)) <= 2 {
				return i
			}
		}
	}
	return -1
}

// refuseNearHeadings adds an error for each line that looks like one of the headings and
// is not, unless its words would be shown under that very heading.
func refuseNearHeadings(f *contentFile, headings [][]string, forceNames []string) {
	sections, current, before := f.prose.Sections, -1, ""
	for at, line := range f.textLines() {
		if len(sections) > 0 && at >= sections[0].At {
			isHeading := at <= sections[0].At+sections[0].Length
			if at > sections[0].At+sections[0].Length || len(line) >= sections[0].Length {
				current = meantHeading(sections[0].Heading, headings, forceNames)
				sections = sections[1:]
			}
			if isHeading {
				before = ""
				continue
			}
		}
		h, ok := parseNearHeading(line)
		alone := strings.TrimSpace(before) == ""
		before = line
		if !ok {
			continue
		}
		i := h.meant(headings, forceNames, alone)
		if i < 0 || i == current {
			continue
		}
		p := f.File.Problem(diag.Error, RuleSection, at, len(line), "this looks like the heading "+quote(headings[i][0])+", and is not one: the words below it would be shown under the heading above it", "")
		p.Fix = "## " + inLanguageOf(h.words, headings[i])
		if h.rest != "" {
			p.Fix += "\n\n" + h.rest
		}
		f.problems = append(f.problems, p)
	}
}

// meant is the index of the heading that a line looks like, or -1. A line without marks
// must begin a paragraph, or be the heading letter for letter.
func (h nearHeading) meant(headings [][]string, forceNames []string, alone bool) int {
	i := meantHeading(h.words, headings, forceNames)
	upper := strings.IndexFunc(h.words, unicode.IsUpper) == 0
	switch {
	case h.decorated && i < 0 && h.rest == "":
		return misspelt(h.words, headings)
	case h.decorated || i < 0:
		return i
	case !upper || !alone && !slices.ContainsFunc(headings[i], func(name string) bool { return name == h.words }):
		return -1
	case strings.HasSuffix(h.words, "."):
		return -1
	}
	return i
}

// inLanguageOf is the heading in the language that the words are in.
func inLanguageOf(words string, headings []string) string {
	lower := strings.ToLower(words)
	for _, welsh := range []string{"sylwadau", "ymateb", "ateb"} {
		if strings.Contains(lower, welsh) {
			return headings[1]
		}
	}
	return headings[0]
}

// forceWords are the words of the names of the forces.
func (o *officeFile) forceWords() (words []string) {
	if o == nil {
		return nil
	}
	for _, s := range o.office.Services {
		words = append(words, strings.Fields(strings.ToLower(s.Name))...)
	}
	return words
}

// twoVoices warns where an answer seems to stand among the inspectors' own words, as it
// does when the heading above it is missing.
func (f *findingFile) twoVoices() {
	for at, line := range f.textLines() {
		if len(f.prose.Sections) > 0 && at >= f.prose.Sections[0].At {
			return
		}
		if m := answering.FindStringIndex(line); m != nil {
			f.problems = append(f.problems, f.File.Problem(diag.Warning, RuleTwoVoices, at+m[0], m[1]-m[0],
				"these words look like an answer, and they are shown as the inspectors' own",
				"if they are the force's, put ## Force response on a line above them; if they are the office's, ## Our response"))
			return
		}
	}
}

// answering matches how answers begin, and the words of inspectors do not.
var answering = regexp.MustCompile(`^(?:I (?:welcome|accept|agree|am|note|support|have|will)\b` +
	`|We (?:(?:fully )?(?:accept|agree with) (?:this|the|all|each|both) (?:recommendation|finding|area)|will|have (?:accepted|agreed))` +
	`|(?:The )?(?:[A-Z][a-z]+ )?(?:[Ff]orce|[Cc]onstabulary|[Pp]olice|[Cc]hief [Cc]onstable|(?:Police and Crime )?Commissioner|PCC|Mayor) (?:(?:fully )?(?:accepts|welcomes|agrees)|has (?:accepted|welcomed))\b` +
	`|(?:This|The) recommendation (?:is|has been|was) (?:accepted|agreed|rejected|completed?)\b` +
	`|(?:Accepted|Agreed|Rejected|Not accepted)(?:\.|,|;|:|$|\n))`)
