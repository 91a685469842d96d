package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"fiftysix/internal/hosting"
)

// sftpStore is a folder of a server that is reached by SSH. Files are written
// under temporary names and then renamed.
type sftpStore struct {
	user, host string
	root       string // "" is the folder in which a session begins
	config     *ssh.ClientConfig
	uploads    atomic.Int64 // counts temporary names

	mu     sync.Mutex
	conn   *ssh.Client
	client *sftp.Client

	folders sync.Map // those known to exist
}

// uploadPrefix begins the temporary names.
const uploadPrefix = reserved + "upload-"

const dialTimeout = 30 * time.Second

func openSFTP(ctx context.Context, a Address, env Env) (Store, error) {
	server := a.host
	if _, _, err := net.SplitHostPort(server); err != nil {
		server = net.JoinHostPort(strings.Trim(server, "[]"), "22")
	}
	s := &sftpStore{user: cmp.Or(a.user, env.Getenv("USER"), env.Getenv("USERNAME")), host: server}
	if s.user == "" {
		return nil, errors.New("the address names no user; it looks like this: sftp://USER@HOST/srv/www/inspections")
	}
	s.root = strings.TrimSuffix(path.Clean(a.path), "/")
	if rest, home := strings.CutPrefix(s.root, "/~"); home && (rest == "" || rest[0] == '/') {
		s.root = strings.TrimPrefix(rest, "/")
	} else if s.root == "" || s.root == "." {
		return nil, errors.New("the address names no folder; it looks like this: sftp://USER@HOST/srv/www/inspections, or sftp://USER@HOST/~/public_html for a folder in that user's own")
	}
	checkHost, algorithms, err := env.knownHosts(server)
	if err != nil {
		return nil, err
	}
	methods, err := env.authMethods()
	if err != nil {
		return nil, err
	}
	s.config = &ssh.ClientConfig{
		User: s.user, Auth: methods, HostKeyCallback: checkHost, HostKeyAlgorithms: algorithms, Timeout: dialTimeout, ClientVersion: "SSH-2.0-fiftysix",
	}
	if _, err := s.session(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", s, err)
	}
	return s, nil
}

func (s *sftpStore) String() string {
	if strings.HasPrefix(s.root, "/") {
		return "sftp://" + s.user + "@" + s.host + s.root
	}
	return strings.TrimSuffix("sftp://"+s.user+"@"+s.host+"/~/"+s.root, "/")
}

// ServesPublic is false: a web server serves the folder, and may choose
// precompressed files.
func (s *sftpStore) ServesPublic() bool { return false }

// session returns the open session, or opens one.
func (s *sftpStore) session(ctx context.Context) (*sftp.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return s.client, nil
	}
	dialer := net.Dialer{Timeout: dialTimeout}
	tcp, err := dialer.DialContext(ctx, "tcp", s.host)
	if err != nil {
		return nil, s.error(err)
	}
	conn, channels, requests, err := ssh.NewClientConn(tcp, s.host, s.config)
	if err != nil {
		tcp.Close()
		if strings.Contains(err.Error(), "unable to authenticate") {
			return nil, fmt.Errorf("the server takes none of the keys for the user %s\nask whoever runs it to add yours, or name another with --key", s.user)
		}
		return nil, s.error(err)
	}
	s.conn = ssh.NewClient(conn, channels, requests)
	client, err := sftp.NewClient(s.conn, sftp.UseConcurrentWrites(true))
	if err != nil {
		s.conn.Close()
		return nil, fmt.Errorf("the server lets nobody copy files by SFTP: %w", err)
	}
	s.client = client
	return client, nil
}

// drop closes a session that broke; the next operation opens another.
func (s *sftpStore) drop(client *sftp.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if client != nil && s.client == client {
		_ = s.conn.Close() // it is not used again
		s.client, s.conn = nil, nil
	}
}

func (s *sftpStore) Close() error {
	s.mu.Lock()
	client := s.client
	s.mu.Unlock()
	s.drop(client)
	return nil
}

// with calls do with a session, which is closed if the context ends: the
// library takes no context.
func (s *sftpStore) with(ctx context.Context, do func(*sftp.Client) error) error {
	client, err := s.session(ctx)
	if err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { s.drop(client) })
	defer stop()
	err = do(client)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err = s.error(err); errors.As(err, new(*Temporary)) {
		s.drop(client)
	}
	return err
}

