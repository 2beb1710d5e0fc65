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

// A protocol that answers a risk asks when the risk becomes another one, until
// it was looked at or changed.
func TestAChangedRiskAsksItsProtocol(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"a search"}, "probability": {"2"}})
	ref := add(t, w, "protocol", notebook.Values{"title": {"house"}, "risks": {risk.ID.String()}})
	rate := func(step string) {
		t.Helper()
		do(t, w.Set(t.Context(), risk, workspace.Edit{Field: "probability", Texts: []string{step}}))
	}
	asks := func(when string, want int) {
		t.Helper()
		if got := w.AskingOf(w.Notebook().Get(ref)); len(got) != want || want == 1 && got[0].Cause.Ref != risk {
			t.Errorf("%s it asks %q", when, keysOf(w, ref))
		}
	}
	asks("before anything changed", 0)
	rate("4")
	asks("with another rating", 1)
	rate("2")
	asks("with the rating that it had", 0)
	rate("5")
	do(t, w.Looked(t.Context(), ref, keysOf(w, ref)...))
	asks("looked at", 0)
	rate("3")
	asks("changed once more", 1)
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "say", Texts: []string{"We visit friends."}}))
	asks("after a change of its own", 0)
	rate("1")
	_, err := w.Agree(t.Context(), ref.ID.String(), "2026-05-01", "", "")
	do(t, err)
	asks("agreed on", 0)
}

// A risk that was made together with its protocol has no past. From the first
// look at the protocol on it has one.
func TestARiskIsSeenWithTheFirstLook(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "protocol", notebook.Values{"title": {"house"}, "risks": {"a search"}})
	risk := w.Notebook().Records("risk")[0].Ref
	rate := func(step string) {
		t.Helper()
		do(t, w.Set(t.Context(), risk, workspace.Edit{Field: "probability", Texts: []string{step}}))
	}
	rate("2")
	if got := keysOf(w, ref); got != nil {
		t.Errorf("its first rating asks %q", got)
	}
	do(t, w.Looked(t.Context(), ref))
	rate("3")
	if got := keysOf(w, ref); len(got) != 1 {
		t.Errorf("another rating asks %q", got)
	}
}

// What is deleted now leaves no mark of how it was seen.
func TestADeletedRiskIsNotRemembered(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"a search"}})
	ref := add(t, w, "protocol", notebook.Values{"title": {"house"}, "risks": {risk.ID.String()}})
	do(t, w.Set(t.Context(), risk, workspace.Edit{Field: "probability", Texts: []string{"4"}}))
	do(t, w.Looked(t.Context(), ref))
	if got := w.Notebook().Get(ref).Set(notebook.Looked); len(got) != 2 {
		t.Fatalf("its marks are %q", got)
	}
	do(t, w.Forget(t.Context(), risk))
	if got := w.Notebook().Get(ref).Set(notebook.Looked); len(got) != 0 {
		t.Errorf("it is still marked %q", got)
	}
	lines, err := w.History(t.Context(), nil)
	do(t, err)
	for _, line := range lines {
		if line.Field == notebook.Looked {
			t.Errorf("the history remembers it: %+v", line)
		}
	}
}
