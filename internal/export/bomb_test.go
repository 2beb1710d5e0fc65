package export_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"amparo/internal/export"
)

// bomb is a file that a person did not write.
type bomb struct {
	name string
	data string
	want error
}

func bombs(t *testing.T) []bomb {
	cell := `<table:table-cell><text:p>x</text:p></table:table-cell>`
	big := strings.Repeat("x", 60<<10)
	tc := `<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>`
	ods := func(content string) string {
		return zipOf(t, map[string]string{"mimetype": odsMIME, "content.xml": content})
	}
	entity := func(dtd string) string {
		return ods(strings.Replace(odsXML(`<table:table-row>`+cell+`</table:table-row>`), "?>", "?>"+dtd, 1))
	}
	many := map[string]string{"mimetype": odsMIME}
	for i := range 2001 {
		many[fmt.Sprint("f", i)] = ""
	}
	return []bomb{
		{"zip bomb", lyingZip(t, 1<<20, 51<<20), export.ErrBomb},
		{"zip of too much altogether", manyClaims(t), export.ErrBomb},
		{"zip of the same again", ods(odsXML(strings.Repeat("<table:table-row/>\n", 200_000))), export.ErrBomb},
		{"zip of nothing much", ods(odsXML(strings.Repeat(" ", 4<<20))), export.ErrBomb},
		{"zip bomb that hides its size", lyingZip(t, 4<<20, 10), export.ErrDamaged},
		{"zip of many entries", zipOf(t, many), export.ErrBomb},
		{"zip that is all directory", "PK\x03\x04" + strings.Repeat("PK\x01\x02"+strings.Repeat("\x00", 42), 400_000), export.ErrBomb},
		{"zip slip", zipOf(t, map[string]string{"mimetype": odsMIME, "../../etc/x": "x"}), export.ErrUnsafe},
		{"zip slip within", zipOf(t, map[string]string{"mimetype": odsMIME, "a/../../x": "x"}), export.ErrUnsafe},
		{"zip slip of Windows", zipOf(t, map[string]string{"mimetype": odsMIME, `..\x`: "x"}), export.ErrUnsafe},
		{"zip with a whole path", zipOf(t, map[string]string{"mimetype": odsMIME, "/etc/x": "x"}), export.ErrUnsafe},
		{"zip with a drive", zipOf(t, map[string]string{"mimetype": odsMIME, "C:x": "x"}), export.ErrUnsafe},
		{"XML with a file of ours", entity(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`), export.ErrUnsafe},
		{"XML that laughs", entity(`<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`), export.ErrUnsafe},
		{"XML with an unknown entity", ods(odsXML(`<table:table-row><table:table-cell><text:p>&x;</text:p></table:table-cell></table:table-row>`)), export.ErrDamaged},
		{"XML that is deep", plainZip(t, odsXML(strings.Repeat(`<text:p>`, 1_000_000))), export.ErrBomb},
		{"XML in one tag", ods(odsXML(`<a ` + attributes(300_000) + `/>`)), export.ErrBomb},
		{"XML in one tag behind signs", ods(odsXML(`<!-- ><a b="--><a c=">" ` + attributes(300_000) + `/>`)), export.ErrBomb},
		{"XML in one comment", ods(odsXML(`<!--` + noise(2<<20) + `-->`)), export.ErrBomb},
		{"XML of empty elements", plainZip(t, odsXML(strings.Repeat(`<a/>`, 3_000_000))), export.ErrTooLarge},
		{"rows repeated", odsWith(t, `<table:table-row table:number-rows-repeated="1000000">`+cell+`</table:table-row>`), export.ErrTooLarge},
		{"rows repeated beyond numbers", odsWith(t, `<table:table-row table:number-rows-repeated="99999999999999999999">`+cell+`</table:table-row>`), export.ErrTooLarge},
		{"columns repeated", odsWith(t, `<table:table-row>`+strings.Replace(cell, "cell>", `cell table:number-columns-repeated="16000">`, 1)+`</table:table-row>`), export.ErrTooLarge},
		{"a large cell repeated", odsWith(t, `<table:table-row table:number-rows-repeated="20000"><table:table-cell table:number-columns-repeated="20"><text:p>`+big+`</text:p></table:table-cell></table:table-row>`), export.ErrTooLarge},
		{"rows and columns repeated", odsWith(t, `<table:table-row table:number-rows-repeated="20000">`+strings.Replace(cell, "cell>", `cell table:number-columns-repeated="200">`, 1)+`</table:table-row>`), export.ErrTooLarge},
		{"blanks repeated", odsWith(t, `<table:table-row><table:table-cell><text:p>`+strings.Repeat(`<text:s text:c="60000"/>`, 9)+`</text:p></table:table-cell></table:table-row>`), export.ErrTooLarge},
		{"a cell too large", odsWith(t, `<table:table-row><table:table-cell><text:p>`+noise(70<<10)+`</text:p></table:table-cell></table:table-row>`), export.ErrTooLarge},
		{"docx of many rows", docxWith(t, `<w:tbl>`+numbered(20_001, `<w:tr>`+tc+`</w:tr>`)+`</w:tbl>`), export.ErrTooLarge},
		{"docx of many columns", docxWith(t, `<w:tbl><w:tr>`+strings.Repeat(tc, 201)+`</w:tr></w:tbl>`), export.ErrTooLarge},
		{"docx of many tables", docxWith(t, strings.Repeat(`<w:tbl><w:tr>`+tc+`</w:tr></w:tbl>`, 501)), export.ErrTooLarge},
		{"docx of tables in tables", docxWith(t, strings.Repeat(`<w:tbl><w:tr><w:tc>`, 100)+"x"), export.ErrBomb},
		{"xlsx far away", xlsxWith(t, `<sheetData><row r="999999999"><c r="A1"><v>1</v></c></row></sheetData>`, ""), export.ErrDamaged},
		{"xlsx low down", xlsxWith(t, `<sheetData><row r="1"><c><v>1</v></c></row><row r="1000000"><c><v>1</v></c></row></sheetData>`, ""), export.ErrTooLarge},
		{"xlsx far right", xlsxWith(t, `<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>`, ""), export.ErrTooLarge},
		{"xlsx of one string", xlsxWith(t, `<sheetData>`+strings.Repeat(`<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 10)+`</row>`, 2000)+`</sheetData>`, `<si><t>`+big+`</t></si>`), export.ErrTooLarge},
		{"xlsx all merged", xlsxWith(t, `<sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, 10_000)+`</sheetData>`+strings.Repeat(`<mergeCell ref="A1:GR10000"/>`, 10_000), ""), export.ErrTooLarge},
		{"xlsx without that string", xlsxWith(t, `<sheetData><row><c t="s"><v>5</v></c></row></sheetData>`, ""), export.ErrDamaged},
		{"csv too large", strings.Repeat("a,b\n", 6<<20), export.ErrTooLarge},
		{"csv of many rows", strings.Repeat("a,b\n", 5<<20), export.ErrTooLarge},
		{"csv of commas", strings.Repeat(",", 19<<20) + "x", export.ErrTooLarge},
		{"csv of line ends", strings.Repeat("\n", 19<<20) + "x", export.ErrTooLarge},
		{"csv of quotes", strings.Repeat(`"`, 19<<20), export.ErrTooLarge},
		{"csv of one open quote", `"` + strings.Repeat("a\n", 9<<20), export.ErrTooLarge},
		{"csv of UTF-16", "\xff\xfe" + strings.Repeat("\x3c\xd8\x3f\xdf", 4<<20), export.ErrTooLarge},
	}
}

// noise is text that does not pack into nothing.
func noise(n int) string {
	var b strings.Builder
	for i := uint64(1); b.Len() < n; i++ {
		fmt.Fprintf(&b, "%x", i*0x9e3779b97f4a7c15)
	}
	return b.String()
}

// numbered repeats text with a number in a comment, so that it packs less well.
func numbered(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<!--%x-->%s", uint64(i+1)*0x9e3779b97f4a7c15, text)
	}
	return b.String()
}

// plainZip is a spreadsheet that is not packed.
func plainZip(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{{"mimetype", odsMIME}, {"content.xml", content}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0]})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, part[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `a%x="" `, i*7919)
	}
	return b.String()
}

