//go:build !js

package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// waysRoutes are how a notebook meets its other devices. A browser has none of
// them: what is in memory there ends with the page.
func waysRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/ways", opened, showWays},
		{"POST", "/n/{nb}/ways", opened, saveWays},
		{"POST", "/n/{nb}/ways/meet", opened, meetNow},
		{"POST", "/n/{nb}/ways/off", opened, endRelay},
		{"POST", "/n/{nb}/ways/read", opened, understand},
		{"GET", "/n/{nb}/compare", opened, showCompare},
		{"GET", "/n/{nb}/devices", opened, showDevices},
		{"POST", "/n/{nb}/devices", opened, saveDevices},
		{"GET", "/n/{nb}/let-go", opened, showLetGo},
		{"POST", "/n/{nb}/let-go", opened, letGo},
	}
}

// stand looks up how this device stands with the others: whether it is one of
// them, and whether something here has not gone to the relay yet.
func (v *visit) stand(ctx context.Context) (err error) {
	if v.out, err = v.work.Out(ctx); err != nil || v.out || v.work.Way().Relay == "" {
		return err
	}
	v.late, err = v.work.Behind(ctx)
	return err
}

// footLine is one quiet line at the foot of every page of a notebook that has a
// relay, or that this device does not belong to any more. With someone from
// outside the strip says so already.
func (v *visit) footLine() html.Node {
	if v.work == nil || v.work.Way().Relay == "" && (!v.out || v.readers != nil) {
		return html.Node{}
	}
	return html.E("p.saved", link(v.on("ways"), "", v.state()))
}

// state says in a few words how things stand with the others.
func (v *visit) state() string {
	err, met := v.app.met[v.work.ID()]
	switch {
	case v.out:
		return v.T(Noticed(workspace.FaultOut).What)
	case err != nil && (errors.Is(err, workspace.ErrOffline) || errors.Is(err, workspace.ErrBusyRelay)):
		return v.T("Saved here. The relay is not reached at present.")
	case err != nil:
		return v.T("Saved here. Meeting the others needs a look from us.")
	case v.late:
		return v.T("Saved here; not yet with the others.")
	case met:
		return v.T("Saved here, and with the others.")
	}
	return v.T("Saved here, and with the others since we last met.")
}

// amongUs leads, from the settings, to what several devices have together.
func (v *visit) amongUs() html.Node {
	return html.If(v.work != nil, html.E("section", html.W("h2", v.T("Together")), html.E("ul",
		html.E("li", link(v.on("ways"), "", v.T("How our devices meet"))),
		html.E("li", link(v.on("compare"), "", v.T("Do we all have the same?"))),
		html.E("li", link(v.on("devices"), "", v.T("Devices"))),
		html.E("li", link(v.on("let-go"), "", v.T("Let go of what is past"))))))
}

// showWays shows how the notebook meets its other devices.
func showWays(_ context.Context, v *visit) (Response, error) {
	way := v.work.Way()
	return v.waysPage(workspace.Relay{Address: way.Relay, Proxy: way.Proxy, Follows: way.Follows}, nil), nil
}

// waysPage shows it with a form, as it was typed when something stands in its
// way.
func (v *visit) waysPage(typed workspace.Relay, faults []fault) Response {
	way := v.work.Way()
	return v.page(page{Heading: v.T("How our devices meet"), Over: v.work.Name(), Place: "home", Faults: faults,
		Lead: v.T("Each device has the whole notebook. When they meet, each takes what is new."),
		Body: html.All(
			v.faultList(way.Faults),
			v.howItStands(way),
			v.relay(typed, faults),
			html.E("section", html.W("h2", v.T("Without a relay")),
				html.E("p", html.Text(v.T("A sealed file on a stick does the same.")), html.Text(" "), link(v.on("exchange"), "", v.T("Carry a file")))),
			html.E("ul.other", html.E("li", link(v.on("group"), "", v.T("Who belongs here"))),
				html.E("li", link(v.on("compare"), "", v.T("Do we all have the same?"))), html.E("li", link(v.on("devices"), "", v.T("Devices"))))),
	})
}

