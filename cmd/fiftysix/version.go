package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.out, version())
			return err
		},
	}
}

// version is what the build wrote into the program: its version, the commit
// and its date where they are known, and where it runs.
func version() string {
	text := "fiftysix"
	if info, ok := debug.ReadBuildInfo(); ok {
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		text += " " + cmp.Or(info.Main.Version, "(devel)")
		if commit := settings["vcs.revision"]; commit != "" {
			text += " " + commit[:min(12, len(commit))] + " " + settings["vcs.time"]
		}
	}
	return text + " " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
}
