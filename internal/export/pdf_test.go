package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/export"
	"amparo/internal/paper"
)

const mm = 72 / 25.4

// printPDF writes a document and gives it to the reader.
func printPDF(t testing.TB, d paper.Document) *pdfDoc {
	t.Helper()
	var b bytes.Buffer
	if err := export.PDF(&b, d); err != nil {
		t.Fatal(err)
	}
	return readPDF(t, b.Bytes())
}

// texts lists the lines of a page in the order in which they were written.
func (p pdfSheet) texts(rtl bool) []string {
	var out []string
	for _, l := range p.lines {
		out = append(out, l.read(rtl))
	}
	return out
}

// text is the whole document's text, a space between lines.
func (d *pdfDoc) text(rtl bool) string {
	var all []string
	for _, p := range d.pages {
		all = append(all, p.texts(rtl)...)
	}
	return strings.Join(all, " ")
}

func TestPDFPlanHasHeaderOnEachPageAndWholeRows(t *testing.T) {
	for _, lang := range []string{"en", "es", "ar"} {
		for _, size := range []paper.Size{paper.A4, paper.Letter} {
			t.Run(fmt.Sprintf("%s/%d", lang, size), func(t *testing.T) { checkPlan(t, lang, size) })
		}
	}
}

func checkPlan(t *testing.T, lang string, size paper.Size) {
	d := plan(lang, 0, size)
	table := d.Blocks[0].Table
	for i := range 40 {
		row := planRow(lang, i)
		for c := range row { // each line of a row bears the row's number
			row[c] = strings.Repeat(fmt.Sprintf("[%d.%d]\n", i, c), 1+(i+c)%5) + fmt.Sprintf("[%d.%d]", i, c)
		}
		table.Rows = append(table.Rows, row)
	}
	doc := printPDF(t, d)
	if len(doc.pages) < 3 {
		t.Fatalf("%d pages, want at least 3", len(doc.pages))
	}
	rowPage := make(map[string]int)
	for n, p := range doc.pages {
		wantWidth, wantHeight := 297*mm, 210*mm
		if size == paper.Letter {
			wantWidth, wantHeight = 792, 612
		}
		if max(p.width-wantWidth, wantWidth-p.width, p.height-wantHeight, wantHeight-p.height) > 0.01 {
			t.Errorf("page %d is %v x %v", n+1, p.width, p.height)
		}
		lines := p.texts(d.RTL)
		joined := strings.Join(lines, " ")
		if !strings.Contains(joined, strings.Join(table.Head, " ")) {
			t.Errorf("page %d lacks the header: %q", n+1, joined)
		}
		foot := strings.Replace(strings.Replace(d.PageOf, "%s", fmt.Sprint(n+1), 1), "%s", fmt.Sprint(len(doc.pages)), 1)
		if !strings.Contains(joined, foot) || !strings.Contains(joined, d.Foot) {
			t.Errorf("page %d lacks %q or %q: %q", n+1, foot, d.Foot, lines[len(lines)-2:])
		}
		for _, l := range lines {
			row, _, ok := strings.Cut(strings.TrimPrefix(l, "["), ".")
			if !ok || !strings.HasPrefix(l, "[") {
				continue
			}
			if first, seen := rowPage[row]; seen && first != n {
				t.Errorf("row %s stands on pages %d and %d", row, first+1, n+1)
			}
			rowPage[row] = n
		}
	}
	if len(rowPage) != 40 {
		t.Errorf("%d rows printed, want 40", len(rowPage))
	}
}

func TestPDFTextIsLargeEnoughAndKeepsClearOfRules(t *testing.T) {
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			for n, p := range printPDF(t, d).pages {
				if p.colour {
					t.Errorf("page %d asks for colour", n+1)
				}
				for _, l := range p.lines {
					checkLine(t, p, l)
				}
			}
		})
	}
}

// checkLine looks at a line's size, the margins, and the rules around it.
func checkLine(t *testing.T, p pdfSheet, l pdfPrinted) {
	t.Helper()
	text := l.read(false)
	if l.size < 9 {
		t.Errorf("%q is %v points", text, l.size)
	}
	if l.x < 15*mm-0.1 || l.x+l.width > p.width-15*mm+0.1 || l.y > p.height-10*mm || l.y-l.size < 8*mm {
		t.Errorf("%q leaves the page's margins: x %.1f..%.1f y %.1f", text, l.x, l.x+l.width, l.y)
	}
	for _, r := range p.rules {
		upright := r.x1 == r.x2
		if upright && l.y > r.y1 && l.y < r.y2 && l.x-5 < r.x1 && l.x+l.width+5 > r.x1 {
			t.Errorf("%q touches the rule at x %.1f", text, r.x1)
		}
		within := l.x+l.width > r.x1 && l.x < r.x2
		if !upright && within && l.y+0.25*l.size+2 > r.y1 && l.y-0.75*l.size-2 < r.y1 {
			t.Errorf("%q touches the rule at y %.1f", text, r.y1)
		}
	}
}

