package e2e_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// axePath is where npm puts the accessibility checker.
const axePath = "node_modules/axe-core/axe.min.js"

// needs skips the test if a command or file that it needs is not on this
// machine. With CI=true nothing may be skipped.
func needs(t *testing.T, things ...string) {
	t.Helper()
	for _, thing := range things {
		if here(thing) {
			continue
		}
		skip(t, thing+" is not on this machine (scripts/ensure.sh puts it there)")
	}
}

// skip leaves the test out where this machine can't do it, and with CI=true
// fails it.
func skip(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func here(thing string) bool {
	if strings.HasPrefix(thing, "node_modules/") {
		_, err := os.Stat(thing)
		return err == nil
	}
	_, err := exec.LookPath(thing)
	return err == nil
}
