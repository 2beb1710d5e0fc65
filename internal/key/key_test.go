package key_test

import (
	_ "embed"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"amparo/internal/key"

	"pgregory.net/rapid"
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

func TestSpacesInPassphrases(t *testing.T) {
	cheap := key.Cost{Time: 1, MemoryKiB: 64, Threads: 1}
	derive := func(p string) *key.Secret { return key.FromPassphrase([]byte(p), []byte("salt"), cheap) }
	want := derive("six plain words")
	for p, same := range map[string]bool{
		"  six   plain words ": true, "six plain words": true,
		"Six plain words": false, "sixplain words": false, "six plain\twords": false, "": false,
	} {
		if derive(p).Equal(want) != same {
			t.Errorf("%q: same is not %v", p, same)
		}
	}
}

func TestCostsOutsideAreRefused(t *testing.T) {
	floor := key.Floor()
	for _, c := range []struct {
		cost key.Cost
		ok   bool
	}{
		{floor, true},
		{key.Cost{Time: 3, MemoryKiB: 1 << 20, Threads: 1}, true},
		{key.Cost{Time: 8, MemoryKiB: 2 << 20, Threads: 4}, true},
		{key.Cost{Time: 2, MemoryKiB: 64 << 10, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64<<10 - 1, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64 << 10}, false},
		{key.Cost{Time: 3, MemoryKiB: 2<<20 + 1, Threads: 1}, false},
		{key.Cost{Time: 65, MemoryKiB: 64 << 10, Threads: 1}, false},
		{key.Cost{Time: 64, MemoryKiB: 1 << 20, Threads: 1}, false},
		{key.Cost{Time: 3, MemoryKiB: 64 << 10, Threads: 17}, false},
		{key.Cost{Time: 1<<32 - 1, MemoryKiB: 1<<32 - 1, Threads: 255}, false},
	} {
		if err := c.cost.Check(floor); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.cost, err)
		}
	}
	if err := (key.Cost{}).Check(key.Cost{}); err != key.ErrCost {
		t.Error("the zero cost:", err)
	}
}

func TestCalibrationOnFastAndSlowMachines(t *testing.T) {
	floor, target := key.Floor(), time.Second
	for _, c := range []struct {
		name      string
		perPass   time.Duration // a pass over 64 MiB
		least     time.Duration
		most      time.Duration
		unhelpful bool // memory does not make it slower
	}{
		{name: "a laptop", perPass: 70 * time.Millisecond, least: 700 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a fast one", perPass: 15 * time.Millisecond, least: 700 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a very fast one", perPass: 2 * time.Millisecond, least: 300 * time.Millisecond, most: 1500 * time.Millisecond},
		{name: "a cheap phone", perPass: 900 * time.Millisecond, least: 2 * time.Second, most: 3 * time.Second},
	} {
		measured := 0
		measure := func(cost key.Cost) time.Duration {
			measured++
			return time.Duration(float64(c.perPass) * float64(cost.Time) * float64(cost.MemoryKiB) / (64 << 10))
		}
		cost := key.Calibrate(measure, floor, target)
		n := measured
		took := measure(cost)
		if took < c.least || took > c.most || cost.Check(floor) != nil || cost.MemoryKiB > 1<<20 || n > 4 {
			t.Errorf("%s: %+v takes %v, measured %d times", c.name, cost, took, n)
		}
	}
	if cost := key.Calibrate(func(key.Cost) time.Duration { return 0 }, floor, target); cost.Check(floor) != nil {
		t.Errorf("a clock that stands still: %+v", cost)
	}
}

func TestWordsAreDrawnEvenly(t *testing.T) {
	list := []string{"one", "two", "three", "four", "five", "six", "seven"}
	text, err := key.Words(seeded(7), list, 7000)
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	for _, w := range strings.Split(text, " ") {
		count[w]++
	}
	for _, w := range list {
		if count[w] < 850 || count[w] > 1150 {
			t.Errorf("%s: %d of 7000, seed 7", w, count[w])
		}
	}
	if _, err := key.Words(strings.NewReader("abc"), list, 6); err == nil {
		t.Error("words without randomness")
	}
}

func TestPaperIsReadAsItIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := must(key.PaperFrom(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "secret")))
		text := p.Text()
		for _, form := range []string{
			text, strings.ToLower(text), strings.TrimPrefix(text, "amparo-1: "),
			strings.ReplaceAll(text, "-", " "), strings.ReplaceAll(text, "-", "\n"),
			strings.NewReplacer("0", "O", "1", "l").Replace(strings.TrimPrefix(text, "amparo-1: ")),
			strings.NewReplacer("0", "o", "1", "I", "-", "").Replace(strings.TrimPrefix(text, "amparo-1: ")),
		} {
			if got, err := key.ParsePaper(form); err != nil || !got.Equal(p) {
				t.Fatalf("%q: %v", form, err)
			}
		}
	})
}

// TestPaperSlipsAreFound: any one wrong letter, and any two neighbours that
// changed places, and it says in which group.
func TestPaperSlipsAreFound(t *testing.T) {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	text := strings.ReplaceAll(strings.TrimPrefix(must(key.NewPaper(seeded(3))).Text(), "amparo-1: "), "-", "")
	slip := func(altered string, group int) {
		t.Helper()
		_, err := key.ParsePaper(altered)
		e, ok := err.(*key.PaperError)
		if !ok || e.Group != group {
			t.Errorf("got %v, want group %d", err, group)
		}
	}
	for i := range text {
		for _, c := range alphabet {
			if byte(c) != text[i] {
				slip(text[:i]+string(c)+text[i+1:], i/5+1)
			}
		}
		if i%5 < 4 && text[i] != text[i+1] {
			slip(text[:i]+string(text[i+1])+string(text[i])+text[i+2:], i/5+1)
		}
		slip(text[:i]+"U"+text[i+1:], i/5+1)
		slip(text[:i]+"é"+text[i+1:], i/5+1)
		slip(text[:i], i/5+1)
	}
	for g := range 8 {
		swapped := []byte(text)
		copy(swapped[g*5:], text[g*5+5:g*5+10])
		copy(swapped[g*5+5:], text[g*5:g*5+5])
		slip(string(swapped), g+1)
	}
	slip(text+"0", 0)
	slip("", 1)
	if said := (&key.PaperError{Group: 3}).Error(); !strings.Contains(said, "3") {
		t.Error(said)
	}
}

func TestRecoveryDevicesAreApart(t *testing.T) {
	p := must(key.NewPaper(seeded(3)))
	a, again, b := must(p.Device([16]byte{1})), must(p.Device([16]byte{1})), must(p.Device([16]byte{2}))
	if !a.Equal(again) || a.Equal(b) {
		t.Error("one paper key, one notebook, one device")
	}
	p.Wipe()
	if !p.IsZero() {
		t.Error("not wiped")
	}
	if _, err := key.PaperFrom(make([]byte, 19)); err != key.ErrEncoding {
		t.Error(err)
	}
}

func FuzzPaper(f *testing.F) {
	f.Add(must(key.NewPaper(&counting{})).Text())
	f.Add("amparo-1: 00000")
	f.Add("O0-1lI:\xff")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := key.ParsePaper(text)
		if err != nil {
			if _, ok := err.(*key.PaperError); !ok {
				t.Fatal(err)
			}
			return
		}
		if again, err := key.ParsePaper(p.Text()); err != nil || !again.Equal(p) {
			t.Fatal("not the same after writing")
		}
	})
}

func FuzzCard(f *testing.F) {
	f.Add(must(key.NewDevice(&counting{})).Card().Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := key.CardFrom(b); err == nil && string(c.Bytes()) != string(b) {
			t.Fatal("not canonical")
		}
	})
}
