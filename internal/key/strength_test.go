package key_test

import (
	"testing"

	"amparo/internal/key"
)

func TestStrengthOfOwnPassphrases(t *testing.T) {
	for _, c := range []struct {
		text     string
		low, top int
	}{
		{"", 0, 0},
		{"   ", 0, 0},
		{"password", 1, 10},
		{"P@ssw0rd1", 5, 20},
		{"iloveyou iloveyou iloveyou", 5, 20},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1, 12},
		{"1234567890", 1, 12},
		{"qwertyuiop asdfghjkl", 5, 20},
		{"amor 1987", 8, 20},
		{"maria1985", 10, 30},
		{"Guadalajara2024!", 20, 45},
		{"correct horse battery staple", 40, 58},
		{"lantern river apricot seventeen window gravel", 60, 110},
		{"la vecina riega sus bugambilias cada madrugada", 60, 110},
		{"الجارة تسقي أزهارها قبل طلوع الشمس كل يوم", 60, 110},
		{"xK9#vQ2m!Lp7zR4t", 60, 110},
		{"qkzjxvwpfmbdtrsl", 60, 90},
	} {
		if got := key.Strength(c.text); got < c.low || got > c.top {
			t.Errorf("%q: %d bits, want %d to %d", c.text, got, c.low, c.top)
		}
	}
}

func TestStrengthGrowsWithMore(t *testing.T) {
	text := ""
	for _, w := range []string{"lantern", "river", "apricot", "seventeen", "window"} {
		before := key.Strength(text)
		text += " " + w
		if got := key.Strength(text); got <= before {
			t.Errorf("%q: %d bits, before %d", text, got, before)
		}
	}
}

func FuzzStrength(f *testing.F) {
	f.Add("Guadalajara2024!")
	f.Add("\xff\x00 ıİ")
	f.Fuzz(func(t *testing.T, text string) {
		if got := key.Strength(text); got < 0 {
			t.Errorf("%d bits", got)
		}
	})
}
