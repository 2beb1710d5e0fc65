package workspace_test

import (
	"errors"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// opened returns how many check-ins are open.
func opened(w *workspace.Workspace) (n int) {
	for _, r := range w.Notebook().Records("checkin") {
		if r.Get("state") == "open" {
			n++
		}
	}
	return n
}

// refusedAsSecond checks that a second open check-in was refused.
func refusedAsSecond(t *testing.T, w *workspace.Workspace, err error) {
	t.Helper()
	var f *workspace.FieldError
	if !errors.As(err, &f) || f.Problem != workspace.OneOpen || opened(w) != 1 {
		t.Errorf("%d are open: %v", opened(w), err)
	}
}

// At most one check-in is open, by whichever way another comes.
func TestAtMostOneCheckinIsOpen(t *testing.T) {
	d, _, _, _ := desk(t)
	w := hers(t, d)
	state := func(ref notebook.Ref, to string) error {
		return w.Set(t.Context(), ref, workspace.Edit{Field: "state", Texts: []string{to}})
	}
	first := add(t, w, "checkin", notebook.Values{"title": {"one"}})
	if r := w.Notebook().Get(first); r.Get("state") != "open" || r.Get("on") == "" {
		t.Fatalf("what is begun is %q, on %q", r.Get("state"), r.Get("on"))
	}
	_, err := w.Add(t.Context(), "checkin", notebook.Values{"title": {"two"}})
	refusedAsSecond(t, w, err)
	_, err = w.Write(t.Context(), []notebook.Draft{{Kind: "checkin", Values: notebook.Values{"title": {"two"}, "state": {"open"}}}})
	refusedAsSecond(t, w, err)
	kept := add(t, w, "checkin", notebook.Values{"title": {"two"}, "state": {"kept"}, "on": {"2026-01-11"}})
	if day := w.Notebook().Get(kept).Get("on"); day != "2026-01-11" {
		t.Errorf("her day became %s", day)
	}
	refusedAsSecond(t, w, state(kept, "open"))
	do(t, state(first, "open")) // it is the one
	do(t, w.KeepCheckin(t.Context()))
	do(t, state(kept, "open"))
	if opened(w) != 1 || notebook.OpenCheckin(w.Notebook()).ID != kept.ID {
		t.Errorf("%d are open", opened(w))
	}
}

// What comes back, or from a file, comes whole; beside one that is open it is
// kept.
func TestWhatComesBackIsKeptBesideAnOpenOne(t *testing.T) {
	d, _, _, _ := desk(t)
	w := hers(t, d)
	restored := add(t, w, "checkin", notebook.Values{"title": {"removed"}})
	do(t, w.Remove(t.Context(), restored))
	edited := add(t, w, "checkin", notebook.Values{"title": {"removed, and written on elsewhere"}})
	do(t, w.Remove(t.Context(), edited))
	now := add(t, w, "checkin", notebook.Values{"title": {"now"}})
	do(t, w.Restore(t.Context(), restored))
	do(t, w.Set(t.Context(), edited, workspace.Edit{Field: "how", Texts: []string{"better"}}))
	file := notebook.Values{"title": {"from a file"}, "state": {"open"}}
	refs, err := w.Import(t.Context(), []notebook.Draft{{Kind: "checkin", Values: file}, {Kind: "checkin", Values: file}})
	do(t, err)
	if n := len(w.Notebook().Records("checkin")); n != 5 || opened(w) != 1 || notebook.OpenCheckin(w.Notebook()).ID != now.ID {
		t.Errorf("%d of %d are open", opened(w), n)
	}
	if file["state"][0] != "open" {
		t.Error("the caller's draft was changed")
	}
	do(t, w.KeepCheckin(t.Context()))
	_, err = w.Import(t.Context(), []notebook.Draft{{Kind: "checkin", ID: refs[0].ID, Values: file}, {Kind: "checkin", ID: refs[1].ID, Values: file}})
	if do(t, err); opened(w) != 1 {
		t.Errorf("a file opens %d", opened(w))
	}
}

// The same when what one of her devices wrote is brought back: beside an open
// one, what was kept stays kept, and what was removed comes back kept.
func TestWhatIsBroughtBackIsKeptBesideAnOpenOne(t *testing.T) {
	for _, open := range []bool{false, true} {
		c := newCircle(t, 2)
		add(t, c.of(0), "settings", notebook.Values{"who": {"me"}})
		begun := c.endedElsewhere()
		w := c.of(0)
		if open {
			begun = append(begun, add(t, w, "checkin", notebook.Values{"title": {"now"}}))
		}
		r, err := w.Returning(t.Context(), c.writer(0, 1).Devices, "2026-11-02")
		do(t, err)
		do(t, w.BringBack(t.Context(), r))
		if n := len(w.Notebook().Records("checkin")); n != len(begun) || opened(w) != 1 {
			t.Errorf("%d of %d came back, and %d are open", n, len(begun), opened(w))
		}
		if now := notebook.OpenCheckin(w.Notebook()); open && now.Ref != begun[len(begun)-1] {
			t.Error("another one took the place of the one that was open")
		}
	}
}

// Where the one that is open goes with what is brought back, the earlier one is
// open again.
func TestTheEarlierCheckinIsOpenAgain(t *testing.T) {
	c := newCircle(t, 2)
	add(t, c.of(0), "settings", notebook.Values{"who": {"me"}})
	first := add(t, c.of(0), "checkin", notebook.Values{"title": {"how it is"}})
	c.meet()
	do(t, c.of(1).KeepCheckin(t.Context()))
	add(t, c.of(1), "checkin", notebook.Values{"title": {"not hers"}})
	c.meet()
	w := c.of(0)
	r, err := w.Returning(t.Context(), c.writer(0, 1).Devices, "2026-11-01")
	do(t, err)
	do(t, w.BringBack(t.Context(), r))
	if now := notebook.OpenCheckin(w.Notebook()); opened(w) != 1 || now.Ref != first {
		t.Errorf("%d are open: %v", opened(w), now)
	}
}

// endedElsewhere begins check-ins on one device, and keeps or removes them on
// another one.
func (c *circle) endedElsewhere() (begun []notebook.Ref) {
	c.t.Helper()
	for turn := range 4 {
		c.clock.now = c.clock.now.AddDate(0, 0, 1)
		ref := add(c.t, c.of(0), "checkin", notebook.Values{"title": {"how it is"}})
		c.meet()
		if turn%2 == 0 {
			do(c.t, c.of(1).KeepCheckin(c.t.Context()))
		} else {
			do(c.t, c.of(1).Remove(c.t.Context(), ref))
		}
		c.meet()
		begun = append(begun, ref)
	}
	return begun
}

// The rhythm is hers, on this device, and rests with one tap.
func TestARhythmRests(t *testing.T) {
	d, _, _, _ := desk(t)
	w := hers(t, d)
	s := d.Settings()
	for _, step := range []struct {
		weeks, pause string
		want         int
	}{{"", "", 0}, {"3", "", 3}, {"3", "yes", 0}, {"0", "", 0}, {"-1", "", 0}, {"soon", "", 0}} {
		s.Steps["touch."+w.ID()], s.Steps["touch-pause."+w.ID()] = step.weeks, step.pause
		do(t, d.Save(t.Context(), s))
		if got := w.Rhythm(); got != step.want {
			t.Errorf("%q, %q: %d", step.weeks, step.pause, got)
		}
	}
}