// samples are the documents that people print.
func samples() map[string]paper.Document {
	return map[string]paper.Document{
		"plan en A4": plan("en", 12, paper.A4), "plan es Letter": plan("es", 12, paper.Letter),
		"plan ar A4": plan("ar", 12, paper.A4), "card": card(), "risk": riskSheet(),
		"blank A4": blankPlan(paper.A4), "blank Letter": blankPlan(paper.Letter),
	}
}

func TestPDFGivesBackEveryWord(t *testing.T) {
	for name, d := range samples() {
		t.Run(name, func(t *testing.T) {
			got := strings.Fields(printPDF(t, d).text(d.RTL))
			have := make(map[string]int)
			for _, w := range got {
				have[w]++
			}
			for w := range strings.FieldsSeq(wordsOf(d)) {
				if have[w]--; have[w] < 0 {
					t.Errorf("%q is printed too seldom; got %q", w, got)
				}
			}
		})
	}
}

// wordsOf is all the text that a document asks for, once.
func wordsOf(d paper.Document) string {
	all := []string{d.Title, d.Lead, d.Foot}
	for _, b := range d.Blocks {
		all = append(all, b.Heading, b.Text)
		all = append(all, b.Items...)
		if b.Table != nil {
			all = append(all, b.Table.Head...)
			for _, r := range b.Table.Rows {
				all = append(all, r...)
			}
		}
	}
	return strings.Join(all, " ")
}

func TestPDFSplitsOnlyRowsTallerThanAPage(t *testing.T) {
	d := plan("en", 1, paper.A4)
	var want []string
	for i := range 150 {
		want = append(want, fmt.Sprintf("line %d", i))
	}
	d.Blocks[0].Table.Rows = append(d.Blocks[0].Table.Rows, []string{"tall", strings.Join(want, "\n"), "", "", "", "beside"})
	doc := printPDF(t, d)
	var got []string
	for n, p := range doc.pages {
		lines := p.texts(false)
		if !strings.Contains(strings.Join(lines, " "), strings.Join(planHead, " ")) {
			t.Errorf("page %d lacks the header", n+1)
		}
		for _, l := range lines {
			if strings.HasPrefix(l, "line ") {
				got = append(got, l)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := len(doc.pages); n < 4 || n > 6 {
		t.Errorf("%d pages for 150 lines", n)
	}
}

func TestPDFTellsNothingBesidesItsText(t *testing.T) {
	for name, d := range samples() {
		doc := printPDF(t, d)
		all := doc.everything(t)
		for _, mark := range []string{"/Info", "/ID", "/Metadata", "/Producer", "/Creator", "/Author", "/CreationDate",
			"/ModDate", "/Title", "xmp", "D:20", "Copyright", "Google", "copyright"} {
			if bytes.Contains(all, []byte(mark)) {
				t.Errorf("%s holds %s", name, mark)
			}
		}
		if again := printPDF(t, d); !bytes.Equal(doc.raw, again.raw) {
			t.Errorf("%s: two runs differ", name)
		}
	}
}

func TestPDFMayRunAtOnce(t *testing.T) {
	want := printPDF(t, riskSheet()).raw
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var b bytes.Buffer
			if err := export.PDF(&b, riskSheet()); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("another run gave other bytes (%v)", err)
			}
		})
	}
	group.Wait()
}

func TestPDFBlankSheetsHaveRoomToWrite(t *testing.T) {
	doc := printPDF(t, blankPlan(paper.A4))
	var across []float64
	for _, p := range doc.pages {
		at := make(map[string]float64)
		for _, r := range p.rules {
			if r.x1 == r.x2 && r.y2-r.y1 > 24*mm-0.1 {
				across = append(across, r.y2-r.y1)
			}
			if r.y1 != r.y2 || len(p.lines) == 0 {
				continue
			}
			column := fmt.Sprintf("%.0f", r.x1)
			if last, ok := at[column]; ok && r.y1-last < 8*mm-0.05 {
				t.Errorf("rules %.1f mm apart at x %s", (r.y1-last)/mm, column)
			}
			if column != fmt.Sprintf("%.0f", 15*mm) { // the whole-width rules have an own rhythm
				at[column] = r.y1
			}
		}
	}
	if want := 9 * 5; len(across) != want {
		t.Errorf("%d upright rules of blank rows, want %d", len(across), want)
	}
}

