package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"amparo/internal/paper"
)

const margin = 15 // mm on each side of a page

// Colours of tables: quiet, and clear in black and white.
const (
	headFill = "EFEBE4"
	ruleLine = "8C8479"
)

// blankRow is the height in mm of a row to write in by hand.
const blankRow = 26

// pageSize returns width and height of a document's page in mm.
func pageSize(d paper.Document) (width, height float64) {
	width, height = 210, 297
	if d.Size == paper.Letter {
		width, height = 215.9, 279.4
	}
	if d.Landscape {
		width, height = height, width
	}
	return width, height
}

// pointMM is a typographer's point in mm.
const pointMM = 25.4 / 72

// columnWidths shares the page between the columns of a table, in mm.
func columnWidths(d paper.Document, t *paper.Table) []float64 {
	page, _ := pageSize(d)
	n := columns(t)
	sum := 0
	relative := make([]int, n)
	for i := range relative {
		relative[i] = 1
		if len(t.Widths) == n && t.Widths[i] > 0 {
			relative[i] = t.Widths[i]
		}
		sum += relative[i]
	}
	widths := make([]float64, n)
	for i, r := range relative {
		widths[i] = (page - 2*margin) * float64(r) / float64(sum)
	}
	return widths
}

// columns returns how many columns the widest row of a table has, 1 at least.
func columns(t *paper.Table) int {
	n := max(1, len(t.Head))
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	return n
}

// rowHeight guesses the height in mm that a row's text takes, because not every
// program finds it by itself when it opens a file. Widths are in mm.
func rowHeight(row []string, widths []float64) float64 {
	most := 1
	for col := range row {
		lines, perLine := 0, max(1, int(widths[col]/2))
		for line := range strings.SplitSeq(cellOf(row, col), "\n") {
			lines += 1 + utf8.RuneCountInString(line)/perLine
		}
		most = max(most, lines)
	}
	return (float64(most)*13.5 + 3) * pointMM
}

// cellOf returns the text of a cell with one kind of line end, "" beyond the
// row's end.
func cellOf(row []string, col int) string {
	if col >= len(row) {
		return ""
	}
	return oneLineEnd(row[col])
}

// itoa is for the numbers in XML.
func itoa(n int) string { return strconv.Itoa(n) }

// decimal writes a length with at most two places.
func decimal(n float64) string {
	s := strconv.FormatFloat(n, 'f', 2, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// escapeXML makes text fit to stand in XML, between tags and in attributes.
// Signs that XML cannot hold become U+FFFD.
func escapeXML(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch r {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\n':
			b.WriteString("&#10;")
		case '\t':
			b.WriteString("&#9;")
		default:
			b.WriteRune(xmlRune(r))
		}
	}
	return b.String()
}

// xmlRune returns r, or U+FFFD where XML has no place for it.
func xmlRune(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
		return utf8.RuneError
	}
	return r
}

// pageWords cuts a footer such as "Page %s of %s" into what stands before the
// page, before the number of pages, and after it.
func pageWords(pageOf string) (before, between, after string, ok bool) {
	before, rest, found := strings.Cut(pageOf, "%s")
	between, after, two := strings.Cut(rest, "%s")
	return before, between, after, found && two
}