// howItStands says how things stand, and offers to meet now. Whoever is out is
// told once.
func (v *visit) howItStands(way workspace.Way) html.Node {
	switch {
	case v.out:
		return html.If(!slices.Contains(way.Faults, workspace.FaultOut),
			html.E("section", html.W("h2", v.T("How things stand")), html.E("div.card", html.W("p", v.state()), html.W("p", v.T(Noticed(workspace.FaultOut).Do)))))
	case way.Relay == "":
		return html.Node{}
	}
	words := html.W("p", v.state())
	if err := v.app.met[v.work.ID()]; err != nil {
		say := StoodInTheWay(err)
		words = html.All(html.W("p", v.T(say.What)), html.W("p", v.T(say.Do)))
	}
	return html.E("section", html.W("h2", v.T("How things stand")), html.E("div.card", html.If(v.req.Query.Get("met") != "", html.A("role", "status")), words,
		v.form(v.on("ways", "meet"), html.E("div.go", html.W("button", v.T("Meet now"))))))
}

// relay asks for the relay. The example, which is kept nowhere, has none.
func (v *visit) relay(typed workspace.Relay, faults []fault) html.Node {
	head := html.All(html.W("h2", v.T("A relay")),
		html.W("p", v.T("A relay keeps sealed entries until our other devices fetch them. We ask only the one that we name here.")),
		html.W("p.note", v.T("It sees how much lies there, when, and from where a device asks. It can't read anything, and learns no names.")))
	if v.desk.Passing() || v.app.host.Reach == nil {
		return html.E("section", head, html.If(v.desk.Passing(), html.W("p", v.T("Here we only look around, so nothing is asked of any relay."))))
	}
	save := "button"
	if v.work.Way().Relay != "" {
		save = "button.second" // meeting stands first then
	}
	return html.E("section", head, v.form(v.on("ways"),
		v.typed("relay", v.T("Its address"), v.T("From its host, such as https://relay.example. Each of us writes the same one."), typed.Address, faults),
		v.typed("proxy", v.T("Over Tor, if we like"), v.T("Then the relay does not see from where we ask. Tor has to run here: 127.0.0.1:9050, or 127.0.0.1:9150 with Tor Browser."), typed.Proxy, faults),
		v.codesBox(typed.Codes, faults), v.followsBox(typed.Follows),
		html.E("div.go", html.W(save, v.T("Save")))), v.off())
}

// typed is a field of one line for machines, which no browser shall correct.
func (v *visit) typed(name, label, hint, value string, faults []fault) html.Node {
	in, id := inputs{v: v, faults: faults}, "f-"+name
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(label)), html.E("p.hint", html.A("id", id+"-hint"), html.Text(hint)), in.fault(id),
		html.E("input", html.A("id", id), html.A("name", name), auto(), html.A("spellcheck", "false"), html.A("autocapitalize", "none"), off(),
			html.A("value", value), in.described(id, true)))
}

// codesBox takes more codes of the relay's host. Those that are kept are not shown.
func (v *visit) codesBox(typed []string, faults []fault) html.Node {
	in, id := inputs{v: v, faults: faults}, "f-codes"
	kept := v.T("No code is kept here now.")
	if n := len(v.work.Way().Codes); n > 0 {
		kept = v.N("%d code is kept here.", "%d codes are kept here.", n)
	}
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(v.T("Codes of its host"))),
		html.E("p.hint", html.A("id", id+"-hint"), html.Text(v.T("One on each line. Each opens one mailbox. We need a new one each month, and when someone leaves.")), html.Text(" "+kept)), in.fault(id),
		html.E("textarea", html.A("id", id), html.A("name", "codes"), html.A("rows", "3"), auto(), html.A("spellcheck", "false"), html.A("autocapitalize", "none"),
			off(), in.described(id, true), html.Text(strings.Join(typed, "\n"))))
}

