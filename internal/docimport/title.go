package docimport

import (
	"path"
	"slices"
	"strings"

	"fiftysix/internal/inspection"
)

// This file finds the title of a report, and proposes a short one.

var (
	quotes     = pattern(`“([^“”]{8,300})”|"([^"]{8,300})"|‘([^‘]{8,300}?)’(?:[\s.,;:)]|$)|'([^']{8,300})'(?:[\s.,;:)]|$)`)
	titleShape = pattern(`^PEEL\b.*[Ii]nspection|[–:-] An inspection of\b`)
	entitled   = pattern(`(?:entitled|titled|called|teitl)\s+([\p{Lu}\d].{10,250})$`)
)

// quotedTitle is the longest quotation that may be a title.
func quotedTitle(text string) (longest string) {
	for _, m := range quotes().FindAllStringSubmatch(text, 10) {
		q := strings.Join(m[1:], "")
		if strings.HasSuffix(q, ".") && (strings.HasPrefix(q, "I ") || strings.HasPrefix(q, "We ")) {
			continue // somebody is speaking
		}
		if q = strings.TrimRight(q, " .,;"); len(q) > len(longest) && startsUpper(q) && len(strings.Fields(q)) > 1 {
			longest = q
		}
	}
	return longest
}

// findTitle finds the report's title: on a line of its own, in the sentence
// about its publication, or where it is less certain.
func (a *about) findTitle(publication string, sentences []string, blocks []Block, fileName string) {
	if l := a.useLine(headerTitle, func(v string) bool { return len(v) > 5 }); l != nil {
		if a.title = quotedTitle(l.value); a.title == "" {
			a.title = strings.TrimRight(strings.Trim(l.value, "“”\""), ". ")
		}
		if l.used = a.title == l.value && isBrief(l.text); l.used {
			a.titleLine = l.text
		}
		return
	}
	if a.title = quotedTitle(publication); a.title != "" {
		return
	}
	for _, find := range []func() (title, why string){
		func() (string, string) { return entitledTitle(append([]string{publication}, sentences...)) },
		func() (string, string) { return titleAtHead(blocks) },
		func() (string, string) { return longestQuotation(sentences) },
		func() (string, string) { return titleOfLink(blocks) },
		func() (string, string) { return titleOfHeading(blocks) },
	} {
		if a.title, a.titleWhy = find(); a.title != "" {
			return
		}
	}
	if a.subject != "" {
		a.title, a.titleWhy = a.subject, "the paper does not give the report's title, so this is the line that says what the paper is about"
		return
	}
	a.title, a.titleWhy = strings.TrimSuffix(fileName, path.Ext(fileName)), "the paper does not give the report's title, so this is the name of the file"
}

func entitledTitle(sentences []string) (title, why string) {
	for _, s := range sentences {
		m := entitled().FindStringSubmatch(strings.TrimSpace(s))
		if m == nil || !mentionsInspectorate(s) {
			continue
		}
		title = m[1]
		for _, end := range []string{", was ", " was published", " on ", ". "} {
			if i := strings.Index(title, end); i > 10 {
				title = title[:i]
			}
		}
		return strings.Trim(title, " .,;“”\""), "these words stand after “entitled” in the paper; look where the title ends"
	}
	return "", ""
}

func titleAtHead(blocks []Block) (title, why string) {
	for _, b := range blocks[:min(10, len(blocks))] {
		if text := b.text(); titleShape().MatchString(text) && !isSentence(text) && !isHeaderLine(text) && !publishedWords().MatchString(text) && len(text) < 250 {
			return text, "this line stands at the head of the paper"
		}
	}
	return "", ""
}

func longestQuotation(sentences []string) (title, why string) {
	for _, s := range sentences {
		if q := quotedTitle(s); mentionsInspectorate(s) && len(q) > len(title) {
			title = q
		}
	}
	return title, "these words stand in quotes in the paper"
}

func titleOfLink(blocks []Block) (title, why string) {
	for _, b := range blocks {
		for _, s := range b.Spans {
			if isInspectorateLink(s.Link) && len(strings.Fields(s.Text)) > 2 && !strings.HasPrefix(s.Text, "http") {
				return strings.TrimSpace(s.Text), "these are the words of the link to the inspectorate's site"
			}
		}
	}
	return "", ""
}

func titleOfHeading(blocks []Block) (title, why string) {
	for _, b := range blocks {
		if text := b.text(); b.Kind == Heading && mentionsInspectorate(text) && len(strings.Fields(text)) > 3 {
			return strings.TrimRight(text, ":"), "the paper does not give the report's title, so this is a heading of the paper"
		}
	}
	return "", ""
}

// genericWords say nothing about which report it is.
var genericWords = wordSet("hmicfrs hmic report reports thematic inspection inspections response to the of an " +
	"a on and in by for our national recommendations re from into force " +
	"findings update police with at published action plan")

// shortTitle proposes a short title: the words that the paper's subject and
// the title share, or a part of the title.
func shortTitle(title, subject string) string {
	head, tail, hasColon := strings.Cut(title, ":")
	headFits := hasColon && len(head) <= 60 && !someForce().MatchString(head)
	if headFits && containsAll(labelTokens(subject), labelTokens(head)) {
		return strings.TrimSpace(head)
	}
	if short := sharedWords(title, subject); short != "" && subject != title && len(short) < len(title) && len(short) > 3 {
		return upperFirst(short)
	}
	if headFits {
		return strings.TrimSpace(head)
	}
	if hasColon && len(tail) <= 60 && len(tail) > 3 { // the force's name comes before it
		return strings.TrimSpace(tail)
	}
	if head, _, ok := strings.Cut(title, " – "); ok && len(head) <= 60 {
		return strings.TrimSpace(head)
	}
	return ""
}

func foldToken(token string) string { return inspection.Fold(strings.Trim(token, ".()")) }

// sharedWords are up to six words of the subject that the title has too, in
// its order and spelling, with a dash where the title has other words between.
func sharedWords(title, subject string) string {
	spelled := labelTokens(title)
	position := map[string]int{}
	for i, t := range slices.Backward(spelled) {
		position[foldToken(t)] = i
	}
	var groups []string
	last, count := -2, 0
	for _, t := range labelTokens(subject) {
		i, ok := position[foldToken(t)]
		switch {
		case !ok || genericWords[foldToken(t)]:
			continue
		case i == last+1 && len(groups) > 0:
			groups[len(groups)-1] += " " + spelled[i]
		case i > last:
			groups = append(groups, spelled[i])
		default:
			continue
		}
		last, count = i, count+1
	}
	if count > 6 {
		return ""
	}
	for i := range groups {
		groups[i] = strings.Trim(groups[i], ".()")
	}
	return strings.Join(groups, " – ")
}

var inspectionOf = pattern(`(?i)^(?:an?\s+|the\s+)?(?:(?:joint|thematic)\s+)?inspection\s+(?:of|into|on)\s+(?:how\s+)?`)

// headingTitle is a heading as a report's short title.
func headingTitle(heading string) string {
	return upperFirst(inspectionOf().ReplaceAllString(heading, ""))
}

func containsAll(all, some []string) bool {
	for _, s := range some {
		if !slices.ContainsFunc(all, func(t string) bool { return inspection.Fold(s) == inspection.Fold(t) }) {
			return false
		}
	}
	return len(some) > 0
}
