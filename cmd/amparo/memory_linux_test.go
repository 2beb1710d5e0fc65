package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	if len(remembered(t, before, canary)) == 0 {
		t.Error("the search does not find what is shown on a page")
	}
	s.post("/lock", nil)
	if !within(patience, func() bool { return !alive(before) }) {
		t.Fatal("the worker does not end")
	}
	for _, pid := range []int{s.command.Process.Pid, s.worker()} {
		for _, word := range remembered(t, pid, canary, goodPassphrase[:20]) {
			t.Errorf("after the lock process %d holds %q", pid, word[:6])
		}
	}
}

// remembered returns which of the words a process has anywhere in memory that it wrote.
func remembered(t *testing.T, pid int, words ...string) (found []string) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if errors.Is(err, fs.ErrPermission) && os.Getenv("CI") != "true" {
		t.Skip("only root may look into the memory of these processes")
	}
	if err != nil {
		t.Fatal(err)
	}
	open := func(name string) *os.File {
		f, err := os.Open(fmt.Sprintf("/proc/%d/%s", pid, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	m := memory{bytes: open("mem"), pages: open("pagemap"), words: words, found: map[string]bool{}}
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err == nil && strings.HasPrefix(rights, "rw") && to-from <= 1<<30 {
			m.search(from, to)
		}
	}
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !m.found[word] })
}

// memory is that of a process: its bytes, and which pages of it there are.
type memory struct {
	bytes, pages *os.File
	words        []string
	found        map[string]bool
}

// search looks through the pages of a mapping that were ever written to. Most of
// what the race detector maps never was.
func (m *memory) search(from, to int64) {
	page := int64(os.Getpagesize())
	entries := make([]byte, (to-from)/page*8)
	if n, err := m.pages.ReadAt(entries, from/page*8); err != nil && n == 0 {
		return // as the kernel's own pages
	}
	const there = 3 << 62 // in memory, or swapped out
	var part []byte
	for at := from; at <= to; at += page {
		i := (at - from) / page * 8
		if at < to && binary.NativeEndian.Uint64(entries[i:])&there != 0 {
			part = append(part, make([]byte, page)...)
			if _, err := m.bytes.ReadAt(part[int64(len(part))-page:], at); err == nil {
				continue
			}
		}
		for _, word := range m.words {
			m.found[word] = m.found[word] || bytes.Contains(part, []byte(word))
		}
		part = part[:0]
	}
}
