package properties_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	ours  = oplog.NotebookID{1}
	first = oplog.Hash{0xaa}
)

// devices are made once: the tests wipe none of them.
var devices = func() (list []*key.Device) {
	for n := range byte(4) {
		d, err := key.NewDevice(rand.NewChaCha8([32]byte{n}))
		if err != nil {
			panic(err)
		}
		list = append(list, d)
	}
	return list
}()

// person is a device with its own view of the log.
type person struct {
	d   *key.Device
	log *oplog.Log
}

// people are the devices of one notebook; each sees the log from its own side.
func people() (all []*person) {
	for _, d := range devices {
		p := &person{d, oplog.New(ours, d.ID())}
		p.log.Know(first)
		for _, other := range devices {
			p.log.Admit(other.Card())
		}
		all = append(all, p)
	}
	return all
}

// write appends a group of bodies, as a vault does.
func (p *person) write(t *rapid.T, bodies ...string) []*oplog.Entry {
	draft := oplog.Draft{Membership: first, Time: 1_700_000_000}
	for _, b := range bodies {
		draft.Bodies = append(draft.Bodies, []byte(b))
	}
	entries, err := p.log.Next(p.d, draft)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := p.log.Replay(e); err != nil {
			t.Fatal(err)
		}
	}
	return entries
}

// TestAnyOrderGivesTheSame: entries of three people who hear of each other now
// and then, delivered in any order and some twice, come out causes first, each
// once.
func TestAnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := people()
		var all []*oplog.Entry
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			who := p[rapid.IntRange(0, 2).Draw(t, "who")]
			if len(all) > 0 && rapid.Bool().Draw(t, "hears") {
				for _, e := range all[:rapid.IntRange(1, len(all)).Draw(t, "how much")] {
					if _, err := who.log.Add(e); err != nil && err != oplog.Duplicate && err != oplog.Gap {
						t.Fatal(err)
					}
				}
			}
			texts := []string{fmt.Sprint(len(all)), "b", "c"}[:rapid.IntRange(1, 3).Draw(t, "parts")]
			all = append(all, who.write(t, texts...)...)
		}
		order := rapid.Permutation(append(slices.Clone(all), all[:len(all)/3]...)).Draw(t, "order")
		var out []*oplog.Entry
		for _, e := range order {
			ready, err := p[3].log.Add(e)
			if err != nil && err != oplog.Duplicate && err != oplog.Gap {
				t.Fatal(err)
			}
			out = append(out, ready...)
		}
		causesFirst(t, out, len(all))
		if p[3].log.Held() != 0 {
			t.Fatalf("%d held", p[3].log.Held())
		}
		replayed := people()[3].log
		for _, e := range out {
			if err := replayed.Replay(e); err != nil {
				t.Fatal("replaying:", err)
			}
		}
		if diff := cmp.Diff(p[3].log.Heads(), replayed.Heads()); diff != "" || replayed.VerifyHeads() != nil {
			t.Fatal(diff)
		}
	})
}

func causesFirst(t *rapid.T, out []*oplog.Entry, want int) {
	seen := make(map[oplog.Hash]bool)
	for _, e := range out {
		if e.Seq > 1 && !seen[e.Prev] {
			t.Fatal("an entry before the one it continues")
		}
		for _, h := range e.Heads {
			if !seen[h.Hash] {
				t.Fatal("an entry before its cause")
			}
		}
		seen[e.Hash] = true
	}
	if len(seen) != want || len(out) != want {
		t.Fatalf("%d of %d", len(out), want)
	}
}
