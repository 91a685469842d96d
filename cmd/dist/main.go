// Dist makes the archives of a release: the program for every system, with its
// manual, completions for shells, the licences of all that is in it, and a list
// of that for other programs (an SBOM); and their checksums.
//
//	go run ./cmd/dist -out dist
//	go run ./cmd/dist -out dist -check
//
// They are made from the commit that is checked out, in a copy of its own, so
// that nothing that is not committed comes into them.
//
// The same commit and the same Go give the same bytes, on any machine: nothing
// in an archive depends on the clock, on a path, or on who made it. With -check
// everything is made a second time, at another place and with an empty cache, and
// compared.
//
// Begin at [make]. go.go runs other programs, archive.go packs, notices.go and
// sbom.go say what is inside.
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

// platforms are those of the Makefile's target cross.
const platforms = "linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64"

func main() {
	out := flag.String("out", "dist", "the `folder` for the archives; it is emptied first of archives")
	targets := flag.String("platforms", platforms, "the `systems` to make archives for")
	check := flag.Bool("check", false, "make everything a second time, elsewhere, and compare")
	flag.Parse()
	d := &release{repository: ".", out: *out, targets: strings.Fields(*targets)}
	err := d.make()
	if err == nil && *check {
		err = d.again()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
	for _, a := range d.archives {
		fmt.Printf("%x  %s\n", a.sum, a.name)
	}
}

// A release is one making of all archives.
type release struct {
	repository, out string
	targets         []string
	env             []string // of the compiler, besides the usual

	root string // a copy of the repository as it is at the commit

	archives []archive
}

type archive struct {
	name string
	sum  [sha256.Size]byte
}

// A file of an archive.
type file struct {
	name string
	data []byte
	runs bool // it is a program
}

// A built is the program for one system.
type built struct {
	os, arch string
	program  []byte
	info     *buildinfo.BuildInfo
}

// make makes the archives: copy what is committed, compile it, ask the program
// for what it says of itself, say what is in it, and pack.
func (d *release) make() error {
	temp, err := os.MkdirTemp("", "fiftysix dist ")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	d.root = filepath.Join(temp, "repository")
	if _, err := run(d.repository, nil, "git", "clone", "--quiet", "--shared", ".", d.root); err != nil {
		return err
	}

	var all []built
	for _, target := range d.targets {
		b, err := d.compile(temp, target)
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	if len(all) == 0 {
		return errors.New("there is no system to make an archive for")
	}
	version, date, err := d.stamps(all[0].info)
	if err != nil {
		return err
	}
	common, err := d.common(temp, all)
	if err != nil {
		return err
	}
	if err := d.empty(); err != nil {
		return err
	}
	for _, b := range all {
		if err := d.pack(b, version, date, common); err != nil {
			return err
		}
	}
	return d.checksums()
}

// stamps are the version and the moment of the commit, which the compiler has
// written into the program.
func (d *release) stamps(info *buildinfo.BuildInfo) (version string, date time.Time, err error) {
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

// common are the files that are the same in every archive.
func (d *release) common(temp string, all []built) ([]file, error) {
	files, err := d.fromProgram(temp)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"README.md", "LICENSE"} {
		data, err := os.ReadFile(filepath.Join(d.root, name))
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: name, data: data})
	}
	notices, err := d.notices(all)
	if err != nil {
		return nil, err
	}
	return append(files, file{name: "NOTICES.txt", data: notices}), nil
}

// fromProgram are the files that the program writes itself, run on this
// system.
func (d *release) fromProgram(temp string) ([]file, error) {
	here, err := d.compile(temp, runtime.GOOS+"/"+runtime.GOARCH)
	if err != nil {
		return nil, err
	}
	program := filepath.Join(temp, "here"+exe(here.os))
	if err := os.WriteFile(program, here.program, 0o755); err != nil {
		return nil, err
	}
	var files []file
	for _, shell := range []struct{ name, file string }{{"bash", "fiftysix.bash"}, {"zsh", "_fiftysix"}, {"fish", "fiftysix.fish"}, {"powershell", "fiftysix.ps1"}} {
		text, err := run(temp, nil, program, "completion", shell.name)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "completions/" + shell.file, data: text})
	}
	man := filepath.Join(temp, "man")
	if _, err := run(temp, nil, program, "man", man); err != nil {
		return nil, err
	}
	pages, err := filepath.Glob(filepath.Join(man, "man1", "*.1"))
	if err != nil || len(pages) == 0 {
		return nil, fmt.Errorf("the program wrote no manual: %w", err)
	}
	slices.Sort(pages)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: "man/man1/" + filepath.Base(page), data: text})
	}
	return files, nil
}

// pack makes the archive for one system.
func (d *release) pack(b built, version string, date time.Time, common []file) error {
	folder := fmt.Sprintf("fiftysix-%s-%s-%s", version, b.os, b.arch)
	list, err := sbom(b, version, date)
	if err != nil {
		return err
	}
	files := append([]file{{name: "fiftysix" + exe(b.os), data: b.program, runs: true}, {name: "sbom.cdx.json", data: list}}, common...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	name, packed := folder+".tar.gz", tarred
	if b.os == "windows" {
		name, packed = folder+".zip", zipped
	}
	data, err := packed(folder, files, date)
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	d.archives = append(d.archives, archive{name, sha256.Sum256(data)})
	return os.WriteFile(filepath.Join(d.out, name), data, 0o644)
}

// empty takes away what an earlier release left in the folder.
func (d *release) empty() error {
	if err := os.MkdirAll(d.out, 0o755); err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(d.out, "fiftysix-*"))
	if err != nil {
		return err
	}
	for _, name := range append(old, filepath.Join(d.out, "SHA256SUMS")) {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (d *release) checksums() error {
	var b bytes.Buffer
	for _, a := range d.archives {
		fmt.Fprintf(&b, "%x  %s\n", a.sum, a.name)
	}
	return os.WriteFile(filepath.Join(d.out, "SHA256SUMS"), b.Bytes(), 0o644)
}

// again makes everything from a copy at another place, with an empty cache,
// and compares.
func (d *release) again() error {
	temp, err := os.MkdirTemp("", "fiftysix-again-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	second := &release{repository: d.repository, out: filepath.Join(temp, "out"), targets: d.targets, env: []string{"GOCACHE=" + filepath.Join(temp, "cache")}}
	if err := second.make(); err != nil {
		return err
	}
	if !slices.Equal(d.archives, second.archives) {
		return fmt.Errorf("made twice, the archives differ: first\n%v\nand then\n%v", d.archives, second.archives)
	}
	fmt.Fprintf(os.Stderr, "made twice, each archive is the same byte for byte: %d of %[1]d\n", len(d.archives))
	return nil
}
