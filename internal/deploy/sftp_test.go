package deploy

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"
)

// sshServer is Debian's own, on this computer alone, with keys of its own.
type sshServer struct {
	address string // of a folder in it
	folder  string
	key     string // the file of the key to sign in with
	signer  ed25519.PrivateKey
	known   string // the file of known hosts
	host    string
}

func newKey(t *testing.T, file, passphrase string) (ed25519.PrivateKey, ssh.PublicKey) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte(passphrase))
	}
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, string(pem.EncodeToMemory(block)))
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	return private, public
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func startSSH(t *testing.T) *sshServer {
	t.Helper()
	if testing.Short() {
		t.Skip("this needs openssh-server, and -short is for a machine with nothing but Go")
	}
	program, err := exec.LookPath("sshd")
	if err != nil {
		program = "/usr/sbin/sshd"
	}
	if _, err := os.Stat(program); err != nil {
		t.Fatal("these tests need openssh-server; .ci/install brings it")
	}
	if os.Getuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755) // which it wants where root starts it
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := &sshServer{host: freePort(t), folder: filepath.Join(dir, "www"), key: filepath.Join(dir, "id"), known: filepath.Join(dir, "known_hosts")}
	_, hostKey := newKey(t, filepath.Join(dir, "host"), "")
	private, mine := newKey(t, s.key, "")
	s.signer = private
	write(t, filepath.Join(dir, "authorized"), string(ssh.MarshalAuthorizedKey(mine)))
	write(t, s.known, knownhosts.Line([]string{s.host}, hostKey)+"\n")
	host, port, _ := net.SplitHostPort(s.host)
	write(t, filepath.Join(dir, "config"), fmt.Sprintf(`ListenAddress %s
Port %s
HostKey %s
AuthorizedKeysFile %s
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
`, host, port, filepath.Join(dir, "host"), filepath.Join(dir, "authorized")))
	listening(t, exec.Command(program, "-D", "-e", "-f", filepath.Join(dir, "config")), "Server listening", false)
	s.address = "sftp://" + me.Username + "@" + s.host + s.folder
	return s
}

func (s *sshServer) env(key string) Env {
	return Env{Getenv: func(string) string { return "" }, Home: filepath.Dir(s.key), ReadFile: os.ReadFile, Key: key, KnownHosts: s.known}
}

func (s *sshServer) open(t *testing.T, around Env) (Store, error) {
	t.Helper()
	a, err := Parse(s.address)
	if err != nil {
		t.Fatal(err)
	}
	store, err := Open(context.Background(), a, around)
	if err == nil {
		t.Cleanup(func() { store.Close() })
	}
	return store, err
}

