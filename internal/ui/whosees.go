package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// seeable are the kinds of which she can ask who could see them.
func seeable(kind string) bool { return kind == "risk" || kind == "row" }

// toWhoSees offers the question on a record of her own. It names nobody, and
// says nothing of whether she named anybody.
func (v *visit) toWhoSees(r *notebook.Record) html.Node {
	if !seeable(r.Kind) || !v.work.Own() {
		return html.Node{}
	}
	return html.E("li", link(v.on(r.Kind, r.ID.String(), "seen"), "", v.T("Who could see this?")))
}

// showWhoSees asks the question, and names those of whom she said that they
// could be watching. Only she leads here, by asking.
func showWhoSees(_ context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err != nil || !seeable(s.kind) || !v.work.Own() {
		return Response{}, workspace.ErrNotFound
	}
	life, work := v.watching(notebook.Life), v.watching(notebook.Work)
	named := html.All(v.links(v.T("In my own life"), life), v.links(v.T("In my work"), work))
	if len(life)+len(work) == 0 {
		named = html.W("p", v.T("I have named nobody who could be watching me."))
	}
	return v.page(page{Over: clip(firstLine(r.Title()), titleBytes), Heading: v.T("Who could see this?"), Place: s.place,
		Lead: v.T("Where does it show: on a device, in a room, in what someone tells? Only I can say whom it touches."),
		Body: html.All(
			html.W("p.hint", v.T("Below stands of whom I said that they could be watching me. It says nothing about this worry.")),
			named,
			html.E("div.go", link(v.on(s.kind, r.ID.String()), "button", v.T("Back to it")), link(v.on("trust"), "button.second", v.T("Who do I trust?"))))}), nil
}

// watching returns those of whom she said that they could be watching her.
func (v *visit) watching(side string) []*notebook.Record {
	var list []*notebook.Record
	for _, r := range v.book().Records("actor") {
		if notebook.Watching(r, side) {
			list = append(list, r)
		}
	}
	return list
}
