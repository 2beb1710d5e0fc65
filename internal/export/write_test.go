package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amparo/internal/export"
	"amparo/internal/paper"

	"github.com/google/go-cmp/cmp"
)

// office are the formats that can be read again.
var office = []string{export.ODS, export.XLSX, export.DOCX, export.CSV}

func written(t testing.TB, format string, d paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(&b, format, d); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.String()
}

// sheetOf is a document of one table.
func sheetOf(head []string, rows ...[]string) paper.Document {
	return paper.Document{Title: "A title", Lead: "A lead", Lang: "en", Landscape: true, PageOf: "Page %s of %s", Foot: "A foot",
		Blocks: []paper.Block{{Table: &paper.Table{Name: "Plan", Head: head, Rows: rows}}}}
}

func TestWhatWeWriteWeReadAgain(t *testing.T) {
	head := []string{"Threats and Risks", "Mitigating Actions"}
	rows := [][]string{
		{"one\ntwo\n\nfour", "- a\n- b"},
		{"=1+1", "+1"}, {"-1", "@x"}, {"\tx", "'=x"}, {"''-x", "'x"}, {" =1", "＝1"},
		{"a  b   c", " x "}, {"<b>&amp;</b>", `"quoted", and; more`},
		{"_x0041_", "_x005F_x0041_ _x _xZZZZ_"}, {"ليلى 2026", "señora 🌿 e\u0301"},
		{"", "only the second"}, {"{{x}}", "${x}"}, {"sep=;", "a\tb"},
	}
	want := append([][]string{head}, rows...)
	for _, format := range office {
		for _, rtl := range []bool{false, true} {
			d := sheetOf(head, rows...)
			d.RTL = rtl
			if diff := cmp.Diff(want, texts(t, "x", written(t, format, d))); diff != "" {
				t.Errorf("%s: %s", format, diff)
			}
		}
	}
}

func TestAnyTextComesBack(t *testing.T) {
	const seed = 7
	r := rand.New(rand.NewPCG(seed, 1))
	letters := []rune("ab =+-@'\"\t,;\n<>&_x0\\|`*#éñ\u200fلن́😀\u200d.1٤")
	random := func() string {
		out := make([]rune, r.IntN(12))
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return strings.TrimRight(string(out), "\n") // an empty last line says nothing
	}
	for i := range 8 {
		var rows [][]string
		for range 150 {
			rows = append(rows, []string{"k" + random(), random(), random() + "k"})
		}
		for _, format := range office {
			got := texts(t, "x", written(t, format, sheetOf([]string{"A", "B", "C"}, rows...)))
			if diff := cmp.Diff(blanks(rows), blanks(got[1:])); diff != "" {
				t.Fatalf("seed %d, case %d, %s: %s", seed, i, format, diff)
			}
		}
	}
}

// blanks makes cells that hold blanks only empty, which is how they are read.
func blanks(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, text := range row {
			if strings.TrimSpace(text) == "" {
				text = ""
			}
			out[i] = append(out[i], text)
		}
	}
	return out
}

func TestSignsThatXMLCannotHoldBreakNothing(t *testing.T) {
	text := "a\x00b\x0bc\x1bd\ufffee\xfff"
	for _, format := range office {
		got := texts(t, "x", written(t, format, sheetOf([]string{"A"}, []string{text}, []string{"next"})))
		if len(got) != 3 || got[2][0] != "next" || !strings.HasPrefix(got[1][0], "a") || !strings.HasSuffix(got[1][0], "f") {
			t.Errorf("%s: %q", format, got)
		}
	}
}

func TestWrittenFilesHoldNothingBeside(t *testing.T) {
	banned := regexp.MustCompile(`(?i)creator|author|generator|application>|modified|created|dc:date|rsid|amparo|docProps|company|<f>|<f |table:formula|of:=`)
	for _, format := range []string{export.ODS, export.XLSX, export.DOCX} {
		d := sheetOf([]string{"A"}, []string{"=1+1"})
		data := written(t, format, d)
		if again := written(t, format, d); again != data {
			t.Errorf("%s: two writings differ", format)
		}
		for name, text := range unzipped(t, data) {
			if found := banned.FindString(name + text); found != "" {
				t.Errorf("%s: %s holds %q", format, name, found)
			}
			if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
				wellFormed(t, format+" "+name, text)
			}
		}
	}
}

