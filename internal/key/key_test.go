package key_test

import (
	_ "embed"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"amparo/internal/key"
)

// counting is a source that gives 0, 1, 2 and so on: for vectors.
type counting struct{ next byte }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.next
		c.next++
	}
	return len(p), nil
}

func seeded(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

//go:embed testdata/key.txt
var keyVectors string

// TestVectors pins what follows from fixed secrets. A change here is a change
// of every format.
func TestVectors(t *testing.T) {
	secret := must(key.NewSecret(&counting{}))
	device := must(key.NewDevice(&counting{}))
	paper := must(key.NewPaper(&counting{}))
	sealer := secret.Sealer("purpose", []byte("context"))
	sealed := must(sealer.Seal(nil, []byte("plain"), []byte("bound"), &counting{}))
	commit := secret.Commitment([]byte("context"))
	id, hash := device.ID(), key.Hash("domain", []byte("one"), []byte("two"))
	sig := device.Sign(hash)
	recovery := must(paper.Device([16]byte{1}))
	recoveryID := recovery.ID()
	card := key.Hash("card", device.Card().Bytes())
	for _, v := range []struct {
		name string
		got  []byte
	}{
		{"hash", hash[:]},
		{"derived", secret.Derive("label", []byte("context"), 40)},
		{"child", secret.Child("label", []byte("context")).Bytes()},
		{"commitment", commit[:]},
		{"sealed", sealed},
		{"device", id[:]},
		{"card", card[:]},
		{"signature", sig[:]},
		{"paper", []byte(paper.Text())},
		{"paper-secret", paper.Secret([]byte("salt")).Bytes()},
		{"recovery", recoveryID[:]},
	} {
		if want := field(t, keyVectors, v.name); string(want) != string(v.got) {
			t.Errorf("%s: got\n%s %x", v.name, v.name, v.got)
		}
	}
	if got := must(key.DeviceFrom(device.Bytes())); !got.Equal(device) || got.Equal(recovery) {
		t.Error("a device is not equal to itself")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestHashKeepsPartsApart(t *testing.T) {
	seen := make(map[[32]byte]string)
	for _, c := range [][]string{
		{"d"}, {"d", ""}, {"d", "", ""}, {"d", "ab"}, {"d", "a", "b"}, {"d", "", "ab"}, {"da", "b"}, {"dab"}, {"", "dab"},
	} {
		var parts [][]byte
		for _, p := range c[1:] {
			parts = append(parts, []byte(p))
		}
		h := key.Hash(c[0], parts...)
		if other, ok := seen[h]; ok {
			t.Errorf("%q and %s have one hash", c, other)
		}
		seen[h] = fmt.Sprintf("%q", c)
	}
}

func TestSealedOpensOnlyAsItWas(t *testing.T) {
	rnd := seeded(1)
	secret := must(key.NewSecret(rnd))
	s := secret.Sealer("entry", []byte("context"))
	sealed := must(s.Seal([]byte("head"), []byte("plain"), []byte("bound"), rnd))[4:]
	if got, err := s.Open(sealed, []byte("bound")); err != nil || string(got) != "plain" {
		t.Fatalf("got %q, %v", got, err)
	}
	for bit := range len(sealed) * 8 {
		altered := slices.Clone(sealed)
		altered[bit/8] ^= 1 << (bit % 8)
		if _, err := s.Open(altered, []byte("bound")); err != key.ErrOpen && err != key.ErrCommitment {
			t.Fatalf("bit %d: %v", bit, err)
		}
	}
	for n := range sealed {
		if _, err := s.Open(sealed[:n], []byte("bound")); err == nil {
			t.Fatalf("opened with %d bytes", n)
		}
	}
	if _, err := s.Open(sealed, []byte("other")); err != key.ErrOpen {
		t.Error(err)
	}
	if _, err := secret.Sealer("snapshot", []byte("context")).Open(sealed, []byte("bound")); err != key.ErrOpen {
		t.Error("another purpose:", err)
	}
	if _, err := secret.Sealer("entry", []byte("other")).Open(sealed, []byte("bound")); err != key.ErrCommitment {
		t.Error("another context:", err)
	}
	if _, err := must(key.NewSecret(rnd)).Sealer("entry", []byte("context")).Open(sealed, []byte("bound")); err != key.ErrCommitment {
		t.Error("another secret:", err)
	}
}

func TestDevicesSignAndOpen(t *testing.T) {
	ana, bo := must(key.NewDevice(seeded(1))), must(key.NewDevice(seeded(2)))
	hash := key.Hash("test", []byte("x"))
	sig := ana.Sign(hash)
	if !ana.Card().Verify(hash, sig) || bo.Card().Verify(hash, sig) || ana.Card().Verify(key.Hash("other", []byte("x")), sig) {
		t.Error("a signature holds for someone or something else")
	}
	if (key.Card{}).Verify(hash, sig) || (key.Card{}).Verify(hash, [64]byte{}) {
		t.Error("the zero card verifies something")
	}
	card := must(key.CardFrom(ana.Card().Bytes()))
	if card != ana.Card() || card.ID() != ana.ID() {
		t.Error("a card is another one after reading")
	}
	sealed := must(card.SealTo([]byte("plain"), []byte("info"), []byte("bound")))
	open := func(d *key.Device, info, bound string) string {
		got, err := d.Open(sealed, []byte(info), []byte(bound))
		if err != nil && err != key.ErrOpen {
			t.Error(err)
		}
		return string(got)
	}
	for _, c := range []struct {
		who         *key.Device
		info, bound string
		want        string
	}{
		{ana, "info", "bound", "plain"}, {bo, "info", "bound", ""}, {ana, "other", "bound", ""}, {ana, "info", "other", ""},
	} {
		if got := open(c.who, c.info, c.bound); got != c.want {
			t.Errorf("info %s, bound %s: got %q", c.info, c.bound, got)
		}
	}
	for _, n := range []int{0, 1119, 1120, len(sealed) - 1} {
		if _, err := ana.Open(sealed[:n], []byte("info"), []byte("bound")); err != key.ErrOpen {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	ana.Wipe()
	if _, err := ana.Open(sealed, []byte("info"), []byte("bound")); err != key.ErrOpen {
		t.Error("a wiped device opens:", err)
	}
	if slices.ContainsFunc(ana.Bytes(), func(b byte) bool { return b != 0 }) {
		t.Error("a wiped device has its secret")
	}
}

// TestBadCardsAreRefused: signing keys that are not canonical, or for which
// everybody can sign.
func TestBadCardsAreRefused(t *testing.T) {
	good := must(key.NewDevice(seeded(1))).Card().Bytes()
	prime := append([]byte{0xed}, slices.Repeat([]byte{0xff}, 30)...)
	prime = append(prime, 0x7f)
	above, below := slices.Clone(prime), slices.Clone(prime)
	above[0], below[0] = 0xee, 0xec
	one, minusZero := make([]byte, 32), make([]byte, 32)
	one[0], minusZero[31] = 1, 0x80
	order8, _ := hex.DecodeString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
	other8, _ := hex.DecodeString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
	negated := slices.Clone(order8)
	negated[31] ^= 0x80
	for name, point := range map[string][]byte{
		"p": prime, "p+1": above, "-1": below, "1": one, "0": make([]byte, 32), "-0": minusZero,
		"order 8": order8, "other of order 8": other8, "negated": negated,
	} {
		if _, err := key.CardFrom(slices.Concat(point, good[32:])); err != key.ErrEncoding {
			t.Errorf("%s: %v", name, err)
		}
	}
	for n := range len(good) {
		if _, err := key.CardFrom(good[:n]); err != key.ErrEncoding {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
	large := slices.Clone(good)
	for i := range 3 {
		large[32+i] = 0xff // coefficients that are not reduced
	}
	if _, err := key.CardFrom(large); err != key.ErrEncoding {
		t.Error("coefficients not reduced:", err)
	}
	if _, err := key.DeviceFrom(make([]byte, key.DeviceSize-1)); err != key.ErrEncoding {
		t.Error(err)
	}
}

func TestSecretsCompareAndGo(t *testing.T) {
	a, b := must(key.NewSecret(seeded(1))), must(key.NewSecret(seeded(2)))
	if !a.Equal(key.SecretFrom(a.Bytes())) || a.Equal(b) {
		t.Error("comparing")
	}
	if text := fmt.Sprintf("%v %+v %#v", *a, a, *a); strings.Contains(text, hex.EncodeToString(a.Bytes())) {
		t.Error("a secret has a text form")
	}
	a.Wipe()
	if !a.Equal(new(key.Secret)) {
		t.Error("not wiped")
	}
	if _, err := key.NewSecret(strings.NewReader("short")); err == nil {
		t.Error("a secret of too few bytes")
	}
}

func FuzzCard(f *testing.F) {
	f.Add(must(key.NewDevice(&counting{})).Card().Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := key.CardFrom(b); err == nil && string(c.Bytes()) != string(b) {
			t.Fatal("not canonical")
		}
	})
}
