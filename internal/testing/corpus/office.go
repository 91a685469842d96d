// Package corpus generates the content of offices of any size, and measures how
// long it takes to read, plan, render and publish them. Begin at [Office], then
// the benchmarks beside it; `make bench` runs them.
//
// The content is deterministic, and like real content in its structure, length
// and links. It is for benchmarks and tests only; no command imports it.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

// Findings is how many findings each report of an Office has.
const Findings = 8

// Office is the folder of a site with so many reports of eight findings each.
// The same number gives the same bytes.
func Office(reports int) fstest.MapFS {
	files := fstest.MapFS{}
	Each(reports, into(files))
	return files
}

// Each calls put with the files of an Office one by one, so that a large one is
// never in memory as a whole.
func Each(reports int, put func(name, text string)) {
	g := &generator{random: rand.New(rand.NewPCG(56, uint64(reports))), put: put}
	g.put("fiftysix.yaml", settings)
	g.put("content/about.md", "---\ntitle: About this site\nin_menu: true\n---\n\n"+g.prose(3))
	for i := range reports {
		g.report(i)
	}
}

func into(files fstest.MapFS) func(name, text string) {
	return func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
}

const settings = `office:
  name: Office of the Exampleshire Commissioner
  terms:
    - {kind: pcc, title: Police and Crime Commissioner, from: 2012-11-22}
  contact: {email: office@exampleshire.example}
force: Exampleshire Police
base_url: https://exampleshire.example/
notice: These words are made up to measure a program.
`

type generator struct {
	random *rand.Rand
	put    func(name, text string)
}

var (
	kinds      = []string{"peel", "thematic", "joint", "custody", "child-protection", "crime-data-integrity"}
	addressees = []string{"Exampleshire Police", "All chief constables", "College of Policing", "NPCC lead for custody", "Home Office", "Crown Prosecution Service"}
	vocabulary = strings.Fields(`the force should make sure that its officers and staff record every report of crime promptly and in line with
		the national standard so that victims receive a good service supervisors review decisions each week training is given to all who
		take calls from the public and the results are shared with partners in the county board meets every quarter to look at progress
		against this plan which includes clear owners dates and measures of success`)
)

func (g *generator) report(i int) {
	year := 2018 + i%9
	published := fmt.Sprintf("%d-%02d-%02d", year, 1+i%12, 1+i%28)
	answered := fmt.Sprintf("%d-%02d-%02d", year+(i%12+2)/12, 1+(i%12+2)%12, 1+i%28)
	if year == 2026 {
		published, answered = fmt.Sprintf("2026-%02d-%02d", 1+i%6, 1+i%28), fmt.Sprintf("2026-%02d-%02d", 3+i%6, 1+i%28)
	}
	dir := g.putReport(i, fmt.Sprintf("Report %d: %s", i, g.words(8)), fmt.Sprintf("Report %d", i), published, answered,
		"  late_reason: The office waited for the force.\n", g.prose)
	for n := 1; n <= Findings; n++ {
		g.finding(dir, n, answered)
	}
}

// putReport writes the file of a report, and returns its folder.
func (g *generator) putReport(i int, title, shortTitle, published, answered, moreResponse string, prose func(paragraphs int) string) (dir string) {
	dir = fmt.Sprintf("content/reports/%d-report-%05d/", 2018+i%9, i)
	g.put(dir+"report.md", fmt.Sprintf(`---
title: "%s"
short_title: %s
kind: [%s]
scope: force
published: %s
url: https://example.org/reports/%d/
response:
  published: %[6]s
  sent_to_home_secretary: %[6]s
  sent_to_inspectorate: %[6]s
%s---

%s
## Force comments

%s
## Our comments

%s`, title, shortTitle, g.pick(kinds), published, i, answered, moreResponse, prose(2), prose(2), prose(2)))
	return dir
}

func (g *generator) finding(dir string, n int, answered string) {
	status := g.pick([]string{"not-started", "in-progress", "complete", "awaiting-inspectorate"})
	table := ""
	if n == Findings {
		table = g.table()
	}
	addressee := addressees[1+g.random.IntN(len(addressees)-1)]
	g.putFinding(dir, n, addressee, fmt.Sprintf("{date: %s, status: %s, by: force, note: As the answer says.}", answered, status),
		g.prose(1), g.prose(2)+table, g.prose(1))
}

// putFinding writes the file of a finding.
func (g *generator) putFinding(dir string, n int, addressee, update, text, force, ours string) {
	g.put(fmt.Sprintf("%srecommendation-%d.md", dir, n), fmt.Sprintf(`---
label: Recommendation %d
addressed_to: [%s, %s]
whose: this-force
due: 6 months
due_text: Within six months
action: taken
history:
  - %s
---

Within six months, %s
## Force response

%s
## Our response

%s`, n, addressees[0], addressee, update, text, force, ours))
}

func (g *generator) pick(from []string) string { return from[g.random.IntN(len(from))] }

func (g *generator) words(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = g.pick(vocabulary)
	}
	return strings.Join(list, " ")
}

// prose is so many paragraphs of Markdown.
func (g *generator) prose(paragraphs int) string {
	var b strings.Builder
	for range paragraphs {
		fmt.Fprintf(&b, "%s. **%s** %s, as [the page about this site](https://example.org/about/) says.\n\n",
			capital(g.words(25)), capital(g.words(2)), g.words(20))
	}
	return b.String()
}

// capital makes the first letter a capital.
func capital(words string) string { return strings.ToUpper(words[:1]) + words[1:] }

func (g *generator) table() string {
	var b strings.Builder
	b.WriteString("Table 1: Calls answered\n\n| Month | Calls | In time |\n| --- | ---: | ---: |\n")
	for i := range 12 {
		fmt.Fprintf(&b, "| Month %d | %d | %d%% |\n", i+1, 1000+g.random.IntN(9000), 50+g.random.IntN(50))
	}
	return b.String() + "\n"
}
