package workspace_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// aPlan fills a notebook with a plan on its way: for each row the states of its
// actions.
func aPlan(t *testing.T, w *workspace.Workspace) {
	t.Helper()
	add(t, w, "plan", notebook.Values{"title": {"A year of calm"}, "state": {"underway"}, "begins": {"2026-01-10"}, "ends": {"2026-12-20"}})
	for row, states := range map[string][]string{
		"all done": {"done", "done"}, "done and dropped": {"done", "changed"}, "dropped": {"changed", "notforus"},
		"half": {"done", "stuck"}, "empty": nil, "unsaid": {""},
	} {
		var names []string
		for i, state := range states {
			name := row + " " + string(rune('a'+i))
			add(t, w, "action", notebook.Values{"title": {name}, "state": {state}})
			names = append(names, name)
		}
		add(t, w, "row", notebook.Values{"threats": {row}, "actions": names})
	}
	add(t, w, "action", notebook.Values{"title": {"alone"}, "state": {"done"}})
	add(t, w, "protocol", notebook.Values{"title": {"When we travel"}, "before": {"Tell Luna"}, "sure": {"4"}})
}

func titlesOf(list []*notebook.Record) []string {
	var names []string
	for _, r := range list {
		names = append(names, r.Title())
	}
	slices.Sort(names)
	return names
}

func finished() workspace.Finishing {
	return workspace.Finishing{On: "2026-11-22", Name: "Plan", Glad: "We laughed", Learnt: "Fewer rows",
		Title: "The second year", Begins: "2026-11-22"}
}

func TestTheNextPlanBeginsWithWhatWasLeft(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	aPlan(t, w)
	protocols := notebook.Freeze(w.Notebook().Records("protocol"))
	ref, err := w.Finish(t.Context(), finished())
	do(t, err)
	book := w.Notebook()
	if diff := cmp.Diff([]string{"dropped", "empty", "half", "unsaid"}, titlesOf(book.Records("row"))); diff != "" {
		t.Errorf("rows of the next plan: %s", diff)
	}
	if diff := cmp.Diff([]string{"half b", "unsaid a"}, titlesOf(book.Records("action"))); diff != "" {
		t.Errorf("actions of the next plan: %s", diff)
	}
	if notebook.Freeze(book.Records("protocol")) != protocols {
		t.Error("a protocol was touched")
	}
	plan := book.Get(notebook.Ref{Kind: "plan", ID: notebook.Single("plan")})
	if got := [4]string{plan.Title(), plan.Get("state"), plan.Get("begins"), plan.Get("ends")}; got != [4]string{"The second year", "draft", "2026-11-22", ""} {
		t.Errorf("the next plan is %q", got)
	}
	past := book.Get(ref)
	if got := past.Title() + past.Get("begins") + past.Get("ends") + past.Get("finished") + past.Get("glad") + past.Get("learnt"); got != "A year of calm2026-01-102026-12-202026-11-22We laughedFewer rows" {
		t.Errorf("the past plan says %q", got)
	}
	then, err := w.Past(ref)
	do(t, err)
	if len(then.Records("row")) != 6 || len(then.Records("action")) != 10 || len(then.Records("protocol")) != 0 {
		t.Errorf("the version holds %d rows, %d actions", len(then.Records("row")), len(then.Records("action")))
	}
}

// Finishing is one change, and taking it back is one: afterwards everything
// stands as it did.
func TestFinishingIsTakenBackAsAWhole(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	aPlan(t, w)
	before := notebook.Freeze(w.Notebook().All())
	count := func() int {
		list, err := w.Changes(t.Context())
		do(t, err)
		return len(list)
	}
	n := count()
	ref, err := w.Finish(t.Context(), finished())
	do(t, err)
	if count() != n+1 {
		t.Errorf("finishing took %d changes", count()-n)
	}
	do(t, w.Unfinish(t.Context(), ref))
	if diff := cmp.Diff(before, notebook.Freeze(w.Notebook().All())); diff != "" || count() != n+2 {
		t.Errorf("taken back in %d changes: %s", count()-n-1, diff)
	}
	if err := w.Unfinish(t.Context(), ref); !errors.Is(err, workspace.ErrNotFound) {
		t.Errorf("taking it back twice: %v", err)
	}
	do(t, d.Close(t.Context()))
	again, err := unlock(t, shelf, config).Notebook(t.Context(), w.ID())
	do(t, err)
	if diff := cmp.Diff(before, notebook.Freeze(again.Notebook().All())); diff != "" {
		t.Errorf("after opening again: %s", diff)
	}
}

// What someone removed by hand after the plan was finished stays removed.
func TestTakingBackLeavesOtherRemovalsAlone(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	aPlan(t, w)
	ref, err := w.Finish(t.Context(), finished())
	do(t, err)
	gone := w.Notebook().Records("row")[0]
	do(t, w.Remove(t.Context(), gone.Ref))
	do(t, w.Unfinish(t.Context(), ref))
	if w.Notebook().Get(gone.Ref) != nil {
		t.Error("it came back")
	}
}

func TestWhatIsGoneForGoodCanNotBeTakenBack(t *testing.T) {
	d, _, _, clock := desk(t)
	w := newNotebook(t, d)
	aPlan(t, w)
	ref, err := w.Finish(t.Context(), finished())
	do(t, err)
	clock.now = clock.now.Add(workspace.Keep + time.Hour)
	do(t, w.Purge(t.Context()))
	before := notebook.Freeze(w.Notebook().All())
	if err := w.Unfinish(t.Context(), ref); !errors.Is(err, workspace.ErrTooLate) {
		t.Errorf("%v", err)
	}
	if notebook.Freeze(w.Notebook().All()) != before {
		t.Error("half of it was taken back")
	}
	if then, err := w.Past(ref); err != nil || len(then.Records("row")) != 6 {
		t.Errorf("the past plan is not whole: %v", err)
	}
}

