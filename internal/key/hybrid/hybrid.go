// Package hybrid seals to a public key with HPKE's base mode (RFC 9180) in the
// one suite that Amparo uses: ML-KEM-768 with X25519 (0x647a, "X-Wing"),
// HKDF-SHA256 and ChaCha20-Poly1305, one message a context.
//
//	sealed, err := hybrid.Seal(public, plain, info, bound)
//	secret, err := hybrid.NewSecret(seed)
//	plain, err := secret.Open(sealed, info, bound)
//
// It is the browser's way to the suite. The standard library's crypto/hpke
// brings the NIST curves into every program, which nothing here uses and a
// telephone would have to load; natively that package is used, and the tests
// of this one hold the two against each other, both ways. All parts (ML-KEM,
// X25519, SHA-3, HKDF and the AEAD) are the libraries' own: this package only
// puts bytes in order.
package hybrid

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha3"
	"encoding/binary"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// Sizes in bytes.
const (
	SeedSize   = 32
	PublicSize = mlkem.EncapsulationKeySize768 + pointSize
	// EncapsulatedSize is what stands before the ciphertext.
	EncapsulatedSize = mlkem.CiphertextSize768 + pointSize

	pointSize = 32
)

// errBroken is every error: nobody learns which byte was wrong.
var errBroken = errors.New("hybrid: these bytes do not fit")

// Secret is a secret key. It may be used by several goroutines at once.
type Secret struct {
	lattice *mlkem.DecapsulationKey768
	curve   *ecdh.PrivateKey
}

// NewSecret returns the key of a seed of SeedSize bytes.
func NewSecret(seed []byte) (*Secret, error) {
	if len(seed) != SeedSize {
		return nil, errBroken
	}
	both := sha3.SumSHAKE256(seed, mlkem.SeedSize+pointSize)
	defer clear(both)
	lattice, err := mlkem.NewDecapsulationKey768(both[:mlkem.SeedSize])
	if err != nil {
		return nil, errBroken
	}
	curve, err := ecdh.X25519().NewPrivateKey(both[mlkem.SeedSize:])
	if err != nil {
		return nil, errBroken
	}
	return &Secret{lattice, curve}, nil
}

// Public returns the public key: PublicSize bytes.
func (s *Secret) Public() []byte {
	return append(s.lattice.EncapsulationKey().Bytes(), s.curve.PublicKey().Bytes()...)
}

// Open opens what Seal has sealed to the public key with the same info and
// bound bytes.
func (s *Secret) Open(sealed, info, bound []byte) ([]byte, error) {
	if len(sealed) < EncapsulatedSize {
		return nil, errBroken
	}
	inLattice, point := sealed[:mlkem.CiphertextSize768], sealed[mlkem.CiphertextSize768:EncapsulatedSize]
	first, err := s.lattice.Decapsulate(inLattice)
	if err != nil {
		return nil, errBroken
	}
	theirs, err := ecdh.X25519().NewPublicKey(point)
	if err != nil {
		return nil, errBroken
	}
	second, err := s.curve.ECDH(theirs)
	if err != nil {
		return nil, errBroken
	}
	aead, nonce, err := schedule(combine(first, second, point, s.curve.PublicKey().Bytes()), info)
	if err != nil {
		return nil, errBroken
	}
	plain, err := aead.Open(nil, nonce, sealed[EncapsulatedSize:], bound)
	if err != nil {
		return nil, errBroken
	}
	return plain, nil
}

// Seal seals plain to a public key. What info and bound say is authenticated
// and not written.
func Seal(public, plain, info, bound []byte) ([]byte, error) {
	lattice, curve, err := parse(public)
	if err != nil {
		return nil, err
	}
	ours, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, errBroken
	}
	second, err := ours.ECDH(curve)
	if err != nil {
		return nil, errBroken
	}
	first, sealed := lattice.Encapsulate()
	point := ours.PublicKey().Bytes()
	aead, nonce, err := schedule(combine(first, second, point, curve.Bytes()), info)
	if err != nil {
		return nil, errBroken
	}
	return aead.Seal(append(sealed, point...), nonce, plain, bound), nil
}

// Valid says whether bytes are a public key in its one form.
func Valid(public []byte) bool {
	_, _, err := parse(public)
	return err == nil
}

func parse(public []byte) (*mlkem.EncapsulationKey768, *ecdh.PublicKey, error) {
	if len(public) != PublicSize {
		return nil, nil, errBroken
	}
	lattice, err := mlkem.NewEncapsulationKey768(public[:mlkem.EncapsulationKeySize768])
	if err != nil {
		return nil, nil, errBroken
	}
	curve, err := ecdh.X25519().NewPublicKey(public[mlkem.EncapsulationKeySize768:])
	if err != nil {
		return nil, nil, errBroken
	}
	return lattice, curve, nil
}

// combine makes one shared secret of the two: it holds while one of them does.
func combine(first, second, point, public []byte) []byte {
	h := sha3.New256()
	for _, part := range [][]byte{first, second, point, public, []byte(`\.//^\`)} {
		h.Write(part)
	}
	return h.Sum(nil)
}

// suite is HPKE's name for KEM 0x647a, KDF 1 and AEAD 3.
const suite = "HPKE\x64\x7a\x00\x01\x00\x03"

// schedule is the key schedule of the base mode, for the first message.
func schedule(shared, info []byte) (cipher.AEAD, []byte, error) {
	id, err := extract(nil, "psk_id_hash", nil)
	if err != nil {
		return nil, nil, err
	}
	about, err := extract(nil, "info_hash", info)
	if err != nil {
		return nil, nil, err
	}
	secret, err := extract(shared, "secret", nil)
	if err != nil {
		return nil, nil, err
	}
	context := "\x00" + string(id) + string(about)
	k, err := expand(secret, "key", context, chacha20poly1305.KeySize)
	if err != nil {
		return nil, nil, err
	}
	nonce, err := expand(secret, "base_nonce", context, chacha20poly1305.NonceSize)
	if err != nil {
		return nil, nil, err
	}
	aead, err := chacha20poly1305.New(k)
	return aead, nonce, err
}

func extract(salt []byte, label string, input []byte) ([]byte, error) {
	return hkdf.Extract(sha256.New, append([]byte("HPKE-v1"+suite+label), input...), salt)
}

func expand(secret []byte, label, context string, size int) ([]byte, error) {
	length := binary.BigEndian.AppendUint16(nil, uint16(size))
	return hkdf.Expand(sha256.New, secret, string(length)+"HPKE-v1"+suite+label+context, size)
}
