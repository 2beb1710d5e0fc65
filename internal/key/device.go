package key

import (
	"crypto/ed25519"
	"crypto/subtle"
	"io"
)

// Sizes of public things, in bytes.
const (
	// CardSize is the length of a Card's canonical form.
	CardSize = ed25519.PublicKeySize + kemPublicSize
	// SignatureSize is the length of a signature.
	SignatureSize = ed25519.SignatureSize
	// EncapsulatedSize is what sealing to a card puts before the ciphertext.
	EncapsulatedSize = 1120

	kemPublicSize = 1216
	kemSecretSize = 32
)

// DeviceSize is the length of a device's secret half as DeviceFrom reads it.
const DeviceSize = ed25519.SeedSize + kemSecretSize

// DeviceID names a device: the first 16 bytes of the hash of its Card.
type DeviceID [16]byte

// Device is the secret half of a device's keys: it signs, and opens what was
// sealed to its Card.
type Device struct {
	seed [DeviceSize]byte
	sign ed25519.PrivateKey
	kem  *opener
	card Card
}

// Card is the public half of a device's keys, and its canonical form. A Card
// comes from Device.Card or CardFrom; the zero Card verifies nothing.
type Card struct{ b [CardSize]byte }

// NewDevice makes the keys of a new device from rand.
func NewDevice(rand io.Reader) (*Device, error) {
	var seed [DeviceSize]byte
	if _, err := io.ReadFull(rand, seed[:]); err != nil {
		return nil, err
	}
	return DeviceFrom(seed[:])
}

// DeviceFrom returns the device whose secret half Bytes has returned.
func DeviceFrom(secret []byte) (*Device, error) {
	if len(secret) != DeviceSize {
		return nil, ErrEncoding
	}
	kem, err := newOpener(secret[ed25519.SeedSize:])
	if err != nil {
		return nil, ErrEncoding
	}
	d := &Device{
		seed: [DeviceSize]byte(secret),
		sign: ed25519.NewKeyFromSeed(secret[:ed25519.SeedSize]),
		kem:  kem,
	}
	copy(d.card.b[:], d.sign.Public().(ed25519.PublicKey))
	copy(d.card.b[ed25519.PublicKeySize:], kem.Public())
	return d, nil
}

// Bytes returns a copy of the secret half, for the one who seals it.
func (d *Device) Bytes() []byte { return append([]byte(nil), d.seed[:]...) }

// Card returns the public half.
func (d *Device) Card() Card { return d.card }

// ID returns the name of the device.
func (d *Device) ID() DeviceID { return d.card.ID() }

// Equal compares the secret halves in constant time.
func (d *Device) Equal(o *Device) bool {
	return subtle.ConstantTimeCompare(d.seed[:], o.seed[:]) == 1
}

// Wipe overwrites what can be reached of the secret half.
func (d *Device) Wipe() {
	clear(d.seed[:])
	clear(d.sign)
	d.kem = nil
}

// Sign signs a hash made by Hash, whose domain says what is being signed.
func (d *Device) Sign(hash [32]byte) [SignatureSize]byte {
	return [SignatureSize]byte(ed25519.Sign(d.sign, hash[:]))
}

// Open opens what SealTo has sealed to this device's card with the same info
// and bound bytes.
func (d *Device) Open(sealed, info, bound []byte) ([]byte, error) {
	if len(sealed) < EncapsulatedSize || d.kem == nil {
		return nil, ErrOpen
	}
	plain, err := d.kem.Open(sealed, info, bound)
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

// CardFrom reads the canonical form of a card, and refuses any other form and
// signing keys that everybody can sign for.
func CardFrom(b []byte) (Card, error) {
	if len(b) != CardSize || !goodPoint(b[:ed25519.PublicKeySize]) || !canonical(b[ed25519.PublicKeySize:]) {
		return Card{}, ErrEncoding
	}
	return Card{b: [CardSize]byte(b)}, nil
}

// Bytes returns a copy of the canonical form.
func (c Card) Bytes() []byte { return c.b[:] }

// ID returns the name of the device that the card stands for.
func (c Card) ID() DeviceID {
	h := Hash("amparo device", c.b[:ed25519.PublicKeySize], c.b[ed25519.PublicKeySize:])
	return DeviceID(h[:16])
}

// Verify says whether the device of this card has signed the hash.
func (c Card) Verify(hash [32]byte, sig [SignatureSize]byte) bool {
	return ed25519.Verify(c.b[:ed25519.PublicKeySize], hash[:], sig[:])
}

// SealTo seals plain to the device of this card alone (HPKE, base mode: the
// reader does not learn who sealed it). What info and bound say is
// authenticated and not written. The encapsulation draws from the system's
// source of randomness.
func (c Card) SealTo(plain, info, bound []byte) ([]byte, error) {
	sealed, err := seal(c.b[ed25519.PublicKeySize:], plain, info, bound)
	if err != nil {
		return nil, ErrEncoding
	}
	return sealed, nil
}
