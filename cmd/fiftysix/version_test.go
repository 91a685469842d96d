package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

// What a program that was compiled from a commit says of it; that the compiler
// stamps it so is tested with a real one in cmd/dist.
func TestVersion(t *testing.T) {
	setting := func(pairs ...string) (all []debug.BuildSetting) {
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return all
	}
	commit := []string{"vcs.revision", "0123456789abcdef0123", "vcs.time", "2026-11-28T15:00:05Z"}
	for _, c := range []struct {
		name, want string
		info       debug.BuildInfo
	}{
		{"a release", "fiftysix v1.2.0 commit 0123456789ab of 28 November 2026 15:00 UTC go", debug.BuildInfo{Main: debug.Module{Version: "v1.2.0"}, Settings: setting(commit...)}},
		{"with changes", "fiftysix v1.2.0 commit 0123456789ab with changes of 28 November 2026 15:00 UTC go", debug.BuildInfo{Main: debug.Module{Version: "v1.2.0"}, Settings: setting(append(commit, "vcs.modified", "true")...)}},
		{"from no repository", "fiftysix (devel) go", debug.BuildInfo{}},
	} {
		if got := readStamp(&c.info).String(); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
