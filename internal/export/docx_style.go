package export

import (
	"strings"

	"amparo/internal/paper"
)

// docxNumbering is the one kind of list that documents have: bullets.
const docxNumbering = xmlHead + `<w:numbering xmlns:w="` + docxMain + `"><w:abstractNum w:abstractNumId="0">` +
	`<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>` +
	`<w:pPr><w:ind w:left="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

// docxStyles names the looks that a text document uses, so that a person can
// change each in one place.
func docxStyles(d paper.Document) string {
	lang := escapeXML(d.Lang)
	if lang == "" {
		lang = "en"
	}
	var out strings.Builder
	out.WriteString(xmlHead + `<w:styles xmlns:w="` + docxMain + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="21"/><w:szCs w:val="21"/>` +
		`<w:lang w:val="` + lang + `" w:bidi="` + lang + `"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	for _, s := range []docxLook{
		{"Title", "Title", `<w:keepNext/><w:spacing w:before="0" w:after="60"/>`, `<w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/>`},
		{"Subtitle", "Subtitle", `<w:spacing w:before="0" w:after="200"/>`, `<w:color w:val="595048"/>`},
		{"Heading2", "heading 2", `<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="1"/>`, `<w:b/><w:bCs/><w:sz w:val="27"/><w:szCs w:val="27"/>`},
		{"Heading3", "heading 3", `<w:keepNext/><w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="2"/>`, `<w:b/><w:bCs/><w:sz w:val="23"/><w:szCs w:val="23"/>`},
		{"TableText", "Table Text", `<w:spacing w:before="20" w:after="20" w:line="247" w:lineRule="auto"/>`, `<w:sz w:val="19"/><w:szCs w:val="19"/>`},
		{"TableHead", "Table Head", `<w:keepNext/><w:spacing w:before="40" w:after="40" w:line="247" w:lineRule="auto"/>`, `<w:b/><w:bCs/><w:sz w:val="19"/><w:szCs w:val="19"/>`},
		{"Line", "Line to Write On", `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/><w:between w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/></w:pBdr><w:spacing w:before="0" w:after="0" w:line="` + twips(9) + `" w:lineRule="exact"/>`, ``},
		{"Footer", "footer", `<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>`, `<w:color w:val="595048"/><w:sz w:val="18"/><w:szCs w:val="18"/>`},
	} {
		out.WriteString(s.xml())
	}
	return out.String() + docxGrid + `</w:styles>`
}

// docxLook is one style of paragraphs, with its properties as XML.
type docxLook struct{ id, name, paragraph, letters string }

func (s docxLook) xml() string {
	return `<w:style w:type="paragraph" w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/><w:basedOn w:val="Normal"/><w:qFormat/>` +
		`<w:pPr>` + s.paragraph + `</w:pPr><w:rPr>` + s.letters + `</w:rPr></w:style>`
}

// docxGrid is the look of tables: thin rules, and air around the text.
const docxGrid = `<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblBorders>` +
	`<w:top w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/><w:left w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/>` +
	`<w:bottom w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/><w:right w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="` + ruleLine + `"/></w:tblBorders>` +
	`<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`
