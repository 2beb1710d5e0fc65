package paper

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// slipsAcross and slipsDown are how many slips one page has.
const (
	slipsAcross = 2
	slipsDown   = 4
)

// Slips returns blank slips to cut, on which each woman marks how she sees a
// risk. They hold the steps and not a word of ours, so that a slip that is found
// tells nothing of the risk.
func Slips(l *locale.Locale, o Options) Document {
	p := printer{notebook.New(), l, o}
	d := p.document(l.T("Rate apart first"))
	d.Lead = l.T("Cut along the lines. Each of us rings one word in each line. Then we mix them.")
	slip := p.slip()
	t := &Table{Name: d.Title}
	for range slipsAcross {
		t.Head = append(t.Head, l.T("To cut out"))
	}
	for range slipsDown {
		row := []string{}
		for range slipsAcross {
			row = append(row, slip)
		}
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []Block{{Table: t}}
	return d
}

func (p *printer) slip() string {
	lines := []string{p.l.T("The number of the risk") + ": ____"}
	for _, name := range []string{"probability", "impact", "reaction"} {
		f := notebook.KindOf("rating").Field(name)
		lines = append(lines, p.l.T(f.Label)+": "+p.steps(f))
	}
	return strings.Join(lines, "\n")
}

// steps returns the steps of a scale to choose from by hand.
func (p *printer) steps(f *notebook.Field) string {
	var list []string
	for _, step := range f.Scale {
		word := p.l.T(step.Word)
		if f.Numbered && p.o.Numbers {
			word = step.Value
		}
		list = append(list, word)
	}
	return strings.Join(append(list, p.l.T("not sure")), " · ")
}

// FeedbackSlips returns a page of slips to cut apart, on which those whose work
// changes write what they like. They ask for no name and hold no word of ours.
func FeedbackSlips(l *locale.Locale, o Options) Document {
	const onPage, lines = 4, 4
	p := printer{notebook.New(), l, o}
	d := p.document(l.T("Slips for those whose work changes"))
	d.Lead = l.T("Cut along the dotted lines. Handwriting can be recognised, so we can write for each other.")
	for i := range onPage {
		if i > 0 {
			d.Blocks = append(d.Blocks, Block{Cut: true})
		}
		d.Blocks = append(d.Blocks, Block{Heading: l.T("What changes for me, and what would help? No name is needed."), Level: 2}, Block{Lines: lines})
	}
	return d
}
