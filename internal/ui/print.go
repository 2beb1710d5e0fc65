package ui

import (
	"context"
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showPrint offers everything that can be printed.
func showPrint(_ context.Context, v *visit) (Response, error) {
	var sheets []html.Node
	for _, s := range v.sheets() {
		sheets = append(sheets, v.printSheet(s))
	}
	protocols, pager := paging(v, v.book().Records("protocol"), func(*notebook.Record) int { return 700 })
	return v.page(page{
		Heading: v.T("Print"), Place: "pass", Wide: true, Lead: v.T("Filled sheets for us, blank ones for a meeting, and cards for a pocket."),
		Body: html.All(
			v.paperChoice(),
			html.W("p.note", v.T("Paper is not sealed. Whoever finds it can read it. We choose where it lies, and when it goes.")),
			html.W("h2", v.T("Sheets")), html.E("ul.cards", sheets...),
			v.printCards(protocols), pager, v.printAgreed(), v.fewFiles()),
	}), nil
}

// paperChoice lets people choose the paper of this printing.
func (v *visit) paperChoice() html.Node {
	now := v.paperQuery()
	size := func(name, words string) html.Node {
		return html.E("li", html.E("a", html.A("href", v.req.Path+"?paper="+name), html.If(name == now, html.A("aria-current", "true")), html.Text(words)))
	}
	return html.E("nav.sub", html.A("aria-label", v.T("Paper of the printer")), html.E("ul", size("a4", "A4"), size("letter", "Letter")))
}

// paperQuery is the paper that is asked for, else that of this device.
func (v *visit) paperQuery() string {
	asked := v.req.Query.Get("paper")
	if asked == "a4" || asked == "letter" {
		return asked
	}
	if v.paper().Size == paper.Letter {
		return "letter"
	}
	return "a4"
}

// printWays are the links to a document: as a page to print, and as a PDF.
func (v *visit) printWays(words, path, query string) html.Node {
	query = "?paper=" + v.paperQuery() + query
	return html.E("p", link(path+query, "", words), html.If(v.app.host.Formats != nil, html.All(html.Text(" · "),
		html.E("a", html.A("href", path+query+"&as=pdf"), html.A("aria-label", v.F("%s, as a PDF", words)), html.Text("PDF")))))
}

func (v *visit) printSheet(s sheet) html.Node {
	path, name := v.on("print", notebook.KindOf(s.kind).Sheet), s.name(v)
	return html.E("li.card", html.W("h3", name), html.W("p", v.own(v.T(s.lead))),
		html.If(v.has(s.kind), v.printWays(v.F("%s, filled", name), path, "")),
		v.printWays(v.F("%s, blank", name), path, "&blank=1"))
}

func (v *visit) printCards(list []*notebook.Record) html.Node {
	if len(list) == 0 {
		return html.Node{}
	}
	var cards []html.Node
	for _, r := range list {
		id := r.ID.String()
		cards = append(cards, html.E("li.card", html.E("h3", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))),
			v.printWays(v.T("The whole card"), v.on("print", "card", id), ""),
			v.printWays(v.T("One page for every day"), v.on("print", "everyday", id), "")))
	}
	return html.All(html.E("h2", auto(), html.Text(v.wordMany())), html.E("ul.cards", cards...))
}

// printAgreed offers the newest versions that were agreed on.
func (v *visit) printAgreed() html.Node {
	list := v.agreed()
	if len(list) == 0 {
		return html.Node{}
	}
	var cards []html.Node
	for _, r := range list[:min(len(list), 12)] {
		cards = append(cards, html.E("li.card", html.E("h3", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))),
			v.printWays(v.F("As agreed on %s", v.Date(r.Get("on"))), v.on("print", "agreed", r.ID.String()), "")))
	}
	return html.All(html.W("h2", v.T("What we agreed on")), html.E("ul.cards", cards...))
}

// printSheet shows a sheet to print, filled or blank.
func printSheet(_ context.Context, v *visit) (Response, error) {
	o := v.paperAsked()
	name := v.arg("sheet")
	blank := v.req.Query.Get("blank") != ""
	if !slices.Contains(paper.Sheets(), name) || notebook.KindOfSheet(name).Own && !v.work.Own() && !blank {
		return Response{}, workspace.ErrNotFound
	}
	d, err := paper.Sheet(v.book(), name, v.Locale, o)
	if blank {
		d, err = paper.Blank(name, v.Locale, o)
	}
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(d)
}

// printCard shows a protocol to print: its whole card, or one page of it.
func printCard(make func(*notebook.Notebook, *notebook.Record, *locale.Locale, paper.Options) paper.Document) func(context.Context, *visit) (Response, error) {
	return func(_ context.Context, v *visit) (Response, error) {
		r, err := v.record("protocol")
		if err != nil {
			return Response{}, err
		}
		return v.printedAs(make(v.book(), r, v.Locale, v.paperAsked()))
	}
}

// printVersion shows an agreed version to print.
func printVersion(_ context.Context, v *visit) (Response, error) {
	a, _, err := v.version()
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(paper.Agreed(a.Record, a.Book, v.Locale, v.paperAsked()))
}

// paperAsked is how the document that is asked for is laid out.
func (v *visit) paperAsked() paper.Options {
	o := v.paper()
	o.Size = paper.A4
	if v.paperQuery() == "letter" {
		o.Size = paper.Letter
	}
	return o
}

// printedAs returns a document as a page to print, or as a PDF if that is asked
// for.
func (v *visit) printedAs(d paper.Document) (Response, error) {
	if v.req.Query.Get("as") != "pdf" {
		return printed(d), nil
	}
	k, err := v.file("pdf")
	if err != nil {
		return Response{}, err
	}
	return k.document(v, d)
}
