package export

import (
	"bytes"
	"fmt"
	"math"
)

// pdfMM is one millimetre in points.
const pdfMM = 72 / 25.4

// pdfPage is the content of one page. Callers count from its top left
// corner downwards, in points.
type pdfPage struct {
	height float64
	ops    bytes.Buffer
	tags   []*pdfTag // index is the number of a marked piece
}

// box fills a rectangle with a shade of grey.
func (p *pdfPage) box(x, y, w, h, gray float64) {
	fmt.Fprintf(&p.ops, "/Artifact BMC %s g %s %s %s %s re f EMC\n", pdfNum(gray), pdfNum(x), pdfNum(p.height-y-h), pdfNum(w), pdfNum(h))
}

// pdfPen is how a rule is drawn.
type pdfPen struct {
	width, gray float64
	dotted      bool
}

// rule draws a straight line between two points.
func (p *pdfPage) rule(from, to [2]float64, pen pdfPen) {
	dash := "[] 0 d 0 J"
	if pen.dotted {
		dash = "[0 3] 0 d 1 J"
	}
	fmt.Fprintf(&p.ops, "/Artifact BMC %s G %s w %s %s %s m %s %s l S EMC\n", pdfNum(pen.gray), pdfNum(pen.width), dash,
		pdfNum(from[0]), pdfNum(p.height-from[1]), pdfNum(to[0]), pdfNum(p.height-to[1]))
}

// line draws shaped text whose left end stands at x and its baseline at y.
func (p *pdfPage) line(l pdfLine, x, y float64, style pdfStyle) {
	if len(l.glyphs) == 0 {
		return
	}
	w := pdfLineWriter{out: &p.ops, size: style.size}
	fmt.Fprintf(&p.ops, "BT %s g %s %s Td\n", pdfNum(style.gray), pdfNum(x), pdfNum(p.height-y))
	for _, g := range l.glyphs {
		w.glyph(g)
	}
	w.end()
}

// pdfLineWriter writes glyphs with as few operators as their places allow.
type pdfLineWriter struct {
	out  *bytes.Buffer
	size float64
	font *pdfFont
	rise float64
	pen  float64 // where a reader stands, in thousandths of the size
	open bool    // inside an array of glyphs
}

func (w *pdfLineWriter) glyph(g pdfGlyph) {
	if g.font != w.font {
		w.close()
		fmt.Fprintf(w.out, "/%s %s Tf\n", g.font.name, pdfNum(w.size))
		w.font = g.font
	}
	if math.Abs(g.rise-w.rise) >= 1 {
		w.close()
		fmt.Fprintf(w.out, "%s Ts\n", pdfNum(g.rise*w.size/1000))
		w.rise = g.rise
	}
	if !w.open {
		w.out.WriteString("[")
		w.open = true
	}
	if shift := math.Round(w.pen - g.x); shift != 0 {
		fmt.Fprintf(w.out, "%s", pdfNum(shift))
		w.pen -= shift
	}
	fmt.Fprintf(w.out, "<%04X>", g.number)
	w.pen += float64(g.font.width(g.number))
}

// close ends the array of glyphs.
func (w *pdfLineWriter) close() {
	if w.open {
		w.out.WriteString("] TJ\n")
		w.open = false
	}
}

// end closes the line. A rise would outlive it, so it goes back to zero.
func (w *pdfLineWriter) end() {
	w.close()
	if w.rise != 0 {
		w.out.WriteString("0 Ts\n")
	}
	w.out.WriteString("ET\n")
}
