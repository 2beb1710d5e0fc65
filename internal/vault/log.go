package vault

import (
	"context"
	"errors"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// Entry is something that a device of a notebook has appended.
type Entry struct {
	// Device wrote it, as its entry number Seq (of the last part, when the
	// payload was large).
	Device key.DeviceID
	Seq    uint64
	// Hash names the entry.
	Hash oplog.Hash
	// Time is the writer's clock, for people to read, to the second.
	Time time.Time
	// Payload is what Append was given. It belongs to the receiver.
	Payload []byte
}

const (
	mostPayload = 64 << 20 // bytes that Append takes
	readBatch   = 512      // entries that are read at a time
)

// Log is one notebook of an opened vault.
type Log struct {
	v  *Vault
	id NotebookID

	// Known once bound:
	bound  bool
	self   key.DeviceID
	device *key.Device
	epoch  *epoch
	past   map[store.Box]*epoch
	roster *roster
	block  *keyBlock
	snap   *snapshotHead

	// Known once loaded:
	loaded bool
	log    *oplog.Log
	head   uint64 // the number of the box's last entry
	let    int    // of those that were held, how many were let go with an earlier log
}

// forget makes the next use read everything from the store again.
func (l *Log) forget() { l.bound, l.loaded, l.snap = false, false, nil }

func (l *Log) wipe() {
	l.forget()
	l.device, l.epoch, l.past, l.log = nil, nil, nil, nil
}

// ID returns the notebook's id.
func (l *Log) ID() NotebookID { return l.id }

// Device returns the id under which this device writes in the notebook. It is
// another one in each notebook.
func (l *Log) Device() key.DeviceID {
	l.v.mu.Lock()
	defer l.v.mu.Unlock()
	return l.self
}

// enter takes the vault's lock and makes sure that the log is bound to what the
// index says.
func (l *Log) enter(ctx context.Context) error {
	if err := l.v.enter(ctx); err != nil {
		return err
	}
	err := l.bind(ctx)
	if err != nil {
		l.v.mu.Unlock()
	}
	return err
}

// bind derives the keys and reads the membership.
func (l *Log) bind(ctx context.Context) error {
	nb := l.v.index.find(l.id)
	if nb == nil {
		return ErrNoNotebook
	}
	if l.bound {
		return nil
	}
	past := make(map[store.Box]*epoch)
	for _, e := range nb.epochs {
		ep := newEpoch(l.id, e)
		past[ep.box] = ep
		l.epoch = ep
	}
	blob, err := l.v.st.Get(ctx, l.epoch.box, membersBlob)
	if err != nil {
		return while("reading the members", damagedIfMissing(err))
	}
	plain, err := l.epoch.members.open(blob)
	if err != nil {
		return while("reading the members", ErrDamaged)
	}
	l.roster, l.block, err = readChain(l.id, plain, l.roster)
	if err == ErrNewer {
		return while("reading the members", err)
	}
	if err != nil || l.roster.last().number != l.epoch.number {
		return while("reading the members", ErrDamaged)
	}
	l.device, l.self, l.past = nb.device, nb.device.ID(), past
	l.bound, l.loaded, l.snap = true, false, nil
	return nil
}

// load reads and checks the chains after the snapshot, and gives each entry to
// yield, if there is one.
func (l *Log) load(ctx context.Context, yield func(Entry) error) error {
	if err := l.readHead(ctx); err != nil {
		return err
	}
	log := l.roster.log(l.self)
	log.Cover(l.snap.heads)
	join := joiner{yield: yield}
	last, err := l.walk(ctx, l.snap.through, func(_ uint64, e *oplog.Entry) error {
		switch err := log.Replay(e); {
		case err == nil:
			return join.add(e)
		case errors.Is(err, oplog.Duplicate), errors.Is(err, oplog.AfterRemoval):
			return nil
		default:
			return damaged(err)
		}
	})
	if err != nil {
		return err
	}
	if err := log.VerifyHeads(); err != nil {
		return damaged(err)
	}
	if last < l.snap.through {
		return damaged(oplog.Rollback)
	}
	if l.log != nil {
		l.let += l.log.Held() + l.log.LetGo()
	}
	l.log, l.head, l.loaded = log, last, true
	return nil
}

// walk opens the box's entries after a number, in order, and returns the number
// of the last one.
func (l *Log) walk(ctx context.Context, after uint64, fn func(uint64, *oplog.Entry) error) (uint64, error) {
	for {
		first, blobs, err := l.v.st.Read(ctx, l.epoch.box, after, readBatch)
		if err != nil {
			return 0, while("reading entries", err)
		}
		if len(blobs) == 0 {
			return first - 1, nil
		}
		for i, blob := range blobs {
			e, err := openEntry(l.epoch, blob)
			if err != nil {
				return 0, while("reading entries", ErrDamaged)
			}
			if err := fn(first+uint64(i), e); err != nil {
				return 0, err
			}
		}
		after = first + uint64(len(blobs)) - 1
	}
}

func openEntry(e *epoch, blob []byte) (*oplog.Entry, error) {
	plain, err := e.entry.open(blob)
	if err != nil {
		return nil, err
	}
	return oplog.Decode(plain)
}

// joiner puts the parts of groups together. Parts stand one after the other.
type joiner struct {
	yield func(Entry) error
	parts []byte
}

func (j *joiner) add(e *oplog.Entry) error {
	if j.yield == nil {
		return nil
	}
	payload := e.Body
	if e.Index == 0 {
		j.parts = nil
	}
	if e.Count > 1 {
		j.parts = append(j.parts, e.Body...)
		if e.Index+1 < e.Count {
			return nil
		}
		payload, j.parts = j.parts, nil
	}
	return j.yield(Entry{
		Device: e.Device, Seq: e.Seq, Hash: e.Hash,
		Time: time.Unix(e.Time, 0).UTC(), Payload: payload,
	})
}

// Entries gives yield everything that was appended after the snapshot, or
// everything when there is none, causes first. When it returns an error, also
// what was given before is not to be trusted. yield does not use the vault.
func (l *Log) Entries(ctx context.Context, yield func(Entry) error) error {
	if err := l.enter(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	if !l.loaded {
		return l.load(ctx, yield)
	}
	join := joiner{yield: yield}
	_, err := l.walk(ctx, l.snap.through, func(_ uint64, e *oplog.Entry) error { return join.add(e) })
	return err
}

// enterLoaded is enter for what needs the chains.
func (l *Log) enterLoaded(ctx context.Context) error {
	if err := l.enter(ctx); err != nil {
		return err
	}
	if l.loaded {
		return nil
	}
	err := l.load(ctx, nil)
	if err != nil {
		l.v.mu.Unlock()
	}
	return err
}

// Append signs a payload, seals it and makes it durable. A payload too large
// for one entry becomes several, which count whole or not at all; more than
// 64 MiB is ErrTooLarge. The error oplog.Foreign says that this device may not
// write in the notebook.
func (l *Log) Append(ctx context.Context, payload []byte) (Entry, error) {
	if len(payload) > mostPayload {
		return Entry{}, ErrTooLarge
	}
	if err := l.enterLoaded(ctx); err != nil {
		return Entry{}, err
	}
	defer l.v.mu.Unlock()
	now := l.v.c.Now()
	entries, err := l.log.Next(l.device, oplog.Draft{
		Membership: l.roster.head(), Time: now.Unix(), Bodies: l.split(payload),
	})
	if err != nil {
		return Entry{}, err
	}
	blobs := make([][]byte, len(entries))
	for i, e := range entries {
		if blobs[i], err = l.epoch.entry.alike(e.Bytes()); err != nil {
			return Entry{}, err
		}
	}
	if err := l.wrote(blobs, l.v.st.Append(ctx, l.epoch.box, l.head, blobs)); err != nil {
		return Entry{}, err
	}
	for _, e := range entries {
		if err := l.log.Replay(e); err != nil {
			l.loaded = false
			return Entry{}, err
		}
	}
	last := entries[len(entries)-1]
	return Entry{Device: last.Device, Seq: last.Seq, Hash: last.Hash, Time: time.Unix(last.Time, 0).UTC(), Payload: payload}, nil
}

// wrote takes note of what came of appending to the box. After an error nothing
// is known of its head, so the next use reads again.
func (l *Log) wrote(blobs [][]byte, err error) error {
	if err != nil {
		l.loaded = false
		return while("appending", err)
	}
	l.head += uint64(len(blobs))
	return nil
}

// split cuts a payload into bodies whose entries fit the largest bucket.
func (l *Log) split(payload []byte) [][]byte {
	const least, fixed = 16 << 10, 256
	most := max(64<<10-fixed-56*len(l.roster.cards), least)
	var out [][]byte
	for len(payload) > most {
		out = append(out, payload[:most])
		payload = payload[most:]
	}
	return append(out, payload)
}
