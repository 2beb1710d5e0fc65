package workspace_test

import (
	"errors"
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
	p.bend = withoutTheLastButOne
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

// A visit that broke off says nothing of what has not come yet.
func TestABrokenVisitSaysNothingOfWhatIsOnItsWay(t *testing.T) {
	p, _, bo, written := putBack(t)
	p.bend = theOtherWayRound
	waits := func() error {
		held, err := bo.w.Log().Held(t.Context())
		if err == nil && held.Own {
			err = workspace.ErrOffline
		}
		return err
	}
	got, err := bo.w.Sync(t.Context(), shaky{p, true, waits}, &bo.lock)
	if !errors.Is(err, workspace.ErrOffline) || len(got.Noticed()) > 0 {
		t.Errorf("bo notices %q: %v", got.Noticed(), err)
	}
	p.bend = nil
	if got := bo.sync(t, p).Noticed(); !slices.Equal(got, []string{workspace.FaultReturned}) || !slices.Equal(texts(bo.w), written) {
		t.Errorf("then she notices %q, and has %q", got, texts(bo.w))
	}
}
