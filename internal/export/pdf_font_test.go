package export_test

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"testing"

	"github.com/go-text/typesetting/font/opentype"

	"amparo/internal/paper"
)

// TestPDFEmbedsSoundFonts opens each embedded font program and looks at
// every glyph: its place and its parts. Names and dates are gone, and no glyph
// has hints, which would need tables that we leave out.
func TestPDFEmbedsSoundFonts(t *testing.T) {
	d := riskSheet()
	d.Blocks = append(d.Blocks, paper.Block{Text: "áéíóúñü ÁÉÍÓÚÑ ½ Ελλάδα Дом"})
	doc := printPDF(t, d)
	programs := regexp.MustCompile(`/FontFile2 (\d+) 0 R`).FindAllSubmatch(doc.raw, -1)
	if len(programs) != 3 {
		t.Fatalf("%d fonts, want 3: plain Latin, plain and bold Arabic", len(programs))
	}
	composed := 0
	for _, m := range programs {
		program := doc.stream(t, atoi(t, string(m[1])))
		if len(program) > 40000 {
			t.Errorf("a font program of %d bytes is no subset", len(program))
		}
		composed += checkProgram(t, program)
	}
	if composed == 0 {
		t.Error("no composed glyph was met, so none was checked")
	}
}

// checkProgram returns the number of composed glyphs.
func checkProgram(t *testing.T, program []byte) int {
	t.Helper()
	loader, err := opentype.NewLoader(bytes.NewReader(program))
	if err != nil {
		t.Fatal(err)
	}
	table := func(tag string) []byte {
		raw, err := loader.RawTable(opentype.MustNewTag(tag))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	if n := len(loader.Tables()); n != 6 {
		t.Errorf("%d tables, want 6", n)
	}
	glyf, loca, maxp := table("glyf"), table("loca"), table("maxp")
	count := int(binary.BigEndian.Uint16(maxp[4:]))
	if len(loca) != 4*(count+1) || len(table("hmtx")) != 4*count {
		t.Fatalf("%d glyphs, %d bytes of places, %d of widths", count, len(loca), len(table("hmtx")))
	}
	if dates := table("head")[20:36]; !bytes.Equal(dates, make([]byte, 16)) {
		t.Errorf("the font keeps its dates %v", dates)
	}
	drawn, composed := 0, 0
	for i := range count {
		from, to := binary.BigEndian.Uint32(loca[4*i:]), binary.BigEndian.Uint32(loca[4*i+4:])
		if from > to || int(to) > len(glyf) || from%4 != 0 {
			t.Fatalf("glyph %d stands at %d..%d of %d", i, from, to, len(glyf))
		}
		if from == to {
			continue
		}
		drawn++
		g := glyf[from:to]
		if contours := int16(binary.BigEndian.Uint16(g)); contours >= 0 {
			if hints := binary.BigEndian.Uint16(g[10+2*contours:]); hints != 0 {
				t.Errorf("glyph %d keeps %d bytes of hints", i, hints)
			}
			continue
		}
		composed++
		if part := int(binary.BigEndian.Uint16(g[12:])); part >= count {
			t.Errorf("glyph %d is made of glyph %d of %d", i, part, count)
		}
	}
	if drawn < count/2 {
		t.Errorf("only %d of %d glyphs have a drawing", drawn, count)
	}
	return composed
}
