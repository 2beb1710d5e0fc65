package workspace_test

import (
	"errors"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// keysOf returns what a record asks.
func keysOf(w *workspace.Workspace, ref notebook.Ref) []string {
	var list []string
	for _, q := range w.AskingOf(w.Notebook().Get(ref)) {
		list = append(list, q.Key)
	}
	return list
}

// asked returns a notebook with a protocol that asks for two reasons.
func asked(t *testing.T) (*workspace.Workspace, notebook.Ref, notebook.Ref) {
	t.Helper()
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "protocol", notebook.Values{"title": {"road"}, "review": {"2026-11-01"}, "purpose": {"to come home well"}})
	car := add(t, w, "indicator", notebook.Values{"title": {"a car"}, "protocols": {ref.ID.String()}})
	if len(keysOf(w, ref)) != 2 || len(w.Asking()) != 2 {
		t.Fatalf("it asks %q", keysOf(w, ref))
	}
	return w, ref, car
}

func TestLookedAtIsStillRight(t *testing.T) {
	w, ref, car := asked(t)
	do(t, w.Looked(t.Context(), ref, "noted."+car.ID.String(), "not a key of ours"))
	if got := keysOf(w, ref); len(got) != 1 || got[0] != "review.2026-11-01" {
		t.Errorf("after one answer it asks %q", got)
	}
	if got := w.Notebook().Get(ref).Set(notebook.Looked); len(got) != 1 {
		t.Errorf("its marks are %q", got)
	}
	do(t, w.Looked(t.Context(), ref))
	if got := keysOf(w, ref); got != nil {
		t.Errorf("after all answers it asks %q", got)
	}
	if err := w.Looked(t.Context(), notebook.Ref{Kind: "protocol", ID: notebook.ID{9}}); !errors.Is(err, workspace.ErrNotFound) {
		t.Errorf("looking at what is not there: %v", err)
	}
}

func TestAChangeAnswersWhatWasAsked(t *testing.T) {
	w, ref, _ := asked(t)
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "purpose", Texts: []string{"to come home well"}, Stamp: workspace.Stamp(w.Notebook().Get(ref), "purpose")}))
	if got := keysOf(w, ref); len(got) != 2 {
		t.Errorf("a form that changes nothing has answered: %q", got)
	}
	before := flushes(t, w)
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "say", Texts: []string{"We visit friends."}}))
	if got := keysOf(w, ref); got != nil {
		t.Errorf("after a change it asks %q", got)
	}
	if got := flushes(t, w) - before; got != 3 { // the text and two answers
		t.Errorf("%d lines were written", got)
	}
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "review", Texts: []string{"2026-11-20"}}))
	if got := keysOf(w, ref); len(got) != 1 {
		t.Errorf("a new day that has come asks %q", got)
	}
}

// flushes returns how many lines the history has, hidden ones included.
func flushes(t *testing.T, w *workspace.Workspace) int {
	t.Helper()
	lines, err := w.History(t.Context(), nil)
	do(t, err)
	return len(lines)
}

func TestTakingTheCauseOutTakesTheQuestionAway(t *testing.T) {
	w, ref, car := asked(t)
	do(t, w.Remove(t.Context(), car))
	if got := keysOf(w, ref); len(got) != 1 {
		t.Errorf("it still asks %q", got)
	}
	do(t, w.Restore(t.Context(), car))
	if got := keysOf(w, ref); len(got) != 2 {
		t.Errorf("brought back, it asks %q", got)
	}
	do(t, w.Remove(t.Context(), ref))
	if got := w.Asking(); got != nil {
		t.Errorf("what was removed asks: %+v", got)
	}
}
