package deploy

import (
	"errors"
	"fmt"
	"net"
	"path"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"
)

// This file checks who a server is, and finds the keys to sign in with.

// knownHosts reads the lists of known hosts. The algorithms are those of the
// server's keys on the list: a server with several kinds of key is asked for
// one that can be compared.
func (env Env) knownHosts(server string) (check ssh.HostKeyCallback, algorithms []string, err error) {
	files := []string{path.Join(env.Home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"}
	if env.KnownHosts != "" {
		files = []string{env.KnownHosts}
	}
	readable := slices.DeleteFunc(slices.Clone(files), func(f string) bool { _, err := env.ReadFile(f); return err != nil })
	name, _, _ := strings.Cut(server, ":")
	errUnknown := func(fingerprint string) error {
		return fmt.Errorf("the server %s is not in %s, so it may be somebody else's%s\n"+
			"ask whoever runs it for the fingerprint of its key; connect once with: ssh %s, and say yes only if it is the same", server, files[0], fingerprint, name)
	}
	if len(readable) == 0 {
		return nil, nil, errUnknown("")
	}
	compare, err := knownhosts.New(readable...)
	if err != nil {
		return nil, nil, fmt.Errorf("read the known hosts: %w", err)
	}
	var keyErr *knownhosts.KeyError
	if errors.As(compare(server, &net.TCPAddr{}, noKey{}), &keyErr) {
		for _, k := range keyErr.Want {
			if k.Key.Type() == ssh.KeyAlgoRSA {
				algorithms = append(algorithms, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
			} else {
				algorithms = append(algorithms, k.Key.Type())
			}
		}
	}
	check = func(hostname string, remote net.Addr, key ssh.PublicKey) error {
		err := compare(hostname, remote, key)
		var keyErr *knownhosts.KeyError
		switch {
		case !errors.As(err, &keyErr):
			return err
		case len(keyErr.Want) == 0:
			return errUnknown("\nthe fingerprint of its key is " + ssh.FingerprintSHA256(key))
		}
		return fmt.Errorf("the server %s has another key than the one in %s: it may be somebody else's\n"+
			"the fingerprint of its key is %s; nothing was sent; ask whoever runs the server", server, keyErr.Want[0].Filename, ssh.FingerprintSHA256(key))
	}
	return check, algorithms, nil
}

// noKey matches no known key: comparing it lists those of a server.
type noKey struct{}

func (noKey) Type() string                        { return "none" }
func (noKey) Marshal() []byte                     { return []byte("none") }
func (noKey) Verify([]byte, *ssh.Signature) error { return errors.New("none") }

// authMethods are the keys of the agent and of files.
func (env Env) authMethods() ([]ssh.AuthMethod, error) {
	var methods []ssh.AuthMethod
	signers, locked, err := env.signers()
	if err != nil {
		return nil, err
	}
	if socket := env.Getenv("SSH_AUTH_SOCK"); socket != "" && (env.Key == "" || locked != "") {
		if conn, err := net.DialTimeout("unix", socket, dialTimeout); err == nil {
			methods = append(methods, ssh.PublicKeysCallback(agent.NewClient(conn).Signers))
		}
	}
	if len(signers) > 0 {
		methods = append(methods, ssh.PublicKeys(signers...))
	}
	if len(methods) > 0 {
		return methods, nil
	}
	if locked != "" {
		return nil, fmt.Errorf("the key %s has a passphrase, which is for the agent to ask: say ssh-add %s, and deploy again", locked, locked)
	}
	return nil, errors.New("there is no key to sign in with: start the agent and say ssh-add, or name the key's file with --key")
}

// signers reads the key that --key names, or else the usual ones. Locked is
// one that has a passphrase.
func (env Env) signers() (signers []ssh.Signer, locked string, err error) {
	var files []string
	if env.Key != "" {
		files = []string{env.Key}
	} else {
		for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
			files = append(files, path.Join(env.Home, ".ssh", name))
		}
	}
	for _, file := range files {
		text, err := env.ReadFile(file)
		if err != nil && env.Key != "" {
			return nil, "", fmt.Errorf("--key: %w", err)
		}
		if err != nil {
			continue
		}
		signer, err := ssh.ParsePrivateKey(text)
		var passphrase *ssh.PassphraseMissingError
		switch {
		case errors.As(err, &passphrase):
			locked = file
		case err != nil && env.Key != "":
			return nil, "", fmt.Errorf("--key: %s holds no key to sign in with", file)
		case err == nil:
			signers = append(signers, signer)
		}
	}
	return signers, locked, nil
}
