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
