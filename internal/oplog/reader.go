package oplog

import "encoding/binary"

// Reader takes canonical bytes apart, front to back: integers with the most
// significant byte first, byte strings after a length of four bytes. After the
// first thing that is not there it returns zero values, and Done says so at the
// end. What it returns are parts of the bytes that it was given.
type Reader struct {
	rest []byte
	bad  bool
}

// NewReader reads b.
func NewReader(b []byte) *Reader { return &Reader{rest: b} }

// Take returns the next n bytes.
func (r *Reader) Take(n int) []byte {
	if r.bad || n < 0 || n > len(r.rest) {
		r.bad = true
		return nil
	}
	out := r.rest[:n:n]
	r.rest = r.rest[n:]
	return out
}

// Byte returns one byte.
func (r *Reader) Byte() byte {
	if b := r.Take(1); b != nil {
		return b[0]
	}
	return 0
}

// Uint16 returns two bytes as a number.
func (r *Reader) Uint16() uint16 {
	if b := r.Take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

// Uint32 returns four bytes as a number.
func (r *Reader) Uint32() uint32 {
	if b := r.Take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

// Uint64 returns eight bytes as a number.
func (r *Reader) Uint64() uint64 {
	if b := r.Take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

// Bytes returns a byte string with its length before it.
func (r *Reader) Bytes() []byte {
	n := r.Uint32()
	if uint64(n) > uint64(len(r.rest)) {
		r.bad = true
		return nil
	}
	return r.Take(int(n))
}

// Bytes16 fills out with the next 16 bytes.
func (r *Reader) Bytes16() (out [16]byte) {
	copy(out[:], r.Take(16))
	return out
}

// Bytes32 fills out with the next 32 bytes.
func (r *Reader) Bytes32() (out [32]byte) {
	copy(out[:], r.Take(32))
	return out
}

// Count returns a two-byte count of things that take at least size bytes each,
// so that no count makes the reader reserve more than is there.
func (r *Reader) Count(size int) int {
	n := int(r.Uint16())
	if n*size > len(r.rest) {
		r.bad = true
		return 0
	}
	return n
}

// OK says whether everything asked for so far was there.
func (r *Reader) OK() bool { return !r.bad }

// Done says whether everything asked for was there, and nothing else.
func (r *Reader) Done() bool { return !r.bad && len(r.rest) == 0 }

// AppendBytes appends a byte string with its length before it.
func AppendBytes(dst, b []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(b)))
	return append(dst, b...)
}
