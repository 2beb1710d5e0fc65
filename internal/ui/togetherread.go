//go:build !js

package ui

import (
	"context"
	"encoding/hex"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showReaders lists everyone who can read the notebook. A keeper says who is of
// the group.
func showReaders(_ context.Context, v *visit) (Response, error) {
	if v.readers == nil {
		return v.see(v.on("home")), nil
	}
	says := v.keepsHere() && v.oursHere()
	var list []html.Node
	for _, r := range v.readers {
		list = append(list, v.readerCard(r, says && !r.Self))
	}
	return v.page(page{Heading: v.T("Who reads here"), Place: "readers", Lead: v.T("Everyone here reads all that stands in this notebook. Whoever comes to it from outside is named on each page."),
		Body: html.All(html.E("ul.cards", list...), html.If(v.oursHere(), html.E("ul.other",
			html.If(v.keepsHere(), html.E("li", link(v.on("invite"), "", v.T("Invite someone")))),
			html.E("li", link(v.on("exchange"), "", v.T("Carry a file"))))))}), nil
}

func (v *visit) readerCard(r workspace.Reader, says bool) html.Node {
	whose, other, value, then := v.T("From outside"), v.T("Count her as one of us"), "yes", v.T("Then she is not named on the pages any more.")
	if r.Ours {
		whose, other, value, then = v.T("One of the group"), v.T("Count her as from outside"), "no", v.T("Then she is named on each page.")
	}
	name := v.nameOf(r)
	if r.Self {
		name = v.T("this device")
	}
	return html.E("li.card", html.W("p.over", whose), html.E("h2", html.E("bdi", html.Text(capital(name)))),
		html.If(r.Keeper, html.W("p", v.T("Can let others in, and can end it."))),
		html.If(says, v.form(v.on("readers"), hidden("who", hexID(r.Device)), html.E("button.small", html.A("name", "ours"), html.A("value", value), html.Text(other)), html.W("p.hint", then))))
}

// named is a link with a name that someone gave, in its own direction.
func named(path, name string) html.Node {
	return html.E("a", html.A("href", path), html.E("bdi", html.Text(clip(firstLine(name), titleBytes))))
}

func hexID(d notebook.Device) string { return hex.EncodeToString(d[:]) }

func sayWhose(ctx context.Context, v *visit) (Response, error) {
	var who notebook.Device
	b, err := hex.DecodeString(v.req.Form.Get("who"))
	if err != nil || len(b) != len(who) {
		return Response{}, workspace.ErrNotFound
	}
	copy(who[:], b)
	if err := v.work.SayOurs(ctx, who, v.req.Form.Get("ours") == "yes"); err != nil {
		return Response{}, err
	}
	return v.see(v.on("readers")), nil
}

// waits is something that one from outside may want to look at.
type waits struct {
	group  workspace.Accompaniment
	record *notebook.Record
}

// showGroups is the page of one who accompanies groups: their names, as she
// calls them, and apart from these what was asked or sent and waits for her. A
// group that sent nothing looks like one whose questions she has answered.
func showGroups(ctx context.Context, v *visit) (Response, error) {
	all, err := v.desk.Accompaniments(ctx)
	if err != nil {
		return Response{}, err
	}
	var groups []html.Node
	var waiting []waits
	for _, a := range all {
		if a.Ours {
			continue
		}
		groups = append(groups, html.E("li", named("/n/"+a.ID+"/together", a.Name)))
		for _, r := range a.Work.Waiting() {
			waiting = append(waiting, waits{a, r})
		}
	}
	if groups == nil {
		return v.page(page{Heading: v.T("Groups that I accompany"), Lead: v.T("A group invites you, and then it stands here. Nobody else can add one."),
			Body: html.E("p", link("/notebooks", "button.second", v.T("Notebooks")))}), nil
	}
	part, pager := paging(v, waiting, func(a waits) int {
		return 500 + textWeight(clip(a.group.Name, titleBytes)) + textWeight(clip(a.record.Title(), titleBytes))
	})
	var list []html.Node
	for _, a := range part {
		list = append(list, html.E("li.card", html.E("p.over", html.E("bdi", html.Text(clip(a.group.Name, titleBytes)))),
			html.E("h3", named("/n/"+a.group.ID+"/"+a.record.Kind+"/"+a.record.ID.String(), a.record.Title()))))
	}
	return v.page(page{Heading: v.T("Groups that I accompany"), Lead: v.T("Under your own names for them, which stay on this device. Each group chooses what it sends, and when."), Body: html.All(
		html.E("ul", groups...),
		html.E("section", html.W("h2", v.T("Asked or sent")), html.If(list == nil, html.W("p", v.T("Nothing waits here."))), html.If(list != nil, html.E("ul.cards", list...)), pager))}), nil
}