func TestSFTP(t *testing.T) {
	s := startSSH(t)
	t.Run("twice", func(t *testing.T) {
		store, err := s.open(t, s.env(s.key))
		if err != nil {
			t.Fatal(err)
		}
		theirs := filepath.Join(s.folder, "reports", "0", "theirs.txt")
		if err := os.MkdirAll(filepath.Dir(theirs), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, theirs, "theirs")
		twice(t, store, howMany())
		if text, err := os.ReadFile(theirs); err != nil || string(text) != "theirs" {
			t.Errorf("a file of others' is %q, %v", text, err)
		}
		if info, err := os.Stat(filepath.Join(s.folder, "index.html")); err != nil || info.Mode().Perm() != 0o644 {
			t.Errorf("a page cannot be read by the web server: %v, %v", info, err)
		}
	})
	t.Run("the line breaks", func(t *testing.T) {
		store, err := s.open(t, s.env(s.key))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		opt := Options{Wait: shortly, AllowRemovals: true, ManyRemovals: true, Progress: func(int, int) {
			if n++; n%40 == 0 {
				store.Close()
			}
		}}
		b := large(200, 3)
		if _, err := Deploy(context.Background(), store, b, opt); err != nil {
			t.Fatal(err)
		}
		same(t, store, b)
	})
	t.Run("a link is not followed", func(t *testing.T) {
		store, err := s.open(t, s.env(s.key))
		if err != nil {
			t.Fatal(err)
		}
		outside := t.TempDir()
		if err := os.RemoveAll(filepath.Join(s.folder, "reports")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(outside, filepath.Join(s.folder, "reports")); err != nil {
			t.Fatal(err)
		}
		_, err = Deploy(context.Background(), store, large(20, 3), free)
		if err == nil || !strings.Contains(err.Error(), "which is a link") {
			t.Errorf("error %v", err)
		}
		if entries, _ := os.ReadDir(outside); len(entries) > 0 {
			t.Errorf("%v was written through it", entries)
		}
		if err := os.Remove(filepath.Join(s.folder, "reports")); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("what was on its way is tidied up", func(t *testing.T) {
		store, err := s.open(t, s.env(s.key))
		if err != nil {
			t.Fatal(err)
		}
		left := filepath.Join(s.folder, uploadPrefix+"1-1")
		write(t, left, "half a pa")
		if _, err := Deploy(context.Background(), store, large(20, 3), free); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(left); err == nil {
			t.Error("it is still there")
		}
	})
	t.Run("an agent", func(t *testing.T) {
		ring := agent.NewKeyring()
		if err := ring.Add(agent.AddedKey{PrivateKey: s.signer}); err != nil {
			t.Fatal(err)
		}
		socket := filepath.Join(t.TempDir(), "a")
		l, err := net.Listen("unix", socket)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				go agent.ServeAgent(ring, conn)
			}
		}()
		around := s.env("")
		around.Getenv = func(name string) string { return map[string]string{"SSH_AUTH_SOCK": socket}[name] }
		if _, err := s.open(t, around); err != nil {
			t.Error(err)
		}
	})
	t.Run("refusals", func(t *testing.T) {
		dir := t.TempDir()
		newKey(t, filepath.Join(dir, "other"), "")
		newKey(t, filepath.Join(dir, "locked"), "a passphrase")
		_, wrong := newKey(t, filepath.Join(dir, "wrong"), "")
		write(t, filepath.Join(dir, "nobody"), "")
		write(t, filepath.Join(dir, "another"), knownhosts.Line([]string{s.host}, wrong)+"\n")
		for _, c := range []struct{ name, key, known, want string }{
			{"a key that the server does not take", filepath.Join(dir, "other"), s.known, "takes none of the keys"},
			{"a key with a passphrase", filepath.Join(dir, "locked"), s.known, "ssh-add"},
			{"no key there", filepath.Join(dir, "none"), s.known, "no such file"},
			{"no key", filepath.Join(dir, "nobody"), s.known, "holds no key"},
			{"a server that is not known", s.key, filepath.Join(dir, "nobody"), "the fingerprint of its key is SHA256:"},
			{"a server with another key", s.key, filepath.Join(dir, "another"), "has another key"},
			{"no list of known servers", s.key, filepath.Join(dir, "none"), "may be somebody else's"},
		} {
			around := s.env(c.key)
			around.KnownHosts = c.known
			if _, err := s.open(t, around); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q", c.name, err, c.want)
			}
		}
	})
}

// A deployment that is killed with no warning leaves whole files, and the next
// one goes on.
func TestSFTPKilled(t *testing.T) {
	s := startSSH(t)
	n := howMany()
	changes := make(chan struct{})
	relay := relayed(t, s.host, changes)
	known, err := os.ReadFile(s.known)
	if err != nil {
		t.Fatal(err)
	}
	here := strings.ReplaceAll(string(known), knownhosts.Normalize(s.host), knownhosts.Normalize(relay))
	write(t, s.known, string(known)+here)
	killed(t, strings.Replace(s.address, s.host, relay, 1), n, []string{"DEPLOY_KEY=" + s.key, "DEPLOY_KNOWN_HOSTS=" + s.known}, changes, n/2)
	store, err := s.open(t, s.env(s.key))
	if err != nil {
		t.Fatal(err)
	}
	b := large(n, 1)
	p, err := Deploy(context.Background(), store, b, Options{Wait: shortly})
	if err != nil {
		t.Fatal(err)
	}
	same(t, store, b)
	t.Logf("then %d of %d were sent", len(p.Steps), n)
	var left []string
	filepath.WalkDir(s.folder, func(name string, _ os.DirEntry, _ error) error {
		if strings.Contains(name, uploadPrefix) {
			left = append(left, name)
		}
		return nil
	})
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// relayed passes on what goes to a server, and tells of each 16 kB that went.
func relayed(t *testing.T, server string, told chan struct{}) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", server)
			if err != nil {
				in.Close()
				return
			}
			go func() {
				defer in.Close()
				defer out.Close()
				buf := make([]byte, 16<<10)
				for {
					n, err := out.Read(buf)
					if n > 0 {
						in.Write(buf[:n])
					}
					if err != nil {
						return
					}
				}
			}()
			go func() {
				defer in.Close()
				defer out.Close()
				buf := make([]byte, 1<<10)
				sent := 0
				for {
					n, err := in.Read(buf)
					if n > 0 {
						out.Write(buf[:n])
						if sent += n; sent >= 1<<10 {
							sent = 0
							told <- struct{}{}
						}
					}
					if err != nil {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}
