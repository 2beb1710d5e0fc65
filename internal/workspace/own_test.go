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
