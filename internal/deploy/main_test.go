package deploy

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// TestMain makes the test binary a program that deploys a large site, so that
// it can be killed with no warning.
func TestMain(m *testing.M) {
	address := os.Getenv("FIFTYSIX_DEPLOY_TO")
	if address == "" {
		os.Exit(m.Run())
	}
	n, _ := strconv.Atoi(os.Getenv("FIFTYSIX_DEPLOY_FILES"))
	a, err := Parse(address)
	if err == nil {
		var s Store
		if s, err = Open(context.Background(), a, really()); err == nil {
			_, err = Deploy(context.Background(), s, large(n, 1), Options{Wait: shortly, Concurrency: 8})
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// really are the environment that there are.
func really() Env {
	return Env{Getenv: os.Getenv, Home: os.Getenv("HOME"), ReadFile: os.ReadFile, Key: os.Getenv("DEPLOY_KEY"), KnownHosts: os.Getenv("DEPLOY_KNOWN_HOSTS")}
}

// shortly waits a thousandth of the time, against a server that is here.
func shortly(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d / 1000)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// large is a site of n files, of which a tenth differ from one version to the
// next, and a hundredth go.
func large(n, version int) Site {
	files := map[string]string{"index.html": fmt.Sprint("home ", version), "assets/site.css": "css", "data/register.json": "{}"}
	for i := len(files); i < n; i++ {
		v := 1
		if i%10 == 3 {
			v = version
		}
		if version > 1 && i%100 == 7 {
			continue
		}
		files[fmt.Sprintf("reports/%d/recommendation-%d/index.html", i/10, i)] = fmt.Sprintf("<p>%d, version %d, %x</p>", i, v, sha256.Sum256([]byte{byte(i)}))
	}
	return built(files)
}

// howMany is how many files are sent to real servers: a few in the gate, and
// many in the long run.
func howMany() int {
	if os.Getenv("FIFTYSIX_LONG") != "" {
		return 10_000
	}
	return 300
}

// freePort is one on which nothing listens. Servers that are told to choose
// their own do not all say which they chose.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// killed deploys in a process of its own, which is killed once enough says
// so. It is asked after each change that the store makes.
func killed(t *testing.T, address string, n int, env []string, changes <-chan struct{}, after int) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(append(os.Environ(), env...), "FIFTYSIX_DEPLOY_TO="+address, "FIFTYSIX_DEPLOY_FILES="+strconv.Itoa(n))
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for range after {
		select {
		case <-changes:
		case err := <-ended:
			t.Fatalf("the deployment ended by itself: %v", err)
		}
	}
	if err := command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for range changes { // whatever is still on its way
		}
	}()
	<-ended
}
