package paper

import (
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// parts are the three lists of a protocol; everyday are the other fields that
// its one-page version has.
var (
	parts    = []string{"before", "during", "after"}
	everyday = []string{"starts", "silence", "contacts", "calloff", "care"}
)

// Card returns one protocol with all that is written in it.
func Card(n *notebook.Notebook, r *notebook.Record, l *locale.Locale, o Options) Document {
	p := printer{n, l, o}
	return p.cards([]*notebook.Record{r})
}

// cards lays protocols out, one a page.
func (p *printer) cards(list []*notebook.Record) Document {
	d := p.document(p.name(notebook.KindOf("protocol")))
	if len(list) == 1 {
		d.Title, d.Lead = list[0].Title(), p.word()
	}
	for i, r := range list {
		blocks := p.card(r)
		if len(list) > 1 {
			blocks = append([]Block{{Heading: r.Title(), Level: 2, Break: i > 0}}, blocks...)
		}
		d.Blocks = append(d.Blocks, blocks...)
	}
	return d
}

// card returns the blocks of one protocol: what it is for, the three lists,
// then everything else that is filled.
func (p *printer) card(r *notebook.Record) []Block {
	names := append([]string{"purpose", "applies", "starts"}, parts...)
	for _, f := range notebook.KindOf("protocol").Fields[1:] {
		if !slices.Contains(names, f.Name) && !f.Hidden {
			names = append(names, f.Name)
		}
	}
	return p.fields(r, names)
}

// fields returns a heading and the text of each field that is filled.
func (p *printer) fields(r *notebook.Record, names []string) []Block {
	var blocks []Block
	for _, name := range names {
		f := notebook.KindOf(r.Kind).Field(name)
		text := p.text(r, f)
		if text == "" {
			continue
		}
		blocks = append(blocks, Block{Heading: p.l.T(f.Label), Level: 3})
		if f.Type == notebook.Lines || f.Type == notebook.Refs {
			blocks = append(blocks, Block{Items: notebook.Items(text)})
		} else {
			blocks = append(blocks, Block{Text: text})
		}
	}
	return blocks
}

// blankDrill is one page to note a drill by hand.
func (p *printer) blankDrill() []Block {
	k := notebook.KindOf("drill")
	var blocks []Block
	for _, f := range []struct {
		name  string
		lines int
	}{{"title", 1}, {"protocol", 1}, {"on", 1}, {"how", 3}, {"hard", 2}, {"open", 2}, {"sure", 1}, {"next", 1}} {
		blocks = append(blocks, Block{Heading: p.l.T(k.Field(f.name).Label), Level: 3}, Block{Lines: f.lines})
	}
	return blocks
}

// blankCard is a protocol to write by hand.
func (p *printer) blankCard() []Block {
	k := notebook.KindOf("protocol")
	lines := map[string]int{"title": 1, "before": 5, "during": 5, "after": 4, "silence": 2, "contacts": 3}
	var blocks []Block
	for _, name := range []string{"title", "before", "during", "after", "silence", "contacts"} {
		blocks = append(blocks, Block{Heading: p.l.T(k.Field(name).Label), Level: 3}, Block{Lines: lines[name]})
	}
	return blocks
}
