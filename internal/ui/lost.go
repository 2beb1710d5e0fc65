//go:build !js

package ui

import (
	"context"

	"amparo/internal/ui/html"
)

// showLost says what to do when a device is lost or no longer trusted: mine, hers,
// or all of mine. A device that is out itself can do nothing of it.
func showLost(ctx context.Context, v *visit) (Response, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return Response{}, err
	}
	if g.Out {
		return v.groupWithout(g), nil
	}
	done, err := v.takenOut(ctx)
	if err != nil {
		return Response{}, err
	}
	mine, hers := html.Node{}, []html.Node{}
	for _, p := range selfFirst(g) {
		if p.Self {
			mine = html.E("p", link(v.on("member", p.ID.String()), "button.second", v.T("My devices")))
		} else {
			hers = append(hers, html.E("li", html.E("a", html.A("href", v.on("member", p.ID.String())), auto(), html.Text(v.called(p)))))
		}
	}
	others := html.W("p", v.T("At present nobody else belongs here."))
	if len(hers) > 0 {
		others = html.All(html.W("p", v.T("Someone who can let people in and out opens her page and takes the device out.")), html.E("ul", hers...))
	}
	return v.page(page{Heading: v.T("A device is lost"), Over: v.T("Who belongs here"), Place: "home",
		Lead: v.T("Or in other hands, or no longer trusted. What it holds is sealed as long as it is locked."),
		Body: html.All(
			done,
			html.E("section", html.W("h2", v.T("One of mine")), html.W("p", v.T("I take it out from here, quietly.")), mine),
			html.E("section", html.W("h2", v.T("One of hers")), others),
			html.E("section", html.W("h2", v.T("All that she had")), html.W("p", v.T("One of us invites her again, as someone who was here before. What she wrote stays hers.")),
				html.If(g.Keeper, html.E("p", link(v.on("invite"), "", v.T("Invite someone"))))),
			html.E("section", html.W("h2", v.T("Nobody else is here")), html.W("p", v.T("Then a sealed backup and the paper key bring everything back, on any computer.")),
				html.E("p", link("/paper-key", "", v.T("The paper key")), html.Text(" · "), link("/backup", "", v.T("A sealed backup")))))}), nil
}

// takenOut says, after a device was taken out, that it is so. Whose it was is led
// on to by the way in which she comes again.
func (v *visit) takenOut(ctx context.Context) (html.Node, error) {
	done := v.req.Query.Get("done")
	if done == "" {
		return html.Node{}, nil
	}
	_, known, err := v.knownPeople(ctx)
	for _, k := range known {
		if k.person.ID.String() != done || k.person.Self {
			continue
		}
		name := v.called(k.person)
		again := v.F("Invite %s again", name)
		if k.here {
			again = v.T("Bring in another device of hers")
		}
		return html.E("div.beside", html.A("role", "status"), html.W("p", v.F("A device of %s is out. What we write from now on can't be read on it.", name)),
			html.E("p", link(v.on("invite")+"?who="+k.device, "", again))), nil
	}
	return html.E("p.note", html.A("role", "status"), html.Text(v.T("Noted. It goes out, and the others need do nothing."))), err
}
