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
	part, pager := paging(v, v.byState(), func(a *notebook.Record) int {
		return 260 + textWeight(clip(a.Title(), titleBytes)) + 80*len(a.Fields["leads"])
	})
	var groups []html.Node
	for _, step := range notebook.States {
		var list []html.Node
		for _, a := range part {
			if stateOf(a) == step.Value {
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
		Body: html.All(v.aroundStation("live"), html.All(groups...), pager, html.E("p.other", link(v.on("actions"), "", v.T("All actions as a table")), html.Text(" · "), link(v.on("people"), "", v.T("People"))))}), nil
}

// byState returns the actions in the order of the groups.
func (v *visit) byState() []*notebook.Record {
	var list []*notebook.Record
	for _, step := range notebook.States {
		for _, a := range v.book().Records("action") {
			if stateOf(a) == step.Value {
				list = append(list, a)
			}
		}
	}
	return list
}

// stateOf returns how an action stands; one of which nothing is said has not
// begun.
func stateOf(a *notebook.Record) string {
	if state := a.Get("state"); state != "" {
		return state
	}
	return "notyet"
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
	return html.E("li.card", html.E("h3", html.E("a", html.A("href", v.on("action", a.ID.String())), auto(), html.Text(clip(a.Title(), titleBytes)))), html.E("p.quiet.lines", facts...))
}
