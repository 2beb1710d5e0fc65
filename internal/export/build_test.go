package export_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"amparo/internal/export"
)

const odsMIME = "application/vnd.oasis.opendocument.spreadsheet"

// zipOf builds a zip file in memory; a mimetype comes first.
func zipOf(t testing.TB, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// odsXML wraps rows of a sheet, written with the usual prefixes.
func odsXML(rows string) string {
	const o = "urn:oasis:names:tc:opendocument:xmlns:"
	return `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="` + o + `office:1.0" xmlns:table="` + o + `table:1.0" xmlns:text="` + o + `text:1.0" xmlns:draw="` + o + `drawing:1.0" office:version="1.3">` +
		`<office:body><office:spreadsheet><table:table table:name="S">` + rows + `</table:table></office:spreadsheet></office:body></office:document-content>`
}

func odsWith(t testing.TB, rows string) string {
	t.Helper()
	return zipOf(t, map[string]string{"mimetype": odsMIME, "content.xml": odsXML(rows)})
}

const rels = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

func relsTo(kind, target string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + rels + `/` + kind + `" Target="` + target + `"/></Relationships>`
}

func docxWith(t testing.TB, body string) string {
	t.Helper()
	return zipOf(t, map[string]string{
		"_rels/.rels":       relsTo("officeDocument", "word/document.xml"),
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`,
	})
}

// xlsxWith builds a workbook of one sheet; shared are the <si> elements.
func xlsxWith(t testing.TB, sheet, shared string) string {
	t.Helper()
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	links := strings.Replace(relsTo("worksheet", "worksheets/sheet1.xml"), "</Relationships>",
		`<Relationship Id="r2" Type="`+rels+`/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`, 1)
	return zipOf(t, map[string]string{
		"_rels/.rels":                relsTo("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml":            `<workbook ` + main + ` xmlns:r="` + rels + `"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": links,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + main + `>` + sheet + `</worksheet>`,
		"xl/sharedStrings.xml":       `<sst ` + main + `>` + shared + `</sst>`,
	})
}

// texts returns the text of each cell of a file's only table; a cell under a
// merged one is "^".
func texts(t testing.TB, name, data string) [][]string {
	t.Helper()
	s, err := export.Read(name, []byte(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(s.Grids) != 1 {
		t.Fatalf("%s: %d tables", name, len(s.Grids))
	}
	return textsOf(s.Grids[0])
}

func textsOf(g export.Grid) [][]string {
	var out [][]string
	for _, row := range g.Rows {
		var line []string
		for _, c := range row {
			text := c.Text
			if c.Under {
				text = "^" + text
			}
			line = append(line, text)
		}
		out = append(out, line)
	}
	return out
}
