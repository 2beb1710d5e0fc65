package vault_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"

	"github.com/google/go-cmp/cmp"
)

func TestWhoMayDoWhat(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	stranger := must[key.Card](t)(create(t, store.NewMemory()).Card(ctx))
	boCard := must[key.Card](t)(p.boVault.Card(ctx))
	admit := func(l *vault.Log, c key.Card) error {
		_, err := l.Admit(ctx, c)
		return err
	}
	grant := func(l *vault.Log, id key.DeviceID) error {
		_, err := l.Grant(ctx, id)
		return err
	}
	for _, c := range []struct {
		sentence string
		do       func() error
		want     error
	}{
		{"bo admits a stranger", func() error { return admit(p.bo, stranger) }, vault.ErrNotKeeper},
		{"bo removes ana", func() error { return p.bo.Rotate(ctx, p.ana.Device()) }, vault.ErrNotKeeper},
		{"bo begins an epoch", func() error { return p.bo.Rotate(ctx) }, vault.ErrNotKeeper},
		{"bo writes", func() error { _, err := p.bo.Append(ctx, []byte("x")); return err }, nil},
		{"bo grants to ana what she knows", func() error { return grant(p.bo, p.ana.Device()) }, nil},
		{"ana grants to a stranger", func() error { return grant(p.ana, stranger.ID()) }, oplog.Foreign},
		{"ana removes a stranger", func() error { return p.ana.Rotate(ctx, stranger.ID()) }, oplog.Foreign},
		{"ana admits the zero card", func() error { return admit(p.ana, key.Card{}) }, key.ErrEncoding},
		{"ana removes bo", func() error { return p.ana.Rotate(ctx, p.bo.Device()) }, nil},
		{"ana admits another card of bo", func() error { return admit(p.ana, boCard) }, nil},
		{"ana admits it twice", func() error { return admit(p.ana, boCard) }, oplog.Fork},
		{"ana writes after all that", func() error { _, err := p.ana.Append(ctx, []byte("x")); return err }, nil},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.sentence, err, c.want)
		}
	}
}

func TestTheMembersAreShown(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	got := must[[]vault.Member](t)(p.ana.Members(ctx))
	var keepers, selves, plain int
	for _, m := range got {
		switch {
		case m.Self:
			selves++
			if !m.Keeper || m.Device != p.ana.Device() {
				t.Error("ana is not a keeper")
			}
		case m.Keeper:
			keepers++
		case m.Device == p.bo.Device():
			plain++
		}
	}
	if keepers != 1 || selves != 1 || plain != 1 || len(got) != 3 {
		t.Errorf("%d members: %d other keepers, %d selves, %d others", len(got), keepers, selves, plain)
	}
}

func TestGrantsAreForOne(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.ana, "one")
	check(t, p.ana.Rotate(ctx))
	grant := must[[]byte](t)(p.ana.Grant(ctx, p.bo.Device()))
	if err := p.ana.Follow(ctx, grant); err != oplog.Foreign {
		t.Error("a grant for another:", err)
	}
	for at := 0; at < len(grant); at += 7 {
		altered := slices.Clone(grant)
		altered[at] ^= 0x10
		if err := p.bo.Follow(ctx, altered); err != oplog.Foreign {
			t.Fatalf("byte %d: %v", at, err)
		}
	}
	check(t, p.bo.Follow(ctx, grant))
	if err := p.bo.Follow(ctx, grant); err != oplog.Duplicate {
		t.Error("again:", err)
	}
	check(t, p.ana.Rotate(ctx))
	check(t, p.bo.Follow(ctx, must[[]byte](t)(p.ana.Grant(ctx, p.bo.Device()))))
	if err := p.bo.Follow(ctx, grant); err != oplog.Rollback {
		t.Error("an old one:", err)
	}
	if _, err := p.boVault.Join(ctx, "", grant); !errors.Is(err, oplog.Foreign) {
		t.Error("joining with a card that is used:", err)
	}
}