// error explains an error. One that may pass becomes Temporary.
func (s *sftpStore) error(err error) error {
	var status *sftp.StatusError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sftp.ErrSSHFxConnectionLost), errors.Is(err, net.ErrClosed), isNetworkError(err) && !errors.As(err, &status):
		return &Temporary{Err: fmt.Errorf("the line to the server broke: %w", err)}
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the server does not let %s do that\nask whoever runs it for the right to write there", s.user)
	}
	return err
}

func (s *sftpStore) abs(key string) string { return path.Join(s.root, key) }

func (s *sftpStore) Get(ctx context.Context, key string) (data []byte, err error) {
	err = s.with(ctx, func(c *sftp.Client) error {
		info, err := c.Lstat(s.abs(key))
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s at %s is no file", key, s)
		}
		f, err := c.Open(s.abs(key))
		if err != nil {
			return err
		}
		defer f.Close()
		data, err = io.ReadAll(f)
		return err
	})
	return data, err
}

// Put writes a file under a temporary name beside it, and renames it.
func (s *sftpStore) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, _ hosting.Headers) (o Object, err error) {
	temp := s.abs(path.Join(path.Dir(key), fmt.Sprintf("%s%d-%d", uploadPrefix, os.Getpid(), s.uploads.Add(1))))
	err = s.with(ctx, func(c *sftp.Client) error {
		if err := s.makeFolder(c, path.Dir(key)); err != nil {
			return err
		}
		info, err := upload(c, temp, body, size)
		if err == nil {
			o = Object{Size: size, Tag: timeTag(info)}
			err = s.rename(c, temp, s.abs(key))
		}
		if err != nil {
			_ = c.Remove(temp) // or the next deployment does
		}
		return err
	})
	return o, err
}

func timeTag(info fs.FileInfo) string { return strconv.FormatInt(info.ModTime().Unix(), 10) }

// upload writes a new file of a known size.
func upload(c *sftp.Client, name string, body io.Reader, size int64) (fs.FileInfo, error) {
	f, err := c.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n, err := f.ReadFrom(body)
	if err != nil {
		return nil, err
	}
	if n != size {
		return nil, io.ErrUnexpectedEOF
	}
	_ = f.Chmod(0o644) // for the web server to read; some servers do not allow it
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != size {
		return nil, fmt.Errorf("the server has %d bytes of %d; its disk may be full", info.Size(), size)
	}
	return info, f.Close()
}

// rename replaces a file in one step if the server can; all that are in use
// can.
func (s *sftpStore) rename(c *sftp.Client, from, to string) error {
	if _, ok := c.HasExtension("posix-rename@openssh.com"); ok {
		return c.PosixRename(from, to)
	}
	if err := c.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return c.Rename(from, to)
}

// makeFolder creates a folder and those above it.
func (s *sftpStore) makeFolder(c *sftp.Client, d string) error {
	if _, known := s.folders.Load(d); known {
		return nil
	}
	if d != "." {
		if err := s.makeFolder(c, path.Dir(d)); err != nil {
			return err
		}
		if err := c.Mkdir(s.abs(d)); err == nil {
			_ = c.Chmod(s.abs(d), 0o755) // for the web server to read
		} else if info, e := c.Lstat(s.abs(d)); e != nil || !info.IsDir() { // another goroutine may have made it just now
			return fmt.Errorf("make the folder %s: %w", d, err)
		}
	} else if s.root != "" {
		if err := c.MkdirAll(s.root); err != nil {
			return err
		}
	}
	s.folders.Store(d, true)
	return nil
}

// Delete removes a file, and the folders that this leaves empty.
func (s *sftpStore) Delete(ctx context.Context, key string) error {
	return s.with(ctx, func(c *sftp.Client) error {
		if err := c.Remove(s.abs(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for d := path.Dir(key); d != "."; d = path.Dir(d) {
			err := c.RemoveDirectory(s.abs(d))
			if errors.As(s.error(err), new(*Temporary)) {
				return err
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) { // it is not empty
				break
			}
			s.folders.Delete(d)
		}
		return nil
	})
}
