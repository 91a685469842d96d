// Package hosting writes the configuration files that web hosts read beside a
// site's pages, so that they serve it safely: security headers, how long a
// browser may keep a file, content types, and redirects.
//
// Begin at [Files]. rules.go has the headers and types that every host is to
// send; templates/ has a file for each host, which writes them in its language.
//
// The package serves nothing and touches no disk. A site works without these
// files: they make it faster and safer.
package hosting

import (
	"bytes"
	"embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
)

// A Site is what the configuration of a host depends on.
type Site struct {
	Base          string     // the site's path on the host: "/" or "/inspections/"
	OwnsHTTPSHost bool       // the site has an https host to itself
	Redirects     []Redirect // in order
	// Precompressed is true if each file with an extension in Compressible has
	// its .gz and .br beside it.
	Precompressed bool
}

// A Redirect is from an old address to where the page is now. Both are escaped
// paths within the site, and begin with a slash.
type Redirect struct{ From, To string }

// A File is read by one kind of host.
type File struct {
	Name string // in the site's folder
	Data []byte
}

// hostFiles lists which host reads which file, in order.
var hostFiles = []struct{ host, file, template string }{
	{"apache", ".htaccess", "htaccess"},
	{"caddy", ".Caddyfile", "Caddyfile"},
	{"cloudflare-pages", "_headers", "headers"},
	{"cloudflare-pages", "_redirects", "cloudflare-redirects"},
	{"github-pages", ".nojekyll", "nojekyll"},
	{"iis", "web.config", "web.config"},
	{"lighttpd", ".lighttpd.conf", "lighttpd.conf"},
	{"netlify", "_headers", "headers"},
	{"netlify", "_redirects", "netlify-redirects"},
	{"nginx", ".nginx.conf", "nginx.conf"},
	{"s3", ".s3-metadata.json", ""},
}

// Names lists the hosts that settings may name.
func Names() []string {
	var names []string
	for _, f := range hostFiles {
		names = append(names, f.host)
	}
	return slices.Compact(names)
}

// Clash returns two of the named hosts that read a file of the same name, each
// in its own way. They cannot be hosts of one site.
func Clash(names []string) (a, b string, ok bool) {
	if slices.Contains(names, "netlify") && slices.Contains(names, "cloudflare-pages") {
		return "cloudflare-pages", "netlify", true
	}
	return "", "", false
}

// Files returns the files that the named hosts read.
func Files(names []string, s Site) []File {
	s = s.withoutSpecialCharacters()
	data := templateData{
		Site: s, Note: note, ErrorPage: s.Path("/" + errorPage), Assets: assets,
		KeepForever: keepForever, KeepBriefly: keepBriefly, Headers: s.securityHeaders(), Open: open,
		Types: types, Compressible: Compressible, CompressibleTypes: slices.Concat(plainTypes, types), Encodings: encodings,
	}
	var files []File
	for _, f := range hostFiles {
		switch {
		case !slices.Contains(names, f.host):
		case f.host == "s3":
			files = append(files, File{f.file, s3Metadata(s)})
		default:
			var b bytes.Buffer
			if err := templates().ExecuteTemplate(&b, f.template, data); err != nil {
				panic(err) // the templates and their data are part of the program
			}
			files = append(files, File{f.file, b.Bytes()})
		}
	}
	return files
}

type templateData struct {
	Site
	Note, ErrorPage, Assets, KeepForever, KeepBriefly string
	Headers                                           []header
	Open, Compressible                                []string
	Types, CompressibleTypes                          []contentType
	Encodings                                         []encoding
}

//go:embed templates
var templateFiles embed.FS

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"quote": regexp.QuoteMeta, "anyOf": anyOf}).ParseFS(templateFiles, "templates/*"))
})

// anyOf is a regular expression that matches any of the extensions.
func anyOf(extensions []string) string {
	return strings.ReplaceAll(strings.Join(extensions, "|"), ".", `\.`)
}

// plainAddress matches addresses of characters that have no special meaning in
// the language of any host. Nearly all addresses match.
var plainAddress = regexp.MustCompile(`^[A-Za-z0-9/._~-]+$`)

// withoutSpecialCharacters removes redirects that a host could take for more
// than an address. Nothing is lost: there is a page at every old address, which
// redirects too.
func (s Site) withoutSpecialCharacters() Site {
	if !plainAddress.MatchString(s.Base) {
		s.Base, s.Redirects = "/", nil
	}
	s.Redirects = slices.DeleteFunc(slices.Clone(s.Redirects), func(r Redirect) bool {
		return !plainAddress.MatchString(r.From) || !plainAddress.MatchString(r.To)
	})
	return s
}

// Path is an address of the site as a path on its host.
func (s Site) Path(address string) string { return s.Base + address[1:] }

const errorPage = "404.html"
