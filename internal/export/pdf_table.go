package export

import (
	"math"

	"amparo/internal/paper"
)

// The air around the text of a cell, in points, and the height of a row to
// write in by hand, which holds lines 8 mm apart.
const (
	pdfPadX     = 5.5
	pdfPadY     = 5
	pdfBlankRow = 24 * pdfMM
	pdfBlankGap = 8 * pdfMM
)

// The rules of a table, from quiet to clear.
var (
	pdfBetween = pdfPen{width: 0.4, gray: 0.78}
	pdfUnder   = pdfPen{width: 0.5, gray: 0.6}
	pdfStrong  = pdfPen{width: 0.9, gray: 0.15}
	pdfWriting = pdfPen{width: 0.8, gray: 0.45, dotted: true}
)

// pdfTable draws one table over as many pages as it needs.
type pdfTable struct {
	l     *pdfLayout
	t     *paper.Table
	edges []pdfColumn
	head  []pdfText // nil if there is nothing to head
	tag   *pdfTag
}

// table lays out a table, once, whoever asks for it.
func (l *pdfLayout) table(t *paper.Table) *pdfTable {
	if l.last == nil || l.last.t != t {
		l.last = newPDFTable(l, t)
	}
	return l.last
}

func newPDFTable(l *pdfLayout, t *paper.Table) *pdfTable {
	pt := &pdfTable{l: l, t: t}
	pt.edges = pt.columns()
	for _, h := range t.Head {
		if h != "" {
			pt.head = pt.row(t.Head, pdfTop)
			break
		}
	}
	return pt
}

// row sets the cells of a row; a missing cell is empty.
func (t *pdfTable) row(cells []string, style pdfStyle) []pdfText {
	out := make([]pdfText, len(t.edges))
	for i, e := range t.edges {
		text := ""
		if i < len(cells) {
			text = cells[i]
		}
		out[i] = t.l.text.set(text, style, max(style.size, e.to-e.from-2*pdfPadX))
	}
	return out
}

// pdfRowHeight is the height of a row with the air around its text.
func pdfRowHeight(cells []pdfText) float64 {
	var h float64
	for _, c := range cells {
		h = max(h, c.height())
	}
	return h + 2*pdfPadY
}

// headHeight is what the header takes on each page. A header that would
// leave little room for rows stands on the first page only.
func (t *pdfTable) headHeight() float64 {
	if t.head == nil {
		return 0
	}
	return pdfRowHeight(t.head)
}

func (t *pdfTable) repeats() bool { return t.headHeight() <= (t.l.bottom-t.l.top)/3 }

// least is the height of the header and the first row.
func (t *pdfTable) least() float64 {
	first := 0.0
	switch {
	case len(t.t.Rows) > 0:
		first = pdfRowHeight(t.row(t.t.Rows[0], pdfCell))
	case t.t.Blank > 0:
		first = pdfBlankRow
	}
	return t.headHeight() + first
}

func (t *pdfTable) draw() {
	if len(t.edges) == 0 {
		return
	}
	t.l.room(min(t.least(), t.l.bottom-t.l.top))
	t.tag = t.l.tags.add("Table")
	if t.head != nil {
		shown := t.head
		t.head = t.tagged(shown, "TH")
		t.header()
		t.head = shown // when it is repeated it is decoration
	} else {
		t.across(pdfStrong)
	}
	for _, cells := range t.t.Rows {
		t.whole(t.tagged(t.row(cells, pdfCell), "TD"))
	}
	for range t.t.Blank {
		t.blank()
	}
}

// tagged makes the cells a row of the table's tree.
func (t *pdfTable) tagged(cells []pdfText, kind string) []pdfText {
	row := t.tag.add("TR")
	out := make([]pdfText, len(cells))
	for i, c := range cells {
		out[i] = c.tagged(row.add(kind))
	}
	return out
}

