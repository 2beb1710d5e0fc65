package workspace_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/vault"
	"amparo/internal/workspace"

	"github.com/google/go-cmp/cmp"
)

// What was deleted without a trace before it has gone to the others leaves no
// gap: what was written after it still comes to them.
func TestDeletingBeforeAMeetingLeavesNoGap(t *testing.T) {
	p, ana, bo := twoKeepers(t)
	gone := addTo(t, ana.w, "written by mistake")
	check(t, ana.w.Forget(t.Context(), gone))
	later := addTo(t, ana.w, "afterwards")
	ana.sync(t, p)
	bo.sync(t, p)
	if bo.w.Notebook().Get(later) == nil {
		t.Error("what came afterwards does not come")
	}
}

// twoKeepers are two women of one notebook, who have met at a relay.
func twoKeepers(t *testing.T) (p *place, ana, bo *woman) {
	t.Helper()
	now := someDay().time
	p, ana, bo = newPlace(), founder(t, 1, now), newWoman(t, 1, 2, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	return p, ana, bo
}

// meetAll has everybody meet until nothing moves.
func meetAll(t *testing.T, p workspace.Carrier, women ...*woman) {
	t.Helper()
	for range 3 {
		for _, a := range women {
			if _, err := a.w.Sync(t.Context(), p, &a.lock); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// holds says whether a text stands in anything that a device keeps of its past.
func holds(t *testing.T, a *woman, text string) bool {
	t.Helper()
	changes, err := a.w.Changes(t.Context())
	check(t, err)
	for _, c := range changes {
		for _, w := range c.Writes {
			if w.Value == text {
				return true
			}
		}
	}
	return false
}

// forgetful is a relay that can let go of mailboxes.
type forgetful struct{ *place }

func (p forgetful) Forget(_ context.Context, box vault.Mailbox) error {
	delete(p.boxes, box.Box)
	return nil
}

// A deletion without a trace goes from the entries of a device once they lie at
// the relay, and is seen nowhere before.
func TestADeletionGoesWhenTheOthersCanHaveTheRest(t *testing.T) {
	p, ana, bo := twoKeepers(t)
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}))
	gone := addTo(t, ana.w, "written by mistake")
	check(t, ana.w.Forget(t.Context(), gone))
	if len(ana.w.Way().Going) != 1 || holds(t, ana, "written by mistake") || ana.w.Notebook().Look(gone) != nil {
		t.Errorf("before the meeting: %v", ana.w.Way().Going)
	}
	ana.sync(t, p)
	if len(ana.w.Way().Going) != 0 || holds(t, ana, "written by mistake") {
		t.Errorf("after the meeting: %v", ana.w.Way().Going)
	}
	later := addTo(t, ana.w, "afterwards")
	meetAll(t, p, ana, bo)
	if bo.w.Notebook().Get(later) == nil {
		t.Error("what came afterwards does not come")
	}
}

// A keeper's day travels: each device lets go of what was removed and of the
// history before it, keeps what stands, and takes in what comes later. A month
// later the relay lets go of the mailboxes of that time.
func TestForgettingForAll(t *testing.T) {
	c := &clock{time.Date(2026, 11, 2, 14, 2, 0, 0, time.UTC)}
	p := forgetful{newPlace()}
	ana, bo, eva := founder(t, 1, c.time), newWoman(t, 1, 2, c.time), newWoman(t, 1, 3, c.time)
	women := []*woman{ana, bo, eva}
	welcome(t, p.place, ana, bo, workspace.Asking{Name: "Bo", Keeper: true})
	welcome(t, p.place, ana, eva, workspace.Asking{Name: "Eva"})
	for _, a := range women {
		check(t, a.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}))
	}
	stays, goes := addTo(t, bo.w, "stays, first words"), addTo(t, bo.w, "removed in spring")
	check(t, bo.w.Set(t.Context(), stays, workspace.Edit{Field: "title", Texts: []string{"stays"}}))
	check(t, bo.w.Remove(t.Context(), goes))
	meetAll(t, p, women...)
	c.now = c.now.Add(5 * 24 * time.Hour)
	if err := eva.w.ForgetForAll(t.Context(), c.now); !errors.Is(err, workspace.ErrNotKeeper) {
		t.Errorf("a member who is no keeper: %v", err)
	}
	check(t, ana.w.ForgetForAll(t.Context(), c.now.Add(-24*time.Hour)))
	apart := addTo(t, eva.w, "apart, meanwhile")
	meetAll(t, p, women...)
	for _, a := range women {
		if holds(t, a, "removed in spring") || holds(t, a, "stays, first words") || a.w.Notebook().Look(goes) != nil {
			t.Error("a device still has it")
		}
		if a.w.Notebook().Get(stays) == nil || a.w.Notebook().Get(apart) == nil || a.w.Way().Forgot == "" {
			t.Error("a device has lost what stands")
		}
	}
	later := addTo(t, eva.w, "later")
	old := len(p.boxes)
	c.now = c.now.Add(20 * 24 * time.Hour)
	meetAll(t, p, women...)
	if bo.w.Notebook().Get(later) == nil || ana.w.Notebook().Get(later) == nil || len(p.boxes) != old {
		t.Errorf("three weeks later: %d mailboxes, were %d", len(p.boxes), old)
	}
	c.now = c.now.Add(11 * 24 * time.Hour)
	meetAll(t, p, women...)
	if len(p.boxes) >= old {
		t.Errorf("a month later: %d mailboxes, were %d", len(p.boxes), old)
	}
	for _, a := range women[1:] {
		if diff := cmp.Diff(picture(ana.w), picture(a.w)); diff != "" {
			t.Error(diff)
		}
		if f := a.w.Way().Faults; len(f) != 0 {
			t.Errorf("noticed: %q", f)
		}
	}
}

