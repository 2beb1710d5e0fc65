package vault_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// fullDisk has no room for some changes.
type fullDisk struct {
	store.Store
	append, put, drop bool // those for which there is no room
}

func room(lacks bool, do func() error) error {
	if lacks {
		return store.ErrFull
	}
	return do()
}

func (f *fullDisk) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return room(f.append, func() error { return f.Store.Append(ctx, box, after, entries) })
}

func (f *fullDisk) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	return room(f.put, func() error { return f.Store.Put(ctx, box, name, blob) })
}

func (f *fullDisk) Drop(ctx context.Context, box store.Box, through uint64) error {
	return room(f.drop, func() error { return f.Store.Drop(ctx, box, through) })
}

// Where there is no room to empty a box that is over, the epoch has turned
// nevertheless, and everything can be read. The box is emptied once there is room.
func TestAFullDiskIsRead(t *testing.T) {
	ctx := t.Context()
	disk := &fullDisk{Store: store.NewMemory()}
	l := must[*vault.Log](t)(create(t, disk).NewNotebook(ctx, "ours"))
	write(t, l, "one")
	before := must[[16]byte](t)(l.Mailbox(ctx))
	left := func() int {
		_, blobs, err := disk.Read(ctx, before, 0, 10)
		check(t, err)
		return len(blobs)
	}
	disk.drop = true
	check(t, l.Turn(ctx, vault.Change{}))
	*disk = fullDisk{Store: disk.Store, append: true, put: true, drop: true}
	l = must[*vault.Log](t)(reopen(t, disk).Log(ctx, l.ID()))
	if got := payloads(t, l); !slices.Equal(got, []string{"one"}) {
		t.Errorf("on a full disk: %q", got)
	}
	if _, err := l.Append(ctx, []byte("two")); !errors.Is(err, store.ErrFull) {
		t.Errorf("writing on a full disk: %v", err)
	}
	if left() == 0 {
		t.Fatal("the box was emptied")
	}
	*disk = fullDisk{Store: disk.Store}
	reopen(t, disk)
	if left() != 0 {
		t.Error("the box that is over is not emptied")
	}
}

// An epoch that could not be gone over to leaves half a box behind. It is not
// filled again before it is empty.
func TestHalfABoxIsEmptiedFirst(t *testing.T) {
	ctx := t.Context()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	disk := &fullDisk{Store: store.NewMemory()}
	v := create(t, disk)
	card := must[key.Card](t)(v.Card(ctx))
	check(t, ana.Turn(ctx, vault.Change{Admit: []vault.Admission{{Card: card}}}))
	bo := must[*vault.Log](t)(v.Join(ctx, "ours", must[[]byte](t)(ana.Welcome(ctx, card.ID()))))
	write(t, bo, "one")
	check(t, ana.Turn(ctx, vault.Change{}))
	grant := must[[]byte](t)(ana.Grant(ctx, card.ID()))
	for _, lacks := range []fullDisk{{append: true, drop: true}, {drop: true}} {
		lacks.Store = disk.Store
		*disk = lacks
		if err := bo.Follow(ctx, grant); !errors.Is(err, store.ErrFull) {
			t.Errorf("lacking room: %v", err)
		}
		if got := payloads(t, bo); !slices.Equal(got, []string{"one"}) {
			t.Errorf("bo has %q", got)
		}
	}
	*disk = fullDisk{Store: disk.Store}
	check(t, bo.Follow(ctx, grant))
	if got := payloads(t, bo); !slices.Equal(got, []string{"one"}) {
		t.Errorf("bo has %q in the end", got)
	}
}
