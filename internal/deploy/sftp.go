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
// beside their places under names of ours, and then renamed.
type sftpStore struct {
	user, host string
	root       string // "" is where a session begins
	config     *ssh.ClientConfig
	next       atomic.Int64 // for names of files on their way
	run        string       // another in each run, for the same

	mu      sync.Mutex
	line    *ssh.Client
	client  *sftp.Client
	folders map[string]bool // those that are there
}

// underway begins the names of files that are not whole yet.
const underway = ours + "upload-"

// dialTime is how long a server may take to answer.
const dialTime = 30 * time.Second

func openSFTP(ctx context.Context, a Address, around Surroundings) (Store, error) {
	server := a.host
	if _, _, err := net.SplitHostPort(server); err != nil {
		server = net.JoinHostPort(strings.Trim(server, "[]"), "22")
	}
	s := &sftpStore{
		user: cmp.Or(a.user, around.Env("USER"), around.Env("USERNAME")), host: server, run: strconv.Itoa(os.Getpid()),
		folders: map[string]bool{},
	}
	if s.user == "" {
		return nil, errors.New("the address names no user; it looks like this: sftp://USER@HOST/srv/www/inspections")
	}
	s.root = strings.TrimSuffix(path.Clean(a.path), "/")
	if rest, home := strings.CutPrefix(s.root, "/~"); home && (rest == "" || rest[0] == '/') {
		s.root = strings.TrimPrefix(rest, "/")
	} else if s.root == "" || s.root == "." {
		return nil, errors.New("the address names no folder; it looks like this: sftp://USER@HOST/srv/www/inspections, or sftp://USER@HOST/~/public_html for a folder in that user's own")
	}
	known, algorithms, err := around.knownHosts(server)
	if err != nil {
		return nil, err
	}
	methods, err := around.keys()
	if err != nil {
		return nil, err
	}
	s.config = &ssh.ClientConfig{
		User: s.user, Auth: methods, HostKeyCallback: known, HostKeyAlgorithms: algorithms, Timeout: dialTime, ClientVersion: "SSH-2.0-fiftysix",
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

// session is the open one, or a new one where there is none.
func (s *sftpStore) session(ctx context.Context) (*sftp.Client, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		return s.client, nil
	}
	dialer := net.Dialer{Timeout: dialTime}
	conn, err := dialer.DialContext(ctx, "tcp", s.host)
	if err != nil {
		return nil, s.error(err)
	}
	line, chans, requests, err := ssh.NewClientConn(conn, s.host, s.config)
	if err != nil {
		conn.Close()
		if strings.Contains(err.Error(), "unable to authenticate") {
			return nil, fmt.Errorf("the server takes none of the keys for the user %s\nask whoever runs it to add yours, or name another with --key", s.user)
		}
		return nil, s.error(err)
	}
	s.line = ssh.NewClient(line, chans, requests)
	client, err := sftp.NewClient(s.line, sftp.UseConcurrentWrites(true))
	if err != nil {
		s.line.Close()
		return nil, fmt.Errorf("the server lets nobody copy files by SFTP: %w", err)
	}
	s.client = client
	return client, nil
}

// drop ends a session that broke, so that the next call begins another.
func (s *sftpStore) drop(client *sftp.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == client {
		s.line.Close()
		s.client, s.line = nil, nil
	}
}

func (s *sftpStore) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line == nil {
		return nil
	}
	err := s.line.Close()
	s.client, s.line = nil, nil
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// with does something in a session, which ends with the context: the library
// knows of none.
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

func (s *sftpStore) error(err error) error {
	var status *sftp.StatusError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sftp.ErrSSHFxConnectionLost), errors.Is(err, net.ErrClosed), broken(err) && !errors.As(err, &status):
		return &Temporary{Err: fmt.Errorf("the line to the server broke: %w", err)}
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the server does not let %s do that\nask whoever runs it for the right to write there", s.user)
	}
	return err
}

func (s *sftpStore) at(key string) string { return path.Join(s.root, key) }

// List looks into the folders of the keys, and into no other: beside the site
// there may be far more. No link is followed.
func (s *sftpStore) List(ctx context.Context, keys []string) (map[string]Object, error) {
	below := map[string]map[string]bool{} // the folders wanted in a folder
	for _, k := range keys {
		for d := path.Dir(k); ; d = path.Dir(d) {
			if below[d] == nil {
				below[d] = map[string]bool{}
			}
			if d == "." {
				break
			}
			up := path.Dir(d)
			if below[up] == nil {
				below[up] = map[string]bool{}
			}
			below[up][d] = true
		}
	}
	l := &listing{store: s, below: below, there: map[string]Object{}}
	err := s.with(ctx, func(c *sftp.Client) error {
		info, err := c.Stat(cmp.Or(s.root, "."))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is made when the first file comes
		}
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s is a file; name a folder", s)
		}
		return l.folders(c, []string{"."})
	})
	l.behind(keys)
	return l.there, err
}

// behind marks the keys that lie behind a link, or behind what is no folder.
func (l *listing) behind(keys []string) {
	for _, k := range keys {
		for d := path.Dir(k); d != "."; d = path.Dir(d) {
			if o, there := l.there[d]; there && o.Strange != "a folder" {
				l.there[k] = Object{Strange: "behind " + d + ", which is " + cmp.Or(o.Strange, "a file")}
			}
		}
	}
}

