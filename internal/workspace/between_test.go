package workspace_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/oplog"
	"amparo/internal/share"
	"amparo/internal/vault"
	"amparo/internal/workspace"

	"github.com/google/go-cmp/cmp"
)

// side is one of two programs with a vault of its own. Its keys are opened by
// the vault to change who the members are and to carry entries, and by the
// workspace for everything else; never both at once.
type side struct {
	t     *testing.T
	shelf *workspace.MemoryShelf
	place string
	now   time.Time
}

func newSide(t *testing.T) *side {
	t.Helper()
	s := &side{t: t, shelf: workspace.NewMemoryShelf(), now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	id, st, err := s.shelf.New(t.Context())
	s.check(err)
	_, err = vault.Create(t.Context(), st, "", []byte(pass), s.vaultConfig())
	s.check(err)
	s.place = id
	return s
}

const pass = "river lamp seven candle orchard moon"

func (s *side) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *side) config() workspace.Config {
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	return workspace.Config{Cost: cheap, Floor: cheap, Now: func() time.Time { return s.now }, Rand: rand.Reader}
}

func (s *side) vaultConfig() vault.Config {
	c := s.config()
	return vault.Config{Cost: c.Cost, Floor: c.Floor, Now: c.Now}
}

// desk does something with the opened vault.
func (s *side) desk(do func(ctx context.Context, d *workspace.Desk)) {
	s.t.Helper()
	d, err := workspace.Unlock(s.t.Context(), s.shelf, s.place, []byte(pass), s.config())
	s.check(err)
	do(s.t.Context(), d)
	s.check(d.Close(s.t.Context()))
}

// keys does something with the vault beneath.
func (s *side) keys(do func(v *vault.Vault)) {
	s.t.Helper()
	st, err := s.shelf.Open(s.t.Context(), s.place)
	s.check(err)
	v, err := vault.Open(s.t.Context(), st, []byte(pass), s.vaultConfig())
	s.check(err)
	do(v)
	s.check(v.Close())
}

// log returns the notebook of that number.
func (s *side) log(v *vault.Vault, n int) *vault.Log {
	s.t.Helper()
	l, err := v.Log(s.t.Context(), v.Notebooks()[n].ID)
	s.check(err)
	return l
}

// join lets the trainer into a notebook of the group.
func (s *side) join(trainer *side, n int, as string) {
	s.t.Helper()
	ctx := s.t.Context()
	trainer.keys(func(tv *vault.Vault) {
		card, err := tv.Card(ctx)
		s.check(err)
		s.keys(func(v *vault.Vault) {
			grant, err := s.log(v, n).Admit(ctx, card)
			s.check(err)
			_, err = tv.Join(ctx, as, grant)
			s.check(err)
		})
	})
	s.carry(trainer, n, trainer.last())
}

// last returns the number of the newest notebook.
func (s *side) last() (n int) {
	s.keys(func(v *vault.Vault) { n = len(v.Notebooks()) - 1 })
	return n
}

// carry brings what stands in one notebook to the other side, and returns the
// first fault that is none of having been there before.
func (s *side) carry(to *side, n, there int) (fault error) {
	s.t.Helper()
	ctx := s.t.Context()
	var blobs [][]byte
	s.keys(func(v *vault.Vault) {
		var err error
		blobs, err = s.log(v, n).Sealed(ctx, 0)
		s.check(err)
	})
	to.keys(func(v *vault.Vault) {
		l := to.log(v, there)
		for _, b := range blobs {
			if _, err := l.Receive(ctx, b); err != nil && !errors.Is(err, oplog.Duplicate) {
				fault = err
			}
		}
	})
	return fault
}

// pair is a group with its own notebook (0) and one with a trainer (1), and the
// trainer, whose first one this is.
func pair(t *testing.T) (group, trainer *side) {
	t.Helper()
	group, trainer = newSide(t), newSide(t)
	group.desk(func(ctx context.Context, d *workspace.Desk) {
		_, err := d.NewNotebook(ctx, "Ours")
		group.check(err)
		_, err = d.NewBetween(ctx, "With Marta")
		group.check(err)
	})
	group.join(trainer, 1, "The red door")
	return group, trainer
}

// in does something in a notebook.
func (s *side) in(n int, do func(ctx context.Context, w *workspace.Workspace)) {
	s.t.Helper()
	s.desk(func(ctx context.Context, d *workspace.Desk) {
		w, err := d.Notebook(ctx, d.Notebooks()[n].ID)
		s.check(err)
		do(ctx, w)
	})
}

