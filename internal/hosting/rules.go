package hosting

const note = "Made by fiftysix, and made again by every build. Changes here are lost."

type header struct{ Name, Value string }

// securityHeaders are sent with every file. Pages have a stricter policy of
// their own in their head; a browser applies both.
func (s Site) securityHeaders() []header {
	all := []header{
		{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "same-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
	}
	if s.OwnsHTTPSHost { // it is about the whole host
		all = append(all, header{"Strict-Transport-Security", "max-age=31536000"})
	}
	return all
}

// How long a browser may keep a file. A file with a fingerprint in its name
// never changes; anything else may change within minutes.
const (
	keepForever = "public, max-age=31536000, immutable"
	keepBriefly = "public, max-age=300"
)

// assets is the folder of the files with a fingerprint.
const assets = "assets/"

// open are the extensions of files that scripts on other sites may read: data,
// feeds and calendars, and nothing that can be part of a page.
var open = []string{".json", ".csv", ".xml", ".ics"}

type contentType struct{ Ext, MIME string }

// types are those that not every host knows.
var types = []contentType{
	{".csv", "text/csv; charset=utf-8"},
	{".ics", "text/calendar; charset=utf-8"},
	{".xml", "application/xml; charset=utf-8"},
}

// plainTypes are types of compressible files that every host knows, as long as
// the name does not end in .gz or .br.
var plainTypes = []contentType{
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".svg", "image/svg+xml"},
	{".json", "application/json"},
	{".txt", "text/plain; charset=utf-8"},
}

// Compressible are the extensions of files that may have precompressed forms
// beside them, with .gz and .br after the name.
var Compressible = []string{".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".ics", ".txt"}

type encoding struct{ Ext, Name string }

// encodings are in order of preference.
var encodings = []encoding{{".br", "br"}, {".gz", "gzip"}}
