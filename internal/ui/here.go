//go:build !js

package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showHere offers to meet on one network, without a relay and without a stick.
func showHere(_ context.Context, v *visit) (Response, error) { return v.herePage(nil), nil }

func (v *visit) herePage(faults []fault) Response {
	body := html.All(
		v.metHere(), v.openPlace(),
		html.If(v.app.here == nil, html.E("section", html.W("h2", v.T("Go to a place that is open")), v.form(v.on("here", "at"),
			v.typed("address", v.T("The address on the other screen"), v.T("It begins with http:// and has numbers in it."), v.req.Form.Get("address"), faults),
			html.E("div.go", html.W("button.second", v.T("Meet there")))))))
	if v.desk.Passing() {
		body = v.stays()
	}
	return v.page(page{Heading: v.T("Meet on one network"), Over: v.work.Name(), Place: "home", Faults: faults,
		Lead: v.T("Two devices in the same room, on the same Wi-Fi. One opens a place, the other goes there."), Body: body})
}

// metHere says what came of a meeting.
func (v *visit) metHere() html.Node {
	words := ""
	switch v.req.Query.Get("met") {
	case "there":
		words = v.T("What lay there is here now, and what we wrote lies there. Now the other one taps “Look once more”.")
	case "came":
		words = v.T("What the others have left here is on this device now.")
	case "none":
		words = v.T("We looked. Nothing new lies here yet.")
	}
	return html.If(words != "", html.E("p.note", html.A("role", "status"), html.Text(words)))
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
		html.E("p.card", html.A("dir", "ltr"), html.A("translate", "no"), html.Text(v.app.here.Address())),
		html.If(strings.HasPrefix(v.app.here.Address(), "http://127."),
			html.W("p.note", v.T("No network was found here, so nobody else comes in. Join one, then close the place and open it again."))),
		html.W("p", v.T("When she has been there, tap “Look once more”. Then both devices have the same.")),
		html.W("p.hint", v.T("For someone new, write it into the invite, under “Another place to meet”.")),
		v.form(v.on("here", "look"), html.E("div.go", html.W("button", v.T("Look once more")))),
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
	return v.meetOnce(here, func(int) string { return "" }), nil
}

// lookHere takes what others have left at the place.
func lookHere(_ context.Context, v *visit) (Response, error) {
	if v.app.here == nil {
		return v.see(v.on("here")), nil
	}
	return v.meetOnce(v.app.here, func(came int) string {
		if came == 0 {
			return "?met=none"
		}
		return "?met=came"
	}), nil
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
		return v.herePage(v.notThere(err)), nil
	}
	return v.meetOnce(workspace.Passing{Carrier: there}, func(int) string { return "?met=there" }), nil
}

// meetOnce meets at a place while other pages are answered, and goes back to the
// page, with what is said there by how many changes came. When it was not
// reached, the page says so.
func (v *visit) meetOnce(at workspace.Carrier, said func(came int) string) Response {
	return Response{away: func(ctx context.Context) Response {
		ctx, end := context.WithTimeout(ctx, longestMeeting)
		defer end()
		synced, err := v.work.Sync(ctx, at, &v.app.mu)
		v.app.mu.Lock()
		defer v.app.mu.Unlock()
		if v.app.desk != v.desk {
			return v.locked()
		}
		if err != nil {
			return v.herePage(v.notThere(err))
		}
		return v.see(v.on("here") + said(synced.Came))
	}}
}

// notThere says why a place was not met at.
func (v *visit) notThere(err error) []fault {
	say := StoodInTheWay(err)
	words := v.T(say.What) + " " + v.T(say.Do)
	switch {
	case errors.Is(err, workspace.ErrAddress):
		words = v.T("This is no address of a place. Please compare it with the other screen.")
	case errors.Is(err, workspace.ErrOffline), errors.Is(err, workspace.ErrNoCode), errors.Is(err, workspace.ErrCode):
		// without a code, nobody has opened our place there
		words = v.T("Our place was not reached there. See that both devices are on the same Wi-Fi, and that the place is open.")
	}
	return []fault{{"f-address", words}}
}
