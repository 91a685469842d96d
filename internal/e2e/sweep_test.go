package e2e

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A check is one thing that every page is held to.
type check string

const (
	checkAxe     check = "axe"
	checkQuiet   check = "quiet"
	checkReflow  check = "reflow"
	checkZoom    check = "zoom"
	checkFont    check = "font"
	checkSpacing check = "spacing"
	checkTargets check = "targets"
	checkTables  check = "tables"
)

// A visit is one page, loaded once, with every check made on it.
type visit struct {
	page  page
	found []finding
	count map[check]int
	text  string
	axe   axeResult

	scripts int // that the browser would run
}

type finding struct {
	check check
	fault string
}

func (v *visit) add(c check, what ...string) {
	for _, fault := range what {
		v.found = append(v.found, finding{c, fault})
	}
}

// desktop and phone are the two windows that every page is looked at in. The
// phone is the narrowest that WCAG 1.4.10 names.
var (
	desktop = look{name: "1280 px", width: 1280, height: 900}
	phone   = look{name: "320 px", width: 320, height: 640}
)

// make looks at the page in each way that a check asks for. What is the same
// on all pages of a kind, or nearly, is looked at on one of them (page.one).
func (v *visit) make(tb *tab) error {
	for _, step := range []func(*tab) error{
		v.open, v.checkAxe, v.checkFont, v.checkSpacing, v.checkReflow, v.checkZoom, v.checkTables, v.checkQuiet,
	} {
		if err := step(tb); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) open(tb *tab) (err error) {
	if err := tb.load(v.page.site.top, v.page.site.top.address(v.page)); err != nil {
		return err
	}
	if err := tb.as(desktop); err != nil {
		return err
	}
	if v.scripts, err = ask[int](tb, "look.scripts()"); err != nil {
		return err
	}
	v.text, err = ask[string](tb, "look.words()")
	return err
}

// A swept is what was found on all pages.
type swept struct {
	visits []*visit
	found  map[check]faults
	count  map[check]int
	ok     bool
}

var theSweep struct {
	once sync.Once
	*swept
}

// ofAKind is how many pages of one kind of one site are looked at in the gate.
// Every one is in the long run (make test-long), and every one is read as HTML
// and by the Nu checker in both; in the browser each costs a second or two.
const ofAKind = 3

// toSweep are the pages that are looked at: of each kind the largest, the
// smallest and some between, and of the office in two languages one of each
// kind in each of them, since its pages are made as the others are.
func toSweep(all []*built) (pages []page) {
	if os.Getenv("FIFTYSIX_LONG") != "" {
		return standing(all)
	}
	kinds := map[string][]page{}
	for _, p := range standing(all) {
		kind := p.site.name + p.kind
		if strings.HasPrefix(p.URL, "/cy/") {
			kind = "/cy" + kind
		}
		kinds[kind] = append(kinds[kind], p)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		same, most := kinds[kind], ofAKind
		if same[0].site.name == "twin" {
			most = 1
		}
		slices.SortStableFunc(same, func(p, q page) int { return q.size - p.size })
		most = min(most, len(same))
		for i := range most {
			pages = append(pages, same[i*(len(same)-1)/max(most-1, 1)])
		}
	}
	return pages
}

// sweep visits the pages, the first time that it is called.
func sweep(t *testing.T) *swept {
	t.Helper()
	needBrowser(t)
	needAxe(t)
	theSweep.once.Do(func() {
		s := &swept{found: map[check]faults{}, count: map[check]int{}}
		var mu sync.Mutex
		onPages(t, toSweep(theSites(t)), func(tb *tab, p page) error {
			v := &visit{page: p, count: map[check]int{}}
			if err := v.make(tb); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			s.take(v)
			return nil
		})
		s.ok = !t.Failed()
		theSweep.swept = s
	})
	if theSweep.swept == nil || !theSweep.ok {
		t.Fatal("not every page could be looked at; the first test of those that look says why")
	}
	return theSweep.swept
}

func (s *swept) take(v *visit) {
	s.visits = append(s.visits, v)
	for _, f := range v.found {
		if s.found[f.check] == nil {
			s.found[f.check] = faults{}
		}
		s.found[f.check].add(f.fault, v.page.String())
	}
	for c, n := range v.count {
		s.count[c] += n
	}
}

// report tells what one check has found on all pages.
func report(t *testing.T, c check, said string) {
	t.Helper()
	s := sweep(t)
	s.found[c].tell(t)
	t.Logf("%s: %d pages, %s, %d faults", c, len(s.visits), said, len(s.found[c]))
}

// sum is what a check has counted on all pages.
func sum(t *testing.T, c check) int { return sweep(t).count[c] }

// asked runs a function of look.js that returns faults.
func (v *visit) asked(tb *tab, c check, how, expression string) error {
	found, err := ask[[]string](tb, expression)
	for _, fault := range found {
		v.add(c, fmt.Sprintf("%s: %s", how, fault))
	}
	return err
}
