package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// mostAsking is how many records home offers to look at again; the others wait
// on their own page.
const mostAsking = 3

// showAgain lists what asks to be looked at again, each with its reason. Nothing
// is counted, and each can be put away.
func showAgain(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("protocol")
	var list []notebook.Question
	for _, q := range v.work.Asking() {
		if !v.hides(offered(q)) {
			list = append(list, q)
		}
	}
	part, pager := paging(v, list, func(q notebook.Question) int { return 2300 + 2*textWeight(clip(q.Record.Title(), titleBytes)) })
	var cards []html.Node
	for _, q := range part {
		cards = append(cards, v.askingCard(q, v.saysWhose(q.Record)))
	}
	p := page{Heading: v.T("To look at again"), Place: s.place, Wide: true,
		Lead: v.own(v.T("Something changed, or a day has come. We look when it suits us.")),
		Body: html.All(v.around(s), html.E("div.cards", cards...), pager)}
	if cards == nil {
		p.Wide, p.Body = false, html.All(v.around(s), v.nothingAsks())
	}
	return v.page(p), nil
}

// nothingAsks says what would stand on the page, and where it begins.
func (v *visit) nothingAsks() html.Node {
	example := notebook.KindOf("indicator").Fields[0].Example
	return html.All(
		html.E("section.card", html.W("h2", v.T("Nothing asks for us just now")),
			html.W("p", v.own(v.T("When we note a change around us, the risks and protocols that it touches come up here."))),
			html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(example)))),
		html.E("p.go", link(v.on("new", "indicator"), "button", v.T("Note a change"))))
}

// asks stands on top of a record's page: what it asks, calmly.
func (v *visit) asks(r *notebook.Record) html.Node {
	var list []html.Node
	for _, q := range v.work.AskingOf(r) {
		list = append(list, v.askingCard(q, v.T("Look at it again?")))
	}
	return html.All(list...)
}

// askAgain offers, at home, some of what asks to be looked at again.
func (v *visit) askAgain() html.Node {
	var list []html.Node
	for _, q := range v.work.Asking() {
		if v.hides(offered(q)) {
			continue
		}
		if len(list) == mostAsking {
			list = append(list, html.E("p", link(v.on("again"), "", v.T("All that we could look at again"))))
			break
		}
		list = append(list, v.offer(offered(q), v.saysWhose(q.Record), v.reason(q),
			link(v.pathOf(q.Record), "button.second", v.T("Look at it"))))
	}
	return html.All(list...)
}

// offered is the name under which a question can be put away on this device.
func offered(q notebook.Question) string { return "again." + q.Record.ID.String() + "." + q.Key }

// askingCard is one question: its reason, and the ways to answer it.
func (v *visit) askingCard(q notebook.Question, heading string) html.Node {
	kind, id, why := q.Record.Kind, q.Record.ID.String(), html.Node{}
	if q.Cause != nil {
		why = link(v.pathOf(q.Cause), "", v.T("See why"))
	}
	return v.offer(offered(q), clip(heading, titleBytes), v.reason(q),
		v.form(v.on(kind, id, "looked"), html.On("data-swap"), hidden("key", q.Key), hidden("back", v.req.Path),
			html.E("button.second", html.Text(v.T("Looked at, still right")), html.W("span.vh", ": "+clip(q.Record.Title(), 60)))),
		link(v.on(kind, id)+"#f-"+notebook.KindOf(kind).Fields[0].Name, "", v.T("Change something")), why)
}

// reason says in words why a record asks.
func (v *visit) reason(q notebook.Question) string {
	words := notebook.Reasons.Word(string(q.Why))
	if q.Cause == nil {
		return v.T(words)
	}
	return v.F(words, v.saysWhose(q.Cause))
}

// sayLooked takes in that a record was looked at and is still right.
func sayLooked(ctx context.Context, v *visit) (Response, error) {
	_, r, err := v.subject()
	if err != nil {
		return Response{}, err
	}
	if err := v.work.Looked(ctx, r.Ref, v.req.Form.Get("key")); err != nil {
		return Response{}, err
	}
	return v.see(v.back()), nil
}
