package site

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// Words that are given to many findings stand once on the report's page; each
// finding keeps its block and its ids, and its own page has the words.
func TestRepeatedAnswersStandOnce(t *testing.T) {
	const waits = "This is for the College of Policing. The force will await further information from it."
	s := readSample(t, "testdata/prevent.txtar")
	put := func(n int, whose, answer string) {
		s.content[fmt.Sprintf("content/reports/2020-prevent/recommendation-%d.md", n)] = &fstest.MapFile{Data: []byte(
			fmt.Sprintf("---\nlabel: Recommendation %d\naddressed_to: [College of Policing]\nwhose: %s\naction: taken\n---\nDo thing %d.\n\n## Force response\n\n%s\n", n, whose, n, answer))}
	}
	put(21, "others", waits)
	put(22, "others", strings.Replace(waits, "Policing. The", "Policing.\nThe", 1)) // another line, the same words
	put(23, "others", strings.Replace(waits, "College", "college", 1))              // other words
	put(24, "others", waits)
	put(25, "this-force", waits) // answered in full, by law
	put(26, "others", "Noted.")
	put(27, "others", "Noted.")
	planned := s.plan(t, Options{})
	page := string(draw(t, planned, "/reports/2020-prevent/"))
	if n := strings.Count(strings.ReplaceAll(page, "\n", " "), waits); n != 2 {
		t.Errorf("the words stand %d times on the report's page, want 2: once for all, once for the force's own", n)
	}
	if n := strings.Count(page, "<p>Noted.</p>"); n != 2 {
		t.Errorf("a short answer stands %d times, want 2", n)
	}
	for _, want := range []string{
		`The same answer, word for word, is given to <a href="#recommendation-22">Recommendation 22</a> and <a href="#recommendation-24">Recommendation 24</a>.`,
		`The answer is the same, word for word, as the <a href="#recommendation-21--force-response">answer to Recommendation 21</a>.`,
		`id="recommendation-24--force-response"`, `id="recommendation-24"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the report's page does not say %s", want)
		}
	}
	if own := string(draw(t, planned, "/reports/2020-prevent/recommendation-24/")); !strings.Contains(own, waits) || strings.Contains(own, "word for word") {
		t.Error("the finding's own page does not have the words alone")
	}
}
