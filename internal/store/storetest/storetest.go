// Package storetest is the suite that every store passes. A store's own test
// calls Run with a function that makes a fresh place and returns how to open
// it.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"amparo/internal/store"

	"github.com/google/go-cmp/cmp"
)

// Open opens one place: the first call makes it, the later ones find what was
// written before.
type Open func() (store.Store, error)

// Run tests a kind of store. fresh returns how to open a new, empty place; what
// has to be cleaned up it registers with t.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"entries are numbered in a row", testRow},
		{"an append at another head is a conflict and changes nothing", testConflict},
		{"a relaxed append stands in its row", testRelaxed},
		{"boxes know nothing of each other", testBoxes},
		{"reading goes on where it stopped", testPages},
		{"a blob is replaced whole", testBlobs},
		{"dropping keeps the numbering", testDrop},
		{"dropping all leaves nothing", testDropAll},
		{"what was written is there after closing", testReopen},
		{"one program at a time", testBusy},
		{"what is given and returned is not shared", testCopies},
		{"a call after closing is refused", testClosed},
		{"a cancelled context stops a change", testCancelled},
		{"many goroutines at once", testMany},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}

var (
	own = store.Box{}
	ana = store.Box{1, 2, 3}
	bo  = store.Box{1, 2, 3, 15: 1}
)

