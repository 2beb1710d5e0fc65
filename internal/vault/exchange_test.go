package vault_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// pair is two devices of one notebook, ana's and bo's.
type pair struct {
	anaStore, boStore store.Store
	anaVault, boVault *vault.Vault
	ana, bo           *vault.Log
}

func newPair(t testing.TB) *pair {
	ctx := context.Background()
	p := &pair{anaStore: store.NewMemory(), boStore: store.NewMemory()}
	p.anaVault, p.boVault = create(t, p.anaStore), create(t, p.boStore)
	p.ana = must[*vault.Log](t)(p.anaVault.NewNotebook(ctx, "ours"))
	card := must[key.Card](t)(p.boVault.Card(ctx))
	grant := must[[]byte](t)(p.ana.Admit(ctx, card))
	p.bo = must[*vault.Log](t)(p.boVault.Join(ctx, "from ana", grant))
	return p
}

func sealed(t testing.TB, l *vault.Log) [][]byte {
	t.Helper()
	return must[[][]byte](t)(l.Sealed(context.Background(), 0))
}

func receive(l *vault.Log, blob []byte) ([]string, error) {
	entries, err := l.Receive(context.Background(), blob)
	var out []string
	for _, e := range entries {
		out = append(out, string(e.Payload))
	}
	return out, err
}

func TestReorderedEntriesComeOutInOrder(t *testing.T) {
	p := newPair(t)
	write(t, p.ana, "1", "2", "3")
	blobs := sealed(t, p.ana)
	for _, c := range []struct {
		at   int
		want []string
		err  error
	}{
		{2, nil, oplog.Gap}, {2, nil, oplog.Gap}, {1, nil, oplog.Gap}, {0, []string{"1", "2", "3"}, nil},
		{0, nil, oplog.Duplicate}, {2, nil, oplog.Duplicate},
	} {
		got, err := receive(p.bo, blobs[c.at])
		if diff := cmp.Diff(c.want, got); diff != "" || err != c.err {
			t.Errorf("entry %d: %v %s", c.at, err, diff)
		}
	}
	// The same bytes stand on both disks.
	kept := sealed(t, p.bo)
	if diff := cmp.Diff(blobs, kept); diff != "" {
		t.Error("what bo keeps is not what ana sent")
	}
	if diff := cmp.Diff([]string{"1", "2", "3"}, payloads(t, p.bo)); diff != "" {
		t.Error(diff)
	}
}

func TestAGroupCountsWholeOrNotAtAll(t *testing.T) {
	p := newPair(t)
	big := strings.Repeat("large ", 50_000)
	write(t, p.ana, "small", big)
	blobs := sealed(t, p.ana)
	if len(blobs) < 6 {
		t.Fatalf("only %d entries", len(blobs))
	}
	for i, blob := range blobs {
		if len(blob) > 64<<10+1+16+24+32+16 {
			t.Errorf("entry %d has %d bytes", i, len(blob))
		}
	}
	for i, blob := range slices.Backward(blobs[:len(blobs)-1]) {
		got, err := receive(p.bo, blob)
		if i == 0 && (err != nil || len(got) != 1) || i > 0 && err != oplog.Gap {
			t.Errorf("entry %d: %d, %v", i, len(got), err)
		}
	}
	if diff := cmp.Diff([]string{"small"}, payloads(t, p.bo)); diff != "" {
		t.Error("half a group is read")
	}
	got, err := receive(p.bo, blobs[len(blobs)-1])
	if err != nil || len(got) != 1 || got[0] != big {
		t.Errorf("%d, %v", len(got), err)
	}
	if got := payloads(t, p.bo); len(got) != 2 || got[1] != big {
		t.Error("the group is not read")
	}
}

