package vault

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sort"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// admission lets a device in.
type admission struct {
	keeper bool
	card   key.Card
}

// record is one step of the membership chain. Each record begins an epoch of
// its own number.
//
//	suite 1 | notebook 16 | number 4 | previous 32 | author 16 | time 8 |
//	commitment of the epoch 32 |
//	admitted (count 2): keeper 1, card 1248 each, ascending by device |
//	removed (count 2): device 16 each, ascending |
//	heads (count 2): device 16, sequence 8, hash 32 each, ascending |
//	signature 64 by the author
//
// The heads are what the author had of every device; for a removed one, its
// last accepted entry. A change of this layout comes with another suite byte.
type record struct {
	notebook NotebookID
	number   uint32
	prev     oplog.Hash
	author   key.DeviceID
	time     int64
	commit   key.Commitment
	admitted []admission
	removed  []key.DeviceID
	heads    []oplog.Head

	hash oplog.Hash
	raw  []byte
}

// sign fills in the hash and the canonical bytes.
func (rec *record) sign(d *key.Device) {
	rec.author = d.ID()
	sort.Slice(rec.admitted, func(i, j int) bool { return compareIDs(rec.admitted[i].card.ID(), rec.admitted[j].card.ID()) < 0 })
	sort.Slice(rec.removed, func(i, j int) bool { return compareIDs(rec.removed[i], rec.removed[j]) < 0 })
	b := []byte{key.Suite}
	b = append(b, rec.notebook[:]...)
	b = binary.BigEndian.AppendUint32(b, rec.number)
	b = append(b, rec.prev[:]...)
	b = append(b, rec.author[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(rec.time))
	b = append(b, rec.commit[:]...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(rec.admitted)))
	for _, a := range rec.admitted {
		b = append(b, keeperByte(a.keeper))
		b = append(b, a.card.Bytes()...)
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

func keeperByte(keeper bool) byte {
	if keeper {
		return 1
	}
	return 0
}

func recordHash(signed []byte) oplog.Hash { return key.Hash("amparo membership", signed) }

func compareIDs(a, b key.DeviceID) int { return bytes.Compare(a[:], b[:]) }

// decodeRecord reads a record's canonical form. Whether it may be is for the
// roster to say.
func decodeRecord(b []byte) (*record, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite {
		return nil, oplog.ErrMalformed
	}
	rec := &record{raw: b}
	rec.notebook = r.Bytes16()
	rec.number = r.Uint32()
	rec.prev = r.Bytes32()
	rec.author = r.Bytes16()
	rec.time = int64(r.Uint64())
	rec.commit = r.Bytes32()
	var err error
	if rec.admitted, err = readAdmissions(r); err != nil {
		return nil, err
	}
	for range r.Count(16) {
		rec.removed = append(rec.removed, r.Bytes16())
	}
	rec.heads = oplog.ReadHeads(r)
	r.Take(key.SignatureSize)
	ascending := slices.IsSortedFunc(rec.removed, compareIDs) &&
		len(slices.Compact(slices.Clone(rec.removed))) == len(rec.removed)
	if !r.Done() || !ascending {
		return nil, oplog.ErrMalformed
	}
	rec.hash = recordHash(b[:len(b)-key.SignatureSize])
	return rec, nil
}

func readAdmissions(r *oplog.Reader) ([]admission, error) {
	var out []admission
	for i := range r.Count(1 + key.CardSize) {
		keeper := r.Byte()
		card, err := key.CardFrom(r.Take(key.CardSize))
		if err != nil || keeper > 1 {
			return nil, oplog.ErrMalformed
		}
		if i > 0 && compareIDs(out[i-1].card.ID(), card.ID()) >= 0 {
			return nil, oplog.ErrMalformed
		}
		out = append(out, admission{keeper: keeper == 1, card: card})
	}
	return out, nil
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
