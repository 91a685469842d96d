package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
)

// An Address says where to deploy to. It never holds a secret.
type Address struct {
	Kind   string // "s3", "azblob", "sftp", or "folder"
	Folder string // of a folder, its path

	user, host, path string
	query            url.Values
}

// kinds are the beginnings of addresses, with an example of each.
var kinds = []struct {
	scheme, example string
	query           []string // what may stand after "?"
}{
	{"s3", "s3://BUCKET?region=eu-west-2", []string{"endpoint", "region"}},
	{"azblob", "azblob://CONTAINER?account=NAME", []string{"account", "endpoint"}},
	{"sftp", "sftp://USER@HOST/srv/www/inspections", nil},
	{"file", "file:///srv/www/inspections", nil},
}

func examples() string {
	var s strings.Builder
	for _, k := range kinds {
		s.WriteString("\n  " + k.example)
	}
	return s.String() + "\n  /srv/www/inspections"
}

// Parse reads an address. Its errors never repeat what might be a secret.
func Parse(text string) (Address, error) {
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		before, _, colon := strings.Cut(text, ":")
		if colon && len(before) > 1 && !strings.ContainsAny(before, `/\`) { // as scp has it; C: is a disk
			return Address{}, errors.New("this looks like a place on another machine; write it like this: sftp://USER@HOST/srv/www/inspections")
		}
		if text == "" {
			return Address{}, errors.New("the address is empty; it is one of" + examples())
		}
		return Address{Kind: "folder", Folder: text}, nil
	}
	i := slices.IndexFunc(kinds, func(k struct {
		scheme, example string
		query           []string
	}) bool {
		return k.scheme == scheme
	})
	if i < 0 {
		return Address{}, errors.New("this is no address of a kind that is known; it is one of" + examples())
	}
	u, err := url.Parse(text)
	if err != nil {
		return Address{}, fmt.Errorf("the address cannot be read; it looks like this: %s", kinds[i].example)
	}
	if _, secret := u.User.Password(); secret || scheme != "sftp" && u.User != nil {
		return Address{}, errors.New("there is a user or a password in the address, and addresses are kept and shown in many places\n" +
			"take it out, and change that password; " + secrets[scheme])
	}
	for name := range u.Query() {
		if !slices.Contains(kinds[i].query, name) {
			return Address{}, fmt.Errorf("the address may not hold %q after its question mark; it looks like this: %s\nif it is a key or a signature: %s", name, kinds[i].example, secrets[scheme])
		}
	}
	if u.Fragment != "" || strings.Contains(rest, "#") {
		return Address{}, errors.New("the address may not hold #")
	}
	if scheme == "file" {
		if u.Host != "" && u.Host != "localhost" {
			return Address{}, errors.New("an address of a folder has three slashes: file:///srv/www/inspections")
		}
		return Address{Kind: "folder", Folder: folderOf(u.Path)}, nil
	}
	if u.Host == "" {
		return Address{}, fmt.Errorf("the address names no place; it looks like this: %s", kinds[i].example)
	}
	return Address{Kind: scheme, user: u.User.Username(), host: u.Host, path: u.Path, query: u.Query()}, nil
}

// folderOf is the path that a file address names; on Windows it begins with a
// disk: file:///C:/site.
func folderOf(p string) string {
	if len(p) > 2 && p[0] == '/' && p[2] == ':' {
		return p[1:]
	}
	return p
}

// secrets say where each kind takes its secrets from.
var secrets = map[string]string{
	"s3":     "keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile of AWS, or the machine's own role",
	"azblob": "keys are taken from AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY, AZURE_STORAGE_SAS_TOKEN, or the machine's own identity",
	"sftp":   "sign in with a key, from the agent or from ~/.ssh",
	"file":   "a folder needs none",
}

// Surroundings are what a store may need of the world around the program.
type Surroundings struct {
	Env        func(string) string
	Home       string                       // the person's own folder, or ""
	ReadFile   func(string) ([]byte, error) // reads a key or a list of known hosts
	Key        string                       // the file of the key to sign in with, or ""
	KnownHosts string                       // the file of the hosts that are known, or ""
}

// Open opens the store at an address. That a store is there is not sure yet.
func Open(ctx context.Context, a Address, around Surroundings) (Store, error) {
	switch a.Kind {
	case "s3":
		return openS3(a, around)
	case "azblob":
		return openAzure(a, around)
	case "sftp":
		return openSFTP(ctx, a, around)
	}
	return nil, fmt.Errorf("there is no store of the kind %q", a.Kind)
}

// prefix is what keys begin with: the path of the address, with a slash at its
// end.
func (a Address) prefix() string {
	p := strings.Trim(path.Clean("/"+a.path), "/")
	if p == "" {
		return ""
	}
	return p + "/"
}

// endpoint takes an address of a service apart.
func endpoint(text string) (host string, secure bool, err error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "https" && u.Scheme != "http") {
		return "", false, errors.New("the endpoint is no address of a service, such as https://s3.eu-west-2.amazonaws.com")
	}
	return u.Host, u.Scheme == "https", nil
}

func (a Address) said(name string, around Surroundings, variables ...string) string {
	values := []string{a.query.Get(name)}
	for _, v := range variables {
		values = append(values, around.Env(v))
	}
	return cmp.Or(values...)
}
