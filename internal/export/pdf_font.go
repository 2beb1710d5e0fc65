package export

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	arabicbold "eliasnaur.com/font/noto/sans/arabic/bold"
	arabicregular "eliasnaur.com/font/noto/sans/arabic/regular"
	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// pdfGlyphLimit keeps glyph numbers, with the parts of composed glyphs
// that are added at the end, inside the two bytes that the font format has.
const pdfGlyphLimit = 60000

// pdfFont is one typeface of one document, and the glyphs used of it.
//
// Each pair of a glyph and the text it stands for gets a number of its own.
// One drawing may so stand for two texts (a box for any character that the
// font lacks, say), and every reader finds the right text through the
// plain character map, whichever features of the format it knows.
type pdfFont struct {
	name   string // the resource's name in a page, such as "F1"
	base   string // the font's name with the mark of a subset
	face   *font.Face
	outer  pdfOutlines
	used   []pdfUse // index is the number of the glyph in the subset
	number map[pdfUse]uint16
}

// pdfUse is a glyph of the whole font and the text that it shows.
type pdfUse struct {
	gid    uint16
	text   string
	unseen bool // has neither drawing nor width
}

// pdfFonts holds the typefaces of one document, which share no caches with
// those of another. A face is read when its first letter is met.
type pdfFonts struct{ faces [4]*pdfFont }

// The faces: the Arabic ones and the bold ones are added to the first.
const (
	pdfLatin    = 0
	pdfIsBold   = 1
	pdfIsArabic = 2
)

// get returns a face. The fonts are part of the program, so one that can't
// be read is a mistake in the program.
func (f *pdfFonts) get(n int) *pdfFont {
	if f.faces[n] != nil {
		return f.faces[n]
	}
	name, data := pdfFontData(n)
	face, err := newPDFFont(data)
	if err != nil {
		panic("export: reading the font " + name + ": " + err.Error())
	}
	face.name, face.base = fmt.Sprintf("F%d", n+1), "AMPARO+"+name
	f.faces[n] = face
	return face
}

// pdfFontData is the name and the file of a face.
func pdfFontData(n int) (string, []byte) {
	switch n {
	case pdfLatin:
		return "Roboto-Regular", robotoregular.TTF
	case pdfLatin + pdfIsBold:
		return "Roboto-Bold", robotobold.TTF
	case pdfIsArabic:
		return "NotoSansArabic-Regular", arabicregular.TTF
	default:
		return "NotoSansArabic-Bold", arabicbold.TTF
	}
}

// used lists the faces that have glyphs in the document, in a fixed order.
func (f *pdfFonts) used() []*pdfFont {
	var out []*pdfFont
	for _, face := range f.faces {
		if face != nil && len(face.used) > 1 {
			out = append(out, face)
		}
	}
	return out
}

func newPDFFont(data []byte) (*pdfFont, error) {
	loader, err := opentype.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	parsed, err := font.NewFont(loader)
	if err != nil {
		return nil, err
	}
	f := &pdfFont{face: font.NewFace(parsed), number: make(map[pdfUse]uint16)}
	if f.outer, err = readPDFOutlines(loader); err != nil {
		return nil, err
	}
	f.use(0, "") // number 0 is the box for what is missing
	return f, nil
}

// use gives the number of the glyph in the subset for the text it stands
// for. An absurd document that runs out of numbers gets the empty box.
func (f *pdfFont) use(gid uint16, text string) uint16 {
	return f.numberOf(pdfUse{gid: gid, text: text})
}

// unseen gives the number of a glyph that only carries text.
func (f *pdfFont) unseen(text string) uint16 {
	return f.numberOf(pdfUse{text: text, unseen: true})
}

func (f *pdfFont) numberOf(key pdfUse) uint16 {
	if n, ok := f.number[key]; ok {
		return n
	}
	if len(f.used) >= pdfGlyphLimit {
		return 0
	}
	n := uint16(len(f.used))
	f.number[key] = n
	f.used = append(f.used, key)
	return n
}

// width is the advance of a numbered glyph in thousandths of the size.
func (f *pdfFont) width(number uint16) int {
	if u := f.used[number]; !u.unseen {
		return f.outer.width(u.gid)
	}
	return 0
}

// embed writes the font's objects and returns the one that pages name.
func (f *pdfFont) embed(file *pdfFile) pdfRef {
	program := f.outer.subset(f.used)
	data := file.addStream(program, fmt.Sprintf(" /Length1 %d", len(program)))
	o := f.outer
	descriptor := file.add(fmt.Sprintf("<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d]"+
		" /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %s >>",
		f.base, o.box[0], o.box[1], o.box[2], o.box[3], o.box[3], o.box[1], o.box[3], data))
	cid := file.add(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s"+
		" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"+
		" /FontDescriptor %s /CIDToGIDMap /Identity /DW 0 /W [0 [%s]] >>", f.base, descriptor, f.widths()))
	toUnicode := file.addStream(f.characterMap(), "")
	return file.add(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H"+
		" /DescendantFonts [%s] /ToUnicode %s >>", f.base, cid, toUnicode))
}

func (f *pdfFont) widths() string {
	var b strings.Builder
	for n := range f.used {
		if n > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d", f.width(uint16(n)))
	}
	return b.String()
}

// characterMap tells a reader which text each number stands for. Numbers
// that only carry a part of a cluster (a mark's drawing) are left out: the
// cluster's first glyph has the whole text.
func (f *pdfFont) characterMap() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	var lines []string
	for n, u := range f.used {
		if u.text != "" {
			lines = append(lines, fmt.Sprintf("<%04X> <%s>\n", n, pdfHex(u.text)))
		}
	}
	for chunk := range slices.Chunk(lines, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(chunk), strings.Join(chunk, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// pdfUint16 reads a big-endian number of a font table; a table that is too
// short reads as zeros.
func pdfUint16(table []byte, at int) uint16 {
	if at < 0 || at+2 > len(table) {
		return 0
	}
	return binary.BigEndian.Uint16(table[at:])
}
