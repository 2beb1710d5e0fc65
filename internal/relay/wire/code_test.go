package wire_test

import (
	"strings"
	"testing"

	"amparo/internal/relay/wire"
)

func TestCodesAreReadAsPeopleWriteThem(t *testing.T) {
	code := wire.Code{1, 2, 3, 15: 255}
	text := code.Text()
	if text != "0410-6000-0000-0000-0000-0000-ZW" {
		t.Error(text)
	}
	for _, written := range []string{text, strings.ToLower(text), "o4lo-6000-oooo-0000-0000-0000-zw", " " + strings.ReplaceAll(text, "-", " ") + "\n", strings.ReplaceAll(text, "-", "")} {
		if got, err := wire.ParseCode(written); err != nil || got != code {
			t.Errorf("%q: %v, %v", written, got, err)
		}
	}
	for _, bad := range []string{"", text[:len(text)-1], text + "A", "0410-6000-0000-0000-0000-0000-ZX", "U" + text[1:]} {
		if _, err := wire.ParseCode(bad); err != wire.ErrCode {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzCode looks for a text that is read and does not come back.
func FuzzCode(f *testing.F) {
	f.Add(wire.Code{1}.Text())
	f.Fuzz(func(t *testing.T, text string) {
		if code, err := wire.ParseCode(text); err == nil {
			if again, err := wire.ParseCode(code.Text()); err != nil || again != code {
				t.Errorf("%q comes back as %v, %v", text, again, err)
			}
		}
	})
}
