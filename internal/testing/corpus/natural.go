package corpus

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing/fstest"
	"unicode"

	"fiftysix/internal/testing/sample"
)

// Natural is a site's folder with so many reports of eight findings each, whose
// words are as many and as uneven as those of real offices: what a search
// index weighs depends on little else. The commonest words are the sample
// office's own, in the order of how often it says them; rarer ones are made up.
// How often each is said falls off as in English (Zipf's law), and each report
// has a subject of which it speaks more than others do. The same number gives
// the same bytes.
func Natural(reports int) fstest.MapFS {
	files := fstest.MapFS{}
	g := &natural{
		generator: generator{random: rand.New(rand.NewPCG(57, uint64(reports))), put: into(files)},
		language:  newLanguage(),
	}
	g.put("fiftysix.yaml", settings)
	g.put("content/about.md", "---\ntitle: About this site\nin_menu: true\n---\n\n"+g.prose(3))
	for i := range reports {
		g.report(i)
	}
	return files
}

type natural struct {
	generator
	language *language
	subject  []string // what the report speaks of
}

// newLanguage gives words, the commonest first.
func newLanguage() *language {
	l := &language{words: sampleWords()}
	r := rand.New(rand.NewPCG(58, 0))
	have := map[string]bool{}
	for _, w := range l.words {
		have[w] = true
	}
	for len(l.words) < vocabularySize {
		stem := ""
		for range 2 + r.IntN(2) {
			stem += onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))] + codas[r.IntN(len(codas))]
		}
		for _, end := range endings[:1+r.IntN(len(endings))] {
			if w := stem + end; !have[w] {
				have[w] = true
				l.words = append(l.words, w)
			}
		}
	}
	l.upTo = make([]float64, len(l.words))
	sum := 0.0
	for i := range l.upTo {
		sum += 1 / math.Pow(float64(i)+2.7, 1.05)
		l.upTo[i] = sum
	}
	return l
}

// language is words and how often each is said.
type language struct {
	words []string
	upTo  []float64 // how often all words up to each are said
}

// vocabularySize is about what fifty million words of English hold, without
// numbers.
const vocabularySize = 60_000

var (
	onsets  = strings.Fields("b br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w")
	vowels  = strings.Fields("a ai e ea ee i ie o oa oo ou u")
	codas   = append(strings.Fields("b ck d ft g l ll ld m mp n nd ng nt p r rd rn s ss st t ve"), "", "", "")
	endings = []string{"", "s", "ed", "ing", "ly", "ment"}
)

// sampleWords are the words of the sample office, the commonest first.
func sampleWords() []string {
	said := map[string]int{}
	_ = fs.WalkDir(sample.Exampleshire(), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(sample.Exampleshire(), name)
		for _, w := range strings.FieldsFunc(strings.ToLower(string(text)), func(c rune) bool { return !unicode.IsLetter(c) }) {
			said[w]++
		}
		return err
	})
	words := make([]string, 0, len(said))
	for w := range said {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if said[a] != said[b] {
			return said[b] - said[a]
		}
		return strings.Compare(a, b)
	})
	return words
}

func (l *language) word(r *rand.Rand) string {
	at := r.Float64() * l.upTo[len(l.upTo)-1]
	return l.words[min(sort.SearchFloat64s(l.upTo, at), len(l.words)-1)]
}

// say gives so many words, every fifth of the report's subject.
func (g *natural) say(n int) string {
	list := make([]string, n)
	for i := range list {
		if g.random.IntN(5) == 0 && len(g.subject) > 0 {
			list[i] = g.subject[min(int(g.random.ExpFloat64()*12), len(g.subject)-1)]
		} else {
			list[i] = g.language.word(g.random)
		}
	}
	return strings.Join(list, " ")
}

func (g *natural) sentence() string {
	s := g.say(8 + g.random.IntN(24))
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (g *natural) prose(paragraphs int) string {
	var b strings.Builder
	for range paragraphs {
		for range 2 + g.random.IntN(3) {
			b.WriteString(g.sentence() + " ")
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

// Subjects are what reports are about, and so what their names say.
var Subjects = strings.Split(`custody|vetting and misconduct|domestic abuse|stop and search|crime data integrity|child protection|neighbourhood policing|
serious youth violence|county lines|firearms licensing|roads policing|public protest|digital forensics|missing people|hate crime|rape investigation|
stalking|modern slavery|fraud|cyber crime|mental health|control room|counter-terrorism|crowded places|counter-corruption|facial recognition|
victims of crime|leadership|workforce planning|estates and fleet`, "|")

var bodies = func() []string {
	all := slices.Clone(addressees)
	for _, s := range Subjects {
		all = append(all, "NPCC lead for "+strings.TrimSpace(s))
	}
	return all
}()

func (g *natural) report(i int) {
	subject := strings.TrimSpace(Subjects[min(int(g.random.ExpFloat64()*7), len(Subjects)-1)])
	g.subject = g.subject[:0]
	for range 60 {
		g.subject = append(g.subject, g.language.words[40+g.random.IntN(4000)])
	}
	g.subject = append(strings.Fields(strings.ReplaceAll(subject, "-", " ")), g.subject...)
	year := 2018 + i%9
	dir := fmt.Sprintf("content/reports/%d-report-%05d/", year, i)
	published := fmt.Sprintf("%d-%02d-%02d", year, 1+i%6, 1+i%28)
	answered := fmt.Sprintf("%d-%02d-%02d", year, 2+i%6, 1+i%28)
	place := g.language.words[2000+g.random.IntN(20000)]
	g.put(dir+"report.md", fmt.Sprintf(`---
title: "%s: An inspection of %s in %s"
short_title: %s, %s
kind: [%s]
scope: force
published: %s
url: https://example.org/reports/%d/
response:
  published: %s
  sent_to_home_secretary: %s
  sent_to_inspectorate: %s
---

%s
## Force comments

%s
## Our comments

%s`, strings.ToUpper(subject[:1])+subject[1:], g.say(3), place, strings.ToUpper(subject[:1])+subject[1:], place,
		g.pick(kinds), published, i, answered, answered, answered, g.prose(2), g.prose(2), g.prose(2)))
	for n := 1; n <= Findings; n++ {
		g.finding(dir, n, answered)
	}
}

func (g *natural) finding(dir string, n int, answered string) {
	status := []string{"not-started", "in-progress", "complete", "complete", "complete", "awaiting-inspectorate"}[g.random.IntN(6)]
	g.put(fmt.Sprintf("%srecommendation-%d.md", dir, n), fmt.Sprintf(`---
label: Recommendation %d
addressed_to: [%s, "%s"]
whose: this-force
due: 6 months
due_text: Within six months
action: taken
history:
  - {date: %s, status: %s, by: force}
---

Within six months, %s

## Force response

%s
## Our response

%s`, n, addressees[0], bodies[1+min(int(g.random.ExpFloat64()*8), len(bodies)-2)], answered, status, g.sentence(), g.prose(2), g.prose(1)))
}
