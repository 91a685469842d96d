package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"fiftysix/internal/inspection"
	"fiftysix/internal/preview"
	"fiftysix/layouts"
)

const aboutServe = `Serve shows the site in your browser while you write. Save a file, and the page
changes; make a mistake, and the page says what would put it right. Drafts and
what is held back are shown and marked.

Nothing it shows is public, and it writes nothing: only this computer can see
it, unless --host says otherwise. End it with Ctrl-C.`

// serveFlags are the flags that only serve has.
type serveFlags struct {
	host   string
	port   int
	noOpen bool
	poll   bool
}

// loopback is an address that only this computer can reach.
const loopback = "127.0.0.1"

func (p *program) serveCommand(f *flags) *cobra.Command {
	var s serveFlags
	command := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in your browser while you write",
		Long:  aboutServe,
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.serve(command.Context(), f, s)
		},
	}
	own := command.Flags()
	own.StringVar(&s.host, "host", loopback, "the `address` to be reached at; any but this computer's own lets others see drafts")
	own.IntVar(&s.port, "port", 5656, "the `number` of the port; if it is taken, the next that is free")
	own.BoolVar(&s.noOpen, "no-open", false, "do not open the browser")
	own.BoolVar(&s.poll, "poll", false, "look at the files every second or so instead of waiting for the system's notices")
	return command
}

// rootRun is what fiftysix does without a command: in a site's folder it serves,
// in an empty one it starts a site if somebody is at the terminal, and anywhere
// else it prints its help.
func (p *program) rootRun(f *flags) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		if err := noArguments(command, args); err != nil {
			return err
		}
		if _, err := os.Stat(filepath.Join(f.source, inspection.SettingsFile)); err != nil {
			if p.person && isEmptyFolder(f.source) {
				return p.init(command.Context(), f, initFlags{})
			}
			if err := command.Help(); err != nil || !p.person {
				return err
			}
			return p.offerSite(command.Context(), f)
		}
		return p.serve(command.Context(), f, serveFlags{host: loopback, port: 5656})
	}
}

// serve previews the site's folder until it is stopped.
func (p *program) serve(ctx context.Context, f *flags, s serveFlags) error {
	if err := checkAddress("--base-url", f.baseURL); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(f.source, inspection.SettingsFile)); errors.Is(err, fs.ErrNotExist) {
		return f.noSite()
	}
	printer := p.printer(f)
	options := preview.Options{
		Source: f.source, Out: f.outFolder(), Theme: layouts.FS, BaseURL: f.baseURL,
		Clock: p.clock, Poll: s.poll, Log: printer.line,
	}
	if f.date != "" || p.env("SOURCE_DATE_EPOCH") != "" {
		now, err := p.now(f)
		if err != nil {
			return err
		}
		options.Now = now
	}
	if !isLoopback(s.host) {
		printer.line("warning: other computers can reach this preview at " + s.host + ", and see drafts and what is held back")
		if _, err := netip.ParseAddr(s.host); err != nil {
			options.Hosts = []string{s.host}
		}
	}
	listener, err := listen(s.host, s.port)
	if err != nil {
		return err
	}
	site, err := preview.New(options)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	address := "http://" + addressOf(s.host, listener) + "/"
	if port := listener.Addr().(*net.TCPAddr).Port; port != s.port && s.port != 0 {
		printer.line(fmt.Sprintf("port %d is taken, so this is port %d", s.port, port))
	}
	printer.line("preview of " + folderName(f.source) + " at " + address + "   (Ctrl-C ends it)")
	if !s.noOpen {
		if err := p.browse(address); err != nil {
			printer.line("the browser could not be opened; go to that address yourself")
		}
	}
	return site.Run(ctx, listener)
}

// isLoopback reports whether only this computer can reach a host.
func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

// maxPorts is how many ports are tried.
const maxPorts = 20

// listen takes the port, or the next that is free. Port 0 is any.
func listen(host string, port int) (net.Listener, error) {
	var last error
	for n := range maxPorts {
		at := net.JoinHostPort(host, strconv.Itoa(port+n))
		listener, err := net.Listen("tcp", at)
		if err == nil {
			return listener, nil
		}
		last = err
		if !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, wsaInUse) || port+n >= 65535 {
			break
		}
	}
	return nil, fmt.Errorf("open a port for the preview: %w", last)
}

// wsaInUse is EADDRINUSE as Windows numbers it (WSAEADDRINUSE).
const wsaInUse = syscall.Errno(10048)

// addressOf is how a browser on this computer reaches the listener.
func addressOf(host string, listener net.Listener) string {
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	if addr, err := netip.ParseAddr(host); err == nil && (addr.IsUnspecified() || host == loopback) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
