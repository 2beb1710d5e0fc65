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
