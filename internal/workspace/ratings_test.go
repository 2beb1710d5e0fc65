package workspace_test

import (
	"slices"
	"strings"
	"testing"

	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// rate adds a single rating of a risk.
func rate(t *testing.T, w *workspace.Workspace, risk notebook.Ref, probability string) notebook.Ref {
	t.Helper()
	return add(t, w, "rating", notebook.Values{"risk": {risk.ID.String()}, "probability": {probability}})
}

// The order in which ratings came stands nowhere that a page or a command reads.
func TestRatingsHaveNoOrder(t *testing.T) {
	d, _, _, c := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"raid"}})
	var came []string
	for _, p := range []string{"1", "2", "3", "4", "5", "1", "2", "3", "4", "5"} {
		c.now = c.now.Add(1e9)
		came = append(came, rate(t, w, risk, p).ID.String())
	}
	var got []string
	for _, r := range w.Ratings(risk) {
		got = append(got, r.ID.String())
		if r.Get(notebook.Order) != "" {
			t.Error("a rating has a place in an order")
		}
	}
	sorted := slices.Sorted(slices.Values(came))
	if !slices.Equal(got, sorted) || slices.Equal(came, sorted) {
		t.Errorf("they come as %q, and came as %q", got, came)
	}
	past, err := w.History(t.Context(), nil)
	do(t, err)
	for _, p := range past {
		if p.Ref.Kind == "rating" {
			t.Fatal("the history tells which rating came when")
		}
	}
}

// When the group has its value, the single ratings are gone from state, history
// and disk; those of another risk stay.
func TestSettlingDeletesTheSingleRatings(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"raid"}, "probability": {"2"}})
	other := add(t, w, "risk", notebook.Values{"title": {"fire"}})
	gone := []notebook.Ref{rate(t, w, risk, "4"), rate(t, w, risk, "5")}
	stays := rate(t, w, other, "1")
	do(t, w.Settle(t.Context(), risk,
		workspace.Edit{Field: "probability", Texts: []string{"4"}}, workspace.Edit{Field: "because", Texts: []string{"we talked"}}))
	do(t, d.Close(t.Context()))
	d = unlock(t, shelf, config)
	w, err := d.Notebook(t.Context(), w.ID())
	do(t, err)
	for _, ref := range gone {
		if w.Notebook().Look(ref) != nil {
			t.Error("a single rating is still there")
		}
	}
	if w.Notebook().Look(stays) == nil {
		t.Error("a rating of another risk is gone")
	}
	if r := w.Notebook().Get(risk); r.Get("probability") != "4" || r.Get("because") != "we talked" {
		t.Errorf("the risk has %v", r.Fields)
	}
	do(t, w.Forget(t.Context(), other))
	if w.Notebook().Look(stays) != nil {
		t.Error("a rating outlives its risk")
	}
}

// Rating again keeps the earlier view with its reason, also after other records
// were deleted for good.
func TestMovesOutliveWhatIsForgotten(t *testing.T) {
	d, _, _, c := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"raid"}, "probability": {"4"}, "because": {"the hearing"}})
	fire := add(t, w, "risk", notebook.Values{"title": {"fire"}})
	c.now = c.now.AddDate(0, 1, 0)
	do(t, w.Set(t.Context(), risk,
		workspace.Edit{Field: "probability", Texts: []string{"2"}}, workspace.Edit{Field: "because", Texts: []string{"the lamp"}}))
	do(t, w.Forget(t.Context(), fire))
	list, err := w.Moves(t.Context(), risk, []string{"probability"}, "because")
	do(t, err)
	var got []string
	for _, m := range list {
		got = append(got, m.Values["probability"]+" "+m.Reason)
	}
	if strings.Join(got, ", ") != "4 the hearing, 2 the lamp" {
		t.Errorf("moves: %q", got)
	}
}