func TestWhoReadsHereIsSaidByTheKeepersAlone(t *testing.T) {
	group, trainer := pair(t)
	type who struct{ ours, keeper, self bool }
	readers := func(s *side, n int) (list []who) {
		s.in(n, func(ctx context.Context, w *workspace.Workspace) {
			all, err := w.Readers(ctx)
			s.check(err)
			for _, r := range all {
				list = append(list, who{r.Ours, r.Keeper, r.Self})
			}
		})
		slices.SortFunc(list, func(a, b who) int { return strings.Compare(fmt.Sprint(b), fmt.Sprint(a)) })
		return list
	}
	check := func(s *side, n int, want ...who) {
		t.Helper()
		if got := readers(s, n); !slices.Equal(want, got) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	check(group, 1, who{true, true, true}, who{false, false, false})
	check(trainer, 0, who{true, true, false}, who{false, false, true})

	// What the one from outside writes about it counts for nothing.
	settings := notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		list, err := w.Readers(ctx)
		trainer.check(err)
		at := slices.IndexFunc(list, func(r workspace.Reader) bool { return r.Self })
		if err := w.SayOurs(ctx, list[at].Device, true); err != workspace.ErrNotKeeper {
			t.Errorf("she says that she is of the group: %v", err)
		}
		texts := []string{}
		for _, r := range list {
			texts = append(texts, strings.ToLower(hexOf(r.Device)))
		}
		trainer.check(w.Set(ctx, settings, workspace.Edit{Field: "ours", Texts: texts}, workspace.Edit{Field: "purpose", Texts: []string{""}}))
	})
	if fault := trainer.carry(group, 0, 1); fault != nil {
		t.Fatal(fault)
	}
	check(group, 1, who{true, true, true}, who{false, false, false})
	group.in(1, func(_ context.Context, w *workspace.Workspace) {
		if !w.Between() || w.Own() {
			t.Error("the notebook forgot what it is for")
		}
	})

	// A keeper's word does, though another had said it before.
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		list, err := w.Readers(ctx)
		group.check(err)
		at := slices.IndexFunc(list, func(r workspace.Reader) bool { return !r.Self })
		group.check(w.SayOurs(ctx, list[at].Device, true))
	})
	check(group, 1, who{true, true, true}, who{true, false, false})
}

func hexOf(d notebook.Device) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for _, x := range d {
		b.WriteByte(digits[x>>4])
		b.WriteByte(digits[x&15])
	}
	return b.String()
}

func TestOnlyWhatIsSentStandsThere(t *testing.T) {
	group, _ := pair(t)
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		for _, k := range notebook.Kinds() {
			if k.Between || k.Name == "settings" || k.Name == "member" {
				continue
			}
			var f *workspace.FieldError
			if _, err := w.Write(ctx, []notebook.Draft{{Kind: k.Name, Values: notebook.Values{k.Fields[0].Name: {"1"}}}}); !errors.As(err, &f) || f.Problem != workspace.Apart {
				t.Errorf("%s: %v", k.Name, err)
			}
		}
	})
	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		var f *workspace.FieldError
		if _, err := w.Add(ctx, "question", notebook.Values{"title": {"x"}}); !errors.As(err, &f) || f.Problem != workspace.Apart {
			t.Errorf("a question in another notebook: %v", err)
		}
		if _, err := w.Ask(ctx, "x"); err != workspace.ErrNotFound {
			t.Errorf("asked in another notebook: %v", err)
		}
	})
}

// sendActions sends the actions of the group's own notebook.
func (s *side) sendActions(words string, instead notebook.ID) (ref notebook.Ref) {
	s.t.Helper()
	s.desk(func(ctx context.Context, d *workspace.Desk) {
		from, err := d.Notebook(ctx, d.Notebooks()[0].ID)
		s.check(err)
		to, err := d.Notebook(ctx, d.Notebooks()[1].ID)
		s.check(err)
		picks := share.Columns(from.Notebook(), []string{"actions"})
		ref, err = to.Send(ctx, workspace.Sending{Title: "Our actions", Words: words, Share: from.Share(picks), From: from.ID(), Picks: picks, Instead: instead})
		s.check(err)
		if src, kept := to.Picks(ref); src != from.ID() || !slices.Equal(kept, picks) {
			s.t.Errorf("picked: %v of %s", kept, src)
		}
	})
	return ref
}

