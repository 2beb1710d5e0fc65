package export

import (
	"io"
	"strings"

	"amparo/internal/paper"
)

const odfNames = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"` +
	` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` office:version="1.3"`

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

const odsManifest = xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="` + mimeODS + `"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>` +
	`</manifest:manifest>`

// writeODS writes an OpenDocument spreadsheet: one sheet a table, all cells
// text, the header row repeated on each printed page.
func writeODS(w io.Writer, d paper.Document) error {
	return writeZip(w, true, []zipPart{
		{"mimetype", mimeODS},
		{"content.xml", odsContent(d)},
		{"styles.xml", odsStyles(d)},
		{"META-INF/manifest.xml", odsManifest},
	})
}

func odsContent(d paper.Document) string {
	sheets := sheetsOf(d)
	var b strings.Builder
	b.WriteString(xmlHead + `<office:document-content` + odfNames + `><office:automatic-styles>`)
	b.WriteString(odsCellStyles)
	mode := "lr-tb"
	if d.RTL {
		mode = "rl-tb"
	}
	b.WriteString(`<style:style style:name="sheet" style:family="table" style:master-page-name="Default">` +
		`<style:table-properties table:display="true" style:writing-mode="` + mode + `"/></style:style>`)
	for i, t := range sheets {
		for col, width := range columnWidths(d, t) {
			b.WriteString(`<style:style style:name="` + odsColumn(i, col) + `" style:family="table-column">` +
				`<style:table-column-properties style:column-width="` + decimal(width) + `mm"/></style:style>`)
		}
		b.WriteString(`<style:style style:name="` + odsHeadRow(i) + `" style:family="table-row"><style:table-row-properties style:row-height="` +
			decimal(rowHeight(t.Head, columnWidths(d, t))+2) + `mm" style:use-optimal-row-height="false"/></style:style>`)
	}
	b.WriteString(`</office:automatic-styles><office:body><office:spreadsheet>`)
	for i, t := range sheets {
		odsTable(&b, i, t)
	}
	b.WriteString(`</office:spreadsheet></office:body></office:document-content>`)
	return b.String()
}

// odsCellStyles makes each cell text, so that typing in it later does not turn
// it into a formula either.
const odsCellStyles = `<number:text-style style:name="astext"><number:text-content/></number:text-style>` +
	`<style:style style:name="cell" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="astext">` +
	`<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:padding="1mm" fo:border="0.5pt solid #` + ruleLine + `"/></style:style>` +
	`<style:style style:name="head" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="astext">` +
	`<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="middle" fo:padding="1mm" fo:background-color="#` + headFill + `" fo:border="0.5pt solid #` + ruleLine + `"/>` +
	`<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"/></style:style>` +
	`<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>` +
	`<style:style style:name="blank" style:family="table-row"><style:table-row-properties style:row-height="26mm" style:use-optimal-row-height="false"/></style:style>`

// odsColumn names the style of a column, each by its number from 0.
func odsColumn(sheet, col int) string { return "c" + itoa(sheet) + "-" + itoa(col) }

// odsHeadRow names the style of a sheet's header row.
func odsHeadRow(sheet int) string { return "h" + itoa(sheet) }

func odsTable(b *strings.Builder, sheet int, t *paper.Table) {
	n := columns(t)
	b.WriteString(`<table:table table:name="` + escapeXML(t.Name) + `" table:style-name="sheet">`)
	for col := range n {
		b.WriteString(`<table:table-column table:style-name="` + odsColumn(sheet, col) + `" table:default-cell-style-name="cell"/>`)
	}
	if len(t.Head) > 0 {
		b.WriteString(`<table:table-header-rows>`)
		odsRow(b, t.Head, n, odsHeadRow(sheet), "head")
		b.WriteString(`</table:table-header-rows>`)
	}
	for _, row := range t.Rows {
		odsRow(b, row, n, "row", "cell")
	}
	if t.Blank > 0 {
		b.WriteString(`<table:table-row table:style-name="blank" table:number-rows-repeated="` + itoa(t.Blank) + `">` +
			`<table:table-cell table:style-name="cell" table:number-columns-repeated="` + itoa(n) + `"/></table:table-row>`)
	}
	b.WriteString(`</table:table>`)
}

func odsRow(b *strings.Builder, row []string, n int, rowStyle, style string) {
	b.WriteString(`<table:table-row table:style-name="` + rowStyle + `">`)
	for col := range n {
		text := cellOf(row, col)
		b.WriteString(`<table:table-cell table:style-name="` + style + `"`)
		if text == "" {
			b.WriteString(`/>`)
			continue
		}
		b.WriteString(` office:value-type="string">`)
		for line := range strings.SplitSeq(text, "\n") {
			b.WriteString(`<text:p>` + odfText(line) + `</text:p>`)
		}
		b.WriteString(`</table:table-cell>`)
	}
	b.WriteString(`</table:table-row>`)
}

