package workspace_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/share"
	"amparo/internal/workspace"
)

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) time() time.Time { return c.now }

var cheap = key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}

// desk returns an opened vault on a shelf in memory.
func desk(t *testing.T) (*workspace.Desk, *workspace.MemoryShelf, workspace.Config, *clock) {
	t.Helper()
	c := someDay()
	config := workspace.Config{Cost: cheap, Floor: cheap, Rand: rand.Reader, Now: c.time}
	shelf := workspace.NewMemoryShelf()
	d, err := workspace.Create(t.Context(), shelf, "Kitchen", []byte("correct horse"), config)
	if err != nil {
		t.Fatal(err)
	}
	return d, shelf, config, c
}

func newNotebook(t *testing.T, d *workspace.Desk) *workspace.Workspace {
	t.Helper()
	w, err := d.NewNotebook(t.Context(), "Ours")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func add(t *testing.T, w *workspace.Workspace, kind string, v notebook.Values) notebook.Ref {
	t.Helper()
	ref, err := w.Add(t.Context(), kind, v)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasWrittenIsThereAfterOpeningAgain(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	risk := add(t, w, "risk", notebook.Values{"title": {"our office is searched"}, "probability": {"4"}})
	row, err := w.RowFromRisk(t.Context(), risk.ID)
	do(t, err)
	do(t, w.Set(t.Context(), row, workspace.Edit{Field: "actions", Texts: []string{"A copy elsewhere", "Call the lawyer"}}))
	do(t, d.Save(t.Context(), workspace.Settings{Language: "ar", AutoLock: 9, Hidden: []string{"week"}, Steps: map[string]string{"half-hour": "3"}}))
	do(t, d.Close(t.Context()))

	places, err := shelf.List(t.Context())
	do(t, err)
	if _, err := workspace.Unlock(t.Context(), shelf, places[0].ID, []byte("wrong"), config); !errors.Is(err, workspace.ErrLocked) {
		t.Fatalf("a wrong passphrase gives %v", err)
	}
	d, err = workspace.Unlock(t.Context(), shelf, places[0].ID, []byte("correct horse"), config)
	do(t, err)
	again, err := d.Notebook(t.Context(), w.ID())
	do(t, err)
	if diff := cmp.Diff(notebook.Freeze(w.Notebook().All()), notebook.Freeze(again.Notebook().All())); diff != "" {
		t.Error(diff)
	}
	if got := d.Settings(); got.Language != "ar" || got.AutoLock != 9 || got.Steps["half-hour"] != "3" || !slices.Equal(got.Hidden, []string{"week"}) {
		t.Errorf("settings: %+v", got)
	}
	if again.Name() != "Ours" {
		t.Errorf("name: %q", again.Name())
	}
}

func TestATitleNamesARecordOrMakesOne(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	first := add(t, w, "row", notebook.Values{"threats": {"fire"}, "actions": {"Two keys", "A sealed copy"}})
	second := add(t, w, "row", notebook.Values{"threats": {"raid"}, "actions": {"  a SEALED copy "}})
	if n := len(w.Notebook().Records("action")); n != 2 {
		t.Errorf("%d actions, want 2", n)
	}
	book := w.Notebook()
	if got := book.Shown(book.Get(second), notebook.KindOf("row").Field("actions")); got != "A sealed copy" {
		t.Errorf("the second row names %q", got)
	}
	do(t, w.Set(t.Context(), first, workspace.Edit{Field: "actions", Texts: []string{"Two keys"}, Stamp: workspace.Stamp(book.Get(first), "actions")}))
	if got := book.Shown(w.Notebook().Get(first), notebook.KindOf("row").Field("actions")); got != "Two keys" {
		t.Errorf("the first row names %q", got)
	}
}

func TestAValueThatDoesNotFitChangesNothing(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}})
	var fault *workspace.FieldError
	for _, c := range []struct {
		field, text string
		want        workspace.Problem
	}{
		{"probability", "9", workspace.NotOnScale}, {"title", " ", workspace.Empty}, {"title", "a\nb", workspace.OneLine},
		{"color", "red", workspace.Unknown}, {"note", strings.Repeat("x", 300_000), workspace.TooLong},
	} {
		err := w.Set(t.Context(), ref, workspace.Edit{Field: "can_do", Texts: []string{"typed"}}, workspace.Edit{Field: c.field, Texts: []string{c.text}})
		if !errors.As(err, &fault) || fault.Problem != c.want {
			t.Errorf("%s: %v, want %s", c.field, err, c.want)
		}
	}
	if got := w.Notebook().Get(ref).Get("can_do"); got != "" {
		t.Errorf("half of an edit was saved: %q", got)
	}
	if _, err := w.Add(t.Context(), "risk", notebook.Values{"domain": {"digital"}}); !errors.As(err, &fault) || fault.Field != "title" {
		t.Errorf("a risk without its sentence: %v", err)
	}
	if err := w.Set(t.Context(), notebook.Ref{Kind: "risk", ID: notebook.ID{9}}); !errors.Is(err, workspace.ErrNotFound) {
		t.Errorf("setting what is not there: %v", err)
	}
}

