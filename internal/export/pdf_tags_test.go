package export_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amparo/internal/paper"
)

var (
	kindRE   = regexp.MustCompile(`/S /(\w+)`)
	kidsRE   = regexp.MustCompile(`/K \[(.*)\] >>`)
	actualRE = regexp.MustCompile(`/ActualText <FEFF([0-9A-F]*)>`)
)

// outline writes the tree of tags as nested kinds, with the number of pieces
// that were drawn for each, and collects what is said in reading order.
func (d *pdfDoc) outline(t *testing.T, n int, said *[]string) string {
	t.Helper()
	b := d.object(t, n)
	out := string(kindRE.FindSubmatch(b)[1])
	if m := actualRE.FindSubmatch(b); m != nil {
		*said = append(*said, hexText(t, string(m[1])))
	}
	var kids []string
	inside := kidsRE.FindSubmatch(b)[1]
	for _, m := range refRE.FindAllSubmatch(regexp.MustCompile(`<<.*?>>`).ReplaceAll(inside, nil), -1) {
		kids = append(kids, d.outline(t, atoi(t, string(m[1])), said))
	}
	if len(kids) > 0 {
		return out + "(" + strings.Join(kids, " ") + ")"
	}
	return out
}

// tags is the outline of the whole document.
func (d *pdfDoc) tags(t *testing.T) (string, []string) {
	t.Helper()
	tail := d.raw[bytes.LastIndex(d.raw, []byte("trailer")):]
	root := d.object(t, refAfter(t, tail, "/Root"))
	var said []string
	return d.outline(t, refAfter(t, d.object(t, refAfter(t, root, "/StructTreeRoot")), "/K"), &said), said
}

func TestPDFTellsAScreenReaderWhatIsWhat(t *testing.T) {
	d := paper.Document{Title: "Plan", Lead: "agreed", Lang: "en", Blocks: []paper.Block{
		{Heading: "one", Level: 2}, {Heading: "two", Level: 3}, {Text: "text"}, {Items: []string{"item"}},
		{Table: &paper.Table{Head: []string{"a", "b"}, Rows: [][]string{{"c", "d"}}}}, {Lines: 2}}}
	doc := printPDF(t, d)
	got, said := doc.tags(t)
	want := "Document(H1 P H2 H3 P L(LI(Lbl LBody)) Table(TR(TH TH) TR(TD TD)))"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(said) != 0 {
		t.Errorf("left-to-right text is said twice: %q", said)
	}
	if !bytes.Contains(doc.raw, []byte("/Lang (en)")) {
		t.Error("the language is not named")
	}
}

func TestPDFSaysRightToLeftTextInReadingOrder(t *testing.T) {
	d := paper.Document{Title: "خطة 2026 (أ)", RTL: true, Lang: "ar", Blocks: []paper.Block{
		{Table: &paper.Table{Head: []string{"على"}, Rows: [][]string{{"Signal"}, {"سطر\nلا"}}}}}}
	doc := printPDF(t, d)
	_, said := doc.tags(t)
	if diff := cmp.Diff([]string{"خطة 2026 (أ)", "على", "سطر\nلا"}, said); diff != "" {
		t.Error(diff)
	}
	if !bytes.Contains(doc.raw, []byte("/Direction /R2L")) {
		t.Error("the reading direction is not named")
	}
}

// TestPDFMarksEveryPieceOnce checks that the pieces of each page and the
// tree name each other.
func TestPDFMarksEveryPieceOnce(t *testing.T) {
	doc := printPDF(t, plan("en", 30, paper.A4))
	pieces := 0
	for _, b := range doc.objects {
		if !bytes.Contains(b, []byte("/Type /StructElem")) {
			continue
		}
		inside := regexp.MustCompile(`\d+ 0 R`).ReplaceAll(kidsRE.FindSubmatch(b)[1], nil)
		inside = regexp.MustCompile(`/MCID (\d+) >>`).ReplaceAll(inside, []byte("$1"))
		pieces += len(regexp.MustCompile(`(?:^| )\d+`).FindAll(inside, -1))
	}
	marked, open := 0, 0
	for _, m := range regexp.MustCompile(`/Contents (\d+) 0 R`).FindAllSubmatch(doc.raw, -1) {
		content := doc.stream(t, atoi(t, string(m[1])))
		for n, id := range regexp.MustCompile(`/MCID (\d+)>> BDC`).FindAllSubmatch(content, -1) {
			if n != atoi(t, string(id[1])) {
				t.Errorf("piece %d of a page has the number %s", n, id[1])
			}
			marked++
		}
		open += bytes.Count(content, []byte("BDC\n")) + bytes.Count(content, []byte("BMC")) - bytes.Count(content, []byte("EMC"))
	}
	parents := 0
	for _, b := range doc.objects {
		if bytes.Contains(b, []byte("/Nums [")) {
			parents += bytes.Count(b, []byte(" 0 R"))
		}
	}
	if marked == 0 || marked != pieces || marked != parents || open != 0 {
		t.Errorf("%d pieces are marked, the tree names %d and %d; %d are left open", marked, pieces, parents, open)
	}
}