// lyingZip holds a part that unpacks to n bytes, whatever it claims.
func lyingZip(t *testing.T, n int, claim uint64) string {
	t.Helper()
	var body, file bytes.Buffer
	f, err := flate.NewWriter(&body, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(odsXML(strings.Repeat("<table:table-row/> ", n/19)))
	if _, err := f.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&file)
	w, err := z.Create("mimetype")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, odsMIME)
	w, err = z.CreateRaw(&zip.FileHeader{Name: "content.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(text), CompressedSize64: uint64(body.Len()), UncompressedSize64: claim})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// manyClaims holds a table, and parts that claim a megabyte each.
func manyClaims(t *testing.T) string {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range map[string]string{"mimetype": odsMIME, "content.xml": odsXML(`<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>`)} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, text)
	}
	for i := range 51 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint("Pictures/", i), Method: zip.Deflate, UncompressedSize64: 1 << 20}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestBombsAreRefusedSoonAndSmall(t *testing.T) {
	for _, b := range bombs(t) {
		before, start := allocated(), time.Now()
		_, err := export.Read("x", []byte(b.data))
		took, used := time.Since(start), allocated()-before
		if !errors.Is(err, b.want) {
			t.Errorf("%s: %v, want %v", b.name, err, b.want)
		}
		if used > 200<<20 {
			t.Errorf("%s: asked for %d MB", b.name, used>>20)
		}
		if took > slow*time.Second {
			took = soonest(func() { _, err = export.Read("x", []byte(b.data)) })
		}
		if took > slow*2*time.Second {
			t.Errorf("%s: took %v", b.name, took)
		}
		t.Logf("%-32s %8.0f ms %6d MB %v", b.name, took.Seconds()*1000, used>>20, err)
	}
}

// soonest measures work, and again where something else may have kept the
// machine busy.
func soonest(work func()) time.Duration {
	best := time.Hour
	for range 4 {
		start := time.Now()
		work()
		if best = min(best, time.Since(start)); best < slow*time.Second {
			break
		}
	}
	return best
}

// allocated is how much memory was ever asked for: more than was held at once.
func allocated() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
