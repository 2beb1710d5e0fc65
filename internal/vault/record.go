package vault

import (
	"bytes"
	"encoding/binary"
	"sort"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// admission lets a device in.
type admission struct {
	keeper bool
	// paper says that it is the recovery device of a paper key.
	paper bool
	// of is a device of the same person that was known before, or comes in with
	// the same record; zero for her first.
	of   key.DeviceID
	card key.Card
}

// role makes a member a keeper, or no longer one.
type role struct {
	keeper bool
	device key.DeviceID
}

// record is one step of the membership chain. Each record begins an epoch of
// its own number.
//
//	layout 2 | suite 1 | notebook 16 | number 4 | previous 32 | author 16 |
//	time 8 | commitment of the epoch 32 | rules 1 |
//	admitted (count 2): role 1, of 16, card 1248 each, ascending by device |
//	roles (count 2): role 1, device 16 each, ascending |
//	removed (count 2): device 16 each, ascending |
//	heads (count 2): device 16, sequence 8, hash 32 each, ascending |
//	signature 64 by the author
//
// Rules: bit 0 for alone, bit 1 for newcomers who get the history. Role: bit 0
// for a keeper, bit 1 for a paper key, which is a keeper too (in admissions only).
//
// The heads are what the author had of every device; for a removed one, its
// last accepted entry. It does not say why an epoch began: whoever comes later
// reads the chain, and shall not learn who travelled or lost something.
//
// Layout 1 began with the suite byte, and had no rules, no of, and no roles. It
// is read for ever and no longer written. A change of this layout comes with
// another first byte.
type record struct {
	layout   byte
	notebook NotebookID
	number   uint32
	prev     oplog.Hash
	author   key.DeviceID
	time     int64
	commit   key.Commitment
	rules    byte
	admitted []admission
	roles    []role
	removed  []key.DeviceID
	heads    []oplog.Head

	hash oplog.Hash
	raw  []byte
}

const (
	firstLayout = 1
	thisLayout  = 2

	ruleAlone   = 1
	ruleHistory = 2
	rulesKnown  = ruleAlone | ruleHistory

	roleKeeper = 1
	rolePaper  = 2
)

// sign fills in the hash and the canonical bytes.
func (rec *record) sign(d *key.Device) {
	rec.layout, rec.author = thisLayout, d.ID()
	sort.Slice(rec.admitted, func(i, j int) bool { return compareIDs(rec.admitted[i].card.ID(), rec.admitted[j].card.ID()) < 0 })
	sort.Slice(rec.roles, func(i, j int) bool { return compareIDs(rec.roles[i].device, rec.roles[j].device) < 0 })
	sortIDs(rec.removed)
	b := []byte{thisLayout, key.Suite}
	b = append(b, rec.notebook[:]...)
	b = binary.BigEndian.AppendUint32(b, rec.number)
	b = append(b, rec.prev[:]...)
	b = append(b, rec.author[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(rec.time))
	b = append(b, rec.commit[:]...)
	b = append(b, rec.rules)
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.admitted)))
	for _, a := range rec.admitted {
		b = append(b, a.role())
		b = append(b, a.of[:]...)
		b = append(b, a.card.Bytes()...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.roles)))
	for _, r := range rec.roles {
		b = append(b, admission{keeper: r.keeper}.role())
		b = append(b, r.device[:]...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.removed)))
	for _, id := range rec.removed {
		b = append(b, id[:]...)
	}
	b = oplog.AppendHeads(b, rec.heads)
	rec.hash = recordHash(b)
	sig := d.Sign(rec.hash)
	rec.raw = append(b, sig[:]...)
}

func (a admission) role() byte {
	var b byte
	if a.keeper {
		b |= roleKeeper
	}
	if a.paper {
		b |= rolePaper
	}
	return b
}

func recordHash(signed []byte) oplog.Hash { return key.Hash("amparo membership", signed) }

func compareIDs(a, b key.DeviceID) int { return bytes.Compare(a[:], b[:]) }

