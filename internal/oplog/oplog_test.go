package oplog_test

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"

	"github.com/google/go-cmp/cmp"
)

// A history is drawn in the comment of its test: A1 is ana's first entry, an
// arrow leads from what was seen to what was written then.

var (
	ours  = oplog.NotebookID{1}
	first = oplog.Hash{0xaa}
)

// devices are made once: the tests wipe none of them.
var devices sync.Map

func device(n byte) *key.Device {
	if d, ok := devices.Load(n); ok {
		return d.(*key.Device)
	}
	d, err := key.NewDevice(rand.NewChaCha8([32]byte{n}))
	if err != nil {
		panic(err)
	}
	devices.Store(n, d)
	return d
}

// person is a device with its own view of the log.
type person struct {
	d   *key.Device
	log *oplog.Log
}

// people are devices of one notebook; each sees the log from its own side.
func people(n int) []*person {
	var all []*person
	for i := range n {
		all = append(all, &person{d: device(byte(i + 1))})
	}
	for _, p := range all {
		p.log = oplog.New(ours, p.d.ID())
		p.log.Know(first)
		for _, q := range all {
			p.log.Admit(q.d.Card())
		}
	}
	return all
}

// write appends a group of bodies, as a vault does.
func (p *person) write(bodies ...string) []*oplog.Entry {
	draft := oplog.Draft{Membership: first, Time: 1_700_000_000}
	for _, b := range bodies {
		draft.Bodies = append(draft.Bodies, []byte(b))
	}
	entries, err := p.log.Next(p.d, draft)
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if err := p.log.Replay(e); err != nil {
			panic(err)
		}
	}
	return entries
}

func (p *person) add(t *testing.T, want error, e *oplog.Entry, ready ...string) {
	t.Helper()
	got, err := p.log.Add(e)
	if diff := cmp.Diff(ready, bodies(got)); diff != "" || err != want {
		t.Errorf("error %v, want %v; %s", err, want, diff)
	}
}

func bodies(entries []*oplog.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, string(e.Body))
	}
	return out
}

//go:embed testdata/entry.txt
var entryVector string

// TestVector pins the bytes of an entry.
func TestVector(t *testing.T) {
	d, err := key.DeviceFrom(bytes.Repeat([]byte{3}, key.DeviceSize))
	if err != nil {
		t.Fatal(err)
	}
	e := oplog.Encode(oplog.Header{
		Notebook: ours, Device: d.ID(), Seq: 2, Prev: oplog.Hash{4}, Membership: oplog.Hash{5}, Time: -1,
		Index: 1, Count: 3, Heads: []oplog.Head{{Device: key.DeviceID{6}, Seq: 7, Hash: oplog.Hash{8}}},
	}, []byte("body"), d)
	got := hex.EncodeToString(e.Bytes()) + "\n" + hex.EncodeToString(e.Hash[:]) + "\n"
	if got != entryVector {
		t.Errorf("got\n%s", got)
	}
	again, err := oplog.Decode(e.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Header, again.Header); diff != "" || string(again.Body) != "body" || again.Hash != e.Hash {
		t.Error(diff)
	}
	if !again.SignedBy(d.Card()) || again.SignedBy(device(1).Card()) {
		t.Error("the signature")
	}
}

// A1 -> A2 -> A3, delivered backwards and again.
func TestGapAndDuplicate(t *testing.T) {
	p := people(2)
	a := append(append(p[0].write("1"), p[0].write("2")...), p[0].write("3")...)
	p[1].add(t, oplog.Gap, a[2])
	p[1].add(t, oplog.Gap, a[2]) // it still waits, and is in no file yet
	p[1].add(t, oplog.Gap, a[1])
	if p[1].log.Held() != 2 {
		t.Errorf("%d held", p[1].log.Held())
	}
	p[1].add(t, nil, a[0], "1", "2", "3")
	for _, e := range a {
		p[1].add(t, oplog.Duplicate, e)
	}
	if p[1].log.Held() != 0 {
		t.Errorf("%d held", p[1].log.Held())
	}
	if diff := cmp.Diff(p[0].log.Heads(), p[1].log.Heads()); diff != "" {
		t.Error(diff)
	}
}

// A1 -> B1 -> A2; carla hears A2, B1, A1.
func TestCausesComeFirst(t *testing.T) {
	p := people(3)
	a1 := p[0].write("A1")[0]
	p[1].add(t, nil, a1, "A1")
	b1 := p[1].write("B1")[0]
	p[0].add(t, nil, b1, "B1")
	a2 := p[0].write("A2")[0]
	p[2].add(t, oplog.Gap, a2)
	p[2].add(t, oplog.Gap, b1)
	p[2].add(t, nil, a1, "A1", "B1", "A2")
}

