package oplog_test

import (
	"bytes"
	"strings"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"

	"github.com/google/go-cmp/cmp"
)

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
	if n, gone := p[1].log.Held(), p[1].log.LetGo(); n != 4096 || gone != 4199-4096 {
		t.Errorf("%d held, %d let go", n, gone)
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
		oplog.Duplicate, oplog.Gap, oplog.Fork, oplog.OwnFork, oplog.Rollback, oplog.Stale, oplog.Foreign,
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
