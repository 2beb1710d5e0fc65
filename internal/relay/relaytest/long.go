package relaytest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/relay"
)

// long is more than a store may keep of a mailbox in one way.
const long = 4500

func numbered(from, to int) []string {
	var out []string
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("entry %d", i))
	}
	return out
}

// testLong has two relays write to a mailbox by turns, and asks for old and new
// entries again.
func testLong(t *testing.T, open Open) {
	s, other := ready(t, open), opened(t, open)
	for at := 1; at <= long; at += 100 {
		appends(t, s, ana, numbered(at, at+49)...)
		appends(t, other, ana, numbered(at+50, at+99)...)
	}
	for _, n := range []int{1, 2, 99, 1000, 1023, 1024, 1025, 2047, 2048, 2049, 4095, 4096, 4097, long} {
		for _, by := range []relay.Store{s, other} {
			if p := appends(t, by, ana, fmt.Sprintf("entry %d", n)); p.Numbers[0] != uint64(n) || p.Head.Number != long {
				t.Errorf("entry %d has number %d, the head %d", n, p.Numbers[0], p.Head.Number)
			}
		}
	}
	lacking := func(want ...int) {
		t.Helper()
		var ids, out []exchange.ID
		for i := range long + 2 {
			ids = append(ids, exchange.IDOf(fmt.Appendf(nil, "entry %d", i)))
		}
		for _, n := range want {
			out = append(out, ids[n])
		}
		for _, by := range []relay.Store{s, other} {
			got, err := by.Lacks(ctx, ana, ids)
			ok(t, err)
			same(t, got, out)
		}
	}
	lacking(0, long+1)
	ok(t, other.Drop(ctx, ana, 2))
	lacking(0, 1, 2, long+1)
	same(t, appends(t, s, ana, "entry 2", "entry 3").Numbers, []uint64{long + 1, 3})
	lacking(0, 1, long+1)
	ok(t, s.Drop(ctx, ana, long+1))
	same(t, appends(t, other, ana, numbered(1, long)...).Numbers[long-1], uint64(2*long+1))
	lacking(0, long+1)
}

// testCounted has two relays write to a mailbox by turns and forget, and looks
// each time whether the last byte that there is room for goes in, and no more.
func testCounted(t *testing.T, open Open) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	s, other := ready(t, open), opened(t, open)
	name := relay.Name{1}
	var sizes []int // of the entries, from number 1
	blob, dropped := 0, 0
	total := func() (n int) {
		for _, size := range sizes[dropped:] {
			n += size
		}
		return n + blob
	}
	entry := func(more int) []byte {
		return append(fmt.Appendf(nil, "%06d", len(sizes)), bytes.Repeat([]byte("x"), more)...)
	}
	fill := func(by relay.Store) {
		last := entry(rnd.IntN(5))
		room := relay.Terms{Bytes: int64(total() + len(last)), Entries: 1 << 20, Until: 100}
		less := room
		less.Bytes--
		_, err := by.Append(ctx, ana, Key(t, 1), [][]byte{last}, less)
		is(t, err, relay.ErrQuota)
		_, err = by.Append(ctx, ana, Key(t, 1), [][]byte{last}, room)
		ok(t, err)
		sizes = append(sizes, len(last))
	}
	either := func() relay.Store {
		if rnd.IntN(6) == 0 {
			return other
		}
		return s
	}
	for range 120 {
		by := either()
		switch rnd.IntN(8) {
		case 0:
			dropped += rnd.IntN(len(sizes) - dropped + 1)
			ok(t, by.Drop(ctx, ana, uint64(dropped)))
		case 1:
			blob = rnd.IntN(50)
			ok(t, by.Put(ctx, ana, name, make([]byte, blob), much))
		default:
			var bodies [][]byte
			for range 1 + rnd.IntN(150) {
				bodies = append(bodies, entry(rnd.IntN(5)))
				sizes = append(sizes, len(bodies[len(bodies)-1]))
			}
			_, err := by.Append(ctx, ana, Key(t, 1), bodies, much)
			ok(t, err)
		}
		fill(either())
	}
}
