package workspace_test

import (
	"testing"
	"time"

	"amparo/internal/workspace"
)

// A device is heard of this week or it is not; nothing finer can be had, also
// when its entries have been let go of, and nothing at all when someone has
// turned it off.
func TestHeardOfThisWeekOrNot(t *testing.T) {
	c := someDay()
	p := newPlace()
	ana, bo := founder(t, 1, c.time), newWoman(t, 1, 2, c.time)
	welcome(t, p, ana, bo, workspace.Asking{Name: "Bo"})
	heard := func(want bool) {
		t.Helper()
		got, err := ana.w.Heard(t.Context())
		if check(t, err); got[bo.w.Device()] != want {
			t.Errorf("heard of: %t", !want)
		}
	}
	heard(false)
	ref := addTo(t, bo.w, "by bo")
	bo.sync(t, p)
	ana.sync(t, p)
	heard(true)
	other := addTo(t, ana.w, "by ana")
	check(t, ana.w.Forget(t.Context(), other))
	c.now = c.now.Add(6 * 24 * time.Hour)
	heard(true)
	if ana.w.Notebook().Get(ref) == nil {
		t.Error("it is not here")
	}
	check(t, ana.w.SetQuiet(t.Context(), true))
	heard(false)
	check(t, ana.w.SetQuiet(t.Context(), false))
	c.now = c.now.Add(2 * 24 * time.Hour)
	heard(false)
}