func TestCausesComeFirst(t *testing.T) {
	p := newPair(t)
	write(t, p.ana, "question")
	must[[]string](t)(receive(p.bo, sealed(t, p.ana)[0]))
	write(t, p.bo, "answer")

	carla := create(t, store.NewMemory())
	ctx := context.Background()
	card := must[key.Card](t)(carla.Card(ctx))
	grant := must[[]byte](t)(p.ana.Admit(ctx, card))
	c := must[*vault.Log](t)(carla.Join(ctx, "", grant))
	check(t, p.bo.Follow(ctx, must[[]byte](t)(p.ana.Grant(ctx, p.bo.Device()))))
	question, answer := sealed(t, p.ana)[0], sealed(t, p.bo)[1]
	if got, err := receive(c, answer); err != oplog.Gap || got != nil {
		t.Errorf("%v, %v", got, err)
	}
	got, err := receive(c, question)
	if diff := cmp.Diff([]string{"question", "answer"}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// TestAlteredEntriesAreRefused flips each bit and cuts at each length.
func TestAlteredEntriesAreRefused(t *testing.T) {
	p := newPair(t)
	write(t, p.ana, "one")
	good := sealed(t, p.ana)[0]
	try := func(blob []byte, what string) {
		t.Helper()
		_, err := receive(p.bo, blob)
		if err != vault.ErrDamaged && err != oplog.Foreign && err != oplog.BadCommitment {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for at := range good {
		altered := slices.Clone(good)
		altered[at] ^= 1 << (at % 8)
		try(altered, fmt.Sprint("byte ", at))
	}
	for n := range 200 {
		try(good[:n], fmt.Sprint("length ", n))
	}
	try(append(slices.Clone(good), 0), "a byte more")
	commitment := slices.Clone(good)
	commitment[1+16+24] ^= 1
	if _, err := receive(p.bo, commitment); err != oplog.BadCommitment {
		t.Errorf("another commitment: %v", err)
	}
	if got := payloads(t, p.bo); len(got) != 0 {
		t.Error("something was taken in:", len(got))
	}
	must[[]string](t)(receive(p.bo, good))
}

func TestAnotherNotebooksEntryIsForeign(t *testing.T) {
	p := newPair(t)
	other := must[*vault.Log](t)(p.anaVault.NewNotebook(context.Background(), "other"))
	write(t, other, "one")
	if _, err := receive(p.ana, sealed(t, other)[0]); err != oplog.Foreign {
		t.Error(err)
	}
}

// TestAClonedDeviceIsSeen draws the history of a store that was copied:
//
//	A1 -> A2 -> A3
//	        `-> A3' (the copy)
//
// A copy that has written nothing takes A3 for its own, as a disk that was put
// back does, and goes on after it.
func TestAClonedDeviceIsSeen(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.ana, "1", "2")
	copied, early := clone(t, p.anaStore, p.ana), clone(t, p.anaStore, p.ana)
	write(t, p.ana, "3")
	v := reopen(t, copied)
	l := must[*vault.Log](t)(v.Log(ctx, p.ana.ID()))
	write(t, l, "3'")
	if _, err := receive(l, sealed(t, p.ana)[2]); err != oplog.OwnFork {
		t.Errorf("the copy hears what ana wrote: %v", err)
	}
	for _, blob := range sealed(t, p.ana) {
		must[[]string](t)(receive(p.bo, blob))
	}
	if _, err := receive(p.bo, sealed(t, l)[2]); err != oplog.Fork {
		t.Errorf("bo hears both: %v", err)
	}
	if _, err := receive(p.ana, sealed(t, l)[2]); err != oplog.OwnFork {
		t.Errorf("ana hears the copy: %v", err)
	}
	back := must[*vault.Log](t)(reopen(t, early).Log(ctx, p.ana.ID()))
	if got, err := receive(back, sealed(t, p.ana)[2]); err != nil || !slices.Equal(got, []string{"3"}) {
		t.Errorf("put back, it hears %q, %v", got, err)
	}
	if e := must[vault.Entry](t)(back.Append(ctx, []byte("4"))); e.Seq != 4 {
		t.Errorf("put back, it goes on with number %d", e.Seq)
	}
}

// clone copies a vault with one notebook, byte by byte.
func clone(t *testing.T, from store.Store, l *vault.Log) store.Store {
	t.Helper()
	ctx, to := context.Background(), store.NewMemory()
	blob := sealed(t, l)[0]
	for _, box := range []store.Box{{}, store.Box(blob[1:17])} {
		for _, name := range []string{"header", "index", "local", "members", "snapshot", "history 1", "history 2"} {
			b, err := from.Get(ctx, box, name)
			if err == nil {
				err = to.Put(ctx, box, name, b)
			}
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				t.Fatal(err)
			}
		}
		first, blobs, err := from.Read(ctx, box, 0, 10_000)
		check(t, err)
		check(t, to.Append(ctx, box, first-1, blobs))
	}
	return to
}

// TestStoresThatLieAreSeen: entries dropped, swapped or put twice on the disk.
func TestStoresThatLieAreSeen(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.ana, "1", "2", "3")
	blobs := sealed(t, p.ana)
	box := store.Box(blobs[0][1:17])
	for name, lie := range map[string][][]byte{
		"one is missing": {blobs[0], blobs[2]},
		"two swapped":    {blobs[1], blobs[0], blobs[2]},
		"the first gone": {blobs[1], blobs[2]},
		"cut short":      {blobs[0], blobs[1][:len(blobs[1])-1], blobs[2]},
	} {
		st := clone(t, p.anaStore, p.ana)
		check(t, st.Drop(ctx, box, store.All))
		for _, blob := range []string{"members"} {
			check(t, st.Put(ctx, box, blob, must[[]byte](t)(p.anaStore.Get(ctx, box, blob))))
		}
		check(t, st.Append(ctx, box, 0, lie))
		v := reopen(t, st)
		l := must[*vault.Log](t)(v.Log(ctx, p.ana.ID()))
		if err := l.Entries(ctx, func(vault.Entry) error { return nil }); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if rep, err := v.Verify(ctx); err != nil || len(rep.Findings) != 1 {
			t.Errorf("%s: verify: %+v, %v", name, rep, err)
		}
	}
}
