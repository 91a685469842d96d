package content

import (
	"strings"
	"testing"

	"fiftysix/internal/diag"
	"fiftysix/internal/frontmatter"
	"fiftysix/internal/inspection"
	"fiftysix/internal/markdown"
)

// TestNearHeadings has the lines that are, and are not, taken for one of the fixed
// headings; each stands below the heading of somebody else. "" is an ordinary line.
func TestNearHeadings(t *testing.T) {
	report, finding := headingNames(inspection.ReportSections), headingNames(inspection.FindingSections)
	for _, c := range []struct {
		headings [][]string
		above    string
		line     string
		want     string
	}{
		{report, "Force comments", "**Our comments**", "## Our comments"},
		{report, "Force comments", "**Our comments:**", "## Our comments"},
		{report, "Force comments", "**Our comments**:", "## Our comments"},
		{report, "Force comments", "***Our comments***", "## Our comments"},
		{report, "Force comments", "__Our comments__", "## Our comments"},
		{report, "Force comments", "*Our comments*", "## Our comments"},
		{report, "Force comments", "##Our comments", "## Our comments"},
		{report, "Force comments", "#Our comments", "## Our comments"},
		{report, "Force comments", "# Our comments", "## Our comments"},
		{report, "Force comments", "### Our comments", "## Our comments"},
		{report, "Force comments", "#### OUR COMMENTS", "## Our comments"},
		{report, "Force comments", "###Our Comments:", "## Our comments"},
		{report, "Force comments", "    ## Our comments", "## Our comments"},
		{report, "Force comments", "##\u00a0Our comments", "## Our comments"},
		{report, "Force comments", "\u200b## Our comments", "## Our comments"},
		{report, "Force comments", "＃＃ Our comments", "## Our comments"},
		{report, "Force comments", `\## Our comments`, "## Our comments"},
		{report, "Force comments", "== Our comments ==", "## Our comments"},
		{report, "Force comments", "— Our comments —", "## Our comments"},
		{report, "Force comments", "– Our comments", "## Our comments"},
		{report, "Force comments", "Our comments", "## Our comments"},
		{report, "Force comments", "Our comments:", "## Our comments"},
		{report, "Force comments", "OUR COMMENTS", "## Our comments"},
		{report, "Force comments", "2. Our comments", "## Our comments"},
		{report, "Force comments", "2.1 **Our comments**", "## Our comments"},
		{report, "Force comments", "(b) Our comments", "## Our comments"},
		{report, "Force comments", "**PCC response**", "## Our comments"},
		{report, "Force comments", "PCC's comments", "## Our comments"},
		{report, "Force comments", "PCC’s Comments", "## Our comments"},
		{report, "Force comments", "### Police and Crime Commissioner’s response", "## Our comments"},
		{report, "Force comments", "Comments of the Commissioner", "## Our comments"},
		{report, "Force comments", "**Comments from the OPCC**", "## Our comments"},
		{report, "Force comments", "Response from the Mayor", "## Our comments"},
		{report, "Force comments", "**Our coments**", "## Our comments"},
		{report, "Force comments", "### Our comment on this report", "## Our comments"},
		{report, "Force comments", "**Ein sylwadau**", "## Ein sylwadau"},
		{report, "Force comments", "Sylwadau'r Comisiynydd", "## Ein sylwadau"},
		{report, "Force comments", "**Our comments:** I welcome this report.", "## Our comments\n\nI welcome this report."},
		{report, "Force comments", "**Our comments** – I welcome this report.", "## Our comments\n\nI welcome this report."},
		{report, "Force comments", "PCC response: I welcome this report.", "## Our comments\n\nI welcome this report."},
		{report, "Force comments", "**Reply to the force**", "## Reply to the force"},
		{report, "Force comments", "### Reply to the Chief Constable", "## Reply to the force"},
		{report, "Our comments", "**Force comments**", "## Force comments"},
		{report, "Our comments", "Chief Constable's comments", "## Force comments"},
		{report, "Our comments", "### Comments of the Chief Constable", "## Force comments"},
		{report, "Our comments", "Chief Officer’s comments:", "## Force comments"},
		{report, "Our comments", "**Exampleshire Police response**", "## Force comments"},
		{report, "Our comments", "Constabulary comments", "## Force comments"},
		{report, "Our comments", "Sylwadau’r Heddlu", "## Sylwadau'r heddlu"},
		{report, "Our comments", "- **Force comments**", "## Force comments"},
		{finding, "Force response", "**Our response**", "## Our response"},
		{finding, "Force response", "###Our response", "## Our response"},
		{finding, "Force response", "Commissioner's response", "## Our response"},
		{finding, "Force response", "PCC Comments", "## Our response"},
		{finding, "Force response", "Response of the PCC:", "## Our response"},
		{finding, "Force response", "**Ein hymateb**", "## Ein hymateb"},
		{finding, "", "**Force response**", "## Force response"},
		{finding, "", "Force response", "## Force response"},
		{finding, "", "Chief Constable’s response", "## Force response"},
		{finding, "", "**Force response:** We have trained all sergeants.", "## Force response\n\nWe have trained all sergeants."},
		{finding, "", "Force comments", "## Force response"},
		{finding, "", "Ymateb y Prif Gwnstabl", "## Ymateb yr heddlu"},

		// Ordinary lines.
		{report, "Force comments", "Our comments are below.", ""},
		{report, "Force comments", "The force welcomes our comments.", ""},
		{report, "Force comments", "### What we will do", ""},
		{report, "Force comments", "### Your comments", ""},
		{report, "Force comments", "### Other comments", ""},
		{report, "Force comments", "> **Our comments**", ""},
		{report, "Force comments", "| Our comments | Force comments |", ""},
		{report, "Force comments", "[Our comments](../2020-prevent/report.md)", ""},
		{report, "Force comments", "- Our comments", ""},
		{report, "Force comments", "The response: 14 days", ""},
		{report, "Force comments", "Police response times: 12 minutes on average", ""},
		{report, "Our comments", "**Our comments**", ""}, // under its own heading it harms nobody
		{report, "Our comments", "### Our response", ""},
		{report, "Our comments", "**Training:** every sergeant", ""},
		{report, "Our comments", "#MeToo", ""},
		{finding, "Our response", "In our response, we asked for figures.", ""},
		{finding, "Our response", "**Timescale:** March 2027", ""},
	} {
		text := c.line + "\n\nWords.\n"
		if c.above != "" {
			text = "## " + c.above + "\n\nThe words above.\n\n" + text
		}
		got := ""
		for _, p := range nearHeadingsIn(text, c.headings) {
			got = p.Fix
		}
		if got != c.want {
			t.Errorf("%q under %q: %q; want %q", c.line, c.above, got, c.want)
		}
	}
}