func TestPDFLinesToWriteOn(t *testing.T) {
	doc := printPDF(t, paper.Document{Lang: "en", Blocks: []paper.Block{{Lines: 40}}})
	if len(doc.pages) != 2 {
		t.Errorf("%d pages, want 2", len(doc.pages))
	}
	count := 0
	for _, p := range doc.pages {
		for i, r := range p.rules {
			count++
			if i > 0 && r.y1-p.rules[i-1].y1 < 8*mm {
				t.Errorf("lines %.1f mm apart", (r.y1-p.rules[i-1].y1)/mm)
			}
		}
	}
	if count != 40 {
		t.Errorf("%d lines, want 40", count)
	}
}

func TestPDFHeadingStaysWithWhatItHeads(t *testing.T) {
	for above := 40; above < 52; above++ { // round the end of the page
		d := paper.Document{Lang: "en", Title: "Card", Blocks: []paper.Block{
			{Text: strings.TrimSuffix(strings.Repeat("filler\n", above), "\n")},
			{Heading: "Heading", Level: 2},
			{Table: &paper.Table{Head: []string{"Top"}, Rows: [][]string{{"first\nof\nall"}}}},
		}}
		for _, p := range printPDF(t, d).pages {
			lines := strings.Join(p.texts(false), " ")
			if strings.Contains(lines, "Heading") != strings.Contains(lines, "Top first of all") {
				t.Fatalf("after %d lines the heading is alone: %q", above, lines)
			}
		}
	}
}

func TestPDFBreaksWhereAsked(t *testing.T) {
	d := paper.Document{Lang: "en", Blocks: []paper.Block{
		{Text: "one", Break: true}, {Text: "two", Break: true}, {Heading: "three", Level: 2, Break: true}, {Text: "four"}}}
	var got []string
	for _, p := range printPDF(t, d).pages {
		got = append(got, strings.Join(p.texts(false), " "))
	}
	if diff := cmp.Diff([]string{"one 1 / 3", "two 2 / 3", "three four 3 / 3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPDFEmptyDocumentIsOnePage(t *testing.T) {
	if n := len(printPDF(t, paper.Document{}).pages); n != 1 {
		t.Errorf("%d pages", n)
	}
	odd := paper.Document{Lang: "not a) tag", Blocks: []paper.Block{{}, {Table: &paper.Table{}},
		{Table: &paper.Table{Head: []string{""}, Rows: [][]string{{"a", "b", "c"}, nil}, Widths: []int{0, -4}}}}}
	if got := printPDF(t, odd).text(false); got != "a b c 1 / 1" {
		t.Errorf("got %q", got)
	}
}

var errFull = errors.New("disk is full")

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }

func TestPDFReportsTheWritersError(t *testing.T) {
	if err := export.PDF(fullWriter{}, card()); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

// heapWriter looks at the living memory when the document is put out, which
// is when the most of it is held.
type heapWriter struct{ live uint64 }

func (w *heapWriter) Write(p []byte) (int, error) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	w.live = max(w.live, m.HeapAlloc)
	return len(p), nil
}

func TestPDFOfALargePlanStaysSmallInMemory(t *testing.T) {
	var w heapWriter
	if err := export.PDF(&w, plan("ar", 300, paper.A4)); err != nil {
		t.Fatal(err)
	}
	if w.live > 100<<20 || w.live == 0 {
		t.Errorf("%d MB are held", w.live>>20)
	}
}

func BenchmarkPDFPlan300(b *testing.B) {
	for _, lang := range []string{"en", "ar"} {
		b.Run(lang, func(b *testing.B) {
			d := plan(lang, 300, paper.A4)
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := export.PDF(&out, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestPDFWidensColumnsForTheirWords(t *testing.T) {
	d := plan("en", 3, paper.A4)
	d.Landscape = false // six columns on 180 mm
	text := printPDF(t, d).text(false)
	for _, word := range []string{"Vulnerabilities", "Coordination,", "Capacities", "attachments"} {
		if !strings.Contains(" "+text+" ", " "+word+" ") {
			t.Errorf("%q is broken in %q", word, text)
		}
	}
}