// keepers is a notebook whose keepers are ana and bo, with eva and carla as
// members. All know the same.
type keepers struct{ ana, bo, eva, carla *vault.Log }

func newKeepers(t *testing.T) *keepers {
	k := &keepers{ana: must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(context.Background(), "ours"))}
	k.bo = enter(t, k.ana, vault.Admission{Keeper: true})
	k.eva = enter(t, k.ana, vault.Admission{})
	k.carla = enter(t, k.ana, vault.Admission{})
	follow(t, k.ana, k.bo, k.eva)
	return k
}

// meet lets each of two hear of the other's membership, and returns what they
// say: nil for one that has followed.
func meet(t testing.TB, a, b *vault.Log) (error, error) {
	t.Helper()
	ctx := context.Background()
	toB := must[[]byte](t)(a.Grant(ctx, b.Device()))
	toA := must[[]byte](t)(b.Grant(ctx, a.Device()))
	return a.Follow(ctx, toA), b.Follow(ctx, toB)
}

// TestTwoKeepersAtOnce:
//
//	M0 -> ... -> M3 -> M4 (ana)
//	               `-> M4' (bo)
func TestTwoKeepersAtOnce(t *testing.T) {
	ctx := context.Background()
	out := func(l ...*vault.Log) (c vault.Change) {
		for _, l := range l {
			c.Remove = append(c.Remove, l.Device())
		}
		return c
	}
	for name, c := range map[string]struct {
		ana, bo func(k *keepers) vault.Change
		stays   string // who stays, "one" for either, "" for people to say
	}{
		"two new months": {
			func(*keepers) vault.Change { return vault.Change{} }, func(*keepers) vault.Change { return vault.Change{} }, "one"},
		"both remove eva": {
			func(k *keepers) vault.Change { return out(k.eva) }, func(k *keepers) vault.Change { return out(k.eva) }, "one"},
		"ana removes eva, bo begins a month": {
			func(k *keepers) vault.Change { return out(k.eva) }, func(*keepers) vault.Change { return vault.Change{} }, "ana"},
		"bo removes eva and carla, ana eva": {
			func(k *keepers) vault.Change { return out(k.eva) }, func(k *keepers) vault.Change { return out(k.eva, k.carla) }, "bo"},
		"each removes another": {
			func(k *keepers) vault.Change { return out(k.eva) }, func(k *keepers) vault.Change { return out(k.carla) }, ""},
		"ana makes eva a keeper, bo removes her": {
			func(k *keepers) vault.Change { return vault.Change{Keepers: []key.DeviceID{k.eva.Device()}} },
			func(k *keepers) vault.Change { return out(k.eva) }, "bo"},
		"ana makes eva a keeper, bo carla": {
			func(k *keepers) vault.Change { return vault.Change{Keepers: []key.DeviceID{k.eva.Device()}} },
			func(k *keepers) vault.Change { return vault.Change{Keepers: []key.DeviceID{k.carla.Device()}} }, ""},
		"ana lets newcomers have the history": {
			func(*keepers) vault.Change { return vault.Change{History: vault.WithHistory} },
			func(*keepers) vault.Change { return vault.Change{} }, "ana"},
	} {
		k := newKeepers(t)
		write(t, k.ana, "before")
		must[[]string](t)(receive(k.bo, sealed(t, k.ana)[0]))
		check(t, k.ana.Turn(ctx, c.ana(k)))
		check(t, k.bo.Turn(ctx, c.bo(k)))
		write(t, k.ana, "ana's")
		write(t, k.bo, "bo's")
		ana, bo := meet(t, k.ana, k.bo)
		stays := map[[2]bool]string{{true, false}: "bo", {false, true}: "ana"}[[2]bool{ana == nil, bo == nil}]
		if stays != c.stays && (c.stays != "one" || stays == "") {
			t.Errorf("%s: %q stays; ana: %v, bo: %v", name, stays, ana, bo)
			continue
		}
		if stays == "" {
			if ana != oplog.Fork || bo != oplog.Fork {
				t.Errorf("%s: ana: %v, bo: %v", name, ana, bo)
			}
			continue
		}
		// What was written under either is with both.
		for range 2 {
			for _, blob := range sealed(t, k.ana) {
				if _, err := receive(k.bo, blob); err != nil && err != oplog.Duplicate {
					t.Errorf("%s: %v", name, err)
				}
			}
			k.ana, k.bo = k.bo, k.ana
		}
		for _, l := range []*vault.Log{k.ana, k.bo} {
			got := payloads(t, l)
			slices.Sort(got)
			if diff := cmp.Diff([]string{"ana's", "before", "bo's"}, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		if a, b := circle(t, k.ana), circle(t, k.bo); a.Epoch != b.Epoch || len(a.Members) != len(b.Members) {
			t.Errorf("%s: %d members and %d", name, len(a.Members), len(b.Members))
		}
	}
}

// TestARemovedKeeperDecidesNothingMore: whatever a keeper writes who was removed
// meanwhile, with an earlier date, and however much of it.
//
//	M3 -> M4 (ana removes bo)
//	  `-> M4' -> M5' -> M6' (bo)
func TestARemovedKeeperDecidesNothingMore(t *testing.T) {
	ctx := context.Background()
	k := newKeepers(t)
	check(t, k.ana.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.bo.Device()}, Alone: true}))
	for range 3 {
		check(t, k.bo.Turn(ctx, vault.Change{}))
	}
	follow(t, k.bo, k.eva) // bo was faster with eva
	if err := k.ana.Follow(ctx, must[[]byte](t)(k.bo.Grant(ctx, k.ana.Device()))); err != vault.ErrBeside {
		t.Error("ana:", err)
	}
	write(t, k.eva, "under bo's")
	check(t, k.eva.Follow(ctx, must[[]byte](t)(k.ana.Grant(ctx, k.eva.Device()))))
	blobs := sealed(t, k.eva)
	must[[]string](t)(receive(k.ana, blobs[len(blobs)-1]))

	// And when both remove each other, people have to say.
	k = newKeepers(t)
	check(t, k.ana.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.bo.Device()}, Alone: true}))
	check(t, k.bo.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.ana.Device()}, Alone: true}))
	follow(t, k.ana, k.carla)
	follow(t, k.bo, k.eva)
	if a, b := meet(t, k.carla, k.eva); a != oplog.Fork || b != oplog.Fork {
		t.Error(a, b)
	}

	// Also when someone who heard of bo first has removed her since: what bo did
	// to ana stands there, and nothing that ana did is missing.
	k = newKeepers(t)
	check(t, k.ana.Turn(ctx, vault.Change{Keepers: []key.DeviceID{k.eva.Device()}}))
	follow(t, k.ana, k.bo, k.eva, k.carla)
	check(t, k.ana.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.bo.Device()}}))
	check(t, k.bo.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.ana.Device()}}))
	follow(t, k.bo, k.eva)
	check(t, k.eva.Turn(ctx, vault.Change{Leave: []key.DeviceID{k.bo.Device()}, Alone: true}))
	follow(t, k.ana, k.carla)
	if a, b := meet(t, k.carla, k.eva); a != oplog.Fork || b != oplog.Fork {
		t.Error(a, b)
	}
}