func TestAFinishingThatDoesNotFitChangesNothing(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	aPlan(t, w)
	before := notebook.Freeze(w.Notebook().All())
	for _, spoil := range []func(*workspace.Finishing){
		func(f *workspace.Finishing) { f.On = "soon" },
		func(f *workspace.Finishing) { f.Ends = "later" },
		func(f *workspace.Finishing) { f.Title = "two\nlines" },
		func(f *workspace.Finishing) { f.Glad = strings.Repeat("x", 300_000) },
	} {
		f := finished()
		spoil(&f)
		var fault *workspace.FieldError
		if _, err := w.Finish(t.Context(), f); !errors.As(err, &fault) {
			t.Errorf("%v", err)
		}
	}
	if notebook.Freeze(w.Notebook().All()) != before {
		t.Error("half of it was saved")
	}
}

// A plan with so many actions that its version is longer than a text of people
// may be is finished, and agreed on, all the same.
func TestALargePlanIsFinishedToo(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	var drafts []notebook.Draft
	for range 1000 {
		drafts = append(drafts, notebook.Draft{Kind: "action", Values: notebook.Values{"title": {"copy"}, "note": {strings.Repeat("agua ", 80)}, "state": {"done"}}})
	}
	_, err := w.Import(t.Context(), drafts)
	do(t, err)
	ref, err := w.Finish(t.Context(), finished())
	do(t, err)
	then, err := w.Past(ref)
	do(t, err)
	if len(then.Records("action")) != 1000 || len(w.Notebook().Records("action")) != 0 {
		t.Errorf("%d in the version, %d left", len(then.Records("action")), len(w.Notebook().Records("action")))
	}
	do(t, w.Unfinish(t.Context(), ref))
	if len(w.Notebook().Records("action")) != 1000 {
		t.Error("not all came back")
	}
}

// two returns two devices that know the same plan.
func two(t *testing.T) (ana, bea *workspace.Workspace) {
	t.Helper()
	d, _, config, _ := desk(t)
	ana = newNotebook(t, d)
	aPlan(t, ana)
	var b bytes.Buffer
	do(t, d.Backup(t.Context(), &b))
	other, err := workspace.Restore(t.Context(), workspace.NewMemoryShelf(), workspace.Backup{Reader: &b, Passphrase: []byte("correct horse")}, config)
	do(t, err)
	bea, err = other.Notebook(t.Context(), ana.ID())
	do(t, err)
	return ana, bea
}

func note(t *testing.T, w *workspace.Workspace, row, text string) notebook.Ref {
	t.Helper()
	rows := w.Notebook().Records("row")
	r := rows[slices.IndexFunc(rows, func(r *notebook.Record) bool { return r.Title() == row })]
	do(t, w.Set(t.Context(), r.Ref, workspace.Edit{Field: "note", Texts: []string{text}}))
	return r.Ref
}

// Two devices finish the plan apart, and one of them had written in a row
// that leaves. When they meet, both past plans stand, each with what its device
// knew.
func TestTwoDevicesFinishApart(t *testing.T) {
	ana, bea := two(t)
	first, err := ana.Finish(t.Context(), finished())
	do(t, err)
	row := note(t, bea, "all done", "and the cellar")
	hers := finished()
	hers.Title, hers.Learnt = "Slower", "Ask earlier"
	second, err := bea.Finish(t.Context(), hers)
	do(t, err)

	one, other := meet(t, ana, bea), meet(t, bea, ana)
	if diff := cmp.Diff(notebook.Freeze(one.All()), notebook.Freeze(other.All())); diff != "" {
		t.Fatalf("the two do not agree: %s", diff)
	}
	for ref, want := range map[notebook.Ref][2]string{first: {"Fewer rows", ""}, second: {"Ask earlier", "and the cellar"}} {
		past := one.Get(ref)
		if past == nil || past.Get("learnt") != want[0] {
			t.Fatalf("a past plan is gone: %v", past)
		}
		then, err := notebook.Thaw(past.Get("version"))
		do(t, err)
		if r := then.Get(row); len(then.Records("row")) != 6 || r == nil || r.Get("note") != want[1] {
			t.Errorf("a version holds %d rows, and says %v", len(then.Records("row")), r)
		}
	}
	plan := one.Get(notebook.Ref{Kind: "plan", ID: notebook.Single("plan")})
	if len(plan.Beside("title")) != 2 || plan.Beside("state") != nil {
		t.Errorf("the next plan's names: %v", plan.Beside("title"))
	}
	if r := one.Look(row); r == nil || !r.Removed || r.Get("note") != "and the cellar" {
		t.Errorf("it is not among what can come back: %+v", r)
	}
}

// What another device wrote in a row that left, before it heard of it, brings the
// row into the next plan: nobody had seen it.
func TestWhatWasWrittenMeanwhileIsInTheNextPlan(t *testing.T) {
	ana, bea := two(t)
	_, err := ana.Finish(t.Context(), finished())
	do(t, err)
	row := note(t, bea, "all done", "and the cellar")
	if r := meet(t, ana, bea).Get(row); r == nil || r.Get("note") != "and the cellar" {
		t.Errorf("the row is %v", r)
	}
}

// meet returns the notebook of one device when the changes of another have
// come to it.
func meet(t *testing.T, mine, theirs *workspace.Workspace) *notebook.Notebook {
	t.Helper()
	fold := change.NewFold()
	for _, w := range []*workspace.Workspace{mine, theirs} {
		list, err := w.Changes(t.Context())
		do(t, err)
		for _, c := range list {
			fold.Apply(c)
		}
	}
	return fold.Notebook()
}
