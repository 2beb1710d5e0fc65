package export

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/go-text/typesetting/font/opentype"
)

// pdfOutlines are the tables of a TrueType font that a PDF needs: drawings
// and widths. Names, dates and layout rules stay out of the document.
type pdfOutlines struct {
	head, hhea, maxp, hmtx, loca, glyf []byte
	upem                               int
	box                                [4]int // in thousandths of the size
}

func readPDFOutlines(loader *opentype.Loader) (pdfOutlines, error) {
	var o pdfOutlines
	for _, t := range []struct {
		tag  string
		to   *[]byte
		need int
	}{
		{"head", &o.head, 54}, {"hhea", &o.hhea, 36}, {"maxp", &o.maxp, 32},
		{"hmtx", &o.hmtx, 4}, {"loca", &o.loca, 4}, {"glyf", &o.glyf, 1},
	} {
		raw, err := loader.RawTable(opentype.MustNewTag(t.tag))
		if err != nil {
			return o, fmt.Errorf("reading table %s: %w", t.tag, err)
		}
		if len(raw) < t.need {
			return o, fmt.Errorf("reading table %s: %d bytes are too few", t.tag, len(raw))
		}
		*t.to = raw
	}
	o.upem = max(1, int(pdfUint16(o.head, 18)))
	for i := range o.box {
		o.box[i] = int(int16(pdfUint16(o.head, 36+2*i))) * 1000 / o.upem
	}
	return o, nil
}

// advance is a glyph's width in the font's own units.
func (o *pdfOutlines) advance(gid uint16) uint16 {
	last := int(pdfUint16(o.hhea, 34)) - 1
	return pdfUint16(o.hmtx, 4*min(int(gid), last))
}

// width is a glyph's width in thousandths of the size.
func (o *pdfOutlines) width(gid uint16) int {
	return (int(o.advance(gid))*1000 + o.upem/2) / o.upem
}

// bearing is the distance from a glyph's origin to its left edge.
func (o *pdfOutlines) bearing(gid uint16) uint16 {
	count := int(pdfUint16(o.hhea, 34))
	if int(gid) < count {
		return pdfUint16(o.hmtx, 4*int(gid)+2)
	}
	return pdfUint16(o.hmtx, 4*count+2*(int(gid)-count))
}

// drawing is a glyph's outline as it stands in the font; nil is a blank.
func (o *pdfOutlines) drawing(gid uint16) []byte {
	from, to := o.offset(int(gid)), o.offset(int(gid)+1)
	if from >= to || to > len(o.glyf) || to-from < 10 {
		return nil
	}
	return o.glyf[from:to]
}

func (o *pdfOutlines) offset(i int) int {
	if pdfUint16(o.head, 50) == 0 {
		return 2 * int(pdfUint16(o.loca, 2*i))
	}
	if 4*i+4 > len(o.loca) {
		return 0
	}
	return int(binary.BigEndian.Uint32(o.loca[4*i:]))
}

// subset builds a font program that holds the used glyphs in their order,
// followed by the parts of composed ones. Our fonts have no hints for coarse
// screens, so the tables that hints need are not missed.
func (o *pdfOutlines) subset(used []pdfUse) []byte {
	gids := make([]uint16, len(used))
	for i, u := range used {
		gids[i] = u.gid
	}
	shown := func(i int) bool { return i >= len(used) || !used[i].unseen }
	parts := make(map[uint16]uint16) // part of a composed glyph -> its number here
	number := func(gid uint16) uint16 {
		if n, ok := parts[gid]; ok {
			return n
		}
		n := uint16(len(gids))
		parts[gid] = n
		gids = append(gids, gid)
		return n
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(gids); i++ { // gids grows while we walk
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if !shown(i) {
			hmtx = append(hmtx, 0, 0, 0, 0)
			continue
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, o.advance(gids[i]))
		hmtx = binary.BigEndian.AppendUint16(hmtx, o.bearing(gids[i]))
		glyf = append(glyf, pdfRenumber(o.drawing(gids[i]), number)...)
		glyf = pdfPad(glyf)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	return o.program(uint16(len(gids)), glyf, loca, hmtx)
}

// program joins the tables of the subset.
func (o *pdfOutlines) program(count uint16, glyf, loca, hmtx []byte) []byte {
	head, hhea, maxp := slices.Clone(o.head), slices.Clone(o.hhea), slices.Clone(o.maxp)
	binary.BigEndian.PutUint32(head[8:], 0) // no checksum over the whole
	clear(head[20:36])                      // no dates
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], count)
	binary.BigEndian.PutUint16(maxp[4:], count)
	tables := []opentype.Table{}
	for _, t := range []struct {
		tag  string
		data []byte
	}{
		{"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp},
	} {
		tables = append(tables, opentype.Table{Tag: opentype.MustNewTag(t.tag), Content: pdfPad(t.data)})
	}
	return opentype.WriteTTF(tables)
}

// pdfPad fills a table up to a multiple of four bytes.
func pdfPad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// pdfRenumber returns an outline; the parts of a composed one get the
// numbers that they have in the subset.
func pdfRenumber(src []byte, number func(uint16) uint16) []byte {
	if len(src) == 0 || int16(pdfUint16(src, 0)) >= 0 {
		return src
	}
	out := slices.Clone(src)
	for at := 10; at+4 <= len(out); {
		flags := pdfUint16(out, at)
		binary.BigEndian.PutUint16(out[at+2:], number(pdfUint16(out, at+2)))
		if flags&pdfPartMore == 0 {
			break
		}
		at += 4 + pdfPartArguments(flags)
	}
	return out
}

// The flags of a part of a composed glyph that say how long it is.
const (
	pdfPartWords    = 0x0001
	pdfPartScale    = 0x0008
	pdfPartMore     = 0x0020
	pdfPartXYScale  = 0x0040
	pdfPartTwoByTwo = 0x0080
)

// pdfPartArguments is the length of a part's offsets and scales.
func pdfPartArguments(flags uint16) int {
	n := 2
	if flags&pdfPartWords != 0 {
		n = 4
	}
	switch {
	case flags&pdfPartScale != 0:
		n += 2
	case flags&pdfPartXYScale != 0:
		n += 4
	case flags&pdfPartTwoByTwo != 0:
		n += 8
	}
	return n
}
