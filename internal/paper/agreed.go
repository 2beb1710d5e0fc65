package paper

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
)

// Agreed returns the version of an agreement: the plan or rows of it, a
// protocol's card, or a rule.
func Agreed(agreement *notebook.Record, book *notebook.Notebook, l *locale.Locale, o Options) Document {
	p := printer{book, l, o}
	d := p.version(agreement.Get("subject"))
	d.Lead = l.F("Agreed together on %s", l.Date(agreement.Get("on")))
	if again := agreement.Get("again"); again != "" {
		d.Lead += " · " + l.F("we look at it again on %s", l.Date(again))
	}
	if later := notebook.Items(agreement.Get("later")); len(later) > 0 {
		d.Blocks = append(d.Blocks, Block{Heading: l.T("Left for later"), Level: 2}, Block{Items: later})
	}
	if words := agreement.Get("words"); words != "" {
		d.Blocks = append(d.Blocks, Block{Heading: l.T("What was said"), Level: 2}, Block{Text: words})
	}
	return d
}

// Proposed returns the fixed version that a proposal's round asks about.
func Proposed(subject string, book *notebook.Notebook, l *locale.Locale, o Options) Document {
	p := printer{book, l, o}
	return p.version(subject)
}

// version lays out a fixed version.
func (p *printer) version(subject string) Document {
	switch subject {
	case "plan", "row":
		d := p.document(p.l.T("Plan"))
		d.Landscape = true
		k := notebook.KindOf("row")
		d.Blocks = append([]Block{{Table: p.table(k, p.book.Records("row"))}}, p.planQuestions()...)
		return d
	case "rule":
		d := p.document(p.l.T("A rule"))
		for _, r := range p.book.Records("proposal") {
			d.Title = r.Title()
			d.Blocks = []Block{{Text: p.text(r, notebook.KindOf("proposal").Field("words"))}}
		}
		return d
	}
	return p.cards(p.book.Records("protocol"))
}

// ballotsOnPage is how many slips one page holds.
const ballotsOnPage = 4

// room is where a mark is made.
const room = "(\u00a0\u00a0\u00a0) "

// Ballots returns a page of slips to cut apart: a proposal's name, or room to
// write it, the answers to mark, and room for words. A slip asks for no name.
func Ballots(title string, l *locale.Locale, o Options) Document {
	p := printer{notebook.New(), l, o}
	d := p.document(l.T("Slips to answer on"))
	d.Lead = l.T("Cut them apart. Mark one answer. Nobody needs to sign.")
	if title == "" {
		title = l.T("What we propose") + ":"
	}
	var answers []string
	for _, step := range notebook.Answers {
		answers = append(answers, room+l.T(step.Word))
	}
	for range ballotsOnPage {
		d.Blocks = append(d.Blocks, Block{Table: &Table{
			Name: title, Widths: []int{2, 3}, Head: []string{title, l.T("Words, if I like:")},
			Rows: [][]string{{strings.Join(answers, "\n") + "\n\u00a0", ""}},
		}}, Block{Text: " "})
	}
	return d
}
