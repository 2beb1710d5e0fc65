package vault

import (
	"context"
	"encoding/binary"
	"errors"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// A snapshot and a block of history have the same layout inside their seals.
// What is signed:
//
//	suite 1 | kind 1 (1 snapshot, 2 history) | notebook 16 | device 16 | time 8 |
//	membership 32 | heads (count 2): 56 each | body (length 4) | signature 64
//
// Before it stands what only this device needs, which is not signed:
//
//	through 8 (the number of the last entry that is covered, in this box) |
//	slot 1 (where the history is: 0 none, 1, 2) | typed hash of the history 32
//
// For history, those are zero. A change of this layout comes with another suite
// byte.
const (
	snapshotBlob = "snapshot"
	kindState    = 1
	kindHistory  = 2
	frontSize    = 8 + 1 + 32
)

// historyBlob is the name of the history in a slot. There are two, so that a
// snapshot and its history are replaced together.
func historyBlob(slot byte) string { return "history " + string('0'+rune(slot)) }

// front is what stands before the signed bytes.
type front struct {
	through uint64
	slot    byte
	history [32]byte
}

// snapshotHead is a snapshot without its body.
type snapshotHead struct {
	front
	heads []oplog.Head
}

// frame is a signed snapshot or block of history.
type frame struct {
	kind       byte
	device     key.DeviceID
	membership oplog.Hash
	heads      []oplog.Head
	body       []byte
	hash       [32]byte
	raw        []byte
}

func (f front) append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint64(dst, f.through)
	dst = append(dst, f.slot)
	return append(dst, f.history[:]...)
}

