package e2e

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// tolerated are messages of the checker that stand, each with the reason.
var tolerated = []struct{ message, reason string }{
	{`^Resource violates Content Security Policy \(meta tag\): .* blocked by .(style|img|script|connect)-src. directive`,
		"the checker reads files, which have no origin, so 'self' lets nothing through; the browser, in quiet_test.go, finds that it does"},
	{`^Inline script violates Content Security Policy \(meta tag\): blocked by .script-src. directive`,
		"what stands in the page is data, JSON-LD, which is not run and which no policy holds; html_test.go finds that there is no script"},
}

// The Nu HTML checker, on every page, style sheet and picture of ours: no
// errors, no warnings, and no remarks but those tolerated above.
func TestNuFindsNothingInAnyFile(t *testing.T) {
	java := program(t, "java")
	jar := modulesFile(t, "vnu-jar/build/dist/vnu.jar")
	files, names := []string{}, map[string]string{}
	for _, b := range theSites(t) {
		for _, p := range b.pages {
			names[filepath.Join(b.top.dir, filepath.FromSlash(p.File()))] = p.String()
		}
		for _, ext := range []string{"css", "svg"} {
			found, err := filepath.Glob(filepath.Join(b.top.dir, "assets", "*."+ext))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range found {
				names[file] = b.name + ":/assets/" + filepath.Base(file)
			}
		}
	}
	for file := range names {
		files = append(files, file)
	}
	// -Xss: the checker descends into long pages.
	out, err := exec.Command(java, append([]string{"-Xss8m", "-jar", jar,
		"--format", "json", "--also-check-css", "--also-check-svg", "--exit-zero-always", "--stdout"}, files...)...).Output()
	if err != nil {
		t.Fatalf("run the HTML checker: %v", err)
	}
	var said struct {
		Messages []struct{ Type, SubType, URL, Message, Extract string }
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("read what the HTML checker says: %v", err)
	}
	found, passed := faults{}, make([]int, len(tolerated))
	for _, m := range said.Messages {
		if i := toleratedBy(m.Message); i >= 0 {
			passed[i]++
			continue
		}
		kind := m.Type
		if m.SubType != "" {
			kind = m.SubType
		}
		where := names[strings.TrimPrefix(m.URL, "file:")]
		if where == "" {
			where = m.URL
		}
		found.add(fmt.Sprintf("%s: %s", kind, m.Message), where)
	}
	found.tell(t)
	for i, n := range passed {
		t.Logf("nu: tolerated %d times: %s", n, tolerated[i].reason)
	}
	t.Logf("nu: %d files, %d faults", len(files), len(found))
}

func toleratedBy(message string) int {
	for i, tol := range tolerated {
		if regexp.MustCompile(tol.message).MatchString(message) {
			return i
		}
	}
	return -1
}
