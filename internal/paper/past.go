package paper

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Past returns a plan that was finished: what was said of it, then the plan as
// it stood and what became of its actions.
func Past(r *notebook.Record, then *notebook.Notebook, l *locale.Locale, o Options) Document {
	p := printer{then, l, o}
	d := p.document(r.Title())
	d.Landscape = true
	var days []string
	for _, part := range []struct{ field, words string }{{"begins", l.T("from %s")}, {"ends", l.T("until %s")}, {"finished", l.T("finished on %s")}} {
		if day := r.Get(part.field); day != "" {
			days = append(days, strings.Replace(part.words, "%s", l.Date(day), 1))
		}
	}
	d.Lead = strings.Join(days, " · ")
	for _, name := range []string{"glad", "learnt"} {
		if text := p.text(r, notebook.KindOf("pastplan").Field(name)); text != "" {
			d.Blocks = append(d.Blocks, Block{Heading: l.T(notebook.KindOf("pastplan").Field(name).Label), Level: 2}, Block{Text: text})
		}
	}
	for _, kind := range []string{"row", "action"} {
		if list := then.Records(kind); len(list) > 0 {
			k := notebook.KindOf(kind)
			d.Blocks = append(d.Blocks, Block{Heading: p.name(k), Level: 2}, Block{Table: p.table(k, list)})
		}
	}
	d.Blocks = append(d.Blocks, p.planQuestions()...)
	return d
}
