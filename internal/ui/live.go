package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// showLive groups the actions by how they stand. None of the groups is better
// than another, and those without an action are not shown.
func showLive(_ context.Context, v *visit) (Response, error) {
	action := notebook.KindOf("action")
	var groups []html.Node
	for _, step := range notebook.States {
		var list []html.Node
		for _, a := range v.book().Records("action") {
			if state := a.Get("state"); state == step.Value || state == "" && step.Value == "notyet" {
				list = append(list, v.liveAction(action, a))
			}
		}
		if list != nil {
			groups = append(groups, html.E("section", html.W("h2", v.T(step.Word)), html.E("ul.cards", list...)))
		}
	}
	if groups == nil {
		groups = []html.Node{html.E("div.card", html.W("p", v.T("What we decide to do in the plan shows here.")),
			html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(action.Fields[0].Example))),
			html.E("div.go", link(v.on("plan"), "button", v.T("Go to the plan"))))}
	}
	return v.page(page{Heading: v.T("Live it"), Place: "live", Wide: true, Lead: v.T("How our actions stand. Changing our mind is fine, too."),
		Body: html.All(v.aroundStation("live"), html.All(groups...), html.E("p.other", link(v.on("actions"), "", v.T("All actions as a table")), html.Text(" · "), link(v.on("people"), "", v.T("People"))))}), nil
}

func (v *visit) liveAction(k *notebook.Kind, a *notebook.Record) html.Node {
	var facts []html.Node
	for _, name := range []string{"leads", "until"} {
		f := k.Field(name)
		text := v.book().Shown(a, f)
		if f.Type == notebook.Date {
			text = v.Date(text)
		}
		if text != "" {
			facts = append(facts, html.Text(v.label(f)+": "), html.E("span", auto(), html.Text(text)), html.Text("\n"))
		}
	}
	return html.E("li.card", html.E("h3", html.E("a", html.A("href", v.on("action", a.ID.String())), auto(), html.Text(a.Title()))), html.E("p.quiet.lines", facts...))
}
