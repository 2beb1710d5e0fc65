package oplog_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestAnyOrderGivesTheSame: entries of three people who hear of each other now
// and then, delivered in any order and some twice, come out causes first, each
// once.
func TestAnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := people(4)
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
			all = append(all, who.write(texts...)...)
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
		replayed := people(4)[3].log
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

// TestHoldingHasAnEnd: a flood of entries that wait for something does not grow
// for ever, and what was not held is taken when it is offered again.
func TestHoldingHasAnEnd(t *testing.T) {
	p := people(2)
	var all []*oplog.Entry
	for range 4200 {
		all = append(all, p[0].write("x")...)
	}
	for _, e := range all[1:] {
		if _, err := p[1].log.Add(e); err != oplog.Gap {
			t.Fatal(err)
		}
	}
	if n := p[1].log.Held(); n != 4096 {
		t.Errorf("%d held", n)
	}
	if ready, err := p[1].log.Add(all[0]); len(ready) != 4096 || err != nil {
		t.Errorf("%d, %v", len(ready), err)
	}
	for _, e := range all {
		if _, err := p[1].log.Add(e); err != nil && err != oplog.Duplicate {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(p[0].log.Heads(), p[1].log.Heads()); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsHaveNames(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range []oplog.Fault{
		oplog.Duplicate, oplog.Gap, oplog.Fork, oplog.Rollback, oplog.Stale, oplog.Foreign,
		oplog.AfterRemoval, oplog.BadSignature, oplog.BadCommitment,
	} {
		if name := f.Error(); name == "" || seen[name] || strings.ToLower(name) != name {
			t.Errorf("%q", name)
		}
		seen[f.Error()] = true
	}
}

func FuzzEntry(f *testing.F) {
	p := people(2)
	a := p[0].write("one", "two")
	if _, err := p[1].log.Add(a[0]); err != oplog.Gap {
		f.Fatal(err)
	}
	if _, err := p[1].log.Add(a[1]); err != nil {
		f.Fatal(err)
	}
	for _, e := range append(a, p[1].write("three")...) {
		f.Add(e.Bytes())
		f.Add(e.Bytes()[:100])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := oplog.Decode(b)
		if err != nil {
			return
		}
		again := oplog.Encode(e.Header, e.Body, p[0].d)
		if n := len(b) - key.SignatureSize; !bytes.Equal(again.Bytes()[:n], b[:n]) || again.Hash != e.Hash {
			t.Fatal("not canonical")
		}
		if _, err := people(2)[1].log.Add(e); err == nil && !e.SignedBy(p[0].d.Card()) && !e.SignedBy(p[1].d.Card()) {
			t.Fatal("taken in unsigned")
		}
	})
}

// TestOnlyTheCanonicalFormIsRead: well signed, and yet not as an entry is.
func TestOnlyTheCanonicalFormIsRead(t *testing.T) {
	d := device(1)
	low, high := oplog.Head{Device: key.DeviceID{1}, Seq: 1}, oplog.Head{Device: key.DeviceID{2}, Seq: 1}
	for name, change := range map[string]func(*oplog.Header){
		"as it should be": func(*oplog.Header) {},
		"unsorted heads":  func(h *oplog.Header) { h.Heads = []oplog.Head{high, low} },
		"a head twice":    func(h *oplog.Header) { h.Heads = []oplog.Head{low, low} },
		"a head of zero":  func(h *oplog.Header) { h.Heads = []oplog.Head{{Device: key.DeviceID{1}}} },
		"its own head":    func(h *oplog.Header) { h.Heads = []oplog.Head{{Device: d.ID(), Seq: 1}} },
		"sequence zero":   func(h *oplog.Header) { h.Seq = 0 },
		"no entry before": func(h *oplog.Header) { h.Prev = oplog.Hash{} },
		"one before the first": func(h *oplog.Header) {
			h.Seq = 1
		},
		"a group of none":    func(h *oplog.Header) { h.Count = 0 },
		"beyond its group":   func(h *oplog.Header) { h.Index = 2 },
		"the end of a group": func(h *oplog.Header) { h.Index = 1 },
	} {
		h := oplog.Header{Notebook: ours, Device: d.ID(), Seq: 2, Prev: oplog.Hash{1}, Count: 2, Heads: []oplog.Head{low, high}}
		change(&h)
		_, err := oplog.Decode(oplog.Encode(h, []byte("body"), d).Bytes())
		fine := name == "as it should be" || name == "the end of a group"
		if fine != (err == nil) || !fine && err != oplog.ErrMalformed {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole := oplog.Encode(oplog.Header{Notebook: ours, Device: d.ID(), Seq: 1, Count: 1}, nil, d).Bytes()
	for n := range whole {
		if _, err := oplog.Decode(whole[:n]); err != oplog.ErrMalformed {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
	if _, err := oplog.Decode(append(whole, 0)); err != oplog.ErrMalformed {
		t.Error("a byte more:", err)
	}
}
