package oplog

import (
	"bytes"
	"slices"
	"sort"

	"amparo/internal/key"
)

// mostHeld is how many entries are held until their causes come. Beyond it the
// latest of the device with the most are let go, and have to be offered again.
const mostHeld = 4096

// Log is the state of a notebook's chains. It is one state machine for one
// goroutine, and changes only by its methods.
type Log struct {
	notebook NotebookID
	self     key.DeviceID
	chains   map[key.DeviceID]*chain
	known    map[Hash]int // membership heads, in the order of their chain; noPlace beside it
	held     map[key.DeviceID]map[uint64]*Entry
	holding  int
	let      int // of those that were held, how many were let go to make room
}

// chain is what is known of one device.
type chain struct {
	card    key.Card
	removed bool
	last    uint64 // with removed: the last accepted entry
	base    Head   // everything up to here is covered by a snapshot
	hashes  []Hash // of the entries after base
	newest  *Entry
}

// head is the device's newest entry.
func (c *chain) head() Head {
	h := c.base
	h.Seq += uint64(len(c.hashes))
	if len(c.hashes) > 0 {
		h.Hash = c.hashes[len(c.hashes)-1]
	}
	return h
}

// New returns the empty log of a notebook, as the device self sees it.
func New(notebook NotebookID, self key.DeviceID) *Log {
	return &Log{
		notebook: notebook,
		self:     self,
		chains:   make(map[key.DeviceID]*chain),
		known:    make(map[Hash]int),
		held:     make(map[key.DeviceID]map[uint64]*Entry),
	}
}

// Know adds the next head of the membership chain.
func (l *Log) Know(membership Hash) {
	if _, ok := l.known[membership]; !ok {
		l.known[membership] = len(l.known)
	}
}

// KnowBeside adds the head of a way that the membership chain did not go. It is
// neither earlier nor later than another: devices may have gone over to it and
// come back.
func (l *Log) KnowBeside(membership Hash) { l.known[membership] = noPlace }

// noPlace is the place of what does not stand in the membership chain.
const noPlace = -1

// Admit lets a device write.
func (l *Log) Admit(card key.Card) {
	id := card.ID()
	if l.chains[id] == nil {
		l.chains[id] = &chain{card: card, base: Head{Device: id}}
	}
}

// Remove ends a device's chain at its last accepted entry.
func (l *Log) Remove(device key.DeviceID, last uint64) {
	if c := l.chains[device]; c != nil && !c.removed {
		c.removed, c.last = true, last
	}
}

// Cover says that a snapshot holds everything up to these heads. It is called
// before the first entry of those devices; heads of unknown devices are skipped.
func (l *Log) Cover(heads []Head) {
	for _, h := range heads {
		if c := l.chains[h.Device]; c != nil && len(c.hashes) == 0 && c.base.Seq == 0 {
			c.base = h
		}
	}
}

// Heads returns the newest entry of each device that has written, in ascending
// order of devices.
func (l *Log) Heads() []Head {
	var heads []Head
	for _, c := range l.chains {
		if h := c.head(); h.Seq > 0 {
			heads = append(heads, h)
		}
	}
	sort.Slice(heads, func(i, j int) bool { return bytes.Compare(heads[i].Device[:], heads[j].Device[:]) < 0 })
	return heads
}

// Held returns how many entries wait for their causes.
func (l *Log) Held() int { return l.holding }

// LetGo returns how many entries waited and were let go to make room. They have
// to be offered again.
func (l *Log) LetGo() int { return l.let }

// Unknown returns the membership heads that entries name which wait, and that
// are not known here.
func (l *Log) Unknown() map[Hash]bool {
	out := make(map[Hash]bool)
	for _, waiting := range l.held {
		for _, e := range waiting {
			if _, known := l.known[e.Membership]; !known {
				out[e.Membership] = true
			}
		}
	}
	return out
}

// AwaitsOwn says whether an entry waits for one of this device itself that it has
// not.
func (l *Log) AwaitsOwn() bool {
	own := l.chains[l.self]
	if own == nil {
		return false
	}
	lacks := func(h Head) bool { return h.Device == l.self && h.Seq > own.head().Seq }
	for _, waiting := range l.held {
		for _, e := range waiting {
			if e.Device == l.self || slices.ContainsFunc(e.Heads, lacks) {
				return true
			}
		}
	}
	return false
}

// Draft is what a device wants to write next.
type Draft struct {
	// Membership is the head of the membership chain that the device knows.
	Membership Hash
	// Time is Unix seconds.
	Time int64
	// Bodies become one group, an entry each. There are from 1 to 65535.
	Bodies [][]byte
}

// Next returns the device's next entries, signed, without adding them: the
// caller first makes them durable and then calls Replay with each. The error is
// Foreign for a device that may not write.
func (l *Log) Next(d *key.Device, draft Draft) ([]*Entry, error) {
	c := l.chains[d.ID()]
	if c == nil || c.removed {
		return nil, Foreign
	}
	head := c.head()
	heads := slices.DeleteFunc(l.Heads(), func(h Head) bool { return h.Device == d.ID() })
	out := make([]*Entry, len(draft.Bodies))
	for i, body := range draft.Bodies {
		e := Encode(Header{
			Notebook: l.notebook, Device: d.ID(), Seq: head.Seq + 1, Prev: head.Hash,
			Membership: draft.Membership, Time: draft.Time,
			Index: uint16(i), Count: uint16(len(draft.Bodies)), Heads: heads,
		}, body, d)
		head = Head{Device: e.Device, Seq: e.Seq, Hash: e.Hash}
		out[i] = e
	}
	return out, nil
}

// Replay adds an entry that was accepted here before, in the order in which it
// was, without its signature (see VerifyHeads). Everything else is checked
// again. An entry that stands twice is a Duplicate, which harms nothing.
func (l *Log) Replay(e *Entry) error {
	c, err := l.place(e)
	if err != nil {
		return err
	}
	head := c.head()
	switch {
	case e.Seq <= head.Seq:
		return l.again(e, c)
	case e.Seq > head.Seq+1:
		return Gap
	case e.Prev != head.Hash:
		return l.fork(e.Device)
	case !c.continues(e):
		return ErrMalformed
	}
	if err := l.causes(e, c); err != nil {
		return err
	}
	c.accept(e)
	return nil
}

// continues says whether the entry's place in a group follows from the entry
// before.
func (c *chain) continues(e *Entry) bool {
	n := c.newest
	if n == nil || n.Index+1 == n.Count {
		return e.Index == 0
	}
	return e.Index == n.Index+1 && e.Count == n.Count
}

// VerifyHeads checks the signature of each device's newest entry since the
// snapshot, and with it all entries before.
func (l *Log) VerifyHeads() error {
	for _, c := range l.chains {
		if c.newest != nil && !c.newest.SignedBy(c.card) {
			return BadSignature
		}
	}
	return nil
}
