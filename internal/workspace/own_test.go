package workspace_test

import (
	"errors"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// What one woman keeps for herself comes into no other notebook, by no way.
func TestWhomSheTrustsStandsInHerNotebookOnly(t *testing.T) {
	d, _, _, _ := desk(t)
	ours := newNotebook(t, d)
	add(t, ours, "settings", notebook.Values{"who": {"us"}})
	actor := notebook.Draft{Kind: "actor", Values: notebook.Values{"title": {"The landlord"}}}
	mine := notebook.Draft{Kind: "settings", Values: notebook.Values{"who": {"me"}}}
	for name, drafts := range map[string][]notebook.Draft{"alone": {actor}, "with its settings": {mine, actor}} {
		var f *workspace.FieldError
		if _, err := ours.Import(t.Context(), drafts); !errors.As(err, &f) || f.Problem != workspace.NotHere {
			t.Errorf("%s: %v", name, err)
		}
	}
	if ours.Own() || len(ours.Notebook().Records("actor")) != 0 {
		t.Error("something came in")
	}
	if _, err := hers(t, d).Import(t.Context(), []notebook.Draft{actor}); err != nil {
		t.Errorf("in her own: %v", err)
	}
}

// Her notebook does not become the group's while such records are in it, not
// even among what was removed.
func TestHerNotebookStaysHersWhileTheyAreThere(t *testing.T) {
	d, _, _, _ := desk(t)
	w := hers(t, d)
	settings := notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}
	open := func(who string) error {
		return w.Set(t.Context(), settings, workspace.Edit{Field: "who", Texts: []string{who}})
	}
	actor := add(t, w, "actor", notebook.Values{"title": {"The landlord"}})
	refused := func(when, who string) {
		t.Helper()
		var f *workspace.FieldError
		if err := open(who); !errors.As(err, &f) || f.Problem != workspace.OwnHere || !w.Own() {
			t.Errorf("%s, %q: %v", when, who, err)
		}
	}
	refused("with one", "us")
	refused("with one", "")
	do(t, open("me"))
	do(t, w.Remove(t.Context(), actor))
	refused("with one that was removed", "us")
	do(t, w.Forget(t.Context(), actor))
	if err := open("us"); err != nil || w.Own() {
		t.Errorf("once they are gone: %v", err)
	}
}

// Nor when what its settings said earlier is brought back, or that is undone:
// that, and the settings themselves if they were made since, stay as they are.
func TestBringingBackLeavesHerNotebookHers(t *testing.T) {
	for name, before := range map[string]string{"it was the group's": "us", "it had no settings": ""} {
		c := newCircle(t, 1)
		w := c.of(0)
		if before != "" {
			add(t, w, "settings", notebook.Values{"who": {before}})
		}
		c.clock.now = c.clock.now.AddDate(0, 0, 10)
		add(t, w, "settings", notebook.Values{"who": {"me"}, "scales": {"words"}})
		add(t, w, "actor", notebook.Values{"title": {"The landlord"}})
		risk := add(t, w, "risk", notebook.Values{"title": {"a"}})
		r, err := w.Returning(t.Context(), []notebook.Device{w.Device()}, "2026-11-05")
		do(t, err)
		do(t, w.BringBack(t.Context(), r))
		if !w.Own() || len(w.Notebook().Records("actor")) != 1 {
			t.Errorf("%s: whom she trusts stands in a notebook that is not hers", name)
		}
		if w.Notebook().Get(risk) != nil {
			t.Errorf("%s: nothing else came back either", name)
		}
	}
}

func TestUndoingLeavesHerNotebookHers(t *testing.T) {
	c := newCircle(t, 1)
	w := c.of(0)
	add(t, w, "settings", notebook.Values{"who": {"me"}})
	c.clock.now = c.clock.now.AddDate(0, 0, 10)
	add(t, w, "settings", notebook.Values{"who": {"us"}})
	r, err := w.Returning(t.Context(), []notebook.Device{w.Device()}, "2026-11-05")
	do(t, err)
	do(t, w.BringBack(t.Context(), r))
	if !w.Own() {
		t.Fatal("it did not become hers again")
	}
	add(t, w, "actor", notebook.Values{"title": {"The landlord"}})
	undo, err := w.Undoing(t.Context())
	do(t, err)
	do(t, w.BringBack(t.Context(), undo))
	if !w.Own() || len(undo.List) != 0 {
		t.Errorf("undone, it is not hers: %v", keys(undo.List))
	}
}
