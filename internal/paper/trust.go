package paper

import (
	"strings"

	"amparo/internal/notebook"
)

// trust lays out whom a woman trusts: the five questions once for her own life
// and once for her work, a table each on a page of its own. Without records the
// tables have empty rows.
func (p *printer) trust(records []*notebook.Record) Document {
	k := notebook.KindOf("actor")
	d := p.document(p.name(k))
	d.Landscape = true
	d.Lead = p.l.T("This sheet is for one person alone. Paper is not sealed: she decides where it lies, and when it goes.")
	for _, side := range []struct{ suffix, heading string }{
		{notebook.Life, p.l.T("In my own life")}, {notebook.Work, p.l.T("In my work")},
	} {
		t := p.side(k, records, side.suffix)
		t.Name = side.heading
		d.Blocks = append(d.Blocks, Block{Heading: side.heading, Level: 2, Break: len(d.Blocks) > 0}, Block{Table: t})
	}
	return d
}

// side returns the answers of one side of life: the questions stand at the head.
func (p *printer) side(k *notebook.Kind, records []*notebook.Record, suffix string) *Table {
	fields := []*notebook.Field{&k.Fields[0]}
	for i := range k.Fields {
		if strings.HasSuffix(k.Fields[i].Name, suffix) {
			fields = append(fields, &k.Fields[i])
		}
	}
	t := &Table{}
	for _, f := range fields {
		t.Head, t.Widths = append(t.Head, p.l.T(f.Question)), append(t.Widths, max(3, widths[f.Name]))
	}
	for _, r := range records {
		row := make([]string, len(fields))
		for i, f := range fields {
			row[i] = p.text(r, f)
		}
		t.Rows = append(t.Rows, row)
	}
	if records == nil {
		t.Blank = 5
	}
	return t
}
