package vault

import (
	"context"
	"errors"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// Rotate begins a new epoch with a fresh secret, without the devices that are
// removed and the paper keys that lie in their vaults. See Turn.
func (l *Log) Rotate(ctx context.Context, remove ...key.DeviceID) error {
	return l.Turn(ctx, Change{Remove: remove})
}

// advance takes a turn, signed by a keeper, and moves this device to the epoch
// that it begins.
func (l *Log) advance(ctx context.Context, author *key.Device, t turn) error {
	if m, ok := l.roster.members[author.ID()]; !ok || !m.keeper {
		return ErrNotKeeper
	}
	t.heads, t.time = l.log.Heads(), l.v.c.Now().Unix()
	secret, block, err := l.roster.step(t, author, l.v.c.Rand)
	if err != nil {
		l.forget() // the roster may have a record that nobody has
		return err
	}
	return l.move(ctx, secret, l.roster, block)
}

// move seals everything again under another epoch, in its box, and empties the
// box of the one before.
func (l *Log) move(ctx context.Context, secret epochSecret, ro *roster, block *keyBlock) error {
	next := newEpoch(l.id, secret)
	from := l.epoch.box
	err := l.v.exchange(ctx, swap{
		in:   next.box,
		out:  []store.Box{from},
		fill: func() error { return l.refill(ctx, next, ro, block) },
		commit: func(ix *index) {
			ix.find(l.id).enterEpoch(secret, ro)
		},
	})
	l.forget()
	return err
}

// refill writes the box of the next epoch: members, what led here, entries,
// snapshot, history.
// What removed devices wrote beyond their last accepted entry stays behind.
func (l *Log) refill(ctx context.Context, next *epoch, ro *roster, block *keyBlock) error {
	if err := l.v.putMembers(ctx, next, ro.encodeChain(block.raw)); err != nil {
		return err
	}
	if err := l.keepTurns(ctx, next, ro, block); err != nil {
		return err
	}
	if err := l.readHead(ctx); err != nil {
		return err
	}
	covered, err := l.resealEntries(ctx, next, ro)
	if err != nil {
		return err
	}
	return l.resealFrames(ctx, next, covered)
}

// resealEntries copies the entries, and returns how many of them the snapshot
// covers.
func (l *Log) resealEntries(ctx context.Context, next *epoch, ro *roster) (uint64, error) {
	last := ro.lasts()
	out := appender{st: l.v.st, box: next.box}
	covered := uint64(0)
	_, err := l.walk(ctx, 0, func(number uint64, e *oplog.Entry) error {
		if number <= l.snap.through {
			covered++
		} else if most, gone := last[e.Device]; gone && e.Seq > most {
			return nil
		}
		blob, err := next.entry.alike(e.Bytes())
		if err != nil {
			return err
		}
		return out.add(ctx, blob)
	})
	return covered, errors.Join(err, out.flush(ctx))
}

// lasts returns the last accepted entry of each device that was removed.
func (ro *roster) lasts() map[key.DeviceID]uint64 {
	last := make(map[key.DeviceID]uint64)
	for _, rec := range ro.records {
		for _, id := range rec.removed {
			last[id] = rec.head(id)
		}
	}
	return last
}

// appender appends to a fresh box, several entries at a time.
type appender struct {
	st    store.Store
	box   store.Box
	head  uint64
	blobs [][]byte
}

func (a *appender) add(ctx context.Context, blob []byte) error {
	a.blobs = append(a.blobs, blob)
	if len(a.blobs) < readBatch {
		return nil
	}
	return a.flush(ctx)
}

func (a *appender) flush(ctx context.Context) error {
	err := a.st.Append(ctx, a.box, a.head, a.blobs)
	a.head += uint64(len(a.blobs))
	a.blobs = nil
	return err
}

// resealFrames copies the snapshot and its history, signed bytes unchanged.
func (l *Log) resealFrames(ctx context.Context, next *epoch, covered uint64) error {
	state, err := l.readState(ctx)
	if err != nil || state == nil {
		return err
	}
	history, err := l.readHistory(ctx)
	if err != nil {
		return err
	}
	fr := l.snap.front
	fr.through = covered
	if history != nil {
		if err := l.v.putFrame(ctx, next, historyBlob(fr.slot), front{}, history); err != nil {
			return err
		}
	}
	return l.v.putFrame(ctx, next, snapshotBlob, fr, state)
}
