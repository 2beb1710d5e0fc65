package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// After a lock no living process of ours holds what was unlocked: neither what
// people wrote nor their passphrase. The same search finds the words before.
func TestLockedMemory(t *testing.T) {
	s := opened(t)
	pass := filepath.Join(s.home, "pass")
	const canary = "CANARYoftheriver"
	s.post("/lock", nil) // so that the command can open the vault
	if !within(patience, func() bool {
		c := command(t, s.home, "add", "risk", "title="+canary, "--passphrase-file", pass)
		c.Stderr = nil
		return c.Run() == nil
	}) {
		t.Fatal("the vault stays busy after a lock")
	}
	s.unlock()
	_, page := s.get("/notebooks")
	book := regexp.MustCompile(`/n/[0-9a-f]{32}`).FindString(page)
	if _, page := s.get(book + "/risks"); !strings.Contains(page, canary) {
		t.Fatalf("the page does not show what was written")
	}
	before := s.worker()
	if !holds(t, before, canary) {
		t.Error("the search does not find what is shown on a page")
	}
	s.post("/lock", nil)
	if !within(patience, func() bool { return !alive(before) }) {
		t.Fatal("the worker does not end")
	}
	for _, pid := range []int{s.command.Process.Pid, s.worker()} {
		for _, word := range []string{canary, goodPassphrase[:20]} {
			if holds(t, pid, word) {
				t.Errorf("after the lock process %d holds %q", pid, word[:6])
			}
		}
	}
}

// holds says whether a process has the word anywhere in memory that it wrote.
func holds(t *testing.T, pid int, word string) bool {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if errors.Is(err, fs.ErrPermission) && os.Getenv("CI") != "true" {
		t.Skip("only root may look into the memory of these processes")
	}
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Fatal(err)
	}
	defer mem.Close()
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") || to-from > 1<<30 {
			continue
		}
		part := make([]byte, to-from)
		n, err := mem.ReadAt(part, from)
		if err != nil && n == 0 {
			continue // nothing was ever written there
		}
		if bytes.Contains(part[:n], []byte(word)) {
			return true
		}
	}
	return false
}
