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

// TestTwoKeepersAtOnceAreSeen:
//
//	M0 -> M1 -> M2 (ana)
//	        `-> M2' (a copy of ana's)
func TestTwoKeepersAtOnceAreSeen(t *testing.T) {
	ctx := context.Background()
	p := newPair(t)
	write(t, p.ana, "one")
	copied := must[*vault.Log](t)(reopen(t, clone(t, p.anaStore, p.ana)).Log(ctx, p.ana.ID()))
	check(t, p.ana.Rotate(ctx))
	check(t, copied.Rotate(ctx))
	check(t, p.bo.Follow(ctx, must[[]byte](t)(p.ana.Grant(ctx, p.bo.Device()))))
	if err := p.bo.Follow(ctx, must[[]byte](t)(copied.Grant(ctx, p.bo.Device()))); err != oplog.Fork {
		t.Error(err)
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
