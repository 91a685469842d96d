package preview

import (
	"strings"

	"fiftysix/internal/inspection"
)

// A view is what somebody chose to see. It is in the address only, before the site's
// own path: every link of the site is relative, so links keep it.
//
//	/reports/2020-prevent/                                with drafts
//	/__preview/as/public/reports/2020-prevent/            as the public sees it today
//	/__preview/as/2026-12-05/reports/2020-prevent/        as the public sees it on that day
//	/__preview/as/2026-12-05T09:00/reports/2020-prevent/  and at that minute
type view struct {
	public bool
	at     inspection.Moment // zero for now
	text   string            // the moment as in the address
}

const (
	ours   = "/__preview/"
	asPath = ours + "as/"
)

// viewOf splits an address. ok is false where its view does not exist.
func viewOf(path string) (v view, rest string, ok bool) {
	after, found := strings.CutPrefix(path, asPath)
	if !found {
		return view{}, path, true
	}
	name, rest, found := strings.Cut(after, "/")
	if !found {
		return view{}, "", false
	}
	v, ok = parseView(name)
	return v, "/" + rest, ok
}

// parseView reads a view's name: nothing, "public", or a date or minute.
func parseView(name string) (view, bool) {
	switch name {
	case "":
		return view{}, true
	case "public":
		return view{public: true}, true
	}
	at, err := inspection.ParseMoment(name)
	if err != nil || at.IsZero() {
		return view{}, false
	}
	text := strings.Replace(at.String(), " ", "T", 1)
	return view{public: true, at: at, text: strings.TrimSuffix(text, "T00:00")}, true
}

// key returns the view's name, "" for the one with drafts.
func (v view) key() string {
	switch {
	case !v.public:
		return ""
	case v.at.IsZero():
		return "public"
	}
	return v.text
}

// root returns what addresses begin with in this view, without the last slash.
func (v view) root() string {
	if key := v.key(); key != "" {
		return asPath + key
	}
	return ""
}
