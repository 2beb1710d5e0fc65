package e2e_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built is the program, and builtRelay the relay's, built once for all tests of
// a run.
var (
	built      = builder("amparo")
	builtRelay = builder("amparo-relay")
)

// builder returns a function that builds a program and returns its path.
func builder(name string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		path := filepath.Join(folder, name)
		build := exec.Command("go", "build", "-trimpath", "-o", path, "./cmd/"+name)
		build.Dir = ".."
		build.Env = append(build.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			return "", fmt.Errorf("building %s: %w\n%s", name, err, out)
		}
		return path, nil
	})
}

// folder holds what was built; it goes when all tests have ended.
var folder string

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "amparo-e2e-"); err != nil {
		fmt.Fprintln(os.Stderr, "making a folder for the programs:", err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// program is a running amparo.
type program struct {
	home    string // its data folder
	address string // its single-use launch address
	cmd     *exec.Cmd
}

// start runs "amparo serve" in a fresh home and waits for its launch address.
func start(t *testing.T) *program {
	t.Helper()
	return startIn(t, t.TempDir())
}

// startIn runs "amparo serve" in a home.
func startIn(t *testing.T, home string) *program {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "serve", "--no-browser", "--home", home)
	cmd.Env = append(cmd.Environ(), "AMPARO_HOME="+home)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{home: home, cmd: cmd}
	t.Cleanup(p.stop)
	lines := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		lines <- strings.TrimSpace(line)
	}()
	select {
	case p.address = <-lines:
	case <-time.After(patience):
	}
	if i := strings.Index(p.address, "http://127.0.0.1:"); i >= 0 {
		p.address = p.address[i:]
		return p
	}
	p.stop()
	t.Fatalf("the program gave no address: %q\n%s", p.address, complaints.String())
	return nil
}

// stop asks the program to end, and ends it after five seconds.
func (p *program) stop() {
	if p.cmd.ProcessState != nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		_ = p.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = p.cmd.Process.Kill()
		<-done
	}
}

// amparo runs a command of the program in a home, with a text on its standard
// input, and returns what it prints. The test ends if the command does not
// return 0.
func amparo(t *testing.T, home, stdin string, args ...string) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(cmd.Environ(), "AMPARO_HOME="+home, "LANG=C")
	cmd.Stdin = strings.NewReader(stdin)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("amparo %s: %v\n%s", strings.Join(args, " "), err, complaints.String())
	}
	return string(out)
}
