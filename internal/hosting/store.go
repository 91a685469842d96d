package hosting

import (
	"bytes"
	"encoding/json"
	"strings"
)

// s3 says what an object store is to be told of each object as it is put
// there: for whoever, or whatever, puts it there. The first rule that fits a
// key's beginning or ending holds for a header.
func s3(s Site) []File {
	type rule struct {
		Prefix  string            `json:"prefix,omitempty"`
		Suffix  string            `json:"suffix,omitempty"`
		Headers map[string]string `json:"headers"`
	}
	file := struct {
		Note      string            `json:"note"`
		Index     string            `json:"index_document"`
		Error     string            `json:"error_document"`
		Rules     []rule            `json:"rules"`
		Security  map[string]string `json:"response_headers"`
		Redirects map[string]string `json:"website_redirect_locations"`
	}{
		Note: made, Index: "index.html", Error: lost,
		Security: map[string]string{}, Redirects: map[string]string{},
	}
	for _, t := range types {
		file.Rules = append(file.Rules, rule{Suffix: t.ext, Headers: map[string]string{"Content-Type": t.mime}})
	}
	file.Rules = append(file.Rules,
		rule{Prefix: assets, Headers: map[string]string{"Cache-Control": keepForEver}},
		rule{Headers: map[string]string{"Cache-Control": keepAWhile}},
	)
	for _, h := range s.headers() { // of the network in front of the store
		file.Security[h.name] = h.value
	}
	for _, m := range s.Moved {
		key := m.From[1:]
		if strings.HasSuffix(key, "/") {
			key += "index.html"
		}
		file.Redirects[key] = s.path(m.To)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	_ = e.Encode(file) // strings and maps of strings
	return []File{{".s3-metadata.json", b.Bytes()}}
}