// A mailbox that is not there any more, because the others have moved on or the
// relay has lost it, is said to be gone: opened again, with everything in it that
// this device has. One that this device had never been to is simply opened.
func TestAMailboxThatIsGone(t *testing.T) {
	p, ana, bo := twoKeepers(t)
	before := addTo(t, bo.w, "written before")
	relay := func(code string) workspace.Relay {
		return workspace.Relay{Address: "https://relay.example", Codes: []string{code}}
	}
	p.codes = map[string]bool{"one": true, "two": true}
	clear(p.boxes)
	check(t, bo.w.SetRelay(t.Context(), relay("one")))
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}))
	if s := bo.sync(t, p); s.Gone || len(bo.w.Way().Faults) != 0 {
		t.Errorf("a mailbox that was never there: %v, %q", s, bo.w.Way().Faults)
	}
	if s := bo.sync(t, p); s.Gone {
		t.Error("a mailbox that is there is gone")
	}

	clear(p.boxes)
	check(t, bo.w.SetRelay(t.Context(), relay("two")))
	if s := bo.sync(t, p); !s.Gone || s.Lost {
		t.Errorf("a mailbox that is gone: %+v", s)
	}
	if f := bo.w.Way().Faults; !slices.Equal(f, []string{workspace.FaultGone}) {
		t.Errorf("noticed: %q", f)
	}
	ana.sync(t, p)
	if ana.w.Notebook().Get(before) == nil {
		t.Error("what was there before is not there again")
	}
	if s := bo.sync(t, p); s.Gone {
		t.Error("it is said again")
	}
}

// A day that a member wrote who is no keeper counts for nothing.
func TestOnlyAKeepersDayCounts(t *testing.T) {
	c := &clock{time.Date(2026, 11, 2, 14, 2, 0, 0, time.UTC)}
	p := newPlace()
	ana, eva := founder(t, 1, c.time), newWoman(t, 1, 3, c.time)
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	check(t, ana.w.SetRelay(t.Context(), workspace.Relay{Address: "https://relay.example"}))
	addTo(t, ana.w, "a line of history")
	c.now = c.now.Add(5 * 24 * time.Hour)
	settings := notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}
	check(t, eva.w.Set(t.Context(), settings, workspace.Edit{Field: "forget_before", Texts: []string{"2026-11-06"}}))
	meetAll(t, p, ana, eva)
	if !holds(t, ana, "a line of history") {
		t.Error("a member's day was taken")
	}
}