// Two windows show the same form. The second to save had not seen the first.
func TestAStaleFormLosesNothing(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}, "note": {"old"}, "can_do": {"this"}})
	stamp := func(field string) string { return workspace.Stamp(w.Notebook().Get(ref), field) }
	note, canDo := stamp("note"), stamp("can_do")
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{"first"}, Stamp: note}, workspace.Edit{Field: "can_do", Texts: []string{"that"}, Stamp: canDo}))
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{"second"}, Stamp: note}, workspace.Edit{Field: "can_do", Texts: []string{"this"}, Stamp: canDo}))
	r := w.Notebook().Get(ref)
	if got := r.Beside("note"); len(got) != 2 {
		t.Errorf("side by side: %v", got)
	}
	if got := r.Set("can_do"); !slices.Equal(got, []string{"that"}) {
		t.Errorf("a field that the second window left alone now holds %q", got)
	}
	do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{"both"}, Stamp: stamp("note")}))
	if got := w.Notebook().Get(ref).Set("note"); !slices.Equal(got, []string{"both"}) {
		t.Errorf("after choosing: %q", got)
	}
}

func TestRemovedComesBackForThirtyDays(t *testing.T) {
	d, shelf, config, c := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}})
	do(t, w.Remove(t.Context(), ref))
	if w.Notebook().Get(ref) != nil || len(w.Notebook().Removed()) != 1 {
		t.Fatal("removing does not remove")
	}
	do(t, w.Restore(t.Context(), ref))
	if w.Notebook().Get(ref).Title() != "a" {
		t.Fatal("bringing back does not bring back")
	}
	do(t, w.Remove(t.Context(), ref))
	for _, days := range []int{29, 31} {
		c.now = c.now.AddDate(0, 0, days-29)
		if days == 29 {
			c.now = c.now.AddDate(0, 0, 29)
		}
		do(t, d.Close(t.Context()))
		d = unlock(t, shelf, config)
		again, err := d.Notebook(t.Context(), w.ID())
		do(t, err)
		if got := len(again.Notebook().Removed()); got != map[int]int{29: 1, 31: 0}[days] {
			t.Errorf("after %d days %d can be brought back", days, got)
		}
		past, err := again.History(t.Context(), &ref)
		do(t, err)
		if gone := len(past) == 0; gone != (days == 31) {
			t.Errorf("after %d days its history has %d lines", days, len(past))
		}
	}
}

func unlock(t *testing.T, shelf workspace.Shelf, config workspace.Config) *workspace.Desk {
	t.Helper()
	places, err := shelf.List(t.Context())
	do(t, err)
	d, err := workspace.Unlock(t.Context(), shelf, places[0].ID, []byte("correct horse"), config)
	do(t, err)
	return d
}

func TestDeletedNowLeavesNoTraceAndNothingElseGoes(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	gone := add(t, w, "risk", notebook.Values{"title": {"CANARY"}})
	stays := add(t, w, "risk", notebook.Values{"title": {"stays"}})
	do(t, w.Set(t.Context(), stays, workspace.Edit{Field: "note", Texts: []string{"v1"}}))
	do(t, w.Forget(t.Context(), gone))
	do(t, w.Set(t.Context(), stays, workspace.Edit{Field: "note", Texts: []string{"v2"}}))
	do(t, d.Close(t.Context()))
	d = unlock(t, shelf, config)
	again, err := d.Notebook(t.Context(), w.ID())
	do(t, err)
	if again.Notebook().Look(gone) != nil {
		t.Error("the deleted record is back")
	}
	if got := again.Notebook().Get(stays).Get("note"); got != "v2" {
		t.Errorf("the other record holds %q", got)
	}
	past, err := again.History(t.Context(), nil)
	do(t, err)
	for _, p := range past {
		if strings.Contains(p.Text+p.Before, "CANARY") {
			t.Error("history still holds the deleted text")
		}
	}
	lines, err := again.History(t.Context(), &stays)
	do(t, err)
	if len(lines) < 2 {
		t.Errorf("history of the other record: %v", lines)
	}
}

