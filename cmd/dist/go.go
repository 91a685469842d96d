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

// compile builds the program for a platform, such as linux/amd64.
func (r *release) compile(temp, platform string) (p program, err error) {
	var ok bool
	if p.os, p.arch, ok = strings.Cut(platform, "/"); !ok {
		return p, fmt.Errorf("%q is no system, such as linux/amd64", platform)
	}
	file := filepath.Join(temp, "fiftysix-"+p.os+"-"+p.arch)
	env := append([]string{"CGO_ENABLED=0", "GOOS=" + p.os, "GOARCH=" + p.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOEXPERIMENT="}, r.env...)
	if _, err := run(r.root, env, "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", file, "./cmd/fiftysix"); err != nil {
		return p, err
	}
	if p.data, err = os.ReadFile(file); err != nil {
		return p, err
	}
	p.info, err = buildinfo.Read(bytes.NewReader(p.data))
	return p, err
}

func exe(system string) string {
	if system == "windows" {
		return ".exe"
	}
	return ""
}

// moduleDirs returns the folders of modules' sources, by module path.
func (r *release) moduleDirs(paths []string) (map[string]string, error) {
	text, err := run(r.root, []string{"GOFLAGS=-mod=readonly"}, "go", append([]string{"list", "-m", "-json"}, paths...)...)
	if err != nil {
		return nil, err
	}
	dirs := map[string]string{}
	for dec := json.NewDecoder(bytes.NewReader(text)); ; {
		var m struct{ Path, Dir string }
		if err := dec.Decode(&m); errors.Is(err, io.EOF) {
			return dirs, nil
		} else if err != nil {
			return nil, err
		}
		dirs[m.Path] = m.Dir
	}
}

// run runs a program in a folder and returns its standard output.
func run(dir string, env []string, name string, args ...string) ([]byte, error) {
	command := exec.Command(name, args...)
	command.Dir, command.Env = dir, append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, stderr.Bytes())
	}
	return stdout.Bytes(), nil
}
