package paper

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Tool returns one tool with all that we said of it.
func Tool(n *notebook.Notebook, r *notebook.Record, l *locale.Locale, o Options) Document {
	p := printer{n, l, o}
	return p.tools([]*notebook.Record{r})
}

// tools lays tools out in the order that people gave them, one a page.
func (p *printer) tools(list []*notebook.Record) Document {
	k := notebook.KindOf("tool")
	d := p.document(p.name(k))
	if len(list) == 1 {
		d.Title, d.Lead = list[0].Title(), p.l.T(k.Fields[0].Label)
	}
	for i, r := range list {
		if len(list) > 1 {
			d.Blocks = append(d.Blocks, Block{Heading: r.Title(), Level: 2, Break: i > 0})
		}
		need, decided := aboutUs(k)
		d.Blocks = append(append(append(d.Blocks, p.fields(r, need)...), p.answers(k, r)...), p.fields(r, decided)...)
	}
	return d
}

// aboutUs returns the fields around the questions about the tool: what we need,
// and what we decided.
func aboutUs(k *notebook.Kind) (need, decided []string) {
	asked := false
	for _, f := range k.Fields[1:] {
		switch {
		case f.Note != "":
			asked = true
		case k.IsNote(f.Name) || f.Hidden:
		case asked:
			decided = append(decided, f.Name)
		default:
			need = append(need, f.Name)
		}
	}
	return need, decided
}

// answers is the table of the questions about a tool, with those that nobody
// answered yet left empty; without a record it is for writing by hand.
func (p *printer) answers(k *notebook.Kind, r *notebook.Record) []Block {
	t := &Table{Name: p.name(k), Head: []string{p.l.T("Question"), p.l.T("Answer"), p.l.T("Words to it")}, Widths: []int{5, 2, 6}}
	if r == nil {
		t.Head, t.Widths = []string{p.l.T("Question")}, []int{9}
		for _, step := range notebook.YesNo {
			t.Head, t.Widths = append(t.Head, p.l.T(step.Word)), append(t.Widths, 2)
		}
		t.Head, t.Widths = append(t.Head, p.l.T("Words to it")), append(t.Widths, 8)
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		switch {
		case f.Note == "":
		case r == nil:
			t.Rows = append(t.Rows, []string{p.l.T(f.Question), "", "", "", byHand})
		default:
			t.Rows = append(t.Rows, []string{p.l.T(f.Question), p.text(r, f), p.text(r, k.Field(f.Note))})
		}
	}
	return []Block{{Table: t}}
}

// byHand keeps a row of a table high enough to write in.
const byHand = "\u00a0\n\u00a0"

// blankTool is a tool to think about with a pen.
func (p *printer) blankTool() []Block {
	k := notebook.KindOf("tool")
	need, decided := aboutUs(k)
	blocks := []Block{{Heading: p.l.T(k.Fields[0].Question), Level: 3}, {Lines: 1}}
	for _, name := range need {
		blocks = append(blocks, Block{Heading: p.l.T(k.Field(name).Question), Level: 3}, Block{Lines: 2})
	}
	blocks = append(blocks, p.answers(k, nil)...)
	for _, name := range decided[:len(decided)-1] {
		f := k.Field(name)
		blocks = append(blocks, Block{Heading: p.l.T(f.Question), Level: 3}, p.toWrite(f))
	}
	return blocks
}

// toWrite is where an answer goes: the words of a scale to choose from, or a
// line.
func (p *printer) toWrite(f *notebook.Field) Block {
	if f.Type != notebook.Choice {
		return Block{Lines: 1}
	}
	var words []string
	for _, step := range f.Scale {
		words = append(words, p.l.T(step.Word))
	}
	return Block{Text: strings.Join(words, "   ·   ")}
}