// twoKeepers returns a notebook on two devices, both of them keepers'.
func twoKeepers(t testing.TB) (ana, bo *vault.Log, boVault *vault.Vault) {
	t.Helper()
	ctx := context.Background()
	ana = must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	boVault = create(t, store.NewMemory())
	card := must[key.Card](t)(boVault.Card(ctx))
	check(t, ana.Turn(ctx, vault.Change{Admit: []vault.Admission{{Card: card, Keeper: true}}}))
	bo = must[*vault.Log](t)(boVault.Join(ctx, "ours", must[[]byte](t)(ana.Welcome(ctx, card.ID()))))
	return ana, bo, boVault
}

// TestPeopleSettleAFork: they have said that ana's way goes on. Bo reads what she
// wrote on hers, lets it go, and comes over with a fresh card, as herself.
func TestPeopleSettleAFork(t *testing.T) {
	ctx := context.Background()
	ana, bo, boVault := twoKeepers(t)
	was := bo.Device()
	for _, l := range []*vault.Log{ana, bo} {
		enter(t, l, vault.Admission{})
	}
	write(t, bo, "on bo's way")
	if a, b := meet(t, ana, bo); a != oplog.Fork || b != oplog.Fork {
		t.Fatal(a, b)
	}
	mine := payloads(t, bo)
	check(t, boVault.RemoveNotebook(ctx, bo.ID()))
	again := must[key.Card](t)(boVault.Card(ctx))
	check(t, ana.Turn(ctx, vault.Change{
		Admit: []vault.Admission{{Card: again, Of: was, Keeper: true}}, Remove: []key.DeviceID{was},
	}))
	bo = must[*vault.Log](t)(boVault.JoinFrom(ctx, "ours", must[[]byte](t)(ana.Welcome(ctx, again.ID())), ana.Device(), nil))
	write(t, bo, mine...)
	must[[]string](t)(receive(ana, sealed(t, bo)[0]))
	if diff := cmp.Diff([]string{"on bo's way"}, payloads(t, ana)); diff != "" {
		t.Error(diff)
	}
	if c := circle(t, ana); c.Alone {
		t.Error("bo is no keeper any more")
	}
}

