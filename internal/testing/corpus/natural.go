package corpus

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing/fstest"
	"unicode"

	"fiftysix/internal/testing/sample"
)

// Natural is the folder of a site with so many reports of eight findings each,
// whose words are as many and as uneven as those of real offices: the size of a
// search index depends on little else. The most frequent words are those of the
// sample office; rarer ones are invented. Their frequencies are as in English
// (Zipf's law), and each report has a subject that it mentions more often than
// others do. The same number gives the same bytes.
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
	subject  []string // words that the report uses often
}

// newLanguage returns words, the most frequent first.
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

// language is words and their frequencies.
type language struct {
	words []string
	upTo  []float64 // the sum of the frequencies up to each word
}

// vocabularySize is about how many different words, without numbers, there are
// in fifty million words of English.
const vocabularySize = 60_000

var (
	onsets  = strings.Fields("b br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w")
	vowels  = strings.Fields("a ai e ea ee i ie o oa oo ou u")
	codas   = append(strings.Fields("b ck d ft g l ll ld m mp n nd ng nt p r rd rn s ss st t ve"), "", "", "")
	endings = []string{"", "s", "ed", "ing", "ly", "ment"}
)

// sampleWords are the words of the sample office, the most frequent first.
func sampleWords() []string {
	counts := map[string]int{}
	_ = fs.WalkDir(sample.Exampleshire(), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(sample.Exampleshire(), name)
		for _, w := range strings.FieldsFunc(strings.ToLower(string(text)), func(c rune) bool { return !unicode.IsLetter(c) }) {
			counts[w]++
		}
		return err
	})
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
}

func (l *language) word(r *rand.Rand) string {
	at := r.Float64() * l.upTo[len(l.upTo)-1]
	return l.words[min(sort.SearchFloat64s(l.upTo, at), len(l.words)-1)]
}

// words returns so many words, every fifth of the report's subject.
func (g *natural) words(n int) string {
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
	return capital(g.words(8+g.random.IntN(24))) + "."
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

// Subjects of reports, which are in their titles.
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
	g.subject = strings.Fields(strings.ReplaceAll(subject, "-", " "))
	for range 60 {
		g.subject = append(g.subject, g.language.words[40+g.random.IntN(4000)])
	}
	year := 2018 + i%9
	published := fmt.Sprintf("%d-%02d-%02d", year, 1+i%6, 1+i%28)
	answered := fmt.Sprintf("%d-%02d-%02d", year, 2+i%6, 1+i%28)
	town := g.language.words[2000+g.random.IntN(20000)]
	title := fmt.Sprintf("%s: An inspection of %s in %s", capital(subject), g.words(3), town)
	dir := g.putReport(i, title, capital(subject)+", "+town, published, answered, "", g.prose)
	for n := 1; n <= Findings; n++ {
		g.finding(dir, n, answered)
	}
}

func (g *natural) finding(dir string, n int, answered string) {
	status := g.pick([]string{"not-started", "in-progress", "complete", "complete", "complete", "awaiting-inspectorate"})
	body := bodies[1+min(int(g.random.ExpFloat64()*8), len(bodies)-2)]
	g.putFinding(dir, n, `"`+body+`"`, fmt.Sprintf("{date: %s, status: %s, by: force}", answered, status),
		g.sentence()+"\n", g.prose(2), g.prose(1))
}
