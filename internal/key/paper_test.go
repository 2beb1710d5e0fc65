package key_test

import (
	"strings"
	"testing"

	"amparo/internal/key"
)

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
