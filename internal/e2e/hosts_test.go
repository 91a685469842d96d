package e2e

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/andybalholm/brotli"

	"fiftysix/internal/content"
	"fiftysix/internal/inspection"
	"fiftysix/internal/publish"
	"fiftysix/internal/site"
	"fiftysix/internal/testing/sample"
	"fiftysix/layouts"
)

// A server is a real web server that is given nothing but a port, a folder and
// the file that the site made for it.
type server struct {
	name    string
	program string
	site    string // the file of the site's that it reads
	reads   bool   // from the folder, by itself
	config  func(s server, dir, root string, port int) string
	args    func(config, dir string) []string
	moves   bool   // answers for old addresses itself
	packs   string // the compressed forms that it hands out, the better first
}

var servers = []server{
	{
		name: "nginx", program: "nginx", site: ".nginx.conf", moves: true, packs: "gzip",
		config: func(_ server, dir, root string, port int) string {
			return fmt.Sprintf(`daemon off; pid %[1]s/pid; error_log %[1]s/log; worker_processes 1; events {}
http { include /etc/nginx/mime.types; access_log off; client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
server { listen 127.0.0.1:%[3]d; root %[2]s; include %[4]s; } }`, dir, root, port, "SITE")
		},
		args: func(config, dir string) []string { return []string{"-p", dir, "-c", config} },
	},
	{
		name: "apache", program: "apache2", site: ".htaccess", reads: true, moves: true, packs: "br gzip",
		config: func(_ server, dir, root string, port int) string {
			var b strings.Builder
			for _, m := range []string{"mpm_event", "authz_core", "mime", "headers", "rewrite", "dir", "setenvif", "filter", "deflate"} {
				fmt.Fprintf(&b, "LoadModule %[1]s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", m)
			}
			fmt.Fprintf(&b, "ServerName localhost\nListen 127.0.0.1:%[3]d\nPidFile %[1]s/pid\nErrorLog %[1]s/log\nDefaultRuntimeDir %[1]s\nUser www-data\nGroup www-data\nTypesConfig /etc/mime.types\nDocumentRoot %[2]s\n<Directory %[2]s>\nAllowOverride FileInfo\nSetOutputFilter DEFLATE\nOptions FollowSymLinks\nRequire all granted\n</Directory>\n", dir, root, port)
			return b.String()
		},
		args: func(config, _ string) []string { return []string{"-DFOREGROUND", "-f", config} },
	},
	{
		name: "caddy", program: "caddy", site: ".Caddyfile", moves: true, packs: "br gzip",
		config: func(_ server, _, root string, port int) string {
			return fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:%d {\n\troot * %s\n\timport SITE\n}\n", port, root)
		},
		args: func(config, _ string) []string {
			return []string{"run", "--config", config, "--adapter", "caddyfile"}
		},
	},
	{
		name: "lighttpd", program: "lighttpd", site: ".lighttpd.conf", moves: true, packs: "br gzip",
		config: func(_ server, dir, root string, port int) string {
			return fmt.Sprintf("server.bind = \"127.0.0.1\"\nserver.port = %d\nserver.document-root = \"%s\"\nserver.errorlog = \"%s/log\"\nmimetype.assign = ( \".html\" => \"text/html; charset=utf-8\", \".css\" => \"text/css; charset=utf-8\", \".svg\" => \"image/svg+xml\", \".js\" => \"text/javascript\", \".json\" => \"application/json\", \".txt\" => \"text/plain; charset=utf-8\" )\ninclude \"SITE\"\n", port, root, dir)
		},
		args: func(config, _ string) []string { return []string{"-D", "-f", config} },
	},
}

