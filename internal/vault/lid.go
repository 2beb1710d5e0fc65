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
// The plaintext is padded by key.Pad. Associated data: suite, epoch (4 bytes),
// mailbox, commitment. These rules change only together with the suite byte.

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
	return l.seal(plain, func(out, padded []byte) ([]byte, error) { return l.sealer.Seal(out, padded, l.bound, rand) })
}

// alike is close with a nonce that follows from plain: every device that seals
// the same gets the same bytes, and so one name for them.
func (l *lid) alike(plain []byte) ([]byte, error) {
	return l.seal(plain, func(out, padded []byte) ([]byte, error) { return l.sealer.SealAlike(out, padded, l.bound) })
}

func (l *lid) seal(plain []byte, seal func(out, padded []byte) ([]byte, error)) ([]byte, error) {
	if uint64(len(plain)) > mostBlob {
		return nil, ErrTooLarge
	}
	padded := key.Pad(plain)
	defer clear(padded)
	out := make([]byte, 0, lidHead+key.NonceSize+key.CommitmentSize+len(padded)+key.Overhead)
	out = append(out, key.Suite)
	out = append(out, l.box[:]...)
	return seal(out, padded)
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
	if padded, err = key.Unpad(padded); err != nil {
		return nil, ErrDamaged
	}
	return padded, nil
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