// followsBox asks whether what others write is to come at once.
func (v *visit) followsBox(on bool) html.Node {
	return html.E("div.ask",
		html.E("div.picks", html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "follows"), html.A("value", "yes"), html.A("aria-describedby", "f-follows-hint"), off(), html.If(on, html.On("checked"))),
			html.W("span", v.T("Bring at once what the others write")))),
		html.E("p.hint", html.A("id", "f-follows-hint"), html.Text(v.T("It is here within seconds, on the next page that we open. For that, a connection to the relay stays open. Whoever watches the networks of two of us can then tell more easily that we write together. Without it, we ask about every half minute."))))
}

// off ends the use of the relay.
func (v *visit) off() html.Node {
	return html.If(v.work.Way().Relay != "", html.E("details", html.W("summary", v.T("Use it no more")),
		html.W("p", v.T("Nothing is asked of it from now on. What lies there stays sealed until its time is over.")),
		v.form(v.on("ways", "off"), html.E("div.go", html.W("button.second", v.T("Use no relay"))))))
}

// saveWays looks at what was typed, without asking anybody, and keeps it.
func saveWays(ctx context.Context, v *visit) (Response, error) {
	if v.app.host.Reach == nil || v.desk.Passing() {
		return v.see(v.on("ways")), nil
	}
	r := workspace.Relay{
		Address: strings.TrimSpace(v.req.Form.Get("relay")), Proxy: strings.TrimSpace(v.req.Form.Get("proxy")),
		Codes: strings.Fields(v.req.Form.Get("codes")), Follows: v.req.Form.Get("follows") != "",
	}
	faults, err := v.waysFaults(ctx, r)
	if err != nil {
		return Response{}, err
	}
	if faults != nil {
		return v.waysPage(r, faults), nil
	}
	if err := v.work.SetRelay(ctx, r); err != nil {
		return Response{}, err
	}
	delete(v.app.met, v.work.ID())
	return v.see(v.on("ways")), nil
}

// waysFaults says what stands in the way of an address, a proxy and codes.
func (v *visit) waysFaults(ctx context.Context, r workspace.Relay) ([]fault, error) {
	if r.Address == "" {
		return []fault{{"f-relay", v.T("A few words are needed here.")}}, nil
	}
	const some = "127.0.0.1:9050" // a proxy without a fault
	if _, err := v.app.host.Reach(r.Address, some); err != nil {
		say := StoodInTheWay(workspace.ErrAddress)
		return []fault{{"f-relay", v.T(say.What) + " " + v.T(say.Do)}}, nil
	}
	carrier, err := v.app.host.Reach(r.Address, r.Proxy)
	if err != nil && r.Proxy == "" {
		return []fault{{"f-proxy", v.T("An .onion address needs a proxy, such as 127.0.0.1:9050.")}}, nil
	}
	if err != nil {
		return []fault{{"f-proxy", v.T("A proxy is a place with a number, such as 127.0.0.1:9050.")}}, nil
	}
	for _, code := range r.Codes {
		is, err := v.work.IsCode(ctx, carrier, code)
		if err != nil {
			return nil, err
		}
		if !is {
			return []fault{{"f-codes", v.F("This is not a whole code: %s. Compare it letter by letter.", clip(code, titleBytes))}}, nil
		}
	}
	return nil, nil
}

// endRelay has nothing asked of the relay any more.
func endRelay(ctx context.Context, v *visit) (Response, error) {
	delete(v.app.met, v.work.ID())
	return v.see(v.on("ways")), v.work.SetRelay(ctx, workspace.Relay{})
}

// longestMeeting is how long a page waits for a relay.
const longestMeeting = 90 * time.Second

// meetNow meets at the relay while other pages are answered, and says how it
// ended.
func meetNow(_ context.Context, v *visit) (Response, error) {
	back := v.see(v.on("ways") + "?met=1")
	if v.work.Way().Relay == "" || v.app.host.Reach == nil {
		return back, nil
	}
	return Response{away: func(ctx context.Context) Response {
		ctx, end := context.WithTimeout(ctx, longestMeeting)
		defer end()
		_ = v.app.meetOne(ctx, v.work) // the page says how it ended
		return back
	}}, nil
}