// odfText escapes one line; blanks that OpenDocument would drop get its own
// signs.
func odfText(line string) string {
	var b strings.Builder
	rest, afterText := line, false
	for rest != "" {
		i := strings.IndexAny(rest, " \t")
		if i < 0 {
			i = len(rest)
		}
		b.WriteString(escapeXML(rest[:i]))
		rest, afterText = rest[i:], afterText || i > 0
		if blanks := len(rest) - len(strings.TrimLeft(rest, " ")); blanks > 0 {
			b.WriteString(odfBlanks(blanks, afterText && blanks < len(rest)))
			rest = rest[blanks:]
		}
		if strings.HasPrefix(rest, "\t") {
			b.WriteString(`<text:tab/>`)
			rest, afterText = rest[1:], false
		}
	}
	return b.String()
}

// odfBlanks writes n blanks, the first as itself where it stands within text.
func odfBlanks(n int, within bool) string {
	out := ""
	if within {
		out, n = " ", n-1
	}
	if n > 0 {
		out += `<text:s text:c="` + itoa(n) + `"/>`
	}
	return out
}

func odsStyles(d paper.Document) string {
	width, height := pageSize(d)
	orientation := "portrait"
	if d.Landscape {
		orientation = "landscape"
	}
	mode := "lr-tb"
	if d.RTL {
		mode = "rl-tb"
	}
	return xmlHead + `<office:document-styles` + odfNames + `><office:styles>` +
		`<style:default-style style:family="table-cell"><style:paragraph-properties style:writing-mode="` + mode + `"/>` +
		`<style:text-properties fo:font-size="10pt" style:font-size-complex="10pt"/></style:default-style>` +
		`<style:style style:name="Default" style:family="table-cell"/></office:styles><office:automatic-styles>` +
		`<style:style style:name="line" style:family="paragraph"><style:paragraph-properties fo:text-align="center" style:writing-mode="` + mode + `"/></style:style>` +
		`<style:style style:name="title" style:family="paragraph"><style:paragraph-properties fo:text-align="center" style:writing-mode="` + mode + `"/><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold" fo:font-size="13pt" style:font-size-complex="13pt"/></style:style>` +
		`<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="` + decimal(width) + `mm" fo:page-height="` + decimal(height) +
		`mm" style:print-orientation="` + orientation + `" fo:margin="10mm" style:writing-mode="` + mode + `" style:scale-to-X="1" style:scale-to-Y="0"/>` +
		`<style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="3mm"/></style:header-style>` +
		`<style:footer-style><style:header-footer-properties fo:min-height="6mm" fo:margin-top="3mm"/></style:footer-style></style:page-layout>` +
		`</office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="page">` +
		odsHeader(d) + odsFooter(d) + `</style:master-page></office:master-styles></office:document-styles>`
}

// odsHeader puts the title above each printed page, where it disturbs no cell.
func odsHeader(d paper.Document) string {
	if d.Title == "" {
		return `<style:header style:display="false"><text:p/></style:header>`
	}
	mark := endMark(d)
	lead := ""
	if d.Lead != "" {
		lead = `<text:p text:style-name="line">` + escapeXML(d.Lead+mark) + `</text:p>`
	}
	return `<style:header><text:p text:style-name="title">` + escapeXML(d.Title+mark) + `</text:p>` + lead + `</style:header>`
}

// endMark keeps a full stop at the end of text that reads from the right: the
// headers of spreadsheets begin all lines at the left.
func endMark(d paper.Document) string {
	if d.RTL {
		return "\u200f"
	}
	return ""
}

func odsFooter(d paper.Document) string {
	out, mark := "", endMark(d)
	if d.Foot != "" {
		out += `<text:p text:style-name="line">` + escapeXML(d.Foot+mark) + `</text:p>`
	}
	if before, between, after, ok := pageWords(d.PageOf); ok {
		out += `<text:p text:style-name="line">` + escapeXML(before) + `<text:page-number>1</text:page-number>` + escapeXML(between) +
			`<text:page-count>1</text:page-count>` + escapeXML(after) + `</text:p>`
	}
	if out == "" {
		return `<style:footer style:display="false"><text:p/></style:footer>`
	}
	return `<style:footer>` + out + `</style:footer>`
}
