package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"fiftysix/internal/scaffold"
)

// writeNew writes files that are not there yet into a site's folder, and
// never over one that is. If one cannot be written, the others are removed.
func writeNew(folder string, files []scaffold.File) (err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	defer root.Close()
	var written []string
	defer func() {
		if err == nil {
			return
		}
		for _, name := range written {
			_ = root.Remove(name) // err is reported already
		}
	}()
	for _, f := range files {
		if err := root.MkdirAll(path.Dir(f.Path), 0o777); err != nil {
			return fmt.Errorf("make a folder for %s: %w", f.Path, err)
		}
		file, err := root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already, and nothing is written over it", filepath.ToSlash(filepath.Join(folder, f.Path)))
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		written = append(written, f.Path)
		_, err = file.Write(f.Data)
		if err := errors.Join(err, file.Close()); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	return nil
}

// rewrite replaces the content of a file, whole or not at all.
func rewrite(folder, name string, data []byte) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return fmt.Errorf("open the folder: %w", err)
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return fmt.Errorf("look at %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link to another file\nopen that file and add the entry there", name)
	}
	beside := path.Join(path.Dir(name), "."+path.Base(name)+".tmp")
	err = root.WriteFile(beside, data, info.Mode().Perm())
	if err == nil {
		err = root.Rename(beside, name)
	}
	if err != nil {
		_ = root.Remove(beside) // it may not be there
		return fmt.Errorf("write %s: %w\nclose other programs that have it open, and try again", name, err)
	}
	return nil
}
