package paper

import (
	"strings"

	"amparo/internal/notebook"
)

// learning returns what stands beneath the sheet of what we want to learn: what
// the records say that it was noted from, and what is wished for and not noted
// yet. Both are read from where they were written.
func (p *printer) learning() []Block {
	var noted []notebook.Wish
	for _, t := range p.book.Records("training") {
		noted = append(noted, notebook.Origins(p.book, t)...)
	}
	return append(p.wishes(p.l.T("Where it comes from"), noted),
		p.wishes(p.l.T("Wished for elsewhere in our notebook"), notebook.Wishes(p.book))...)
}

// wishes lists wishes under a heading, nothing for none.
func (p *printer) wishes(heading string, list []notebook.Wish) []Block {
	if list == nil {
		return nil
	}
	var items []string
	for _, w := range list {
		said := []string{w.From.Title()}
		for _, f := range w.Said {
			said = append(said, p.l.T(f.Label)+": "+p.text(w.From, f))
		}
		items = append(items, strings.Join(said, "\n"))
	}
	return []Block{{Heading: heading, Level: 2}, {Items: items}}
}
