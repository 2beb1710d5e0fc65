//go:build !js

package ui

import (
	"context"
	"errors"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showHere offers to meet on one network, without a relay and without a stick.
func showHere(_ context.Context, v *visit) (Response, error) { return v.herePage(nil), nil }

func (v *visit) herePage(faults []fault) Response {
	body := html.All(
		html.If(v.req.Query.Get("met") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("We have met. What each of us had is on both devices now.")))),
		v.openPlace(),
		html.If(v.app.here == nil, html.E("section", html.W("h2", v.T("Go to a place that is open")), v.form(v.on("here", "at"),
			v.typed("address", v.T("The address on the other screen"), v.T("It begins with http:// and has numbers in it."), v.req.Form.Get("address"), faults),
			html.E("div.go", html.W("button", v.T("Meet there")))))))
	if v.desk.Passing() {
		body = v.stays()
	}
	return v.page(page{Heading: v.T("Meet on one network"), Over: v.work.Name(), Place: "home", Faults: faults,
		Lead: v.T("Two devices in the same room, on the same Wi-Fi. One opens a place, the other goes there."), Body: body})
}

// openPlace shows the place that is open here, or offers to open one.
func (v *visit) openPlace() html.Node {
	if v.app.host.Gather == nil {
		return html.Node{}
	}
	if v.app.here == nil {
		return html.E("section", html.W("h2", v.T("Open a place here")),
			html.W("p", v.T("It is open until you close it, or lock. Others on this network can see that it is there. What lies in it is sealed.")),
			v.form(v.on("here"), html.E("div.go", html.W("button", v.T("Open a place")))))
	}
	return html.E("section", html.W("h2", v.T("The place is open")), html.W("p", v.T("The other one writes this address on her page:")),
		html.E("p.card", html.A("dir", "ltr"), html.Text(v.app.here.Address())),
		html.W("p.hint", v.T("For someone new, write it into the invite, under “Another place to meet”.")),
		v.form(v.on("here", "look"), html.E("div.go", html.W("button", v.T("Look again")))),
		v.form(v.on("here", "end"), html.E("div.go", html.W("button.second", v.T("Close the place")))))
}

// openHere opens a place, and leaves there what this notebook has.
func openHere(_ context.Context, v *visit) (Response, error) {
	if v.desk.Passing() || v.app.host.Gather == nil || v.app.here != nil {
		return v.see(v.on("here")), nil
	}
	here, err := v.app.host.Gather()
	if err != nil {
		return Response{}, err
	}
	v.app.here = here
	return v.meetOnce(here, v.see(v.on("here"))), nil
}

// lookHere takes what others have left at the place.
func lookHere(_ context.Context, v *visit) (Response, error) {
	if v.app.here == nil {
		return v.see(v.on("here")), nil
	}
	return v.meetOnce(v.app.here, v.see(v.on("here")+"?met=1")), nil
}

// endHere closes the place.
func endHere(_ context.Context, v *visit) (Response, error) {
	here := v.app.here
	v.app.here = nil
	if here == nil {
		return v.see(v.on("here")), nil
	}
	return v.see(v.on("here")), here.Close()
}

// meetThere goes to the place that another device has opened.
func meetThere(_ context.Context, v *visit) (Response, error) {
	if v.desk.Passing() || v.app.host.Reach == nil {
		return v.see(v.on("here")), nil
	}
	there, err := v.app.host.Reach(v.req.Form.Get("address"), "")
	if err != nil {
		say := StoodInTheWay(workspace.ErrAddress)
		return v.herePage([]fault{{"f-address", v.T(say.What) + " " + v.T(say.Do)}}), nil
	}
	return v.meetOnce(workspace.Passing{Carrier: there}, v.see(v.on("here")+"?met=1")), nil
}

// meetOnce meets at a place while other pages are answered. When it was not
// reached, the page says so.
func (v *visit) meetOnce(at workspace.Carrier, then Response) Response {
	return Response{away: func(ctx context.Context) Response {
		ctx, end := context.WithTimeout(ctx, longestMeeting)
		defer end()
		_, err := v.work.Sync(ctx, at, &v.app.mu)
		v.app.mu.Lock()
		defer v.app.mu.Unlock()
		switch {
		case v.app.desk != v.desk:
			return v.locked()
		case err == nil:
			return then
		case errors.Is(err, workspace.ErrNoCode), errors.Is(err, workspace.ErrCode):
			err = workspace.ErrOffline // nobody has opened our place there
		}
		say := StoodInTheWay(err)
		return v.herePage([]fault{{"f-address", v.T(say.What) + " " + v.T(say.Do)}})
	}}
}
