package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"amparo/internal/store"
	"amparo/internal/store/sqlite"

	"github.com/rogpeppe/go-internal/testscript"
)

// wantCode is the script command "code N PROGRAM ARGS": the program ends with
// exit code N.
func wantCode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: code N PROGRAM ARGS")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d\n%s%s", got, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// keepOutput is the script command "keep NAME": the last line that was put out
// becomes a variable.
func keepOutput(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	ts.Setenv(args[0], strings.TrimSpace(lines[len(lines)-1]))
}

// damageVault is the script command "damage HOME": bytes in the middle of each
// vault's file are no longer what was written.
func damageVault(ts *testscript.TestScript, _ bool, args []string) {
	for _, path := range vaultFiles(ts, args[0]) {
		data, err := os.ReadFile(path)
		ts.Check(err)
		found := 0
		for i := range data { // sealed bytes look random; the engine's own do not
			if i > len(data)/2 && data[i] > 0x80 && found < 64 {
				data[i] ^= 1
				found++
			}
		}
		ts.Check(os.WriteFile(path, data, 0o600))
	}
}

// holder has the vaults open that scripts hold.
type holder struct{ open sync.Map }

// hold is the script command "hold HOME": another program has its vaults open,
// until "release".
func (h *holder) hold(ts *testscript.TestScript, _ bool, args []string) {
	for _, path := range vaultFiles(ts, args[0]) {
		st, err := sqlite.Open(context.Background(), path)
		ts.Check(err)
		ts.Setenv("HELD", path)
		h.open.Store(path, st)
		ts.Defer(func() { h.release(ts, false, nil) })
	}
}

// release is the script command "release".
func (h *holder) release(ts *testscript.TestScript, _ bool, _ []string) {
	if st, ok := h.open.LoadAndDelete(ts.Getenv("HELD")); ok {
		ts.Check(st.(store.Store).Close())
	}
}

func vaultFiles(ts *testscript.TestScript, home string) []string {
	paths, err := filepath.Glob(ts.MkAbs(filepath.Join(home, "vaults", "*"+vaultExt)))
	ts.Check(err)
	return paths
}
