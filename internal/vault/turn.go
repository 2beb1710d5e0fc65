package vault

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"

	"amparo/internal/oplog"
	"amparo/internal/store"
)

// What leads from one epoch to a later one lies in the mailbox of the first,
// sealed under its secret for the purpose "turn". It is a membership as chain.go
// has it, with only those records that come after the first epoch's:
//
//	layout 2 | suite 1 | records (count 2) | key block | beside (count 2)
//
// Whoever was a member of the first epoch can open it. It sees who the members
// are then; the secret is sealed to these alone.
//
// In the mailbox of the present epoch lies one without records after it when some
// stand beside: entries name them, and who came later has not heard of them.
//
// There are two in a mailbox that is over. One leads to the epoch that came next
// and is kept as it was made, since nobody keeps key blocks: so whoever was away
// for long goes on one by one, and opens every mailbox on her way. The other leads
// to the present epoch, so that two ways apart are compared whole.

// turnBlob is the name of what leads on from an epoch to the next one.
func turnBlob(number uint32) string { return "turn " + strconv.FormatUint(uint64(number), 10) }

// closeTurn seals what leads on from an epoch to the last one of a membership.
func closeTurn(from *epoch, ro *roster, block *keyBlock) ([]byte, error) {
	rest := roster{records: ro.records[from.number+1:], beside: ro.beside}
	return from.turn.alike(rest.encodeChain(block.raw))
}

// keepTurns puts into the box of the next epoch what led to it, and to those
// before. What led on to a way that is given up is let go: it is looked at again
// where it lies, should this device come back to that way.
func (l *Log) keepTurns(ctx context.Context, next *epoch, ro *roster, block *keyBlock) error {
	shared := common(l.roster, ro)
	for _, ep := range l.epochs() {
		if !ro.has(ep) || ep != l.epoch && int(ep.number)+1 >= shared {
			continue
		}
		blob, err := l.v.st.Get(ctx, l.epoch.box, turnBlob(ep.number))
		if ep == l.epoch {
			blob, err = closeTurn(ep, ro, block)
		}
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err == nil {
			err = l.v.st.Put(ctx, next.box, turnBlob(ep.number), blob)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// has says whether an epoch is one of this chain, and not the last.
func (ro *roster) has(ep *epoch) bool {
	return int(ep.number)+1 < len(ro.records) && ro.records[ep.number].commit == ep.commit
}

// outgoingTurns gives yield what leads on from an epoch that is over, and for
// the present one the records that stand beside.
func (l *Log) outgoingTurns(ctx context.Context, ep *epoch, yield func(uint64, []byte) error) error {
	if ep == l.epoch && len(l.roster.beside) == 0 {
		return nil
	}
	step, err := l.v.st.Get(ctx, l.epoch.box, turnBlob(ep.number))
	if err == nil {
		err = yield(0, step)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return while("reading what leads on", err)
	}
	whole, err := closeTurn(ep, l.roster, l.block)
	if err != nil || string(whole) == string(step) {
		return err
	}
	return yield(0, whole)
}

// takeTurn follows what leads on.
func (l *Log) takeTurn(ctx context.Context, blob []byte) (Taken, error) {
	box, ok := mailboxOf(blob)
	ep := l.past[box]
	if !ok || ep == nil {
		return Taken{}, ErrDamaged
	}
	plain, err := ep.turn.open(blob)
	if err != nil {
		return Taken{}, ErrDamaged
	}
	chain, err := l.roster.splice(int(ep.number)+1, plain)
	if err != nil {
		return Taken{}, err
	}
	g, err := grantedBy(l.id, chain, l.device, l.roster)
	if err == oplog.AfterRemoval {
		return Taken{}, l.ousted(g.roster)
	}
	if err != nil {
		return Taken{}, err
	}
	f, err := l.follow(ctx, g)
	switch err {
	case nil:
		return Taken{Turned: true, Apart: f.way == theirs}, nil
	case oplog.Rollback:
		got, err := l.learn(ctx, ep, g)
		got.Turned = got.Turned || f.news
		return got, err
	case oplog.Fork:
		err = ErrSplit
	}
	return Taken{Turned: f.news}, err
}

// ousted says what it means that this device is no member on a way on. It is out
// only where that way stays: whoever was taken out has no say in that, and can't
// have us believe it by taking us out in her turn. Anything else is for people,
// and is never passed over in silence: this device can't follow there.
func (l *Log) ousted(them *roster) error {
	which, err := compare(l.roster, them)
	switch {
	case err != nil:
		return err
	case which == newer || which == theirs:
		return ErrOut
	}
	return ErrSplit
}

// splice returns the bytes of a membership that begins with the first n records
// here and goes on as in rest.
func (ro *roster) splice(n int, rest []byte) ([]byte, error) {
	const head = 4 // layout, suite and how many records
	if len(rest) < head {
		return nil, oplog.ErrMalformed
	}
	out := binary.BigEndian.AppendUint16(slices.Clone(rest[:2]), uint16(n)+binary.BigEndian.Uint16(rest[2:]))
	for _, rec := range ro.records[:n] {
		out = oplog.AppendBytes(out, rec.raw)
	}
	return append(out, rest[head:]...), nil
}

// learn keeps the secret of an epoch that this device has passed over, and what
// led to it: there may be something in its mailbox that has not come.
func (l *Log) learn(ctx context.Context, from *epoch, g *granted) (Taken, error) {
	known := l.epochs()
	if !l.roster.commits(g.secret) || len(known) >= mostEpochs && g.secret.number < known[0].number ||
		slices.ContainsFunc(known, func(ep *epoch) bool { return ep.number == g.secret.number }) {
		return Taken{}, oplog.Rollback
	}
	if g.secret.number == from.number+1 {
		step, err := closeTurn(from, g.roster, g.block)
		if err == nil {
			err = l.v.st.Put(ctx, l.epoch.box, turnBlob(from.number), step)
		}
		if err != nil {
			return Taken{}, while("keeping what leads on", err)
		}
	}
	ix := l.v.index.clone()
	ix.find(l.id).learn(g.secret)
	if err := l.v.putIndex(ctx, ix); err != nil {
		return Taken{}, err
	}
	l.forget()
	return Taken{Turned: true}, nil
}

// learn puts a past epoch's secret in its place.
func (nb *notebook) learn(e epochSecret) {
	nb.epochs = append(nb.epochs, e)
	slices.SortFunc(nb.epochs, func(a, b epochSecret) int { return int(a.number) - int(b.number) })
	nb.epochs = nb.epochs[max(0, len(nb.epochs)-mostEpochs):]
}
