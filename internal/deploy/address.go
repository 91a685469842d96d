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

// An Address says where to deploy to. It never contains a secret.
type Address struct {
	Kind   string // "s3", "sftp" or "folder"
	Folder string // the path of a folder

	user, host, path string
	query            url.Values
}

// A scheme is how addresses of a kind begin.
type scheme struct {
	name, example string
	query         []string // parameters that an address may have
	signIn        string   // where keys come from
}

var schemes = []scheme{
	{"s3", "s3://BUCKET?region=eu-west-2", []string{"endpoint", "region"},
		"keys are taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile of AWS, or the machine's own role"},
	{"sftp", "sftp://USER@HOST/srv/www/inspections", nil, "sign in with a key, from the agent or from ~/.ssh"},
	{"file", "file:///srv/www/inspections", nil, "a folder needs none"},
}

func examples() string {
	var s strings.Builder
	for _, known := range schemes {
		s.WriteString("\n  " + known.example)
	}
	return s.String() + "\n  /srv/www/inspections"
}

var errAzure = errors.New("deploy does not send to Azure\n" +
	"build the site, and send it with Azure's own tool: azcopy sync public 'https://ACCOUNT.blob.core.windows.net/$web' --delete-destination=true")

// Parse reads an address. Its errors never repeat what might be a secret.
func Parse(text string) (Address, error) {
	name, rest, ok := strings.Cut(text, "://")
	if !ok {
		return parseFolder(text)
	}
	if strings.HasPrefix(name, "az") || strings.Contains(rest, ".blob.core.windows.net") {
		return Address{}, errAzure
	}
	i := slices.IndexFunc(schemes, func(s scheme) bool { return s.name == name })
	if i < 0 {
		return Address{}, errors.New("this is no address of a kind that is known; it is one of" + examples())
	}
	s := schemes[i]
	u, err := url.Parse(text)
	if err != nil {
		return Address{}, fmt.Errorf("the address cannot be read; it looks like this: %s", s.example)
	}
	if _, password := u.User.Password(); password || name != "sftp" && u.User != nil {
		return Address{}, errors.New("there is a user or a password in the address, and addresses are kept and shown in many places\n" +
			"take it out, and change that password; " + s.signIn)
	}
	for key := range u.Query() {
		if !slices.Contains(s.query, key) {
			return Address{}, fmt.Errorf("the address may not hold %q after its question mark; it looks like this: %s\nif it is a key or a signature: %s", key, s.example, s.signIn)
		}
	}
	if strings.Contains(rest, "#") {
		return Address{}, errors.New("the address may not hold #")
	}
	if name == "file" {
		if u.Host != "" && u.Host != "localhost" {
			return Address{}, errors.New("an address of a folder has three slashes: file:///srv/www/inspections")
		}
		folder := u.Path
		if len(folder) > 2 && folder[0] == '/' && folder[2] == ':' { // file:///C:/site
			folder = folder[1:]
		}
		return Address{Kind: "folder", Folder: folder}, nil
	}
	if u.Host == "" {
		return Address{}, fmt.Errorf("the address names no place; it looks like this: %s", s.example)
	}
	return Address{Kind: name, user: u.User.Username(), host: u.Host, path: u.Path, query: u.Query()}, nil
}

// parseFolder reads an address without a scheme: a path on this computer.
func parseFolder(text string) (Address, error) {
	before, _, colon := strings.Cut(text, ":")
	if colon && len(before) > 1 && !strings.ContainsAny(before, `/\`) { // as for scp; C: is a disk
		return Address{}, errors.New("this looks like a place on another machine; write it like this: sftp://USER@HOST/srv/www/inspections")
	}
	if text == "" {
		return Address{}, errors.New("the address is empty; it is one of" + examples())
	}
	return Address{Kind: "folder", Folder: text}, nil
}

// Env is what a store may use of the person's environment.
type Env struct {
	Getenv     func(string) string
	Home       string                       // the person's home folder, or ""
	ReadFile   func(string) ([]byte, error) // reads a key or a list of known hosts
	Key        string                       // the file of the key to sign in with, or ""
	KnownHosts string                       // the file of known hosts, or ""
}

// Open opens the store at an address. It may turn out later that none is there.
func Open(ctx context.Context, a Address, env Env) (Store, error) {
	switch a.Kind {
	case "s3":
		return openS3(a, env)
	case "sftp":
		return openSFTP(ctx, a, env)
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

// setting returns a parameter of the address, or else the first of the
// environment variables that is set.
func (a Address) setting(name string, env Env, variables ...string) string {
	values := []string{a.query.Get(name)}
	for _, v := range variables {
		values = append(values, env.Getenv(v))
	}
	return cmp.Or(values...)
}
