package paper

import "strings"

// HTML returns the document as one page to print from a browser: no script,
// nothing to fetch, its style inside, and a neutral title. An empty icon keeps
// browsers from asking for one.
func (d Document) HTML() []byte {
	var b strings.Builder
	dir := "ltr"
	if d.RTL {
		dir = "rtl"
	}
	b.WriteString("<!doctype html>\n<html lang=\"" + escape(d.Lang) + "\" dir=\"" + dir + "\">\n<meta charset=\"utf-8\">\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Notes</title>\n<link rel=\"icon\" href=\"data:,\">\n")
	b.WriteString("<style>" + d.pageRule() + style + "</style>\n")
	class := ""
	if d.Large {
		class = " class=\"large\""
	}
	b.WriteString("<main" + class + ">\n<h1 dir=\"auto\">" + escape(d.Title) + "</h1>\n")
	if d.Lead != "" {
		b.WriteString("<p class=\"lead\" dir=\"auto\">" + escape(d.Lead) + "</p>\n")
	}
	for _, block := range d.Blocks {
		block.html(&b)
	}
	if d.Foot != "" {
		b.WriteString("<p class=\"foot\" dir=\"auto\">" + escape(d.Foot) + "</p>\n")
	}
	b.WriteString("</main>\n</html>\n")
	return []byte(b.String())
}

// pageRule sets the paper, and the page's number at its foot.
func (d Document) pageRule() string {
	size := "A4"
	if d.Size == Letter {
		size = "letter"
	}
	if d.Landscape {
		size += " landscape"
	}
	parts := strings.SplitN(d.PageOf, "%s", 3)
	if len(parts) != 3 {
		return "@page{size:" + size + ";margin:14mm}"
	}
	counter := quote(parts[0]) + " counter(page) " + quote(parts[1]) + " counter(pages) " + quote(parts[2])
	return "@page{size:" + size + ";margin:14mm 14mm 16mm;@bottom-center{font:9pt sans-serif;color:#555;content:" + counter + "}}"
}

// style is the look of printed pages: black on white, thin rules, nine points
// at least.
const style = `
body{margin:0;color:#000;background:#fff;font:10.5pt/1.5 "Segoe UI",Roboto,"Noto Sans","Noto Sans Arabic",sans-serif}
html[lang|=ar] body{line-height:1.75}
main{max-width:270mm;margin:0 auto;padding:6mm}
h1{font:600 20pt/1.25 Georgia,"Noto Serif","Noto Naskh Arabic",serif;margin:0 0 2mm}
h2{font-size:14pt;margin:7mm 0 2mm;break-after:avoid}
h3{font-size:10.5pt;margin:5mm 0 1mm;break-after:avoid}
.large{font-size:13pt;line-height:1.4}
.large :is(h3,table){font-size:13pt;margin-block:3mm 0}
.lead{margin:0 0 5mm;color:#444}
p{margin:0 0 2mm;white-space:pre-line}
ul{margin:0 0 2mm;padding-inline-start:6mm}
li{margin:0 0 1mm;white-space:pre-line}
table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:9.5pt}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{border:.3mm solid #999;padding:1.8mm 2mm;text-align:start;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}
th{background:#eee;font-weight:600}
tr.blank td{height:26mm}
.line{height:9mm;border-block-end:.3mm solid #777}
.cut{margin-block-start:5mm;border-block-end:.5mm dotted #000}
.cut+h2{margin-block-start:4mm}
.break{break-before:page}
.foot{margin-block-start:6mm;color:#444}
@media print{main{max-width:none;padding:0}}
@media screen and (max-width:40em){table{font-size:9pt}main{overflow-x:auto}}
`

func (block Block) html(b *strings.Builder) {
	class := ""
	if block.Break {
		class = " class=\"break\""
	}
	switch {
	case block.Heading != "":
		tag := "h2"
		if block.Level == 3 {
			tag = "h3"
		}
		b.WriteString("<" + tag + class + " dir=\"auto\">" + escape(block.Heading) + "</" + tag + ">\n")
	case block.Table != nil:
		block.Table.html(b, class)
	case block.Items != nil:
		b.WriteString("<ul" + class + ">\n")
		for _, item := range block.Items {
			b.WriteString("<li dir=\"auto\">" + escape(item) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	case block.Lines > 0:
		b.WriteString(strings.Repeat("<div class=\"line\"></div>\n", block.Lines))
	case block.Cut:
		b.WriteString("<div class=\"cut\"></div>\n")
	default:
		b.WriteString("<p" + class + " dir=\"auto\">" + escape(block.Text) + "</p>\n")
	}
}

func (t *Table) html(b *strings.Builder, class string) {
	b.WriteString("<table" + class + ">\n<colgroup>")
	for i := range t.Head {
		b.WriteString("<col style=\"width:" + t.percent(i) + "%\">")
	}
	b.WriteString("</colgroup>\n<thead><tr>")
	for _, h := range t.Head {
		b.WriteString("<th scope=\"col\" dir=\"auto\">" + escape(h) + "</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		b.WriteString("<tr>")
		for _, cell := range row {
			b.WriteString("<td dir=\"auto\">" + escape(cell) + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString(strings.Repeat("<tr class=\"blank\">"+strings.Repeat("<td></td>", len(t.Head))+"</tr>\n", t.Blank))
	b.WriteString("</tbody>\n</table>\n")
}
