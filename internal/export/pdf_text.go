package export

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
)

// pdfStyle is how a piece of text looks. Sizes are in points.
type pdfStyle struct {
	size float64
	bold bool
	gray float64 // 0 is black, 1 is white
	hang float64 // indent of a line's continuation where there are several
}

// pdfGlyph is one drawing on a line; x and rise are thousandths of the size.
type pdfGlyph struct {
	font   *pdfFont
	number uint16
	x      float64
	rise   float64
}

// pdfLine is one line of shaped text, its glyphs from left to right.
type pdfLine struct {
	glyphs []pdfGlyph
	width  float64 // in points
	rtl    bool    // whether its paragraph reads from the right
	wraps  bool    // whether its paragraph takes more than one line
	indent float64 // at the side where the line begins, in points
}

// pdfText is text that was broken into lines of one style.
type pdfText struct {
	style   pdfStyle
	lines   []pdfLine
	leading float64 // from one line to the next, in points
	said    string  // the text in reading order
	hasRTL  bool    // whether any of it reads from the right
	tag     *pdfTag // what it is to a screen reader; nil is decoration
}

// height is what the lines take from top to bottom, in points.
func (t pdfText) height() float64 { return float64(len(t.lines)) * t.leading }

// pdfSetter shapes text and breaks it into lines. One document has one.
type pdfSetter struct {
	fonts  pdfFonts
	lang   language.Language
	rtl    bool // the document's direction, for text that has none
	large  bool // larger letters
	shaper shaping.HarfbuzzShaper
	runs   shaping.Segmenter
	breaks segmenter.Segmenter
	bidi   bidi.Paragraph
}

// set breaks text into lines no wider than width points. A word that is
// wider is broken where it must be; a line holds one cluster at least.
func (s *pdfSetter) set(text string, style pdfStyle, width float64) pdfText {
	paragraphs := pdfParagraphs(text)
	style, leading := s.fit(style, paragraphs)
	out := pdfText{
		style: style, leading: leading, said: pdfSaid(paragraphs),
		hasRTL: slices.ContainsFunc(paragraphs, pdfParagraph.hasRTL),
	}
	if len(paragraphs) == 1 {
		style.hang = 0
	}
	rtl := pdfDirection(paragraphs, s.rtl)
	for _, p := range paragraphs {
		clusters := s.clusters(p, style, rtl)
		out.lines = append(out.lines, s.wrap(p, clusters, style, width)...)
	}
	for i := range out.lines {
		out.lines[i].rtl = rtl
		out.lines[i].width *= style.size / 1000
	}
	return out
}

// longest is the width of the widest word of a text, in points.
func (s *pdfSetter) longest(text string, style pdfStyle) float64 {
	paragraphs := pdfParagraphs(text)
	style, _ = s.fit(style, paragraphs)
	rtl := pdfDirection(paragraphs, s.rtl)
	var widest, word float64
	for _, p := range paragraphs {
		allowed := s.breakPoints(p.shown)
		word = 0
		for _, c := range s.clusters(p, style, rtl) {
			if allowed[c.start] {
				word = 0
			}
			if !p.blank(c) {
				word += c.advance
			}
			widest = max(widest, word)
		}
	}
	return widest * style.size / 1000
}

// fit makes Arabic text larger, whose letters are small for their size, and
// chooses the leading. Right-to-left documents have one rhythm throughout.
func (s *pdfSetter) fit(style pdfStyle, paragraphs []pdfParagraph) (_ pdfStyle, leading float64) {
	if s.large && style.size > pdfFoot.size && style.size < pdfHead2.size {
		style.size = pdfLarge
	}
	if !s.rtl && !slices.ContainsFunc(paragraphs, pdfParagraph.hasRTL) {
		return style, style.size * 1.38
	}
	style.size *= 1.08
	return style, style.size * 1.6
}

// pdfCluster is the smallest piece that can be moved to another line: the
// glyphs of some characters that belong together.
type pdfCluster struct {
	start, end int // characters of the paragraph
	font       *pdfFont
	glyphs     []shaping.Glyph
	advance    float64 // thousandths of the size
	level      int     // of the bidirectional order
	run        int
}

// clusters shapes one paragraph; the result is in reading order.
func (s *pdfSetter) clusters(p pdfParagraph, style pdfStyle, rtl bool) []pdfCluster {
	var out []pdfCluster
	faces := &pdfFaces{fonts: &s.fonts, weight: pdfLatin}
	if style.bold {
		faces.weight = pdfIsBold
	}
	run := 0
	for _, span := range pdfSpans(&s.bidi, p.shown, rtl) {
		in := shaping.Input{
			Text: p.shown, RunStart: span.start, RunEnd: span.end,
			Direction: di.DirectionLTR, Language: s.lang, Size: 1000 << 6,
		}
		if span.level%2 == 1 {
			in.Direction = di.DirectionRTL
		}
		for _, piece := range s.runs.Split(in, faces) {
			if piece.Face == nil {
				piece.Face = s.fonts.get(faces.weight).face
			}
			shaped := s.shaper.ShapeNoExtents(piece)
			out = append(out, pdfRunClusters(shaped, faces.font(piece.Face), span.level, run)...)
			run++
		}
	}
	return out
}

