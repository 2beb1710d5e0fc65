package paper

import (
	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Book returns every sheet that holds something, as each is printed, one after
// the other: for people to read. Whole is for programs.
func Book(n *notebook.Notebook, l *locale.Locale, o Options) Document {
	o.Full = false
	p := printer{n, l, o}
	d := p.document(l.T("Notebook"))
	d.Landscape = true
	for _, sheet := range leaving() {
		k := notebook.KindOfSheet(sheet)
		part, err := Sheet(n, sheet, l, o)
		if err != nil || len(n.Records(k.Name)) == 0 {
			continue
		}
		heading := Block{Heading: p.name(k), Level: 2, Break: len(d.Blocks) > 0}
		d.Blocks = append(append(d.Blocks, heading), under(part, heading.Heading)...)
	}
	return d
}

// under returns the blocks of a sheet as they stand beneath its name, the first
// of them on the same page.
func under(d Document, name string) []Block {
	var list []Block
	switch {
	case d.Title != name: // a single protocol is its own title
		list = append(list, Block{Heading: d.Title, Level: 2})
	case d.Lead != "":
		list = append(list, Block{Text: d.Lead})
	}
	return append(list, d.Blocks...)
}
