package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showTwoTools puts two tools beside each other: what we said of each, in words.
// Tools and questions stand in the order that people and the declaration gave
// them. No answer is counted or marked, and none moves anything.
func showTwoTools(_ context.Context, v *visit) (Response, error) {
	one, other := v.toolAsked("a"), v.toolAsked("b")
	if one == nil && v.req.Query.Get("a") != "" || other == nil && v.req.Query.Get("b") != "" {
		return Response{}, workspace.ErrNotFound
	}
	s, _ := sheetOf("tool")
	p := page{Over: s.name(v), Heading: v.T("Two tools side by side"), Place: s.place}
	switch {
	case one != nil && other != nil:
		p.Wide = true
		p.Lead = v.T("What we said of each. Which one fits is for us to say.")
		p.Body = html.All(v.around(s),
			html.E("p", html.E("bdi", link(v.on("tool", one.ID.String()), "", one.Title())), html.Text(" · "), html.E("bdi", link(v.on("tool", other.ID.String()), "", other.Title()))),
			v.twoTools(one, other),
			html.E("p.other", link(v.on("tools", "beside"), "", v.T("Choose two others"))))
	case len(v.book().Records("tool")) < 2:
		p.Lead = v.T("With two tools or more, their answers can stand next to each other here.")
		p.Body = html.All(v.around(s), v.emptySheet(s))
	default:
		p.Body = html.All(v.around(s), v.chooseTool(one))
	}
	return v.page(p), nil
}

// toolAsked returns the tool that the query names, or nil.
func (v *visit) toolAsked(name string) *notebook.Record {
	id, err := notebook.ParseID(v.req.Query.Get(name))
	if err != nil {
		return nil
	}
	return v.book().Get(notebook.Ref{Kind: "tool", ID: id})
}

// chooseTool lists the tools to choose from: the first, or the one beside it.
func (v *visit) chooseTool(first *notebook.Record) html.Node {
	query, heading, lead := "?a=", v.T("Which tool first?"), html.Node{}
	if first != nil {
		query, heading = "?a="+first.ID.String()+"&b=", v.T("Which one beside it?")
		lead = html.E("p.lead", auto(), html.Text(clip(first.Title(), titleBytes)))
	}
	part, pager := paging(v, v.book().Records("tool"), func(r *notebook.Record) int { return 180 + textWeight(clip(r.Title(), titleBytes)) })
	var items []html.Node
	for _, r := range part {
		if first == nil || r.ID != first.ID {
			items = append(items, html.E("li", auto(), link(v.on("tools", "beside")+query+r.ID.String(), "", clip(r.Title(), titleBytes))))
		}
	}
	return html.All(html.W("h2", heading), lead, html.E("ul.rows.linked", items...), pager)
}

// twoTools is the table: a question a line, and the words of each tool to it.
func (v *visit) twoTools(tools ...*notebook.Record) html.Node {
	k := notebook.KindOf("tool")
	head := []html.Node{html.A("role", "row"), heading(v.T("Question"))}
	names := make([]string, len(tools))
	for i, r := range tools {
		names[i] = clip(r.Title(), titleBytes)
		head = append(head, html.E("th", html.A("scope", "col"), html.A("role", "columnheader"), auto(), html.Text(names[i])))
	}
	rows := []html.Node{html.A("role", "rowgroup")}
	for i := range k.Fields[1:] {
		f := &k.Fields[1+i]
		if k.IsNote(f.Name) || f.Hidden {
			continue
		}
		row := []html.Node{html.A("role", "row"), html.E("th", html.A("scope", "row"), html.A("role", "rowheader"), html.W("strong", v.label(f)))}
		for i, r := range tools {
			row = append(row, cell(names[i], v.toolSays(r, f)))
		}
		rows = append(rows, html.E("tr", row...))
	}
	return html.E("table.sheet", html.A("role", "table"), html.E("caption.vh", html.Text(v.T("Two tools side by side"))),
		html.E("thead", html.A("role", "rowgroup"), html.E("tr", head...)), html.E("tbody", rows...))
}

// toolSays is what we said of a tool to one question, or that we did not yet.
func (v *visit) toolSays(r *notebook.Record, f *notebook.Field) html.Node {
	if nodes := v.answerAndNote(r, f, cellBytes); len(nodes) > 0 {
		return html.All(nodes...)
	}
	return html.W("p.quiet", v.T("nothing yet"))
}

// answerAndNote returns what stands in a field, with the words to it beneath; each is cut
// after most bytes, 0 cuts nothing.
func (v *visit) answerAndNote(r *notebook.Record, f *notebook.Field, most int) []html.Node {
	nodes := v.whole(r, f, most)
	if f.Note != "" {
		nodes = append(nodes, v.whole(r, notebook.KindOf(r.Kind).Field(f.Note), most)...)
	}
	return nodes
}
