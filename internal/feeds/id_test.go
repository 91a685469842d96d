package feeds

import (
	"regexp"
	"testing"
)

func TestIDs(t *testing.T) {
	tests := map[string]struct {
		owners  []string
		id, uid string
	}{
		"a site's address":              {[]string{"https://Answers.Example.org:8443/some/folder/"}, "tag:answers.example.org,2026:en/a/b", "en:a:b@answers.example.org"},
		"the first that there is":       {[]string{"", "https://one.example/", "https://two.example/"}, "tag:one.example,2026:en/a/b", "en:a:b@one.example"},
		"an e-mail address":             {[]string{"", "Office@example.org"}, "tag:office@example.org,2026:en/a/b", "en:a:b@example.org"},
		"what is no address is ignored": {[]string{"not an address", "@", "@example.org", "office@", "https://example.org/"}, "tag:example.org,2026:en/a/b", "en:a:b@example.org"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			n := NewIDs("An office", test.owners...)
			if id, uid := n.ID("en/a/b"), n.UID("en/a/b"); id != test.id || uid != test.uid {
				t.Errorf("got %s and %s, want %s and %s", id, uid, test.id, test.uid)
			}
		})
	}
}

// Where nobody owns an address none is invented: IDs are UUIDs that depend on
// the seed and the path, and are the same each time.
func TestIDsWithoutAnOwner(t *testing.T) {
	version5 := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	one, other := NewIDs("An office", "", ""), NewIDs("Another office")
	ids := map[string]bool{}
	for _, id := range []string{one.ID("a"), one.ID("b"), other.ID("a")} {
		if !version5.MatchString(id) || ids[id] {
			t.Errorf("%s is no UUID of version 5, or not the only one", id)
		}
		ids[id] = true
	}
	if one.ID("a") != "urn:uuid:"+one.UID("a") || one.ID("a") != NewIDs("An office").ID("a") {
		t.Error("the same path has another ID")
	}
	if want := "urn:uuid:c1f2f4ea-bada-5799-bf65-b2e382187f5d"; one.ID("a") != want {
		t.Errorf("got %s, want %s: published IDs must never change", one.ID("a"), want)
	}
}
