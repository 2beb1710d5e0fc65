package paper

import (
	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// asked are the open questions of a check-in, each with the lines that it has on
// paper. What she notes for herself is none of them: a page may be handed on.
var asked = []struct {
	name  string
	lines int
}{{"how", 5}, {"hard", 4}, {"help", 4}, {"ask", 3}}

// Checkin returns one check-in: what she wrote to the open questions, and
// neither for whom nor what she noted beside it.
func Checkin(n *notebook.Notebook, r *notebook.Record, l *locale.Locale, o Options) Document {
	p := printer{n, l, o}
	d := p.document(r.Title())
	if day := l.Date(r.Get("on")); day != r.Title() {
		d.Lead = day
	}
	d.Blocks = p.checkin(r, 2)
	return d
}

// checkins lays them out one after the other.
func (p *printer) checkins(list []*notebook.Record) []Block {
	var blocks []Block
	for _, r := range list {
		title := r.Title()
		if day := p.l.Date(r.Get("on")); day != "" && day != title {
			title += " · " + day
		}
		blocks = append(append(blocks, Block{Heading: title, Level: 2}), p.checkin(r, 3)...)
	}
	return blocks
}

// checkin is what she wrote to the questions that she answered.
func (p *printer) checkin(r *notebook.Record, level int) []Block {
	var blocks []Block
	for _, q := range asked {
		f := notebook.KindOf("checkin").Field(q.name)
		if text := p.text(r, f); text != "" {
			blocks = append(blocks, Block{Heading: p.l.T(f.Question), Level: level}, Block{Text: text})
		}
	}
	return blocks
}

// blankCheckin is one page to write on by hand, under the first question.
func (p *printer) blankCheckin() (title string, blocks []Block) {
	k := notebook.KindOf("checkin")
	for i, q := range asked {
		if question := p.l.T(k.Field(q.name).Question); i == 0 {
			title = question
		} else {
			blocks = append(blocks, Block{Heading: question, Level: 2})
		}
		blocks = append(blocks, Block{Lines: q.lines})
	}
	return title, blocks
}
