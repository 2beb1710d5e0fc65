//go:build !js

package key

import (
	"bytes"
	"crypto/hpke"
)

// opener opens what was sealed to a device.
type opener struct{ hpke.PrivateKey }

func newOpener(seed []byte) (*opener, error) {
	k, err := hpke.MLKEM768X25519().NewPrivateKey(seed)
	return &opener{k}, err
}

// Public returns the bytes that others seal to.
func (o *opener) Public() []byte { return o.PublicKey().Bytes() }

// Open opens what seal has sealed.
func (o *opener) Open(sealed, info, bound []byte) ([]byte, error) {
	enc, text := sealed[:EncapsulatedSize], sealed[EncapsulatedSize:]
	r, err := hpke.NewRecipient(enc, o.PrivateKey, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info)
	if err != nil {
		return nil, err
	}
	return r.Open(bound, text)
}

// canonical says whether bytes are what can be sealed to, in its one form.
func canonical(public []byte) bool {
	k, err := hpke.MLKEM768X25519().NewPublicKey(public)
	return err == nil && bytes.Equal(k.Bytes(), public)
}

func seal(public, plain, info, bound []byte) ([]byte, error) {
	k, err := hpke.MLKEM768X25519().NewPublicKey(public)
	if err != nil {
		return nil, err
	}
	enc, s, err := hpke.NewSender(k, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info)
	if err != nil {
		return nil, err
	}
	text, err := s.Seal(bound, plain)
	return append(enc, text...), err
}
