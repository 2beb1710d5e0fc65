package paper

import (
	"slices"
	"strings"

	"amparo/internal/notebook"
)

// risks returns our risks as a table, and then those of each invented woman,
// under a heading that says that she is.
func (p *printer) risks() []Block {
	k := notebook.KindOf("risk")
	blocks := []Block{{Table: p.table(k, p.book.RisksOf(notebook.ID{}))}}
	for _, id := range p.book.Personas() {
		list := p.book.RisksOf(id)
		if len(list) == 0 {
			continue
		}
		t := p.table(k, list)
		heading := p.l.T("Someone invented")
		if r := p.book.Get(notebook.Ref{Kind: "persona", ID: id}); r != nil {
			heading = p.l.F("%s, invented", r.Title())
		}
		t.Name = heading
		blocks = append(blocks, Block{Heading: heading, Level: 2}, Block{Table: t})
	}
	return blocks
}

// riskQuestions are what stands under a blank table of risks: how its scales
// are read, and on a page of its own what else the sheet asks of one risk.
func (p *printer) riskQuestions() []Block {
	k := notebook.KindOf("risk")
	var scales []string
	for _, name := range []string{"probability", "impact", "reaction"} {
		f := k.Field(name)
		var line strings.Builder
		line.WriteString(p.l.T(f.Label) + ": ")
		for i, step := range f.Scale {
			if i > 0 {
				line.WriteString(" · ")
			}
			line.WriteString(step.Value + " " + p.l.T(step.Word))
		}
		scales = append(scales, line.String())
	}
	blocks := []Block{{Heading: p.l.T("How we read it"), Level: 3}, {Items: scales},
		{Break: true, Heading: p.l.T("One risk, looked at closely"), Level: 2},
		{Text: p.l.T("For us, or for an invented woman:") + " ________________"}}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Hidden || f.Column && f.Name != "title" || slices.Contains([]string{"because", "note", "persona"}, f.Name) {
			continue
		}
		if f.Type == notebook.Choice { // on one line, so that all of it is one page in each script
			blocks = append(blocks, Block{Text: p.l.T(f.Question) + " " + p.steps(f)})
			continue
		}
		blocks = append(blocks, Block{Heading: p.l.T(f.Question), Level: 3}, Block{Lines: 1})
	}
	return blocks
}
