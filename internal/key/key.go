// Package key has the keys of the program as types of their own: secrets,
// device keys, the card by which a device is known, the paper key, and the way
// from a passphrase to a key. It knows nothing of where keys are kept.
//
// All of it is one suite without options (Suite): XChaCha20-Poly1305 with a key
// commitment, SHA-256 over typed inputs, HKDF-SHA256, Ed25519, HPKE with
// MLKEM768-X25519 / HKDF-SHA256 / ChaCha20-Poly1305, and Argon2id.
//
//	secret, err := key.NewSecret(rand)        // 32 random bytes
//	box := secret.Sealer("index", ...)        // sealing and opening under it
//	device, err := key.NewDevice(rand)        // signs, and opens what is sealed to it
//	card := device.Card()                     // its public half
//	kek, err := key.FromPassphrase(p, salt, cost)
//
// Types with secrets have no text form, are compared in constant time, and are
// overwritten by Wipe. Go may have made copies before that: only the end of the
// process makes an end of a key.
package key

import (
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"io"
)

// Suite is the first byte of each format: which primitives it uses. There is
// one.
const Suite byte = 1

// Errors of this package, for callers that branch. None says which byte it was.
var (
	// ErrOpen says that something could not be opened with this key.
	ErrOpen = errors.New("this key does not open it")
	// ErrCommitment says that something was sealed under another key.
	ErrCommitment = errors.New("this was sealed under another key")
	// ErrEncoding says that bytes are not the canonical form of a key.
	ErrEncoding = errors.New("these bytes are not a key")
	// ErrCost says that a cost is outside what a reader accepts.
	ErrCost = errors.New("this cost is not accepted")
)

// Hash is SHA-256 over a domain and parts, each preceded by its length, so that
// no two different inputs run together. Domains are short constants.
func Hash(domain string, parts ...[]byte) [32]byte {
	h := sha256.New()
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(domain)))
	h.Write(n[:])
	io.WriteString(h, domain)
	for _, p := range parts {
		binary.BigEndian.PutUint32(n[:], uint32(len(p)))
		h.Write(n[:])
		h.Write(p)
	}
	return [32]byte(h.Sum(nil))
}

// Secret is 32 bytes that nobody else should have. The zero Secret is not a
// key; it stands for none.
type Secret struct{ b [32]byte }

// NewSecret draws a secret from rand.
func NewSecret(rand io.Reader) (*Secret, error) {
	s := new(Secret)
	if _, err := io.ReadFull(rand, s.b[:]); err != nil {
		return nil, err
	}
	return s, nil
}

// SecretFrom copies 32 bytes into a secret. It panics on any other length.
func SecretFrom(b []byte) *Secret { return &Secret{b: [32]byte(b)} }

// Bytes returns a copy, for the one who seals it.
func (s *Secret) Bytes() []byte { return append([]byte(nil), s.b[:]...) }

// Equal compares in constant time.
func (s *Secret) Equal(o *Secret) bool { return subtle.ConstantTimeCompare(s.b[:], o.b[:]) == 1 }

// Wipe overwrites the secret with zeros.
func (s *Secret) Wipe() { clear(s.b[:]) }

// Derive returns n bytes that follow from the secret, the label and the
// context (HKDF-SHA256); n is at most 8160.
func (s *Secret) Derive(label string, context []byte, n int) []byte {
	return derive(s.b[:], label, context, n)
}

// Child returns the secret that follows from this one, the label and the
// context.
func (s *Secret) Child(label string, context []byte) *Secret {
	return SecretFrom(s.Derive(label, context, 32))
}

func derive(secret []byte, label string, context []byte, n int) []byte {
	info := make([]byte, 0, 16+len(label)+len(context))
	info = append(info, "amparo 1 "...)
	info = binary.BigEndian.AppendUint32(info, uint32(len(label)))
	info = append(info, label...)
	info = append(info, context...)
	out, err := hkdf.Key(sha256.New, secret, nil, string(info), n)
	if err != nil {
		panic("key: derive: " + err.Error()) // only for an n that is too large
	}
	return out
}
