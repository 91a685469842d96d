package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
)

// atLimits are the rules that only content shows which is too long to be read
// in an archive.
var atLimits = []string{RuleFieldTooLong, RuleTooManyItems, RuleTooManyFiles, frontmatter.RuleFieldsTooMuch}

// TestLimits holds that content at a limit is read, and that one more is an
// error that says so.
func TestLimits(t *testing.T) {
	finding := func(fields string) string {
		return "---\naddressed_to: [Exampleshire Police]\nwhose: this-force\naction: taken\n" + fields + "---\n\nMend it.\n\n## Our response\n\nIt is mended.\n"
	}
	for _, row := range []struct {
		name, rule string
		limit      int
		site       func(site fstest.MapFS, n int)
	}{
		{"characters of a field", RuleFieldTooLong, maxField, func(site fstest.MapFS, n int) {
			site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte(finding("due_text: " + strings.Repeat("ŵ", n) + "\n"))}
		}},
		{"characters of a line", frontmatter.RuleFieldsTooMuch, 40_000, func(site fstest.MapFS, n int) {
			site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte(finding("# " + strings.Repeat("x", n-len("# \n")) + "\n"))}
		}},
		{"lines of fields", frontmatter.RuleFieldsTooMuch, 10_000, func(site fstest.MapFS, n int) {
			site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte(finding(strings.Repeat("# a\n", n-3)))}
		}},
		{"bytes of fields", frontmatter.RuleFieldsTooMuch, frontmatter.MaxFields, func(site fstest.MapFS, n int) {
			n -= len("addressed_to: [Exampleshire Police]\nwhose: this-force\naction: taken\n")
			site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte(finding(strings.Repeat("#"+strings.Repeat("a", 98)+"\n", n/100) + "#" + strings.Repeat("a", n%100-2) + "\n"))}
		}},
		{"items of a list", RuleTooManyItems, maxItems, func(site fstest.MapFS, n int) {
			site["content/reports/2024-custody/recommendation-1.md"] = &fstest.MapFile{Data: []byte(finding("history:\n" + strings.Repeat("  - {date: 2024-03-01, status: in-progress, by: force}\n", n)))}
		}},
		{"files of a report", RuleTooManyFiles, maxFiles, func(site fstest.MapFS, n int) {
			for i := range n - 2 { // it has two
				site[fmt.Sprintf("content/reports/2024-custody/recommendation-%d.md", i+2)] = &fstest.MapFile{Data: []byte(strings.Replace(finding(""), "Mend it", fmt.Sprint("Mend it in way ", i), 1))}
			}
		}},
		{"bytes of a logo", RuleFileSize, maxLogo, func(site fstest.MapFS, n int) {
			const begin, end = "<svg xmlns=\"http://www.w3.org/2000/svg\">", "</svg>"
			site["logo.svg"] = &fstest.MapFile{Data: []byte(begin + strings.Repeat(" ", n-len(begin+end)) + end)}
			site[inspection.SettingsFile].Data = append(site[inspection.SettingsFile].Data, "theme: {logo: logo.svg, logo_alt: The office}\n"...)
		}},
		{"depth of a logo", RuleLogo, maxDepth, func(site fstest.MapFS, n int) {
			site["logo.svg"] = &fstest.MapFile{Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\">" + strings.Repeat("<g>", n-1) + strings.Repeat("</g>", n-1) + "</svg>")}
			site[inspection.SettingsFile].Data = append(site[inspection.SettingsFile].Data, "theme: {logo: logo.svg, logo_alt: The office}\n"...)
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for more := range 2 {
				site := plainSite()
				row.site(site, row.limit+more)
				var found []diag.Problem
				_, problems := Load(site, Options{Now: now})
				for _, p := range problems {
					if p.Level == diag.Error {
						found = append(found, p)
					}
				}
				switch {
				case more == 0 && len(found) > 0:
					t.Errorf("%d are refused: %s", row.limit, written(found))
				case more == 1 && (len(found) != 1 || found[0].Rule != row.rule):
					t.Errorf("%d should be refused by the rule %s, and there is: %s", row.limit+1, row.rule, written(found))
				}
			}
		})
	}
}
