package change_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"amparo/internal/change"
	"amparo/internal/notebook"
)

// cases is how many random histories the merge is tried on.
func cases() int {
	if os.Getenv("AMPARO_LONG") == "1" {
		return 100_000
	}
	return 1_000
}

// device is a simulated device: a fold, and what it wrote.
type device struct {
	id   notebook.Device
	fold *change.Fold
}

// world is a few devices that write apart and meet now and then. All that
// happens follows from its seed.
type world struct {
	rand    *rand.Rand
	devices []*device
	all     []*change.Change
}

func newWorld(seed uint64) *world {
	w := &world{rand: rand.New(rand.NewPCG(seed, 7))}
	for i := range 2 + w.rand.IntN(3) {
		w.devices = append(w.devices, &device{notebook.Device{byte(i + 1)}, change.NewFold()})
	}
	return w
}

// step lets one device write a flush, or take in some of what others wrote.
func (w *world) step(i int) {
	d := w.devices[w.rand.IntN(len(w.devices))]
	if w.rand.IntN(3) == 0 {
		for _, c := range w.all {
			if w.rand.IntN(2) == 0 {
				d.fold.Apply(c)
			}
		}
		return
	}
	e := d.fold.Edit(d.id, int64(i))
	for range 1 + w.rand.IntN(3) {
		w.write(d, e, i)
	}
	if c := e.Change(); c != nil {
		d.fold.Apply(c)
		w.all = append(w.all, c)
	}
}

func (w *world) write(d *device, e *change.Edit, i int) {
	ref := notebook.Ref{Kind: "row", ID: notebook.ID{byte(w.rand.IntN(3))}}
	text := fmt.Sprintf("text %d.%d", i, w.rand.IntN(1000))
	element := fmt.Sprint("element ", w.rand.IntN(3))
	switch w.rand.IntN(8) {
	case 0:
		e.Remove(ref)
	case 1:
		e.Restore(ref)
	case 2, 3:
		e.Include(ref, "actions", element)
	case 4:
		e.Exclude(ref, "actions", element, nil)
	default:
		e.Set(ref, []string{"threats", "strengths"}[w.rand.IntN(2)], text, nil)
	}
}

// deliver takes all changes in, in a random order, some of them twice.
func (w *world) deliver(f *change.Fold) *change.Fold {
	list := append(slices.Clone(w.all), w.all[:w.rand.IntN(len(w.all)+1)]...)
	w.rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for _, c := range list {
		f.Apply(c)
	}
	return f
}

// expected returns the texts that stand by the definition alone: everything
// that was put and that no write replaces.
func (w *world) expected(ref notebook.Ref, field string) []string {
	replaced := map[notebook.Version]bool{}
	for _, c := range w.all {
		for _, x := range c.Writes {
			for _, v := range x.Replaces {
				replaced[v] = true
			}
		}
	}
	var texts []string
	for _, c := range w.all {
		for i, x := range c.Writes {
			if x.Op == change.Put && x.Ref == ref && x.Field == field && !replaced[c.Version(i)] {
				texts = append(texts, x.Value)
			}
		}
	}
	slices.Sort(texts)
	return texts
}

func TestAnyOrderAnyDuplication(t *testing.T) {
	for seed := range uint64(cases()) {
		w := newWorld(seed)
		for i := range 4 + w.rand.IntN(24) {
			w.step(i)
		}
		want := w.deliver(change.NewFold())
		for _, d := range w.devices {
			if got := w.deliver(d.fold); !bytes.Equal(got.EncodeState(), want.EncodeState()) {
				t.Fatalf("seed %d: two devices with the same changes differ", seed)
			}
		}
		checkNothingDropped(t, seed, w, want)
		checkState(t, seed, w, want)
	}
}

func checkNothingDropped(t *testing.T, seed uint64, w *world, f *change.Fold) {
	t.Helper()
	for id := range byte(3) {
		ref := notebook.Ref{Kind: "row", ID: notebook.ID{id}}
		r := f.Notebook().Look(ref)
		for _, field := range []string{"threats", "strengths", "actions"} {
			var got []string
			if r != nil {
				for _, v := range r.Fields[field] {
					got = append(got, v.Text)
				}
			}
			slices.Sort(got)
			if want := w.expected(ref, field); !slices.Equal(got, want) {
				t.Fatalf("seed %d, record %d, %s: %q stands, want %q", seed, id, field, got, want)
			}
		}
	}
}

// checkState cuts the history at a random place, goes through the bytes of a
// state there, and applies the rest.
func checkState(t *testing.T, seed uint64, w *world, want *change.Fold) {
	t.Helper()
	half := change.NewFold()
	cut := w.rand.IntN(len(w.all) + 1)
	for _, c := range w.all[:cut] {
		half.Apply(c)
	}
	again, err := change.DecodeState(half.EncodeState())
	if err != nil {
		t.Fatalf("seed %d: decoding a state: %v", seed, err)
	}
	if got := w.deliver(again); !bytes.Equal(got.EncodeState(), want.EncodeState()) {
		t.Fatalf("seed %d: a state that went through bytes differs", seed)
	}
}

