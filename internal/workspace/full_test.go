package workspace_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/workspace"
)

// fullDisk has no room for anything, once it is full.
type fullDisk struct {
	store.Store
	full func(box store.Box, name string) bool
}

func (f *fullDisk) change(box store.Box, name string, do func() error) error {
	if f.full != nil && f.full(box, name) {
		return store.ErrFull
	}
	return do()
}

func (f *fullDisk) Append(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return f.change(box, "", func() error { return f.Store.Append(ctx, box, after, entries) })
}

func (f *fullDisk) AppendRelaxed(ctx context.Context, box store.Box, after uint64, entries [][]byte) error {
	return f.change(box, "", func() error { return f.Store.AppendRelaxed(ctx, box, after, entries) })
}

func (f *fullDisk) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	return f.change(box, name, func() error { return f.Store.Put(ctx, box, name, blob) })
}

func (f *fullDisk) Drop(ctx context.Context, box store.Box, through uint64) error {
	return f.change(box, "", func() error { return f.Store.Drop(ctx, box, through) })
}

// fill puts a woman's vault on a disk that can be full.
func (a *woman) fill() *fullDisk {
	disk := &fullDisk{Store: a.shelf.power.Store}
	a.shelf.power.Store = disk
	return disk
}

func always(store.Box, string) bool { return true }

// On a full disk a notebook is read, also when something that was removed long ago
// ought to go. It goes when there is room again.
func TestANotebookOnAFullDiskIsRead(t *testing.T) {
	day := someDay()
	ana := founder(t, 1, day.time)
	disk := ana.fill()
	kept, gone := addTo(t, ana.w, "kept"), addTo(t, ana.w, "removed")
	check(t, ana.w.Remove(t.Context(), gone))
	day.now = day.now.Add(workspace.Keep + time.Hour)
	disk.full = always
	ana.reopen(t)
	if ana.w.Notebook().Get(kept) == nil {
		t.Error("what stood there is not read")
	}
	if len(ana.w.Notebook().Removed()) != 1 {
		t.Error("what could not go is not to be seen, and would stay for ever")
	}
	if _, err := ana.w.Add(t.Context(), "risk", notebook.Values{"title": {"more"}}); !errors.Is(err, workspace.ErrFull) {
		t.Errorf("writing on a full disk: %v", err)
	}
	disk.full = nil
	check(t, ana.desk.Close(t.Context()))
	disk.full = always
	var err error
	ana.desk, err = workspace.Unlock(t.Context(), ana.shelf, "0", []byte("correct horse"), ana.config)
	check(t, err)
	ana.w, err = ana.desk.Notebook(t.Context(), ana.w.ID())
	check(t, err)
	if len(ana.w.Notebook().Removed()) != 0 {
		t.Error("what was removed has not gone when the vault was closed")
	}
}

// What can't be deleted for want of room stays to be deleted.
func TestDeletingOnAFullDiskCanBeTriedAgain(t *testing.T) {
	ana := founder(t, 1, someDay().time)
	disk := ana.fill()
	ref := addTo(t, ana.w, "to go")
	for _, full := range []func(store.Box, string) bool{always, nil} {
		disk.full = full
		err := ana.w.Forget(t.Context(), ref)
		if (full == nil) != (err == nil) || (full == nil) != (ana.w.Notebook().Get(ref) == nil) {
			t.Errorf("deleting, full %v: %v; it is there: %v", full != nil, err, ana.w.Notebook().Get(ref) != nil)
		}
	}
}

// Eva is taken out while Bo has something that she wrote later. Bo's disk is full
// as soon as she has heard of it, with something that ought to go. What is set aside
// is not in the notebook any more, and no snapshot puts it back.
func TestWhatIsSetAsideStaysSoOnAFullDisk(t *testing.T) {
	day := someDay()
	p := newPlace()
	ana, bo, eva := founder(t, 1, day.time), newWoman(t, 1, 2, day.time), newWoman(t, 1, 3, day.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	gone := addTo(t, ana.w, "removed")
	check(t, ana.w.Remove(t.Context(), gone))
	for _, a := range []*woman{ana, bo, eva} {
		a.sync(t, p)
	}
	late := addTo(t, eva.w, "too late")
	b, err := eva.w.ToFile(t.Context())
	check(t, err)
	_, err = bo.w.FromFile(t.Context(), b)
	check(t, err)
	if bo.w.Notebook().Get(late) == nil {
		t.Fatal("it has not come")
	}
	g := group(t, ana.w)
	for _, person := range g.People {
		if person.Alias == "Eva" {
			check(t, ana.w.RemovePerson(t.Context(), person.ID, false))
		}
	}
	ana.sync(t, p)
	disk, written := bo.fill(), 0
	disk.full = func(_ store.Box, name string) bool {
		if name == "index" {
			written++
		}
		return written > 1 && name != "index"
	}
	day.now = day.now.Add(workspace.Keep + time.Hour)
	_, err = bo.w.Sync(t.Context(), p, &bo.lock)
	t.Log("bo's visit:", err)
	if written < 2 {
		t.Fatal("bo has not heard of it")
	}
	if bo.w.Notebook().Get(late) != nil {
		t.Error("what is set aside stands in the notebook")
	}
}