// unzipped returns the parts of a file, and checks that none has a time, a
// system or a comment of its own.
func unzipped(t *testing.T, data string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		if y := f.Modified.Year(); y != 1980 || len(f.Extra) > 0 || f.Comment != "" || f.ExternalAttrs != 0 || z.Comment != "" {
			t.Errorf("%s: year %d, extra %x, attributes %x", f.Name, y, f.Extra, f.ExternalAttrs)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

func wellFormed(t *testing.T, name, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}

func TestAnODSTellsItsFormatAtItsFixedPlace(t *testing.T) {
	data := written(t, export.ODS, sheetOf([]string{"A"}))
	if got := data[30 : 38+len(odsMIME)]; got != "mimetype"+odsMIME {
		t.Errorf("%q", got)
	}
}

func TestNoCellOfACSVLooksLikeAFormula(t *testing.T) {
	var rows [][]string
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", " =", "\u00a0+", "＝", "＋", "－", "＠"} {
		rows = append(rows, []string{sign + "1+1", "x"})
	}
	data := written(t, export.CSV, sheetOf([]string{"=H", "@I"}, rows...))
	cells := regexp.MustCompile(`(?m)(?:^|,|\x{feff})"('?)`).FindAllStringSubmatch(strings.ReplaceAll(data, "\r\n", "\n"), -1)
	guarded := 0
	for _, c := range cells {
		if c[1] == "'" {
			guarded++
		}
	}
	if guarded != len(rows)+2 {
		t.Errorf("%d of %d cells are guarded: %q", guarded, len(rows)+2, data)
	}
}

func TestOfficeCellsAreTypedAsText(t *testing.T) {
	d := sheetOf([]string{"A"}, []string{"=1+1"}, []string{"5"})
	ods := unzipped(t, written(t, export.ODS, d))["content.xml"]
	if n := strings.Count(ods, `office:value-type="string"`); n != 3 || strings.Count(ods, "value-type") != 3 {
		t.Errorf("ods: %d cells of text", n)
	}
	xlsx := unzipped(t, written(t, export.XLSX, d))["xl/worksheets/sheet1.xml"]
	if strings.Count(xlsx, "<v>") != 3 || strings.Count(xlsx, ` t="s"><v>`) != 3 {
		t.Errorf("xlsx: %s", xlsx)
	}
}

func TestPagesAreSetAsTheDocumentSays(t *testing.T) {
	d := sheetOf([]string{"A", "B"}, []string{"x", "y"})
	d.RTL, d.Size = true, paper.Letter
	d.Blocks[0].Table.Widths = []int{1, 3}
	for _, c := range []struct {
		format, part string
		want         []string
	}{
		{export.ODS, "content.xml", []string{`style:writing-mode="rl-tb"`, `table:table-header-rows`, `column-width="62.35mm"`, `column-width="187.05mm"`}},
		{export.ODS, "styles.xml", []string{`fo:page-width="279.4mm"`, `print-orientation="landscape"`, `Page <text:page-number>`, `A title`, `A foot`}},
		{export.XLSX, "xl/worksheets/sheet1.xml", []string{`rightToLeft="1"`, `paperSize="1" orientation="landscape"`, `Page &amp;P of &amp;N`, `&amp;CA title`, `state="frozen"`}},
		{export.XLSX, "xl/workbook.xml", []string{`'Plan'!$1:$1`}},
		{export.DOCX, "word/document.xml", []string{`<w:bidiVisual/>`, `<w:tblHeader/>`, `w:orient="landscape"`, `<w:bidi/>`, `<w:rtl/>`, `w:w="15840" w:h="12240"`}},
		{export.DOCX, "word/footer.xml", []string{` PAGE `, ` NUMPAGES `, `A foot`}},
	} {
		text := unzipped(t, written(t, c.format, d))[c.part]
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s %s lacks %s", c.format, c.part, want)
			}
		}
	}
}

// mixed is a document with everything that a page can hold.
func mixed() paper.Document {
	return paper.Document{Title: "When we travel", Lang: "en", Blocks: []paper.Block{
		{Heading: "Before", Level: 2}, {Items: []string{"Tell Ana", "Charge\nthe phone"}},
		{Heading: "Risks: a/b", Level: 2}, {Table: &paper.Table{Head: []string{"Risk"}, Rows: [][]string{{"theft"}}, Blank: 2}},
		{Heading: "Small", Level: 3, Break: true}, {Text: "A paragraph\nof two lines"}, {Lines: 3},
		{Table: &paper.Table{Name: "Risks: a/b", Head: []string{"Impact"}, Rows: [][]string{{"4"}}}},
	}}
}

