package media

import (
	"path"
	"strings"
)

// Published is an attachment's bytes as they are put out: a picture without
// anything but what it shows, and every other file as it is.
func Published(name string, data []byte) ([]byte, error) {
	kind := strings.ToLower(path.Ext(name))
	if !IsPicture(kind) {
		return data, nil
	}
	p, err := Clean(kind, data)
	return p.Data, err
}
