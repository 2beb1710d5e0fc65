package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-text/typesetting/language"

	"amparo/internal/paper"
)

// PDF writes a document as a PDF 1.7 file, ready to print in black and
// white: text of 9 points at least, tables whose header stands on each page
// and whose rows stay whole, a foot with the page's number. Right-to-left
// documents are mirrored; text is shaped, embedded with its fonts and can be
// searched and copied. The bytes depend on the document alone: they hold no
// date, author or program. It returns an error only if w does.
func PDF(w io.Writer, d paper.Document) error {
	l := newPDFLayout(d)
	l.opening()
	for i, b := range d.Blocks {
		l.block(i, b)
	}
	l.feet()
	return l.write(w)
}

// The styles of a page. Nothing is smaller than 9 points.
var (
	pdfTitle = pdfStyle{size: 21, bold: true}
	pdfLead  = pdfStyle{size: 10.5, gray: 0.3}
	pdfHead2 = pdfStyle{size: 13.5, bold: true}
	pdfHead3 = pdfStyle{size: 11, bold: true}
	pdfBody  = pdfStyle{size: 10.5}
	pdfCell  = pdfStyle{size: 9.5, hang: 8}
	pdfTop   = pdfStyle{size: 9.5, bold: true}
	pdfFoot  = pdfStyle{size: 9, gray: 0.35}
)

// pdfLarge is the size of everything but titles and feet in large print.
const pdfLarge = 13

// pdfLayout places blocks on pages, from top to bottom.
type pdfLayout struct {
	doc           paper.Document
	text          *pdfSetter
	pages         []*pdfPage
	width, height float64 // of the paper
	left, right   float64 // the edges of what is written
	top, bottom   float64
	y             float64 // where the next block starts on the last page
	tags          *pdfTag
	last          *pdfTable // the table that was laid out last
}

func newPDFLayout(d paper.Document) *pdfLayout {
	l := &pdfLayout{doc: d, width: 210 * pdfMM, height: 297 * pdfMM, tags: &pdfTag{kind: "Document"}}
	if d.Size == paper.Letter {
		l.width, l.height = 612, 792
	}
	if d.Landscape {
		l.width, l.height = l.height, l.width
	}
	l.left, l.right = 15*pdfMM, l.width-15*pdfMM
	l.top, l.bottom = 15*pdfMM, l.height-20*pdfMM
	l.text = &pdfSetter{lang: language.NewLanguage(d.Lang), rtl: d.RTL, large: d.Large}
	l.turn()
	return l
}

// turn starts a new page.
func (l *pdfLayout) turn() {
	l.pages = append(l.pages, &pdfPage{height: l.height})
	l.y = l.top
}

// page is the page that is being filled.
func (l *pdfLayout) page() *pdfPage { return l.pages[len(l.pages)-1] }

// room turns the page if less than height points are left on it.
func (l *pdfLayout) room(height float64) {
	if l.y+height > l.bottom+0.01 && l.y > l.top {
		l.turn()
	}
}

// measure is the width between the margins.
func (l *pdfLayout) measure() float64 { return l.right - l.left }

// opening writes the title and the line under it.
func (l *pdfLayout) opening() {
	if l.doc.Title != "" {
		l.y -= 3 // the air above capitals belongs to the margin
		l.flow(l.text.set(l.doc.Title, pdfTitle, l.measure()).tagged(l.tags.add("H1")), 0)
	}
	if l.doc.Lead != "" {
		l.y += 3
		l.flow(l.text.set(l.doc.Lead, pdfLead, l.measure()).tagged(l.tags.add("P")), 0)
	}
	if l.doc.Title != "" || l.doc.Lead != "" {
		l.y += 8
		l.page().rule([2]float64{l.left, l.y}, [2]float64{l.right, l.y}, pdfPen{width: 1.2})
		l.y += 12
	}
}

func (l *pdfLayout) block(i int, b paper.Block) {
	if b.Break && i > 0 && l.y > l.top {
		l.turn()
	}
	switch {
	case b.Heading != "":
		l.heading(i, b)
	case b.Text != "":
		l.flow(l.text.set(b.Text, pdfBody, l.measure()).tagged(l.tags.add("P")), 0)
		l.y += 9
	case len(b.Items) > 0:
		l.items(b.Items)
	case b.Table != nil:
		l.table(b.Table).draw()
		l.y += 14
	case b.Lines > 0:
		l.lines(b.Lines)
	case b.Cut:
		l.y += 3
		l.page().rule([2]float64{l.left, l.y}, [2]float64{l.right, l.y}, pdfPen{width: 1.2, dotted: true})
		l.y += 3
	}
}

// flow writes lines one under the other, indented at the reading side.
func (l *pdfLayout) flow(t pdfText, indent float64) {
	from, to := l.left, l.right-indent
	if !l.doc.RTL {
		from, to = l.left+indent, l.right
	}
	for _, line := range t.lines {
		l.room(t.leading)
		l.place(line, t, from, to, l.y)
		l.y += t.leading
	}
}

// place draws one line between two edges, with its top at y. A line stands
// at the document's reading side; a paragraph of several lines in the other
// direction stands at its own.
func (l *pdfLayout) place(line pdfLine, t pdfText, from, to, y float64) {
	x := from + line.indent
	if line.rtl && line.wraps || l.doc.RTL && (line.rtl || !line.wraps) {
		x = to - line.width - line.indent
	}
	l.mark(t.tag)
	l.page().line(line, x, y+t.leading/2+t.style.size*0.34, t.style)
	l.page().unmark()
}

