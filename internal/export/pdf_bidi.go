package export

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
)

// pdfParagraph is text without line ends, ready to be shaped: what is drawn
// and, character by character, what it says.
type pdfParagraph struct {
	shown, said []rune
}

// pdfParagraphs splits text at its line ends and takes out what can't be
// drawn or would turn the order of what follows: control characters and
// explicit directional overrides. Empty text is one empty paragraph.
func pdfParagraphs(text string) []pdfParagraph {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
		"\u0085", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(text)
	var out []pdfParagraph
	for line := range strings.SplitSeq(text, "\n") {
		var p pdfParagraph
		for _, r := range line {
			if unicode.IsControl(r) || pdfIsOverride(r) {
				continue
			}
			p.said = append(p.said, r)
			p.shown = append(p.shown, pdfLookalike(r))
		}
		out = append(out, p)
	}
	return out
}

// pdfSaid is the text of paragraphs in reading order.
func pdfSaid(paragraphs []pdfParagraph) string {
	lines := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		lines[i] = string(p.said)
	}
	return strings.Join(lines, "\n")
}

func pdfIsOverride(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}

// pdfLookalike gives a few signs that people like to type, and that our
// fonts lack, a drawing that means the same. The text stays what it was.
func pdfLookalike(r rune) rune {
	switch r {
	case '✓', '✔', '☑':
		return '√'
	case '●', '○', '■', '▪':
		return '•'
	case '→', '➔', '⇒':
		return '›'
	case '←', '⇐':
		return '‹'
	case '★', '☆':
		return '*'
	}
	return r
}

// pdfIsRTL tells letters that are written from right to left.
func pdfIsRTL(r rune) bool {
	switch {
	case r == 0x200f || r == 0x061c: // marks that count as such letters
		return true
	case r >= 0x0590 && r <= 0x08ff, r >= 0xfb1d && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc,
		r >= 0x10800 && r <= 0x10fff, r >= 0x1e800 && r <= 0x1efff:
		return unicode.IsLetter(r)
	}
	return false
}

// pdfIsLTR tells letters that are written from left to right.
func pdfIsLTR(r rune) bool {
	return r == 0x200e || unicode.IsLetter(r) && !pdfIsRTL(r)
}

func (p pdfParagraph) hasRTL() bool { return slices.ContainsFunc(p.said, pdfIsRTL) }

// pdfDirection is the direction of the first letter, as in a browser's
// automatic direction; text without letters has the document's.
func pdfDirection(paragraphs []pdfParagraph, document bool) bool {
	for _, p := range paragraphs {
		for _, r := range p.said {
			if pdfIsRTL(r) {
				return true
			}
			if pdfIsLTR(r) {
				return false
			}
		}
	}
	return document
}

// pdfSpan is a stretch of characters on one level of the bidirectional
// order: odd levels read from right to left.
type pdfSpan struct{ start, end, level int }

// pdfSpans finds the levels of a paragraph. The algorithm's own runs join
// the levels 0 and 2, which must stand apart to be ordered right.
func pdfSpans(p *bidi.Paragraph, text []rune, rtl bool) []pdfSpan {
	if len(text) == 0 {
		return nil
	}
	base := bidi.LeftToRight
	if rtl {
		base = bidi.RightToLeft
	}
	text = pdfOrderView(text)
	runs := p.Segment(text, base)
	var spans []pdfSpan
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		span := pdfSpan{run.Start, run.End, int(run.Level)}
		if rtl || span.level%2 == 1 {
			spans = append(spans, span)
			continue
		}
		spans = append(spans, pdfSplitNumbers(text, span)...)
	}
	return spans
}

// pdfSplitNumbers takes numbers that belong to right-to-left text out of
// the left-to-right run which they begin or end.
func pdfSplitNumbers(text []rune, span pdfSpan) []pdfSpan {
	inside := text[span.start:span.end]
	first := slices.IndexFunc(inside, pdfIsLTR)
	if first < 0 {
		return []pdfSpan{span}
	}
	var spans []pdfSpan
	from, to := span.start, span.end
	if span.level == 2 {
		from += 1 + pdfLastIndex(inside[:first], unicode.IsDigit)
		spans = append(spans, pdfSpan{span.start, from, 2})
	}
	last := pdfLastIndex(inside, pdfIsLTR)
	if n := slices.IndexFunc(inside[last:], pdfIsArabicDigit); n >= 0 {
		to = span.start + last + n
	}
	spans = append(spans, pdfSpan{from, to, 0})
	if to < span.end {
		spans = append(spans, pdfSpan{to, span.end, 2})
	}
	return slices.DeleteFunc(spans, func(s pdfSpan) bool { return s.start >= s.end })
}

func pdfIsArabicDigit(r rune) bool { return r >= 0x0660 && r <= 0x0669 }

func pdfLastIndex(text []rune, is func(rune) bool) int {
	for i := len(text) - 1; i >= 0; i-- {
		if is(text[i]) {
			return i
		}
	}
	return -1
}

// pdfVisual orders the clusters of one line from left to right: from the
// highest level down to the lowest odd one, each stretch on that level or
// above is turned round.
func pdfVisual(clusters []pdfCluster) []pdfCluster {
	out := slices.Clone(clusters)
	highest := 0
	for _, c := range out {
		highest = max(highest, c.level)
	}
	for level := highest; level > 0; level-- {
		for from := 0; from < len(out); from++ {
			to := from
			for to < len(out) && out[to].level >= level {
				to++
			}
			slices.Reverse(out[from:to])
			from = max(from, to-1)
		}
	}
	return out
}
