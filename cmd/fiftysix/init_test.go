package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// A new site can be built as it is in every set of languages that may be
// chosen for it.
func TestANewSiteInEveryLanguage(t *testing.T) {
	sets := [][]string{}
	for _, lang := range languages() {
		sets = append(sets, []string{lang})
		for _, other := range languages() {
			if other != lang {
				sets = append(sets, []string{lang, other})
			}
		}
	}
	for _, set := range sets {
		dir := filepath.Join(t.TempDir(), "site")
		for _, args := range [][]string{
			{"init", dir, "--languages", strings.Join(set, ",")},
			{"build", "--source", dir},
			{"init", "--remove-examples", "--source", dir},
			{"build", "--allow-removals", "--source", dir},
		} {
			if args[1] == "--remove-examples" && set[0] != "en" {
				continue // the examples are in English, so such a site has none
			}
			var said bytes.Buffer
			p := program{out: &said, err: &said, env: func(string) string { return "" }, clock: morningClock}
			if status := p.run(t.Context(), args); status != exitDone {
				t.Errorf("%v in %v: %s", args, set, said.String())
			}
		}
	}
}