func nearHeadingsIn(text string, headings [][]string) []diag.Problem {
	f := &contentFile{reader: &reader{Document: &frontmatter.Document{File: diag.NewFile("a.md", []byte(text))}}}
	f.prose, _ = markdown.Parse(f.File, 0, markdown.Sections)
	refuseNearHeadings(f, headings, []string{"exampleshire", "police"})
	return f.problems
}

// A line within a paragraph is a heading only if it is one letter for letter.
func TestNearHeadingsWithinAParagraph(t *testing.T) {
	headings := headingNames(inspection.ReportSections)
	for text, want := range map[string]int{
		"We did it.\nOur comments\nI am glad.\n":            1,
		"We did it.\n**PCC response**\nI am glad.\n":        1,
		"They are set out in\nour comments\nand elsewhere.": 0,
		"```\nOur comments\n```\n":                          0,
	} {
		if got := len(nearHeadingsIn("## Force comments\n\n"+text, headings)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// TestTwoVoices has how answers begin, and how inspectors write.
func TestTwoVoices(t *testing.T) {
	for line, want := range map[string]bool{
		"I welcome this recommendation.":                                    true,
		"We accept this recommendation.":                                    true,
		"We fully accept the recommendation":                                true,
		"The force accepts this.":                                           true,
		"Exampleshire Police has accepted it.":                              true,
		"The Commissioner welcomes the finding.":                            true,
		"Accepted. Training begins in May.":                                 true,
		"This recommendation has been accepted.":                            true,
		"The force should accept that it needs more sergeants.":             false,
		"We found that the force accepts too few referrals.":                false,
		"We welcome the steps that the force has taken.":                    false,
		"Chief constables should make sure that each complaint is recorded": false,
		"Agreed actions should be followed up.":                             false,
		"By June 2027 the force should have trained every sergeant.":        false,
	} {
		if got := answering.MatchString(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func TestNearHeadingsKeepTheWordsOfTheTable(t *testing.T) {
	for _, all := range [][][]string{headingNames(inspection.ReportSections), headingNames(inspection.FindingSections)} {
		for i, names := range all {
			for _, name := range names {
				if got := meantHeading(strings.ToUpper(name), all, nil); got != i {
					t.Errorf("%q means %d, want %d", name, got, i)
				}
			}
		}
	}
}
