package scaffold_test

import (
	"bytes"
	"strings"
	"testing"

	"fiftysix/internal/frontmatter"
	"fiftysix/internal/scaffold"
)

var approval = scaffold.Approval{By: `Ann "A" O’Neil, # Commissioner`, On: "2026-11-24", Hash: "0123-4567-89ab-cdef-0123-4567"}

const asField = `approved: {by: 'Ann "A" O’Neil, # Commissioner', on: 2026-11-24, hash: "0123-4567-89ab-cdef-0123-4567"}`

// Each row is a file's fields as people write them; ^ is where the approval
// goes, and what stands between two of them is taken away.
func TestAnApprovalGoesIntoTheResponseAndNothingElseChanges(t *testing.T) {
	line := "  " + asField + "\n"
	for _, row := range []struct{ name, before, text string }{
		{"below the last field", "title: T\nresponse:\n  published: 2026-01-01\n  sent_to_inspectorate: 2026-01-02\n^", line},
		{"with fields behind", "response:\n  published: 2026-01-01\n^draft: true\n", line},
		{"with a note and an empty line behind", "response:\n  published: 2026-01-01 # Monday\n^\n# and now\ndraft: true\n", line},
		{"indented by four", "response:\n    published: 2026-01-01\n^draft: true\n", "    " + asField + "\n"},
		{"below a long text", "response:\n  published: 2026-01-01\n  late_reason: |\n    Words.\n\n    # no comment\n^draft: true\n", line},
		{"below a list", "response:\n  published: 2026-01-01\n  corrections:\n    - date: 2026-02-01\n      note: Mended\n^draft: true\n", line},
		{"on one line", "response: {published: 2026-01-01^}\ndraft: true\n", ", " + asField},
		{"on one line with a bracket in words", "response: {published: 2026-01-01, late_reason: \"a } b\"^} # so\n", ", " + asField},
		{"over another", "response:\n  ^approved: {by: Bob, on: 2026-01-01, hash: \"1\"}^ # yes\n  published: 2026-01-01\n", asField},
		{"over another of several lines", "response:\n  published: 2026-01-01\n  ^approved:\n    by: Bob\n    on: 2026-01-01\n    hash: \"1\"\n^draft: true\n", asField + "\n"},
		{"over another on one line", "response: {^approved: {by: Bob, on: 2026-01-01, hash: \"1\"}^, published: 2026-01-01}\n", asField},
		{"letters of more than a byte", "title: Tŷ Dŵr\nresponse: {published: 2026-01-01, late_reason: Tŷ “da”^} # Tŷ\n", ", " + asField},
	} {
		for _, ending := range []string{"\n", "\r\n", "\r"} {
			for _, bom := range []string{"", "\xef\xbb\xbf"} {
				fields := row.before
				wanted := strings.Replace(fields, "^", row.text, 1)
				if head, rest, ok := strings.Cut(row.before, "^"); strings.Contains(rest, "^") && ok {
					old, tail, _ := strings.Cut(rest, "^")
					fields, wanted = head+old+tail, head+row.text+tail
				} else {
					fields = strings.Replace(fields, "^", "", 1)
				}
				file := func(fields string) []byte {
					return []byte(bom + strings.ReplaceAll("---\n"+fields+"---\n\nWords.\n\n## Our comments\n\n“So – do we.”  \n", "\n", ending))
				}
				got, err := scaffold.Approve(file(fields), approval)
				if err != nil || !bytes.Equal(got, file(wanted)) {
					t.Errorf("%s, %q, %q: %v\n%s\nwanted\n%s", row.name, ending, bom, err, got, file(wanted))
				}
			}
		}
	}
}

func TestNothingIsApprovedWithoutAnAnswer(t *testing.T) {
	for _, fields := range []string{"title: T\n", "response:\n", "response: 2026-01-01\n", "response: {published: 2026-01-01\n", "response: [a]\n"} {
		if got, err := scaffold.Approve([]byte("---\n"+fields+"---\n\nWords.\n"), approval); err == nil {
			t.Errorf("%q was approved:\n%s", fields, got)
		}
	}
}

// FuzzApprove holds that of any file nothing changes but the approval.
func FuzzApprove(f *testing.F) {
	f.Add([]byte("---\nresponse:\n  published: 2026-01-01\n---\n\nWords.\n"))
	f.Add([]byte("---\nresponse: {published: 2026-01-01, approved: {by: B, on: 2026-01-01, hash: x}}\ntitle: T\n---\nWords.\n"))
	f.Add([]byte("---\r\nresponse:\r\n    approved:\r\n      by: B\r\n    late_reason: >\r\n      Words\r\ntitle: T\r\n---\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := scaffold.Approve(raw, approval)
		if err != nil {
			return
		}
		again, err := scaffold.Approve(got, approval)
		if err != nil || !bytes.Equal(again, got) {
			t.Fatalf("approved twice it is another file (%v):\n%q\n%q", err, got, again)
		}
		if file, _ := frontmatter.Open("", got); file == nil {
			t.Fatal("it cannot be read")
		}
		if was, is := bodyOf(t, raw), bodyOf(t, got); was != is {
			t.Fatalf("the words changed:\n%q\n%q", was, is)
		}
	})
}

func bodyOf(t *testing.T, raw []byte) string {
	file, _ := frontmatter.Open("", raw)
	doc, _ := frontmatter.Split(file)
	if doc == nil {
		t.Fatal("it cannot be split")
	}
	return doc.Text[doc.Body:]
}
