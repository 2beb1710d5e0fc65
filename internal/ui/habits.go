package ui

import (
	"context"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// habitHeadings are what the groups are called, in the order of whose they are.
var habitHeadings = []string{locale.Msg("What we all do"), locale.Msg("What a team does"), locale.Msg("What each of us does for herself"),
	locale.Msg("Whose they are, we have not said")}

// byWhose puts habits in the order of their groups: ours, a team's, each
// woman's own, and those of which it was not said.
func byWhose(habits []*notebook.Record) []*notebook.Record {
	var list []*notebook.Record
	for i := range len(notebook.Whose) + 1 {
		for _, r := range habits {
			if whoseGroup(r) == i {
				list = append(list, r)
			}
		}
	}
	return list
}

// whoseGroup is the place of a habit's group.
func whoseGroup(r *notebook.Record) int {
	for i, step := range notebook.Whose {
		if step.Value == r.Get("whose") {
			return i
		}
	}
	return len(notebook.Whose)
}

// habitGroups shows habits by whose they are. A word says what a habit does;
// none of them is counted.
func (v *visit) habitGroups(list []*notebook.Record) html.Node {
	groups := make([][]html.Node, len(notebook.Whose)+1)
	for _, r := range list {
		groups[whoseGroup(r)] = append(groups[whoseGroup(r)], v.habitCard(r))
	}
	var sections []html.Node
	for i, cards := range groups {
		if cards == nil {
			continue
		}
		sections = append(sections, html.E("section", html.W("h2", v.T(habitHeadings[i])), html.E("ul.cards", cards...)))
	}
	return html.All(sections...)
}

func (v *visit) habitCard(r *notebook.Record) html.Node {
	k := notebook.KindOf("habit")
	return html.E("li.card", html.E("h3", v.nameCell(r)),
		html.If(r.Get("sort") != "", html.E("p", html.W("span.state", v.scaleWord(k.Field("sort"), r.Get("sort"))))),
		html.E("dl", v.told(r, k.Field("why")), v.told(r, k.Field("instead"))), v.onward(r))
}

// told is a field of a record with its name, nothing for no answer.
func (v *visit) told(r *notebook.Record, f *notebook.Field) html.Node {
	text := r.Get(f.Name)
	if text == "" {
		return html.Node{}
	}
	return html.All(html.W("dt", v.label(f)), html.E("dd", html.E("p.lines", written(text), html.Text(clip(v.words(f, text), cellBytes)))))
}

// toAction is the way to a habit's action, or the button that makes one.
func (v *visit) toAction(r *notebook.Record) html.Node {
	for _, a := range v.book().Linked(r, "action") {
		return html.E("p.onward", link(v.pathOf(a), "button.small", v.T("See its action")))
	}
	return v.form(v.on("habit", r.ID.String(), "action"),
		html.E("button.small", html.Text(v.T("Make an action of it")), html.E("span.vh", html.Text(": "+clip(firstLine(r.Title()), 60)))))
}

// makeAction makes an action out of a habit, or opens the one that it has. It is
// named after what could be there instead, where that was said, and it belongs
// to the same people.
func makeAction(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("habit")
	if err != nil {
		return Response{}, err
	}
	for _, a := range v.book().Linked(r, "action") {
		return v.see(v.pathOf(a)), nil
	}
	title := r.Get("instead")
	if title == "" {
		title = r.Title()
	}
	ref, err := v.work.Add(ctx, "action", notebook.Values{"title": {title}, "whose": {r.Get("whose")}})
	if err != nil {
		return Response{}, err
	}
	if err := v.work.Set(ctx, r.Ref, workspace.Edit{Field: "action", Texts: []string{ref.ID.String()}}); err != nil {
		return Response{}, err
	}
	return v.see(v.on("action", ref.ID.String())), nil
}
