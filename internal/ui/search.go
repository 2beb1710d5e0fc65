package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// showSearch asks for what to look for. The words are posted, so that they
// stand in no address and in no history of a browser.
func showSearch(_ context.Context, v *visit) (Response, error) {
	return v.searchPage("", html.Node{}), nil
}

func (v *visit) searchPage(query string, found html.Node) Response {
	return v.page(page{Heading: v.T("Look for something"), Place: "home", Lead: v.T("A word, or a part of one. Large letters and accents make no difference."),
		Body: html.All(html.E("form.search", html.A("method", "post"), html.A("action", v.on("search")), html.A("role", "search"), off(),
			html.E("div.ask", html.E("label", html.A("for", "f-words"), html.Text(v.T("What are we looking for?"))),
				html.E("input", html.A("id", "f-words"), html.A("name", "words"), html.A("type", "search"), html.A("value", query), auto(), off())),
			html.E("div.go", html.W("button", v.T("Look"))),
		), found)})
}

// search shows what was found. It changes nothing.
func search(_ context.Context, v *visit) (Response, error) {
	query := v.req.Form.Get("words")
	hits := notebook.Search(v.book(), query, v.searched()...)
	if len(hits) == 0 {
		return v.searchPage(query, html.E("p.note", html.A("role", "status"), html.Text(v.T("Nothing here has these words. Perhaps a shorter part of one?")))), nil
	}
	const most = 40
	var items []html.Node
	for _, h := range hits[:min(len(hits), most)] {
		items = append(items, v.hit(h))
	}
	return v.searchPage(query, html.All(html.E("h2", html.A("role", "status"), html.Text(v.N("Found in %d place", "Found in %d places", len(hits)))),
		html.E("ul.cards", items...),
		html.If(len(hits) > most, html.W("p.quiet", v.T("There are more. One more word finds the right one."))))), nil
}

// searched returns the kinds that are looked through: those with a sheet in
// this notebook, but for what never leaves its own.
func (v *visit) searched() []string {
	var kinds []string
	for _, s := range v.sheets() {
		if !notebook.KindOf(s.kind).Stays {
			kinds = append(kinds, s.kind)
		}
	}
	return kinds
}

func (v *visit) hit(h notebook.Hit) html.Node {
	title := clip(firstLine(h.Record.Title()), titleBytes)
	other := h.Field != &notebook.KindOf(h.Record.Kind).Fields[0]
	return html.E("li.card", html.W("p.over", v.about(h.Record)),
		html.E("h3", auto(), link(v.pathOf(h.Record), "", title)),
		html.If(other, html.E("p", html.W("span.quiet", v.label(h.Field)+": "), html.E("bdi", html.Text(clip(h.Text, titleBytes))))))
}
