package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/relay"
	"amparo/internal/relay/relaytest"
	"amparo/internal/relay/sqlite"
	"amparo/internal/relay/wire"
)

func TestStore(t *testing.T) {
	relaytest.Run(t, func(t *testing.T) relaytest.Open {
		path := filepath.Join(t.TempDir(), "a relay?#%20.db")
		return func() (relay.Store, error) { return sqlite.Open(context.Background(), path) }
	})
}

// terms leave room, and box is the mailbox of openedAt.
var (
	terms = relay.Terms{Bytes: 1 << 30, Entries: 1 << 20, Until: 1}
	box   = wire.Box{1}
)

// openedAt makes a store with one mailbox.
func openedAt(t *testing.T, path string) relay.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	code := relay.CodeHash{1}
	if err := errors.Join(s.Allow(t.Context(), []relay.CodeHash{code}), s.Open(t.Context(), box, relaytest.Key(t, 1), code, terms)); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOtherFilesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Open(context.Background(), path); !errors.Is(err, sqlite.ErrDamaged) {
		t.Error("a text is opened as a store:", err)
	}
	if _, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "none", "x")); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// An entry keeps its number while those around it move from what is remembered
// into the table of ids: offered again at once, and when all are there.
func TestEntriesKeepTheirNumbersInTheTable(t *testing.T) {
	ctx := t.Context()
	s := openedAt(t, filepath.Join(t.TempDir(), "relay.db"))
	const all, each = 9000, 300
	again := func(first int) {
		bodies := make([][]byte, each)
		for i := range bodies {
			bodies[i] = binary.BigEndian.AppendUint32(nil, uint32(first+i))
		}
		p, err := s.Append(ctx, box, relaytest.Key(t, 1), bodies, terms)
		if err != nil || p.Numbers[0] != uint64(first) || p.Numbers[each-1] != uint64(first+each-1) {
			t.Fatal(first, p.Numbers, err)
		}
	}
	for first := 1; first < all; first += each {
		again(first)
		again(first)
	}
	for first := 1; first < all; first += each {
		again(first)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// An id of another length is damage that is said, where it is looked at.
func TestDamagedIdsAreSaid(t *testing.T) {
	for place, at := range map[string]int{"in the table of ids": 7, "among the newest": 4100} {
		ctx, path := t.Context(), filepath.Join(t.TempDir(), "relay.db")
		s := openedAt(t, path)
		bodies := make([][]byte, 4200)
		for i := range bodies {
			bodies[i] = binary.BigEndian.AppendUint32(nil, uint32(i+1))
		}
		if _, err := s.Append(ctx, box, relaytest.Key(t, 1), bodies, terms); err != nil {
			t.Fatal(err)
		}
		damage := "UPDATE entries SET id=x'00' WHERE at & 1099511627775 = ?"
		if err := errors.Join(s.Close(), change(ctx, path, damage, at)); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = s.Append(ctx, box, relaytest.Key(t, 1), bodies[at-1:at], terms); !errors.Is(err, sqlite.ErrDamaged) {
			t.Errorf("%s: %v", place, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// change changes a file past the store.
func change(ctx context.Context, path, query string, args ...any) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, query, args...)
	return errors.Join(err, db.Close())
}

// Two ids with the same start are two entries.
func TestIdsWithOneStart(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "relay.db")
	s := openedAt(t, path)
	bodies := make([][]byte, 4096) // as many as come into the table of ids
	for i := range bodies {
		bodies[i] = binary.BigEndian.AppendUint32(nil, uint32(i))
	}
	if _, err := s.Append(ctx, box, relaytest.Key(t, 1), bodies, terms); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	// Entry 7 is made to look as if it had the starts of entry 5 and of one to come.
	comes := []byte("one to come")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, like := range [][]byte{bodies[4], comes} {
		id := exchange.IDOf(like)
		res, err := db.ExecContext(ctx, "INSERT INTO ids(slot, start, number) SELECT slot, ?, 7 FROM ids WHERE number=7 LIMIT 1", id[:8])
		if err != nil {
			t.Fatal(err)
		}
		if n, err := res.RowsAffected(); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	if s, err = sqlite.Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	p, err := s.Append(ctx, box, relaytest.Key(t, 1), [][]byte{bodies[4], bodies[6], comes}, terms)
	if want := []uint64{5, 7, 4097}; err != nil || !slices.Equal(p.Numbers, want) {
		t.Errorf("%v, not %v: %v", p.Numbers, want, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// What was dropped is not in the file or its log any more.
func TestDroppedIsGone(t *testing.T) {
	ctx, path := t.Context(), filepath.Join(t.TempDir(), "relay.db")
	s := openedAt(t, path)
	canary := bytes.Repeat([]byte("canary"), 3000)
	if _, err := s.Append(ctx, box, relaytest.Key(t, 1), [][]byte{canary, []byte("stays")}, terms); err != nil {
		t.Fatal(err)
	}
	found := func() bool {
		in := false
		for _, name := range []string{path, path + "-wal"} {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in = in || bytes.Contains(b, []byte("canarycanary"))
		}
		return in
	}
	if !found() {
		t.Error("what is there is not found")
	}
	if err := s.Drop(ctx, box, 1); err != nil {
		t.Fatal(err)
	}
	if found() {
		t.Error("what was dropped is still in the file")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