func sortIDs(ids []key.DeviceID) {
	sort.Slice(ids, func(i, j int) bool { return compareIDs(ids[i], ids[j]) < 0 })
}

// decodeRecord reads a record's canonical form, of any layout. Whether it may
// be is for the roster to say. ErrNewer says that a newer program wrote it.
func decodeRecord(b []byte) (*record, error) {
	r := oplog.NewReader(b)
	rec := &record{layout: r.Byte(), raw: b}
	if rec.layout > thisLayout {
		return nil, ErrNewer
	}
	if rec.layout == 0 || rec.layout == thisLayout && r.Byte() != key.Suite {
		return nil, oplog.ErrMalformed
	}
	rec.notebook = r.Bytes16()
	rec.number = r.Uint32()
	rec.prev = r.Bytes32()
	rec.author = r.Bytes16()
	rec.time = int64(r.Uint64())
	rec.commit = r.Bytes32()
	if rec.layout != firstLayout {
		rec.rules = r.Byte()
	}
	if err := rec.readChanges(r); err != nil {
		return nil, err
	}
	rec.heads = oplog.ReadHeads(r)
	r.Take(key.SignatureSize)
	if !r.Done() || rec.rules&^rulesKnown != 0 {
		return nil, oplog.ErrMalformed
	}
	rec.hash = recordHash(b[:len(b)-key.SignatureSize])
	return rec, nil
}

// readChanges reads who comes, changes and goes.
func (rec *record) readChanges(r *oplog.Reader) error {
	for range r.Count(1 + key.CardSize) {
		a, err := rec.readAdmission(r)
		if err != nil {
			return err
		}
		rec.admitted = append(rec.admitted, a)
	}
	if rec.layout != firstLayout {
		for range r.Count(17) {
			b := r.Byte()
			if b > roleKeeper {
				return oplog.ErrMalformed
			}
			rec.roles = append(rec.roles, role{keeper: b == roleKeeper, device: r.Bytes16()})
		}
	}
	for range r.Count(16) {
		rec.removed = append(rec.removed, r.Bytes16())
	}
	if !ascending(len(rec.admitted), func(i int) key.DeviceID { return rec.admitted[i].card.ID() }) ||
		!ascending(len(rec.roles), func(i int) key.DeviceID { return rec.roles[i].device }) ||
		!ascending(len(rec.removed), func(i int) key.DeviceID { return rec.removed[i] }) {
		return oplog.ErrMalformed
	}
	return nil
}

// readAdmission reads one admission. In layout 1 the only keepers who came in
// were devices of the author's own: the one of its paper key, when a notebook
// was founded, and the one that it enrolled, when a backup was restored.
func (rec *record) readAdmission(r *oplog.Reader) (admission, error) {
	var a admission
	b, most := r.Byte(), byte(roleKeeper)
	if rec.layout != firstLayout {
		a.of, most = r.Bytes16(), roleKeeper|rolePaper
	}
	var err error
	if a.card, err = key.CardFrom(r.Take(key.CardSize)); err != nil || b > most || b == rolePaper {
		return a, oplog.ErrMalformed
	}
	a.keeper, a.paper = b&roleKeeper != 0, b&rolePaper != 0
	if rec.layout == firstLayout && a.keeper && a.card.ID() != rec.author {
		a.of, a.paper = rec.author, rec.number == 0
	}
	return a, nil
}

// ascending says whether n ids rise without repetition.
func ascending(n int, id func(int) key.DeviceID) bool {
	for i := 1; i < n; i++ {
		if compareIDs(id(i-1), id(i)) >= 0 {
			return false
		}
	}
	return true
}

// signature returns the author's signature.
func (rec *record) signature() [key.SignatureSize]byte {
	return [key.SignatureSize]byte(rec.raw[len(rec.raw)-key.SignatureSize:])
}

// head returns the place in a device's chain that the record counts up to.
func (rec *record) head(id key.DeviceID) uint64 {
	for _, h := range rec.heads {
		if h.Device == id {
			return h.Seq
		}
	}
	return 0
}
