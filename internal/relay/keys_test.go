package relay

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// over returns a relay over a memory of its own, with one mailbox.
func over(t *testing.T) (r *Relay, box wire.Box, k key.MailboxKey) {
	t.Helper()
	m, err := key.MailboxFrom(bytes.Repeat([]byte{1}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	store, err := new(Memory).Open()
	if err != nil {
		t.Fatal(err)
	}
	r, err = New(Config{Store: store, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	box, k = wire.Box{1}, m.Key()
	give(t, r, box, k)
	return r, box, k
}

// give lets somebody have a mailbox that nobody has.
func give(t *testing.T, r *Relay, box wire.Box, k key.MailboxKey) {
	t.Helper()
	code := CodeHash(k)
	err := errors.Join(r.c.Store.Allow(t.Context(), []CodeHash{code}), r.c.Store.Open(t.Context(), box, k, code, r.terms()))
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever does not hold the key finds out by no work that the relay does or spares
// whether the mailbox is there: each signature is looked at as often, with a key
// that can be one.
func TestAMailboxThatIsNotThereIsAsMuchWork(t *testing.T) {
	r, box, k := over(t)
	remembered := wire.Box{2}
	give(t, r, remembered, k)
	if _, err := r.recalled(t.Context(), remembered, func(is key.MailboxKey) bool { return is == k }); err != nil {
		t.Fatal(err)
	}
	for way, holds := range map[string]holding{"looked": r.looked, "recalled": r.recalled} {
		work := map[wire.Box]int{}
		for _, b := range []wire.Box{box, remembered, {3}} {
			_, err := holds(t.Context(), b, func(k key.MailboxKey) bool {
				work[b]++
				if _, err := key.MailboxKeyFrom(k.Bytes()); err != nil {
					t.Errorf("%s: %v is looked at as a key", way, k)
				}
				return false
			})
			if !errors.Is(err, errTicket) {
				t.Errorf("%s: %v", way, err)
			}
		}
		if n := work[box]; n == 0 || work[remembered] != n || work[wire.Box{3}] != n {
			t.Errorf("%s: signatures were looked at so often: %v", way, work)
		}
	}
}

// The key that stands where there is none lets nobody in, though all can sign
// with it.
func TestNobodysKeyOpensNothing(t *testing.T) {
	r, box, _ := over(t)
	for _, holds := range []holding{r.looked, r.recalled} {
		for _, b := range []wire.Box{box, {3}} {
			if k, err := holds(t.Context(), b, func(k key.MailboxKey) bool { return k == nobody }); !errors.Is(err, errTicket) {
				t.Errorf("%v, %v", k, err)
			}
		}
	}
}

// Some thousand keys are remembered, and those that are used are not forgotten
// for others.
func TestKeysAreForgotten(t *testing.T) {
	var k keys
	_, _, used := over(t)
	first, other := wire.Box{}, nobody
	k.note(first, used)
	for n := range uint64(5 * mostKeys) {
		box := wire.Box(binary.BigEndian.AppendUint64(bytes.Repeat([]byte{1}, 8), n))
		k.note(box, other)
		if found, known := k.of(first); !known || found != used {
			t.Fatal("what is used is forgotten after", n)
		}
		if _, known := k.of(box); !known {
			t.Fatal("the newest is forgotten")
		}
	}
	if n := len(k.now) + len(k.old); n > 2*mostKeys {
		t.Error(n, "keys are remembered")
	}
	k.forget(first)
	if found, known := k.of(first); known || found != nobody {
		t.Error("forgotten, it is known")
	}
}
