package relaytest

import (
	"fmt"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/relay"
)

// long is more than a store may keep of a mailbox in one way.
const long = 2500

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
	for _, n := range []int{1, 2, 99, 1000, 1023, 1024, 1025, 2047, 2048, 2049, long} {
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
