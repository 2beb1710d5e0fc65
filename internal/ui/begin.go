package ui

import (
	"context"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// mostNexts is how many things the page of beginning names at once.
const mostNexts = 3

// showBegin answers "where do I start?", in an empty notebook and in one that
// is on its way: a few things that could come next, ways for the time that
// there is, and all sheets with what each is for.
func showBegin(_ context.Context, v *visit) (Response, error) {
	var cards []html.Node
	nexts := notebook.Nexts(v.book())
	for _, n := range nexts[:min(len(nexts), mostNexts)] {
		cards = append(cards, v.next(n))
	}
	if cards == nil {
		cards = append(cards, html.E("li.card", html.W("h2", v.T("It all stands")), html.W("p", v.T("We can live by it, and look back when we like.")),
			html.E("p", link(v.on("look-back"), "button.second", v.T("Look back")))))
	}
	return v.page(page{Heading: v.T("Where do we start?"), Place: "home", Wide: true,
		Lead: v.T("Anywhere is a good place. These would fit where the notebook stands now."),
		Body: html.All(html.E("ul.cards", cards...),
			html.W("h2", v.T("By the time that we have")),
			html.E("ul", html.E("li", link(v.on("first", "worries"), "", v.T("Half an hour: three worries, one thing to do, a printed page"))),
				html.E("li", link(v.on("meeting", "worry"), "", v.T("A meeting of 45 minutes: one risk, one row, one activity, a print"))),
				html.E("li", link(v.on("search"), "", v.T("A minute: look for something that we wrote")))),
			html.W("h2", v.T("Everything that there is")), v.everything())}), nil
}

// next is one thing that could come next, with what it is about.
func (v *visit) next(n notebook.Next) html.Node {
	words := map[string]struct{ heading, button, path string }{
		notebook.NextWorries:  {locale.Msg("Name what worries us"), locale.Msg("Begin"), v.on("first", "worries")},
		notebook.NextRow:      {locale.Msg("Put a worry into the plan"), locale.Msg("Look at it"), ""},
		notebook.NextAction:   {locale.Msg("Find one thing that we will do"), locale.Msg("Look at it"), ""},
		notebook.NextLead:     {locale.Msg("Ask who would like to lead"), locale.Msg("Look at it"), ""},
		notebook.NextList:     {locale.Msg("List what we usually do"), locale.Msg("Begin"), v.on("ideas", "activity")},
		notebook.NextProtocol: {locale.Msg("Begin a protocol"), locale.Msg("Look at it"), ""},
		notebook.NextMeasures: {locale.Msg("Fill before, during and after"), locale.Msg("Look at it"), ""},
		notebook.NextAgree:    {locale.Msg("Agree on what stands"), locale.Msg("Agree together"), v.on("agreements")},
		notebook.NextTalk:     {locale.Msg("Talk a protocol through"), locale.Msg("Look at it"), ""},
	}[n.What]
	r := v.book().Get(n.Ref)
	about := html.Node{}
	if r != nil {
		about, words.path = html.E("p", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))), v.on(r.Kind, r.ID.String())
	}
	return html.E("li.card", html.W("h2", v.own(v.T(words.heading))), about, html.E("p", link(words.path, "button.second", v.T(words.button))))
}

// everything names each sheet with what stands in it.
func (v *visit) everything() html.Node {
	var list []html.Node
	for _, s := range v.sheets() {
		list = append(list, html.E("dt", link(s.path(v), "", s.name(v))), html.W("dd", v.own(v.T(s.lead))))
	}
	return html.E("details", html.W("summary", v.T("Each sheet, and what it is for")), html.E("dl", list...))
}
