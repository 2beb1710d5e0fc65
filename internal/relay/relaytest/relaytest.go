// Package relaytest is the suite that every store of a relay passes. A store's
// own test calls Run with a function that makes a fresh place and returns how
// to open it.
package relaytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/key"
	"amparo/internal/relay"
	"amparo/internal/relay/wire"

	"github.com/google/go-cmp/cmp"
)

// Open opens one place, which several may do at once.
type Open func() (relay.Store, error)

// Run tests a kind of store. fresh returns how to open a new, empty place; what
// has to be cleaned up it registers with t.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Open)
	}{
		{"a code opens one mailbox", testOpen},
		{"entries are numbered in a row and chained", testRow},
		{"an entry has one number for ever", testAgain},
		{"a long mailbox forgets no entry", testLong},
		{"mailboxes know nothing of each other", testBoxes},
		{"reading goes on where it stopped", testPages},
		{"what is lacking is told", testLacks},
		{"a blob is replaced whole", testBlobs},
		{"a full mailbox takes nothing, and all again when there is room", testQuota},
		{"what a mailbox holds is counted to the byte", testCounted},
		{"dropping keeps numbering and chain", testDrop},
		{"dropping all leaves nothing", testDropAll},
		{"an old key writes nothing into a mailbox that is another's now", testOldKey},
		{"a nonce is spent once", testSpend},
		{"what nobody writes to ends on its day", testExpire},
		{"what was written is there after closing", testReopen},
		{"a call after closing is refused", testClosed},
		{"a cancelled context stops a change", testCancelled},
		{"two relays race for each number", testRace},
		{"two relays forget at once", testForgetting},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}

var (
	ctx  = context.Background()
	ana  = wire.Box{1, 2, 3}
	bo   = wire.Box{1, 2, 3, 15: 1}
	much = relay.Terms{Bytes: 1 << 30, Entries: 1 << 20, Until: 100}
)

// Key returns the public half of a mailbox's key that follows from n.
func Key(t *testing.T, n byte) key.MailboxKey {
	t.Helper()
	m, err := key.MailboxFrom(bytes.Repeat([]byte{n}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	return m.Key()
}

func opened(t *testing.T, open Open) relay.Store {
	t.Helper()
	s, err := open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ok(t, s.Close()) })
	return s
}

