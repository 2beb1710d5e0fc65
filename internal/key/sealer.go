package key

import (
	"bytes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// Sizes of what a Sealer makes, in bytes.
const (
	// NonceSize is the length of the random nonce.
	NonceSize = chacha20poly1305.NonceSizeX
	// CommitmentSize is the length of the key commitment.
	CommitmentSize = 32
	// Overhead is what sealing adds to the plaintext: the tag, not the nonce and
	// the commitment, which stand before it.
	Overhead = chacha20poly1305.Overhead
)

// Commitment is a hash of the secret that something is sealed under. It shows
// nothing of the secret, and another secret with the same one cannot be found.
type Commitment [CommitmentSize]byte

// Commitment returns the commitment to the secret in the given context.
func (s *Secret) Commitment(context []byte) Commitment {
	return Commitment(s.Derive("commitment", context, CommitmentSize))
}

// Sealer seals and opens under one key, with XChaCha20-Poly1305. It may be used by several goroutines at once.
type Sealer struct {
	aead   cipher.AEAD
	commit Commitment
	nonces []byte // the key that SealAlike makes nonces with
}

// Sealer returns the sealer for one purpose, named by label. Everything sealed
// under this secret carries the same commitment, derived in the given context.
func (s *Secret) Sealer(label string, context []byte) *Sealer {
	k := s.Derive("seal "+label, context, chacha20poly1305.KeySize)
	aead, err := chacha20poly1305.NewX(k)
	clear(k)
	if err != nil {
		panic("key: sealer: " + err.Error()) // only for another key length
	}
	return &Sealer{aead: aead, commit: s.Commitment(context), nonces: s.Derive("nonce "+label, context, sha256.Size)}
}

// Commitment returns the commitment that Seal writes.
func (s *Sealer) Commitment() Commitment { return s.commit }

// Seal appends nonce, commitment and ciphertext to dst. The nonce comes from
// rand; bound is authenticated and not written.
func (s *Sealer) Seal(dst, plain, bound []byte, rand io.Reader) ([]byte, error) {
	start := len(dst)
	var nonce [NonceSize]byte
	if _, err := io.ReadFull(rand, nonce[:]); err != nil {
		return nil, err
	}
	dst = append(dst, nonce[:]...)
	dst = append(dst, s.commit[:]...)
	return s.aead.Seal(dst, dst[start:start+NonceSize], plain, bound), nil
}

// SealAlike is Seal with a nonce that follows from what is sealed, as in SIV
// (RFC 5297): whoever has the key and seals the same gets the same bytes. That
// two are the same is all that it shows of them; another plaintext has another
// nonce.
func (s *Sealer) SealAlike(dst, plain, bound []byte) ([]byte, error) {
	mac := hmac.New(sha256.New, s.nonces)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(bound))))
	mac.Write(bound)
	mac.Write(plain)
	return s.Seal(dst, plain, bound, bytes.NewReader(mac.Sum(nil)))
}

// Open returns the plaintext of what Seal has appended. The commitment is
// compared before anything is opened.
func (s *Sealer) Open(sealed, bound []byte) ([]byte, error) {
	if len(sealed) < NonceSize+CommitmentSize+Overhead {
		return nil, ErrOpen
	}
	nonce, rest := sealed[:NonceSize], sealed[NonceSize:]
	if subtle.ConstantTimeCompare(rest[:CommitmentSize], s.commit[:]) != 1 {
		return nil, ErrCommitment
	}
	plain, err := s.aead.Open(nil, nonce, rest[CommitmentSize:], bound)
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}
