package vault_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/store/storetest"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

// onceMore writes what is set aside again, as it was.
func onceMore(_ key.DeviceID, aside []vault.Entry) [][]byte {
	var out [][]byte
	for _, e := range aside {
		out = append(out, e.Payload)
	}
	return out
}

// returning is bo, who has the notebook and is to come in again.
type returning struct {
	ana, bo *vault.Log
	boVault *vault.Vault
	boStore store.Store
	card    key.Card // a fresh one
}

// newReturning returns one who has written and sent something.
func newReturning(t testing.TB, st store.Store) *returning {
	t.Helper()
	ctx := context.Background()
	r := &returning{boStore: st, boVault: create(t, st)}
	r.ana = must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	card := must[key.Card](t)(r.boVault.Card(ctx))
	r.bo = must[*vault.Log](t)(r.boVault.Join(ctx, "ours", must[[]byte](t)(r.ana.Admit(ctx, card))))
	write(t, r.bo, "sent")
	must[[]string](t)(receive(r.ana, sealed(t, r.bo)[0]))
	check(t, r.ana.Save(ctx, []byte("the state"), nil, false))
	r.card = must[key.Card](t)(r.boVault.Card(ctx))
	return r
}

// grant has a keeper let the fresh card in.
func (r *returning) grant(t testing.TB, by *vault.Log, c vault.Change) []byte {
	t.Helper()
	ctx := context.Background()
	c.Admit, c.Alone = []vault.Admission{{Card: r.card, Of: r.bo.Device()}}, true
	check(t, by.Turn(ctx, c))
	return must[[]byte](t)(by.Welcome(ctx, r.card.ID()))
}

// TestWhoIsOutJoinsAnew: what she wrote meanwhile stands there again, by the new
// device; what was sent before is kept for the history; and the others take it in.
func TestWhoIsOutJoinsAnew(t *testing.T) {
	ctx := context.Background()
	r := newReturning(t, store.NewMemory())
	was := r.bo.Device()
	write(t, r.bo, "not sent", string(make([]byte, 100_000)))
	grant := r.grant(t, r.ana, vault.Change{Remove: []key.DeviceID{was}})
	if _, err := r.boVault.JoinFrom(ctx, "", grant, r.ana.Device(), nil); !errors.Is(err, oplog.Duplicate) {
		t.Errorf("with nobody to write anew: %v", err)
	}
	bo := must[*vault.Log](t)(r.boVault.JoinFrom(ctx, "", grant, r.ana.Device(), onceMore))
	if bo.Device() != r.card.ID() || len(r.boVault.Notebooks()) != 1 || r.boVault.Notebooks()[0].Name != "ours" {
		t.Errorf("she is %x, and has %v", bo.Device(), r.boVault.Notebooks())
	}
	state, _, err := bo.Snapshot(ctx)
	if check(t, err); string(state) != "the state" {
		t.Errorf("the state is %q", state)
	}
	if diff := cmp.Diff([]string{"not sent", string(make([]byte, 100_000))}, payloads(t, bo)); diff != "" {
		t.Error(diff)
	}
	var all []string
	check(t, bo.All(ctx, func(e vault.Entry) error { all = append(all, string(e.Payload)); return nil }))
	if len(all) != 3 || all[0] != "sent" {
		t.Errorf("%d entries are kept", len(all))
	}
	if report := must[vault.Report](t)(r.boVault.Verify(ctx)); len(report.Findings) > 0 {
		t.Error(report.Findings[0].Err)
	}
	for _, blob := range sealed(t, bo) {
		if _, err := receive(r.ana, blob); err != nil && err != oplog.Duplicate && err != oplog.Gap {
			t.Errorf("ana: %v", err)
		}
	}
	if got := payloads(t, r.ana); len(got) != 2 {
		t.Errorf("ana has %d entries of hers", len(got))
	}
	again := must[*vault.Log](t)(r.boVault.JoinFrom(ctx, "", grant, r.ana.Device(), onceMore))
	if n := len(payloads(t, again)); n != 2 {
		t.Errorf("joining by the same grant once more leaves %d entries", n)
	}
}

// TestWhatTheStateHoldsIsNotWrittenAnew: the keeper's state has it, although it
// came after this device was taken out by another one.
func TestWhatTheStateHoldsIsNotWrittenAnew(t *testing.T) {
	ctx := context.Background()
	r := newReturning(t, store.NewMemory())
	eva := enter(t, r.ana, vault.Admission{Keeper: true})
	follow(t, r.ana, r.bo)
	write(t, r.bo, "late")
	blobs := sealed(t, r.bo)
	must[[]string](t)(receive(r.ana, blobs[len(blobs)-1]))
	check(t, r.ana.Save(ctx, []byte("with what came late"), nil, false))
	check(t, eva.Turn(ctx, vault.Change{Remove: []key.DeviceID{r.bo.Device()}}))
	follow(t, eva, r.ana)
	bo := must[*vault.Log](t)(r.boVault.JoinFrom(ctx, "", r.grant(t, r.ana, vault.Change{}), r.ana.Device(), onceMore))
	if got := payloads(t, bo); len(got) != 0 {
		t.Errorf("written anew: %q", got)
	}
}

