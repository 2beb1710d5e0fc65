package relay

import (
	"context"
	"errors"
	"sync"

	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// lookup finds the key of a mailbox: nobody's, when it is not known.
type lookup func(context.Context, wire.Box) (k key.MailboxKey, known bool, err error)

// nobody stands where there is no key, so that looking at a signature takes as
// long. Its secret half is no secret: what is signed with it lets nobody in.
var nobody = func() key.MailboxKey {
	m, err := key.MailboxFrom(make([]byte, key.MailboxSeedSize))
	if err != nil {
		panic(err) // of a seed that never changes
	}
	return m.Key()
}()

// stored asks the store.
func (r *Relay) stored(ctx context.Context, box wire.Box) (key.MailboxKey, bool, error) {
	k, err := r.c.Store.Key(ctx, box)
	if errors.Is(err, ErrNoMailbox) {
		return nobody, false, nil
	}
	return k, true, err
}

// recalled spares asking the store. The mailbox may be gone by now: whoever uses
// the key has the store look at it again.
func (r *Relay) recalled(_ context.Context, box wire.Box) (key.MailboxKey, bool, error) {
	k, known := r.keys.of(box)
	return k, known, nil
}

// mostKeys is how many keys are remembered at most, twice over.
const mostKeys = 4096

// keys remembers the keys of mailboxes to which something was written lately.
// The zero keys is ready.
type keys struct {
	mu       sync.Mutex
	now, old map[wire.Box]key.MailboxKey
}

// of returns a mailbox's key, or nobody's when it does not remember.
func (k *keys) of(box wire.Box) (found key.MailboxKey, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if found, known = k.now[box]; known {
		return found, true
	}
	if found, known = k.old[box]; known {
		k.put(box, found)
		return found, true
	}
	return nobody, false
}

func (k *keys) note(box wire.Box, is key.MailboxKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(box, is)
}

func (k *keys) put(box wire.Box, is key.MailboxKey) {
	if len(k.now) >= mostKeys || k.now == nil {
		k.now, k.old = make(map[wire.Box]key.MailboxKey), k.now
	}
	k.now[box] = is
}

func (k *keys) forget(box wire.Box) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.now, box)
	delete(k.old, box)
}
