package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// compile makes the program for a system, such as linux/amd64.
func (d *release) compile(temp, target string) (b built, err error) {
	var ok bool
	if b.os, b.arch, ok = strings.Cut(target, "/"); !ok {
		return b, fmt.Errorf("%q is no system, such as linux/amd64", target)
	}
	program := filepath.Join(temp, "fiftysix-"+b.os+"-"+b.arch)
	env := append([]string{"CGO_ENABLED=0", "GOOS=" + b.os, "GOARCH=" + b.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOEXPERIMENT="}, d.env...)
	if _, err := run(d.root, env, "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", program, "./cmd/fiftysix"); err != nil {
		return b, err
	}
	if b.program, err = os.ReadFile(program); err != nil {
		return b, err
	}
	b.info, err = buildinfo.Read(bytes.NewReader(b.program))
	return b, err
}

func exe(system string) string {
	if system == "windows" {
		return ".exe"
	}
	return ""
}

// folders are where the sources of modules lie, by path.
func (d *release) folders(paths []string) (map[string]string, error) {
	text, err := run(d.root, []string{"GOFLAGS=-mod=readonly"}, "go", append([]string{"list", "-m", "-json"}, paths...)...)
	if err != nil {
		return nil, err
	}
	found := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var m struct{ Path, Dir string }
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		found[m.Path] = m.Dir
	}
}

// goFolder is where Go itself lies.
func (d *release) goFolder() (string, error) {
	text, err := run(d.root, nil, "go", "env", "GOROOT")
	return strings.TrimSpace(string(text)), err
}

// run runs a program in a folder and gives what it says.
func run(dir string, env []string, name string, args ...string) ([]byte, error) {
	command := exec.Command(name, args...)
	command.Dir, command.Env = dir, append(os.Environ(), env...)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, said.Bytes())
	}
	return out.Bytes(), nil
}
