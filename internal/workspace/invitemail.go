//go:build !js

package workspace

import (
	"context"
	"errors"
	"slices"
	"sync"

	"amparo/internal/exchange"
	"amparo/internal/invite"
	"amparo/internal/key"
	"amparo/internal/vault"
)

// mostRounds is how often one meeting goes back and forth.
const mostRounds = 4

// Meet leaves this side's messages in the invite's mailbox and takes the other
// side's, as Sync does for a notebook. The mailbox is opened with the code, or
// else with one that the host's notebook has. A fault of the invite is no error:
// Why tells it.
func (i *Invitation) Meet(ctx context.Context, c Carrier, lock sync.Locker, code string) error {
	lock.Lock()
	broken := errors.Join(i.join(ctx), i.withdraw(ctx)) // when it broke off the last time
	lock.Unlock()
	return errors.Join(broken, i.meet(ctx, c, lock, code))
}

func (i *Invitation) meet(ctx context.Context, c Carrier, lock sync.Locker, code string) error {
	inv, err := invite.Parse(i.Text)
	if err != nil {
		return err
	}
	access, err := key.MailboxFrom(inv.Access().Bytes())
	if err != nil {
		return while("making the mailbox's key", err)
	}
	box := vault.Mailbox{Box: inv.Mailbox(), Key: access}
	set := &inviteSet{i: i, lock: lock, ctx: ctx, parts: unpacker{}, came: map[exchange.ID]bool{}}
	for range mostRounds {
		set.fresh = false
		_, err := c.Meet(ctx, box, "", set)
		if errors.Is(err, ErrClosedBox) {
			if err = i.open(ctx, c, lock, box, code); err == nil {
				_, err = c.Meet(ctx, box, "", set)
			}
		}
		if err != nil {
			return err
		}
		if !set.fresh {
			return nil
		}
	}
	return nil
}

// open opens the invite's mailbox.
func (i *Invitation) open(ctx context.Context, c Carrier, lock sync.Locker, box vault.Mailbox, code string) error {
	if code != "" {
		return c.Open(ctx, box, code)
	}
	if !i.Host {
		return ErrClosedBox // the host has not been there
	}
	lock.Lock()
	w, err := i.desk.Notebook(ctx, i.Notebook)
	lock.Unlock()
	if err != nil {
		return err
	}
	return w.openBox(ctx, c, lock, box)
}

// What an invite takes. Two sides say about ten things; who has the text, or the
// relay, can leave any number.
const (
	mostHeard = 300                          // messages; each is answered by two at most
	mostTaken = mostParts * exchange.MaxBlob // bytes of one visit
	leastBlob = 16 << 10                     // what even a short blob counts for
)

// inviteSet is what lies in the mailbox of an invite.
type inviteSet struct {
	i     *Invitation
	lock  sync.Locker
	ctx   context.Context
	parts unpacker
	blobs map[exchange.ID][]byte // of this side
	came  map[exchange.ID]bool   // in this visit
	taken int
	fresh bool // something was said since the last meeting
}

// IDs returns the names of this side's messages.
func (s *inviteSet) IDs() ([]exchange.ID, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	var ids []exchange.ID
	s.blobs = map[exchange.ID][]byte{}
	for _, b := range s.i.sent {
		id := exchange.IDOf(b)
		ids, s.blobs[id] = append(ids, id), b
	}
	return ids, nil
}

// Blob returns one of this side's messages.
func (s *inviteSet) Blob(id exchange.ID) ([]byte, error) {
	if b, is := s.blobs[id]; is {
		return b, nil
	}
	return nil, ErrNotFound
}

// Add hears a message, once. What goes beyond what one visit takes is passed over.
func (s *inviteSet) Add(blob []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	id := exchange.IDOf(blob)
	if s.came[id] || s.taken >= mostTaken {
		return nil
	}
	s.came[id], s.taken = true, s.taken+max(len(blob), leastBlob)
	message := s.parts.add(blob)
	if message == nil {
		return nil
	}
	said := len(s.i.sent)
	err := s.i.hear(s.ctx, message)
	s.fresh = s.fresh || len(s.i.sent) > said
	return err
}

// hear takes in a message. What changes nothing is not kept: whoever knows the
// mailbox can leave any number of these.
func (i *Invitation) hear(ctx context.Context, message []byte) error {
	id := exchange.IDOf(message)
	if slices.Contains(i.heard, id) || i.full() {
		return nil
	}
	out, err := i.side.Step(message, i.desk.config.now())
	if errors.Is(err, invite.Foreign) || errors.Is(err, invite.Over) {
		return nil
	}
	i.heard = append(i.heard, id)
	if err := i.answer(out, err); err != nil {
		return err
	}
	if i.full() {
		if err := i.answer(i.side.Overrun()); err != nil {
			return err
		}
	}
	return errors.Join(i.keep(ctx), i.join(ctx), i.withdraw(ctx))
}

// full says that more was heard than there is to say.
func (i *Invitation) full() bool { return len(i.heard) >= mostHeard }

// answer keeps what is to be said after a step, and its fault.
func (i *Invitation) answer(out [][]byte, err error) error {
	fault, is := errors.AsType[invite.Fault](err)
	switch {
	case err != nil && !is:
		return while("reading an invite's message", err)
	case fault == invite.SecondUse, fault == invite.Substituted:
		i.why = string(fault)
	}
	i.say(out)
	return nil
}
