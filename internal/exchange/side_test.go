package exchange_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"amparo/internal/exchange"
)

// pile is a set in memory.
type pile struct {
	order []exchange.ID
	blobs map[exchange.ID][]byte
	fails error
}

func pileOf(texts ...string) *pile {
	p := &pile{blobs: map[exchange.ID][]byte{}}
	for _, text := range texts {
		p.put([]byte(text))
	}
	return p
}

func (p *pile) put(blob []byte) {
	id := exchange.IDOf(blob)
	if p.blobs[id] == nil {
		p.order = append(p.order, id)
	}
	p.blobs[id] = slices.Clone(blob)
}

// IDs returns the names in the order in which they came.
func (p *pile) IDs() ([]exchange.ID, error) { return slices.Clone(p.order), nil }

// Blob returns one blob.
func (p *pile) Blob(id exchange.ID) ([]byte, error) { return p.blobs[id], nil }

// Add takes one in.
func (p *pile) Add(blob []byte) error {
	if p.fails != nil {
		return p.fails
	}
	p.put(blob)
	return nil
}

// network carries messages between two sides, and does harm when it may.
type network struct {
	rand *rand.Rand
	harm bool
	box  [2][][]byte // what is under way to each side
}

func (n *network) send(to int, messages [][]byte) {
	for _, m := range messages {
		if n.harm && n.rand.IntN(12) == 0 {
			continue
		}
		n.box[to] = append(n.box[to], m)
		if n.harm && n.rand.IntN(8) == 0 {
			n.box[to] = append(n.box[to], m)
		}
	}
}

// next takes a message out, any of them when the network does harm.
func (n *network) next(to int) []byte {
	at := 0
	if n.harm && n.rand.IntN(3) == 0 {
		at = n.rand.IntN(len(n.box[to]))
	}
	m := n.box[to][at]
	n.box[to] = slices.Delete(n.box[to], at, at+1)
	return m
}

// meet lets two sets meet until nothing is under way, and returns whether both
// sides say that they are done, and how many bytes of messages were delivered.
func meet(t *testing.T, n *network, sets [2]*pile) (done bool, size int) {
	t.Helper()
	sides := [2]*exchange.Side{exchange.New(sets[0]), exchange.New(sets[1])}
	n.box = [2][][]byte{}
	for i, side := range sides {
		out, err := side.Start()
		if err != nil {
			t.Fatal(err)
		}
		n.send(1-i, out)
	}
	for len(n.box[0])+len(n.box[1]) > 0 {
		to := n.rand.IntN(2)
		if len(n.box[to]) == 0 {
			to = 1 - to
		}
		m := n.next(to)
		size += len(m)
		out, err := sides[to].Step(m)
		if err != nil {
			t.Fatalf("two honest sides: %v", err)
		}
		n.send(1-to, out)
	}
	return sides[0].Done() && sides[1].Done(), size
}

func calm() *network { return &network{rand: rand.New(rand.NewPCG(1, 1))} }

func numbered(from, to int) *pile {
	p := pileOf()
	for i := from; i < to; i++ {
		p.put(fmt.Appendf(nil, "blob %d", i))
	}
	return p
}

func TestTwoSidesBecomeOne(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b *pile
		want int
	}{
		{"both empty", pileOf(), pileOf(), 0},
		{"one empty", pileOf("1", "2"), pileOf(), 2},
		{"the same in another order", pileOf("1", "2", "3"), pileOf("3", "1", "2"), 3},
		{"each has something", pileOf("1", "2", "4"), pileOf("1", "3"), 4},
		{"as many, but others", pileOf("1", "2"), pileOf("1", "3"), 3},
		{"one page exactly", numbered(0, exchange.MaxIDs), pileOf(), exchange.MaxIDs},
		{"several pages each", numbered(0, 2500), numbered(1200, 4300), 4300},
	} {
		t.Run(c.name, func(t *testing.T) {
			if done, _ := meet(t, calm(), [2]*pile{c.a, c.b}); !done {
				t.Error("a calm meeting is not done")
			}
			for _, p := range []*pile{c.a, c.b} {
				if len(p.blobs) != c.want || len(p.order) != c.want {
					t.Errorf("%d blobs, want %d", len(p.blobs), c.want)
				}
			}
			if done, size := meet(t, calm(), [2]*pile{c.a, c.b}); !done || size > 100 {
				t.Errorf("meeting again: done %v, %d bytes", done, size)
			}
		})
	}
}

// What was written first comes first, so that a log need not hold back much.
func TestCausesComeFirst(t *testing.T) {
	a, b := numbered(0, 3000), pileOf()
	meet(t, calm(), [2]*pile{a, b})
	if !slices.Equal(a.order, b.order) {
		t.Error("the blobs came in another order than they were offered in")
	}
}

