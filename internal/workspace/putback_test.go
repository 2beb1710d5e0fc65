package workspace_test

import (
	"slices"
	"testing"

	"amparo/internal/workspace"
)

// Bo's disk is put back to the day before she wrote something that Ana has, and
// that Ana has written upon.
func putBack(t *testing.T) (p *place, ana, bo *woman, written []string) {
	t.Helper()
	now := someDay().time
	p = newPlace()
	ana, bo = founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	ana.sync(t, p)
	bo.sync(t, p)
	early := bo.shelf.cut(t)
	addTo(t, bo.w, "Written before")
	bo.sync(t, p)
	ana.sync(t, p)
	addTo(t, ana.w, "Written upon it")
	ana.sync(t, p)
	written = texts(ana.w)
	bo.reopenWith(t, early)
	return p, ana, bo, written
}

// What she wrote comes back from the others, she is told, and she goes on after
// it as if nothing had been.
func TestWhatADiskLostComesBackFromTheOthers(t *testing.T) {
	p, ana, bo, written := putBack(t)
	if got := bo.sync(t, p).Noticed(); !slices.Equal(got, []string{workspace.FaultReturned}) {
		t.Errorf("bo notices %q", got)
	}
	if got := texts(bo.w); !slices.Equal(got, written) {
		t.Errorf("bo has %q", got)
	}
	addTo(t, bo.w, "Written afterwards")
	addTo(t, ana.w, "Written meanwhile")
	for range 2 {
		for _, a := range []*woman{bo, ana} {
			if got := a.sync(t, p).Noticed(); len(got) > 0 {
				t.Errorf("afterwards %q is noticed", got)
			}
		}
	}
	bo.reopen(t)
	if picture(ana.w) != picture(bo.w) || len(texts(bo.w)) != len(written)+2 {
		t.Errorf("ana has %q, bo %q", texts(ana.w), texts(bo.w))
	}
}

// Where she writes before she meets anybody, there are two of her. She is told,
// and so are the others.
func TestADiskThatWasPutBackAndWentOnIsSaid(t *testing.T) {
	p, ana, bo, _ := putBack(t)
	addTo(t, bo.w, "Written on the disk that was put back")
	if got := bo.sync(t, p).Noticed(); !slices.Equal(got, []string{workspace.FaultOwnFork}) {
		t.Errorf("bo notices %q", got)
	}
	if got := ana.sync(t, p).Noticed(); !slices.Equal(got, []string{workspace.FaultFork}) {
		t.Errorf("ana notices %q", got)
	}
	if got := bo.w.Way().Faults; !slices.Equal(got, []string{workspace.FaultOwnFork}) {
		t.Errorf("kept for bo: %q", got)
	}
}

// What she wrote doesn't come, though others have written upon it: that is said,
// too, until it comes.
func TestWhatDoesNotComeBackIsSaid(t *testing.T) {
	p, _, bo, written := putBack(t)
	p.bend = func(_ [16]byte, list [][]byte) ([][]byte, error) {
		if n := len(list); n > 1 {
			return append(list[:n-2], list[n-1]), nil
		}
		return list, nil
	}
	if got := bo.sync(t, p).Noticed(); !slices.Equal(got, []string{workspace.FaultOwnFork}) {
		t.Errorf("bo notices %q", got)
	}
	p.bend = nil
	bo.sync(t, p)
	if got := texts(bo.w); !slices.Equal(got, written) {
		t.Errorf("bo has %q", got)
	}
	if got := bo.sync(t, p).Noticed(); len(got) > 0 {
		t.Errorf("afterwards %q is noticed", got)
	}
}