// ready opens a place with two mailboxes.
func ready(t *testing.T, open Open) relay.Store {
	t.Helper()
	s := opened(t, open)
	ok(t, s.Allow(ctx, []relay.CodeHash{{1}, {2}}))
	ok(t, s.Open(ctx, ana, Key(t, 1), relay.CodeHash{1}, much))
	ok(t, s.Open(ctx, bo, Key(t, 2), relay.CodeHash{2}, much))
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

func row(texts ...string) [][]byte {
	var out [][]byte
	for _, s := range texts {
		out = append(out, []byte(s))
	}
	return out
}

// headOf is the head after these entries.
func headOf(texts ...string) wire.Head {
	var h wire.Head
	for _, s := range texts {
		h = h.Next(exchange.IDOf([]byte(s)))
	}
	return h
}

func appends(t *testing.T, s relay.Store, box wire.Box, texts ...string) wire.Placed {
	t.Helper()
	k, err := s.Key(ctx, box)
	ok(t, err)
	p, err := s.Append(ctx, box, k, row(texts...), much)
	ok(t, err)
	return p
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func reads(t *testing.T, s relay.Store, box wire.Box, after uint64) wire.Page {
	t.Helper()
	p, err := s.Read(ctx, box, after, 1000, 1<<20)
	ok(t, err)
	return p
}

func testOpen(t *testing.T, open Open) {
	s := opened(t, open)
	code := relay.CodeHash{7}
	is(t, s.Open(ctx, ana, Key(t, 1), code, much), relay.ErrCode)
	ok(t, s.Allow(ctx, []relay.CodeHash{code}))
	ok(t, s.Allow(ctx, []relay.CodeHash{code}))
	ok(t, s.Open(ctx, ana, Key(t, 1), code, much))
	ok(t, s.Open(ctx, ana, Key(t, 1), code, much))
	is(t, s.Open(ctx, ana, Key(t, 2), code, much), relay.ErrCode)
	is(t, s.Open(ctx, bo, Key(t, 2), code, much), relay.ErrCode)
	k, err := s.Key(ctx, ana)
	ok(t, err)
	same(t, k, Key(t, 1))
	_, err = s.Key(ctx, bo)
	is(t, err, relay.ErrNoMailbox)
	_, err = s.Append(ctx, bo, Key(t, 2), row("x"), much)
	is(t, err, relay.ErrNoMailbox)
	_, err = s.Read(ctx, bo, 0, 1, 1)
	is(t, err, relay.ErrNoMailbox)
	_, err = s.Get(ctx, bo, relay.Name{})
	is(t, err, relay.ErrNoMailbox)
	is(t, s.Put(ctx, bo, relay.Name{}, []byte("x"), much), relay.ErrNoMailbox)
	is(t, s.Drop(ctx, bo, 1), relay.ErrNoMailbox)
}

func testRow(t *testing.T, open Open) {
	s := ready(t, open)
	same(t, reads(t, s, ana, 0), wire.Page{})
	same(t, appends(t, s, ana, "one"), wire.Placed{Head: headOf("one"), Numbers: []uint64{1}})
	all := headOf("one", "two", "three")
	same(t, appends(t, s, ana, "two", "three"), wire.Placed{Head: all, Numbers: []uint64{2, 3}})
	same(t, reads(t, s, ana, 0), wire.Page{Head: all, Entries: row("one", "two", "three")})
	same(t, reads(t, s, ana, 1), wire.Page{Base: headOf("one"), Head: all, Entries: row("two", "three")})
	same(t, reads(t, s, ana, 3), wire.Page{Base: all, Head: all})
	same(t, reads(t, s, ana, relay.All), wire.Page{Base: all, Head: all})
}

func testAgain(t *testing.T, open Open) {
	s := ready(t, open)
	appends(t, s, ana, "one", "two")
	all := headOf("one", "two", "three")
	same(t, appends(t, s, ana, "two", "three", "one", "three"), wire.Placed{Head: all, Numbers: []uint64{2, 3, 1, 3}})
	same(t, appends(t, s, ana, "one"), wire.Placed{Head: all, Numbers: []uint64{1}})
	same(t, reads(t, s, ana, 0).Entries, row("one", "two", "three"))
}

func testBoxes(t *testing.T, open Open) {
	s := ready(t, open)
	appends(t, s, ana, "same")
	same(t, appends(t, s, bo, "bo's", "same").Numbers, []uint64{1, 2})
	ok(t, s.Put(ctx, ana, relay.Name{1}, []byte("ana's"), much))
	_, err := s.Get(ctx, bo, relay.Name{1})
	is(t, err, relay.ErrNotFound)
	same(t, reads(t, s, ana, 0).Entries, row("same"))
}

func testPages(t *testing.T, open Open) {
	s := ready(t, open)
	var all []string
	for i := range 300 {
		all = append(all, fmt.Sprintf("entry %03d", i))
	}
	appends(t, s, ana, all...)
	var got [][]byte
	var at wire.Head
	for {
		p, err := s.Read(ctx, ana, at.Number, 77, 500)
		ok(t, err)
		if len(p.Entries) == 0 {
			break
		}
		if p.Base != at || len(p.Entries) > 500/9 {
			t.Fatal(p.Base.Number, at.Number, len(p.Entries))
		}
		got, at = append(got, p.Entries...), p.End()
	}
	same(t, got, row(all...))
	p, err := s.Read(ctx, ana, 0, 7, 1)
	ok(t, err)
	same(t, p.Entries, row(all[0]))
	p, err = s.Read(ctx, ana, 0, 7, 1<<20)
	ok(t, err)
	same(t, len(p.Entries), 7)
}

func testLacks(t *testing.T, open Open) {
	s := ready(t, open)
	appends(t, s, ana, "one", "two")
	id := func(text string) exchange.ID { return exchange.IDOf([]byte(text)) }
	got, err := s.Lacks(ctx, ana, []exchange.ID{id("three"), id("two"), id("four")})
	ok(t, err)
	same(t, got, []exchange.ID{id("three"), id("four")})
}

func testBlobs(t *testing.T, open Open) {
	s := ready(t, open)
	name := relay.Name{1}
	gets := func(want []byte) {
		t.Helper()
		got, err := s.Get(ctx, ana, name)
		ok(t, err)
		if !bytes.Equal(got, want) {
			t.Errorf("%d bytes, want %d", len(got), len(want))
		}
	}
	_, err := s.Get(ctx, ana, name)
	is(t, err, relay.ErrNotFound)
	for _, blob := range [][]byte{[]byte("first"), []byte("\x00\xff"), bytes.Repeat([]byte("x"), 1<<20)} {
		ok(t, s.Put(ctx, ana, name, blob, much))
		gets(blob)
	}
	ok(t, s.Put(ctx, ana, name, nil, much))
	ok(t, s.Put(ctx, ana, name, nil, much))
	_, err = s.Get(ctx, ana, name)
	is(t, err, relay.ErrNotFound)
}

func testQuota(t *testing.T, open Open) {
	s := ready(t, open)
	little := relay.Terms{Bytes: 10, Entries: 3, Until: 100}
	put := func(texts ...string) error {
		_, err := s.Append(ctx, ana, Key(t, 1), row(texts...), little)
		return err
	}
	ok(t, put("12345"))
	is(t, put("67890", "x"), relay.ErrQuota)
	same(t, reads(t, s, ana, 0).Entries, row("12345"))
	ok(t, s.Put(ctx, ana, relay.Name{1}, []byte("1234"), little))
	is(t, s.Put(ctx, ana, relay.Name{1}, []byte("123456"), little), relay.ErrQuota)
	is(t, put("67"), relay.ErrQuota)
	ok(t, put("12345", "6"))
	ok(t, s.Put(ctx, ana, relay.Name{1}, nil, little))
	ok(t, put("7"))
	is(t, put("8"), relay.ErrQuota) // a fourth entry
	ok(t, put("7"))
	ok(t, s.Drop(ctx, ana, 2))
	ok(t, put("abcdefgh"))
}

func testDrop(t *testing.T, open Open) {
	s := ready(t, open)
	ok(t, s.Drop(ctx, ana, 7))
	appends(t, s, ana, "1", "2", "3", "4")
	ok(t, s.Drop(ctx, ana, 2))
	all := headOf("1", "2", "3", "4")
	left := wire.Page{Base: headOf("1", "2"), Head: all, Entries: row("3", "4")}
	same(t, reads(t, s, ana, 0), left)
	ok(t, s.Drop(ctx, ana, 1))
	same(t, reads(t, s, ana, 2), left)
	ok(t, s.Drop(ctx, ana, 99))
	same(t, reads(t, s, ana, 0), wire.Page{Base: all, Head: all})
	same(t, appends(t, s, ana, "5"), wire.Placed{Head: headOf("1", "2", "3", "4", "5"), Numbers: []uint64{5}})
	same(t, reads(t, s, ana, 0).Base, all)
}

func testDropAll(t *testing.T, open Open) {
	s := ready(t, open)
	appends(t, s, ana, "1", "2")
	appends(t, s, bo, "other")
	ok(t, s.Put(ctx, ana, relay.Name{1}, []byte("goes"), much))
	ok(t, s.Drop(ctx, ana, relay.All))
	_, err := s.Key(ctx, ana)
	is(t, err, relay.ErrNoMailbox)
	same(t, reads(t, s, bo, 0).Entries, row("other"))
	ok(t, s.Allow(ctx, []relay.CodeHash{{9}}))
	ok(t, s.Open(ctx, ana, Key(t, 3), relay.CodeHash{9}, much))
	same(t, reads(t, s, ana, 0), wire.Page{})
	_, err = s.Get(ctx, ana, relay.Name{1})
	is(t, err, relay.ErrNotFound)
	same(t, appends(t, s, ana, "2").Numbers, []uint64{1})
}

// testOldKey has one relay give a mailbox away that another one has just written
// to. Both hold the same number, chain and bytes: none, so that the key alone
// tells them apart.
func testOldKey(t *testing.T, open Open) {
	s, other := ready(t, open), opened(t, open)
	_, err := s.Append(ctx, ana, Key(t, 1), nil, much)
	ok(t, err)
	_, err = s.Append(ctx, ana, Key(t, 3), row("early"), much)
	is(t, err, relay.ErrNoMailbox)
	ok(t, other.Drop(ctx, ana, relay.All))
	ok(t, other.Allow(ctx, []relay.CodeHash{{9}}))
	ok(t, other.Open(ctx, ana, Key(t, 3), relay.CodeHash{9}, much))
	for _, by := range []relay.Store{s, other} {
		_, err = by.Append(ctx, ana, Key(t, 1), row("late"), much)
		is(t, err, relay.ErrNoMailbox)
		same(t, reads(t, by, ana, 0), wire.Page{})
	}
	_, err = s.Append(ctx, ana, Key(t, 3), row("hers"), much)
	ok(t, err)
}

func testSpend(t *testing.T, open Open) {
	s := opened(t, open)
	ok(t, s.Spend(ctx, [32]byte{1}, 10))
	ok(t, s.Spend(ctx, [32]byte{2}, 11))
	is(t, s.Spend(ctx, [32]byte{1}, 12), relay.ErrReplay)
	_, err := s.Expire(ctx, 0, 11)
	ok(t, err)
	ok(t, s.Spend(ctx, [32]byte{1}, 12))
	is(t, s.Spend(ctx, [32]byte{2}, 12), relay.ErrReplay)
}

func testExpire(t *testing.T, open Open) {
	s := ready(t, open)
	appends(t, s, ana, "1")
	later := much
	later.Until = 120
	_, err := s.Append(ctx, bo, Key(t, 2), row("1"), later)
	ok(t, err)
	for _, c := range []struct {
		today int64
		gone  int
	}{{100, 0}, {101, 1}, {120, 0}, {121, 1}, {121, 0}} {
		n, err := s.Expire(ctx, c.today, 0)
		ok(t, err)
		same(t, n, c.gone)
	}
	_, err = s.Key(ctx, bo)
	is(t, err, relay.ErrNoMailbox)
}

func testReopen(t *testing.T, open Open) {
	s, err := open()
	ok(t, err)
	ok(t, s.Allow(ctx, []relay.CodeHash{{1}, {2}}))
	ok(t, s.Open(ctx, ana, Key(t, 1), relay.CodeHash{1}, much))
	appends(t, s, ana, "1", "2", "3")
	ok(t, s.Put(ctx, ana, relay.Name{1}, []byte("here"), much))
	ok(t, s.Drop(ctx, ana, 1))
	ok(t, s.Spend(ctx, [32]byte{1}, 1))
	ok(t, s.Close())
	s = opened(t, open)
	same(t, reads(t, s, ana, 0), wire.Page{Base: headOf("1"), Head: headOf("1", "2", "3"), Entries: row("2", "3")})
	blob, err := s.Get(ctx, ana, relay.Name{1})
	ok(t, err)
	same(t, string(blob), "here")
	is(t, s.Spend(ctx, [32]byte{1}, 1), relay.ErrReplay)
	is(t, s.Open(ctx, bo, Key(t, 2), relay.CodeHash{1}, much), relay.ErrCode)
	ok(t, s.Open(ctx, bo, Key(t, 2), relay.CodeHash{2}, much))
	same(t, appends(t, s, ana, "2", "4").Numbers, []uint64{2, 4})
}

func testClosed(t *testing.T, open Open) {
	s, err := open()
	ok(t, err)
	ok(t, s.Close())
	ok(t, s.Close())
	is(t, s.Allow(ctx, []relay.CodeHash{{1}}), relay.ErrClosed)
	_, err = s.Key(ctx, ana)
	is(t, err, relay.ErrClosed)
	_, err = s.Append(ctx, ana, Key(t, 1), row("1"), much)
	is(t, err, relay.ErrClosed)
	_, err = s.Read(ctx, ana, 0, 1, 1)
	is(t, err, relay.ErrClosed)
}

func testCancelled(t *testing.T, open Open) {
	s := ready(t, open)
	done, cancel := context.WithCancel(ctx)
	cancel()
	_, err := s.Append(done, ana, Key(t, 1), row("1"), much)
	is(t, err, context.Canceled)
	is(t, s.Put(done, ana, relay.Name{1}, []byte("x"), much), context.Canceled)
	is(t, s.Drop(done, ana, relay.All), context.Canceled)
	same(t, reads(t, s, ana, 0), wire.Page{})
}

// testRace lets two relays over one place write to one mailbox.
func testRace(t *testing.T, open Open) {
	stores := []relay.Store{ready(t, open), opened(t, open)}
	const each = 40
	won := make(chan map[uint64]string, 4)
	for r := range 4 {
		go func() {
			mine := map[uint64]string{}
			for i := range each {
				text := fmt.Sprintf("%d of %d", i, r)
				if p, err := stores[r%2].Append(ctx, ana, Key(t, 1), row(text), much); err == nil && len(p.Numbers) == 1 {
					mine[p.Numbers[0]] = text
				}
			}
			won <- mine
		}()
	}
	told := map[uint64]string{}
	for range 4 {
		for n, text := range <-won {
			if told[n] != "" {
				t.Errorf("number %d was given twice", n)
			}
			told[n] = text
		}
	}
	p := reads(t, stores[0], ana, 0)
	if len(told) != 4*each || len(p.Entries) != len(told) || p.End() != p.Head {
		t.Fatalf("%d told, %d kept", len(told), len(p.Entries))
	}
	for i, e := range p.Entries {
		if told[uint64(i)+1] != string(e) {
			t.Errorf("number %d is another entry than was told", i+1)
		}
	}
}

// testForgetting lets two relays over one place forget what is over, and the
// entries of a mailbox that stays, at once.
func testForgetting(t *testing.T, open Open) {
	stores := []relay.Store{ready(t, open), opened(t, open)}
	const many = 40
	for n := range byte(many) {
		ok(t, stores[0].Allow(ctx, []relay.CodeHash{{31: n + 1}}))
		ok(t, stores[0].Open(ctx, wire.Box{15: n + 1}, Key(t, n+3), relay.CodeHash{31: n + 1}, much))
		appends(t, stores[0], wire.Box{15: n + 1}, "goes")
	}
	later := much
	later.Until = 200
	_, err := stores[0].Append(ctx, ana, Key(t, 1), row(numbered(1, many)...), later)
	ok(t, err)
	gone, done := make(chan int, 2), make(chan error, 4)
	for _, s := range stores {
		go func() {
			n, err := s.Expire(ctx, 101, 0)
			gone <- n
			done <- err
		}()
		go func() {
			var err error
			for n := 1; n <= many && err == nil; n++ {
				err = s.Drop(ctx, ana, uint64(n))
			}
			done <- err
		}()
	}
	for range 4 {
		ok(t, <-done)
	}
	same(t, <-gone+<-gone, many+1) // bo's as well
	all := headOf(numbered(1, many)...)
	for _, s := range stores {
		same(t, reads(t, s, ana, 0), wire.Page{Base: all, Head: all})
		for n := range byte(many) {
			_, err := s.Key(ctx, wire.Box{15: n + 1})
			is(t, err, relay.ErrNoMailbox)
		}
	}
}
