package ui

import (
	"amparo/internal/paper"
	"amparo/internal/ui/html"
)

// document shows a document on a page, as it will be printed or taken along:
// the same headings, texts and tables.
func (v *visit) document(d paper.Document) html.Node {
	nodes := []html.Node{html.E("h2", auto(), html.Text(d.Title)), html.If(d.Lead != "", html.E("p.quiet", auto(), html.Text(d.Lead)))}
	for _, b := range d.Blocks {
		nodes = append(nodes, block(b, d.Title))
	}
	return html.E("div.card.doc", nodes...)
}

func block(b paper.Block, title string) html.Node {
	switch {
	case b.Heading != "":
		return html.E("h3", auto(), html.Text(b.Heading))
	case b.Table != nil:
		return shownTable(b.Table, title)
	case b.Items != nil:
		var items []html.Node
		for _, item := range b.Items {
			items = append(items, html.E("li", html.E("bdi", html.Text(item))))
		}
		return html.E("ul", items...)
	case b.Text != "":
		return html.E("p.lines", written(b.Text), html.Text(b.Text))
	}
	return html.Node{}
}

// shownTable returns a table whose rows become cards where it does not fit. One
// column reads better as a list.
func shownTable(t *paper.Table, title string) html.Node {
	if len(t.Head) == 1 {
		return shownColumn(t, title)
	}
	head := []html.Node{html.A("role", "row")}
	for _, h := range t.Head {
		head = append(head, heading(h))
	}
	rows := []html.Node{html.A("role", "rowgroup")}
	for _, r := range t.Rows {
		row := []html.Node{html.A("role", "row")}
		for i, text := range r {
			if text == "" {
				row = append(row, cell(t.Head[i]))
				continue
			}
			row = append(row, cell(t.Head[i], html.E("p.lines", written(text), html.Text(text))))
		}
		rows = append(rows, html.E("tr", row...))
	}
	return html.E("table.sheet", html.A("role", "table"), html.E("caption.vh", html.Text(t.Name)),
		html.E("thead", html.A("role", "rowgroup"), html.E("tr", head...)), html.E("tbody", rows...))
}

func shownColumn(t *paper.Table, title string) html.Node {
	var items []html.Node
	for _, r := range t.Rows {
		items = append(items, html.E("li", html.E("bdi.lines", html.Text(r[0]))))
	}
	return html.All(html.If(t.Head[0] != title, html.W("h3", t.Head[0])), html.E("ul", items...))
}

// paper returns how documents of this notebook are laid out.
func (v *visit) paper() paper.Options {
	o := paper.Options{Numbers: v.numbers(), ProtocolWord: v.choice("protocol_word")}
	if v.settings.Paper == "letter" {
		o.Size = paper.Letter
	}
	return o
}

// printed returns a document as a page to print.
func printed(d paper.Document) Response {
	return Response{Status: 200, Type: "text/html; charset=utf-8", Body: d.HTML(), Print: true}
}
