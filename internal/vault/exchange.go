package vault

import (
	"context"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Mailbox returns the name of the present epoch's mailbox: random, and another
// one with each epoch. Devices of the same mailbox have the same members.
func (l *Log) Mailbox(ctx context.Context) ([16]byte, error) {
	if err := l.enter(ctx); err != nil {
		return [16]byte{}, err
	}
	defer l.v.mu.Unlock()
	return l.epoch.box, nil
}

// Sealed returns the sealed entries of the present epoch with a number above
// after, in the order in which this device has them. They are what another
// device's Receive takes; numbers are this device's own.
func (l *Log) Sealed(ctx context.Context, after uint64) ([][]byte, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	var out [][]byte
	for {
		first, blobs, err := l.v.st.Read(ctx, l.epoch.box, after, readBatch)
		if err != nil {
			return nil, while("reading entries", err)
		}
		if len(blobs) == 0 {
			return out, nil
		}
		out = append(out, blobs...)
		after = first + uint64(len(blobs)) - 1
	}
}

// Receive takes in a sealed entry of another device, and returns what is complete
// by it: nothing while causes or parts are missing, several when it was what
// others waited for. It is durable after Flush, or with the next thing that this
// device writes; until then, whoever brought it is to be asked again after a
// power cut. The error is then an oplog.Fault:
// Duplicate and Gap do no harm; Gap says that the entry is held, in memory only,
// until what it needs has come or the members change. ErrDamaged says that the
// bytes were altered on the way.
func (l *Log) Receive(ctx context.Context, sealed []byte) ([]Entry, error) {
	if err := l.enterLoaded(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	e, err := l.unseal(sealed)
	if err != nil {
		return nil, err
	}
	ready, fault := l.log.Add(e)
	out, err := l.keep(ctx, ready)
	if err != nil {
		return nil, err
	}
	return out, fault
}

// unseal opens a sealed entry. With it go the bytes to keep: as they came, or
// sealed again when their epoch is over.
func (l *Log) unseal(sealed []byte) (*oplog.Entry, error) {
	box, ok := mailboxOf(sealed)
	if !ok {
		return nil, ErrDamaged
	}
	ep := l.past[box]
	if ep == nil {
		return nil, oplog.Foreign
	}
	plain, err := ep.entry.open(sealed)
	if err == key.ErrCommitment {
		return nil, oplog.BadCommitment
	}
	if err != nil {
		return nil, err
	}
	e, err := oplog.Decode(plain)
	if err != nil {
		return nil, err
	}
	if ep == l.epoch {
		e.Came = append([]byte(nil), sealed...)
		return e, nil
	}
	if e.Seq > l.roster.records[ep.number+1].head(e.Device) {
		return nil, oplog.Stale
	}
	e.Came, err = l.epoch.entry.alike(plain)
	return e, err
}

// keep writes entries that the log has accepted, and joins their groups.
func (l *Log) keep(ctx context.Context, ready []*oplog.Entry) ([]Entry, error) {
	if len(ready) == 0 {
		return nil, nil
	}
	var out []Entry
	join := joiner{yield: func(e Entry) error {
		out = append(out, e)
		return nil
	}}
	blobs := make([][]byte, len(ready))
	for i, e := range ready {
		blobs[i] = e.Came
		if err := join.add(e); err != nil {
			return nil, err
		}
	}
	return out, l.wrote(blobs, l.v.st.AppendRelaxed(ctx, l.epoch.box, l.head, blobs))
}

// Flush makes durable what has been received.
func (l *Log) Flush(ctx context.Context) error {
	if err := l.v.enter(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	if err := l.v.st.Flush(ctx); err != nil {
		return while("keeping what came", err)
	}
	return nil
}