// header draws the shaded row on top of the table or of its next page.
func (t *pdfTable) header() {
	if !t.repeats() {
		t.split(t.head)
		return
	}
	h := t.headHeight()
	t.l.page().box(t.l.left, t.l.y, t.l.measure(), h, 0.92)
	t.piece(t.head, h)
	t.across(pdfStrong)
}

// turn goes to the next page and draws the header there.
func (t *pdfTable) turn() {
	t.l.turn()
	if t.head != nil && t.repeats() {
		t.header()
		return
	}
	t.across(pdfStrong)
}

// whole draws a row in one piece if a page can hold it.
func (t *pdfTable) whole(cells []pdfText) {
	h := pdfRowHeight(cells)
	switch left := t.l.bottom - t.l.y; {
	case h <= left:
		t.piece(cells, h)
		t.across(pdfUnder)
	case h <= t.capacity():
		t.turn()
		t.piece(cells, h)
		t.across(pdfUnder)
	default:
		t.split(cells)
	}
}

// capacity is the room for rows on a fresh page.
func (t *pdfTable) capacity() float64 {
	room := t.l.bottom - t.l.top
	if t.head != nil && t.repeats() {
		room -= t.headHeight()
	}
	return room
}

// split draws a row that is taller than a page, line by line.
func (t *pdfTable) split(cells []pdfText) {
	for {
		part, rest := pdfSplitRow(cells, t.l.bottom-t.l.y-2*pdfPadY)
		if part == nil {
			t.turn()
			continue
		}
		t.piece(part, pdfRowHeight(part))
		t.across(pdfUnder)
		if rest == nil {
			return
		}
		cells = rest
		t.turn()
	}
}

// pdfSplitRow takes the lines that fit into room points from each cell.
// part is nil if less than three lines fit, rest if nothing is left.
func pdfSplitRow(cells []pdfText, room float64) (part, rest []pdfText) {
	part, rest = make([]pdfText, len(cells)), make([]pdfText, len(cells))
	more := false
	for i, c := range cells {
		n := int(math.Floor((room + 0.01) / c.leading))
		if n < 3 {
			return nil, cells
		}
		n = min(n, len(c.lines))
		part[i], rest[i] = c, c
		part[i].lines, rest[i].lines = c.lines[:n], c.lines[n:]
		more = more || len(rest[i].lines) > 0
	}
	if !more {
		return part, nil
	}
	return part, rest
}

// piece draws cells at the present place and moves below them.
func (t *pdfTable) piece(cells []pdfText, height float64) {
	t.columnsBetween(height)
	for i, c := range cells {
		y := t.l.y + pdfPadY
		for _, line := range c.lines {
			t.l.place(line, c, t.edges[i].from+pdfPadX, t.edges[i].to-pdfPadX, y)
			y += c.leading
		}
	}
	t.l.y += height
}

// blank draws a row to write in by hand.
func (t *pdfTable) blank() {
	if t.l.y+pdfBlankRow > t.l.bottom+0.01 {
		t.turn()
	}
	for _, e := range t.edges {
		for y := pdfBlankGap; y < pdfBlankRow-1; y += pdfBlankGap {
			t.l.page().rule([2]float64{e.from + pdfPadX, t.l.y + y}, [2]float64{e.to - pdfPadX, t.l.y + y}, pdfWriting)
		}
	}
	t.columnsBetween(pdfBlankRow)
	t.l.y += pdfBlankRow
	t.across(pdfUnder)
}

// columnsBetween draws the upright rules of a piece.
func (t *pdfTable) columnsBetween(height float64) {
	for i := 1; i < len(t.edges); i++ {
		x := max(t.edges[i].from, t.edges[i-1].from)
		t.l.page().rule([2]float64{x, t.l.y}, [2]float64{x, t.l.y + height}, pdfBetween)
	}
}

// across draws a rule over the whole width.
func (t *pdfTable) across(pen pdfPen) {
	t.l.page().rule([2]float64{t.l.left, t.l.y}, [2]float64{t.l.right, t.l.y}, pen)
}
