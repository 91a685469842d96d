package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// leftOut are rules of axe that are not run, each with the reason. All others
// are: those of WCAG 2.2 at A, AA and AAA, best practice, and experiments.
var leftOut = map[string]string{}

// An axeResult is what axe-core has to say of one page.
type axeResult struct {
	Rules      int       `json:"rules"`
	Violations []axeRule `json:"violations"`
	Incomplete []axeRule `json:"incomplete"` // what axe leaves to a person to judge
}

type axeRule struct {
	Rule  string   `json:"rule"`
	Help  string   `json:"help"`
	Nodes int      `json:"nodes"`
	Where []string `json:"where"`
	Why   string   `json:"why"`
}

func (r axeRule) String() string {
	return fmt.Sprintf("axe: %s: %s: %s: %s", r.Rule, r.Help, strings.Join(r.Where, "; "), r.Why)
}

func TestAxeFindsNothingOnAnyPage(t *testing.T) {
	s := sweep(t)
	for rule, reason := range leftOut {
		t.Logf("axe: left out %s: %s", rule, reason)
	}
	report(t, checkAxe, fmt.Sprintf("%d rules, every one at 1280 px", s.visits[0].axe.Rules))
	unsure := map[string]int{}
	for _, v := range s.visits {
		for _, r := range v.axe.Incomplete {
			unsure[r.Rule]++
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(unsure)) {
		t.Logf("axe leaves to a person: %s, on %d pages", rule, unsure[rule])
	}
}

// On one page of each kind, in each way of showing colours, and in the long
// run in both windows.
func TestAxeFindsNothingInAnyColours(t *testing.T) {
	needAxe(t)
	found, looks := faults{}, 0
	pages, windows := oneOfEach(theSites(t)), []look{desktop}
	if os.Getenv("FIFTYSIX_LONG") != "" {
		windows = append(windows, phone)
	}
	onPages(t, pages, func(tb *tab, p page) error {
		if err := tb.load(p.site.top, p.site.top.address(p)); err != nil {
			return err
		}
		for _, window := range windows {
			for _, c := range colours {
				window.media = c.media
				if err := tb.as(window); err != nil {
					return err
				}
				result, err := axe(tb)
				if err != nil {
					return err
				}
				locked(func() {
					looks++
					for _, r := range result.Violations {
						found.add(fmt.Sprintf("%s, %s: %s", window.name, c.name, r), p.String())
					}
				})
			}
		}
		return nil
	})
	found.tell(t)
	t.Logf("axe: %d pages, one of each kind, × %d colours × %d windows = %d looks, %d violations", len(pages), len(colours), len(windows), looks, len(found))
}

func (v *visit) checkAxe(tb *tab) (err error) {
	v.axe, err = axe(tb)
	for _, r := range v.axe.Violations {
		v.add(checkAxe, r.String())
	}
	if err != nil {
		return err
	}
	return v.checkTargets(tb, "at 1280 px")
}

// axeScript is axe-core, or empty until a test has found it.
var axeScript string

// needAxe finds axe-core, and fails the test where it cannot.
func needAxe(t *testing.T) {
	t.Helper()
	script, err := os.ReadFile(modulesFile(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	axeScript = string(script)
}

// axe runs every rule on the page as the tab shows it.
func axe(tb *tab) (axeResult, error) {
	names, err := json.Marshal(slices.AppendSeq([]string{}, maps.Keys(leftOut)))
	if err != nil {
		return axeResult{}, err
	}
	there, err := ask[bool](tb, "Boolean(globalThis.axe)")
	if err == nil && !there {
		_, err = ask[chromedp.Void](tb, axeScript)
	}
	if err != nil {
		return axeResult{}, err
	}
	return ask[axeResult](tb, fmt.Sprintf("look.axeRun(%s)", names))
}