func TestEachTableIsASheetAndTheTextTheLast(t *testing.T) {
	for _, format := range []string{export.ODS, export.XLSX} {
		s, err := export.Read("x", []byte(written(t, format, mixed())))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, g := range s.Grids {
			names = append(names, g.Name)
		}
		if d := cmp.Diff([]string{"Risks  a b", "Risks  a b 3", "When we travel"}, names); d != "" {
			t.Errorf("%s: %s", format, d)
		}
		want := [][]string{{"Before"}, {"• Tell Ana"}, {"• Charge\nthe phone"}, {"Small"}, {"A paragraph\nof two lines"}}
		if d := cmp.Diff(want, textsOf(s.Grids[len(s.Grids)-1])); d != "" {
			t.Errorf("%s: %s", format, d)
		}
	}
}

func TestSheetNamesFitEveryProgram(t *testing.T) {
	d := paper.Document{}
	for _, name := range []string{"", "History", "'x'", strings.Repeat("ل", 40), strings.Repeat("ل", 40), "a\x01b", "[:]"} {
		d.Blocks = append(d.Blocks, paper.Block{Table: &paper.Table{Name: name, Head: []string{"H"}}})
	}
	s, err := export.Read("x", []byte(written(t, export.XLSX, d)))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, g := range s.Grids {
		if n := []rune(g.Name); len(n) == 0 || len(n) > 31 || strings.ContainsAny(g.Name, `[]:*?/\'`) || g.Name == "History" || seen[g.Name] {
			t.Errorf("%q", g.Name)
		}
		seen[g.Name] = true
	}
	if len(seen) != 7 {
		t.Errorf("%d sheets", len(seen))
	}
}

func TestTextTooLongForExcelGoesOnBelow(t *testing.T) {
	long := strings.Repeat("🌿", 20_000)[:60_000] + strings.Repeat("x", 4_000) // 34,000 units of UTF-16
	got := texts(t, "x", written(t, export.XLSX, sheetOf([]string{"A", "B"}, []string{"k", long}, []string{"l", "m"})))
	if len(got) != 4 || got[2][0] != "" || got[1][1]+got[2][1] != long || got[3][0] != "l" {
		t.Errorf("%d rows: %.30q", len(got), got)
	}
}

func TestADocumentWithoutTablesIsStillWritten(t *testing.T) {
	d := paper.Document{Title: "T", Blocks: []paper.Block{{Text: "=one"}}}
	for _, format := range []string{export.ODS, export.XLSX, export.CSV} {
		if diff := cmp.Diff([][]string{{"=one"}}, texts(t, "x", written(t, format, d))); diff != "" {
			t.Errorf("%s: %s", format, diff)
		}
	}
	for _, format := range append(slices.Clone(office), "markdown") {
		written(t, format, paper.Document{})
	}
}

func TestUnknownFormatsAreRefused(t *testing.T) {
	if err := export.Write(io.Discard, "doc", paper.Document{}); !errors.Is(err, export.ErrFormat) {
		t.Error(err)
	}
}

// full refuses every write, as a full disk does.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestAFullDiskIsSaid(t *testing.T) {
	want := errors.New("no space")
	for _, f := range export.Formats() {
		if err := export.Write(full{want}, f.Name, mixed()); !errors.Is(err, want) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestMarkdownKeepsTextAsText(t *testing.T) {
	d := mixed()
	d.Blocks = append(d.Blocks,
		paper.Block{Text: "# no heading\n1. no list\n- none\n<script>alert(1)</script>\n[a](javascript:x) *b* _c_ `d` ~e~ &lt; www.x.org https://y.org a@b.c"},
		paper.Block{Table: &paper.Table{Head: []string{"a|b"}, Rows: [][]string{{"one\ntwo | three"}}, Blank: 1}})
	got := written(t, "markdown", d)
	want := `# When we travel

## Before

- Tell Ana
- Charge\
  the phone

## Risks: a/b

| Risk |
| --- |
| theft |
|  |
|  |

### Small

A paragraph\
of two lines


| Impact |
| --- |
| 4 |

\# no heading\
1\. no list\
\- none\
\<script\>alert(1)\</script\>\
\[a\](javascript:x) \*b\* \_c\_ ` + "\\`d\\`" + ` \~e\~ \&lt; www\.x.org https\://y.org a\@b.c

| a\|b |
| --- |
| one<br>two \| three |
|  |
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