// Losses, repetitions and another order are no harm: begun anew often enough,
// two sets become one, and no message makes an honest side refuse the other.
func TestMeetingsOverABadNetwork(t *testing.T) {
	runs := 200
	if os.Getenv("AMPARO_LONG") == "1" {
		runs = 10000
	}
	for seed := range uint64(runs) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := &network{rand: r, harm: true}
		from := r.IntN(40)
		a, b := numbered(0, 1+r.IntN(60)), numbered(from, from+r.IntN(60))
		if seed%20 == 0 {
			a = numbered(0, exchange.MaxIDs+50)
		}
		union := maps2(a, b)
		before := len(a.blobs) + len(b.blobs)
		for tries := 0; len(a.blobs) < union || len(b.blobs) < union; tries++ {
			done, _ := meet(t, n, [2]*pile{a, b})
			now := len(a.blobs) + len(b.blobs)
			if now < before || tries > 500 {
				t.Fatalf("seed %d: stands still at %d and %d of %d (done %v)", seed, len(a.blobs), len(b.blobs), union, done)
			}
			before = now
		}
		n.harm = false
		if done, _ := meet(t, n, [2]*pile{a, b}); !done {
			t.Fatalf("seed %d: equal sets are not done", seed)
		}
	}
}

// maps2 counts what two sets have together.
func maps2(a, b *pile) int {
	count := len(a.blobs)
	for id := range b.blobs {
		if a.blobs[id] == nil {
			count++
		}
	}
	return count
}

// What a meeting brought stays when it ends in the middle, and the next one
// asks only for the rest.
func TestAMeetingIsTakenUpAgain(t *testing.T) {
	a, b := numbered(0, 50), pileOf()
	side, other := exchange.New(a), exchange.New(b)
	hello := start(t, side)[0]
	start(t, other)
	step(t, other, hello)
	offers := step(t, side, start(t, exchange.New(b))[0])
	sent := step(t, side, step(t, other, offers[0])[0])
	m, err := exchange.Decode(sent[0])
	if err != nil || len(m.Blobs) != 50 {
		t.Fatal(len(m.Blobs), err)
	}
	step(t, other, exchange.Message{Kind: exchange.Accept, Blobs: m.Blobs[:20]}.Encode())
	if other.Done() || len(b.blobs) != 20 {
		t.Fatal("done too early", len(b.blobs))
	}
	again := exchange.New(b)
	start(t, again)
	ask, err := exchange.Decode(step(t, again, offers[0])[0])
	if err != nil || len(ask.IDs) != 30 {
		t.Errorf("asks for %d, %v; want 30", len(ask.IDs), err)
	}
}

func start(t *testing.T, s *exchange.Side) [][]byte {
	t.Helper()
	out, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func step(t *testing.T, s *exchange.Side, message []byte) [][]byte {
	t.Helper()
	out, err := s.Step(message)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAHostileSideIsRefused(t *testing.T) {
	id := exchange.IDOf([]byte("mine"))
	broken := errors.New("no room")
	for _, c := range []struct {
		name    string
		message []byte
		want    error
	}{
		{"a blob that was not asked for", exchange.Message{Kind: exchange.Accept, Blobs: [][]byte{[]byte("x")}}.Encode(), exchange.ErrUnasked},
		{"asked before anything is offered", exchange.Message{Kind: exchange.Missing, IDs: []exchange.ID{id}}.Encode(), exchange.ErrUnoffered},
		{"no message", []byte("hello"), exchange.ErrMessage},
		{"nothing", nil, exchange.ErrMessage},
		{"another version", append([]byte{2}, exchange.Message{Kind: exchange.Hello}.Encode()[1:]...), exchange.ErrMessage},
	} {
		set := pileOf("mine")
		side := exchange.New(set)
		start(t, side)
		if _, err := side.Step(c.message); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(set.blobs) != 1 {
			t.Errorf("%s: something was taken in", c.name)
		}
	}
	set := pileOf()
	set.fails = broken
	side := exchange.New(set)
	start(t, side)
	step(t, side, exchange.Message{Kind: exchange.Offer, Last: true, IDs: []exchange.ID{id}}.Encode())
	_, err := side.Step(exchange.Message{Kind: exchange.Accept, Blobs: [][]byte{[]byte("mine")}}.Encode())
	if err != broken || side.Done() {
		t.Error("a set that cannot take a blob in is not heard", err)
	}
}

// Names without blobs cannot fill the memory.
func TestTooManyNamesAreRefused(t *testing.T) {
	side := exchange.New(pileOf())
	start(t, side)
	for page := range uint32(300) {
		ids := make([]exchange.ID, exchange.MaxIDs)
		for i := range ids {
			ids[i] = exchange.ID{byte(page), byte(page >> 8), byte(i), byte(i >> 8)}
		}
		if _, err := side.Step((exchange.Message{Kind: exchange.Offer, Page: page, IDs: ids}).Encode()); err != nil {
			if !errors.Is(err, exchange.ErrTooMany) || page < 200 {
				t.Error(page, err)
			}
			return
		}
	}
	t.Error("300 pages of names were taken")
}
