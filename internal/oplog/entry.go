// Package oplog is the signed, hash-linked log of a notebook, as values and a
// state machine: no store, no seal, no clock. Bodies are opaque.
//
// Each device has a chain of its own. An Entry names the entry before it by
// hash, the newest entries of the other devices that its writer had seen, and
// the membership that the writer knew; the device signs all of it. A Log takes
// entries in any order, gives them out again in an order in which causes come
// first, and refuses the others with a Fault, which has a name.
//
//	log := oplog.New(notebook)
//	log.Know(membership)                    // the head of the membership chain
//	log.Admit(card)                         // a device that may write
//	signed := log.Next(device, oplog.Draft{...}) // this device's next entry
//	ready, err := log.Add(entry)            // an entry from elsewhere
//
// A signature covers all entries before it in its chain through the hashes, so
// a log that was once checked is read again with Replay and one signature a
// device (VerifyHeads).
package oplog

import (
	"bytes"
	"encoding/binary"
	"errors"

	"amparo/internal/key"
)

// Hash names an entry: the typed SHA-256 of its signed bytes, without the
// signature.
type Hash [32]byte

// NotebookID names a notebook. It is random.
type NotebookID [16]byte

// ErrMalformed says that bytes are not the canonical form of what they should
// be.
var ErrMalformed = errors.New("these bytes are not in canonical form")

// Head is a place in a device's chain: its newest entry of which someone knows.
// Seq counts from 1; the zero Head is the place before the first entry.
type Head struct {
	Device key.DeviceID
	Seq    uint64
	Hash   Hash
}

const headSize = 16 + 8 + 32

// Header is what an entry says besides its body.
type Header struct {
	// Notebook is the notebook that the entry belongs to.
	Notebook NotebookID
	// Device is the writer, and Seq its count of entries, from 1.
	Device key.DeviceID
	Seq    uint64
	// Prev is the hash of the writer's entry before; zero for the first.
	Prev Hash
	// Membership is the head of the membership chain that the writer knew.
	Membership Hash
	// Time is for people to read: Unix seconds by the writer's clock.
	Time int64
	// Index and Count place the entry in a group that counts whole or not at
	// all: Index from 0 to Count-1, Count at least 1.
	Index, Count uint16
	// Heads are the newest entries of the other devices that the writer had
	// seen, in ascending order of devices.
	Heads []Head
}

// Entry is a decoded entry. Its slices are not to be changed.
type Entry struct {
	Header
	Body []byte
	// Hash names the entry.
	Hash Hash
	// Came is for whoever adds the entry to a Log, to find it again when it
	// comes out: the sealed bytes that it came in, say. The Log does not look.
	Came []byte

	raw []byte // the canonical bytes, signature included
}

// Bytes returns the canonical bytes, signature included. They are not to be
// changed.
func (e *Entry) Bytes() []byte { return e.raw }

// Encode returns the canonical bytes of an entry, signed by its device.
//
// The order and widths of what is appended here are the format. They change
// only together with the suite byte, and old suites stay readable.
func Encode(h Header, body []byte, d *key.Device) *Entry {
	b := make([]byte, 0, 192+len(h.Heads)*headSize+len(body))
	b = append(b, key.Suite)
	b = append(b, h.Notebook[:]...)
	b = append(b, h.Device[:]...)
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	b = append(b, h.Prev[:]...)
	b = append(b, h.Membership[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(h.Time))
	b = binary.BigEndian.AppendUint16(b, h.Index)
	b = binary.BigEndian.AppendUint16(b, h.Count)
	b = AppendHeads(b, h.Heads)
	b = AppendBytes(b, body)
	hash := hashOf(b)
	sig := d.Sign(hash)
	return &Entry{Header: h, Body: body, Hash: hash, raw: append(b, sig[:]...)}
}

func hashOf(signed []byte) Hash { return key.Hash("amparo entry", signed) }

// Decode reads an entry and accepts its canonical form only. It checks nothing
// else: not the signature, not the place in a chain. The entry keeps b.
func Decode(b []byte) (*Entry, error) {
	r := NewReader(b)
	if r.Byte() != key.Suite {
		return nil, ErrMalformed
	}
	e := &Entry{raw: b}
	e.Notebook = r.Bytes16()
	e.Device = r.Bytes16()
	e.Seq = r.Uint64()
	e.Prev = r.Bytes32()
	e.Membership = r.Bytes32()
	e.Time = int64(r.Uint64())
	e.Index, e.Count = r.Uint16(), r.Uint16()
	e.Heads = ReadHeads(r)
	e.Body = r.Bytes()
	r.Take(key.SignatureSize)
	if !r.Done() || e.Seq == 0 || e.Index >= e.Count || (e.Seq == 1) != (e.Prev == Hash{}) {
		return nil, ErrMalformed
	}
	for _, h := range e.Heads {
		if h.Device == e.Device {
			return nil, ErrMalformed
		}
	}
	e.Hash = hashOf(b[:len(b)-key.SignatureSize])
	return e, nil
}

// SignedBy says whether the device of that card has signed the entry.
func (e *Entry) SignedBy(card key.Card) bool {
	sig := [key.SignatureSize]byte(e.raw[len(e.raw)-key.SignatureSize:])
	return card.Verify(e.Hash, sig)
}

// AppendHeads appends heads, which stand in ascending order of devices.
func AppendHeads(dst []byte, heads []Head) []byte {
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(heads)))
	for _, h := range heads {
		dst = append(dst, h.Device[:]...)
		dst = binary.BigEndian.AppendUint64(dst, h.Seq)
		dst = append(dst, h.Hash[:]...)
	}
	return dst
}

// ReadHeads reads what AppendHeads has written. When the order is another one,
// or a count is zero, the reader is no longer OK.
func ReadHeads(r *Reader) []Head {
	n := r.Count(headSize)
	if n == 0 {
		return nil
	}
	heads := make([]Head, n)
	for i := range heads {
		heads[i] = Head{Device: r.Bytes16(), Seq: r.Uint64(), Hash: r.Bytes32()}
		after := i == 0 || bytes.Compare(heads[i-1].Device[:], heads[i].Device[:]) < 0
		if heads[i].Seq == 0 || !after {
			r.bad = true
			return nil
		}
	}
	return heads
}
