package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var morning = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func TestArchivesDependOnNothingElse(t *testing.T) {
	files := []file{{name: "fiftysix", data: []byte("program"), executable: true}, {name: "man/man1/fiftysix.1", data: []byte("manual")}}
	elsewhere := morning.In(time.FixedZone("elsewhere", 5*3600))
	for name, pack := range map[string]func(string, []file, time.Time) ([]byte, error){"tar": tarGz, "zip": zipped} {
		first, err := pack("fiftysix-v1", files, morning)
		if err != nil {
			t.Fatal(err)
		}
		second, err := pack("fiftysix-v1", files, elsewhere)
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s: the same files make other archives in another zone: %v", name, err)
		}
		want := []string{"fiftysix-v1/fiftysix -rwxr-xr-x program", "fiftysix-v1/man/man1/fiftysix.1 -rw-r--r-- manual"}
		if got := unpacked(t, name, first); !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
}

// unpacked are the files of an archive: name, rights, text.
func unpacked(t *testing.T, kind string, data []byte) (files []string) {
	t.Helper()
	add := func(name string, mode os.FileMode, r io.Reader) {
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, fmt.Sprintf("%s %v %s", name, mode, text))
	}
	if kind == "zip" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			add(f.Name, f.Mode(), r)
		}
		return files
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		add(h.Name, h.FileInfo().Mode(), r)
	}
}

// The list of what is inside is valid by CycloneDX's own schema, and names
// every module.
func TestSBOM(t *testing.T) {
	b := program{os: "linux", arch: "amd64", data: []byte("program"), info: &buildinfo.BuildInfo{GoVersion: "go1.26.0", Deps: []*debug.Module{
		{Path: "github.com/BurntSushi/toml", Version: "v1.2.3", Sum: "h1:abc="}, {Path: "golang.org/x/net", Version: "v0.62.0"},
	}}}
	text, err := sbom(b, "v1.0.0", morning)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := sbom(b, "v1.0.0", morning); !bytes.Equal(text, again) {
		t.Error("the same program has another list")
	}
	valid(t, text)
	for _, want := range []string{"pkg:golang/std@1.26.0", "pkg:golang/github.com/burntsushi/toml@v1.2.3", "pkg:golang/golang.org/x/net@v0.62.0", `"timestamp": "2026-11-24T09:00:00Z"`} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
}

// valid holds a list against the schema of CycloneDX, which comes with the
// module that wrote it.
func valid(t *testing.T, text []byte) {
	t.Helper()
	const module = "github.com/CycloneDX/cyclonedx-go"
	folders, err := (&release{root: "../.."}).moduleDirs([]string{module})
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	for _, name := range []string{"bom-1.6.schema.json", "spdx.schema.json"} {
		f, err := os.Open(filepath.Join(folders[module], "schema", name))
		if err != nil {
			t.Fatal(err)
		}
		schema, err := jsonschema.UnmarshalJSON(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("http://cyclonedx.org/schema/"+name, schema); err != nil {
			t.Fatal(err)
		}
	}
	// The schema of signatures is not among them, and we have none.
	if err := c.AddResource("http://cyclonedx.org/schema/jsf-0.82.schema.json", map[string]any{"definitions": map[string]any{"signature": false}}); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}

func TestLicences(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"a licence", "LICENSE", "MIT\r\n", "LICENSE:\n\nMIT\n"},
		{"of another spelling", "Licence.md", "BSD", "Licence.md:\n\nBSD\n"},
		{"a notice alone", "NOTICE.txt", "By somebody", "NOTICE.txt:\n\nBy somebody\n"},
		{"none", "README.md", "MIT", "it has no licence"},
		{"a file of Go", "license.go", "package x", "it has no licence"},
		{"one that asks for more", "COPYING", "GNU AFFERO GENERAL PUBLIC LICENSE", "asks for more"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, c.file), []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := licenceOf(dir)
		if err != nil {
			got = []byte(err.Error())
		}
		if !strings.Contains(string(got), c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// released makes a real release for this system. That compiles everything anew,
// so it is part of the long run.
func released(t *testing.T) (d *release, commit string) {
	t.Helper()
	if os.Getenv("FIFTYSIX_LONG") == "" {
		t.Skip("a release compiles everything anew, which takes minutes; set FIFTYSIX_LONG=1")
	}
	head, err := run("../..", nil, "git", "rev-parse", "HEAD")
	if err != nil {
		t.Skipf("a release is made from a commit, and this is no repository: %v", err)
	}
	d = &release{repository: "../..", out: t.TempDir(), platforms: []string{runtime.GOOS + "/" + runtime.GOARCH}}
	if err := d.make(); err != nil {
		t.Fatal(err)
	}
	return d, strings.TrimSpace(string(head))
}

func TestReleaseMadeTwice(t *testing.T) {
	d, _ := released(t)
	if err := d.verify(); err != nil {
		t.Fatal(err)
	}
}

// A release holds what it should, and the program in it says from which commit
// it is.
func TestRelease(t *testing.T) {
	d, commit := released(t)
	data, err := os.ReadFile(filepath.Join(d.out, d.archives[0].name))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(d.out, "SHA256SUMS"))
	if want := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), d.archives[0].name); err != nil || string(sums) != want {
		t.Errorf("the checksums are %q, want %q: %v", sums, want, err)
	}
	kind := "tar"
	if runtime.GOOS == "windows" {
		kind = "zip"
	}
	found := map[string]string{}
	for _, f := range unpacked(t, kind, data) {
		name, text, _ := strings.Cut(f, " ")
		_, name, _ = strings.Cut(name, "/")
		_, found[name], _ = strings.Cut(text, " ")
	}
	for name, want := range map[string]string{
		"README.md": "fiftysix", "LICENSE": "MIT", "NOTICES.txt": "github.com/minio/minio-go/v7 v7", "man/man1/fiftysix-deploy.1": ".TH",
		"completions/fiftysix.bash": "fiftysix", "completions/_fiftysix": "fiftysix", "completions/fiftysix.fish": "fiftysix", "completions/fiftysix.ps1": "fiftysix",
		"sbom.cdx.json": "pkg:golang/github.com/minio/minio-go/v7@v7",
	} {
		if !strings.Contains(found[name], want) {
			t.Errorf("%s does not hold %q", name, want)
		}
	}
	valid(t, []byte(found["sbom.cdx.json"]))
	program := filepath.Join(t.TempDir(), "fiftysix"+exe(runtime.GOOS))
	if err := os.WriteFile(program, []byte(found["fiftysix"+exe(runtime.GOOS)]), 0o755); err != nil {
		t.Fatal(err)
	}
	date, err := run("../..", []string{"TZ=UTC"}, "git", "show", "--no-patch", "--date=format-local:%-d %B %Y %H:%M UTC", "--format=%cd", commit)
	if err != nil {
		t.Fatal(err)
	}
	said, err := run(".", nil, program, "version")
	if want := fmt.Sprintf(" commit %s of %s ", commit[:12], strings.TrimSpace(string(date))); err != nil || !strings.Contains(string(said), want) {
		t.Errorf("version says %q, want %q in it: %v", said, want, err)
	}
}