type listing struct {
	store *sftpStore
	below map[string]map[string]bool
	mu    sync.Mutex
	there map[string]Object
}

// folders looks into these folders, eight at a time, and then into those in
// them.
func (l *listing) folders(c *sftp.Client, level []string) error {
	for len(level) > 0 {
		var next []string
		var failed error
		var wg sync.WaitGroup
		turns := make(chan struct{}, 8)
		for _, d := range level {
			turns <- struct{}{}
			wg.Go(func() {
				defer func() { <-turns }()
				in, err := l.folder(c, d)
				l.mu.Lock()
				defer l.mu.Unlock()
				next = append(next, in...)
				failed = cmp.Or(failed, err)
			})
		}
		wg.Wait()
		if failed != nil {
			return failed
		}
		level = next
	}
	return nil
}

func (l *listing) folder(c *sftp.Client, d string) (in []string, err error) {
	entries, err := c.ReadDir(cmp.Or(l.store.at(d), "."))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l.store.made(d)
	for _, e := range entries {
		p := path.Join(d, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), underway): // left behind by a run that was ended
			_ = c.Remove(l.store.at(p)) // it harms nobody
		case e.IsDir() && l.below[d][p]:
			in = append(in, p)
		default:
			l.add(p, e)
		}
	}
	return in, nil
}

func (l *listing) add(p string, e fs.FileInfo) {
	o := Object{Size: e.Size(), Tag: strconv.FormatInt(e.ModTime().Unix(), 10)}
	switch {
	case e.IsDir():
		o.Strange = "a folder"
	case e.Mode()&fs.ModeSymlink != 0:
		o.Strange = "a link"
	case !e.Mode().IsRegular():
		o.Strange = "no file"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.there[p] = o
}

func (s *sftpStore) Get(ctx context.Context, key string) (data []byte, err error) {
	err = s.with(ctx, func(c *sftp.Client) error {
		info, err := c.Lstat(s.at(key))
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s at %s is no file", key, s)
		}
		f, err := c.Open(s.at(key))
		if err != nil {
			return err
		}
		defer f.Close()
		data, err = io.ReadAll(f)
		return err
	})
	return data, err
}

// Put writes a file beside its place, and renames it.
func (s *sftpStore) Put(ctx context.Context, key string, body io.ReadSeeker, size int64, _ hosting.Object) (o Object, err error) {
	beside := path.Join(path.Dir(key), underway+s.run+"-"+strconv.FormatInt(s.next.Add(1), 10))
	err = s.with(ctx, func(c *sftp.Client) (err error) {
		if err := s.makeFolder(c, path.Dir(key)); err != nil {
			return err
		}
		defer func() {
			if err != nil {
				_ = c.Remove(s.at(beside)) // or the next run does
			}
		}()
		f, err := c.OpenFile(s.at(beside), os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		if err != nil {
			return err
		}
		n, err := f.ReadFrom(body)
		if err == nil && n != size {
			err = io.ErrUnexpectedEOF
		}
		if err == nil {
			_ = f.Chmod(0o644) // for the web server to read; some servers allow no choice
		}
		var info fs.FileInfo
		if err == nil {
			info, err = f.Stat()
		}
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
		if info.Size() != size {
			return fmt.Errorf("the server has %d bytes of %d; its disk may be full", info.Size(), size)
		}
		o = Object{Size: size, Tag: strconv.FormatInt(info.ModTime().Unix(), 10)}
		return s.rename(c, s.at(beside), s.at(key))
	})
	return o, err
}

// rename puts a file in place of another in one step, where the server can;
// all that are in use can.
func (s *sftpStore) rename(c *sftp.Client, from, to string) error {
	if _, can := c.HasExtension("posix-rename@openssh.com"); can {
		return c.PosixRename(from, to)
	}
	if err := c.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return c.Rename(from, to)
}

func (s *sftpStore) made(d string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.folders[d] = true
}

func (s *sftpStore) makeFolder(c *sftp.Client, d string) error {
	s.mu.Lock()
	there := s.folders[d]
	s.mu.Unlock()
	if there {
		return nil
	}
	if d == "." {
		if s.root != "" {
			if err := c.MkdirAll(s.root); err != nil {
				return err
			}
		}
	} else {
		if err := s.makeFolder(c, path.Dir(d)); err != nil {
			return err
		}
		if err := c.Mkdir(s.at(d)); err == nil {
			_ = c.Chmod(s.at(d), 0o755) // for the web server to read
		} else if info, e := c.Lstat(s.at(d)); e != nil || !info.IsDir() { // another may have made it just now
			return fmt.Errorf("make the folder %s: %w", d, err)
		}
	}
	s.made(d)
	return nil
}

// Delete removes a file, and the folders that this leaves empty.
func (s *sftpStore) Delete(ctx context.Context, key string) error {
	return s.with(ctx, func(c *sftp.Client) error {
		if err := c.Remove(s.at(key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for d := path.Dir(key); d != "."; d = path.Dir(d) {
			err := c.RemoveDirectory(s.at(d))
			if errors.As(s.error(err), new(*Temporary)) {
				return err
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) { // something is still in it
				break
			}
			s.mu.Lock()
			delete(s.folders, d)
			s.mu.Unlock()
		}
		return nil
	})
}
