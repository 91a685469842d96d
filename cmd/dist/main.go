// Dist makes the archives of a release: the program for every platform, with its
// man pages, shell completions, the licences of all modules in it, and an SBOM;
// and their checksums.
//
//	go run ./cmd/dist -out dist
//	go run ./cmd/dist -out dist -check
//
// They are made from the commit that is checked out, in a clone, so that nothing
// uncommitted gets into them.
//
// The same commit and the same Go give the same bytes on any machine: nothing in
// an archive depends on the clock, a path, or a person. With -check everything is
// made a second time, in another folder with an empty cache, and compared.
//
// Begin at [release.make]. go.go runs other programs, archive.go packs, notices.go
// and sbom.go list what is inside.
package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// allPlatforms are those of the Makefile's target cross.
const allPlatforms = "linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64"

func main() {
	out := flag.String("out", "dist", "the `folder` for the archives; it is emptied first of archives")
	platforms := flag.String("platforms", allPlatforms, "the `systems` to make archives for")
	check := flag.Bool("check", false, "make everything a second time, elsewhere, and compare")
	flag.Parse()
	r := &release{repository: ".", out: *out, platforms: strings.Fields(*platforms)}
	err := r.make()
	if err == nil && *check {
		err = r.verify()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
	for _, a := range r.archives {
		fmt.Printf("%x  %s\n", a.sum, a.name)
	}
}

type release struct {
	repository, out string
	platforms       []string
	env             []string // extra, for the compiler

	root     string // the clone
	archives []archive
}

type archive struct {
	name string
	sum  [sha256.Size]byte
}

// A file of an archive.
type file struct {
	name       string
	data       []byte
	executable bool
}

// A program is fiftysix for one platform.
type program struct {
	os, arch string
	data     []byte
	info     *buildinfo.BuildInfo
}

// make makes the archives.
func (r *release) make() error {
	temp, err := os.MkdirTemp("", "fiftysix dist ")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	r.root = filepath.Join(temp, "repository")
	if _, err := run(r.repository, nil, "git", "clone", "--quiet", "--shared", ".", r.root); err != nil {
		return err
	}

	var programs []program
	for _, platform := range r.platforms {
		p, err := r.compile(temp, platform)
		if err != nil {
			return err
		}
		programs = append(programs, p)
	}
	if len(programs) == 0 {
		return errors.New("there is no system to make an archive for")
	}
	version, date, err := stamps(programs[0].info)
	if err != nil {
		return err
	}
	shared, err := r.sharedFiles(temp, programs)
	if err != nil {
		return err
	}
	if err := r.clean(); err != nil {
		return err
	}
	for _, p := range programs {
		if err := r.pack(p, version, date, shared); err != nil {
			return err
		}
	}
	var sums bytes.Buffer
	for _, a := range r.archives {
		fmt.Fprintf(&sums, "%x  %s\n", a.sum, a.name)
	}
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), sums.Bytes(), 0o644)
}

// stamps returns the version and the time of the commit, which the compiler has
// written into the program.
func stamps(info *buildinfo.BuildInfo) (version string, date time.Time, err error) {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if settings["vcs.revision"] == "" {
		return "", date, errors.New("a release is made from a commit, and the compiler found none")
	}
	date, err = time.Parse(time.RFC3339, settings["vcs.time"])
	return info.Main.Version, date, err
}

// sharedFiles are the same in every archive.
func (r *release) sharedFiles(temp string, programs []program) ([]file, error) {
	files, err := r.generatedFiles(temp)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"README.md", "LICENSE"} {
		data, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: name, data: data})
	}
	notices, err := r.notices(programs)
	if err != nil {
		return nil, err
	}
	return append(files, file{name: "NOTICES.txt", data: notices}), nil
}

// generatedFiles are written by the program itself, compiled for this machine
// with the command that writes man pages.
func (r *release) generatedFiles(temp string) ([]file, error) {
	tool := filepath.Join(temp, "fiftysix-man"+exe(runtime.GOOS))
	if _, err := run(r.root, []string{"CGO_ENABLED=0", "GOFLAGS=-mod=readonly"}, "go", "build", "-tags=man", "-o", tool, "./cmd/fiftysix"); err != nil {
		return nil, err
	}
	var files []file
	for _, shell := range []struct{ name, file string }{{"bash", "fiftysix.bash"}, {"zsh", "_fiftysix"}, {"fish", "fiftysix.fish"}, {"powershell", "fiftysix.ps1"}} {
		text, err := run(temp, nil, tool, "completion", shell.name)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "completions/" + shell.file, data: text})
	}
	if _, err := run(temp, nil, tool, "man", "man"); err != nil {
		return nil, err
	}
	pages, err := filepath.Glob(filepath.Join(temp, "man", "man1", "*.1"))
	if err != nil || len(pages) == 0 {
		return nil, fmt.Errorf("the program wrote no manual: %w", err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "man/man1/" + filepath.Base(page), data: text})
	}
	return files, nil
}

// pack makes the archive for one platform.
func (r *release) pack(p program, version string, date time.Time, shared []file) error {
	folder := fmt.Sprintf("fiftysix-%s-%s-%s", version, p.os, p.arch)
	bom, err := sbom(p, version, date)
	if err != nil {
		return err
	}
	files := append([]file{{name: "fiftysix" + exe(p.os), data: p.data, executable: true}, {name: "sbom.cdx.json", data: bom}}, shared...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	name, packFiles := folder+".tar.gz", tarGz
	if p.os == "windows" {
		name, packFiles = folder+".zip", zipped
	}
	data, err := packFiles(folder, files, date)
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	r.archives = append(r.archives, archive{name, sha256.Sum256(data)})
	return os.WriteFile(filepath.Join(r.out, name), data, 0o644)
}

// clean removes the archives of an earlier release.
func (r *release) clean() error {
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(r.out, "fiftysix-*"))
	if err != nil {
		return err
	}
	for _, name := range append(old, filepath.Join(r.out, "SHA256SUMS")) {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// verify makes everything again in another folder, with an empty cache, and
// compares.
func (r *release) verify() error {
	temp, err := os.MkdirTemp("", "fiftysix-again-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	second := &release{repository: r.repository, out: filepath.Join(temp, "out"), platforms: r.platforms, env: []string{"GOCACHE=" + filepath.Join(temp, "cache")}}
	if err := second.make(); err != nil {
		return err
	}
	if !slices.Equal(r.archives, second.archives) {
		return fmt.Errorf("made twice, the archives differ: first\n%v\nand then\n%v", r.archives, second.archives)
	}
	fmt.Fprintf(os.Stderr, "made twice, each archive is the same byte for byte: %d of %[1]d\n", len(r.archives))
	return nil
}
