package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.out, readStamp(buildInfo()).String())
			return err
		},
	}
}

// buildStamp is what the compiler recorded about the source of the program.
type buildStamp struct {
	version string
	commit  string    // "" if it is not known
	date    time.Time // of the commit
	changed bool      // files differed from those of the commit
}

func buildInfo() *debug.BuildInfo {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return &debug.BuildInfo{}
	}
	return info
}

func readStamp(info *debug.BuildInfo) buildStamp {
	s := buildStamp{version: cmp.Or(info.Main.Version, "(devel)")}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			s.commit = setting.Value
		case "vcs.time":
			s.date, _ = time.Parse(time.RFC3339, setting.Value) // without a valid time there is none
		case "vcs.modified":
			s.changed = setting.Value == "true"
		}
	}
	return s
}

// String is the version, the commit and its date if they are known, and the
// platform.
func (s buildStamp) String() string {
	text := "fiftysix " + s.version
	if s.commit != "" {
		text += " commit " + s.commit[:min(12, len(s.commit))]
		if s.changed {
			text += " with changes"
		}
	}
	if !s.date.IsZero() {
		text += " of " + s.date.UTC().Format("2 January 2006 15:04 UTC")
	}
	return text + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