// A1 -> A2
// |`-> A2'
func TestFork(t *testing.T) {
	p, q := people(2), people(2)
	a1 := p[0].write("1")[0]
	if err := q[0].log.Replay(a1); err != nil {
		t.Fatal(err)
	}
	a2, other2, other3 := p[0].write("2")[0], q[0].write("2'")[0], q[0].write("3'")[0]
	p[1].add(t, nil, a1, "1")
	p[1].add(t, nil, a2, "2")
	p[1].add(t, oplog.Fork, other2)
	p[1].add(t, oplog.Fork, other3)
	if p[1].log.Held() != 0 {
		t.Error("a faulty entry is held")
	}
	// Both come while they cannot be placed.
	c := people(2)[1]
	c.add(t, oplog.Gap, a2)
	c.add(t, oplog.Fork, other2)
	// Bo saw one side, carla the other: what bo saw is a fork to her.
	three, four := people(3), people(3)
	x, y := three[0].write("x")[0], four[0].write("y")[0]
	three[1].add(t, nil, x, "x")
	b := three[1].write("after x")[0]
	four[2].add(t, nil, y, "y")
	four[2].add(t, oplog.Fork, b)
}

// A store that went back in time: B1 saw A1, B2 did not.
func TestRollback(t *testing.T) {
	p := people(3)
	a1 := p[0].write("A1")[0]
	p[1].add(t, nil, a1, "A1")
	b1 := p[1].write("B1")[0]
	forgetful := people(3)[1]
	head := oplog.Header{Notebook: ours, Device: p[1].d.ID(), Seq: 2, Prev: b1.Hash, Membership: first, Count: 1}
	b2 := oplog.Encode(head, []byte("B2"), forgetful.d)
	p[2].add(t, nil, a1, "A1")
	p[2].add(t, nil, b1, "B1")
	p[2].add(t, oplog.Rollback, b2)
	// One who knew a newer membership knows it afterwards too.
	p[2].log.Know(oplog.Hash{0xbb})
	head.Heads = b1.Heads
	head.Membership = oplog.Hash{0xbb}
	b2 = oplog.Encode(head, []byte("B2"), p[1].d)
	p[2].add(t, nil, b2, "B2")
	head.Seq, head.Prev, head.Membership = 3, b2.Hash, first
	p[2].add(t, oplog.Rollback, oplog.Encode(head, nil, p[1].d))
}

// Ana's disk is put back to the day before A2. B1 has seen A2.
//
//	A1 -> A2 -> A3
//	|      `-> B1
//	`-> A2'
func TestOneDevicePutBack(t *testing.T) {
	p := people(2)
	a1, a2 := p[0].write("A1")[0], p[0].write("A2")[0]
	p[1].add(t, nil, a1, "A1")
	p[1].add(t, nil, a2, "A2")
	b1 := p[1].write("B1")[0]
	back := func() *person {
		ana := people(2)[0]
		if err := ana.log.Replay(a1); err != nil {
			t.Fatal(err)
		}
		return ana
	}
	// Before she writes anything, she takes in what she wrote, and goes on after it.
	ana := back()
	ana.add(t, oplog.Gap, b1)
	ana.add(t, nil, a2, "A2", "B1")
	a3 := ana.write("A3")[0]
	if a3.Seq != 3 || a3.Prev != a2.Hash {
		t.Errorf("she goes on with number %d", a3.Seq)
	}
	p[1].add(t, nil, a3, "A3")
	// Where somebody else has signed it, it is not hers.
	forged := oplog.Encode(a2.Header, nil, device(9))
	back().add(t, oplog.BadSignature, forged)
	// When she has written on, what others have from her is another thing.
	ana = back()
	ana.write("A2'")
	ana.add(t, oplog.OwnFork, a2)
	ana.add(t, oplog.OwnFork, a3)
	ana.add(t, oplog.OwnFork, b1)
	if ana.log.Held() != 0 {
		t.Error("a faulty entry is held")
	}
}

func TestForeignAndBadSignature(t *testing.T) {
	p := people(2)
	eva := device(9)
	head := oplog.Header{Notebook: ours, Device: eva.ID(), Seq: 1, Membership: first, Count: 1}
	p[1].add(t, oplog.Foreign, oplog.Encode(head, nil, eva))
	head.Device = p[0].d.ID()
	p[1].add(t, oplog.BadSignature, oplog.Encode(head, nil, eva))
	head.Notebook = oplog.NotebookID{2}
	p[1].add(t, oplog.Foreign, oplog.Encode(head, nil, p[0].d))
	head.Notebook = ours
	head.Membership = oplog.Hash{0xcc}
	later := oplog.Encode(head, []byte("later"), p[0].d)
	p[1].add(t, oplog.Gap, later)
	p[1].log.Know(oplog.Hash{0xcc})
	p[1].add(t, nil, later, "later")
	p[1].add(t, oplog.Duplicate, later)
	for bit := range len(later.Bytes()) * 8 {
		b := slices.Clone(later.Bytes())
		b[bit/8] ^= 1 << (bit % 8)
		e, err := oplog.Decode(b)
		if err != nil {
			continue
		}
		if ready, err := p[1].log.Add(e); len(ready) > 0 || err == nil {
			t.Fatalf("bit %d: %v", bit, err)
		}
	}
	if _, err := p[1].log.Next(eva, oplog.Draft{Bodies: [][]byte{nil}}); err != oplog.Foreign {
		t.Error(err)
	}
}

