package hosting

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden file")

var sample = Site{Base: "/inspections/", Redirects: []Redirect{{"/reports/prevent/", "/reports/2020-prevent/"}, {"/prevent.html", "/reports/2020-prevent/"}}}

// TestFiles shows the files of every host. Real servers are tested in
// internal/e2e.
func TestFiles(t *testing.T) {
	const golden = "testdata/hosts.txtar"
	got := &txtar.Archive{Comment: []byte("What each host reads for a site at /inspections/ with two redirects.\n\n")}
	for _, name := range Names() {
		for _, f := range Files([]string{name}, sample) {
			got.Files = append(got.Files, txtar.File{Name: name + "/" + f.Name, Data: f.Data})
		}
	}
	packed := sample
	packed.Precompressed = true
	for _, name := range Names() {
		for _, f := range Files([]string{name}, packed) {
			if plain := Files([]string{name}, sample); !slices.ContainsFunc(plain, func(p File) bool { return p.Name == f.Name && bytes.Equal(p.Data, f.Data) }) {
				got.Files = append(got.Files, txtar.File{Name: name + " with compressed forms/" + f.Name, Data: f.Data})
			}
		}
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(txtar.Format(got), want) {
		t.Errorf("the files differ from %s; run the test with -update and read the difference\n%s", golden, txtar.Format(got))
	}
}

// What an author writes as an old address reaches a server's settings only
// where it can be nothing but an address.
func TestNothingButAddresses(t *testing.T) {
	hostile := []string{
		"/a\"; return 200 \"x/", "/a'/", "/a`/", "/$host/", "/%{ENV:AT}/", "/a b/", "/a\n/evil 200/", "/{err}/", "/a;b/", "/a\\/", "/(a|b)*/", "/<x>/", "/é/", "/a%22b/", "/#/", "/a,b/", "/a=b/",
	}
	s := Site{Base: "/"}
	for _, h := range hostile {
		s.Redirects = append(s.Redirects, Redirect{h, "/about/"}, Redirect{"/old/", h})
	}
	for _, packed := range []bool{false, true} {
		s.Precompressed = packed
		plain := Files(Names(), Site{Base: "/", Precompressed: packed})
		for i, f := range Files(Names(), s) {
			if !bytes.Equal(f.Data, plain[i].Data) {
				t.Errorf("%s holds a hostile address:\n%s", f.Name, f.Data)
			}
		}
		for i, f := range Files(Names(), Site{Base: "/a'b/", Redirects: s.Redirects, Precompressed: packed}) {
			if !bytes.Equal(f.Data, plain[i].Data) {
				t.Errorf("%s holds a hostile path:\n%s", f.Name, f.Data)
			}
		}
	}
}

func TestFilesOfProgramsParse(t *testing.T) {
	for _, f := range Files([]string{"iis", "s3"}, sample) {
		switch {
		case strings.HasSuffix(f.Name, ".json") && !json.Valid(f.Data):
			t.Errorf("%s is not JSON", f.Name)
		case f.Name == "web.config":
			var any struct{}
			if err := xml.Unmarshal(f.Data, &any); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestTransportSecurityNeedsTheWholeHost(t *testing.T) {
	for _, f := range Files(Names(), Site{Base: "/"}) {
		if bytes.Contains(f.Data, []byte("Strict-Transport-Security")) {
			t.Errorf("%s speaks for a host that may not be https", f.Name)
		}
	}
}

// FuzzMoves puts any addresses where pages have moved: no file of a host gets a
// line that it would not have with plain ones, or a special character.
func FuzzMoves(f *testing.F) {
	for _, seed := range []string{"/a/", "/a b/", "/a\nHeader set X 1/", "/a\"b/", "/a{b}/", "/a;b/", "/a$uri/", "/(a+)+/", "/a%0ab/", "/../a/"} {
		f.Add("/", seed, "/b/")
		f.Add(seed, "/a/", seed)
	}
	plain := map[string]int{}
	for _, file := range Files(Names(), Site{Base: "/", Redirects: []Redirect{{"/a/", "/b/"}}}) {
		plain[file.Name] = bytes.Count(file.Data, []byte("\n"))
	}
	f.Fuzz(func(t *testing.T, base, from, to string) {
		if len(base) > 1000 || !strings.HasPrefix(base, "/") || !strings.HasSuffix(base, "/") || !strings.HasPrefix(from, "/") || !strings.HasPrefix(to, "/") {
			return // an address of the site's begins with a stroke
		}
		for _, file := range Files(Names(), Site{Base: base, Redirects: []Redirect{{from, to}}}) {
			if n := bytes.Count(file.Data, []byte("\n")); n > plain[file.Name] {
				t.Errorf("%s has %d lines, and should have %d at most", file.Name, n, plain[file.Name])
			}
			if i := bytes.IndexFunc(file.Data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r > '~' }); i >= 0 {
				t.Errorf("%s holds %q", file.Name, file.Data[i])
			}
		}
	})
}
