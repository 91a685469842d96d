package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fiftysix/internal/site"
)

// A check that sees nothing would pass for ever. Here is a page that has one
// fault for each, and every check must find its own.
func TestEveryCheckSeesItsFault(t *testing.T) {
	needBrowser(t)
	needAxe(t)
	b := &built{name: "faulty", top: serve(filepath.Join("testdata", "faulty"), "/")}
	p := page{site: b, Output: site.Output{URL: "/"}, one: true}
	v := &visit{page: p, count: map[check]int{}}
	w := &walker{found: faults{}, pictured: map[string]bool{}}
	var pr print
	onPages(t, []page{p}, func(tb *tab, p page) (err error) {
		if err := v.make(tb); err != nil {
			return err
		}
		if err := w.walk(tb, p, desktop); err != nil {
			return err
		}
		if err := w.focus(tb, p, ".bare"); err != nil {
			return err
		}
		pr, err = printed(tb, p)
		return err
	})
	said := map[check][]string{"keyboard": {}, "print": pr.compare("A page with faults, and This navigation is printed")}
	for _, f := range v.found {
		said[f.check] = append(said[f.check], f.fault)
	}
	for fault := range w.found {
		said["keyboard"] = append(said["keyboard"], fault)
	}
	said["html"] = wellMade(t, p)

	for _, row := range []struct {
		check check
		fault string
	}{
		{checkAxe, "color-contrast:"},
		{checkAxe, "image-alt:"},
		{checkAxe, "color-contrast-enhanced:"},
		{checkAxe, "tabindex:"},
		{checkReflow, "makes the page 508 px wide"},
		{checkZoom, "makes the page 508 px wide"},
		{checkFont, "p.over “what comes after it”"},
		{checkSpacing, "cuts off its text"},
		{checkTargets, "with another too near"},
		{checkTables, "every row"},
		{checkQuiet, "console.log was called"},
		{checkQuiet, "a request goes to http://192.0.2.1/"},
		{checkQuiet, "a cookie: kept=1"},
		{"keyboard", "tabindex above 0"},
		{"keyboard", "does not lead to the page's content"},
		{"keyboard", "its mark of focus has a contrast of 0"},
		{"keyboard", "focus changes 0 of its pixels"},
		{"print", `"unprintable" is missing`},
		{"print", "there is navigation"},
		{"print", "https://www.example.org/unprinted"},
		{"html", "there is no description"},
		{"html", "the page's policy is"},
		{"html", "has no alt"},
		{"html", "a script in the page"},
	} {
		if !slices.ContainsFunc(said[row.check], func(s string) bool { return strings.Contains(s, row.fault) }) {
			t.Errorf("%s does not see %q; it sees:\n\t%s", row.check, row.fault, strings.Join(said[row.check], "\n\t"))
		}
	}
	clearCookies(t)
}

// focus looks at one control as the keyboard would find it.
func (w *walker) focus(tb *tab, p page, selector string) error {
	controls, err := ask[[]string](tb, "look.walk()")
	if err != nil {
		return err
	}
	i := slices.IndexFunc(controls, func(name string) bool { return strings.Contains(name, selector) })
	s, err := ask[stop](tb, fmt.Sprintf("look.focus(%d)", i))
	if err != nil {
		return err
	}
	for _, fault := range s.Faults {
		w.add(p, desktop, "%s: %s", s.Name, fault)
	}
	return w.picture(tb, p, desktop, s)
}

func wellMade(t *testing.T, p page) (found []string) {
	t.Helper()
	f, err := os.Open(filepath.Join(p.site.top.dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	all := faults{}
	read(p, root).check(all)
	for fault := range all {
		found = append(found, fault)
	}
	return found
}
