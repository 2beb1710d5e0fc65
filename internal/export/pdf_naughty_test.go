package export_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"amparo/internal/export"
	"amparo/internal/paper"
)

// naughty are texts that have broken other programs.
var naughty = []string{
	"", " ", "\n\n\n", "\x00\x01\x1b[31m\x7f", "\ufeffbom", "\xff\xfe broken", "a\tb\r\nc\u2028d",
	strings.Repeat("w", 10000), strings.Repeat("ب", 10000), strings.Repeat("é", 3000), strings.Repeat("word ", 4000),
	"Z\u0351\u036b\u0343a\u0328\u0321l\u0334g\u0335o\u0336", "e\u0301\u0301\u0301", "\u0301alone", "a\u200db\u200cc\u200e\u200fd",
	"👩‍👩‍👧‍👦 🏳️‍🌈 🇲🇽 ☕", "中文 日本語 한국어", "עברית", "हिन्दी", "\U0010ffff\ufffe\ue000", "% ) ( \\ << >> endstream endobj",
	"=1+1", "<script>alert(1)</script>", "\u202eevil\u202c", "soft\u00adhyphen", "no\u00a0break", "ﷺ ﷽", "١٢٣ ۱۲۳", "( [ { ا } ] )",
}

func TestPDFTakesAnyText(t *testing.T) {
	for i, text := range naughty {
		if len(text) > 1000 { // one cell and one direction will do
			printPDF(t, paper.Document{RTL: i%2 == 0, Blocks: []paper.Block{
				{Table: &paper.Table{Head: []string{"a", "b"}, Rows: [][]string{{"x", text}}}}}})
			continue
		}
		for _, rtl := range []bool{false, true} {
			printPDF(t, paper.Document{Title: text, Lead: text, Foot: text, PageOf: text, RTL: rtl, Blocks: []paper.Block{
				{Heading: text, Level: 2}, {Text: text}, {Items: []string{text}},
				{Table: &paper.Table{Head: []string{text, "b"}, Rows: [][]string{{"x", text}, {text, ""}}}}}})
		}
	}
}

func TestPDFKeepsTextThatItsFontsLack(t *testing.T) {
	for _, text := range []string{"☕", "中文", "❤", "🙂x🙂", "☐ ok"} {
		line := onLine(t, text, false)
		if got := line.read(false); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
		if line.width < 4 {
			t.Errorf("%q takes %.1f points: nothing is seen", text, line.width)
		}
	}
	if got := onLine(t, "✓ → ●", false).read(false); got != "✓ → ●" {
		t.Errorf("a sign with a drawing of another is read as %q", got)
	}
}

func TestPDFBreaksWordsThatAreTooWide(t *testing.T) {
	long := strings.Repeat("abcdefghij", 1000)
	d := paper.Document{Lang: "en", Blocks: []paper.Block{{Table: &paper.Table{
		Head: []string{"a", "b"}, Rows: [][]string{{long, "beside"}}}}}}
	var got strings.Builder
	for _, p := range printPDF(t, d).pages {
		for _, l := range p.lines {
			checkLine(t, p, l)
			if s := l.read(false); len(s) > 20 {
				got.WriteString(s)
			}
		}
	}
	if n := got.Len(); n < 9980 || !strings.HasPrefix(long, got.String()) {
		t.Errorf("%d of %d letters printed in order", n, len(long))
	}
}

// TestPDFGivesBackRandomText prints random left-to-right text and reads it
// back letter by letter.
func TestPDFGivesBackRandomText(t *testing.T) {
	const seed = 20260214
	dice := rand.New(rand.NewPCG(seed, 1))
	alphabet := []rune("abcdefghijklmnopqrstuvwxyz ABCéüñçőЖщΩ0123456789 .,;:!?()-–—«»“”%&/☕✓字🙂e\u0301 ")
	for round := range 60 {
		text := make([]rune, 1+dice.IntN(400))
		for i := range text {
			text[i] = alphabet[dice.IntN(len(alphabet))]
		}
		d := paper.Document{Lang: "es", PageOf: "%s%s", Blocks: []paper.Block{{Table: &paper.Table{
			Head: []string{""}, Rows: [][]string{{string(text)}}}}}}
		got := unspaced(printPDF(t, d).text(false))
		if want := unspaced(string(text)) + "11"; got != want {
			t.Fatalf("seed %d round %d:\n got %q\nwant %q", seed, round, got, want)
		}
	}
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func FuzzPDF(f *testing.F) {
	for _, text := range naughty {
		if len(text) < 200 {
			f.Add(text, true)
		}
	}
	f.Fuzz(func(t *testing.T, text string, rtl bool) {
		d := paper.Document{Title: text, RTL: rtl, Lang: text, Landscape: true, Blocks: []paper.Block{
			{Text: text}, {Table: &paper.Table{Head: []string{text, ""}, Rows: [][]string{{text, "x"}}}}}}
		var b bytes.Buffer
		if err := export.PDF(&b, d); err != nil {
			t.Fatal(err)
		}
		readPDF(t, b.Bytes())
	})
}
