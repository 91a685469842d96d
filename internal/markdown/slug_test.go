package markdown

import (
	"testing"
)

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"Our comments":                    "our-comments",
		"  Ŵyth — chŵyn a’r heddlu  ":     "wyth-chwyn-ar-heddlu",
		"4(a)":                            "4-a",
		"---":                             "",
		"NPCC’s “lead”":                   "npccs-lead",
		"Café Ærø":                        "cafe-aero",
		"日本":                              "日本",
		"Don't":                           "dont",
		"- It's 1.2_3/4 -":                "its-1-2-3-4",
		"Office for Security & Counter-T": "office-for-security-counter-t",
	} {
		if got := Slug(text); got != want {
			t.Errorf("Slug(%q) = %q; want %q", text, got, want)
		}
	}
}
