package vault

import (
	"context"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Mailbox is where the devices of one epoch leave things for each other: at a
// relay, in a file, or on the way from one to the other.
type Mailbox struct {
	Box [16]byte
	Key *key.Mailbox // signs what is asked of a relay
	// Next is when the epoch after it began, by the clock of the keeper who began
	// it; zero for the mailbox of the present epoch.
	Next int64
}

// Mailboxes returns the mailboxes that this device has the keys of, the present
// one last.
func (l *Log) Mailboxes(ctx context.Context) ([]Mailbox, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	var out []Mailbox
	for _, ep := range l.epochs() {
		k, err := key.MailboxFrom(ep.access)
		if err != nil {
			return nil, while("making a mailbox's key", err)
		}
		m := Mailbox{Box: ep.box, Key: k}
		if ep != l.epoch {
			m.Next = l.roster.records[ep.number+1].time
		}
		out = append(out, m)
	}
	return out, nil
}

// epochs returns the epochs of which this device has the secret, ascending.
func (l *Log) epochs() []*epoch {
	var out []*epoch
	for number := range l.roster.records {
		for _, ep := range l.past {
			if int(ep.number) == number {
				out = append(out, ep)
			}
		}
	}
	return out
}

// Outgoing gives yield what this device has for one of its mailboxes, causes
// first. These are the entries that were made while it was the present one, or
// all, where newcomers have the history; and then, from one that is over, what
// leads on to the present epoch: whoever reads in this order has gone on with
// all that the epoch brought. Only the members of that epoch can open any of it.
//
// Places are the numbers of entries on this device, for which after counts; they
// are other ones in each epoch. What leads on has place 0, and always comes.
func (l *Log) Outgoing(ctx context.Context, box [16]byte, after uint64, yield func(place uint64, blob []byte) error) error {
	if err := l.enterLoaded(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	ep := l.past[box]
	if ep == nil {
		return oplog.Foreign
	}
	_, err := l.walk(ctx, after, func(place uint64, e *oplog.Entry) error {
		if !l.belongs(e, ep) {
			return nil
		}
		blob, err := ep.entry.alike(e.Bytes())
		if err != nil {
			return err
		}
		return yield(place, blob)
	})
	if err != nil {
		return err
	}
	return l.outgoingTurns(ctx, ep, yield)
}

// belongs says whether an entry is for the devices of an epoch: its first record
// does not count it yet, and the next one, if there is one, does.
func (l *Log) belongs(e *oplog.Entry, ep *epoch) bool {
	rec := l.roster.records[ep.number]
	if rec.rules&ruleHistory == 0 && e.Seq <= rec.head(e.Device) {
		return false
	}
	return ep == l.epoch || e.Seq <= l.roster.records[ep.number+1].head(e.Device)
}

// Taken is what came of what leads on to another epoch.
type Taken struct {
	// Turned says that the mailboxes are worth another visit: this device has
	// gone on to a later epoch, has learned the secret of one between, or knows of
	// records beside its own. What was held is to come again.
	Turned bool
	// Apart says that it has given up a way of its own for that. What it has
	// passed over in the mailboxes may be for it now.
	Apart bool
}

// TakeTurn takes in a blob that lay in a mailbox and is no entry (Receive calls it
// damaged): it leads on to a later epoch, as Follow does, or is damaged. The error
// is then an oplog.Fault, ErrBeside, ErrSplit, ErrOut, ErrNewer, or ErrDamaged
// itself. None of them changes what is here. oplog.Rollback is what leads to an
// epoch that is over already.
func (l *Log) TakeTurn(ctx context.Context, blob []byte) (Taken, error) {
	if err := l.enterLoaded(ctx); err != nil {
		return Taken{}, err
	}
	defer l.v.mu.Unlock()
	return l.takeTurn(ctx, blob)
}

// Beyond says whether the snapshot here holds what a removed device wrote after
// its last accepted entry. It came with the welcome of someone who has gone, and
// the others may never have seen it. No program can take it out of the whole
// again: people have to compare.
func (l *Log) Beyond(ctx context.Context) (bool, error) {
	if err := l.enterLoaded(ctx); err != nil {
		return false, err
	}
	defer l.v.mu.Unlock()
	last := l.roster.lasts()
	return slices.ContainsFunc(l.snap.heads, func(h oplog.Head) bool {
		most, gone := last[h.Device]
		return gone && h.Seq > most
	}), nil
}

// Held is what waits for others that have not come. It is in memory only.
type Held struct {
	Waiting int // entries
	LetGo   int // entries that waited and were let go, since the vault was opened
	// Own says that something waits for an entry of this device itself, which it
	// has not: its disk was put back.
	Own bool
}

// Held returns what waits. What is let go has to come again.
func (l *Log) Held(ctx context.Context) (Held, error) {
	if err := l.enterLoaded(ctx); err != nil {
		return Held{}, err
	}
	defer l.v.mu.Unlock()
	return Held{Waiting: l.log.Held(), LetGo: l.let + l.log.LetGo(), Own: l.log.AwaitsOwn()}, nil
}
