package workspace_test

import (
	"errors"
	"testing"
	"time"

	"amparo/internal/store"
	"amparo/internal/workspace"
)

// Whoever was taken out stays so for her device after she has read it, and is in
// again by a new invite.
func TestWhoIsOutStaysOutUntilSheIsLetIn(t *testing.T) {
	now, ctx := someDay().time, t.Context()
	p := newPlace()
	ana, bo := founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	out := func() bool {
		t.Helper()
		is, err := bo.w.Out(ctx)
		check(t, err)
		return is
	}
	for range 2 {
		ana.sync(t, p)
		bo.sync(t, p)
	}
	if out() {
		t.Fatal("she is out before anybody took her out")
	}
	check(t, ana.w.RemoveDevices(ctx, false, bo.w.Device()))
	ana.sync(t, p)
	if s := bo.sync(t, p); !s.Out {
		t.Fatal("she is not told")
	}
	check(t, bo.w.Understood(ctx))
	bo.sync(t, p)
	bo.reopen(t)
	if !out() || !group(t, bo.w).Out {
		t.Error("once it was read, she counts as one of them")
	}
	former, err := ana.w.Former(ctx)
	check(t, err)
	welcome(t, p, ana, bo, workspace.Asking{Of: former[0].Devices[0].ID})
	ana.sync(t, p)
	bo.sync(t, p)
	if out() {
		t.Error("she is in again, and it says that she is out")
	}
}

// A keeper's device that is out begins no month of its own: it would be in another
// mailbox then, and not know any more that it is out.
func TestWhoIsOutRenewsNothing(t *testing.T) {
	day, ctx := someDay(), t.Context()
	p := newPlace()
	ana, bo := founder(t, 1, day.time), newWoman(t, 1, 2, day.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	for range 2 {
		ana.sync(t, p)
		bo.sync(t, p)
	}
	check(t, ana.w.RemoveDevices(ctx, false, bo.w.Device()))
	ana.sync(t, p)
	bo.sync(t, p)
	day.now = day.now.Add(31 * 24 * time.Hour)
	for range 2 {
		bo.sync(t, p)
		if out, err := bo.w.Out(ctx); err != nil || !out {
			t.Errorf("a month later she counts as one of them: %v", err)
		}
	}
}

// Whatever such a device decides on its own way, it is out.
func TestWhoIsOutStaysOutOnAWayOfHerOwn(t *testing.T) {
	ctx := t.Context()
	p, ana, bo := twoKeepers(t)
	meetAll(t, p, ana, bo)
	check(t, ana.w.RemoveDevices(ctx, false, bo.w.Device()))
	meetAll(t, p, ana, bo)
	check(t, bo.w.Renew(ctx))
	if !group(t, bo.w).Out {
		t.Error("by a new epoch of her own she counts as one of them")
	}
}

// At a meeting a keeper's device begins a new epoch once a month is over, also
// where its clock was put back for years, and not before. A member's does not.
func TestAMonthBeginsAnEpoch(t *testing.T) {
	day := someDay()
	p := newPlace()
	ana, bo := founder(t, 1, day.time), newWoman(t, 1, 2, day.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	meetAll(t, p, ana, bo)
	const aDay = 24 * time.Hour
	for _, c := range []struct {
		after time.Duration
		who   *woman
		want  bool
	}{{29 * aDay, ana, false}, {2 * aDay, bo, false}, {0, ana, true}, {29 * aDay, ana, false}, {-900 * aDay, ana, true}} {
		day.now = day.now.Add(c.after)
		before := circleOf(t, ana)
		c.who.sync(t, p)
		if got := circleOf(t, c.who) != before; got != c.want {
			t.Errorf("after %v: %v", c.after, got)
		}
		meetAll(t, p, bo)
	}
}

// What could not be begun after a meeting is told.
func TestAnEpochThatCouldNotBeginIsTold(t *testing.T) {
	day, ctx := someDay(), t.Context()
	p := newPlace()
	ana, bo := founder(t, 1, day.time), newWoman(t, 1, 2, day.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	meetAll(t, p, ana, bo)
	day.now = day.now.Add(31 * 24 * time.Hour)
	disk := ana.fill()
	ana.reopen(t)
	disk.full = func(_ store.Box, name string) bool { return name == "snapshot" }
	if _, err := ana.w.Sync(ctx, p, &ana.lock); !errors.Is(err, workspace.ErrFull) {
		t.Errorf("no room for a new epoch: %v", err)
	}
}