// TestAHealthyMembershipIsNotReplaced: by no grant in which this device is a
// member, by an old one, by one of somebody whom this device knows to be out, and
// by none of a notebook that only has the same name.
func TestAHealthyMembershipIsNotReplaced(t *testing.T) {
	ctx := context.Background()
	refused := func(what string, r *returning, grant []byte, from key.DeviceID) {
		t.Helper()
		device := r.bo.Device()
		if _, err := r.boVault.Granted(ctx, grant, from); !errors.Is(err, oplog.Duplicate) {
			t.Errorf("%s, asked before: %v", what, err)
		}
		if _, err := r.boVault.JoinFrom(ctx, "", grant, from, onceMore); !errors.Is(err, oplog.Duplicate) {
			t.Errorf("%s: %v", what, err)
		}
		if l := must[*vault.Log](t)(r.boVault.Log(ctx, r.bo.ID())); l.Device() != device || len(payloads(t, l)) != 1 {
			t.Errorf("%s: her membership is another one", what)
		}
		write(t, r.bo, "she goes on") // the last look at her
	}
	r := newReturning(t, store.NewMemory())
	refused("she is a member", r, r.grant(t, r.ana, vault.Change{}), r.ana.Device())

	r = newReturning(t, store.NewMemory())
	early := r.grant(t, r.ana, vault.Change{})
	was := r.bo.Device()
	r.card = must[key.Card](t)(r.boVault.Card(ctx)) // the first invite lay there, and another one was taken
	late := r.grant(t, r.ana, vault.Change{Remove: []key.DeviceID{was}})
	r.bo = must[*vault.Log](t)(r.boVault.JoinFrom(ctx, "", late, r.ana.Device(), onceMore))
	if n := len(payloads(t, r.bo)); n > 0 {
		t.Fatal(n)
	}
	write(t, r.bo, "in")
	refused("an older one", r, early, r.ana.Device())

	r = newReturning(t, store.NewMemory())
	eva := enter(t, r.ana, vault.Admission{Keeper: true})
	follow(t, r.ana, r.bo)
	check(t, r.ana.Turn(ctx, vault.Change{Remove: []key.DeviceID{eva.Device()}, Alone: true}))
	follow(t, r.ana, r.bo)
	refused("of one who is out", r, r.grant(t, eva, vault.Change{Remove: []key.DeviceID{r.bo.Device()}}), eva.Device())

	r = newReturning(t, store.NewMemory())
	eva = enter(t, r.ana, vault.Admission{Keeper: true})
	follow(t, r.ana, r.bo)
	check(t, r.ana.Turn(ctx, vault.Change{Plain: []key.DeviceID{eva.Device()}, Alone: true}))
	follow(t, r.ana, r.bo)
	refused("of one who is no keeper any more", r, r.grant(t, eva, vault.Change{Remove: []key.DeviceID{r.bo.Device()}}), eva.Device())

	r = newReturning(t, store.NewMemory())
	carla := enter(t, r.ana, vault.Admission{Keeper: true})
	eva = enter(t, r.ana, vault.Admission{})
	follow(t, r.ana, r.bo, carla)
	check(t, carla.Turn(ctx, vault.Change{Keepers: []key.DeviceID{eva.Device()}}))
	follow(t, carla, eva)
	check(t, r.ana.Turn(ctx, vault.Change{Remove: []key.DeviceID{eva.Device()}}))
	follow(t, r.ana, r.bo)
	refused("of one who is out, and was made a keeper apart", r, r.grant(t, eva, vault.Change{Remove: []key.DeviceID{r.bo.Device()}}), eva.Device())

	r = newReturning(t, store.NewMemory())
	other := must[*vault.Log](t)(named(t, r.bo.ID()).NewNotebook(ctx, "ours"))
	if other.ID() != r.bo.ID() {
		t.Fatal("it has another id")
	}
	check(t, other.Turn(ctx, vault.Change{Admit: []vault.Admission{{Card: r.card}}}))
	refused("of another notebook", r, must[[]byte](t)(other.Welcome(ctx, r.card.ID())), other.Device())
}

// chosen is chance that gives the first sixteen bytes that are asked for after a
// while as they are wanted.
type chosen struct {
	io.Reader
	id *vault.NotebookID
}

func (c *chosen) Read(b []byte) (int, error) {
	if c.id != nil && len(b) == len(c.id) {
		n := copy(b, c.id[:])
		c.id = nil
		return n, nil
	}
	return c.Reader.Read(b)
}

