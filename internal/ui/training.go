package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// fewWishes is how many collected wishes stand with the sheet; the page of
// wishes has them all.
const fewWishes = 3

// collected shows, with what we want to learn, what is wished for elsewhere in
// the notebook and not noted here yet.
func (v *visit) collected() html.Node {
	list := notebook.Wishes(v.book())
	if len(list) == 0 {
		return html.Node{}
	}
	return html.E("section", html.W("h2", v.T("Wished for elsewhere in our notebook")),
		html.W("p.quiet", v.T("It stands where it was written. One tap notes it here, and nothing is typed twice.")),
		html.E("ul.cards", v.wishCards("h3", list[:min(len(list), fewWishes)])...),
		html.If(len(list) > fewWishes, html.E("p", link(v.on("wishes"), "", v.T("All wishes")))))
}

// showWishes shows everything that is wished for elsewhere.
func showWishes(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("training")
	list, pager := paging(v, notebook.Wishes(v.book()), func(w notebook.Wish) int { return v.wishesWeight([]notebook.Wish{w}) })
	body := html.E("ul.cards", v.wishCards("h2", list)...)
	if len(list) == 0 {
		body = html.E("div.card", html.W("p", v.own(v.T("Nothing is wished for in an action, a choice or a protocol that is not noted already."))),
			html.E("p", link(s.path(v), "", s.name(v))))
	}
	return v.page(page{Over: s.name(v), Heading: v.T("Wished for elsewhere in our notebook"), Place: s.place, Wide: true,
		Lead: v.T("It stands where it was written. One tap notes it here, and nothing is typed twice."), Body: html.All(v.around(s), body, pager)}), nil
}

// wishesWeight is about how many bytes wishes take on a page.
func (v *visit) wishesWeight(list []notebook.Wish) int {
	sum := 0
	for _, w := range list {
		sum += 500 + textWeight(clip(firstLine(w.From.Title()), titleBytes))
		for _, f := range w.Said {
			sum += 100 + textWeight(clip(w.From.Get(f.Name), cellBytes))
		}
	}
	return sum
}

// wishCards shows wishes, each with where it comes from and the button that
// notes it.
func (v *visit) wishCards(heading string, list []notebook.Wish) []html.Node {
	var cards []html.Node
	for _, w := range list {
		cards = append(cards, html.E("li.card", html.W("p.over", capital(oneWord(v, w.From.Kind))),
			html.E(heading, auto(), link(v.pathOf(w.From), "", clip(firstLine(w.From.Title()), titleBytes))),
			v.saying(w), v.noteIt(w.From)))
	}
	return cards
}

// saying is what a record says now of what is to be learned.
func (v *visit) saying(w notebook.Wish) html.Node {
	var list []html.Node
	for _, f := range w.Said {
		list = append(list, v.told(w.From, f))
	}
	return html.If(list != nil, html.E("dl", list...))
}

// noteIt is the button that makes a record of a wish.
func (v *visit) noteIt(r *notebook.Record) html.Node {
	return v.form(v.on(r.Kind, r.ID.String(), "training"), html.E("button.small", html.Text(v.T("Note it as something to learn")),
		html.E("span.vh", html.Text(": "+clip(firstLine(r.Title()), 60)))))
}

// origins shows what the records say now that a training record was made of:
// beneath it, and never copied into it.
func (v *visit) origins(r *notebook.Record) html.Node {
	var list []html.Node
	for _, w := range notebook.Origins(v.book(), r) {
		list = append(list, html.E("p", html.Text(capital(oneWord(v, w.From.Kind))+": "),
			html.E("bdi", link(v.pathOf(w.From), "", clip(firstLine(w.From.Title()), titleBytes)))), v.saying(w))
	}
	return html.All(list...)
}

// originsBeneath shows them on the page of a training record.
func (v *visit) originsBeneath(r *notebook.Record) html.Node {
	if r.Kind != "training" || len(notebook.Origins(v.book(), r)) == 0 {
		return html.Node{}
	}
	return html.E("section.card", html.W("h2", v.T("Where it comes from")), v.origins(r))
}

// makeTraining notes what an action, a protocol or a choice wishes for, or opens
// what was noted already. Only the name goes along; what it says stays there.
func makeTraining(ctx context.Context, v *visit) (Response, error) {
	kind := v.arg("kind")
	if notebook.KindOf("training").Field(kind) == nil {
		return Response{}, workspace.ErrNotFound
	}
	r, err := v.record(kind)
	if err != nil {
		return Response{}, err
	}
	for t := range v.book().Linking(r, "training", kind) {
		return v.see(v.pathOf(t)), nil
	}
	ref, err := v.work.Add(ctx, "training", notebook.Values{"title": {firstLine(r.Title())}, kind: {r.ID.String()}})
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("training", ref.ID.String())), nil
}
