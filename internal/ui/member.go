//go:build !js

package ui

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// member returns the group, and the person whom the path names.
func (v *visit) member(ctx context.Context) (workspace.Group, workspace.Person, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return g, workspace.Person{}, err
	}
	id, err := notebook.ParseID(v.arg("id"))
	if err != nil || g.Find(id) == nil {
		return g, workspace.Person{}, workspace.ErrNotFound
	}
	g.Keeper = g.Keeper && !g.Out
	return g, *g.Find(id), nil
}

// outAlready answers for the page of someone who is out already, as after a second tap
// or on the way back: it leads to where that is said. Any other error goes on.
func (v *visit) outAlready(ctx context.Context, err error, path string) (Response, error) {
	former, cause := v.work.Former(ctx)
	if cause == nil && errors.Is(err, workspace.ErrNotFound) && slices.ContainsFunc(former, func(p workspace.Person) bool { return p.ID.String() == v.arg("id") }) {
		return v.see(path + v.arg("id")), nil
	}
	return Response{}, err
}

// showMember is one of the group, or oneself: what she may do, and her devices.
func showMember(ctx context.Context, v *visit) (Response, error) {
	g, p, err := v.member(ctx)
	if err != nil {
		return v.outAlready(ctx, err, v.on("group")+"?out=")
	}
	body := []html.Node{v.personCardText(p)}
	switch {
	case p.Self:
		body = append(body, v.myDevices(g, p))
	case g.Keeper:
		body = append(body, v.letsIn(g, p), v.herDevices(p),
			html.E("section", html.W("h2", v.T("She leaves us")),
				html.W("p", v.T("First we look together at what she knew. Nothing happens yet.")),
				html.E("div.go", link(v.on("member", p.ID.String(), "out"), "button.second", v.T("Look at it")))))
	default:
		body = append(body, html.W("p.note", v.T("Those who can let people in and out can change this, on their devices.")))
	}
	body = append(body, html.E("p.other", link(v.on("group"), "", v.T("Back to who belongs here"))))
	return v.page(page{Heading: v.called(p), Typed: p.Alias != "", Over: v.T("Who belongs here"), Place: "home", Body: html.All(body...)}), nil
}

func (v *visit) personCardText(p workspace.Person) html.Node {
	words := locale.Msg("She can read and write everything in this notebook.")
	if p.Self {
		words = locale.Msg("I can read and write everything in this notebook.")
	}
	return html.W("p.lead", v.T(words))
}

// letsIn says whether she can let people in and out.
func (v *visit) letsIn(g workspace.Group, p workspace.Person) html.Node {
	warn := html.If(p.Keeper && g.OneKeeperWithout(p.ID),
		html.W("p.hint", v.T("Without her, I would be the only one who can.")))
	return html.E("section", html.W("h2", v.T("Letting people in and out")), v.form(v.on("member", p.ID.String()),
		html.E("fieldset.ask", html.W("legend", v.T("Can she let people in and out?")), warn, html.E("div.picks",
			radio("keeper", "yes", v.T("Yes. She wants to, and we trust her with it."), p.Keeper),
			radio("keeper", "", v.T("No. She reads and writes."), !p.Keeper))),
		html.E("div.go", html.W("button", v.T("Save")))))
}

func saveMember(ctx context.Context, v *visit) (Response, error) {
	g, p, err := v.member(ctx)
	keeper := v.req.Form.Get("keeper") == "yes"
	if err != nil || p.Self || !g.Keeper || p.Keeper == keeper {
		return v.see(v.on("group")), err
	}
	return v.see(v.on("group")), v.work.SetKeeper(ctx, p.ID, keeper, true)
}

// deviceName tells one device from another by the order in which they stand.
func (v *visit) deviceName(n int, d workspace.OwnDevice) string {
	switch {
	case d.Self:
		return v.T("this device")
	case d.Paper:
		return v.T("the paper key")
	}
	return v.F("device %s", v.Number(n))
}

