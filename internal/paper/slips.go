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
// risk. They hold the risk and the steps, nothing that anyone answered.
func Slips(risk *notebook.Record, l *locale.Locale, o Options) Document {
	p := printer{notebook.New(), l, o}
	d := p.document(l.T("Rate apart first"))
	d.Lead = l.T("Cut along the lines. Each of us rings one word in each line. Then we mix them.")
	slip := p.slip(risk)
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

// slipTitle is the longest name of a risk that leaves a slip its size.
const slipTitle = 90

func (p *printer) slip(risk *notebook.Record) string {
	title, _, _ := strings.Cut(strings.TrimSpace(risk.Title()), "\n")
	if runes := []rune(title); len(runes) > slipTitle {
		title = strings.TrimRight(string(runes[:slipTitle]), " ") + "…"
	}
	lines := []string{title}
	for _, name := range []string{"probability", "impact", "reaction"} {
		f := notebook.KindOf("rating").Field(name)
		lines = append(lines, p.l.T(f.Label)+":", p.steps(f))
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