func TestMovingInAList(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	var refs []notebook.Ref
	for _, title := range []string{"a", "b", "c", "d"} {
		refs = append(refs, add(t, w, "activity", notebook.Values{"title": {title}}))
	}
	order := func() string {
		var s strings.Builder
		for _, r := range w.Notebook().Records("activity") {
			s.WriteString(r.Title())
		}
		return s.String()
	}
	do(t, w.Move(t.Context(), refs[3], refs[0].ID))
	do(t, w.Move(t.Context(), refs[1], notebook.ID{}))
	if got := order(); got != "dacb" {
		t.Errorf("order %q, want dacb", got)
	}
	for i := range 200 {
		do(t, w.Move(t.Context(), refs[i%3], refs[3].ID))
		if got := order(); !strings.Contains(got, "abc"[i%3:i%3+1]+"d") {
			t.Fatalf("move %d gives %q", i, got)
		}
	}
}

func TestAnAgreedVersionStaysAndTellsWhatChanged(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	row := add(t, w, "row", notebook.Values{"threats": {"raid"}, "resources": {"a lock"}, "actions": {"copy"}})
	ref, err := w.Agree(t.Context(), workspace.PlanSubject, "2026-11-22", "2027-05-22", "thank you")
	do(t, err)
	do(t, w.Set(t.Context(), row, workspace.Edit{Field: "resources", Texts: []string{"two locks"}}))
	a, err := w.Agreed(ref)
	do(t, err)
	if got := a.Book.Get(row).Get("resources"); got != "a lock" {
		t.Errorf("the agreed version says %q", got)
	}
	if len(a.Since) != 1 || a.Since[0].Before != "a lock" || a.Since[0].After != "two locks" {
		t.Errorf("since then: %+v", a.Since)
	}
	if list := w.Holding(row); len(list) != 1 || list[0].Ref != ref {
		t.Errorf("the row is held by %v", list)
	}
	p := add(t, w, "protocol", notebook.Values{"title": {"Travel"}, "before": {"pack"}})
	add(t, w, "protocol", notebook.Values{"title": {"Other"}})
	ref, err = w.Agree(t.Context(), p.ID.String(), "2026-11-22", "", "")
	do(t, err)
	do(t, w.Set(t.Context(), p, workspace.Edit{Field: "after", Texts: []string{"rest"}}))
	a, err = w.Agreed(ref)
	do(t, err)
	if len(a.Since) != 1 || a.Since[0].Field != "after" || len(a.Book.Records("protocol")) != 1 {
		t.Errorf("a protocol's agreement: %+v", a.Since)
	}
}

func TestALongValueGoesThroughASeveralPartFlush(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	long := strings.Repeat("agua y pan ", 20_000)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}, "note": {long}})
	do(t, d.Close(t.Context()))
	again, err := unlock(t, shelf, config).Notebook(t.Context(), w.ID())
	do(t, err)
	if got := again.Notebook().Get(ref).Get("note"); got != long {
		t.Errorf("%d bytes came back of %d", len(got), len(long))
	}
}

func TestASnapshotOpensToTheSame(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}})
	for i := range 600 {
		do(t, w.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{strings.Repeat("x", i)}}))
	}
	do(t, d.Close(t.Context()))
	d = unlock(t, shelf, config)
	again, err := d.Notebook(t.Context(), w.ID())
	do(t, err)
	if diff := cmp.Diff(notebook.Freeze(w.Notebook().All()), notebook.Freeze(again.Notebook().All())); diff != "" {
		t.Error(diff)
	}
	past, err := again.History(t.Context(), &ref)
	do(t, err)
	if len(past) == 0 {
		t.Error("history is gone with the snapshot")
	}
	do(t, again.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{"end"}}))
}

// What was written before something was deleted now stays readable after the
// next snapshot.
func TestHistoryOutlivesDeletingAndSnapshots(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"the first title"}})
	do(t, w.Forget(t.Context(), add(t, w, "risk", notebook.Values{"title": {"gone"}})))
	other := add(t, w, "risk", notebook.Values{"title": {"busy"}})
	for i := range 600 {
		do(t, w.Set(t.Context(), other, workspace.Edit{Field: "note", Texts: []string{strings.Repeat("x", i)}}))
	}
	past, err := w.History(t.Context(), &ref)
	do(t, err)
	if len(past) != 1 || past[0].Text != "the first title" {
		t.Errorf("history of the first record: %v", past)
	}
}

