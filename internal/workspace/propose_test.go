package workspace_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workspace"
)

// round is a proposal whose answers are being given.
type round struct {
	t  *testing.T
	w  *workspace.Workspace
	id notebook.ID
}

func propose(t *testing.T, w *workspace.Workspace, v notebook.Values) round {
	t.Helper()
	r := round{t, w, add(t, w, "proposal", v).ID}
	do(t, w.Begin(t.Context(), r.id))
	return r
}

func (r round) proposal() workspace.Proposal {
	r.t.Helper()
	p, err := r.w.Proposed(r.id)
	do(r.t, err)
	return p
}

func (r round) answer(answer, words string) {
	r.t.Helper()
	do(r.t, r.w.Answer(r.t.Context(), r.id, workspace.Answer{Round: r.proposal().Record.Get("round"), Answer: answer, Words: words}))
}

func (r round) heard() []string {
	var list []string
	for _, a := range r.w.Notebook().Heard(r.proposal().Record) {
		list = append(list, strings.TrimSpace(a.Get("answer")+" "+a.Get("words")))
	}
	return list
}

func (r round) stage(want notebook.Stage) {
	r.t.Helper()
	if got := r.proposal().Stage; got != want {
		r.t.Errorf("the proposal is %s, want %s", got, want)
	}
}

func TestARoundFromTheFirstWordToTheAgreement(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	raid := add(t, w, "row", notebook.Values{"threats": {"raid\nat night"}, "actions": {"two keys"}})
	fire := add(t, w, "row", notebook.Values{"threats": {"fire"}, "actions": {"a bucket"}})
	road := add(t, w, "row", notebook.Values{"threats": {"the road"}})
	r := propose(t, w, notebook.Values{"title": {"Two rows"}, "rows": {raid.ID.String(), fire.ID.String()}})
	r.stage(notebook.Answering)
	r.answer("agree", "")
	r.answer("worry", "the bucket is heavy")
	r.answer("object", "who has the keys?")
	if got := r.heard(); got != nil {
		t.Fatalf("shown before the group opens it: %q", got)
	}
	if _, err := w.Conclude(t.Context(), r.id, workspace.Outcome{On: "2026-11-22"}); !errors.Is(err, workspace.ErrRound) {
		t.Errorf("agreed on before it was opened: %v", err)
	}
	do(t, w.Open(t.Context(), r.id))
	r.stage(notebook.Together)
	if diff := cmp.Diff([]string{"object who has the keys?", "worry the bucket is heavy", "agree"}, r.heard()); diff != "" {
		t.Error(diff)
	}
	do(t, w.Set(t.Context(), raid, workspace.Edit{Field: "resources", Texts: []string{"money"}}))
	ref, err := w.Conclude(t.Context(), r.id, workspace.Outcome{On: "2026-11-22", Again: "2027-01-22", Words: "We try it.",
		Rows: []string{fire.ID.String()}, Keep: []string{w.Notebook().Heard(r.proposal().Record)[1].ID.String()}})
	do(t, err)
	r.stage(notebook.Settled)
	a, err := w.Agreed(ref)
	do(t, err)
	var titles []string
	for _, one := range a.Book.All() {
		titles = append(titles, one.Title())
	}
	if diff := cmp.Diff([]string{"fire", "a bucket"}, titles); diff != "" {
		t.Errorf("the agreed version: %s", diff)
	}
	if got := a.Record.Get("later") + "|" + a.Record.Get("words"); got != "raid|We try it.\n\nthe bucket is heavy" {
		t.Errorf("later, and the words: %q", got)
	}
	do(t, w.Set(t.Context(), road, workspace.Edit{Field: "resources", Texts: []string{"a car"}}))
	do(t, w.Set(t.Context(), fire, workspace.Edit{Field: "resources", Texts: []string{"sand"}}))
	a, err = w.Agreed(ref)
	do(t, err)
	if len(a.Since) != 1 || a.Since[0].Ref != fire || a.Since[0].After != "sand" {
		t.Errorf("what changed since tells of other rows: %+v", a.Since)
	}
}

