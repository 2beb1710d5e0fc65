package sqlite

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"
)

// opened returns a store with one mailbox.
func opened(t *testing.T) (*file, wire.Box, key.MailboxKey) {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "relay.db"))
	if err != nil {
		t.Fatal(err)
	}
	box, code := wire.Box{1}, relay.CodeHash{1}
	m, err := key.MailboxFrom(make([]byte, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Allow(t.Context(), []relay.CodeHash{code}), s.Open(t.Context(), box, m.Key(), code, room)); err != nil {
		t.Fatal(err)
	}
	return s.(*file), box, m.Key()
}

var room = relay.Terms{Bytes: 1 << 30, Entries: 1 << 20, Until: 1}

func (f *file) logged(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(f.log)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is forgotten is gone from the log, which has its length at the start and
// every hour, and is left alone while nothing happens.
func TestTheLogKeepsItsLength(t *testing.T) {
	f, box, k := opened(t)
	expire := func() {
		t.Helper()
		if _, err := f.Expire(t.Context(), 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	expire()
	empty := f.logged(t)
	if len(empty) < logBytes || bytes.Count(empty, []byte{0}) < logBytes {
		t.Errorf("at first it has %d bytes", len(empty))
	}
	word := bytes.Repeat([]byte("forget me "), 100)
	if _, err := f.Append(t.Context(), box, k, [][]byte{word}, room); err != nil {
		t.Fatal(err)
	}
	used := f.logged(t)
	if len(used) != len(empty) || !bytes.Contains(used, word) {
		t.Errorf("used, it has %d bytes in place of %d", len(used), len(empty))
	}
	if err := f.Drop(t.Context(), box, 1); err != nil {
		t.Fatal(err)
	}
	if b := f.logged(t); bytes.Contains(b, word[:100]) {
		t.Error("what was forgotten is in the log")
	}
	expire()
	if b := f.logged(t); len(b) < logBytes {
		t.Errorf("an hour later it has %d bytes", len(b))
	}
	before, err := os.Stat(f.log)
	if err != nil {
		t.Fatal(err)
	}
	expire()
	after, err := os.Stat(f.log)
	if err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("it was written again for nothing", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// A full disk costs the length, and nothing else.
func TestAFullDiskLeavesTheLogShort(t *testing.T) {
	f, _, _ := opened(t)
	l, err := dial(t.Context(), f.db)
	if err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := l.row("PRAGMA max_page_count=100", nil, &pages); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.tidy(f.log), l.tidy(f.log)); err != nil {
		t.Error(err)
	}
	if n := len(f.logged(t)); n >= logBytes {
		t.Error("there was room:", n)
	}
	if _, err := l.exec("INSERT INTO codes(code) VALUES('x')"); err != nil {
		t.Error("afterwards:", err)
	}
	if err := errors.Join(l.close(), f.Close()); err != nil {
		t.Fatal(err)
	}
}
