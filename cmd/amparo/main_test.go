package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"amparo/internal/key"

	"github.com/rogpeppe/go-internal/testscript"
)

// cheap is the cost of passphrases in tests. It reaches the program as an
// argument of Run; what people start has no way to ask for it.
var cheap = key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}

// races is for programs that are built to find races: one that has found one
// ends at once, so that its test fails, and one that found none ends without
// waiting a second.
const races = "GORACE=halt_on_error=1 atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"amparo": runCheap})
}

// runCheap is the program as people start it, but for the cost.
func runCheap() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := System()
	env.Cost, env.Floor = cheap, cheap
	os.Exit(Run(ctx, env))
}

func TestScripts(t *testing.T) {
	var h holder
	var r relays
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("AMPARO_HOME", e.WorkDir+"/home")
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Vars = append(e.Vars, races)
			return os.WriteFile(e.WorkDir+"/pass", []byte(goodPassphrase+"\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": wantCode, "keep": keepOutput, "damage": damageVault, "hold": h.hold, "release": h.release, "relay": r.start,
		},
	})
}
