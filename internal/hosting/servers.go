package hosting

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Servers that an office or its supplier runs. Each file says in its first
// lines where it goes. No address in them holds a character that means
// anything to a server: see [Site.harmless].

// apache is read where it lies, as far as the server's AllowOverride FileInfo
// goes; it asks for nothing that needs more, since that would be an error for
// the whole site. Rules of a folder are relative to it, at whatever address.
func apache(s Site) []File {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# Apache reads this file where it lies, if AllowOverride has FileInfo.\n", made)
	fmt.Fprintf(&b, "AddDefaultCharset utf-8\nErrorDocument 404 %s\n", s.path("/"+lost))
	b.WriteString("<IfModule mod_mime.c>\n")
	for _, t := range types {
		fmt.Fprintf(&b, "  AddType '%s' %s\n", t.mime, t.ext)
	}
	b.WriteString("</IfModule>\n<IfModule mod_headers.c>\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  Header always set %s \"%s\"\n", h.name, h.value)
	}
	fmt.Fprintf(&b, "  Header set Cache-Control \"%s\"\n", keepAWhile)
	fmt.Fprintf(&b, "  Header set Cache-Control \"%s\" \"expr=%%{REQUEST_URI} =~ m#/%s[^/]+$#\"\n", keepForEver, assets)
	further := ""
	if s.Packed {
		further = `(\.br|\.gz)?`
		fmt.Fprintf(&b, "  Header merge Vary Accept-Encoding \"expr=%%{REQUEST_URI} =~ m#((%s)%s|/)$#\"\n", oneOf(Packed), further)
	}
	fmt.Fprintf(&b, "  Header set Access-Control-Allow-Origin \"*\" \"expr=%%{REQUEST_URI} =~ m#(%s)%s$#\"\n", oneOf(open), further)
	b.WriteString("</IfModule>\n<IfModule mod_rewrite.c>\n  RewriteEngine On\n")
	b.WriteString("  RewriteRule (^|/)\\.(?!well-known/) - [R=404,L]\n")
	if len(s.Moved) > 0 {
		// The folder's own address, whatever it is.
		b.WriteString("  RewriteCond %{REQUEST_URI}::$1 ^(.*?/)(.*)::\\2$\n  RewriteRule ^(.*)$ - [E=AT:%1]\n")
	}
	for _, m := range s.Moved {
		fmt.Fprintf(&b, "  RewriteRule \"^%s$\" \"%%{ENV:AT}%s\" [R=301,L,NE]\n", regexp.QuoteMeta(m.From[1:]), m.To[1:])
	}
	if s.Packed {
		packedApache(&b)
	}
	b.WriteString("</IfModule>\n")
	if s.Packed {
		for _, t := range slices.Concat(plainTypes, types) {
			fmt.Fprintf(&b, "<FilesMatch \"%s\\.(br|gz)$\">\n  ForceType '%s'\n</FilesMatch>\n", regexp.QuoteMeta(t.ext), t.mime)
		}
		for _, e := range encodings {
			fmt.Fprintf(&b, "<FilesMatch \"(%s)\\%s$\">\n  <IfModule mod_headers.c>\n    Header set Content-Encoding %s\n  </IfModule>\n</FilesMatch>\n", oneOf(Packed), e.ext, e.name)
		}
	}
	return []File{{".htaccess", b.Bytes()}}
}

// packedApache hands out a compressed form to who can read it, where there is
// one, and where the server can say that it is one. It is not compressed again.
func packedApache(b *bytes.Buffer) {
	fmt.Fprintf(b, "  <IfModule mod_headers.c>\n  RewriteRule (%s)\\.(br|gz)$ - [E=no-gzip:1,E=no-brotli:1]\n", oneOf(Packed))
	for _, e := range encodings {
		asked := fmt.Sprintf("  RewriteCond %%{HTTP:Accept-Encoding} (^|,)\\s*%[1]s\\s*(,|;|$)\n  RewriteCond %%{HTTP:Accept-Encoding} !%[1]s\\s*;\\s*q=0(\\.0*)?\\s*(,|$)\n", e.name)
		fmt.Fprintf(b, "%s  RewriteCond %%{REQUEST_FILENAME}%s -f\n  RewriteRule (%s)$ %%{REQUEST_URI}%s [L]\n", asked, e.ext, oneOf(Packed), e.ext)
		fmt.Fprintf(b, "%s  RewriteCond %%{REQUEST_FILENAME}/index.html%[2]s -f\n  RewriteRule (^|/)$ %%{REQUEST_URI}index.html%[2]s [L]\n", asked, e.ext)
	}
	b.WriteString("  </IfModule>\n")
}

