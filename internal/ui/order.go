package ui

import (
	"context"
	"slices"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showOrder lists the records of a kind with the buttons that move them.
func showOrder(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok {
		return Response{}, workspace.ErrNotFound
	}
	list := v.book().Records(s.kind)
	part, pager := paging(v, list, func(r *notebook.Record) int { return 460 + 2*textWeight(clip(r.Title(), titleBytes)) })
	var items []html.Node
	moved := v.req.Query.Get("moved")
	still := false
	for _, r := range part {
		items = append(items, v.movable(r, r == list[0], r == list[len(list)-1]))
		still = still || r.ID.String() == moved && len(list) > 1
	}
	return v.page(page{Over: s.name(v), Heading: v.T("Change the order"), Place: s.place, Still: still, Body: html.All(v.around(s),
		v.form(v.on("order", s.kind), html.On("data-swap"), hidden("page", v.req.Query.Get("page")), html.E("ol.rows.flow", items...)), pager,
		html.E("p.other", link(s.path(v), "", v.T("Done"))))}), nil
}

func (v *visit) movable(r *notebook.Record, first, last bool) html.Node {
	title := clip(firstLine(r.Title()), titleBytes)
	focus := "" // stays on the button that moved it, or on the other at an end
	if v.req.Query.Get("moved") == r.ID.String() {
		focus = v.req.Query.Get("way")
		if first {
			focus = "down"
		} else if last {
			focus = "up"
		}
	}
	button := func(name, sign, text string) html.Node {
		return html.E("button.small", html.A("name", name), html.A("value", r.ID.String()), html.A("title", text), html.If(name == focus, html.On("autofocus")),
			html.E("span", html.A("aria-hidden", "true"), html.Text(sign)), html.W("span.vh", text+": "+clip(title, 60)))
	}
	return html.E("li", html.A("id", "o-"+r.ID.String()), html.E("span", auto(), html.Text(v.saysWhose(r))),
		html.E("span.go", html.If(!first, button("up", "↑", v.T("Move up"))), html.If(!last, button("down", "↓", v.T("Move down")))))
}

// move puts a record one place up or down.
func move(ctx context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok {
		return Response{}, workspace.ErrNotFound
	}
	list := v.book().Records(s.kind)
	at := func(id string) int {
		return slices.IndexFunc(list, func(r *notebook.Record) bool { return r.ID.String() == id })
	}
	there, err := v.on("order", s.kind)+"?", error(nil)
	if i := at(v.req.Form.Get("up")); i > 0 {
		err = v.work.Move(ctx, list[i].Ref, list[i-1].ID)
		there += "way=up&moved=" + list[i].ID.String()
	}
	if i := at(v.req.Form.Get("down")); i >= 0 && i+1 < len(list) {
		before := notebook.ID{}
		if i+2 < len(list) {
			before = list[i+2].ID
		}
		err = v.work.Move(ctx, list[i].Ref, before)
		there += "way=down&moved=" + list[i].ID.String()
	}
	if page, bad := strconv.Atoi(v.req.Form.Get("page")); bad == nil {
		there += "&page=" + strconv.Itoa(page)
	}
	return v.see(there), err
}
