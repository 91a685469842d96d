package hosting

import (
	"bytes"
	"encoding/json"
	"strings"
)

// s3Metadata lists the headers to set on each object when it is put into an object
// store. For each header, the first rule that matches the key counts.
func s3Metadata(s Site) []byte {
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
		Security  map[string]string `json:"response_headers"` // sent by the network in front of the store
		Redirects map[string]string `json:"website_redirect_locations"`
	}{
		Note: note, Index: "index.html", Error: errorPage,
		Security: map[string]string{}, Redirects: map[string]string{},
	}
	for _, t := range types {
		file.Rules = append(file.Rules, rule{Suffix: t.Ext, Headers: map[string]string{"Content-Type": t.MIME}})
	}
	file.Rules = append(file.Rules,
		rule{Prefix: assets, Headers: map[string]string{"Cache-Control": keepForever}},
		rule{Headers: map[string]string{"Cache-Control": keepBriefly}},
	)
	for _, h := range s.securityHeaders() {
		file.Security[h.Name] = h.Value
	}
	for _, r := range s.Redirects {
		key := r.From[1:]
		if strings.HasSuffix(key, "/") {
			key += "index.html"
		}
		file.Redirects[key] = s.Path(r.To)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	_ = e.Encode(file) // strings and maps of strings can be encoded
	return b.Bytes()
}
