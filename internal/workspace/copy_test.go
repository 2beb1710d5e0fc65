package workspace_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// hers returns a notebook that one woman keeps for herself.
func hers(t *testing.T, d *workspace.Desk) *workspace.Workspace {
	t.Helper()
	w := newNotebook(t, d)
	add(t, w, "settings", notebook.Values{"who": {"me"}})
	return w
}

// titles returns what the records of a list are called, with their kinds.
func titles(list []*notebook.Record) []string {
	var names []string
	for _, r := range list {
		names = append(names, r.Kind+" "+r.Title())
	}
	return names
}

func TestACopyHoldsWhatWasChosenAndNoPeople(t *testing.T) {
	d, _, _, _ := desk(t)
	from, to := newNotebook(t, d), newNotebook(t, d)
	risk := add(t, from, "risk", notebook.Values{"title": {"The office is searched"}, "probability": {"4"}})
	row := add(t, from, "row", notebook.Values{"threats": {"A search"}, "actions": {"A copy elsewhere", "Call the lawyer"}, "risks": {risk.ID.String()}})
	for _, a := range from.Notebook().Records("action") {
		do(t, from.Set(t.Context(), a.Ref, workspace.Edit{Field: "leads", Texts: []string{"Luna"}}))
	}
	list, err := from.ToCopy(row)
	do(t, err)
	if diff := cmp.Diff([]string{"row A search", "action A copy elsewhere", "action Call the lawyer", "risk The office is searched"}, titles(list)); diff != "" {
		t.Error(diff)
	}
	list = slices.Delete(list, 2, 3)
	refs, err := to.TakeCopies(t.Context(), from.Copies(list))
	do(t, err)
	if len(refs) != 3 || refs[0].Kind != "row" {
		t.Fatalf("%v", refs)
	}
	if diff := cmp.Diff([]string{"risk The office is searched", "row A search", "action A copy elsewhere"}, titles(without(to, "settings"))); diff != "" {
		t.Error(diff)
	}
	copied := to.Notebook().Get(refs[0])
	if got := to.Notebook().Shown(copied, notebook.KindOf("row").Field("actions")); got != "A copy elsewhere" {
		t.Errorf("the row names %q", got)
	}
	if got := to.Notebook().Get(refs[2]); got.Get("probability") != "4" || got.Title() != "The office is searched" {
		t.Errorf("the risk came as %v", got.Fields)
	}
	frozen := notebook.Freeze(to.Notebook().All())
	for _, r := range from.Notebook().All() {
		if strings.Contains(frozen, r.ID.String()) && !notebook.KindOf(r.Kind).Only {
			t.Errorf("the copy holds the id of a %s that it was made from", r.Kind)
		}
	}
	for _, d := range workspace.Drafts(from.Copies(list)) {
		if d.Values[notebook.Order] != nil {
			t.Error("a draft brings an order of its own")
		}
	}
	again, err := to.TakeCopies(t.Context(), from.Copies(list))
	do(t, err)
	if again[0] == refs[0] || len(to.Notebook().Records("row")) != 2 {
		t.Error("copying once more took the place of the first copy")
	}
}

func without(w *workspace.Workspace, kind string) []*notebook.Record {
	return slices.DeleteFunc(w.Notebook().All(), func(r *notebook.Record) bool { return r.Kind == kind })
}

func TestSomeKindsAreNeverCopied(t *testing.T) {
	d, _, _, _ := desk(t)
	w, to := hers(t, d), newNotebook(t, d)
	for kind, values := range map[string]notebook.Values{"person": {"alias": {"Luna"}}, "actor": {"title": {"The landlord"}}} {
		ref := add(t, w, kind, values)
		if _, err := w.ToCopy(ref); !errors.Is(err, workspace.ErrNotFound) {
			t.Errorf("a %s can be copied: %v", kind, err)
		}
		if _, err := to.TakeCopies(t.Context(), w.Copies([]*notebook.Record{w.Notebook().Get(ref)})); !errors.Is(err, workspace.ErrNotFound) {
			t.Errorf("a %s is taken in: %v", kind, err)
		}
	}
	var can []string
	for _, k := range append(notebook.Kinds(), &notebook.Kind{Name: "nothing"}) {
		if workspace.Copyable(k.Name) {
			can = append(can, k.Name)
		}
	}
	want := []string{"risk", "row", "action", "activity", "protocol", "area", "barrier", "wave", "feedback", "habit", "choice", "training", "source", "persona", "drill", "indicator", "tool"}
	if diff := cmp.Diff(want, can); diff != "" {
		t.Error(diff)
	}
}

// Which questions were answered where it came from stays there: it names what
// they were about.
func TestNoMarkOfTheProgramIsCopied(t *testing.T) {
	d, _, _, _ := desk(t)
	w, hidden := newNotebook(t, d), 0
	for _, k := range notebook.Kinds() {
		r := &notebook.Record{Ref: notebook.Ref{Kind: k.Name}, Fields: map[string][]notebook.Value{}}
		for _, f := range k.Fields {
			if f.Hidden {
				r.Fields[f.Name], hidden = []notebook.Value{{Text: "CANARY"}}, hidden+1
			}
		}
		if frozen := notebook.Freeze(w.Copies([]*notebook.Record{r})); strings.Contains(frozen, "CANARY") {
			t.Errorf("a %s is copied with what the program keeps of it: %s", k.Name, frozen)
		}
	}
	if hidden < 3 {
		t.Errorf("%d hidden fields", hidden)
	}
}
