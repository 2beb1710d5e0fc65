package vault_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"testing"

	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// long says whether the counts are those of `make long`.
func long() bool { return os.Getenv("AMPARO_LONG") == "1" }

// replica is a device in the simulation.
type replica struct {
	name string
	st   store.Store
	v    *vault.Vault
	log  *vault.Log
}

// world is a simulation: one goroutine, one source of chance.
type world struct {
	t     *testing.T
	seed  uint64
	rnd   *rand.Rand
	all   []*replica
	wrote map[string]bool // what was acknowledged
}

func (w *world) fatal(format string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("seed %d: %s", w.seed, fmt.Sprintf(format, args...))
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.fatal("%v", err)
	}
}

// newWorld has the devices of ana, who founded the notebook, bo and eva.
func newWorld(t *testing.T, seed uint64) *world {
	w := &world{t: t, seed: seed, rnd: rand.New(rand.NewPCG(seed, 1)), wrote: make(map[string]bool)}
	for i, name := range []string{"ana", "bo", "eva"} {
		c := config()
		c.Rand = rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(seed >> 16), byte(i)})
		st := store.NewMemory()
		v, err := vault.Create(context.Background(), st, name, []byte(name), c)
		w.ok(err)
		w.all = append(w.all, &replica{name: name, st: st, v: v})
	}
	ctx := context.Background()
	ana := w.all[0]
	var err error
	ana.log, err = ana.v.NewNotebook(ctx, "ours")
	w.ok(err)
	for _, r := range w.all[1:] {
		card, err := r.v.Card(ctx)
		w.ok(err)
		grant, err := ana.log.Admit(ctx, card)
		w.ok(err)
		r.log, err = r.v.Join(ctx, "ours", grant)
		w.ok(err)
	}
	w.follow(w.all[1])
	return w
}

// follow brings a device to ana's epoch.
func (w *world) follow(r *replica) {
	w.t.Helper()
	grant, err := w.all[0].log.Grant(context.Background(), r.log.Device())
	w.ok(err)
	if err := r.log.Follow(context.Background(), grant); err != nil && err != oplog.Duplicate {
		w.fatal("following: %v", err)
	}
}

func (w *world) write(r *replica) {
	w.t.Helper()
	text := fmt.Sprintf("%s %d", r.name, len(w.wrote))
	if w.rnd.IntN(12) == 0 {
		text += string(make([]byte, 150_000)) // a group
	}
	_, err := r.log.Append(context.Background(), []byte(text))
	w.ok(err)
	w.wrote[text] = true
}

// deliver gives some of what one device has to another: in any order, some of
// it twice, some not at all.
func (w *world) deliver(from, to *replica, whole bool) {
	w.t.Helper()
	blobs, err := from.log.Sealed(context.Background(), 0)
	w.ok(err)
	blobs = append(blobs, blobs[:w.rnd.IntN(len(blobs)+1)]...)
	w.rnd.Shuffle(len(blobs), func(i, j int) { blobs[i], blobs[j] = blobs[j], blobs[i] })
	if !whole {
		blobs = blobs[:w.rnd.IntN(len(blobs)+1)]
	}
	for _, blob := range blobs {
		_, err := to.log.Receive(context.Background(), blob)
		if err != nil && err != oplog.Duplicate && err != oplog.Gap {
			w.fatal("%s to %s: %v", from.name, to.name, err)
		}
	}
}

// reads returns what a device has, sorted, and checks that its order keeps each
// writer's order.
func (w *world) reads(r *replica) []string {
	w.t.Helper()
	var out []string
	last := make(map[[16]byte]uint64)
	w.ok(r.log.Entries(context.Background(), func(e vault.Entry) error {
		if e.Seq <= last[e.Device] {
			w.fatal("%s: %d after %d", r.name, e.Seq, last[e.Device])
		}
		last[e.Device] = e.Seq
		out = append(out, string(e.Payload))
		return nil
	}))
	sort.Strings(out)
	return out
}

// restart closes a vault and opens it again.
func (w *world) restart(r *replica) {
	w.t.Helper()
	id := r.log.ID()
	w.ok(r.v.Close())
	var err error
	r.v, err = vault.Open(context.Background(), r.st, []byte(r.name), config())
	w.ok(err)
	r.log, err = r.v.Log(context.Background(), id)
	w.ok(err)
}

