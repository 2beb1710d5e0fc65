package export

import (
	"io"
	"strings"

	"amparo/internal/paper"
)

const (
	docxMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// perMM is how many of Word's units, twentieths of a point, make a millimetre.
const perMM = 1440 / 25.4

const docxTypes = xmlHead + `<Types xmlns="` + packTypes + `">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + docxType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + docxType + `styles+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="` + docxType + `numbering+xml"/>` +
	`<Override PartName="/word/footer.xml" ContentType="` + docxType + `footer+xml"/></Types>`

// writeDOCX writes a text document for Word and its kin: headings, paragraphs,
// lists and tables whose header row comes back on each page.
func writeDOCX(w io.Writer, d paper.Document) error {
	x := docxWriter{doc: d}
	return writeZip(w, false, []zipPart{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", relations(part{"rId1", "officeDocument", "word/document.xml"})},
		{"word/document.xml", x.document()},
		{"word/_rels/document.xml.rels", relations(part{"rId1", "styles", "styles.xml"},
			part{"rId2", "numbering", "numbering.xml"}, part{"rId3", "footer", "footer.xml"})},
		{"word/styles.xml", docxStyles(d)},
		{"word/numbering.xml", docxNumbering},
		{"word/footer.xml", x.footer()},
	})
}

// docxWriter writes the parts that hold text.
type docxWriter struct {
	doc paper.Document
	b   strings.Builder
}

func (x *docxWriter) document() string {
	x.b.WriteString(xmlHead + `<w:document xmlns:w="` + docxMain + `" xmlns:r="` + ooxmlRels + `"><w:body>`)
	if x.doc.Title != "" {
		x.paragraph("Title", x.doc.Title, "")
	}
	if x.doc.Lead != "" {
		x.paragraph("Subtitle", x.doc.Lead, "")
	}
	for i, block := range x.doc.Blocks {
		if block.Break && i > 0 {
			x.b.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
		}
		x.block(block)
	}
	x.section()
	x.b.WriteString(`</w:body></w:document>`)
	return x.b.String()
}

func (x *docxWriter) block(block paper.Block) {
	switch {
	case block.Heading != "":
		style := "Heading2"
		if block.Level == 3 {
			style = "Heading3"
		}
		x.paragraph(style, block.Heading, "")
	case block.Text != "":
		x.paragraph("", block.Text, "")
	case block.Table != nil:
		x.table(block.Table)
	}
	for _, item := range block.Items {
		x.paragraph("", item, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`)
	}
	for range block.Lines {
		x.paragraph("Line", "", "")
	}
	if block.Lines > 0 {
		x.b.WriteString(`<w:p/>`) // the last line would vanish in a table's edge
	}
}

// paragraph writes one paragraph; line ends within the text break its lines.
func (x *docxWriter) paragraph(style, text, more string) {
	x.b.WriteString(`<w:p><w:pPr>`)
	if style != "" {
		x.b.WriteString(`<w:pStyle w:val="` + style + `"/>`)
	}
	x.b.WriteString(more)
	if x.doc.RTL {
		x.b.WriteString(`<w:bidi/>`)
	}
	x.b.WriteString(`</w:pPr>`)
	if text != "" {
		x.b.WriteString(x.run(text))
	}
	x.b.WriteString(`</w:p>`)
}

// run writes letters that stand together.
func (x *docxWriter) run(text string) string {
	var b strings.Builder
	b.WriteString(`<w:r>`)
	if x.doc.RTL {
		b.WriteString(`<w:rPr><w:rtl/></w:rPr>`)
	}
	for i, line := range strings.Split(oneLineEnd(text), "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				b.WriteString(`<w:tab/>`)
			}
			if piece != "" {
				b.WriteString(`<w:t xml:space="preserve">` + escapeXML(piece) + `</w:t>`)
			}
		}
	}
	b.WriteString(`</w:r>`)
	return b.String()
}

func (x *docxWriter) table(t *paper.Table) {
	widths := columnWidths(x.doc, t)
	x.b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>`)
	if x.doc.RTL {
		x.b.WriteString(`<w:bidiVisual/>`)
	}
	page, _ := pageSize(x.doc)
	x.b.WriteString(`<w:tblW w:w="` + twips(page-2*margin) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		x.b.WriteString(`<w:gridCol w:w="` + twips(width) + `"/>`)
	}
	x.b.WriteString(`</w:tblGrid>`)
	if len(t.Head) > 0 {
		x.row(t.Head, widths, `<w:cantSplit/><w:tblHeader/>`, "TableHead")
	}
	for _, row := range t.Rows {
		x.row(row, widths, `<w:cantSplit/>`, "TableText")
	}
	for range t.Blank {
		x.row(nil, widths, `<w:cantSplit/><w:trHeight w:val="`+twips(blankRow)+`" w:hRule="atLeast"/>`, "TableText")
	}
	x.b.WriteString(`</w:tbl><w:p/>`) // two tables without a paragraph between would become one
}

func (x *docxWriter) row(row []string, widths []float64, shape, style string) {
	x.b.WriteString(`<w:tr><w:trPr>` + shape + `</w:trPr>`)
	for col, width := range widths {
		x.b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + twips(width) + `" w:type="dxa"/>`)
		if style == "TableHead" {
			x.b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="` + headFill + `"/><w:vAlign w:val="center"/>`)
		}
		x.b.WriteString(`</w:tcPr>`)
		for line := range strings.SplitSeq(cellOf(row, col), "\n") {
			x.paragraph(style, line, "")
		}
		x.b.WriteString(`</w:tc>`)
	}
	x.b.WriteString(`</w:tr>`)
}

// section sets the page that all stands on.
func (x *docxWriter) section() {
	width, height := pageSize(x.doc)
	orientation := ""
	if x.doc.Landscape {
		orientation = ` w:orient="landscape"`
	}
	m := twips(margin)
	x.b.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="` + twips(width) + `" w:h="` + twips(height) + `"` + orientation + `/>` +
		`<w:pgMar w:top="` + m + `" w:right="` + m + `" w:bottom="` + m + `" w:left="` + m + `" w:header="567" w:footer="454" w:gutter="0"/>`)
	if x.doc.RTL {
		x.b.WriteString(`<w:bidi/>`)
	}
	x.b.WriteString(`</w:sectPr>`)
}

func twips(mm float64) string { return itoa(int(mm*perMM + 0.5)) }

// footer writes the line at the foot of each page, with the page's number.
func (x *docxWriter) footer() string {
	rtl := ""
	if x.doc.RTL {
		rtl = `<w:bidi/>`
	}
	out := xmlHead + `<w:ftr xmlns:w="` + docxMain + `">`
	if x.doc.Foot != "" {
		out += `<w:p><w:pPr><w:pStyle w:val="Footer"/>` + rtl + `</w:pPr>` + x.run(x.doc.Foot) + `</w:p>`
	}
	out += `<w:p><w:pPr><w:pStyle w:val="Footer"/>` + rtl + `</w:pPr>`
	if before, between, after, ok := pageWords(x.doc.PageOf); ok {
		out += x.run(before) + x.field("PAGE") + x.run(between) + x.field("NUMPAGES") + x.run(after)
	}
	return out + `</w:p></w:ftr>`
}

func (x *docxWriter) field(name string) string {
	return `<w:fldSimple w:instr=" ` + name + ` ">` + x.run("1") + `</w:fldSimple>`
}