// named is a vault whose next notebook has an id that somebody chose.
func named(t testing.TB, id vault.NotebookID) *vault.Vault {
	t.Helper()
	c := config()
	chance := &chosen{Reader: rand.NewChaCha8([32]byte{7})}
	c.Rand = chance
	v := must[*vault.Vault](t)(vault.Create(context.Background(), store.NewMemory(), "", []byte("six plain words"), c))
	chance.id = &id
	return v
}

// TestTwoWaysBecomeOne: two keepers have gone apart, and people have said that
// ana's way goes on. Bo's device goes over by her invite, whatever it had decided.
func TestTwoWaysBecomeOne(t *testing.T) {
	ctx := context.Background()
	ana, bo, boVault := twoKeepers(t)
	was := bo.Device()
	enter(t, ana, vault.Admission{})
	eva := enter(t, bo, vault.Admission{})
	write(t, bo, "on bo's way")
	write(t, eva, "by eva")
	must[[]string](t)(receive(bo, sealed(t, eva)[0]))
	if a, b := meet(t, ana, bo); a != oplog.Fork || b != oplog.Fork {
		t.Fatal(a, b)
	}
	r := &returning{ana: ana, bo: bo, boVault: boVault, card: must[key.Card](t)(boVault.Card(ctx))}
	grant := r.grant(t, ana, vault.Change{Remove: []key.DeviceID{was}})
	bo = must[*vault.Log](t)(boVault.JoinFrom(ctx, "ours", grant, ana.Device(), onceMore))
	must[[]string](t)(receive(ana, sealed(t, bo)[0]))
	if diff := cmp.Diff([]string{"on bo's way"}, payloads(t, ana)); diff != "" {
		t.Error(diff)
	}
	write(t, ana, "goes on")
	blobs := sealed(t, ana)
	must[[]string](t)(receive(bo, blobs[len(blobs)-1]))
}

// TestARestoredDeviceJoinsAnew: it was no member, and could not write. What the old
// device had not sent goes along, as its own.
func TestARestoredDeviceJoinsAnew(t *testing.T) {
	ctx := context.Background()
	r := newReturning(t, store.NewMemory())
	write(t, r.bo, "not sent")
	restored := must[*vault.Vault](t)(restore(store.NewMemory(), backup(t, r.boVault), "six plain words", key.Paper{}))
	l := must[*vault.Log](t)(restored.Log(ctx, r.bo.ID()))
	if _, err := l.Append(ctx, []byte("more")); !errors.Is(err, oplog.Foreign) {
		t.Fatalf("it writes: %v", err)
	}
	r.card = must[key.Card](t)(restored.Card(ctx))
	l = must[*vault.Log](t)(restored.JoinFrom(ctx, "", r.grant(t, r.ana, vault.Change{}), r.ana.Device(), onceMore))
	write(t, l, "more")
	if diff := cmp.Diff([]string{"not sent", "more"}, payloads(t, l)); diff != "" {
		t.Error(diff)
	}
	for _, blob := range sealed(t, l) {
		if _, err := receive(r.ana, blob); err != nil && err != oplog.Duplicate {
			t.Error(err)
		}
	}
	if diff := cmp.Diff([]string{"not sent", "more"}, payloads(t, r.ana)); diff != "" {
		t.Error(diff)
	}
}

// TestTroubleWhileJoiningAnew: whatever write fails, she has the notebook as it was
// or as it is now, and the same grant brings her in afterwards.
func TestTroubleWhileJoiningAnew(t *testing.T) {
	ctx := context.Background()
	for _, lost := range []bool{false, true} {
		for at := 0; ; at++ {
			disk := &tracker{Store: store.NewMemory(), boxes: make(map[store.Box]bool)}
			flaky := &storetest.Flaky{Store: disk, Left: 1 << 30, Lost: lost}
			r := newReturning(t, flaky)
			write(t, r.bo, "not sent")
			grant := r.grant(t, r.ana, vault.Change{Remove: []key.DeviceID{r.bo.Device()}})
			flaky.Left = at
			_, err := r.boVault.JoinFrom(ctx, "", grant, r.ana.Device(), onceMore)
			if flaky.Left >= 0 {
				check(t, err)
				break
			}
			v := must[*vault.Vault](t)(vault.Open(ctx, disk, []byte("six plain words"), config()))
			l := must[*vault.Log](t)(v.Log(ctx, r.bo.ID()))
			if got := payloads(t, l); !slices.Contains(got, "not sent") {
				t.Fatalf("lost answer %v, write %d: %q", lost, at, got)
			}
			l = must[*vault.Log](t)(v.JoinFrom(ctx, "", grant, r.ana.Device(), onceMore))
			if got := payloads(t, l); l.Device() != r.card.ID() || !slices.Equal(got, []string{"not sent"}) {
				t.Fatalf("lost answer %v, write %d: in the end %q", lost, at, got)
			}
			if left := disk.leftOver(t, v); left > 0 {
				t.Fatalf("lost answer %v, write %d: %d boxes of before are left", lost, at, left)
			}
		}
	}
}
