package preview

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
)

var policyMeta = regexp.MustCompile(`(?i)(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")`)

// needed are the directives that the preview's own lines depend on.
var needed = []string{"script-src", "style-src", "connect-src", "form-action"}

// relaxPolicy changes a page's security policy to allow the preview's own stylesheet,
// script and events, and nothing else.
func relaxPolicy(page []byte) []byte {
	m := policyMeta.FindSubmatchIndex(page)
	if m == nil {
		return page
	}
	var directives []string
	had := map[string]bool{}
	for _, d := range strings.Split(html.UnescapeString(string(page[m[4]:m[5]])), ";") {
		words := strings.Fields(d)
		if len(words) == 0 {
			continue
		}
		if name := strings.ToLower(words[0]); slices.Contains(needed, name) {
			had[name] = true
			words = slices.DeleteFunc(words, func(w string) bool { return w == "'none'" })
			if !slices.Contains(words, "'self'") {
				words = append(words, "'self'")
			}
		}
		directives = append(directives, strings.Join(words, " "))
	}
	for _, name := range needed {
		if !had[name] {
			directives = append(directives, name+" 'self'")
		}
	}
	policy := html.EscapeString(strings.Join(directives, "; "))
	policy = strings.ReplaceAll(policy, "&#39;", "'")
	return bytes.Join([][]byte{page[:m[4]], []byte(policy), page[m[5]:]}, nil)
}