// TestANewMemberGetsThePresent: the snapshot, and not the history.
func TestANewMemberGetsThePresent(t *testing.T) {
	ctx := context.Background()
	v := create(t, store.NewMemory())
	ana := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	write(t, ana, "early")
	check(t, ana.Save(ctx, []byte("the state"), []byte("the history"), true))
	write(t, ana, "late")
	bo := create(t, store.NewMemory())
	l := must[*vault.Log](t)(bo.Join(ctx, "ours", must[[]byte](t)(ana.Admit(ctx, must[key.Card](t)(bo.Card(ctx))))))
	state, ok, err := l.Snapshot(ctx)
	if string(state) != "the state" || !ok || err != nil {
		t.Errorf("%q %v %v", state, ok, err)
	}
	if h := must[[]byte](t)(l.History(ctx)); h != nil {
		t.Errorf("history: %q", h)
	}
	for _, blob := range sealed(t, ana) {
		must[[]string](t)(receive(l, blob))
	}
	if diff := cmp.Diff([]string{"late"}, payloads(t, l)); diff != "" {
		t.Error(diff)
	}
	// Ana's own snapshot and history came along into the new epoch.
	state, _, err = ana.Snapshot(ctx)
	if h := must[[]byte](t)(ana.History(ctx)); string(h) != "the history" || string(state) != "the state" || err != nil {
		t.Errorf("%q %q %v", state, h, err)
	}
	write(t, l, "from bo")
	must[[]string](t)(receive(ana, sealed(t, l)[1]))
	if diff := cmp.Diff([]string{"late", "from bo"}, payloads(t, ana)); diff != "" {
		t.Error(diff)
	}
}

// TestAnEpochLeavesNothingOfTheOneBefore: no byte of the old box stands in the
// store.
func TestAnEpochLeavesNothingOfTheOneBefore(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.ana, "one")
	box := store.Box(sealed(t, p.ana)[0][1:17])
	check(t, p.ana.Save(ctx, []byte("s"), []byte("h"), false))
	check(t, p.ana.Rotate(ctx))
	first, blobs, err := p.anaStore.Read(ctx, box, 0, 10)
	if first != 1 || len(blobs) != 0 || err != nil {
		t.Error(first, len(blobs), err)
	}
	for _, name := range []string{"members", "snapshot", "history 1", "history 2"} {
		if _, err := p.anaStore.Get(ctx, box, name); err != store.ErrNotFound {
			t.Error(name, err)
		}
	}
	if now := store.Box(sealed(t, p.ana)[0][1:17]); now == box {
		t.Error("the mailbox stayed")
	}
}
