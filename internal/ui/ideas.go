package ui

import (
	"context"
	"strconv"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// starters returns what the catalogue offers of a kind, in the reader's
// language. Headings stand behind the protocols that are written out.
func (v *visit) starters(kind string) []catalog.Starter {
	switch kind {
	case "risk":
		return catalog.Risks(v.Lang())
	case "activity":
		return catalog.Activities(v.Lang())
	case "protocol":
		list := catalog.Protocols(v.Lang())
		for _, topic := range catalog.Topics(v.Lang()) {
			list = append(list, topic.Starter())
		}
		return list
	case "source":
		return catalog.Sources(v.Lang())
	}
	return nil
}

// groups are the parts of the catalogue, in the order of the page.
func groups() []notebook.Step {
	return []notebook.Step{
		{Value: "digital", Word: locale.Msg("Our devices and accounts")},
		{Value: "physical", Word: locale.Msg("Our bodies and places")},
		{Value: "care", Word: locale.Msg("Our strength and rest")},
		{Value: "gender", Word: locale.Msg("What reaches us because we are women")},
		{Value: "", Word: locale.Msg("What groups like ours do")},
		{Value: "whole", Word: locale.Msg("Written out, for us to change")},
		{Value: "topic", Word: locale.Msg("Headings to think about")},
		{Value: "look", Word: locale.Msg("Places to look, and people to ask")},
	}
}

// showIdeas offers the catalogue, to tap one by one. Nothing is taken by itself.
// Addresses name an idea by its number, so that they say nothing of what was read.
func showIdeas(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok || !s.ideas {
		return Response{}, workspace.ErrNotFound
	}
	if number, err := strconv.Atoi(v.req.Query.Get("read")); err == nil {
		return v.readIdea(s, number-1)
	}
	have := v.have(s.kind)
	sections := map[string][]html.Node{}
	for i, starter := range v.starters(s.kind) {
		group := groupOf(starter)
		sections[group] = append(sections[group], v.idea(s, starter, i, have[foldedTitle(starter)]))
	}
	var list []html.Node
	for _, g := range groups() {
		if items := sections[g.Value]; items != nil {
			list = append(list, html.E("section", html.W("h2", v.T(g.Word)), html.If(g.Value == "topic", html.W("p",
				v.own(v.T("Each has two questions to begin our talk. One tap makes a protocol that asks them.")))), html.E("ul.cards.ideas", items...)))
		}
	}
	return v.page(page{Over: s.name(v), Heading: v.T("Ideas to start from"), Place: s.place, Wide: true,
		Lead: v.T("Take what fits us and leave the rest. Every word can be changed afterwards."), Body: html.All(v.around(s), v.addressNote(s.kind), html.All(list...))}), nil
}

// have returns the records of a kind by their titles, to find what was taken.
func (v *visit) have(kind string) map[string]*notebook.Record {
	have := map[string]*notebook.Record{}
	for _, r := range v.book().Records(kind) {
		have[strings.ToLower(r.Title())] = r
	}
	return have
}

func foldedTitle(starter catalog.Starter) string { return strings.ToLower(starter.Values["title"][0]) }

// groupOf returns the part of the page for a starter.
func groupOf(starter catalog.Starter) string {
	for _, g := range groups() {
		if g.Value == starter.Group {
			return starter.Group
		}
	}
	if starter.Kind == "protocol" {
		return "whole"
	}
	return ""
}

// idea is one starter: never a worry without what we can do.
func (v *visit) idea(s sheet, starter catalog.Starter, at int, taken *notebook.Record) html.Node {
	list := []html.Node{html.A("id", "idea-"+strconv.Itoa(at+1)), html.W("h3", starter.Values["title"][0])}
	shown := ""
	for _, name := range []string{"can_do", "purpose", "open"} {
		if texts := starter.Values[name]; texts != nil && shown == "" {
			shown = name
			list = append(list, html.If(name == "can_do", html.W("p.hint", v.T("What we can do:"))))
			list = append(list, saying(name, texts[0])...)
		}
	}
	list = append(list, v.whereItIs(starter))
	if starter.Values["before"] != nil {
		list = append(list, html.E("p", html.E("a", html.A("href", v.on("ideas", s.kind)+"?read="+strconv.Itoa(at+1)),
			html.Text(v.T("Read it whole")), html.W("span.vh", ": "+starter.Values["title"][0]))))
	} else if more := v.alsoSays(starter, shown); more != nil && s.kind != "source" {
		list = append(list, html.E("details", html.W("summary", v.T("Read more")), html.E("dl", more...)))
	}
	return html.E("li.card", append(list, v.taking(s, starter, taken))...)
}

// saying shows what stands in one field of a starter. Questions stand apart, so
// that each is read for itself.
func saying(name, text string) []html.Node {
	if name != "open" {
		return []html.Node{html.W("p.lines", text)}
	}
	var list []html.Node
	for _, question := range notebook.Items(text) {
		list = append(list, html.W("p", question))
	}
	return list
}

// alsoSays returns what a starter says besides its title and one other field.
func (v *visit) alsoSays(starter catalog.Starter, shown string) []html.Node {
	var more []html.Node
	for _, f := range notebook.KindOf(starter.Kind).Fields[1:] {
		if texts := starter.Values[f.Name]; texts != nil && f.Name != shown && f.Type != notebook.Choice {
			more = append(more, html.W("dt", v.label(&f)), html.W("dd.lines", texts[0]))
		}
	}
	return more
}

// taking is the button that takes a starter, or the way to what was taken.
func (v *visit) taking(s sheet, starter catalog.Starter, taken *notebook.Record) html.Node {
	if taken != nil {
		return html.E("p", html.A("role", "status"), html.Text(v.T("It is in our list.")+" "), link(v.pathOf(taken), "", v.T("Open it")))
	}
	return v.form(v.on("ideas", s.kind), html.If(v.req.Query.Get("read") == "", html.On("data-swap")),
		html.E("div.go", html.E("button.small", html.A("name", "key"), html.A("value", starter.Key), html.Text(v.T("Take it")), html.W("span.vh", ": "+starter.Values["title"][0]))))
}

// readIdea shows one starter as its record would be read.
func (v *visit) readIdea(s sheet, at int) (Response, error) {
	all := v.starters(s.kind)
	if at < 0 || at >= len(all) || all[at].Values["before"] == nil {
		return Response{}, workspace.ErrNotFound
	}
	r := &notebook.Record{Ref: notebook.Ref{Kind: s.kind}, Fields: map[string][]notebook.Value{}}
	for name, texts := range all[at].Values {
		r.Fields[name] = []notebook.Value{{Text: texts[0]}}
	}
	return v.page(page{Over: v.T("Ideas to start from"), Heading: r.Title(), Place: s.place, Wide: true, Lead: r.Get("purpose"), Body: html.All(
		v.taking(s, all[at], v.have(s.kind)[foldedTitle(all[at])]), v.partCards(r, ""), v.others(r, append(parts(), "title", "purpose")),
		html.E("p", link(v.on("ideas", s.kind)+"#idea-"+strconv.Itoa(at+1), "", v.T("All ideas"))))}), nil
}

// whereItIs shows of a place to look what it is, and its address as a text.
func (v *visit) whereItIs(starter catalog.Starter) html.Node {
	if starter.Kind != "source" {
		return html.Node{}
	}
	say := func(name string) string { return strings.Join(starter.Values[name], "") }
	return html.All(html.E("p", html.W("span.state", v.T(notebook.Places.Word(say("sort"))))), html.W("p", say("note")),
		html.E("p", html.W("bdi", say("address"))))
}

// takeIdea makes a record out of a starter that someone tapped.
func takeIdea(ctx context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok || !s.ideas {
		return Response{}, workspace.ErrNotFound
	}
	for at, starter := range v.starters(s.kind) {
		if starter.Key != v.req.Form.Get("key") {
			continue
		}
		if _, err := v.work.Add(ctx, s.kind, notebook.Values(starter.Values)); err != nil {
			return Response{}, err
		}
		return v.see(v.on("ideas", s.kind) + "#idea-" + strconv.Itoa(at+1)), nil
	}
	return Response{}, workspace.ErrNotFound
}
