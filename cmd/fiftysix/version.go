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
			_, err := fmt.Fprintln(p.out, stamped(readStamps()).String())
			return err
		},
	}
}

// stamps are what the compiler wrote into the program of where it comes from.
type stamps struct {
	version string
	commit  string    // "" where it is not known
	date    time.Time // of the commit
	changed bool      // files differed from those of the commit
}

func readStamps() *debug.BuildInfo {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return &debug.BuildInfo{}
	}
	return info
}

func stamped(info *debug.BuildInfo) stamps {
	s := stamps{version: cmp.Or(info.Main.Version, "(devel)")}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			s.commit = setting.Value
		case "vcs.time":
			s.date, _ = time.Parse(time.RFC3339, setting.Value) // it is left out where it is none
		case "vcs.modified":
			s.changed = setting.Value == "true"
		}
	}
	return s
}

// String is the version, the commit and its date where they are known, and
// where the program runs.
func (s stamps) String() string {
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
