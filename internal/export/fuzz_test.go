package export_test

import (
	"strings"
	"testing"

	"amparo/internal/export"
)

// checkRead reads a file as no person wrote it: it may be refused, but what
// comes out keeps to the limits and maps.
func checkRead(t *testing.T, name string, data []byte) {
	s, err := export.Read(name, data)
	if err != nil {
		if len(s.Grids) > 0 {
			t.Error("an error and tables")
		}
		return
	}
	if len(s.Grids) == 0 {
		t.Error("neither an error nor a table")
	}
	for _, g := range s.Grids {
		if len(g.Rows) == 0 || len(g.Rows) > 20_000 {
			t.Errorf("%d rows", len(g.Rows))
		}
		for _, row := range g.Rows {
			for _, c := range row {
				if len(row) > 200 || len(c.Text) > 64<<10 || c.Text != "" && c.Under {
					t.Errorf("%d cells, %d bytes, under %t", len(row), len(c.Text), c.Under)
				}
			}
		}
	}
	export.Map(s.Grids, spoken())
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a,b\n\"c\"\"\n\",d", "sep=;\na;b", "\xff\xfea\x00,\x00", "\xf1;\x80\r\n'=x;\"", "Risk\tImpact\nfire\t5\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "x.csv", data) })
}

func FuzzODS(f *testing.F) {
	for _, seed := range []string{
		`<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>a<text:s text:c="3"/></text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"><table:covered-table-cell/><table:table-cell/></table:table-row>`,
		`<table:table-row><table:table-cell><table:table><table:table-row/></table:table></table:table-cell></table:table-row>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, rows string) { checkRead(t, "x", []byte(odsWith(t, rows))) })
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<sheetData><row r="2"><c r="B2" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:C9"/></mergeCells>`, `<si><r><t>a_x000D_</t></r></si>`)
	f.Add(`<sheetData><row><c t="inlineStr"><is><t>x</t></is></c><c t="e"><f>1</f></c></row></sheetData>`, ``)
	f.Fuzz(func(t *testing.T, sheet, shared string) { checkRead(t, "x", []byte(xlsxWith(t, sheet, shared))) })
}

func FuzzDOCX(f *testing.F) {
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t><w:br/></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:tbl><w:sdt><w:sdtContent><w:tr><w:trPr><w:gridBefore w:val="3"/></w:trPr></w:tr></w:sdtContent></w:sdt></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) { checkRead(t, "x", []byte(docxWith(t, body))) })
}

// FuzzZip changes whole files, their table of contents and all.
func FuzzZip(f *testing.F) {
	f.Add([]byte(odsWith(f, `<table:table-row/>`)))
	f.Add([]byte(docxWith(f, `<w:tbl/>`)))
	f.Fuzz(func(t *testing.T, data []byte) { checkRead(t, "x", data) })
}

// FuzzMap gives tables by their cells: rows end in "\n", cells in "\t", "^"
// lies under the cell above.
func FuzzMap(f *testing.F) {
	f.Add("Threats and Risks\tMitigating Actions\na\t- b\n^\tc\n\td\n")
	f.Add("Risk\tProbability\tWhat Can I Do\nx\t3.5\ty\nz\tvery high\t\n")
	f.Add("المخاطر والتهديدات\tإجراءات التخفيف\nx\t٤\n")
	f.Fuzz(func(t *testing.T, text string) {
		var rows [][]string
		for line := range strings.SplitSeq(text, "\n") {
			rows = append(rows, strings.Split(line, "\t"))
		}
		im := export.Map([]export.Grid{gridOf(rows...)}, spoken())
		if (im.Form == "") != (len(im.Drafts) == 0) && im.Form == "" {
			t.Error("drafts without a form")
		}
		for _, d := range im.Drafts {
			if d.Kind == "" || d.Where == "" && len(d.Fields)+len(d.Lists) > 0 {
				t.Errorf("a draft from nowhere: %+v", d)
			}
		}
	})
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a": ["b\"", {"c": 1.5}], "d": null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var into any
		if err := export.DecodeJSON(data, &into); err != nil && strings.Contains(err.Error(), "json") {
			t.Errorf("an error of another package: %v", err)
		}
	})
}