// stands returns what people read in a notebook.
func (s *side) stands(n int) (texts []string) {
	s.in(n, func(_ context.Context, w *workspace.Workspace) {
		for _, kind := range []string{"question", "sent"} {
			for _, r := range w.Notebook().Records(kind) {
				for _, f := range notebook.KindOf(kind).Fields {
					texts = append(texts, r.Set(f.Name)...)
				}
			}
		}
	})
	return texts
}

func TestWhatIsSentArrivesIsReplacedAndTakenBack(t *testing.T) {
	group, trainer := pair(t)
	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		_, err := w.Import(ctx, []notebook.Draft{
			{Kind: "row", Values: notebook.Values{"threats": {"CANARY the flood"}, "actions": {"leave early"}, "resources": {"CANARY money"}}},
			{Kind: "person", Values: notebook.Values{"alias": {"CANARY Luna"}}},
		})
		group.check(err)
	})
	first := group.sendActions("What we do", notebook.ID{})
	group.carry(trainer, 1, 0)
	if diff := cmp.Diff([]string{"Our actions", "What we do", "amparo share 1 mitigating-actions\n\"leave early\"\n"}, trainer.stands(0)); diff != "" {
		t.Error(diff)
	}
	waiting := func() (n int) {
		trainer.in(0, func(_ context.Context, w *workspace.Workspace) { n = len(w.Waiting()) })
		return n
	}
	if waiting() != 1 {
		t.Error("it does not wait for her")
	}
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) { trainer.check(w.Read(ctx, first)) })
	if waiting() != 0 {
		t.Error("it waits though she read it")
	}

	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		_, err := w.Add(ctx, "action", notebook.Values{"title": {"ask the drivers"}})
		group.check(err)
	})
	if again := group.sendActions("Now two", first.ID); again != first {
		t.Error("it did not take the place of the other")
	}
	group.carry(trainer, 1, 0)
	if diff := cmp.Diff([]string{"Our actions", "Now two", "amparo share 1 mitigating-actions\n\"ask the drivers\"\n\"leave early\"\n"}, trainer.stands(0)); diff != "" {
		t.Error(diff)
	}
	if waiting() != 1 {
		t.Error("what took its place is not read yet")
	}

	group.in(1, func(ctx context.Context, w *workspace.Workspace) { group.check(w.TakeBack(ctx, first)) })
	group.carry(trainer, 1, 0)
	if got := trainer.stands(0); got != nil || waiting() != 0 {
		t.Errorf("after it was taken back: %q", got)
	}
}

func TestAQuestionIsAnswered(t *testing.T) {
	group, trainer := pair(t)
	var ref notebook.Ref
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		var err error
		ref, err = w.Ask(ctx, "Which lock?")
		group.check(err)
	})
	group.carry(trainer, 1, 0)
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		if list := w.Waiting(); len(list) != 1 || list[0].Title() != "Which lock?" {
			t.Errorf("%d wait", len(list))
		}
		for what, err := range map[string]error{
			"asks":       second(w.Ask(ctx, "x")),
			"sends":      second(w.Send(ctx, workspace.Sending{Title: "x"})),
			"takes back": w.TakeBack(ctx, ref),
			"ends it":    w.End(ctx),
			"clears it":  w.Clear(ctx),
		} {
			if err != workspace.ErrNotOurs {
				t.Errorf("she from outside %s: %v", what, err)
			}
		}
		trainer.check(w.Set(ctx, ref, workspace.Edit{Field: "answer", Texts: []string{"The simple one"}}))
		if len(w.Waiting()) != 0 {
			t.Error("it waits though she answered")
		}
	})
	trainer.carry(group, 0, 1)
	if diff := cmp.Diff([]string{"Which lock?", "The simple one"}, group.stands(1)); diff != "" {
		t.Error(diff)
	}
}