func TestABackupOpensAsAnotherDevice(t *testing.T) {
	d, _, config, _ := desk(t)
	w := newNotebook(t, d)
	ref := add(t, w, "risk", notebook.Values{"title": {"a"}})
	var b bytes.Buffer
	do(t, d.Backup(t.Context(), &b))
	for _, from := range []workspace.Backup{
		{Passphrase: []byte("correct horse")},
		{Passphrase: []byte("another one"), Paper: d.PaperKey()},
	} {
		from.Reader, from.Label = bytes.NewReader(b.Bytes()), "Other laptop"
		restored, err := workspace.Restore(t.Context(), workspace.NewMemoryShelf(), from, config)
		do(t, err)
		again, err := restored.Notebook(t.Context(), w.ID())
		do(t, err)
		if got := again.Notebook().Get(ref); got == nil || got.Title() != "a" {
			t.Fatalf("the backup holds %v", got)
		}
		if again.Device() == w.Device() {
			t.Error("the restored device is the old one")
		}
		do(t, again.Set(t.Context(), ref, workspace.Edit{Field: "note", Texts: []string{"from the other laptop"}}))
		if report, err := restored.Verify(t.Context()); err != nil || report.Findings != nil {
			t.Errorf("what the restored device wrote does not verify: %v, %v", report.Findings, err)
		}
	}
	from := workspace.Backup{Reader: &b, Passphrase: []byte("wrong")}
	if _, err := workspace.Restore(t.Context(), workspace.NewMemoryShelf(), from, config); !errors.Is(err, workspace.ErrLocked) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
}

func TestThePassphraseIsChangedWithTheOldOneOrThePaperKey(t *testing.T) {
	d, shelf, config, _ := desk(t)
	if err := d.ChangePassphrase(t.Context(), shelf, []byte("wrong"), []byte("second")); !errors.Is(err, workspace.ErrLocked) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	do(t, d.ChangePassphrase(t.Context(), shelf, []byte("correct horse"), []byte("second")))
	do(t, d.ChangePassphrase(t.Context(), shelf, []byte(d.PaperKey()), []byte("third")))
	do(t, d.Close(t.Context()))
	places, err := shelf.List(t.Context())
	do(t, err)
	for words, want := range map[string]error{"correct horse": workspace.ErrLocked, "second": workspace.ErrLocked, "third": nil} {
		if _, err := workspace.Unlock(t.Context(), shelf, places[0].ID, []byte(words), config); !errors.Is(err, want) {
			t.Errorf("%s gives %v", words, err)
		}
	}
}

// Words that open another vault are taken only where the two look different.
func TestAPassphraseOfAVaultThatLooksAlikeIsNotTaken(t *testing.T) {
	d, shelf, config, _ := desk(t)
	here, err := shelf.List(t.Context())
	do(t, err)
	other, err := workspace.Create(t.Context(), shelf, here[0].Label, []byte("hers"), config)
	do(t, err)
	do(t, other.Close(t.Context()))
	if err := d.ChangePassphrase(t.Context(), shelf, []byte("correct horse"), []byte("hers")); !errors.Is(err, workspace.ErrTaken) {
		t.Errorf("hers: %v", err)
	}
	do(t, d.ChangePassphrase(t.Context(), shelf, []byte("correct horse"), []byte("correct horse"))) // nothing was changed
	do(t, d.SetLabel(t.Context(), "Cellar"))
	do(t, d.ChangePassphrase(t.Context(), shelf, []byte("correct horse"), []byte("hers")))
	do(t, d.Close(t.Context()))
}

func TestLookingAroundIsInMemoryOnly(t *testing.T) {
	_, _, config, _ := desk(t)
	d, err := workspace.LookAround(context.Background(), config)
	do(t, err)
	if !d.Passing() {
		t.Error("looking around does not say so")
	}
	add(t, newNotebook(t, d), "risk", notebook.Values{"title": {"a"}})
}

func TestASharedPickStaysAShare(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	add(t, w, "row", notebook.Values{"threats": {"raid"}, "actions": {"copy"}})
	s := share.Build(w.Notebook(), share.Columns(w.Notebook(), []string{"actions"}))
	if diff := cmp.Diff([][]string{{"copy"}}, s.Rows); diff != "" {
		t.Error(diff)
	}
}
