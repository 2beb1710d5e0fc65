package export

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"amparo/internal/paper"
)

const (
	xlsxMain  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	ooxmlRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packRels  = "http://schemas.openxmlformats.org/package/2006/relationships"
	packTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
	xlsxType  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// maxExcel is how much text Excel takes in one cell, in UTF-16 units.
const maxExcel = 32_767

// writeXLSX writes an Excel workbook: one sheet a table, all cells text, the
// header row in view and repeated on each printed page. Text that is too long
// for Excel's cells goes on in the row below.
func writeXLSX(w io.Writer, d paper.Document) error {
	book := xlsxBook{doc: d, sheets: sheetsOf(d), index: map[string]int{}}
	parts := []zipPart{
		{"[Content_Types].xml", book.types()},
		{"_rels/.rels", relations(part{"rId1", "officeDocument", "xl/workbook.xml"})},
		{"xl/workbook.xml", book.workbook()},
		{"xl/_rels/workbook.xml.rels", book.relations()},
		{"xl/styles.xml", xlsxStyles},
	}
	for i, t := range book.sheets {
		parts = append(parts, zipPart{xlsxSheetName(i), book.sheet(t)})
	}
	return writeZip(w, false, append(parts, zipPart{"xl/sharedStrings.xml", book.strings()}))
}

func xlsxSheetName(i int) string { return "xl/worksheets/sheet" + itoa(i+1) + ".xml" }

// relations writes the links of an OOXML part.
func relations(links ...part) string {
	var out strings.Builder
	out.WriteString(xmlHead + `<Relationships xmlns="` + packRels + `">`)
	for _, l := range links {
		out.WriteString(`<Relationship Id="` + l.id + `" Type="` + ooxmlRels + `/` + l.kind + `" Target="` + l.target + `"/>`)
	}
	return out.String() + `</Relationships>`
}

// xlsxBook is a workbook while it is written; its sheets share their strings.
type xlsxBook struct {
	doc    paper.Document
	sheets []*paper.Table
	shared []string
	index  map[string]int
	uses   int
}

func (x *xlsxBook) types() string {
	var out strings.Builder
	out.WriteString(xmlHead + `<Types xmlns="` + packTypes + `">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + xlsxType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + xlsxType + `styles+xml"/>` +
		`<Override PartName="/xl/sharedStrings.xml" ContentType="` + xlsxType + `sharedStrings+xml"/>`)
	for i := range x.sheets {
		out.WriteString(`<Override PartName="/` + xlsxSheetName(i) + `" ContentType="` + xlsxType + `worksheet+xml"/>`)
	}
	return out.String() + `</Types>`
}

func (x *xlsxBook) relations() string {
	var links []part
	for i := range x.sheets {
		links = append(links, part{"rId" + itoa(i+1), "worksheet", "worksheets/sheet" + itoa(i+1) + ".xml"})
	}
	n := len(links)
	links = append(links, part{"rId" + itoa(n+1), "styles", "styles.xml"}, part{"rId" + itoa(n+2), "sharedStrings", "sharedStrings.xml"})
	return relations(links...)
}

func (x *xlsxBook) workbook() string {
	var b, names strings.Builder
	b.WriteString(xmlHead + `<workbook xmlns="` + xlsxMain + `" xmlns:r="` + ooxmlRels + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, t := range x.sheets {
		b.WriteString(`<sheet name="` + escapeXML(t.Name) + `" sheetId="` + itoa(i+1) + `" r:id="rId` + itoa(i+1) + `"/>`)
		if len(t.Head) > 0 {
			names.WriteString(`<definedName name="_xlnm.Print_Titles" localSheetId="` + itoa(i) + `">'` +
				escapeXML(strings.ReplaceAll(t.Name, "'", "''")) + `'!$1:$1</definedName>`)
		}
	}
	b.WriteString(`</sheets>`)
	if names.Len() > 0 {
		b.WriteString(`<definedNames>` + names.String() + `</definedNames>`)
	}
	b.WriteString(`</workbook>`)
	return b.String()
}

// xlsxStyles has three cell forms: plain, text and header. The latter two hold
// text whatever is typed in them.
const xlsxStyles = xmlHead + `<styleSheet xmlns="` + xlsxMain + `">` +
	`<fonts count="2"><font><sz val="10"/><name val="Calibri"/><family val="2"/></font>` +
	`<font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FF` + headFill + `"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left style="thin"><color rgb="FF` + ruleLine + `"/></left><right style="thin"><color rgb="FF` + ruleLine + `"/></right>` +
	`<top style="thin"><color rgb="FF` + ruleLine + `"/></top><bottom style="thin"><color rgb="FF` + ruleLine + `"/></bottom><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func (x *xlsxBook) sheet(t *paper.Table) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="` + xlsxMain + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"`)
	if x.doc.RTL {
		b.WriteString(` rightToLeft="1"`)
	}
	b.WriteString(`>`)
	if len(t.Head) > 0 {
		b.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`)
	}
	b.WriteString(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, width := range columnWidths(x.doc, t) {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%s" customWidth="1"/>`, i+1, i+1, decimal(width/1.9))
	}
	b.WriteString(`</cols><sheetData>`)
	x.rows(&b, t)
	b.WriteString(`</sheetData>` + x.page() + `</worksheet>`)
	return b.String()
}