// Everyone answers the same text; what changes meanwhile is told, and a round
// that is begun anew asks everyone again.
func TestEveryoneAnswersTheSame(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	r := propose(t, w, notebook.Values{"title": {"Phones"}, "words": {"Phones in the tin."}})
	first := r.proposal().Record.Get("round")
	r.answer("object", "my mother is ill")
	do(t, w.Set(t.Context(), notebook.Ref{Kind: "proposal", ID: r.id}, workspace.Edit{Field: "words", Texts: []string{"Phones in the next room."}}))
	p := r.proposal()
	if got := p.Book.Records("proposal")[0].Get("words"); got != "Phones in the tin." {
		t.Errorf("what is answered to became %q", got)
	}
	if len(p.Since) != 1 || p.Since[0].Field != "words" {
		t.Errorf("what changed since: %+v", p.Since)
	}
	do(t, w.Begin(t.Context(), r.id))
	if p = r.proposal(); len(p.Since) != 0 || p.Stage != notebook.Answering {
		t.Errorf("anew: %s, %+v", p.Stage, p.Since)
	}
	if err := w.Answer(t.Context(), r.id, workspace.Answer{Round: first, Answer: "agree"}); !errors.Is(err, workspace.ErrRound) {
		t.Errorf("an answer to the earlier text: %v", err)
	}
	do(t, w.Open(t.Context(), r.id))
	if got := r.heard(); got != nil {
		t.Errorf("the earlier answers stand under another text: %q", got)
	}
	ref, err := w.Conclude(t.Context(), r.id, workspace.Outcome{On: "2026-11-22"})
	do(t, err)
	a, err := w.Agreed(ref)
	do(t, err)
	if got := a.Book.Records("proposal")[0].Get("words"); got != "Phones in the next room." || len(a.Since) != 0 {
		t.Errorf("agreed on %q, since then %+v", got, a.Since)
	}
}

func TestARowIsNamedByTheFirstLineOfItsTitle(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	row := add(t, w, "row", notebook.Values{"threats": {"A raid\nat night"}})
	p := add(t, w, "proposal", notebook.Values{"title": {"x"}, "rows": {"a raid"}})
	got := w.Notebook().Linked(w.Notebook().Get(p), "rows")
	if len(w.Notebook().Records("row")) != 1 || len(got) != 1 || got[0].Ref != row {
		t.Errorf("the proposal names %v", got)
	}
}

func TestWhatIsNotChosenYetIsNamed(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	for about, field := range map[string]string{"row": "rows", "protocol": "protocol", "rule": "words"} {
		ref := add(t, w, "proposal", notebook.Values{"title": {"x"}, "about": {about}})
		var fault *workspace.FieldError
		if err := w.Begin(t.Context(), ref.ID); !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", about, err)
		}
		if p, err := w.Proposed(ref.ID); err != nil || p.Missing == nil || p.Missing.Field != field || p.Stage != notebook.Written {
			t.Errorf("%s: %+v, %v", about, p, err)
		}
	}
	plan := propose(t, w, notebook.Values{"title": {"x"}, "about": {"plan"}})
	plan.stage(notebook.Answering)
	do(t, w.Leave(t.Context(), plan.id))
	plan.stage(notebook.NotNow)
	if err := w.Open(t.Context(), plan.id); !errors.Is(err, workspace.ErrRound) {
		t.Errorf("opening what was left: %v", err)
	}
}

func TestAnswersThatDoNotFitAreNotKept(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	r := propose(t, w, notebook.Values{"title": {"x"}, "words": {"y"}})
	now := r.proposal().Record.Get("round")
	for _, a := range []workspace.Answer{
		{Round: now}, {Round: now, Answer: "maybe"}, {Round: now, Answer: "agree", Name: "Luna"}, {Round: now, Answer: "agree", Name: notebook.ID{7}.String()}, {Answer: "agree"},
	} {
		if w.Answer(t.Context(), r.id, a) == nil {
			t.Errorf("%+v was taken", a)
		}
	}
	if n := len(w.Notebook().Records("answer")) + len(w.Notebook().Records("person")); n != 0 {
		t.Errorf("%d records were made", n)
	}
}

// What a round is about is fixed with its text: whatever the proposal says that it
// is about by now, everyone answers the same, and that is agreed on.
func TestWhatIsAnsweredToStaysWhatItIsAbout(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	row := add(t, w, "row", notebook.Values{"threats": {"raid"}})
	protocol := add(t, w, "protocol", notebook.Values{"title": {"Travel"}})
	for _, about := range []string{"plan", "row", "protocol", "rule"} {
		for _, now := range []string{"plan", "row", "protocol", "rule"} {
			r := propose(t, w, notebook.Values{"title": {"x"}, "words": {"y"}, "about": {about}, "rows": {row.ID.String()}, "protocol": {protocol.ID.String()}})
			want := r.proposal()
			do(t, w.Set(t.Context(), notebook.Ref{Kind: "proposal", ID: r.id}, workspace.Edit{Field: "about", Texts: []string{now}}))
			if got := r.proposal(); got.Subject != want.Subject || notebook.Freeze(got.Book.All()) != notebook.Freeze(want.Book.All()) {
				t.Errorf("%s, now %s: it is about %q, and was about %q", about, now, got.Subject, want.Subject)
			}
			do(t, w.Open(t.Context(), r.id))
			ref, err := w.Conclude(t.Context(), r.id, workspace.Outcome{On: "2026-11-22"})
			do(t, err)
			if got := w.Notebook().Get(ref).Get("subject"); got != want.Subject {
				t.Errorf("%s, now %s: agreed on %q", about, now, got)
			}
		}
	}
}

