package hybrid_test

import (
	"bytes"
	"crypto/hpke"
	"math/rand/v2"
	"testing"

	"amparo/internal/key/hybrid"
)

// pair is one key, as we have it and as the standard library does.
func pair(t *testing.T, source *rand.ChaCha8) (*hybrid.Secret, hpke.PrivateKey) {
	t.Helper()
	var seed [hybrid.SeedSize]byte
	source.Read(seed[:]) // never stops early
	ours, err := hybrid.NewSecret(seed[:])
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := hpke.MLKEM768X25519().NewPrivateKey(seed[:])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(ours.Public(), theirs.PublicKey().Bytes()) {
		t.Fatal("the two have different public keys")
	}
	return ours, theirs
}

// texts are random plain, info and bound bytes, some of them empty.
func texts(source *rand.ChaCha8) (plain, info, bound []byte) {
	r := rand.New(source)
	list := make([][]byte, 3)
	for i := range list {
		list[i] = make([]byte, r.IntN(3)*r.IntN(400))
		source.Read(list[i])
	}
	return list[0], list[1], list[2]
}

func TestWhatWeSealTheLibraryOpens(t *testing.T) {
	source := rand.NewChaCha8([32]byte{1})
	for i := range 200 {
		ours, theirs := pair(t, source)
		plain, info, bound := texts(source)
		sealed, err := hybrid.Seal(ours.Public(), plain, info, bound)
		if err != nil {
			t.Fatal(err)
		}
		r, err := hpke.NewRecipient(sealed[:hybrid.EncapsulatedSize], theirs, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Open(bound, sealed[hybrid.EncapsulatedSize:])
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("round %d: %v", i, err)
		}
	}
}

func TestWhatTheLibrarySealsWeOpen(t *testing.T) {
	source := rand.NewChaCha8([32]byte{2})
	for i := range 200 {
		ours, theirs := pair(t, source)
		plain, info, bound := texts(source)
		enc, s, err := hpke.NewSender(theirs.PublicKey(), hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), info)
		if err != nil {
			t.Fatal(err)
		}
		text, err := s.Seal(bound, plain)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ours.Open(append(enc, text...), info, bound)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("round %d: %v", i, err)
		}
	}
}

// A key that the library refuses is refused, and the other way round.
func TestPublicKeysAreTakenAlike(t *testing.T) {
	source := rand.NewChaCha8([32]byte{3})
	ours, _ := pair(t, source)
	good := ours.Public()
	r := rand.New(source)
	for i := range 2000 {
		b := bytes.Clone(good)
		switch at := r.IntN(len(b)); {
		case i == 0:
		case i%50 == 1:
			b = b[:at]
		default:
			b[at] ^= byte(1 + r.IntN(255))
			b[(at+1)%len(b)] |= byte(r.IntN(256))
		}
		_, err := hpke.MLKEM768X25519().NewPublicKey(b)
		if got := hybrid.Valid(b); got != (err == nil) {
			t.Fatalf("case %d: Valid is %v, the library says %v", i, got, err)
		}
	}
	if !hybrid.Valid(good) || hybrid.Valid(append(good, 0)) || hybrid.Valid(nil) {
		t.Error("a good key is refused, or a bad one taken")
	}
}

func TestOpensOnlyAsItWas(t *testing.T) {
	source := rand.NewChaCha8([32]byte{4})
	ours, _ := pair(t, source)
	other, _ := pair(t, source)
	sealed, err := hybrid.Seal(ours.Public(), []byte("plain"), []byte("info"), []byte("bound"))
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, s *hybrid.Secret, sealed []byte, info, bound string) {
		if _, err := s.Open(sealed, []byte(info), []byte(bound)); err == nil {
			t.Error("opened:", what)
		}
	}
	refused("by another", other, sealed, "info", "bound")
	refused("with another info", ours, sealed, "inf", "bound")
	refused("with another bound", ours, sealed, "info", "boun")
	for _, n := range []int{0, hybrid.EncapsulatedSize - 1, hybrid.EncapsulatedSize, len(sealed) - 1} {
		refused("cut off", ours, sealed[:n], "info", "bound")
	}
	for i := range sealed {
		b := bytes.Clone(sealed)
		b[i] ^= 0x80
		refused("with a bit turned", ours, b, "info", "bound")
	}
	small := bytes.Clone(sealed)
	clear(small[hybrid.EncapsulatedSize-32 : hybrid.EncapsulatedSize])
	refused("a point of small order", ours, small, "info", "bound")
	if _, err := hybrid.NewSecret(make([]byte, 31)); err == nil {
		t.Error("a short seed is taken")
	}
	public := ours.Public()
	clear(public[len(public)-32:])
	if _, err := hybrid.Seal(public, nil, nil, nil); err == nil {
		t.Error("sealed to a point of small order")
	}
}
