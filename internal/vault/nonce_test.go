package vault_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"testing"

	"amparo/internal/key"
	"amparo/internal/store"
	"amparo/internal/vault"
)

// TestClonesSealUnderNoncesOfTheirOwn (S13): a device, its copy, what was restored
// from its backup and a copy of that write at the same numbers with the key of one
// epoch, at first the same. Where two blobs have one nonce, they are one blob.
func TestClonesSealUnderNoncesOfTheirOwn(t *testing.T) {
	ctx, each := context.Background(), 1_000
	if os.Getenv("AMPARO_LONG") == "1" {
		each = 250_000
	}
	const alike, part = 10, 500
	s := sealing{blobs: map[[24]byte][32]byte{}}
	for i, l := range clones(t) {
		from := uint64(len(sealed(t, l)))
		for n := range each {
			text := fmt.Sprint("entry ", n)
			if n >= alike {
				text += fmt.Sprint(" of ", i)
			}
			must[vault.Entry](t)(l.Append(ctx, []byte(text)))
			if (n+1)%part > 0 {
				continue
			}
			for _, blob := range must[[][]byte](t)(l.Sealed(ctx, from)) {
				s.add(t, blob)
				from++
			}
			if (n+1)%(20*part) == 0 {
				check(t, l.Save(ctx, []byte("state"), nil, true)) // lets go of them
			}
		}
	}
	if want := 2 * alike; s.same != want || s.count != 4*each {
		t.Errorf("%d of %d blobs came twice, want %d of %d", s.same, s.count, want, 4*each)
	}
	t.Logf("%d seals under %d nonces", s.count, len(s.blobs))
}

// clones returns the logs of a device, of its copy, of what was restored from its
// backup, and of a copy of that.
func clones(t *testing.T) []*vault.Log {
	t.Helper()
	ctx, st, other := context.Background(), store.NewMemory(), store.NewMemory()
	v := create(t, st)
	l := must[*vault.Log](t)(v.NewNotebook(ctx, "ours"))
	write(t, l, "before")
	restored := must[*vault.Vault](t)(restore(other, backup(t, v), "six plain words", key.Paper{}))
	r := must[*vault.Log](t)(restored.Log(ctx, l.ID()))
	write(t, r, "restored")
	copied := must[*vault.Log](t)(reopen(t, clone(t, st, l)).Log(ctx, l.ID()))
	again := must[*vault.Log](t)(reopen(t, clone(t, other, r)).Log(ctx, l.ID()))
	return []*vault.Log{l, copied, r, again}
}

// sealing remembers what was sealed under which nonce.
type sealing struct {
	blobs       map[[24]byte][32]byte
	count, same int
}

func (s *sealing) add(t *testing.T, blob []byte) {
	t.Helper()
	s.count++
	nonce, sum := [24]byte(blob[17:41]), sha256.Sum256(blob)
	switch before, again := s.blobs[nonce]; {
	case again && before != sum:
		t.Fatalf("seal %d: one nonce for two entries", s.count)
	case again:
		s.same++
	}
	s.blobs[nonce] = sum
}