func opened(t *testing.T, open Open) store.Store {
	t.Helper()
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func row(texts ...string) [][]byte {
	var out [][]byte
	for _, s := range texts {
		out = append(out, []byte(s))
	}
	return out
}

func appends(t *testing.T, s store.Store, box store.Box, after uint64, texts ...string) {
	t.Helper()
	if err := s.Append(context.Background(), box, after, row(texts...)); err != nil {
		t.Fatalf("appending after %d: %v", after, err)
	}
}

// wants reads everything after a number, and compares.
func wants(t *testing.T, s store.Store, box store.Box, after, first uint64, texts ...string) {
	t.Helper()
	got, entries, err := s.Read(context.Background(), box, after, 1000)
	if err != nil {
		t.Fatalf("reading after %d: %v", after, err)
	}
	var read []string
	for _, e := range entries {
		read = append(read, string(e))
	}
	if diff := cmp.Diff(texts, read); diff != "" || got != first {
		t.Errorf("after %d: first is %d, want %d: %s", after, got, first, diff)
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func testRow(t *testing.T, open Open) {
	s := opened(t, open)
	wants(t, s, ana, 0, 1)
	appends(t, s, ana, 0, "one")
	appends(t, s, ana, 1, "two", "three")
	appends(t, s, ana, 3)
	wants(t, s, ana, 0, 1, "one", "two", "three")
	wants(t, s, ana, 1, 2, "two", "three")
	wants(t, s, ana, 3, 4)
	wants(t, s, ana, 99, 4)
	appends(t, s, ana, 3, "")
	wants(t, s, ana, 3, 4, "")
}

func testConflict(t *testing.T, open Open) {
	s := opened(t, open)
	appends(t, s, ana, 0, "one")
	for _, after := range []uint64{0, 2, 1 << 39, store.All} {
		is(t, s.Append(context.Background(), ana, after, row("x", "y")), store.ErrConflict)
	}
	is(t, s.Append(context.Background(), bo, 1, row("x")), store.ErrConflict)
	is(t, s.Append(context.Background(), bo, 1, nil), store.ErrConflict)
	wants(t, s, ana, 0, 1, "one")
	wants(t, s, bo, 0, 1)
}

func testRelaxed(t *testing.T, open Open) {
	ctx := context.Background()
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	is(t, s.Flush(ctx), nil)
	is(t, s.AppendRelaxed(ctx, ana, 0, row("one")), nil)
	appends(t, s, ana, 1, "two")
	is(t, s.AppendRelaxed(ctx, ana, 1, row("x")), store.ErrConflict)
	is(t, s.AppendRelaxed(ctx, ana, 2, row("three", "four")), nil)
	wants(t, s, ana, 0, 1, "one", "two", "three", "four")
	is(t, s.Flush(ctx), nil)
	is(t, s.AppendRelaxed(ctx, ana, 4, row("five")), nil)
	is(t, s.Close(), nil)
	s = opened(t, open)
	wants(t, s, ana, 0, 1, "one", "two", "three", "four", "five")
}

func testBoxes(t *testing.T, open Open) {
	s := opened(t, open)
	appends(t, s, ana, 0, "ana's")
	appends(t, s, bo, 0, "bo's", "too")
	appends(t, s, own, 0, "own")
	put(t, s, ana, "name", "ana's")
	put(t, s, bo, "name", "bo's")
	wants(t, s, ana, 0, 1, "ana's")
	wants(t, s, bo, 0, 1, "bo's", "too")
	wants(t, s, own, 0, 1, "own")
	gets(t, s, ana, "name", "ana's")
	gets(t, s, bo, "name", "bo's")
	_, err := s.Get(context.Background(), own, "name")
	is(t, err, store.ErrNotFound)
}

func testPages(t *testing.T, open Open) {
	s := opened(t, open)
	var all [][]byte
	for i := range 1000 {
		all = append(all, fmt.Appendf(nil, "entry %d", i))
	}
	if err := s.Append(context.Background(), ana, 0, all); err != nil {
		t.Fatal(err)
	}
	var got [][]byte
	for {
		first, page, err := s.Read(context.Background(), ana, uint64(len(got)), 77)
		if err != nil || first != uint64(len(got))+1 || len(page) > 77 {
			t.Fatal(first, len(page), err)
		}
		if len(page) == 0 {
			break
		}
		got = append(got, page...)
	}
	if diff := cmp.Diff(all, got); diff != "" {
		t.Error(diff)
	}
}

func put(t *testing.T, s store.Store, box store.Box, name, blob string) {
	t.Helper()
	if err := s.Put(context.Background(), box, name, []byte(blob)); err != nil {
		t.Fatalf("putting %s: %v", name, err)
	}
}

func gets(t *testing.T, s store.Store, box store.Box, name, want string) {
	t.Helper()
	got, err := s.Get(context.Background(), box, name)
	if err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v; want %q", name, got, err, want)
	}
}

func testBlobs(t *testing.T, open Open) {
	s := opened(t, open)
	_, err := s.Get(context.Background(), ana, "state")
	is(t, err, store.ErrNotFound)
	put(t, s, ana, "state", "a longer one to begin with")
	put(t, s, ana, "state", "short")
	put(t, s, ana, "other", "\x00\xff")
	gets(t, s, ana, "state", "short")
	gets(t, s, ana, "other", "\x00\xff")
	large := string(bytes.Repeat([]byte("large"), 1<<19))
	put(t, s, ana, "state", large)
	gets(t, s, ana, "state", large)
	put(t, s, ana, "state", "")
	_, err = s.Get(context.Background(), ana, "state")
	is(t, err, store.ErrNotFound)
	put(t, s, ana, "state", "")
	gets(t, s, ana, "other", "\x00\xff")
	wants(t, s, ana, 0, 1)
}

func testDrop(t *testing.T, open Open) {
	s := opened(t, open)
	drop := func(box store.Box, through uint64) {
		t.Helper()
		if err := s.Drop(context.Background(), box, through); err != nil {
			t.Fatal(err)
		}
	}
	drop(ana, 7)
	wants(t, s, ana, 0, 1)
	appends(t, s, ana, 0, "1", "2", "3", "4")
	appends(t, s, bo, 0, "other")
	put(t, s, ana, "state", "stays")
	drop(ana, 2)
	wants(t, s, ana, 0, 3, "3", "4")
	wants(t, s, ana, 3, 4, "4")
	drop(ana, 1)
	wants(t, s, ana, 0, 3, "3", "4")
	drop(ana, 99)
	wants(t, s, ana, 0, 5)
	is(t, s.Append(context.Background(), ana, 0, row("x")), store.ErrConflict)
	appends(t, s, ana, 4, "5")
	wants(t, s, ana, 0, 5, "5")
	gets(t, s, ana, "state", "stays")
	wants(t, s, bo, 0, 1, "other")
}

func testDropAll(t *testing.T, open Open) {
	s := opened(t, open)
	appends(t, s, ana, 0, "1", "2")
	appends(t, s, bo, 0, "other")
	put(t, s, ana, "state", "goes")
	put(t, s, bo, "state", "stays")
	if err := s.Drop(context.Background(), ana, store.All); err != nil {
		t.Fatal(err)
	}
	wants(t, s, ana, 0, 1)
	_, err := s.Get(context.Background(), ana, "state")
	is(t, err, store.ErrNotFound)
	appends(t, s, ana, 0, "again")
	wants(t, s, ana, 0, 1, "again")
	wants(t, s, bo, 0, 1, "other")
	gets(t, s, bo, "state", "stays")
}

func testReopen(t *testing.T, open Open) {
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	appends(t, s, ana, 0, "1", "2", "3")
	put(t, s, own, "state", "here")
	if err := s.Drop(context.Background(), ana, 3); err != nil {
		t.Fatal(err)
	}
	appends(t, s, bo, 0, "1", "2")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = opened(t, open)
	wants(t, s, ana, 0, 4)
	wants(t, s, bo, 1, 2, "2")
	gets(t, s, own, "state", "here")
	appends(t, s, ana, 3, "4")
	appends(t, s, bo, 2, "3")
	wants(t, s, ana, 0, 4, "4")
}

func testBusy(t *testing.T, open Open) {
	s := opened(t, open)
	_, err := open()
	is(t, err, store.ErrBusy)
	appends(t, s, ana, 0, "still works")
	_, err = open()
	is(t, err, store.ErrBusy)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wants(t, opened(t, open), ana, 0, 1, "still works")
}

func testCopies(t *testing.T, open Open) {
	s := opened(t, open)
	given := []byte("given")
	if err := s.Append(context.Background(), ana, 0, [][]byte{given}); err != nil {
		t.Fatal(err)
	}
	if err := s.Put(context.Background(), ana, "state", given); err != nil {
		t.Fatal(err)
	}
	clear(given)
	_, entries, err := s.Read(context.Background(), ana, 0, 1)
	if err != nil || len(entries) != 1 {
		t.Fatal(len(entries), err)
	}
	clear(entries[0])
	blob, err := s.Get(context.Background(), ana, "state")
	if err != nil {
		t.Fatal(err)
	}
	clear(blob)
	wants(t, s, ana, 0, 1, "given")
	gets(t, s, ana, "state", "given")
}

func testClosed(t *testing.T, open Open) {
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	appends(t, s, ana, 0, "1")
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	is(t, s.Append(ctx, ana, 1, row("2")), store.ErrClosed)
	is(t, s.AppendRelaxed(ctx, ana, 1, row("2")), store.ErrClosed)
	is(t, s.Flush(ctx), store.ErrClosed)
	_, _, err = s.Read(ctx, ana, 0, 1)
	is(t, err, store.ErrClosed)
	is(t, s.Put(ctx, ana, "state", nil), store.ErrClosed)
	_, err = s.Get(ctx, ana, "state")
	is(t, err, store.ErrClosed)
	is(t, s.Drop(ctx, ana, 1), store.ErrClosed)
}

func testCancelled(t *testing.T, open Open) {
	s := opened(t, open)
	appends(t, s, ana, 0, "1")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	is(t, s.Append(ctx, ana, 1, row("2")), context.Canceled)
	is(t, s.Append(ctx, ana, 1, row("2", "3")), context.Canceled)
	is(t, s.AppendRelaxed(ctx, ana, 1, row("2")), context.Canceled)
	is(t, s.Flush(ctx), context.Canceled)
	is(t, s.Put(ctx, ana, "state", []byte("x")), context.Canceled)
	is(t, s.Drop(ctx, ana, 1), context.Canceled)
	wants(t, s, ana, 0, 1, "1")
	appends(t, s, ana, 1, "2")
}

// testMany lets goroutines race for each number; each number has one winner.
func testMany(t *testing.T, open Open) {
	s := opened(t, open)
	const each, racers = 20, 4
	done := make(chan int, racers)
	for r := range racers {
		go func() {
			won := 0
			for n := range uint64(each) {
				if s.Append(context.Background(), ana, n, row(fmt.Sprint(r))) == nil {
					won++
				}
			}
			done <- won
		}()
	}
	won := 0
	for range racers {
		won += <-done
	}
	_, entries, err := s.Read(context.Background(), ana, 0, 1000)
	if err != nil || len(entries) != won {
		t.Errorf("%d entries, %d appends that were told they succeeded, %v", len(entries), won, err)
	}
}
