package vault_test

import (
	"context"
	"testing"

	"amparo/internal/store"
	"amparo/internal/vault"
)

func fingerprint(t testing.TB, l *vault.Log) [32]byte {
	t.Helper()
	return must[[32]byte](t)(l.Fingerprint(context.Background()))
}

// Two devices have one fingerprint when they have taken in the same, also when
// one of them began with a snapshot, and two when there is any difference.
func TestTheSameStateHasOneFingerprint(t *testing.T) {
	ctx := context.Background()
	ana := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	write(t, ana, "before")
	bo := join(t, ana, vault.Admission{Keeper: true}, vault.PresentOnly)
	p := post{}
	same := func(when string, want bool) {
		t.Helper()
		if got := fingerprint(t, ana) == fingerprint(t, bo); got != want {
			t.Errorf("%s: the same is %t", when, got)
		}
	}
	meet := func() {
		for range 2 {
			p.leave(t, ana)
			p.fetch(t, bo)
			p.leave(t, bo)
			p.fetch(t, ana)
		}
	}
	same("after the welcome", true)
	write(t, ana, "one")
	same("when one has written", false)
	write(t, bo, "two")
	same("when both have written", false)
	meet()
	same("when they have met", true)
	check(t, ana.Save(ctx, []byte("state"), nil, true))
	same("when one has let go of entries", true)
	check(t, bo.Turn(ctx, vault.Change{}))
	same("when one has begun a new epoch", false)
	meet()
	same("when the other has followed", true)
	other := must[*vault.Log](t)(create(t, store.NewMemory()).NewNotebook(ctx, "ours"))
	if fingerprint(t, other) == fingerprint(t, ana) {
		t.Error("another notebook has the same one")
	}
}