// TestFromOutsideComeAnswersAlone: whichever way she takes in her program, by a
// file or over what was taken back, she asks, sends and changes nothing.
func TestFromOutsideComeAnswersAlone(t *testing.T) {
	group, trainer := pair(t)
	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		group.check(second(w.Add(ctx, "action", notebook.Values{"title": {"leave early"}})))
	})
	var asked, gone notebook.Ref
	sent := group.sendActions("What we do", notebook.ID{})
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		var err error
		asked, err = w.Ask(ctx, "Which lock?")
		group.check(err)
		gone, err = w.Send(ctx, workspace.Sending{Title: "Taken back"})
		group.check(err)
		group.check(w.TakeBack(ctx, gone))
	})
	group.carry(trainer, 1, 0)
	before := group.stands(1)
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		file := func(kind string, id notebook.ID) error {
			return second(w.Import(ctx, []notebook.Draft{{Kind: kind, ID: id, Values: notebook.Values{"title": {"x"}}}}))
		}
		for what, err := range map[string]error{
			"asks by a form":           second(w.Add(ctx, "question", notebook.Values{"title": {"x"}})),
			"asks by a file":           file("question", notebook.ID{}),
			"sends by a form":          second(w.Add(ctx, "sent", notebook.Values{"title": {"x"}})),
			"sends by a file":          file("sent", notebook.ID{}),
			"writes over what is sent": file("sent", sent.ID),
			"brings back by a file":    file("sent", gone.ID),
			"brings back":              w.Restore(ctx, gone),
			"brings back by a form":    w.Set(ctx, gone, workspace.Edit{Field: "words", Texts: []string{"x"}}),
			"asks otherwise":           w.Set(ctx, asked, workspace.Edit{Field: "title", Texts: []string{"x"}}),
			"removes what is asked":    w.Remove(ctx, asked),
			"removes what is sent":     w.Remove(ctx, sent),
		} {
			if !errors.Is(err, workspace.ErrNotOurs) {
				t.Errorf("she %s: %v", what, err)
			}
		}
		trainer.check(w.Set(ctx, asked, workspace.Edit{Field: "answer", Texts: []string{"The simple one"}}))
	})
	trainer.carry(group, 0, 1)
	if diff := cmp.Diff(slices.Insert(before, 1, "The simple one"), group.stands(1)); diff != "" {
		t.Error(diff)
	}
}

func second[T any](_ T, err error) error { return err }

// TestEndingTakesHerOut: what is written afterwards does not open for her, and
// what she writes from then on comes in nowhere.
func TestEndingTakesHerOut(t *testing.T) {
	group, trainer := pair(t)
	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		_, err := w.Add(ctx, "action", notebook.Values{"title": {"leave early"}})
		group.check(err)
	})
	group.sendActions("before", notebook.ID{})
	group.carry(trainer, 1, 0)
	box := func() (box [16]byte) {
		group.keys(func(v *vault.Vault) {
			var err error
			box, err = group.log(v, 1).Mailbox(t.Context())
			group.check(err)
		})
		return box
	}
	before := box()
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		group.check(w.End(ctx))
		list, err := w.Readers(ctx)
		group.check(err)
		if len(list) != 1 || !list[0].Ours {
			t.Errorf("%d read here", len(list))
		}
		_, err = w.Ask(ctx, "among ourselves")
		group.check(err)
		group.check(w.End(ctx)) // once more changes nothing
	})
	if box() == before {
		t.Error("the mailbox stayed, so the epoch did")
	}
	if fault := group.carry(trainer, 1, 0); fault != oplog.Foreign {
		t.Errorf("what is written afterwards: %v", fault)
	}
	if got := strings.Join(trainer.stands(0), " "); strings.Contains(got, "among ourselves") || !strings.Contains(got, "before") {
		t.Errorf("she has %q", got)
	}
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		trainer.check(w.ForceAsk(ctx, "from outside"))
	})
	trainer.carry(group, 0, 1)
	if got := strings.Join(group.stands(1), " "); strings.Contains(got, "from outside") {
		t.Error("what she wrote afterwards came in")
	}

	texts := []string{"before", "leave early", "among ourselves"}
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		for _, text := range texts {
			if !strings.Contains(allKept(ctx, t, w), text) {
				t.Errorf("%q is not there to be cleared", text)
			}
		}
		group.check(w.Clear(ctx))
		past, err := w.History(ctx, nil)
		group.check(err)
		for _, p := range past {
			if notebook.KindOf(p.Ref.Kind).Between {
				t.Errorf("%s is in the history still", p.Ref.Kind)
			}
		}
		for _, text := range texts {
			if strings.Contains(allKept(ctx, t, w), text) {
				t.Errorf("%q is kept still", text)
			}
		}
		if len(w.Notebook().Records("sent"))+len(w.Notebook().Records("question"))+len(w.Notebook().Removed()) != 0 {
			t.Error("something stands there still")
		}
	})
	group.desk(func(_ context.Context, d *workspace.Desk) {
		for name := range d.Settings().Steps {
			if strings.HasPrefix(name, "picked.") {
				t.Error("which items they were is kept")
			}
		}
	})
}

