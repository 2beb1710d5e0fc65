package oplog

import (
	"bytes"
	"sort"

	"amparo/internal/key"
)

// Add takes an entry from elsewhere. It returns the entries that are now
// accepted, causes first, groups whole: often the one given, sometimes also
// others that were held for it. The error is a Fault: Gap when e waits, also when
// it came before and waits still, Duplicate when it was accepted already, and the
// others when something is refused, e or one of those held.
//
// An entry of this device itself, which it has not, is one that was written
// before the place where its log is kept was put back to an earlier day, or by a
// copy of it. It is taken in as any other, and the next one follows it.
func (l *Log) Add(e *Entry) ([]*Entry, error) {
	c, err := l.place(e)
	if err != nil {
		return nil, err
	}
	if !e.SignedBy(c.card) {
		return nil, BadSignature
	}
	if e.Seq <= c.head().Seq {
		return nil, l.again(e, c)
	}
	if err := l.hold(e); err != nil {
		return nil, err
	}
	ready, err := l.release()
	if err == nil && e.Seq > c.head().Seq {
		err = Gap
	}
	return ready, err
}

// place finds the chain that an entry belongs to.
func (l *Log) place(e *Entry) (*chain, error) {
	c := l.chains[e.Device]
	switch {
	case e.Notebook != l.notebook || c == nil:
		return nil, Foreign
	case c.removed && e.Seq > c.last:
		return nil, AfterRemoval
	}
	return c, nil
}

// again names an entry whose place in the chain is taken.
func (l *Log) again(e *Entry, c *chain) error {
	if e.Seq <= c.base.Seq {
		if e.Seq == c.base.Seq && e.Hash != c.base.Hash {
			return l.fork(e.Device)
		}
		return Duplicate
	}
	if c.hashes[e.Seq-c.base.Seq-1] != e.Hash {
		return l.fork(e.Device)
	}
	return Duplicate
}

// fork names two entries of one device in one place.
func (l *Log) fork(device key.DeviceID) Fault {
	if device == l.self {
		return OwnFork
	}
	return Fork
}

// hold keeps an entry until it can be accepted.
func (l *Log) hold(e *Entry) error {
	waiting := l.held[e.Device]
	if other := waiting[e.Seq]; other != nil {
		if other.Hash != e.Hash {
			return l.fork(e.Device)
		}
		return nil // it still waits
	}
	if waiting == nil {
		waiting = make(map[uint64]*Entry)
		l.held[e.Device] = waiting
	}
	waiting[e.Seq] = e
	l.holding++
	if l.holding > mostHeld {
		l.makeRoom()
	}
	return nil
}

// makeRoom lets go of the latest entry of the device of which most are held, so
// that what others wait for finds its place.
func (l *Log) makeRoom() {
	var most map[uint64]*Entry
	for _, id := range l.waiting() {
		if len(l.held[id]) > len(most) {
			most = l.held[id]
		}
	}
	latest := uint64(0)
	for seq := range most {
		latest = max(latest, seq)
	}
	delete(most, latest)
	l.holding--
	l.let++
}

// release accepts what can be accepted, until nothing more can. A held entry
// that turns out to be faulty is let go, and its fault returned.
func (l *Log) release() (ready []*Entry, fault error) {
	for again := true; again; {
		again = false
		for _, id := range l.waiting() {
			group, err := l.nextGroup(id)
			if err != nil {
				l.letGo(id)
				fault = err
			}
			ready = append(ready, group...)
			again = again || len(group) > 0
		}
	}
	return ready, fault
}

// nextGroup accepts the next whole group of a device, if all of it is here and
// so are its causes.
func (l *Log) nextGroup(id key.DeviceID) ([]*Entry, error) {
	c, waiting := l.chains[id], l.held[id]
	next := c.head().Seq + 1
	first := waiting[next]
	if first == nil {
		return nil, nil
	}
	var group []*Entry
	for i := range uint64(first.Count) {
		e := waiting[next+i]
		if e == nil {
			return nil, nil
		}
		group = append(group, e)
	}
	err := l.groupFits(group, c)
	if err == Gap {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range group {
		delete(waiting, e.Seq)
		l.holding--
		c.accept(e)
	}
	return group, nil
}

// groupFits checks a whole group against the chain that it would continue.
func (l *Log) groupFits(group []*Entry, c *chain) error {
	before := c.head()
	for i, e := range group {
		if e.Prev != before.Hash {
			return l.fork(e.Device)
		}
		if int(e.Index) != i || int(e.Count) != len(group) {
			return ErrMalformed
		}
		if err := l.causes(e, c); err != nil {
			return err
		}
		before = Head{Device: e.Device, Seq: e.Seq, Hash: e.Hash}
	}
	return nil
}

// causes checks that what the writer had seen is here, and is not less than
// what it had seen before.
func (l *Log) causes(e *Entry, c *chain) error {
	at, ok := l.known[e.Membership]
	if !ok {
		return Gap
	}
	if c.newest != nil && (at != noPlace && at < l.known[c.newest.Membership] || !l.covers(e.Heads, c.newest.Heads)) {
		return Rollback
	}
	for _, h := range e.Heads {
		if err := l.seen(h); err != nil {
			return err
		}
	}
	return nil
}

// covers says whether the newer heads reach at least as far as the older ones.
// Both stand in ascending order of devices. Removed devices do not count: what
// was seen of them beyond their last accepted entry is set aside.
func (l *Log) covers(newer, older []Head) bool {
	for _, o := range older {
		if c := l.chains[o.Device]; c == nil || c.removed {
			continue
		}
		for len(newer) > 0 && newer[0].Device != o.Device {
			newer = newer[1:]
		}
		if len(newer) == 0 || newer[0].Seq < o.Seq {
			return false
		}
	}
	return true
}

// seen compares a head that someone has seen with what is here. What lies
// beyond a removal counts as seen, for it will not come.
func (l *Log) seen(h Head) error {
	c := l.chains[h.Device]
	switch {
	case c == nil:
		return Gap
	case c.removed && h.Seq > c.last:
		return nil
	case h.Seq > c.head().Seq:
		return Gap
	case h.Seq < c.base.Seq:
		return nil // only the snapshot knows its hash
	case h.Seq == c.base.Seq && h.Hash != c.base.Hash:
		return l.fork(h.Device)
	case h.Seq > c.base.Seq && c.hashes[h.Seq-c.base.Seq-1] != h.Hash:
		return l.fork(h.Device)
	}
	return nil
}

// accept continues the chain with an entry that fits.
func (c *chain) accept(e *Entry) {
	c.hashes = append(c.hashes, e.Hash)
	c.newest = e
}

// waiting returns the devices of which entries are held, in a fixed order.
func (l *Log) waiting() []key.DeviceID {
	var ids []key.DeviceID
	for id, entries := range l.held {
		if len(entries) > 0 {
			ids = append(ids, id)
		}
	}
	sort.Slice(ids, func(i, j int) bool { return bytes.Compare(ids[i][:], ids[j][:]) < 0 })
	return ids
}

// letGo forgets what is held of a device.
func (l *Log) letGo(id key.DeviceID) {
	l.holding -= len(l.held[id])
	delete(l.held, id)
}