var row = notebook.Ref{Kind: "row", ID: notebook.ID{1}}

// apart returns two devices that both know one row.
func apart(t *testing.T) (an, bo *device) {
	t.Helper()
	an, bo = &device{notebook.Device{1}, change.NewFold()}, &device{notebook.Device{2}, change.NewFold()}
	meet(bo, an.write(func(e *change.Edit) { e.Set(row, "threats", "first", nil) }))
	return an, bo
}

func (d *device) write(do func(*change.Edit)) *change.Change {
	e := d.fold.Edit(d.id, 0)
	do(e)
	c := e.Change()
	d.fold.Apply(c)
	return c
}

func meet(d *device, changes ...*change.Change) {
	for _, c := range changes {
		d.fold.Apply(c)
	}
}

// an: first -> mine     both then hold
// bo: first -> hers     mine | hers
func TestTextsWrittenApartStandSideBySide(t *testing.T) {
	an, bo := apart(t)
	a := an.write(func(e *change.Edit) { e.Set(row, "threats", "mine", nil) })
	b := bo.write(func(e *change.Edit) { e.Set(row, "threats", "hers", nil) })
	meet(an, b)
	meet(bo, a)
	for _, d := range []*device{an, bo} {
		if got := d.fold.Notebook().Get(row).Beside("threats"); len(got) != 2 || got[0].Text != "mine" || got[1].Text != "hers" {
			t.Errorf("side by side: %v", got)
		}
	}
	c := an.write(func(e *change.Edit) { e.Set(row, "threats", "ours", nil) })
	meet(bo, c)
	if r := bo.fold.Notebook().Get(row); r.Beside("threats") != nil || r.Get("threats") != "ours" {
		t.Errorf("after choosing: %v", r.Fields["threats"])
	}
}

// an: first -> removed          an edit that the remover had not seen
// bo: first -> edited           brings the row back
func TestAnEditBringsARemovedRecordBack(t *testing.T) {
	an, bo := apart(t)
	a := an.write(func(e *change.Edit) { e.Remove(row) })
	if an.fold.Notebook().Get(row) != nil {
		t.Fatal("the row is still there after its removal")
	}
	b := bo.write(func(e *change.Edit) { e.Set(row, "strengths", "a lawyer", nil) })
	meet(an, b)
	meet(bo, a)
	for _, d := range []*device{an, bo} {
		r := d.fold.Notebook().Get(row)
		if r == nil || r.Get("strengths") != "a lawyer" || r.Get("threats") != "first" {
			t.Errorf("the row did not come back whole: %v", r)
		}
	}
	an.write(func(e *change.Edit) { e.Remove(row) })
	if an.fold.Notebook().Get(row) != nil {
		t.Error("a removal that saw the edit does not remove")
	}
	an.write(func(e *change.Edit) { e.Restore(row) })
	if an.fold.Notebook().Get(row) == nil {
		t.Error("bringing back does not bring back")
	}
}

func TestASetKeepsWhatWasAddedWhileAnotherTookItOut(t *testing.T) {
	an, bo := apart(t)
	first := an.write(func(e *change.Edit) { e.Include(row, "actions", "x") })
	meet(bo, first)
	out := an.write(func(e *change.Edit) { e.Exclude(row, "actions", "x", nil) })
	bo.write(func(e *change.Edit) { e.Exclude(row, "actions", "x", nil) })
	again := bo.write(func(e *change.Edit) { e.Include(row, "actions", "x") })
	meet(an, again)
	meet(bo, out)
	for _, d := range []*device{an, bo} {
		if got := d.fold.Notebook().Get(row).Set("actions"); !slices.Equal(got, []string{"x"}) {
			t.Errorf("the set holds %q", got)
		}
	}
}

func TestTakingOneElementOutLeavesTheOthers(t *testing.T) {
	an, _ := apart(t)
	an.write(func(e *change.Edit) { e.Include(row, "actions", "x") })
	an.write(func(e *change.Edit) { e.Include(row, "actions", "y") })
	an.write(func(e *change.Edit) { e.Exclude(row, "actions", "x", nil) })
	if got := an.fold.Notebook().Get(row).Set("actions"); !slices.Equal(got, []string{"y"}) {
		t.Errorf("the set holds %q", got)
	}
}

// A form that was opened before someone else saved makes a value beside.
func TestAStalePageMakesAValueBeside(t *testing.T) {
	an, _ := apart(t)
	seen := an.fold.Notebook().Get(row).Versions("threats")
	an.write(func(e *change.Edit) { e.Set(row, "threats", "newer", seen) })
	an.write(func(e *change.Edit) { e.Set(row, "threats", "from the stale page", seen) })
	if got := an.fold.Notebook().Get(row).Beside("threats"); len(got) != 2 {
		t.Errorf("side by side: %v", got)
	}
}