// Ana is removed after A2; bo had seen A3, carla had not.
func TestAfterRemoval(t *testing.T) {
	p := people(3)
	a := append(append(p[0].write("A1"), p[0].write("A2")...), p[0].write("A3")...)
	for i, e := range a {
		p[1].add(t, nil, e, fmt.Sprint("A", i+1))
	}
	b1 := p[1].write("B1")[0]
	carla := p[2]
	carla.log.Remove(p[0].d.ID(), 2)
	carla.log.Remove(p[0].d.ID(), 9) // a removal is final
	carla.add(t, oplog.AfterRemoval, a[2])
	carla.add(t, nil, a[0], "A1")
	carla.add(t, nil, b1, "B1")
	carla.add(t, nil, a[1], "A2")
	c1 := carla.write("C1")[0]
	// Bo sets A3 aside as well, and goes on without a rollback.
	bo := people(3)[1]
	bo.log.Remove(p[0].d.ID(), 2)
	for i, e := range []*oplog.Entry{a[0], a[1]} {
		bo.add(t, nil, e, fmt.Sprint("A", i+1))
	}
	if err := bo.log.Replay(a[2]); err != oplog.AfterRemoval {
		t.Error(err)
	}
	if err := bo.log.Replay(b1); err != nil {
		t.Error(err)
	}
	bo.add(t, nil, c1, "C1")
	carla.add(t, nil, bo.write("B2")[0], "B2")
	if _, err := p[2].log.Next(p[0].d, oplog.Draft{Bodies: [][]byte{nil}}); err != oplog.Foreign {
		t.Error("a removed device writes:", err)
	}
}

func TestGroupsAreWhole(t *testing.T) {
	p := people(2)
	g := p[0].write("a", "b", "c")
	p[1].add(t, oplog.Gap, g[0])
	p[1].add(t, oplog.Gap, g[1])
	p[1].add(t, nil, g[2], "a", "b", "c")
	head := oplog.Header{Notebook: ours, Device: p[0].d.ID(), Seq: 4, Prev: g[2].Hash, Membership: first, Index: 1, Count: 2}
	middle := oplog.Encode(head, nil, p[0].d)
	p[1].add(t, oplog.Gap, middle)
	head.Seq, head.Prev = 5, middle.Hash
	p[1].add(t, oplog.ErrMalformed, oplog.Encode(head, nil, p[0].d))
	if p[1].log.Held() != 0 {
		t.Errorf("%d held", p[1].log.Held())
	}
	if err := p[0].log.Replay(middle); err != oplog.ErrMalformed {
		t.Error(err)
	}
}

// TestReplayTrustsNoOrder: what stands on the disk is checked again, but for
// all signatures except the newest.
func TestReplayTrustsNoOrder(t *testing.T) {
	p := people(2)
	a := append(append(p[0].write("1"), p[0].write("2")...), p[0].write("3")...)
	fresh := func() *oplog.Log { return people(2)[1].log }
	for name, c := range map[string]struct {
		order []int
		want  error
	}{
		"as written": {[]int{0, 1, 2}, nil}, "swapped": {[]int{1, 0}, oplog.Gap},
		"missing": {[]int{0, 2}, oplog.Gap}, "twice": {[]int{0, 0}, oplog.Duplicate},
	} {
		log := fresh()
		var err error
		for _, i := range c.order {
			if err = log.Replay(a[i]); err != nil {
				break
			}
		}
		if err != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if c.want == nil && log.VerifyHeads() != nil {
			t.Error(name, log.VerifyHeads())
		}
	}
	forged := oplog.Encode(a[0].Header, []byte("forged"), device(9))
	log := fresh()
	if err := log.Replay(forged); err != nil {
		t.Error(err)
	}
	if err := log.VerifyHeads(); err != oplog.BadSignature {
		t.Error(err)
	}
	// A forged entry beneath a good one breaks the chain.
	if err := log.Replay(a[1]); err != oplog.Fork {
		t.Error(err)
	}
}

func TestCoveredBySnapshot(t *testing.T) {
	p := people(2)
	a := append(append(p[0].write("1"), p[0].write("2")...), p[0].write("3")...)
	log := people(2)[1].log
	head := oplog.Head{Device: p[0].d.ID(), Seq: 2, Hash: a[1].Hash}
	log.Cover([]oplog.Head{head, {Device: key.DeviceID{9}, Seq: 4}})
	if diff := cmp.Diff([]oplog.Head{head}, log.Heads()); diff != "" {
		t.Error(diff)
	}
	for i, want := range []error{oplog.Duplicate, oplog.Duplicate, nil} {
		if _, err := log.Add(a[i]); err != want {
			t.Errorf("entry %d: %v", i+1, err)
		}
	}
	other := people(2)[1].log
	other.Cover([]oplog.Head{{Device: p[0].d.ID(), Seq: 2, Hash: oplog.Hash{1}}})
	if _, err := other.Add(a[1]); err != oplog.Fork {
		t.Error("another second entry than the snapshot's:", err)
	}
	if _, err := other.Add(a[2]); err != oplog.Fork {
		t.Error("the third continues another second:", err)
	}
}
