//go:build !js

package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showDevices shows whose devices have this notebook. It is the one page that
// says anything of time about them, and only in two words.
func showDevices(ctx context.Context, v *visit) (Response, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return Response{}, err
	}
	heard, err := v.work.Heard(ctx)
	if err != nil {
		return Response{}, err
	}
	quiet := v.work.Way().Quiet
	var mine, others []html.Node
	for i := range g.People {
		p := &g.People[i]
		list := v.devicesOf(p, heard, quiet)
		if p.Self {
			mine = append(mine, list)
			continue
		}
		name := v.T("Someone without a name here")
		if p.Alias != "" {
			name = p.Alias
		}
		others = append(others, html.E("li.card", html.E("h3", html.E("bdi", html.Text(name))), list))
	}
	lead := v.T("This week, or a while ago: no page says more about when someone was here.")
	if quiet {
		lead = v.T("No page says when a device was heard of. That is turned off here.")
	}
	return v.page(page{Heading: v.T("Devices"), Over: v.work.Name(), Place: "home", Lead: lead, Body: html.All(
		html.E("section", html.W("h2", v.T("Mine")), html.All(mine...)),
		html.If(others != nil, html.E("section", html.W("h2", v.T("Of the others")), html.E("ul.cards", others...))),
		html.If(others == nil, html.W("p", v.T("Nobody else has this notebook yet."))),
		v.quietForm(quiet),
		html.E("ul.other", html.E("li", link(v.on("lost"), "", v.T("A device is lost"))),
			html.E("li", link(v.on("group"), "", v.T("Who belongs here"))), html.E("li", link(v.on("ways"), "", v.T("How our devices meet")))))}), nil
}

// devicesOf lists the devices of a person. They have no names.
func (v *visit) devicesOf(p *workspace.Person, heard map[notebook.Device]bool, quiet bool) html.Node {
	var list []html.Node
	for _, d := range p.Devices {
		name, when := v.T("A device"), v.T("a while ago")
		if heard[d.ID] {
			when = v.T("this week")
		}
		switch {
		case d.Paper:
			name, when = v.T("A key on paper"), ""
		case d.Self:
			name, when = v.T("This device"), ""
		}
		if quiet || when == "" {
			list = append(list, html.W("li", name))
		} else {
			list = append(list, html.W("li", v.F("%s: heard of %s", name, when)))
		}
	}
	return html.E("ul", list...)
}

// quietForm turns it off and on, for this device.
func (v *visit) quietForm(quiet bool) html.Node {
	words, value := v.T("Do not show when"), "yes"
	if quiet {
		words, value = v.T("Show it again"), ""
	}
	return v.form(v.on("devices"), hidden("quiet", value), html.W("p.hint", v.T("This counts for this device. Nothing of it is kept or sent.")),
		html.E("div.go", html.W("button.second", words)))
}

func saveDevices(ctx context.Context, v *visit) (Response, error) {
	return v.see(v.on("devices")), v.work.SetQuiet(ctx, v.req.Form.Get("quiet") == "yes")
}
