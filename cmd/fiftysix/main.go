// Fiftysix turns Markdown files about police inspections into a public
// website: what the inspectors found, what the force and its local policing
// body answered, and whether that was within the 56 days of the Police Act.
//
// This package is the program: flags, the clock, the disk, and what is printed
// for the person at the keyboard. Begin with build.go, which shows a whole build;
// each other command has a file of its name. The package contains no rule about
// reports or pages.
//
// Messages to a person go to standard error; standard output is for what another
// program may read. A mistake in the content is printed as a Problem, with its
// position and how to fix it; any other error says what failed. The last line is
// a summary.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"time"

	"golang.org/x/term"
)

// The exit statuses. A script may rely on them.
const (
	exitDone    = 0
	exitContent = 1 // something is wrong with what the authors wrote
	exitMachine = 2 // something is wrong with how we were called, or with the machine
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	p := program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Getenv, clock: time.Now, browse: openBrowser,
		person: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
	}
	status := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// A program is a command's access to the outside: streams, clock, network.
type program struct {
	in         io.Reader
	out, err   io.Writer
	env        func(string) string
	clock      func() time.Time
	network    http.RoundTripper                                // nil for the usual one
	pause      func(ctx context.Context, d time.Duration) error // waits, or ends with the context; nil for the usual one
	browse     func(address string) error                       // opens the person's browser
	person     bool                                             // somebody can be asked
	onProgress func(done, total int)                            // called as a build goes on; nil to show it on the terminal only

	typed *bufio.Reader // reads in; see line
}

// errContent is returned by a command that has already printed what is wrong
// with the content.
var errContent = errors.New("the content has problems")

// run carries out one command line and returns the exit status.
func (p *program) run(ctx context.Context, args []string) int {
	command := p.root()
	command.SetArgs(args)
	err := command.ExecuteContext(ctx)
	var uerr userError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errContent):
		return exitContent
	case errors.As(err, &uerr):
		fmt.Fprintln(p.err, "fiftysix:", err)
		return exitContent
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.err, "fiftysix: stopped; nothing was changed")
		return exitMachine
	}
	fmt.Fprintln(p.err, "fiftysix:", err)
	return exitMachine
}

// A userError is one that the authors can fix. It is printed like any other,
// and the program ends with the status of a mistake in the content.
type userError struct{ error }

func (e userError) Unwrap() error { return e.error }