func (w *world) step() {
	w.t.Helper()
	from := w.all[w.rnd.IntN(len(w.all))]
	to := w.all[w.rnd.IntN(len(w.all))]
	switch n := w.rnd.IntN(20); {
	case n < 10:
		w.write(from)
	case n < 18 && from != to:
		w.deliver(from, to, false)
	case n == 18:
		w.restart(from)
	}
}

// TestDevicesAgree: whatever the order in which devices write and hear of each
// other, across one epoch, those who stay have the same in the end.
func TestDevicesAgree(t *testing.T) {
	rounds := uint64(25)
	if long() {
		rounds = 500
	}
	for seed := range rounds {
		simulate(t, seed)
	}
}

func simulate(t *testing.T, seed uint64) {
	w := newWorld(t, seed)
	ana, bo, eva := w.all[0], w.all[1], w.all[2]
	for range 15 + w.rnd.IntN(25) {
		w.step()
	}
	// bo is offline from here, and writes before she knows of the new epoch.
	w.ok(ana.log.Rotate(context.Background(), eva.log.Device()))
	known := w.reads(ana)
	w.write(bo)
	offline, err := bo.log.Sealed(context.Background(), 0)
	w.ok(err)
	_, err = ana.log.Receive(context.Background(), offline[len(offline)-1])
	if err != oplog.Stale {
		w.fatal("an entry of an epoch that is over: %v", err)
	}
	w.write(eva)
	w.follow(bo)
	w.ousted(eva, ana, bo)
	w.all = w.all[:2]
	for range 10 + w.rnd.IntN(20) {
		w.step()
	}
	for range 2 {
		w.deliver(ana, bo, true)
		w.deliver(bo, ana, true)
	}
	w.settled(ana, bo, known)
}

// ousted checks that a removed device opens nothing later, and that nobody
// takes in what it writes later.
func (w *world) ousted(eva *replica, others ...*replica) {
	w.t.Helper()
	theirs, err := eva.log.Sealed(context.Background(), 0)
	w.ok(err)
	for _, r := range others {
		_, err := r.log.Receive(context.Background(), theirs[len(theirs)-1])
		if err != oplog.AfterRemoval && err != oplog.Stale {
			w.fatal("%s takes in what a removed device wrote: %v", r.name, err)
		}
		ours, err := r.log.Sealed(context.Background(), 0)
		w.ok(err)
		for _, blob := range ours {
			if _, err := eva.log.Receive(context.Background(), blob); err != oplog.Foreign {
				w.fatal("a removed device opens a later entry: %v", err)
			}
		}
		grant, err := w.all[0].log.Grant(context.Background(), eva.log.Device())
		if err != oplog.Foreign {
			w.fatal("a grant for a removed device: %d bytes, %v", len(grant), err)
		}
	}
}

// settled compares two devices, and looks for what was acknowledged.
func (w *world) settled(ana, bo *replica, known []string) {
	w.t.Helper()
	a, b := w.reads(ana), w.reads(bo)
	if diff := cmp.Diff(a, b); diff != "" {
		w.fatal("ana and bo differ: %s", diff[:min(len(diff), 800)])
	}
	if len(slices.Compact(slices.Clone(a))) != len(a) {
		w.fatal("something is there twice")
	}
	for _, text := range known {
		if _, ok := slices.BinarySearch(a, text); !ok {
			w.fatal("lost: %.20q", text)
		}
	}
	for text := range w.wrote {
		if _, ok := slices.BinarySearch(a, text); !ok && text[:3] != "eva" {
			w.fatal("lost: %.20q", text)
		}
	}
	for _, r := range []*replica{ana, bo} {
		w.restart(r)
		if diff := cmp.Diff(a, w.reads(r)); diff != "" {
			w.fatal("%s has another state after opening", r.name)
		}
		rep, err := r.v.Verify(context.Background())
		w.ok(err)
		if len(rep.Findings) > 0 {
			w.fatal("%s: %v", r.name, rep.Findings)
		}
	}
}
