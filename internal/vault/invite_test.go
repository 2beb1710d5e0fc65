package vault_test

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"amparo/internal/invite"
	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// TestAnInviteBringsSomeoneIn: from the text to the first entry that both have.
// The grant has to come from the keeper who was met.
func TestAnInviteBringsSomeoneIn(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1_700_000_000, 0)
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	check(t, ana.Save(ctx, []byte("the present"), []byte("the history"), true))
	boVault := create(t, store.NewMemory())

	inv := must[*invite.Invite](t)(invite.New(rand.Reader, now))
	host := must[*invite.Host](t)(invite.NewHost(inv, must[key.Card](t)(ana.Card(ctx)), "es", rand.Reader))
	guest, left, err := invite.NewGuest(inv, must[key.Card](t)(boVault.Card(ctx)), rand.Reader)
	check(t, err)
	for at := 0; at < len(left); at++ {
		left = append(left, must[[][]byte](t)(host.Step(left[at], now))...)
		left = append(left, must[[][]byte](t)(guest.Step(left[at], now))...)
	}
	card := must[key.Card](t)(host.Confirm(now))
	check(t, ana.Turn(ctx, vault.Change{Admit: []vault.Admission{{Card: card}}}))
	for _, b := range must[[][]byte](t)(host.Welcome(must[[]byte](t)(ana.Welcome(ctx, card.ID())))) {
		must[[][]byte](t)(guest.Step(b, now))
	}
	check(t, guest.Confirm(now))
	grant, from, ok := guest.Grant()
	if !ok {
		t.Fatal("no grant")
	}
	if _, err := boVault.JoinFrom(ctx, "ours", grant, card.ID(), nil); !errors.Is(err, oplog.Foreign) {
		t.Error("a grant of someone who was not met:", err)
	}
	bo := must[*vault.Log](t)(boVault.JoinFrom(ctx, "ours", grant, from, nil))
	state, _, err := bo.Snapshot(ctx)
	if history := must[[]byte](t)(bo.History(ctx)); string(state) != "the present" || history != nil || err != nil {
		t.Errorf("%q, history of %d bytes, %v", state, len(history), err)
	}
	write(t, bo, "here I am")
	must[[]string](t)(receive(ana, sealed(t, bo)[0]))
}