// allKept returns all that a device keeps of a notebook: entries, state and history.
func allKept(ctx context.Context, t *testing.T, w *workspace.Workspace) string {
	t.Helper()
	var all bytes.Buffer
	check(t, w.Log().Entries(ctx, func(e vault.Entry) error {
		all.Write(e.Payload)
		return nil
	}))
	state, _, err := w.Log().Snapshot(ctx)
	check(t, err)
	past, err := w.Log().History(ctx)
	check(t, err)
	all.Write(state)
	all.Write(past)
	return all.String()
}

func TestHerGroupsAreListedByHerNames(t *testing.T) {
	group, trainer := pair(t)
	other := newSide(t)
	other.desk(func(ctx context.Context, d *workspace.Desk) {
		_, err := d.NewBetween(ctx, "What they call it")
		other.check(err)
	})
	other.join(trainer, 0, "A blue gate")
	trainer.desk(func(ctx context.Context, d *workspace.Desk) {
		_, err := d.NewNotebook(ctx, "Her own")
		trainer.check(err)
		list, err := d.Accompaniments(ctx)
		trainer.check(err)
		var names []string
		for _, a := range list {
			names = append(names, a.Name)
			if a.Ours {
				t.Errorf("%s is not hers", a.Name)
			}
		}
		if diff := cmp.Diff([]string{"A blue gate", "The red door"}, names); diff != "" {
			t.Error(diff)
		}
	})
	group.desk(func(ctx context.Context, d *workspace.Desk) {
		list, err := d.Accompaniments(ctx)
		group.check(err)
		if len(list) != 1 || !list[0].Ours || list[0].Name != "With Marta" {
			t.Errorf("the group sees %d", len(list))
		}
	})
}

// TestWhoComesBackIsStillOfTheGroup: a restored vault is another device, and
// whoever said who is of the group may be gone.
func TestWhoComesBackIsStillOfTheGroup(t *testing.T) {
	group, trainer := pair(t)
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		_, err := w.Readers(ctx)
		trainer.check(err)
	})
	var file bytes.Buffer
	group.desk(func(ctx context.Context, d *workspace.Desk) { group.check(d.Backup(ctx, &file)) })
	d, err := workspace.Restore(t.Context(), workspace.NewMemoryShelf(), workspace.Backup{Reader: &file, Passphrase: []byte(pass)}, group.config())
	group.check(err)
	w, err := d.Notebook(t.Context(), d.Notebooks()[1].ID)
	group.check(err)
	list, err := w.Readers(t.Context())
	group.check(err)
	for _, r := range list {
		if r.Self != r.Ours {
			t.Errorf("self %v, ours %v", r.Self, r.Ours)
		}
	}
	group.check(w.End(t.Context()))
	if list, err = w.Readers(t.Context()); err != nil || len(list) != 1 || !list[0].Ours {
		t.Errorf("%v, %v", list, err)
	}
}

// withMarta returns one of a group, Marta from outside whom she has let in, and a
// device that is in nothing yet.
func withMarta(t *testing.T, p *place) (ana, marta, other *woman) {
	t.Helper()
	now := someDay().time
	ana, marta, other = newWoman(t, 1, 1, now), newWoman(t, 1, 2, now), newWoman(t, 1, 3, now)
	var err error
	ana.w, err = ana.desk.NewBetween(t.Context(), "With Marta")
	check(t, err)
	welcome(t, p, ana, marta, workspace.Asking{Name: "Marta"})
	return ana, marta, other
}

// Whoever is from outside may have two devices: both are out at one tap.
func TestEndingTakesBothOfHerDevicesOut(t *testing.T) {
	ctx, p := t.Context(), newPlace()
	ana, marta, second := withMarta(t, p)
	welcome(t, p, ana, second, workspace.Asking{Of: marta.w.Device()})
	meetAll(t, p, ana, marta, second)
	check(t, ana.w.End(ctx))
	_, err := ana.w.Ask(ctx, "among ourselves")
	check(t, err)
	ana.sync(t, p)
	for _, her := range []*woman{marta, second} {
		if s := her.sync(t, p); !s.Out || len(her.w.Notebook().Records("question")) != 0 {
			t.Errorf("out: %v; %d questions came", s.Out, len(her.w.Notebook().Records("question")))
		}
	}
}

