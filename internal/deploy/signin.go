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

// This file is about who a server is, and who we are to it.

// knownHosts reads the lists of hosts that the person, or the machine, has
// found to be who they say. Algorithms are those of the keys on the list: a
// server that has several kinds is asked for one that can be looked up.
func (around Surroundings) knownHosts(server string) (ssh.HostKeyCallback, []string, error) {
	files := []string{path.Join(around.Home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"}
	if around.KnownHosts != "" {
		files = []string{around.KnownHosts}
	}
	there := slices.DeleteFunc(slices.Clone(files), func(f string) bool { _, err := around.ReadFile(f); return err != nil })
	name, _, _ := strings.Cut(server, ":")
	stranger := func(print string) error {
		return fmt.Errorf("the server %s is not in %s, so it may be somebody else's%s\n"+
			"ask whoever runs it for the fingerprint of its key; connect once with: ssh %s, and say yes only if it is the same", server, files[0], print, name)
	}
	if len(there) == 0 {
		return nil, nil, stranger("")
	}
	check, err := knownhosts.New(there...)
	if err != nil {
		return nil, nil, fmt.Errorf("read the known hosts: %w", err)
	}
	var algorithms []string
	var unknown *knownhosts.KeyError
	if err := check(server, &net.TCPAddr{}, nowhere{}); errors.As(err, &unknown) {
		for _, k := range unknown.Want {
			switch kind := k.Key.Type(); kind {
			case ssh.KeyAlgoRSA:
				algorithms = append(algorithms, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
			default:
				algorithms = append(algorithms, kind)
			}
		}
	}
	return func(hostname string, remote net.Addr, key ssh.PublicKey) error {
		err := check(hostname, remote, key)
		var told *knownhosts.KeyError
		switch {
		case !errors.As(err, &told):
			return err
		case len(told.Want) == 0:
			return stranger("\nthe fingerprint of its key is " + ssh.FingerprintSHA256(key))
		}
		return fmt.Errorf("the server %s has another key than the one in %s: it may be somebody else's\n"+
			"the fingerprint of its key is %s; nothing was sent; ask whoever runs the server", server, told.Want[0].Filename, ssh.FingerprintSHA256(key))
	}, algorithms, nil
}

// nowhere is a key that nobody has, to ask which keys are known.
type nowhere struct{}

func (nowhere) Type() string                        { return "none" }
func (nowhere) Marshal() []byte                     { return []byte("none") }
func (nowhere) Verify([]byte, *ssh.Signature) error { return errors.New("none") }

// keys are those to sign in with: of the agent, and of files.
func (around Surroundings) keys() ([]ssh.AuthMethod, error) {
	var methods []ssh.AuthMethod
	locked := ""
	files := []string{around.Key}
	if around.Key == "" {
		files = nil
		for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
			files = append(files, path.Join(around.Home, ".ssh", name))
		}
	}
	var signers []ssh.Signer
	for _, file := range files {
		text, err := around.ReadFile(file)
		if err != nil && around.Key != "" {
			return nil, fmt.Errorf("--key: %w", err)
		}
		if err != nil {
			continue
		}
		signer, err := ssh.ParsePrivateKey(text)
		var closed *ssh.PassphraseMissingError
		switch {
		case errors.As(err, &closed):
			locked = file
		case err != nil && around.Key != "":
			return nil, fmt.Errorf("--key: %s holds no key to sign in with", file)
		case err == nil:
			signers = append(signers, signer)
		}
	}
	if socket := around.Env("SSH_AUTH_SOCK"); socket != "" && (around.Key == "" || locked != "") {
		if conn, err := net.DialTimeout("unix", socket, dialTime); err == nil {
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