// TestHosts puts a site on each server there is for Debian, at the root of a
// host and in a folder, and asks as a browser does: what is there, what is not
// there, what has moved, what may not be seen, and with which headers.
func TestHosts(t *testing.T) {
	for _, at := range []string{"/", subfolder} {
		root := t.TempDir()
		if err := os.Chmod(root, 0o755); err != nil { // a server that is not root reads it
			t.Fatal(err)
		}
		for dir := filepath.Dir(root); len(dir) > len(os.TempDir()); dir = filepath.Dir(dir) {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		dir := filepath.Join(root, filepath.FromSlash(at))
		reg := forHosts(t, dir, at)
		for _, s := range servers {
			t.Run(s.name+" "+at, func(t *testing.T) {
				origin := s.start(t, root, dir)
				askAll(t, origin, at, reg)
				askPacked(t, s, origin, at, dir, reg)
			})
		}
	}
}

// forHosts publishes the sample with a file for every server.
func forHosts(t *testing.T, dir, at string) *inspection.Register {
	t.Helper()
	settings, err := fs.ReadFile(sample.Exampleshire(), inspection.SettingsFile)
	if err != nil {
		t.Fatal(err)
	}
	settings = append(settings, "\nhosts: [apache, caddy, lighttpd, netlify, nginx, github-pages, iis, s3]\n"...)
	files := site.Overlay(fstest.MapFS{inspection.SettingsFile: {Data: settings}}, sample.Exampleshire())
	moment, err := inspection.ParseMoment(now)
	if err != nil {
		t.Fatal(err)
	}
	reg, problems := content.Load(files, content.Options{Now: moment})
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	planned, problems := site.Plan(reg, files, layouts.FS, site.Options{BaseURL: "https://example.org" + at, Minify: true, Compress: true})
	if err := refuse(problems); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Write(context.Background(), dir, planned.Files(), publish.Options{Precompress: planned.Precompressed, Source: filepath.Join("..", "sample", "exampleshire")}); err != nil {
		t.Fatal(err)
	}
	return reg
}

// start runs the server until the test ends, and gives its address.
func (s server) start(t *testing.T, root, dir string) string {
	t.Helper()
	program, err := exec.LookPath(s.program)
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/" + s.program)
	}
	if err != nil {
		t.Fatalf("%s is not installed; .ci/install installs it", s.program)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	_ = listener.Close()
	run := t.TempDir()
	config := filepath.Join(run, "config")
	text := strings.ReplaceAll(s.config(s, run, root, port), "SITE", filepath.Join(dir, s.site))
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, s.args(config, run)...)
	command.Env = append(os.Environ(), "HOME="+run, "XDG_DATA_HOME="+run, "XDG_CONFIG_HOME="+run)
	var said strings.Builder
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		select {
		case <-ended:
		case <-time.After(3 * time.Second):
			_ = command.Process.Kill()
		}
	})
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) { // a server gives no other sign
		connection, err := net.Dial("tcp", address)
		if err == nil {
			_ = connection.Close()
			return "http://" + address
		}
		select {
		case <-ended:
			log, _ := os.ReadFile(filepath.Join(run, "log"))
			t.Fatalf("%s ended: %s %s\n%s", s.name, said.String(), log, text)
		default:
		}
		if time.Since(began) > 20*time.Second {
			t.Fatalf("%s does not answer", s.name)
		}
	}
}

// askAll asks a server for one of everything.
func askAll(t *testing.T, origin, at string, reg *inspection.Register) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	get := func(path string) (*http.Response, string) {
		t.Helper()
		answer, err := client.Get(origin + at + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		return answer, string(body)
	}
	header := func(path, name, want string) {
		t.Helper()
		if answer, _ := get(path); !strings.Contains(answer.Header.Get(name), want) || want == "" && answer.Header.Get(name) != "" {
			t.Errorf("%s: %s is %q, wanted %q", path, name, answer.Header.Values(name), want)
		}
	}
	answer, home := get("")
	if answer.StatusCode != 200 || !strings.Contains(home, "<h1") {
		t.Errorf("the home page: %s", answer.Status)
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
		"Content-Type": "text/html; charset=utf-8", "Cache-Control": "max-age=300", "Access-Control-Allow-Origin": "",
	} {
		header("", name, want)
		header("reports/"+reg.Reports[0].ID+"/", name, want)
	}
	style := home[strings.Index(home, "assets/site."):]
	style = style[:strings.IndexAny(style, `"> `)]
	header(style, "Cache-Control", "immutable")
	header(style, "Content-Type", "text/css")
	header("", "Strict-Transport-Security", map[bool]string{true: "max-age", false: ""}[at == "/"])
	lost, page := get("nothing/here/")
	if lost.StatusCode != 404 || !strings.Contains(page, "<h1") || !strings.Contains(page, "assets/site.") {
		t.Errorf("an address where nothing is: %s\n%s", lost.Status, page)
	}
	for _, hidden := range []string{".nginx.conf", ".htaccess", ".Caddyfile", ".fiftysix-manifest"} {
		if answer, _ := get(hidden); answer.StatusCode != 404 && answer.StatusCode != 403 {
			t.Errorf("%s can be seen: %s", hidden, answer.Status)
		}
	}
	moved := 0
	for _, r := range reg.Reports {
		for _, alias := range r.Aliases {
			answer, _ := get(alias[1:])
			where, err := answer.Location()
			if err != nil || answer.StatusCode != 301 && answer.StatusCode != 308 || where.Path != at+"reports/"+r.ID+"/" {
				t.Errorf("%s: %s to %q", alias, answer.Status, answer.Header.Get("Location"))
			}
			moved++
		}
	}
	if moved == 0 {
		t.Fatal("the sample has no report that moved, so this test looks at nothing")
	}
	if answer, _ := get("reports"); answer.StatusCode/100 != 3 { // every host mends a forgotten slash
		t.Errorf("an address without its slash: %s", answer.Status)
	}
}