// TestNobodyTakesTheEndAway: whoever is from outside takes out that the keeper is
// of the group. She ends it all the same.
func TestNobodyTakesTheEndAway(t *testing.T) {
	group, trainer := pair(t)
	luna := newSide(t)
	group.join(luna, 1, "With Marta")
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		group.check(w.SayOurs(ctx, notebook.Device(deviceOf(luna)), true))
	})
	grantTo(group, 1, trainer)
	settings := notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}
	trainer.in(0, func(ctx context.Context, w *workspace.Workspace) {
		trainer.check(w.Set(ctx, settings, workspace.Edit{Field: "ours", Texts: []string{hexOf(notebook.Device(deviceOf(luna)))}}))
	})
	if fault := trainer.carry(group, 0, 1); fault != nil {
		t.Fatal(fault)
	}
	group.in(1, func(ctx context.Context, w *workspace.Workspace) {
		if n := len(w.Notebook().Get(settings).Set("ours")); n != 1 {
			t.Fatalf("%d words stand there", n)
		}
		group.check(w.End(ctx))
		list, err := w.Readers(ctx)
		group.check(err)
		if len(list) != 2 {
			t.Errorf("%d read here", len(list))
		}
	})
}

// deviceOf returns the device that a side has in its newest notebook.
func deviceOf(s *side) (d key.DeviceID) {
	s.t.Helper()
	s.keys(func(v *vault.Vault) { d = s.log(v, len(v.Notebooks())-1).Device() })
	return d
}

// grantTo lets a member follow to the present epoch of a notebook, and brings it
// what stands there.
func grantTo(from *side, n int, to *side) {
	from.t.Helper()
	var grant []byte
	device := deviceOf(to)
	from.keys(func(v *vault.Vault) {
		var err error
		grant, err = from.log(v, n).Grant(from.t.Context(), device)
		from.check(err)
	})
	to.keys(func(v *vault.Vault) { to.check(to.log(v, 0).Follow(to.t.Context(), grant)) })
	from.carry(to, n, 0)
}

// TestAKeeperWhoStaysKeepsIt: she who made it is gone, with her word.
func TestAKeeperWhoStaysKeepsIt(t *testing.T) {
	group, other := newSide(t), newSide(t)
	group.desk(func(ctx context.Context, d *workspace.Desk) {
		_, err := d.NewBetween(ctx, "With Marta")
		group.check(err)
	})
	group.join(other, 0, "With Marta")
	trainer := newSide(t)
	group.join(trainer, 0, "The red door")
	person := func(s *side, n int, is func(p workspace.Person) bool) (id notebook.ID) {
		s.in(n, func(ctx context.Context, w *workspace.Workspace) {
			g, err := w.Group(ctx)
			s.check(err)
			at := slices.IndexFunc(g.People, is)
			id = g.People[at].ID
		})
		return id
	}
	hers := notebook.Device(deviceOf(other))
	luna := person(group, 0, func(p workspace.Person) bool { return p.Devices[0].ID == hers })
	group.in(0, func(ctx context.Context, w *workspace.Workspace) {
		group.check(w.SayOurs(ctx, hers, true))
		group.check(w.SetKeeper(ctx, luna, true, false))
	})
	grantTo(group, 0, other)
	founder := person(other, 0, func(p workspace.Person) bool { return !p.Self && p.Keeper })
	other.in(0, func(ctx context.Context, w *workspace.Workspace) {
		other.check(w.RemovePerson(ctx, founder, true))
		list, err := w.Readers(ctx)
		other.check(err)
		if len(list) != 2 {
			t.Fatalf("%d read here", len(list))
		}
		for _, r := range list {
			if r.Self != r.Ours {
				t.Errorf("self %v, ours %v", r.Self, r.Ours)
			}
		}
		other.check(w.End(ctx))
	})
}

// A group's newcomer is told that someone from outside reads here, though she has
// taken that out of the settings.
func TestANewcomerHearsWhoReadsHere(t *testing.T) {
	ctx, p := t.Context(), newPlace()
	ana, marta, luna := withMarta(t, p)
	check(t, marta.w.Set(ctx, notebook.Ref{Kind: "settings", ID: notebook.Single("settings")}, workspace.Edit{Field: "purpose", Texts: []string{""}}))
	meetAll(t, p, marta, ana)
	welcome(t, p, ana, luna, workspace.Asking{Name: "Luna"})
	if !luna.w.Between() {
		t.Error("she does not know what the notebook is for")
	}
}
