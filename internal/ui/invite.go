//go:build !js

package ui

import (
	"context"
	"encoding/hex"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// invited is someone who can be invited as a person that is known here.
type invited struct {
	person workspace.Person
	device string // one of hers
	here   bool   // she is here now
}

// known returns those who can be invited with a device of theirs: oneself first,
// then the others, then those who were here before. In a notebook of one's own
// it is oneself alone.
func (v *visit) knownPeople(ctx context.Context) (workspace.Group, []invited, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return g, nil, err
	}
	g.Keeper = g.Keeper && !g.Out
	var list []invited
	for _, p := range selfFirst(g) {
		if p.Self || !v.work.Own() {
			list = append(list, invited{p, hex.EncodeToString(p.Devices[0].ID[:]), true})
		}
	}
	former, err := v.work.Former(ctx)
	for _, p := range former {
		if !v.work.Own() {
			list = append(list, invited{p, hex.EncodeToString(p.Devices[0].ID[:]), false})
		}
	}
	return g, list, err
}

// showInvite asks who comes in, and what she may do.
func showInvite(ctx context.Context, v *visit) (Response, error) {
	g, known, err := v.knownPeople(ctx)
	if err != nil {
		return Response{}, err
	}
	p := page{Heading: v.T("Invite someone"), Over: v.work.Name(), Place: "home",
		Lead: v.T("She will read and write everything in this notebook. You compare four words before she is in.")}
	switch {
	case v.desk.Passing():
		p.Body = v.stays()
	case !g.Keeper:
		p.Body = html.W("p.note", v.T("Ask one of those who can let people in. It is done on her device."))
	default:
		p.Body = html.All(v.underWay(), v.inviteForm(known))
	}
	return v.page(p), nil
}

func (v *visit) inviteForm(known []invited) html.Node {
	chosen := v.req.Query.Get("who")
	var who []html.Node
	if v.work.Own() {
		chosen = known[0].device
	} else {
		who = append(who, radio("who", "", v.T("Someone new"), chosen == ""))
	}
	for _, k := range known {
		name := v.called(k.person)
		words := v.F("Another device of %s", name)
		switch {
		case k.person.Self:
			words = v.T("Another device of mine")
		case !k.here:
			words = v.F("%s, who was here before", name)
		}
		who = append(who, radio("who", k.device, words, chosen == k.device))
	}
	fresh := html.All(v.line("name", v.T("What shall we call her here?"), v.T("For someone new. Any name; she can change it.")),
		html.E("fieldset.ask", html.W("legend", v.T("What can she do?")), html.E("div.picks",
			radio("keeper", "", v.T("Read and write"), true),
			radio("keeper", "yes", v.T("Read and write, and let people in and out"), false))),
		html.If(known[0].person.Alias == "", v.line("mine", v.T("What shall the others call me here?"), v.T("Any name. It need not be my own."))))
	if v.work.Own() {
		fresh = html.W("p.note", v.T("This notebook is mine alone, so only a device of mine comes in here."))
	}
	return v.form(v.on("invite"), html.E("fieldset.ask", html.W("legend", v.T("Who comes in?")), html.E("div.picks", who...)), fresh,
		html.E("details", html.W("summary", v.T("Another place to meet")),
			v.line("address", v.T("The address of a relay, or of a device on the same network"), v.T("Empty means the relay of this notebook, or a file where it has none."))),
		html.E("div.go", html.W("button", v.T("Make the invite")), link(v.on("group"), "button.second", v.T("Not now"))))
}

// beginInvite makes the invite and shows it.
func beginInvite(ctx context.Context, v *visit) (Response, error) {
	g, known, err := v.knownPeople(ctx)
	if err != nil || v.desk.Passing() || !g.Keeper {
		return v.see(v.on("invite")), err
	}
	form := v.req.Form
	a := workspace.Asking{Name: oneSpace(form.Get("name")), Keeper: form.Get("keeper") == "yes", Relay: oneSpace(form.Get("address")), Language: v.Lang()}
	if device := form.Get("who"); device != "" || v.work.Own() {
		found := false
		for _, k := range known {
			if k.device != device {
				continue
			}
			found = true
			a.Name, a.Of = k.person.Alias, notebook.Device(k.person.Devices[0].ID)
			if k.here {
				a.Keeper = k.person.Keeper
			}
		}
		if !found {
			return Response{}, workspace.ErrNotFound
		}
	}
	if mine := oneSpace(form.Get("mine")); mine != "" && known[0].person.Self {
		if err := v.work.SetAlias(ctx, known[0].person.ID, mine); err != nil {
			return Response{}, err
		}
	}
	i, err := v.work.Invite(ctx, a)
	if err != nil {
		return Response{}, err
	}
	return v.lookAway(i)
}

// underWay lists the invites of the open notebook that are under way; outside of
// one, those that were put in here.
func (v *visit) underWay() html.Node {
	var list []html.Node
	for _, i := range v.desk.Invitations() {
		if v.work != nil && i.Notebook != v.work.ID() || v.work == nil && i.Host {
			continue
		}
		words := v.T("An invite is under way")
		switch step := i.Step(); {
		case step == workspace.StepDone && !i.Host:
			words = v.T("You are in")
		case step == workspace.StepDone, step == workspace.StepEnded:
			words = v.T("This invite is over")
		}
		name := html.If(i.Name != "", html.All(html.Text(": "), html.E("bdi", html.Text(i.Name))))
		list = append(list, html.E("li", html.E("a", html.A("href", "/meeting/"+i.ID()), html.Text(words), name)))
	}
	return html.If(list != nil, html.E("ul", list...))
}
