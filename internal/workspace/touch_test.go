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