// heading stays on the page of what it heads.
func (l *pdfLayout) heading(i int, b paper.Block) {
	style, kind, above, below := pdfHead2, "H2", 10.0, 4.0
	if b.Level > 2 {
		style, kind, above, below = pdfHead3, "H3", 6.0, 2.0
	}
	t := l.text.set(b.Heading, style, l.measure()).tagged(l.tags.add(kind))
	if l.y > l.top && !b.Break {
		l.y += above
	}
	if i+1 < len(l.doc.Blocks) {
		l.room(t.height() + below + l.least(l.doc.Blocks[i+1]))
	}
	l.flow(t, 0)
	l.y += below
}

// least is the height that a block needs to begin on a page.
func (l *pdfLayout) least(b paper.Block) float64 {
	switch {
	case b.Heading != "":
		return 50
	case b.Table != nil:
		return min(l.table(b.Table).least(), (l.bottom-l.top)/2)
	case b.Lines > 0:
		return float64(min(b.Lines, 3)) * pdfLineGap
	}
	return 3 * pdfBody.size * 1.5
}

// items writes a bulleted list; its bullets stand at the reading side.
func (l *pdfLayout) items(items []string) {
	const indent = 14
	list := l.tags.add("L")
	for _, item := range items {
		entry := list.add("LI")
		bullet := l.text.set("•", pdfBody, indent).tagged(entry.add("Lbl"))
		t := l.text.set(item, pdfBody, l.measure()-indent).tagged(entry.add("LBody"))
		for i := range t.lines {
			t.lines[i].rtl, t.lines[i].wraps = l.doc.RTL, true
		}
		l.room(min(t.height(), 2*t.leading))
		bullet.leading = t.leading
		l.place(bullet.lines[0], bullet, l.left+3, l.right-3, l.y)
		l.flow(t, indent)
		l.y += 3
	}
	l.y += 5
}

// pdfLineGap is the distance between lines to write on by hand.
const pdfLineGap = 9 * pdfMM

func (l *pdfLayout) lines(n int) {
	for range n {
		l.room(pdfLineGap)
		l.y += pdfLineGap
		l.page().rule([2]float64{l.left, l.y}, [2]float64{l.right, l.y}, pdfPen{width: 0.6, gray: 0.5})
	}
	l.y += 10
}

// feet writes the foot of each page, once their number is known.
func (l *pdfLayout) feet() {
	pattern := l.doc.PageOf
	if strings.Count(pattern, "%s") != 2 {
		pattern = "%s / %s"
	}
	note := l.text.set(l.doc.Foot, pdfFoot, l.measure()*2/3-10)
	for i, page := range l.pages {
		number := l.text.set(pdfPageOf(pattern, i+1, len(l.pages)), pdfFoot, l.measure()/3)
		page.ops.WriteString("/Artifact BMC\n")
		l.foot(page, note, !l.doc.RTL)
		l.foot(page, number, l.doc.RTL)
		page.unmark()
	}
}

// foot writes at the left or the right end of a page's foot, which has room
// for two lines.
func (l *pdfLayout) foot(page *pdfPage, t pdfText, left bool) {
	y := l.height - 13*pdfMM
	for _, line := range t.lines[:min(2, len(t.lines))] {
		x := l.left
		if !left {
			x = l.right - line.width
		}
		page.line(line, x, y, t.style)
		y += t.leading
	}
}

func pdfPageOf(pattern string, page, pages int) string {
	text := strings.Replace(pattern, "%s", fmt.Sprint(page), 1)
	return strings.Replace(text, "%s", fmt.Sprint(pages), 1)
}

// write puts pages and fonts together.
func (l *pdfLayout) write(w io.Writer) error {
	var file pdfFile
	catalog, tree, resources := file.reserve(), file.reserve(), file.reserve()
	var kids []pdfRef
	for i, p := range l.pages {
		content := file.addStream(p.ops.Bytes(), "")
		kids = append(kids, file.add(fmt.Sprintf("<< /Type /Page /Parent %s /MediaBox [0 0 %s %s]"+
			" /Resources %s /Contents %s /StructParents %d >>", tree, pdfNum(l.width), pdfNum(l.height), resources, content, i)))
	}
	var fonts strings.Builder
	for _, f := range l.text.fonts.used() {
		fmt.Fprintf(&fonts, " /%s %s", f.name, f.embed(&file))
	}
	file.set(resources, "<< /Font <<"+fonts.String()+" >> >>")
	file.set(tree, fmt.Sprintf("<< /Type /Pages /Kids %s /Count %d >>", pdfRefs(kids), len(kids)))
	reading := ""
	if l.doc.RTL {
		reading = " /ViewerPreferences << /Direction /R2L >>"
	}
	file.set(catalog, fmt.Sprintf("<< /Type /Catalog /Pages %s /MarkInfo << /Marked true >> /StructTreeRoot %s%s%s >>",
		tree, l.writeTags(&file, kids), pdfLang(l.doc.Lang), reading))
	return file.write(w, catalog)
}

// pdfLang names the document's language, if it is a plain tag.
func pdfLang(tag string) string {
	for _, r := range tag {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			return ""
		}
	}
	if tag == "" {
		return ""
	}
	return " /Lang (" + tag + ")"
}
