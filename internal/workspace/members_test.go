package workspace_test

import (
	"testing"

	"amparo/internal/workspace"
)

// What a member has written about somebody who was here does not make her one with
// another person.
func TestWhoWasHereIsNobodyElse(t *testing.T) {
	now, ctx := someDay().time, t.Context()
	p := newPlace()
	ana, bo, eva := founder(t, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	meetAll(t, p, ana, bo, eva)
	check(t, ana.w.RemoveDevices(ctx, false, bo.w.Device()))
	meetAll(t, p, ana, eva)
	was := func(w *workspace.Workspace) []workspace.Person {
		t.Helper()
		list, err := w.Former(ctx)
		check(t, err)
		return list
	}
	who := was(ana.w)
	if len(who) != 1 || who[0].Devices[0].ID != bo.w.Device() {
		t.Fatalf("who was here: %v", who)
	}
	check(t, eva.w.ForceWas(ctx, who[0].ID, ana.w.Device()))
	meetAll(t, p, ana, eva)
	for _, person := range was(ana.w) {
		if person.Devices[0].ID == ana.w.Device() {
			t.Error("whoever comes again as Bo would be a device of the founder's")
		}
	}
}

// Whoever lets nobody in any more has no paper key that could.
func TestWhoIsNoKeeperHasNoPaperKeeper(t *testing.T) {
	ctx := t.Context()
	p, ana, bo := twoKeepers(t)
	meetAll(t, p, ana, bo)
	for _, person := range group(t, bo.w).People {
		if !person.Self {
			check(t, bo.w.SetKeeper(ctx, person.ID, false, true))
		}
	}
	g := group(t, bo.w)
	members, err := bo.w.Log().Members(ctx)
	check(t, err)
	for _, m := range members {
		if m.Keeper && !m.Self {
			t.Errorf("a device of hers is a keeper still (paper %v)", m.Paper)
		}
	}
	if !g.Alone {
		t.Error("one keeper is left, and it does not say so")
	}
}