func (x *xlsxBook) rows(b *strings.Builder, t *paper.Table) {
	at, n, widths := 0, columns(t), columnWidths(x.doc, t)
	put := func(row []string, style string) {
		for _, piece := range splitLong(row) {
			at++
			b.WriteString(`<row r="` + itoa(at) + `" ht="` + decimal(min(rowHeight(piece, widths)/pointMM, 409)) + `">`)
			x.row(b, at, piece, style)
		}
	}
	if len(t.Head) > 0 {
		put(t.Head, "2")
	}
	for _, row := range t.Rows {
		put(row, "1")
	}
	for range t.Blank {
		at++
		fmt.Fprintf(b, `<row r="%d" ht="%s" customHeight="1">`, at, decimal(blankRow/pointMM))
		for col := range n {
			b.WriteString(`<c r="` + columnName(col) + itoa(at) + `" s="1"/>`)
		}
		b.WriteString(`</row>`)
	}
}

func (x *xlsxBook) row(b *strings.Builder, at int, row []string, style string) {
	for col := range row {
		b.WriteString(`<c r="` + columnName(col) + itoa(at) + `" s="` + style + `"`)
		if text := cellOf(row, col); text != "" {
			b.WriteString(` t="s"><v>` + itoa(x.string(text)) + `</v></c>`)
		} else {
			b.WriteString(`/>`)
		}
	}
	b.WriteString(`</row>`)
}

// splitLong cuts a row whose cells are too long for Excel into several.
func splitLong(row []string) [][]string {
	rest := make([]string, len(row))
	first := make([]string, len(row))
	more := false
	for i, text := range row {
		first[i], rest[i] = cutLong(text)
		more = more || rest[i] != ""
	}
	if !more {
		return [][]string{row}
	}
	return append([][]string{first}, splitLong(rest)...)
}

func cutLong(text string) (first, rest string) {
	if len(text) <= maxExcel {
		return text, ""
	}
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > maxExcel {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

// string returns the number of a shared string.
func (x *xlsxBook) string(text string) int {
	x.uses++
	n, found := x.index[text]
	if !found {
		n = len(x.shared)
		x.index[text] = n
		x.shared = append(x.shared, text)
	}
	return n
}

func (x *xlsxBook) strings() string {
	var b strings.Builder
	fmt.Fprintf(&b, `%s<sst xmlns="%s" count="%d" uniqueCount="%d">`, xmlHead, xlsxMain, x.uses, len(x.shared))
	for _, text := range x.shared {
		b.WriteString(`<si><t xml:space="preserve">` + xlsxEscape(text) + `</t></si>`)
	}
	b.WriteString(`</sst>`)
	return b.String()
}

// xlsxEscape keeps signs that XML cannot hold in Excel's own way, and text
// that only looks like that way as what it is.
func xlsxEscape(text string) string {
	var b strings.Builder
	for i, r := range text {
		_, looks := xlsxCode(text[i:])
		switch {
		case r == '_' && looks && text[i+1] == 'x':
			b.WriteString("_x005F_")
		case r < ' ' && r != '\n' && r != '\t':
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteString(escapeXML(string(r)))
		}
	}
	return b.String()
}

// page sets the paper, and writes the title above and the page below.
func (x *xlsxBook) page() string {
	size, orientation := "9", "portrait"
	if x.doc.Size == paper.Letter {
		size = "1"
	}
	if x.doc.Landscape {
		orientation = "landscape"
	}
	foot := xlsxCodes(x.doc.Foot)
	if before, between, after, ok := pageWords(x.doc.PageOf); ok {
		foot = strings.TrimPrefix(foot+"\n", "\n") + xlsxCodes(before) + "&P" + xlsxCodes(between) + "&N" + xlsxCodes(after)
	}
	return `<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="` + size + `" orientation="` + orientation + `" fitToWidth="1" fitToHeight="0"/>` +
		`<headerFooter><oddHeader>&amp;C` + escapeXML(xlsxCodes(x.doc.Title)) + `</oddHeader><oddFooter>&amp;C` + escapeXML(foot) + `</oddFooter></headerFooter>`
}

// xlsxCodes keeps text from being read as a code of a header, and short enough
// for one: Excel takes 255 letters.
func xlsxCodes(text string) string {
	runes := []rune(text)
	return strings.ReplaceAll(string(runes[:min(len(runes), 100)]), "&", "&&")
}