// pdfRunClusters groups the glyphs of one run, which come from left to
// right, and puts the groups into reading order.
func pdfRunClusters(shaped shaping.Output, f *pdfFont, level, run int) []pdfCluster {
	var out []pdfCluster
	for _, g := range shaped.Glyphs {
		if n := len(out); n == 0 || out[n-1].start != g.TextIndex() {
			out = append(out, pdfCluster{
				start: g.TextIndex(), end: g.TextIndex() + g.RunesCount(),
				font: f, level: level, run: run,
			})
		}
		c := &out[len(out)-1]
		c.glyphs = append(c.glyphs, g)
		c.advance += float64(g.Advance) / 64
	}
	if level%2 == 1 {
		slices.Reverse(out)
	}
	return out
}

// wrap breaks a paragraph into lines no wider than width points. An empty
// paragraph is one empty line.
func (s *pdfSetter) wrap(p pdfParagraph, clusters []pdfCluster, style pdfStyle, width float64) []pdfLine {
	allowed := s.breakPoints(p.shown)
	var lines []pdfLine
	for len(lines) == 0 || len(clusters) > 0 {
		indent := 0.0
		if len(lines) > 0 {
			indent = style.hang
		}
		n := pdfFit(p, clusters, allowed, 1000*(width-indent)/style.size)
		line := pdfSetLine(p, clusters[:n])
		line.indent = indent
		lines = append(lines, line)
		clusters = clusters[n:]
	}
	for i := range lines {
		lines[i].wraps = len(lines) > 1
	}
	return lines
}

// pdfFit says how many clusters stand on the next line.
func pdfFit(p pdfParagraph, clusters []pdfCluster, allowed map[int]bool, limit float64) int {
	var width float64
	last := 0 // clusters up to the last place where a break is allowed
	for i, c := range clusters {
		if i > 0 && allowed[c.start] {
			last = i
		}
		width += c.advance
		if width <= limit || p.blank(c) {
			continue
		}
		if last > 0 {
			return last
		}
		return max(1, i)
	}
	return len(clusters)
}

// breakPoints are the characters before which a line may end.
func (s *pdfSetter) breakPoints(text []rune) map[int]bool {
	s.breaks.Init(text)
	points := make(map[int]bool)
	for it := s.breaks.LineIterator(); it.Next(); {
		points[it.Line().Offset] = true
	}
	return points
}

// pdfSetLine puts the clusters of one line into the order in which they are
// seen. Blanks at its end are not drawn.
func pdfSetLine(p pdfParagraph, clusters []pdfCluster) pdfLine {
	for len(clusters) > 0 && p.blank(clusters[len(clusters)-1]) {
		clusters = clusters[:len(clusters)-1]
	}
	var line pdfLine
	for _, c := range pdfVisual(clusters) {
		line.glyphs = append(line.glyphs, pdfPlaceCluster(c, p.said[c.start:c.end], line.width)...)
		line.width += c.advance
	}
	return line
}

// pdfPlaceCluster draws a cluster that starts at x. Its text hangs on its
// first glyph that takes room. Readers turn right-to-left text round glyph
// by glyph, so there each further character of a cluster (the alef of a
// ligature, a vowel sign) hangs on an unseen glyph of its own, in the order
// in which it would be seen.
func pdfPlaceCluster(c pdfCluster, said []rune, x float64) []pdfGlyph {
	var out []pdfGlyph
	text := string(said)
	if c.level%2 == 1 {
		text = string(said[:1])
		for _, r := range slices.Backward(said[1:]) {
			out = append(out, pdfGlyph{font: c.font, number: c.font.unseen(string(r)), x: x})
		}
	}
	carrier := max(0, slices.IndexFunc(c.glyphs, func(g shaping.Glyph) bool { return g.Advance > 0 }))
	for i, g := range c.glyphs {
		carried := ""
		if i == carrier {
			carried = text
		}
		at := pdfGlyph{font: c.font, x: x + float64(g.XOffset)/64, rise: float64(g.YOffset) / 64}
		if g.GlyphID > 0xffff { // the shaper's sign for nothing to draw
			at.number = c.font.unseen(carried)
		} else {
			at.number = c.font.use(uint16(g.GlyphID), carried)
		}
		out = append(out, at)
		x += float64(g.Advance) / 64
	}
	return out
}

// pdfFaces chooses a typeface for each character.
type pdfFaces struct {
	fonts  *pdfFonts
	weight int // pdfLatin or pdfIsBold
	script language.Script
}

// SetScript is told the script of the characters that are asked for next.
func (f *pdfFaces) SetScript(s language.Script) { f.script = s }

// ResolveFace prefers the Arabic font inside Arabic text, so that its marks
// and stops match, and the Latin one elsewhere.
func (f *pdfFaces) ResolveFace(r rune) *font.Face {
	first, second := f.weight, f.weight+pdfIsArabic
	if f.script == language.Arabic {
		first, second = second, first
	}
	for _, n := range []int{first, second} {
		face := f.fonts.get(n).face
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return f.fonts.get(f.weight).face
}

// font finds the typeface that a shaped run was set in.
func (f *pdfFaces) font(face *font.Face) *pdfFont {
	latin := f.fonts.get(f.weight)
	if face == latin.face {
		return latin
	}
	return f.fonts.get(f.weight + pdfIsArabic)
}

// blank tells whether a cluster holds nothing but space.
func (p pdfParagraph) blank(c pdfCluster) bool {
	for _, r := range p.shown[c.start:c.end] {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