// newFrame signs a body that holds everything up to where the log is.
func (l *Log) newFrame(kind byte, body []byte) *frame {
	b := make([]byte, 0, 256+len(body))
	b = append(b, key.Suite, kind)
	b = append(b, l.id[:]...)
	id, membership := l.device.ID(), l.roster.head()
	b = append(b, id[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(l.v.c.Now().Unix()))
	b = append(b, membership[:]...)
	b = oplog.AppendHeads(b, l.log.Heads())
	b = oplog.AppendBytes(b, body)
	hash := frameHash(b)
	sig := l.device.Sign(hash)
	return &frame{kind: kind, hash: hash, raw: append(b, sig[:]...)}
}

func frameHash(signed []byte) [32]byte { return key.Hash("amparo snapshot", signed) }

// readFrame reads a frame and checks that a member of the notebook has signed
// it, under a membership that is known.
func readFrame(ro *roster, kind byte, b []byte) (*frame, error) {
	f, err := decodeFrame(ro.notebook, kind, b)
	if err != nil {
		return nil, err
	}
	card, ok := ro.cards[f.device]
	if !ok {
		return nil, oplog.Foreign
	}
	if !card.Verify(f.hash, [key.SignatureSize]byte(b[len(b)-key.SignatureSize:])) {
		return nil, oplog.BadSignature
	}
	if !ro.knows(f.membership) {
		return nil, oplog.Gap
	}
	return f, nil
}

func decodeFrame(id NotebookID, kind byte, b []byte) (*frame, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite || r.Byte() != kind {
		return nil, oplog.ErrMalformed
	}
	if NotebookID(r.Bytes16()) != id {
		return nil, oplog.Foreign
	}
	f := &frame{kind: kind, device: r.Bytes16(), raw: b}
	r.Uint64() // the time is for people, who are not shown it yet
	f.membership = r.Bytes32()
	f.heads = oplog.ReadHeads(r)
	f.body = r.Bytes()
	r.Take(key.SignatureSize)
	if !r.Done() {
		return nil, oplog.ErrMalformed
	}
	f.hash = frameHash(b[:len(b)-key.SignatureSize])
	return f, nil
}

// readBlob opens a snapshot or a block of history of this box.
func (l *Log) readBlob(ctx context.Context, name string, kind byte) (front, *frame, error) {
	blob, err := l.v.st.Get(ctx, l.epoch.box, name)
	if err != nil {
		return front{}, nil, err
	}
	plain, err := l.epoch.lidOf(kind).open(blob)
	if err != nil {
		return front{}, nil, ErrDamaged
	}
	fr, rest, err := cutFront(plain)
	if err != nil {
		return front{}, nil, err
	}
	f, err := readFrame(l.roster, kind, rest)
	if err != nil {
		return front{}, nil, damaged(err)
	}
	return fr, f, nil
}

func cutFront(plain []byte) (front, []byte, error) {
	r := oplog.NewReader(plain)
	fr := front{through: r.Uint64(), slot: r.Byte(), history: r.Bytes32()}
	if !r.OK() || fr.slot > 2 {
		return front{}, nil, ErrDamaged
	}
	return fr, plain[frontSize:], nil
}

func (e *epoch) lidOf(kind byte) *lid {
	if kind == kindHistory {
		return e.history
	}
	return e.state
}

// readHead makes sure that l.snap says what the snapshot covers.
func (l *Log) readHead(ctx context.Context) error {
	if l.snap != nil {
		return nil
	}
	_, err := l.readState(ctx)
	return err
}

// readState reads the snapshot; nil when there is none.
func (l *Log) readState(ctx context.Context) (*frame, error) {
	fr, f, err := l.readBlob(ctx, snapshotBlob, kindState)
	if errors.Is(err, store.ErrNotFound) {
		l.snap = &snapshotHead{}
		return nil, nil
	}
	if err != nil {
		return nil, while("reading the snapshot", err)
	}
	l.snap = &snapshotHead{front: fr, heads: f.heads}
	return f, nil
}

// Snapshot returns the state that Save was last given, and whether there is
// one. Entries gives what came after.
func (l *Log) Snapshot(ctx context.Context) (state []byte, ok bool, err error) {
	if err := l.enter(ctx); err != nil {
		return nil, false, err
	}
	defer l.v.mu.Unlock()
	f, err := l.readState(ctx)
	if err != nil || f == nil {
		return nil, false, err
	}
	return f.body, true, nil
}

// History returns the history that Save was last given, or nil.
func (l *Log) History(ctx context.Context) ([]byte, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	if err := l.readHead(ctx); err != nil {
		return nil, err
	}
	f, err := l.readHistory(ctx)
	if err != nil || f == nil {
		return nil, err
	}
	return f.body, nil
}

// readHistory reads the history that the snapshot names; nil when it names
// none.
func (l *Log) readHistory(ctx context.Context) (*frame, error) {
	if l.snap.slot == 0 {
		return nil, nil
	}
	_, f, err := l.readBlob(ctx, historyBlob(l.snap.slot), kindHistory)
	if err != nil {
		return nil, while("reading the history", damagedIfMissing(err))
	}
	if f.hash != l.snap.history {
		return nil, while("reading the history", ErrDamaged)
	}
	return f, nil
}

// Save keeps a snapshot: the state that all entries so far came to, and their
// history, which is sealed apart and may be nil. Both replace what was saved
// before, together. With forget, the entries that the snapshot covers are
// dropped from the store; without the state they cannot be had again.
func (l *Log) Save(ctx context.Context, state, history []byte, forget bool) error {
	if err := l.enterLoaded(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	if err := l.save(ctx, state, history); err != nil {
		return while("saving", err)
	}
	if !forget {
		return nil
	}
	if err := l.v.st.Drop(ctx, l.epoch.box, l.snap.through); err != nil {
		return while("forgetting", err)
	}
	return nil
}

func (l *Log) save(ctx context.Context, state, history []byte) error {
	old := l.snap.slot
	next := snapshotHead{front: front{through: l.head}, heads: l.log.Heads()}
	if history != nil {
		next.slot = 1
		if old == 1 {
			next.slot = 2
		}
		f := l.newFrame(kindHistory, history)
		next.history = f.hash
		if err := l.v.putFrame(ctx, l.epoch, historyBlob(next.slot), front{}, f); err != nil {
			return err
		}
	}
	if err := l.v.putFrame(ctx, l.epoch, snapshotBlob, next.front, l.newFrame(kindState, state)); err != nil {
		l.forget()
		return err
	}
	l.snap = &next
	for slot := byte(1); slot <= 2; slot++ {
		if slot == next.slot {
			continue
		}
		if err := l.v.st.Put(ctx, l.epoch.box, historyBlob(slot), nil); err != nil {
			return err
		}
	}
	return nil
}

// putFrame seals a frame into an epoch's box.
func (v *Vault) putFrame(ctx context.Context, e *epoch, name string, fr front, f *frame) error {
	blob, err := e.lidOf(f.kind).close(append(fr.append(nil), f.raw...), v.c.Rand)
	if err != nil {
		return err
	}
	return v.st.Put(ctx, e.box, name, blob)
}
