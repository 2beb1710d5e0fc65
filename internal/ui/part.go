//go:build !js

package ui

import (
	"context"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// askPart shows, before someone is taken out, what she knew of what few should
// know, and what this can't do.
func askPart(ctx context.Context, v *visit) (Response, error) {
	g, p, err := v.member(ctx)
	switch {
	case err != nil:
		return v.outAlready(ctx, err, v.on("group")+"?out=")
	case p.Self:
		return v.see(v.on("group")), nil
	}
	name := v.called(p)
	go_ := html.All(html.If(g.OneKeeperWithout(p.ID), html.All(hidden("alone", "yes"),
		html.W("p.note", v.T("Then one of us alone can let people in and out. That can change again on any day.")))),
		html.E("div.go", html.W("button", v.F("Take %s out", name)), link(v.on("member", p.ID.String()), "button.second", v.T("Leave it as it is"))))
	body := v.form(v.on("member", p.ID.String(), "out"), go_)
	if !g.Keeper {
		body = html.W("p.note", v.T("Those who can let people in and out can do this, on their devices."))
	}
	return v.page(page{Heading: v.F("%s leaves us", name), Over: v.T("Who belongs here"), Place: "home",
		Lead: v.T("With all her devices. What we write from then on, she can't read."),
		Body: html.All(v.knew(), html.W("p.note", v.T("What she has on her devices stays with her. We can't take it back.")), body)}), nil
}

// knew lists what few should know and everyone here could read.
func (v *visit) knew() html.Node {
	part, pager := paging(v, v.work.Notebook().Secrets(), func(r *notebook.Record) int { return 160 + 2*textWeight(clip(r.Title(), titleBytes)) })
	var list []html.Node
	for _, r := range part {
		list = append(list, html.E("li", html.Text(capital(oneWord(v, r.Kind))+": "),
			html.E("a", html.A("href", v.pathOf(r)), auto(), html.Text(clip(firstLine(r.Title()), titleBytes)))))
	}
	said := html.All(html.W("p", v.T("She could read all of this. We look at each of it again, when it suits us.")), html.E("ul", list...), pager)
	if list == nil {
		said = html.W("p", v.T("Nothing is marked so. In a row, an action, an agreement or a tool we can say that few should know it."))
	}
	return html.E("section.card", html.W("h2", v.T("What depends on few knowing it")), said)
}

// part takes the person out. What few should know asks to be looked at then.
func part(ctx context.Context, v *visit) (Response, error) {
	g, p, err := v.member(ctx)
	if err != nil {
		return v.outAlready(ctx, err, v.on("group")+"?out=")
	}
	if p.Self || !g.Keeper {
		return v.see(v.on("group")), nil
	}
	if err := v.work.RemovePerson(ctx, p.ID, v.req.Form.Get("alone") == "yes"); err != nil {
		if err == workspace.ErrOneKeeper {
			return v.see(v.on("member", p.ID.String(), "out")), nil
		}
		return Response{}, err
	}
	return v.see(v.on("group") + "?out=" + p.ID.String()), nil
}

// parted says, after someone was taken out or this device stays after all, that
// it is so, and leads to what asks to be looked at since.
func (v *visit) parted(ctx context.Context) (html.Node, error) {
	if v.req.Query.Get("kept") != "" {
		return html.E("p.note", html.A("role", "status"), html.Text(v.T("This device keeps it. We ask for nothing any more."))), nil
	}
	former, err := v.work.Former(ctx)
	i := slices.IndexFunc(former, func(p workspace.Person) bool { return p.ID.String() == v.req.Query.Get("out") })
	if err != nil || i < 0 {
		return html.Node{}, err
	}
	return html.E("div.note", html.A("role", "status"), html.W("p", v.F("%s is out. What we write from now on, she can't read.", v.called(former[i]))),
		html.If(len(v.work.Notebook().Secrets()) > 0, html.E("p", link(v.on("again"), "", v.T("All that we could look at again"))))), nil
}
