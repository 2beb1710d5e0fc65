package relay

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
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

// counted counts how often a store is asked for a key.
type counted struct {
	Store
	asked int
}

func (c *counted) Key(ctx context.Context, box wire.Box) (key.MailboxKey, error) {
	c.asked++
	return c.Store.Key(ctx, box)
}

// strange is a request to append that somebody signs for a mailbox with a key of
// her own.
func strange(t *testing.T, box wire.Box, seed byte) *http.Request {
	t.Helper()
	m, err := key.MailboxFrom(bytes.Repeat([]byte{seed}, key.MailboxSeedSize))
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/v1/"+hex.EncodeToString(box[:])+"/entries", http.NoBody)
	r.SetPathValue("box", hex.EncodeToString(box[:]))
	call := wire.Call{Host: r.Host, Method: r.Method, Target: r.RequestURI, Body: wire.DigestOf(nil)}
	ticket, err := wire.Sign(m, call, uint64(time.Now().Unix()/60), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", ticket.Header())
	return r
}

// Whoever does not hold the key finds out by no work that the relay does or spares
// whether the mailbox is there: the store is asked as often, and each way gives a
// key that a signature can be held against.
func TestAMailboxThatIsNotThereIsAsMuchWork(t *testing.T) {
	r, box, k := over(t)
	store := &counted{Store: r.c.Store}
	r.c.Store = store
	remembered := wire.Box{2}
	give(t, r, remembered, k)
	r.keys.note(remembered, k)
	for _, b := range []wire.Box{box, remembered, {3}} {
		store.asked = 0
		if _, err := r.admit(httptest.NewRecorder(), strange(t, b, 9), []lookup{r.recalled, r.stored}); !errors.Is(err, errTicket) || store.asked != 1 {
			t.Errorf("%v: %v, and the store was asked %d times", b, err, store.asked)
		}
		for name, way := range map[string]lookup{"recalled": r.recalled, "stored": r.stored} {
			found, _, err := way(t.Context(), b)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := key.MailboxKeyFrom(found.Bytes()); err != nil {
				t.Errorf("%s: %v is looked at as a key", name, found)
			}
		}
	}
}

// The key that stands where there is none lets nobody in, though all can sign
// with it.
func TestNobodysKeyOpensNothing(t *testing.T) {
	r, box, _ := over(t)
	for _, b := range []wire.Box{box, {3}} {
		for _, ways := range [][]lookup{{r.recalled}, {r.stored}, {r.recalled, r.stored}} {
			if _, err := r.admit(httptest.NewRecorder(), strange(t, b, 0), ways); !errors.Is(err, errTicket) {
				t.Errorf("%v: %v", b, err)
			}
		}
	}
	if a, err := r.admit(httptest.NewRecorder(), strange(t, box, 1), []lookup{r.recalled, r.stored}); err != nil || a.box != box {
		t.Error("its own key does not open it:", err)
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