// deviceList shows devices, with a button for each that can be taken out here.
func (v *visit) deviceList(p workspace.Person, button string) html.Node {
	var list []html.Node
	for i, d := range p.Devices {
		take := html.Node{}
		if !d.Self && !d.Paper {
			take = v.form(v.on("member", p.ID.String(), "device"), hidden("device", hex.EncodeToString(d.ID[:])),
				html.E("button.second.small", html.Text(button), html.W("span.vh", ": "+v.deviceName(i+1, d))))
		}
		list = append(list, html.E("li", html.W("p", v.deviceName(i+1, d)), take))
	}
	return html.E("ul", list...)
}

// myDevices are one's own: any of them can be taken out, and nobody else's pages
// say so.
func (v *visit) myDevices(g workspace.Group, p workspace.Person) html.Node {
	when := v.T("It is done when one of those who can let people in is with us next.")
	if g.Keeper {
		when = v.T("It is done at once, here.")
	}
	return html.E("section", html.W("h2", v.T("My devices")),
		html.W("p", v.T("One that is lost, or that I do not trust any more, I can take out quietly. No page of the others says so.")),
		html.W("p", when), v.deviceList(p, v.T("Take it out")),
		html.E("p", link(v.on("travel"), "", v.T("This device shall forget"))),
		html.If(g.Keeper, html.E("p", link(v.on("invite")+"?who="+hex.EncodeToString(p.Devices[0].ID[:]), "", v.T("Bring in another device of mine")))))
}

// herDevices are those of someone else, for the day on which one is lost.
func (v *visit) herDevices(p workspace.Person) html.Node {
	return html.E("section", html.W("h2", v.T("She has lost a device")),
		html.W("p", v.T("Whoever has it reads nothing more of what we write from then on. The paper key in it goes, too.")),
		v.deviceList(p, v.T("It is lost: take it out")),
		html.E("p", link(v.on("invite")+"?who="+hex.EncodeToString(p.Devices[0].ID[:]), "", v.T("Bring in another device of hers"))))
}

// askTakeOut asks once, as nobody brings a device back but by a new invite.
func (v *visit) askTakeOut(p workspace.Person, device string) Response {
	devices := 0
	for _, d := range p.Devices {
		if !d.Paper {
			devices++
		}
	}
	return v.page(page{Heading: v.F("Take a device of %s out?", v.called(p)), Over: v.T("Who belongs here"), Place: "home",
		Lead: v.T("Whoever has it reads nothing more of what we write from then on. The paper key in it goes, too."),
		Body: v.form(v.on("member", p.ID.String(), "device"), hidden("device", device), hidden("sure", "yes"),
			html.If(devices == 1, html.W("p.note", v.T("It is her only one. She comes in again by a new invite."))),
			html.E("div.go", html.W("button", v.T("Take it out")), link(v.on("member", p.ID.String()), "button.second", v.T("Leave it as it is"))))})
}

// takeOutDevice takes out a device: one's own quietly, and someone else's at the
// second asking, when one can let people in and out.
func takeOutDevice(ctx context.Context, v *visit) (Response, error) {
	g, p, err := v.member(ctx)
	if err != nil {
		return v.outAlready(ctx, err, v.on("lost")+"?done=")
	}
	for _, d := range p.Devices {
		device := hex.EncodeToString(d.ID[:])
		switch {
		case device != v.req.Form.Get("device") || d.Self:
		case p.Self:
			return v.see(v.on("lost") + "?done=1"), v.work.AskOut(ctx, d.ID)
		case g.Keeper && v.req.Form.Get("sure") != "yes":
			return v.askTakeOut(p, device), nil
		case g.Keeper:
			return v.see(v.on("lost") + "?done=" + p.ID.String()), v.work.RemoveDevices(ctx, false, d.ID)
		}
	}
	if slices.ContainsFunc(p.Devices, func(d workspace.OwnDevice) bool { return hex.EncodeToString(d.ID[:]) == v.req.Form.Get("device") }) {
		return Response{}, workspace.ErrNotFound // it is not for this device to take out
	}
	return v.see(v.on("lost") + "?done=" + p.ID.String()), nil // it is out already
}
