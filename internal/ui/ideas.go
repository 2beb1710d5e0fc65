package ui

import (
	"context"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// starters returns what the catalogue offers of a kind, in the reader's
// language.
func (v *visit) starters(kind string) []catalog.Starter {
	switch kind {
	case "risk":
		return catalog.Risks(v.Lang())
	case "activity":
		return catalog.Activities(v.Lang())
	case "protocol":
		return catalog.Protocols(v.Lang())
	case "source":
		return catalog.Sources(v.Lang())
	}
	return nil
}

// groups are the parts of the catalogue's risks, in the order of the page.
func groups() []notebook.Step {
	return []notebook.Step{
		{Value: "digital", Word: locale.Msg("Our devices and accounts")},
		{Value: "physical", Word: locale.Msg("Our bodies and places")},
		{Value: "care", Word: locale.Msg("Our strength and rest")},
		{Value: "gender", Word: locale.Msg("What reaches us because we are women")},
		{Value: "", Word: locale.Msg("What groups like ours do")},
		{Value: "look", Word: locale.Msg("Places to look, and people to ask")},
	}
}

// showIdeas offers the catalogue, to tap one by one. Nothing is taken by itself.
func showIdeas(_ context.Context, v *visit) (Response, error) {
	s, ok := sheetOf(v.arg("kind"))
	if !ok || !s.ideas {
		return Response{}, workspace.ErrNotFound
	}
	have := map[string]*notebook.Record{}
	for _, r := range v.book().Records(s.kind) {
		have[strings.ToLower(r.Title())] = r
	}
	sections := map[string][]html.Node{}
	for _, starter := range v.starters(s.kind) {
		group := groupOf(starter.Group)
		sections[group] = append(sections[group], v.idea(s, starter, have[strings.ToLower(starter.Values["title"][0])]))
	}
	var list []html.Node
	for _, g := range groups() {
		if items := sections[g.Value]; items != nil {
			list = append(list, html.E("section", html.W("h2", v.T(g.Word)), html.E("ul.cards.ideas", items...)))
		}
	}
	return v.page(page{Over: s.name(v), Heading: v.T("Ideas to start from"), Place: s.place, Wide: true,
		Lead: v.T("Take what fits us and leave the rest. Every word can be changed afterwards."), Body: html.All(v.around(s), v.addressNote(s.kind), html.All(list...))}), nil
}

// groupOf returns the part of the page for a group of the catalogue.
func groupOf(group string) string {
	for _, g := range groups() {
		if g.Value == group {
			return group
		}
	}
	return ""
}

// idea is one starter: never a worry without what we can do.
func (v *visit) idea(s sheet, starter catalog.Starter, taken *notebook.Record) html.Node {
	k := notebook.KindOf(s.kind)
	list := []html.Node{html.A("id", "idea-"+starter.Key), html.W("h3", starter.Values["title"][0])}
	if can := starter.Values["can_do"]; len(can) > 0 {
		list = append(list, html.W("p.hint", v.T("What we can do:")), html.W("p.lines", can[0]))
	}
	list = append(list, v.whereItIs(starter))
	var more []html.Node
	for i := range k.Fields[1:] {
		f := &k.Fields[i+1]
		texts := starter.Values[f.Name]
		if len(texts) > 0 && f.Name != "can_do" && s.kind != "source" && f.Type != notebook.Choice && f.Type != notebook.Refs {
			more = append(more, html.W("dt", v.label(f)), html.W("dd.lines", strings.Join(texts, "\n")))
		}
	}
	if more != nil {
		list = append(list, html.E("details", html.W("summary", v.T("Read more")), html.E("dl", more...)))
	}
	if taken != nil {
		list = append(list, html.E("p", html.A("role", "status"), html.Text(v.T("It is in our list.")+" "), link(v.pathOf(taken), "", v.T("Open it"))))
		return html.E("li.card", list...)
	}
	return html.E("li.card", append(list, v.form(v.on("ideas", s.kind), html.On("data-swap"),
		html.E("div.go", html.E("button.small", html.A("name", "key"), html.A("value", starter.Key), html.Text(v.T("Take it")), html.W("span.vh", ": "+starter.Values["title"][0])))))...)
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
	s, ok := sheetOf(v.arg("kind"))
	if !ok || !s.ideas {
		return Response{}, workspace.ErrNotFound
	}
	for _, starter := range v.starters(s.kind) {
		if starter.Key != v.req.Form.Get("key") {
			continue
		}
		if _, err := v.work.Add(ctx, s.kind, notebook.Values(starter.Values)); err != nil {
			return Response{}, err
		}
		return v.see(v.on("ideas", s.kind) + "#idea-" + starter.Key), nil
	}
	return Response{}, workspace.ErrNotFound
}
