package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The program listens once, on 127.0.0.1, locked and unlocked, and its memory is
// never dumped.
func TestOneListener(t *testing.T) {
	s := opened(t)
	s.listensOnce(t)
	before := s.worker()
	s.post("/lock", nil)
	if !within(patience, func() bool { return !alive(before) }) || s.unlocked() {
		t.Fatal("it does not lock")
	}
	s.listensOnce(t)
}

func (s *running) listensOnce(t *testing.T) {
	t.Helper()
	pids := []int{s.command.Process.Pid, s.worker()}
	listening := map[string]string{} // inode -> address
	for _, table := range []string{"tcp", "tcp6", "udp", "udp6"} {
		text, err := os.ReadFile("/proc/net/" + table)
		if err != nil {
			continue // a system without that protocol
		}
		for line := range strings.Lines(string(text)) {
			f := strings.Fields(line)
			if len(f) > 9 && (f[3] == "0A" || strings.HasPrefix(table, "udp")) {
				listening[f[9]] = table + " " + f[1]
			}
		}
	}
	local, err := os.ReadFile("/proc/net/unix")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(local)) {
		if f := strings.Fields(line); len(f) > 6 && f[3] == "00010000" { // it accepts
			listening[f[6]] = "a socket of this computer"
		}
	}
	port := s.base[strings.LastIndex(s.base, ":")+1:]
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	want, found := fmt.Sprintf("tcp 0100007F:%04X", n), false
	for _, pid := range pids {
		fds, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		if err != nil {
			t.Fatal(err)
		}
		for _, fd := range fds {
			to, err := os.Readlink(fd)
			if err != nil {
				continue // closed meanwhile
			}
			inode := strings.TrimSuffix(strings.TrimPrefix(to, "socket:["), "]")
			at, ok := listening[inode]
			if ok && at != want {
				t.Errorf("process %d listens at %s, want only %s", pid, at, want)
			}
			found = found || ok
		}
		limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", pid))
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`Max core file size +0 +0 `).Match(limits) {
			t.Errorf("process %d may be dumped", pid)
		}
	}
	if !found {
		t.Error("the listener itself is not seen, so no other one would be")
	}
}

// From the start to the first answer it takes at most 300 ms, in the quickest
// of several rounds: the others say how busy the machine is.
func TestStartIsQuick(t *testing.T) {
	best := time.Hour
	for range 10 {
		began := time.Now()
		s := startServe(t, t.TempDir())
		s.get("/")
		best = min(best, time.Since(began))
		s.stop(syscall.SIGTERM)
		if best <= 300*time.Millisecond {
			return
		}
	}
	t.Errorf("the quickest of ten starts took %v", best)
}