// askPacked asks for files as browsers do that can read compressed forms, and
// that cannot: what is handed out unpacks to the file, and says of itself what
// the file would.
func askPacked(t *testing.T, s server, origin, at, dir string, reg *inspection.Register) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	style, err := filepath.Glob(filepath.Join(dir, "assets", "site.*.css"))
	if err != nil || len(style) != 1 {
		t.Fatal(style, err)
	}
	packs := strings.Fields(s.packs)
	for path, kind := range map[string]string{
		"": "text/html", "reports/" + reg.Reports[0].ID + "/": "text/html", "assets/" + filepath.Base(style[0]): "text/css",
		"data/register.json": "application/json", "data/reports.csv": "text/csv", "feed.xml": "application/xml", "deadlines.ics": "text/calendar",
	} {
		want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(site.FileOf("/"+path))))
		if err != nil {
			t.Fatal(err)
		}
		for accepts, encoding := range map[string]string{
			"": "", "identity": "", "gzip": packs[len(packs)-1], "gzip, deflate, br, zstd": packs[0], "br;q=0, gzip;q=0": "",
			"br;q=0, gzip;q=0.5": "gzip", "compress": "",
		} {
			request, err := http.NewRequest("GET", origin+at+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if accepts != "" {
				request.Header.Set("Accept-Encoding", accepts)
			}
			answer, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(answer.Body)
			_ = answer.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			said := answer.Header
			got, err := unpacked(body, said.Get("Content-Encoding"))
			if err != nil || answer.StatusCode != 200 || !bytes.Equal(got, want) {
				t.Errorf("/%s for %q: %s, %q of %d bytes is not the file (%v)", path, accepts, answer.Status, said.Get("Content-Encoding"), len(body), err)
			}
			if said.Get("Content-Encoding") != encoding || len(said.Values("Content-Encoding")) > 1 {
				t.Errorf("/%s for %q comes as %q, wanted %q", path, accepts, said.Values("Content-Encoding"), encoding)
			}
			if !strings.Contains(strings.Join(said.Values("Vary"), ","), "Accept-Encoding") {
				t.Errorf("/%s for %q: Vary is %q", path, accepts, said.Values("Vary"))
			}
			keep, open := "max-age=300", kind != "text/html" && kind != "text/css"
			if kind == "text/css" {
				keep = "immutable"
			}
			if !strings.HasPrefix(said.Get("Content-Type"), kind) || !strings.Contains(said.Get("Cache-Control"), keep) || said.Get("Content-Security-Policy") == "" || (said.Get("Access-Control-Allow-Origin") == "*") != open {
				t.Errorf("/%s for %q says of itself %v", path, accepts, said)
			}
		}
	}
	for _, path := range []string{"nothing/", "reports/nothing.html", "nothing.css"} {
		request, err := http.NewRequest("GET", origin+at+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "gzip, br")
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		page, err := unpacked(body, answer.Header.Get("Content-Encoding"))
		if answer.StatusCode != 404 || err != nil || !bytes.Contains(page, []byte("<h1")) {
			t.Errorf("/%s, where nothing is: %s, %v", path, answer.Status, err)
		}
	}
}

func unpacked(body []byte, encoding string) ([]byte, error) {
	switch encoding {
	case "":
		return body, nil
	case "gzip":
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	case "br":
		return io.ReadAll(brotli.NewReader(bytes.NewReader(body)))
	}
	return nil, fmt.Errorf("nobody unpacks %q", encoding)
}
