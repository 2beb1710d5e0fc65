package properties_test

import (
	"strings"
	"testing"

	"amparo/internal/key"

	"pgregory.net/rapid"
)

func TestPaperIsReadAsItIsTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := paper(t, rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "secret"))
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

func paper(t *rapid.T, secret []byte) key.Paper {
	p, err := key.PaperFrom(secret)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
