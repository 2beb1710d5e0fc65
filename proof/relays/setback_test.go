package relays_test

import (
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"testing"

	"amparo/internal/exchange"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"

	"github.com/google/go-cmp/cmp"
)

// woman is a device with all that it has, and the head that it remembers.
type woman struct {
	name  string
	ids   []exchange.ID
	blobs map[exchange.ID][]byte
	seen  wire.Head
}

// IDs returns the names of all that she has.
func (w *woman) IDs() ([]exchange.ID, error) { return w.ids, nil }

// Blob returns one of them.
func (w *woman) Blob(id exchange.ID) ([]byte, error) { return w.blobs[id], nil }

// Add takes one in.
func (w *woman) Add(blob []byte) error {
	id := exchange.IDOf(blob)
	if w.blobs[id] == nil {
		w.ids, w.blobs[id] = append(w.ids, id), blob
	}
	return nil
}

func (w *woman) writes(t *testing.T, count int) {
	t.Helper()
	for range count {
		ok(t, w.Add(fmt.Appendf(nil, "%s, %d", w.name, len(w.ids))))
	}
}

func (w *woman) meets(t *testing.T, r *relay) client.Met {
	t.Helper()
	met, err := mailbox(t, r, 1).Meet(t.Context(), w.seen, w)
	ok(t, err)
	w.seen = met.Head
	return met
}

// place is where a relay keeps mailboxes, which can be copied while it rests.
type place struct {
	path        string
	store       string
	rest, begin func()
}

func copied(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		t.Fatalf("copying: %v\n%s", err, out)
	}
}

// setBack has three devices write, sets the place back to an older copy of
// itself, and lets them meet again: those who remember more see it, and in the
// end nothing is missing anywhere.
func setBack(t *testing.T, p place) {
	r := launch(t, p.store)
	open(t, r, 1)
	ana, bo, cem := &woman{name: "ana"}, &woman{name: "bo"}, &woman{name: "cem"}
	all3 := []*woman{ana, bo, cem}
	for _, w := range all3 {
		w.blobs = map[exchange.ID][]byte{}
		w.writes(t, 20)
		w.meets(t, r)
	}
	for _, w := range all3 {
		w.meets(t, r)
	}
	older := filepath.Join(filepath.Dir(p.path), "older")
	rests := func(what func()) {
		r.kill(t)
		p.rest()
		what()
		p.begin()
		r.again(t)
	}
	rests(func() { copied(t, p.path, older) })
	ana.writes(t, 10)
	ana.meets(t, r)
	bo.writes(t, 10)
	bo.meets(t, r)
	rests(func() {
		copied(t, p.path, p.path+".newer")
		ok(t, exec.Command("rm", "-rf", p.path).Run())
		copied(t, older, p.path)
	})
	cem.writes(t, 30) // so that the row is longer than the others remember, and another one
	if met := cem.meets(t, r); met.Lost || met.Sent != 30 {
		t.Errorf("cem, who remembers no more than is there: %+v", met)
	}
	for name, w := range map[string]*woman{"ana": ana, "bo": bo} {
		if met := w.meets(t, r); !met.Lost {
			t.Errorf("%s does not see that something is lost: %+v", name, met)
		}
	}
	complete(t, r, all3)
}

// complete looks whether all have all, and the relay as well.
func complete(t *testing.T, r *relay, women []*woman) {
	t.Helper()
	for _, w := range women {
		w.meets(t, r)
	}
	union := map[string]bool{}
	for _, w := range women {
		if met := w.meets(t, r); met.Lost || met.Came > 0 || met.Sent > 0 {
			t.Errorf("it does not come to rest: %+v", met)
		}
		for _, b := range w.blobs {
			union[string(b)] = true
		}
	}
	list, head := all(t, mailbox(t, r, 1))
	there := map[string]bool{}
	for _, text := range list {
		there[text] = true
	}
	if diff := cmp.Diff(union, there); diff != "" || len(union) != 110 || head.Number != 110 {
		t.Errorf("%d in all, %d at the relay: %s", len(union), head.Number, diff)
	}
	for _, w := range women {
		mine := map[string]bool{}
		for b := range maps.Values(w.blobs) {
			mine[string(b)] = true
		}
		if diff := cmp.Diff(union, mine); diff != "" {
			t.Error(w.name, diff)
		}
	}
}

func TestAFileThatWasSetBackIsMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	ok(t, exec.Command("mkdir", dir).Run())
	setBack(t, place{path: dir, store: "sqlite:" + filepath.Join(dir, "relay.db"), rest: func() {}, begin: func() {}})
}

func TestAPostgresThatWasSetBackIsMended(t *testing.T) {
	p := newPair(t, 0)
	setBack(t, place{
		path: filepath.Join(p.folders[0], "data"), store: p.store(),
		rest: func() { p.primary.Kill(t) }, begin: func() { p.primary.Start(t) },
	})
}
