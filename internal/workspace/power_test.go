package workspace_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/notebook"
	"amparo/internal/store"
	"amparo/internal/store/storetest"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// outlet is a shelf with one vault, whose power can be cut.
type outlet struct {
	power *storetest.Power
	fails []string // names of blobs that are not put: the power fails before
}

// plug is the vault's store.
type plug struct {
	*storetest.Power
	o *outlet
}

func (p plug) Put(ctx context.Context, box store.Box, name string, blob []byte) error {
	if slices.Contains(p.o.fails, name) {
		return errPower
	}
	return p.Power.Put(ctx, box, name, blob)
}

func (o *outlet) List(context.Context) ([]workspace.Place, error) {
	if o.power == nil {
		return nil, nil
	}
	return []workspace.Place{{ID: "0"}}, nil
}

func (o *outlet) Open(context.Context, string) (store.Store, error) {
	return plug{o.power, o}, nil
}

func (o *outlet) New(context.Context) (string, store.Store, error) {
	o.power = storetest.NewPower()
	return "0", plug{o.power, o}, nil
}

func (o *outlet) Remove(context.Context, string) error { return errors.ErrUnsupported }

// cut returns what a power cut would leave now.
func (o *outlet) cut(t testing.TB) *storetest.Power {
	t.Helper()
	left, err := o.power.Cut()
	check(t, err)
	return left
}

// shaky is a place that tells of each blob that has come from it.
type shaky struct {
	*place
	remembers bool
	came      func() error
}

func (s shaky) Remembers() bool { return s.remembers }

func (s shaky) Meet(ctx context.Context, m vault.Mailbox, seen string, set exchange.Set) (workspace.Met, error) {
	return s.place.Meet(ctx, m, seen, told{set, s.came})
}

type told struct {
	exchange.Set
	came func() error
}

func (t told) Add(blob []byte) error {
	if err := t.Set.Add(blob); err != nil {
		return err
	}
	return t.came()
}

// What others wrote is not waited for by the disk, one by one. A power cut while
// it comes takes it back; the notebook opens, and the next visit brings it again.
// After a visit it is durable, also where nothing is remembered of it.
func TestAPowerCutTakesBackOnlyWhatComesAgain(t *testing.T) {
	for _, remembers := range []bool{true, false} {
		cutWhileItComes(t, remembers)
	}
}

func cutWhileItComes(t *testing.T, remembers bool) {
	t.Helper()
	const written = 3
	now := someDay().time
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	bo.sync(t, p)
	for range written {
		addTo(t, ana.w, "Written by Ana")
	}
	ana.sync(t, p)
	var cuts []*storetest.Power
	cut := func() error {
		cuts = append(cuts, bo.shelf.cut(t))
		return nil
	}
	_, err := bo.w.Sync(t.Context(), shaky{p, remembers, cut}, &bo.lock)
	check(t, errors.Join(err, cut()))
	if len(cuts) != written+1 {
		t.Fatalf("%d blobs came", len(cuts)-1)
	}
	for i, left := range cuts {
		bo.reopenWith(t, left)
		want := 0
		if i == written {
			want = written
		}
		if n := len(texts(bo.w)); n != want {
			t.Errorf("after %d of %d, remembered %v: %d are left, not %d", i+1, written, remembers, n, want)
		}
		bo.sync(t, p)
		if n := len(texts(bo.w)); n != written {
			t.Errorf("after %d of %d, remembered %v: %d are there in the end", i+1, written, remembers, n)
		}
	}
}

// Two keepers begin an epoch apart. Bo has passed over what Eva wrote before, since
// her own epoch did not count it, and then goes over to Ana's, which does. It is
// for her now, also when the visit that led her there broke off after any blob, or
// her power failed.
func TestATurnThatBreaksOffIsReadAgain(t *testing.T) {
	apart := 0
	for seed := uint64(3); seed < 6; seed++ {
		for fails := range 2 {
			for after := 0; breaksOff(t, seed, after, fails == 1, &apart); after++ {
			}
		}
	}
	if apart == 0 {
		t.Error("nobody has given up a way of her own")
	}
}

// apartAt is a place where two keepers have begun an epoch apart, after Eva had
// written. Bo has passed that over there.
type apartAt struct {
	*place
	ana, bo *woman
	written notebook.Ref
	without *place // the same, without what Eva wrote
}

func keepersApart(t *testing.T, seed uint64) apartAt {
	t.Helper()
	day := someDay()
	p := newPlace()
	ana, bo, eva := founder(t, seed, day.time), newWoman(t, seed, 2, day.time), newWoman(t, seed, 3, day.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	for range 2 {
		for _, a := range []*woman{ana, bo, eva} {
			a.sync(t, p)
		}
	}
	before := maps.Clone(p.boxes)
	written := addTo(t, eva.w, "Written by Eva")
	eva.sync(t, p)
	hers := map[exchange.ID]bool{}
	for box, list := range p.boxes {
		for _, blob := range list[len(before[box]):] {
			hers[exchange.IDOf(blob)] = true
		}
	}
	ana.sync(t, p)
	check(t, ana.w.Renew(t.Context()))
	day.now = day.now.Add(time.Hour)
	check(t, bo.w.Renew(t.Context()))
	bo.sync(t, p)
	ana.sync(t, p)
	without := newPlace()
	for box, list := range p.boxes {
		without.boxes[box] = slices.DeleteFunc(slices.Clone(list), func(b []byte) bool { return hers[exchange.IDOf(b)] })
	}
	return apartAt{p, ana, bo, written, without}
}

// breaksOff says whether so many blobs came before the visit broke off.
func breaksOff(t *testing.T, seed uint64, after int, fails bool, apart *int) bool {
	t.Helper()
	p := keepersApart(t, seed)
	bo, ours := p.bo, circleOf(t, p.bo)
	n, left := 0, bo.shelf.power
	_, err := bo.w.Sync(t.Context(), shaky{p.place, true, func() error {
		if n++; n <= after {
			return nil
		}
		if fails && n == after+1 {
			left = bo.shelf.cut(t)
		}
		return errPower
	}}, &bo.lock)
	if n <= after {
		check(t, err)
		return false
	}
	bo.reopenWith(t, left)
	for range 2 {
		bo.sync(t, p.place)
		p.ana.sync(t, p.place)
	}
	if bo.w.Notebook().Get(p.written) == nil {
		t.Errorf("seed %d, broken off after %d blobs, power cut %v: what Eva wrote is not there", seed, after, fails)
	}
	if circleOf(t, bo) != ours {
		*apart++
	}
	return true
}

// It is the same when a file leads Bo there that has nothing of Eva's: what she
// passed over at the relay is read again there.
func TestAFileThatLeadsOnIsHeardAtTheRelay(t *testing.T) {
	apart := 0
	for seed := uint64(3); seed < 6; seed++ {
		p := keepersApart(t, seed)
		bo, ours := p.bo, circleOf(t, p.bo)
		_, err := bo.w.Sync(t.Context(), shaky{p.without, false, func() error { return nil }}, &bo.lock)
		check(t, err)
		if circleOf(t, bo) == ours {
			continue
		}
		apart++
		if bo.w.Notebook().Get(p.written) != nil {
			t.Fatalf("seed %d: the file has what Eva wrote", seed)
		}
		bo.sync(t, p.place)
		if bo.w.Notebook().Get(p.written) == nil {
			t.Errorf("seed %d: what Eva wrote is not there", seed)
		}
	}
	if apart == 0 {
		t.Error("nobody has given up a way of her own")
	}
}
