package vault

import (
	"encoding/binary"
	"io"

	"amparo/internal/key"
	"amparo/internal/store"
)

// A sealed blob, as it stands in a store, in a file, or at a relay:
//
//	suite 1 | mailbox 16 | nonce 24 | commitment 32 | ciphertext
//
// The plaintext is a length of four bytes, that many bytes, and zeros up to one
// of the sizes of bucket. Associated data: suite, epoch (4 bytes), mailbox,
// commitment. These rules change only together with the suite byte.

// lidHead is what stands before the nonce.
const lidHead = 1 + 16

// lid seals and opens the blobs of one purpose.
type lid struct {
	sealer *key.Sealer
	box    store.Box
	bound  []byte
}

// newLid derives the lid for a purpose. The commitment depends on the secret
// and the context alone, the key on the purpose too.
func newLid(s *key.Secret, purpose string, context []byte, epoch uint32, box store.Box) *lid {
	l := &lid{sealer: s.Sealer(purpose, context), box: box}
	commit := l.sealer.Commitment()
	l.bound = append(l.bound, key.Suite)
	l.bound = binary.BigEndian.AppendUint32(l.bound, epoch)
	l.bound = append(l.bound, box[:]...)
	l.bound = append(l.bound, commit[:]...)
	return l
}

// close seals plain, which it pads.
func (l *lid) close(plain []byte, rand io.Reader) ([]byte, error) {
	if uint64(len(plain)) > mostBlob {
		return nil, ErrTooLarge
	}
	padded := make([]byte, bucket(4+len(plain)))
	binary.BigEndian.PutUint32(padded, uint32(len(plain)))
	copy(padded[4:], plain)
	out := make([]byte, 0, lidHead+key.NonceSize+key.CommitmentSize+len(padded)+key.Overhead)
	out = append(out, key.Suite)
	out = append(out, l.box[:]...)
	out, err := l.sealer.Seal(out, padded, l.bound, rand)
	clear(padded)
	return out, err
}

// open returns what close was given. The error is key.ErrCommitment when the
// blob was sealed under another key, and ErrDamaged for everything else.
func (l *lid) open(blob []byte) ([]byte, error) {
	box, ok := mailboxOf(blob)
	if !ok || box != l.box {
		return nil, ErrDamaged
	}
	padded, err := l.sealer.Open(blob[lidHead:], l.bound)
	if err == key.ErrCommitment {
		return nil, err
	}
	if err != nil {
		return nil, ErrDamaged
	}
	return unpad(padded)
}

// mailboxOf reads the mailbox that a sealed blob is for.
func mailboxOf(blob []byte) (store.Box, bool) {
	if len(blob) < lidHead || blob[0] != key.Suite {
		return store.Box{}, false
	}
	return store.Box(blob[1:lidHead]), true
}

// mostBlob is how long a plaintext may be.
const mostBlob = 1 << 30

// bucket returns the padded size for n bytes: 1, 4, 16 or 64 KiB, and then
// multiples of 64 KiB.
func bucket(n int) int {
	for _, size := range [...]int{1 << 10, 4 << 10, 16 << 10, 64 << 10} {
		if n <= size {
			return size
		}
	}
	const step = 64 << 10
	return (n + step - 1) / step * step
}

// unpad takes the padding off, and refuses any other than ours.
func unpad(padded []byte) ([]byte, error) {
	if len(padded) < 4 {
		return nil, ErrDamaged
	}
	n := binary.BigEndian.Uint32(padded)
	rest := padded[4:]
	if uint64(n) > uint64(len(rest)) || bucket(4+int(n)) != len(padded) {
		return nil, ErrDamaged
	}
	for _, b := range rest[n:] {
		if b != 0 {
			return nil, ErrDamaged
		}
	}
	return rest[:n:n], nil
}