// nginx: headers said in a location take the place of those of the server, so
// all are said once, with values that depend on the address.
func nginx(s Site) []File {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# In the server block whose root holds the site: include /path/to/the/site/.nginx.conf;\n", made)
	fmt.Fprintf(&b, "charset utf-8;\nabsolute_redirect off;\nerror_page 404 %s;\n", s.path("/"+lost))
	fmt.Fprintf(&b, "set $fiftysix_keep \"%s\";\nif ($uri ~ \"^%s%s\") { set $fiftysix_keep \"%s\"; }\n", keepAWhile, regexp.QuoteMeta(s.Base), assets, keepForEver)
	fmt.Fprintf(&b, "set $fiftysix_open \"\";\nif ($uri ~ \"(%s)$\") { set $fiftysix_open \"*\"; }\n", oneOf(open))
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "add_header %s \"%s\" always;\n", h.name, h.value)
	}
	if s.Packed {
		b.WriteString("gzip_static on;\ngzip_vary on;\n# With nginx's module for brotli, this too: brotli_static on;\n")
	}
	b.WriteString("add_header Cache-Control $fiftysix_keep;\nadd_header Access-Control-Allow-Origin $fiftysix_open;\n")
	fmt.Fprintf(&b, "location ~ \"^%s(.*/)?\\.(?!well-known/)\" { return 404; }\n", regexp.QuoteMeta(s.Base))
	for _, t := range types {
		fmt.Fprintf(&b, "location ~ \"^%s.*%s$\" { types { } default_type \"%s\"; }\n", regexp.QuoteMeta(s.Base), regexp.QuoteMeta(t.ext), t.mime)
	}
	for _, m := range s.Moved {
		fmt.Fprintf(&b, "location = \"%s\" { return 301 \"%s\"; }\n", s.path(m.From), s.path(m.To))
	}
	return []File{{".nginx.conf", b.Bytes()}}
}

// caddy: https://caddyserver.com/docs/caddyfile, version 2.
func caddy(s Site) []File {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# In the block of the site's address, after its root: import /path/to/the/site/.Caddyfile\n", made)
	b.WriteString("header {\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "\t%s `%s`\n", h.name, h.value)
	}
	b.WriteString("}\n")
	fmt.Fprintf(&b, "@fiftysix_kept path %[1]s%[2]s*\nheader @fiftysix_kept Cache-Control `%[3]s`\n@fiftysix_short not path %[1]s%[2]s*\nheader @fiftysix_short Cache-Control `%[4]s`\n", s.Base, assets, keepForEver, keepAWhile)
	for i, ext := range open {
		fmt.Fprintf(&b, "@fiftysix_open%d path *%s\nheader @fiftysix_open%d Access-Control-Allow-Origin *\n", i, ext, i)
	}
	for i, t := range types {
		fmt.Fprintf(&b, "@fiftysix_type%d path *%s\nheader @fiftysix_type%d Content-Type `%s`\n", i, t.ext, i, t.mime)
	}
	for i, m := range s.Moved {
		fmt.Fprintf(&b, "@fiftysix_moved%d path `%s`\nredir @fiftysix_moved%d `%s` permanent\n", i, s.path(m.From), i, s.path(m.To))
	}
	b.WriteString("@fiftysix_hidden path_regexp (^|/)\\.(?:[^w]|w[^e])\nerror @fiftysix_hidden 404\n")
	serve := "file_server"
	if s.Packed {
		serve = "header ?Vary Accept-Encoding\nfile_server {\n\tprecompressed br gzip\n}"
	}
	fmt.Fprintf(&b, "encode gzip\n%s\n", serve)
	fmt.Fprintf(&b, "handle_errors {\n\t@fiftysix_lost expression `{err.status_code} == 404`\n\trewrite @fiftysix_lost %s\n\tfile_server\n}\n", s.path("/"+lost))
	return []File{{".Caddyfile", b.Bytes()}}
}

// lighttpd: mod_setenv, mod_redirect and mod_access are Debian's default or
// named here.
func lighttpd(s Site) []File {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# In the server's configuration: include \"/path/to/the/site/.lighttpd.conf\"\n", made)
	modules, further := `"mod_setenv", "mod_redirect", "mod_access"`, ""
	if s.Packed {
		modules, further = modules+`, "mod_rewrite"`, `(\.br|\.gz)?`
	}
	fmt.Fprintf(&b, "server.modules += ( %s )\n", modules)
	fmt.Fprintf(&b, "server.error-handler = \"%s\"\nindex-file.names = ( \"index.html\" )\n", s.path("/"+lost))
	fmt.Fprintf(&b, "$HTTP[\"url\"] =~ \"^%s(.*/)?\\.(?!well-known/)\" { url.access-deny = ( \"\" ) }\n", regexp.QuoteMeta(s.Base))
	keep := func(value string, opens bool) {
		b.WriteString("  setenv.set-response-header = (\n")
		for _, h := range s.headers() {
			fmt.Fprintf(&b, "    \"%s\" => \"%s\",\n", h.name, h.value)
		}
		if opens {
			b.WriteString("    \"Access-Control-Allow-Origin\" => \"*\",\n")
		}
		if s.Packed {
			b.WriteString("    \"Vary\" => \"Accept-Encoding\",\n")
		}
		fmt.Fprintf(&b, "    \"Cache-Control\" => \"%s\" )\n", value)
	}
	fmt.Fprintf(&b, "$HTTP[\"url\"] =~ \"^%s%s\" {\n", regexp.QuoteMeta(s.Base), assets)
	keep(keepForEver, false)
	fmt.Fprintf(&b, "} else $HTTP[\"url\"] =~ \"(%s)%s$\" {\n", oneOf(open), further)
	keep(keepAWhile, true)
	b.WriteString("} else {\n")
	keep(keepAWhile, false)
	b.WriteString("}\n")
	for _, t := range types {
		fmt.Fprintf(&b, "$HTTP[\"url\"] =~ \"%s$\" { mimetype.assign = ( \"%s\" => \"%s\" ) }\n", regexp.QuoteMeta(t.ext), t.ext, t.mime)
	}
	if len(s.Moved) > 0 {
		b.WriteString("url.redirect-code = 301\nurl.redirect = (\n")
		for _, m := range s.Moved {
			fmt.Fprintf(&b, "  \"^%s$\" => \"%s\",\n", regexp.QuoteMeta(s.path(m.From)), s.path(m.To))
		}
		b.WriteString(")\n")
	}
	if s.Packed {
		s.packedLighttpd(&b)
	}
	return []File{{".lighttpd.conf", b.Bytes()}}
}

