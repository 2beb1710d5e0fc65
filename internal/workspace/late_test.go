package workspace_test

import (
	"strings"
	"testing"
	"time"

	"amparo/internal/workspace"
)

// What a member removes with a date of long ago does not go for good at once: the
// others can bring it back.
func TestABackdatedRemovalComesBack(t *testing.T) {
	day, ctx := someDay(), t.Context()
	behind := &clock{day.now}
	p := newPlace()
	ana, eva := founder(t, 1, day.time), newWoman(t, 1, 3, behind.time)
	welcome(t, p, ana, eva, workspace.Asking{Name: "Eva"})
	ref := addTo(t, ana.w, "what we know")
	meetAll(t, p, ana, eva)
	behind.now = day.now.Add(-10 * 365 * 24 * time.Hour)
	check(t, eva.w.Remove(ctx, ref))
	behind.now = day.now
	meetAll(t, p, eva, ana)
	if ana.w.Notebook().Get(ref) != nil {
		t.Fatal("the removal has not come")
	}
	ana.reopen(t)
	if ana.w.Notebook().Look(ref) == nil {
		t.Error("it is gone for good on the day on which it was removed")
	}
	check(t, ana.w.SetRelay(ctx, workspace.Relay{Address: "https://relay.example"}))
	check(t, ana.w.ForgetForAll(ctx, day.now))
	addTo(t, eva.w, "something new")
	meetAll(t, p, eva, ana)
	if ana.w.Notebook().Look(ref) == nil {
		t.Error("a day up to which all forget lets it go for good at once")
	}
	day.now = day.now.Add(workspace.Keep + time.Hour)
	ana.reopen(t)
	if ana.w.Notebook().Look(ref) != nil {
		t.Error("it never goes")
	}
	for name := range ana.desk.Settings().Steps {
		if strings.HasPrefix(name, "late.") {
			t.Error("its name stays in the settings")
		}
	}
}