// An answer has no place in a list, so that no list tells when it came.
func TestAnAnswerHasNoPlaceInAList(t *testing.T) {
	d, _, _, _ := desk(t)
	w := newNotebook(t, d)
	r := propose(t, w, notebook.Values{"title": {"x"}, "words": {"y"}})
	for range 3 {
		r.answer("agree", "")
	}
	for _, a := range w.Notebook().Records("answer") {
		if a.Get(notebook.Order) != "" {
			t.Error("an answer tells its place")
		}
	}
}

// Who deletes a proposal for good deletes its answers, those of an earlier
// round included, and is asked about the agreement that holds it.
func TestAProposalGoesWithItsAnswers(t *testing.T) {
	d, shelf, config, _ := desk(t)
	w := newNotebook(t, d)
	r := propose(t, w, notebook.Values{"title": {"x"}, "words": {"y"}})
	r.answer("worry", "CANARY one")
	do(t, w.Begin(t.Context(), r.id))
	r.answer("object", "CANARY two")
	row := add(t, w, "row", notebook.Values{"threats": {"raid"}})
	held := propose(t, w, notebook.Values{"title": {"z"}, "rows": {row.ID.String()}})
	if list := w.Holding(row); len(list) != 1 || list[0].ID != held.id {
		t.Errorf("the row is held by %v", list)
	}
	ref := notebook.Ref{Kind: "proposal", ID: r.id}
	if list := w.Holding(ref); list != nil {
		t.Errorf("the proposal is held by %v", list)
	}
	do(t, w.Forget(t.Context(), ref))
	do(t, d.Close(t.Context()))
	again, err := unlock(t, shelf, config).Notebook(t.Context(), w.ID())
	do(t, err)
	lines, err := again.History(t.Context(), nil)
	do(t, err)
	for _, p := range lines {
		if strings.Contains(p.Text+p.Before, "CANARY") {
			t.Error("an answer to a deleted proposal is still there")
		}
	}
	if n := len(again.Notebook().Records("answer")); n != 0 {
		t.Errorf("%d answers are left", n)
	}
}

// On several devices each one answers on her own; what comes together is the
// same, in whichever order it comes, and one of them may open it meanwhile.
func TestARoundOnSeveralDevices(t *testing.T) {
	p := notebook.Ref{Kind: "proposal", ID: notebook.ID{1}}
	var changes []*change.Change
	write := func(device byte, do func(e *change.Edit)) {
		fold := change.NewFold()
		fold.Apply(changes[0])
		e := fold.Edit(notebook.Device{device}, int64(device))
		do(e)
		changes = append(changes, e.Change())
	}
	begin := change.NewFold().Edit(notebook.Device{1}, 1)
	begin.Set(p, "title", "Phones", nil)
	begin.Set(p, "round", "r", nil)
	changes = append(changes, begin.Change())
	for device, text := range map[byte]string{2: "agree", 3: "object", 4: "worry"} {
		write(device, func(e *change.Edit) {
			a := notebook.Ref{Kind: "answer", ID: notebook.ID{device}}
			e.Set(a, "answer", text, nil)
			e.Include(a, "proposal", p.ID.String())
			e.Set(a, "round", "r", nil)
		})
	}
	write(1, func(e *change.Edit) { e.Include(p, "steps", notebook.Mark(notebook.Together, "r")) })
	heard := func(order ...int) string {
		fold := change.NewFold()
		for _, i := range order {
			fold.Apply(changes[i])
		}
		var said strings.Builder
		for _, a := range fold.Notebook().Heard(fold.Notebook().Get(p)) {
			said.WriteString(a.Get("answer") + " ")
		}
		return said.String()
	}
	if a, b := heard(0, 1, 2, 3, 4), heard(4, 3, 2, 1, 0, 4, 2); a != "object worry agree " || a != b {
		t.Errorf("one device hears %q, the other %q", a, b)
	}
	if got := heard(0, 1, 2, 3); got != "" {
		t.Errorf("heard before it was opened: %q", got)
	}
}
