package export_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// pdfDoc is what a small reader of our own finds in a PDF. It follows the
// page tree, opens the streams and turns glyph numbers into text by the
// fonts' character maps, as any other reader does.
type pdfDoc struct {
	raw     []byte
	objects map[int][]byte // number -> everything between obj and endobj
	pages   []pdfSheet
}

// pdfSheet is one page. Lengths are in points from the top left corner.
type pdfSheet struct {
	width, height float64
	lines         []pdfPrinted
	rules         []pdfRule
	boxes         int
	colour        bool // whether anything but grey was asked for
}

// pdfPrinted is one line of text as it stands on the paper.
type pdfPrinted struct {
	x, y, width, size float64
	letters           []pdfLetter // from left to right
}

type pdfLetter struct {
	x, width float64
	font     string
	number   int
	text     string
}

type pdfRule struct{ x1, y1, x2, y2 float64 }

var (
	refRE = regexp.MustCompile(`(\d+) 0 R`)
	bfRE  = regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]*)>$`)
)

// readPDF reads a file and fails the test where it is not well formed.
func readPDF(t testing.TB, raw []byte) *pdfDoc {
	t.Helper()
	d := &pdfDoc{raw: raw, objects: make(map[int][]byte)}
	if !bytes.HasPrefix(raw, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(raw, []byte("%%EOF\n")) {
		t.Fatal("the file does not begin and end as a PDF does")
	}
	d.readObjects(t)
	root := d.object(t, refAfter(t, raw[bytes.LastIndex(raw, []byte("trailer")):], "/Root"))
	tree := d.object(t, refAfter(t, root, "/Pages"))
	kids := tree[bytes.Index(tree, []byte("/Kids")):]
	kids = kids[:bytes.IndexByte(kids, ']')]
	for _, m := range refRE.FindAllSubmatch(kids, -1) {
		d.pages = append(d.pages, d.readPage(t, atoi(t, string(m[1]))))
	}
	return d
}

// readObjects finds the objects by the table of offsets, so a wrong offset
// is seen.
func (d *pdfDoc) readObjects(t testing.TB) {
	t.Helper()
	tail := string(d.raw[bytes.LastIndex(d.raw, []byte("startxref"))+len("startxref\n"):])
	start := atoi(t, tail[:strings.IndexByte(tail, '\n')])
	rows := strings.Split(string(d.raw[start:]), "\n")
	if rows[0] != "xref" {
		t.Fatalf("startxref points at %q", rows[0])
	}
	count := atoi(t, strings.Fields(rows[1])[1])
	for n := 1; n < count; n++ {
		row := rows[2+n]
		if len(row) != 19 {
			t.Fatalf("row %d of the table of offsets is %q", n, row)
		}
		at := atoi(t, strings.TrimLeft(row[:10], "0"))
		if !bytes.HasPrefix(d.raw[at:], []byte(strconv.Itoa(n)+" 0 obj\n")) {
			t.Fatalf("object %d does not stand at %d", n, at)
		}
		body := d.raw[at+len(strconv.Itoa(n))+7:]
		d.objects[n] = d.body(t, body)
	}
}

// body cuts an object at its end, minding that streams may hold any bytes.
func (d *pdfDoc) body(t testing.TB, b []byte) []byte {
	t.Helper()
	end := bytes.Index(b, []byte("\nendobj"))
	if s := bytes.Index(b, []byte(">>\nstream\n")); s >= 0 && s < end {
		length := regexp.MustCompile(`/Length (\d+)`).FindSubmatch(b[:s])
		end = s + len(">>\nstream\n") + atoi(t, string(length[1])) + len("\nendstream")
	}
	if !bytes.HasPrefix(b[end:], []byte("\nendobj")) {
		t.Fatal("an object does not end where its length says")
	}
	return b[:end]
}

func (d *pdfDoc) object(t testing.TB, n int) []byte {
	t.Helper()
	b, ok := d.objects[n]
	if !ok {
		t.Fatalf("object %d is missing", n)
	}
	return b
}

// stream opens a compressed stream.
func (d *pdfDoc) stream(t testing.TB, n int) []byte {
	t.Helper()
	b := d.object(t, n)
	_, packed, ok := bytes.Cut(b, []byte("stream\n"))
	if !ok {
		t.Fatalf("object %d is no stream", n)
	}
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimSuffix(packed, []byte("\nendstream"))))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// everything is the whole file with its streams opened.
func (d *pdfDoc) everything(t testing.TB) []byte {
	t.Helper()
	out := slices.Clone(d.raw)
	for n, b := range d.objects {
		if bytes.Contains(b, []byte("stream\n")) {
			out = append(out, d.stream(t, n)...)
		}
	}
	return out
}

// pdfFace is a font as a reader knows it.
type pdfFace struct {
	text   map[int]string
	widths []float64
}

func (d *pdfDoc) readFont(t testing.TB, n int) pdfFace {
	t.Helper()
	b := d.object(t, n)
	f := pdfFace{text: make(map[int]string)}
	for _, m := range bfRE.FindAllStringSubmatch(string(d.stream(t, refAfter(t, b, "/ToUnicode"))), -1) {
		number, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		f.text[int(number)] = hexText(t, m[2])
	}
	cid := string(d.object(t, refAfter(t, b, "/DescendantFonts [")))
	_, widths, _ := strings.Cut(cid, "/W [0 [")
	widths, _, _ = strings.Cut(widths, "]")
	for w := range strings.FieldsSeq(widths) {
		f.widths = append(f.widths, atof(t, w))
	}
	return f
}

func (d *pdfDoc) readPage(t testing.TB, n int) pdfSheet {
	t.Helper()
	b := d.object(t, n)
	resources := string(d.object(t, refAfter(t, b, "/Resources")))
	r := pdfContent{t: t, fonts: make(map[string]pdfFace)}
	for _, m := range regexp.MustCompile(`/(F\d) (\d+) 0 R`).FindAllStringSubmatch(resources, -1) {
		r.fonts["/"+m[1]] = d.readFont(t, atoi(t, m[2]))
	}
	box := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindSubmatch(b)
	r.sheet.width, r.sheet.height = atof(t, string(box[1])), atof(t, string(box[2]))
	r.run(string(d.stream(t, refAfter(t, b, "/Contents"))))
	return r.sheet
}

// tokens sets the parts of a page's content apart.
var tokens = strings.NewReplacer("[", " [ ", "]", " ] ", "<", " <", ">", "> ")

// pdfContent runs the operators of one page.
type pdfContent struct {
	t     testing.TB
	fonts map[string]pdfFace
	sheet pdfSheet
	stack []string
	from  [2]float64
	font  string
	size  float64
	rise  float64
	pen   float64
}

func (c *pdfContent) run(content string) {
	for token := range strings.FieldsSeq(tokens.Replace(content)) {
		if !c.operator(token) {
			c.stack = append(c.stack, token)
			continue
		}
		c.stack = c.stack[:0]
	}
	if c.rise != 0 {
		c.t.Error("a rise of the text outlives its line")
	}
}

func (c *pdfContent) operator(token string) bool {
	line := len(c.sheet.lines) - 1
	switch token {
	case "BT":
		c.sheet.lines = append(c.sheet.lines, pdfPrinted{})
	case "Td":
		c.pen = c.number(0)
		c.sheet.lines[line].x, c.sheet.lines[line].y = c.pen, c.sheet.height-c.number(1)
	case "Tf":
		c.font, c.size = c.stack[0], c.number(1)
		c.sheet.lines[line].size = c.size
	case "Ts":
		c.rise = c.number(0)
	case "TJ":
		c.show(&c.sheet.lines[line])
	case "re":
		c.sheet.boxes++
	case "m":
		c.from = [2]float64{c.number(0), c.sheet.height - c.number(1)}
	case "l":
		c.sheet.rules = append(c.sheet.rules, pdfRule{c.from[0], c.from[1], c.number(0), c.sheet.height - c.number(1)})
	case "rg", "RG", "k", "K", "sc", "scn", "SC", "SCN", "cs", "CS":
		c.sheet.colour = true
	case "ET", "S", "f", "w", "d", "J", "g", "G", "BDC", "BMC", "EMC":
	default:
		return false
	}
	return true
}

func (c *pdfContent) number(i int) float64 { return atof(c.t, c.stack[i]) }

// show places the glyphs of one array.
func (c *pdfContent) show(line *pdfPrinted) {
	f := c.fonts[c.font]
	for _, token := range c.stack {
		switch {
		case token == "[" || token == "]":
		case strings.HasPrefix(token, "<"):
			n, err := strconv.ParseInt(token[1:5], 16, 32)
			if err != nil || int(n) >= len(f.widths) {
				c.t.Fatalf("glyph %s is not in the font", token)
			}
			w := f.widths[n] * c.size / 1000
			line.letters = append(line.letters, pdfLetter{c.pen, w, c.font, int(n), f.text[int(n)]})
			c.pen += w
		default:
			c.pen -= atof(c.t, token) * c.size / 1000
		}
	}
	line.width = c.pen - line.x
}

// read gives a line's text in reading order. The letters of a line stand
// from left to right; in right-to-left text they are turned round, and what
// reads from the left inside is turned back.
func (p pdfPrinted) read(rtl bool) string {
	var letters []string
	for _, l := range p.letters {
		if l.text != "" {
			letters = append(letters, l.text)
		}
	}
	if rtl {
		slices.Reverse(letters)
	}
	turn := func(s string) bool { return hasRTL(s) != rtl && (hasRTL(s) || isLTR(s)) }
	for from := 0; from < len(letters); from++ {
		if !turn(letters[from]) {
			continue
		}
		end := from
		for i := from; i < len(letters) && (turn(letters[i]) || !strong(letters[i])); i++ {
			if turn(letters[i]) {
				end = i
			}
		}
		slices.Reverse(letters[from : end+1])
		from = end
	}
	return strings.Join(letters, "")
}

func hasRTL(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x590 && r <= 0x8ff && !unicode.IsDigit(r) && !unicode.IsPunct(r) })
}

// isLTR counts the signs at the edge of links and phone numbers as well.
func isLTR(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '/'
	})
}

func strong(s string) bool { return hasRTL(s) || isLTR(s) }

func refAfter(t testing.TB, b []byte, name string) int {
	t.Helper()
	_, rest, ok := bytes.Cut(b, []byte(name))
	m := refRE.FindSubmatch(rest)
	if !ok || m == nil {
		t.Fatalf("%s is missing", name)
	}
	return atoi(t, string(m[1]))
}

func hexText(t testing.TB, digits string) string {
	t.Helper()
	var units []uint16
	for chunk := range slices.Chunk([]byte(digits), 4) {
		u, err := strconv.ParseUint(string(chunk), 16, 16)
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, uint16(u))
	}
	return string(utf16.Decode(units))
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func atof(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
