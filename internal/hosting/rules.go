package hosting

// header is one line that a host sends with a file.
type header struct{ name, value string }

// headers are those of every file. Pages have a stricter policy of their own
// in their head; a browser keeps to both.
func (s Site) headers() []header {
	all := []header{
		{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
	if s.Secure { // of the whole host, so only where it is all ours
		all = append(all, header{"Strict-Transport-Security", "max-age=31536000"})
	}
	return all
}

// How long a browser may keep a file. One with a fingerprint in its name is
// never another; anything else is asked for again after a few minutes.
const (
	keepForEver = "public, max-age=31536000, immutable"
	keepAWhile  = "public, max-age=300"
)

// assets is where the files with a fingerprint stand.
const assets = "assets/"

// open are the files that programs on other sites may read: the data, the
// feeds and the calendars, and nothing that a page could be made of.
var open = []string{".json", ".csv", ".xml", ".ics"}

// types are those of files that hosts are not sure to know.
var types = []struct{ ext, mime string }{
	{".csv", "text/csv; charset=utf-8"},
	{".ics", "text/calendar; charset=utf-8"},
	{".xml", "application/xml; charset=utf-8"},
}

// Packed are the endings of files beside which compressed forms may stand, with
// a further ending: .gz and .br.
var Packed = []string{".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".ics", ".txt"}

// plainTypes are the types of the first of those, of which every server is sure
// while they have no further ending.
var plainTypes = []struct{ ext, mime string }{
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".json", "application/json"},
	{".txt", "text/plain; charset=utf-8"},
}

// encodings are the compressed forms, the better first.
var encodings = []struct{ ext, name string }{{".br", "br"}, {".gz", "gzip"}}

const made = "Made by fiftysix, and made again by every build. Changes here are lost."