// packedLighttpd hands out a compressed form to who can read it. It stands
// beside every file of such an ending, so none is looked for; where nothing is,
// the form is not there either.
func (s Site) packedLighttpd(b *bytes.Buffer) {
	base := regexp.QuoteMeta(s.Base)
	for i, e := range encodings {
		lead := ""
		if i > 0 {
			lead = "else "
		}
		fmt.Fprintf(b, "%[1]s$REQUEST_HEADER[\"accept-encoding\"] =~ \"^(?!.*%[2]s\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(.*,)?\\s*%[2]s\\s*(,|;|$)\" {\n", lead, e.name)
		b.WriteString("  url.rewrite-once = (\n")
		for _, m := range s.Moved { // comes before redirects, whatever the order of modules
			fmt.Fprintf(b, "    \"^%s(\\?.*)?$\" => \"$0\",\n", regexp.QuoteMeta(s.path(m.From)))
		}
		fmt.Fprintf(b, "    \"^(%[1]s[^?]*(%[2]s))(\\?.*)?$\" => \"$1%[3]s$3\", \"^(%[1]s([^?]*/)?)(\\?.*)?$\" => \"$1index.html%[3]s$3\" )\n}\n", base, oneOf(Packed), e.ext)
	}
	for _, e := range encodings {
		fmt.Fprintf(b, "$HTTP[\"url\"] =~ \"^%s.*(%s)\\%s$\" { setenv.add-response-header = ( \"Content-Encoding\" => \"%s\" ) }\n", base, oneOf(Packed), e.ext, e.name)
	}
	for _, t := range slices.Concat(plainTypes, types) {
		fmt.Fprintf(b, "$HTTP[\"url\"] =~ \"%s\\.(br|gz)$\" { mimetype.assign = ( \".br\" => \"%[2]s\", \".gz\" => \"%[2]s\" ) }\n", regexp.QuoteMeta(t.ext), t.mime)
	}
}

// iis: only what every IIS has. Pages at old addresses lead on by themselves;
// redirects of the server's would need a module, and its lack is an error for
// the whole site.
func iis(s Site) []File {
	var b bytes.Buffer
	esc := func(text string) string {
		var e bytes.Buffer
		_ = xml.EscapeText(&e, []byte(text))
		return e.String()
	}
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- %s -->\n<configuration>\n  <system.webServer>\n", made)
	b.WriteString("    <defaultDocument><files><clear /><add value=\"index.html\" /></files></defaultDocument>\n")
	fmt.Fprintf(&b, "    <httpErrors errorMode=\"Custom\"><remove statusCode=\"404\" /><error statusCode=\"404\" path=\"%s\" responseMode=\"ExecuteURL\" /></httpErrors>\n", esc(s.path("/"+lost)))
	b.WriteString("    <httpProtocol><customHeaders>\n      <remove name=\"X-Powered-By\" />\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "      <remove name=\"%s\" /><add name=\"%s\" value=\"%s\" />\n", h.name, h.name, esc(h.value))
	}
	b.WriteString("    </customHeaders></httpProtocol>\n    <staticContent>\n      <clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"0.00:05:00\" />\n")
	for _, t := range types {
		fmt.Fprintf(&b, "      <remove fileExtension=\"%s\" /><mimeMap fileExtension=\"%s\" mimeType=\"%s\" />\n", t.ext, t.ext, esc(t.mime))
	}
	fmt.Fprintf(&b, "    </staticContent>\n  </system.webServer>\n  <location path=\"%s\"><system.webServer><staticContent><clientCache cacheControlMode=\"UseMaxAge\" cacheControlMaxAge=\"365.00:00:00\" /></staticContent></system.webServer></location>\n", strings.TrimSuffix(assets, "/"))
	b.WriteString("</configuration>\n")
	return []File{{"web.config", b.Bytes()}}
}

// oneOf is a regular expression for any of these endings.
func oneOf(endings []string) string {
	quoted := make([]string, len(endings))
	for i, e := range endings {
		quoted[i] = regexp.QuoteMeta(e)
	}
	return strings.Join(quoted, "|")
}
