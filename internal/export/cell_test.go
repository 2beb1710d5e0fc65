package export_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"amparo/internal/export"

	"github.com/google/go-cmp/cmp"
)

func TestODSCells(t *testing.T) {
	p := func(text string) string { return `<table:table-cell><text:p>` + text + `</text:p></table:table-cell>` }
	for name, c := range map[string]struct {
		rows string
		want [][]string
	}{
		"blanks":     {`<table:table-row>` + p("a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d\n  e") + `</table:table-row>`, [][]string{{"a  b\tc\nd e"}}},
		"spans":      {`<table:table-row>` + p(`<text:span>a</text:span><text:a>b</text:a>`) + `</table:table-row>`, [][]string{{"ab"}}},
		"paragraphs": {`<table:table-row><table:table-cell><text:p>a</text:p><text:p/><text:p>b</text:p></table:table-cell></table:table-row>`, [][]string{{"a\n\nb"}}},
		"repeated": {`<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row>` +
			`<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>`, [][]string{{"", "", "x", "x"}, {"", "", "x", "x"}}},
		"merged down and across": {`<table:table-row><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/>` + p("b") + `</table:table-row>` +
			`<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/>` + p("c") + `</table:table-row><table:table-row><table:table-cell/>` + p("d") + `</table:table-row>`,
			[][]string{{"a", "", "b"}, {"^", "^", "c"}, {"", "d"}}},
		"groups": {`<table:table-header-rows><table:table-row>` + p("h") + `</table:table-row></table:table-header-rows><table:table-row-group><table:table-row>` + p("r") + `</table:table-row></table:table-row-group>`, [][]string{{"h"}, {"r"}}},
		"empty rows between": {`<table:table-row>` + p("a") + `</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row><table:table-row>` + p("b") + `</table:table-row>`,
			[][]string{{"a"}, nil, nil, {"b"}}},
		"value without text": {`<table:table-row><table:table-cell office:value-type="float" office:value="4"/></table:table-row>`, [][]string{{"4"}}},
		"comment":            {`<table:table-row><table:table-cell><office:annotation><text:p>psst</text:p></office:annotation><text:p>a</text:p></table:table-cell></table:table-row>`, [][]string{{"a"}}},
	} {
		if d := cmp.Diff(c.want, texts(t, name, odsWith(t, c.rows))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestXLSXCells(t *testing.T) {
	const shared = `<si><t>zero</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si>`
	for name, c := range map[string]struct {
		sheet string
		want  [][]string
	}{
		"strings": {`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>in</t><t>line</t></is></c><c t="s"><v>2</v></c></row>`, [][]string{{"zero", "rich ", "inline", "a\rb_x0041_"}}},
		"sparse":  {`<row r="2"><c r="C2"><v>4</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c></row>`, [][]string{nil, {"", "", "4"}, nil, {"TRUE"}}},
		"no refs": {`<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, [][]string{{"1", "2"}, {"3"}}},
		"formula": {`<row r="1"><c r="A1" t="str"><f>A2</f><v>shown</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`, [][]string{{"shown", "#DIV/0!"}}},
		"merged": {`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"/><c r="B2"><v>3</v></c></row><row r="3"><c r="A3"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B2:C3"/></mergeCells><sheetData>`,
			[][]string{{"1", "2"}, {"^", "3"}, {"4", "^", "^"}}},
	} {
		if d := cmp.Diff(c.want, texts(t, name, xlsxWith(t, "<sheetData>"+c.sheet+"</sheetData>", shared))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestDOCXCells(t *testing.T) {
	p := func(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
	tc := func(props, body string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + body + `</w:tc>` }
	for name, c := range map[string]struct {
		rows string
		want [][]string
	}{
		"lines":    {`<w:tr>` + tc("", `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>`+p("d")+`<w:p/>`) + `</w:tr>`, [][]string{{"a\nb\tc-\nd"}}},
		"grid":     {`<w:tr>` + tc(`<w:gridSpan w:val="2"/>`, p("a")) + tc("", p("b")) + `</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + tc("", p("c")) + tc("", p("d")) + `</w:tr>`, [][]string{{"a", "", "b"}, {"", "c", "d"}}},
		"merged":   {`<w:tr>` + tc(`<w:vMerge w:val="restart"/>`, p("a")) + tc("", p("b")) + `</w:tr><w:tr>` + tc(`<w:vMerge/>`, `<w:p/>`) + tc("", p("c")) + `</w:tr>`, [][]string{{"a", "b"}, {"^", "c"}}},
		"changes":  {`<w:tr>` + tc("", `<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom></w:p>`) + `</w:tr><w:tr><w:trPr><w:del/></w:trPr>` + tc("", p("gone")) + `</w:tr>`, [][]string{{"new"}}},
		"wrappers": {`<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>` + tc("", `<w:sdt><w:sdtContent>`+p("in")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>`, [][]string{{"in"}}},
		"inner":    {`<w:tr>` + tc("", p("a")+`<w:tbl><w:tr>`+tc(`<w:gridSpan w:val="3"/>`, p("b"))+tc("", p("c"))+`</w:tr></w:tbl><w:p/>`) + tc("", p("d")) + `</w:tr>`, [][]string{{"a\nb\nc", "d"}}},
		"fields":   {`<w:tr>` + tc("", `<w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>`) + `</w:tr>`, [][]string{{"link"}}},
	} {
		if d := cmp.Diff(c.want, texts(t, name, docxWith(t, "<w:tbl>"+c.rows+"</w:tbl>"))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestWhatIsLeftOutIsSaidWithItsPlace(t *testing.T) {
	inner := docxWith(t, `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:commentReference/><w:drawing/></w:r></w:p><w:tbl/></w:tc></w:tr></w:tbl>`)
	formula := xlsxWith(t, `<sheetData><row r="3"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData><drawing/>`, "")
	two := docxWith(t, strings.Repeat(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>b</w:t><w:drawing/></w:r></w:p></w:tc></w:tr></w:tbl>`, 2))
	for data, want := range map[string][]export.Note{
		two:     {{Where: "1!A2", Problem: export.PictureLeft}, {Where: "2!A2", Problem: export.PictureLeft}},
		inner:   {{Where: "A1", Problem: export.CommentLeft}, {Where: "A1", Problem: export.PictureLeft}, {Where: "A1", Problem: export.TableInside}},
		formula: {{Where: "B3", Problem: export.BrokenFormula}, {Problem: export.PictureLeft}},
	} {
		s, err := export.Read("x", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, s.Notes); d != "" {
			t.Error(d)
		}
	}
}

func TestCSVCells(t *testing.T) {
	abc := [][]string{{"a", "b"}, {"c", "d"}}
	for data, want := range map[string][][]string{
		"a,b\nc,d":                                 abc,
		"a;b\r\nc;d\r\n":                           abc,
		"a\tb\rc\td\r":                             abc,
		"sep=;\r\na;b\r\nc;d":                      abc,
		"\"sep=|\"\na|b\nc|d":                      abc,
		"a, with commas;b\nc;d, and d":             {{"a, with commas", "b"}, {"c", "d, and d"}},
		"\"x;y\",\"1\r\n2\"\n\"say \"\"hi\"\"\",z": {{"x;y", "1\n2"}, {`say "hi"`, "z"}},
		"A title\n\na;b\nc;d,e,f,g":                {{"A title"}, nil, {"a", "b"}, {"c", "d,e,f,g"}},
		"a \"b\" c,d":                              {{`a "b" c`, "d"}},
		"\"a\"b,c":                                 {{"ab", "c"}},
		"\"open,b\nc":                              {{"open,b\nc"}},
		"one\ntwo, three\nfour":                    {{"one"}, {"two", " three"}, {"four"}},
		"'=x,'y,''=z":                              {{"=x", "'y", "'=z"}},
		"a,b,,\n,,\n":                              {{"a", "b"}},
	} {
		if d := cmp.Diff(want, texts(t, data, data)); d != "" {
			t.Errorf("%q: %s", data, d)
		}
	}
}

// units writes text as UTF-16.
func units(text string, big bool) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return string(out)
}

func TestLettersOfEveryKind(t *testing.T) {
	const text = "señora,ليلى 🌿\r\nb,c\r\n"
	for name, data := range map[string]string{
		"utf-8": text, "utf-8 with mark": "\ufeff" + text,
		"utf-16le": "\xff\xfe" + units(text, false), "utf-16be": "\xfe\xff" + units(text, true),
		"utf-16le without mark": units(text, false), "utf-16be without mark": units(text, true),
	} {
		if d := cmp.Diff([][]string{{"señora", "ليلى 🌿"}, {"b", "c"}}, texts(t, name, data)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if d := cmp.Diff([][]string{{"ñ€Žÿ“x”"}}, texts(t, "1252", "\xf1\x80\x8e\xff\x93x\x94")); d != "" {
		t.Error(d)
	}
	for data, want := range map[string][]export.Problem{
		"\xf1\x81x":          {export.GuessedLetters, export.LostLetters},
		"\ufeffa\xffb":       {export.LostLetters},
		"\xff\xfea\x00b":     {export.LostLetters},
		"\xff\xfea\x00b\x00": nil,
	} {
		s, err := export.Read("x.csv", []byte(data))
		if err != nil {
			t.Fatal(err)
		}
		var got []export.Problem
		for _, n := range s.Notes {
			got = append(got, n.Problem)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", data, d)
		}
	}
}
