package key

import (
	"crypto/ed25519"
	"io"
)

// MailboxSeedSize is the length of the seed of a mailbox's key.
const MailboxSeedSize = ed25519.SeedSize

// Mailbox is the key that every device of one epoch has in common. It signs
// what they ask of a relay, so that the relay learns the mailbox and no device.
type Mailbox struct{ sign ed25519.PrivateKey }

// MailboxKey is the public half of a Mailbox, which the relay keeps. It comes
// from Mailbox.Key or MailboxKeyFrom; the zero MailboxKey verifies nothing.
type MailboxKey [ed25519.PublicKeySize]byte

// NewMailbox draws a key from rand that follows from no epoch.
func NewMailbox(rand io.Reader) (*Mailbox, error) {
	var seed [MailboxSeedSize]byte
	if _, err := io.ReadFull(rand, seed[:]); err != nil {
		return nil, err
	}
	return MailboxFrom(seed[:])
}

// MailboxFrom returns the key with that seed, which follows from the secret of
// an epoch.
func MailboxFrom(seed []byte) (*Mailbox, error) {
	if len(seed) != MailboxSeedSize {
		return nil, ErrEncoding
	}
	return &Mailbox{sign: ed25519.NewKeyFromSeed(seed)}, nil
}

// Key returns the public half.
func (m *Mailbox) Key() MailboxKey { return MailboxKey(m.sign.Public().(ed25519.PublicKey)) }

// Sign signs a hash made by Hash, whose domain says what is being signed.
func (m *Mailbox) Sign(hash [32]byte) [SignatureSize]byte {
	return [SignatureSize]byte(ed25519.Sign(m.sign, hash[:]))
}

// Wipe overwrites what can be reached of the secret half.
func (m *Mailbox) Wipe() { clear(m.sign) }

// MailboxKeyFrom reads a public half, and refuses keys that are not canonical
// or that everybody can sign for.
func MailboxKeyFrom(b []byte) (MailboxKey, error) {
	if len(b) != ed25519.PublicKeySize || !goodPoint(b) {
		return MailboxKey{}, ErrEncoding
	}
	return MailboxKey(b), nil
}

// Bytes returns a copy of the canonical form.
func (k MailboxKey) Bytes() []byte { return append([]byte(nil), k[:]...) }

// Verify says whether the holder of the secret half has signed the hash.
func (k MailboxKey) Verify(hash [32]byte, sig [SignatureSize]byte) bool {
	return goodPoint(k[:]) && ed25519.Verify(k[:], hash[:], sig[:])
}
