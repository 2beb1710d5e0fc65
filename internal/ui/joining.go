//go:build !js

package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// wasInvited leads from the first page to where an invite is put in.
func (v *visit) wasInvited() html.Node {
	return html.E("p.quiet", link("/invited", "", v.T("I was invited")))
}

// toJoin leads there from the list of notebooks, and back to what is under way.
func (v *visit) toJoin() html.Node {
	return html.E("section", html.W("h2", v.T("I was invited")), html.W("p", v.T("Into a notebook that others have already.")),
		v.underWay(), html.E("div.go", link("/join", "button.second", v.T("Put the invite in"))))
}

// showInvited makes a place on this device for what she was invited to, since
// nothing is open yet.
func showInvited(_ context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see("/join"), nil
	}
	return v.invitedPage(nil)
}

func (v *visit) invitedPage(faults []fault) (Response, error) {
	offered, err := v.offered(v.req.Form.Get("offered"))
	if err != nil {
		return Response{}, err
	}
	return v.page(page{Heading: v.T("I was invited"), Bare: true, Faults: faults,
		Lead: v.T("First, six words of my own that open it on this device. The invite comes on the next page."),
		Body: html.All(v.form("/invited", offered, v.ownWords(faults),
			v.labelBox(faults),
			html.W("p.note", v.T("Nobody can open it without these words, and nobody can send us new ones.")),
			html.E("div.go", html.W("button", v.T("Go on")))),
			html.E("p.quiet.other", html.Text(v.T("There is a notebook of ours here already?")+" "), link("/unlock", "", v.T("Open that one first"))))}), nil
}

// createInvited makes the vault, with no notebook in it yet.
func createInvited(ctx context.Context, v *visit) (Response, error) {
	if v.desk != nil {
		return v.see("/join"), nil
	}
	words, faults := v.chosenWords()
	if faults != nil {
		return v.invitedPage(faults)
	}
	desk, err := workspace.Create(ctx, v.app.host.Shelf, strings.TrimSpace(v.req.Form.Get("label")), []byte(words), v.app.config())
	if faults := v.taken(err, "f-own"); faults != nil {
		return v.invitedPage(faults)
	}
	if err != nil {
		return Response{}, err
	}
	v.app.take(desk)
	v.desk = desk
	return v.see("/join"), v.keepLanguage(ctx)
}

// showJoin asks for the invite.
func showJoin(_ context.Context, v *visit) (Response, error) { return v.joinPage(nil), nil }

func (v *visit) joinPage(faults []fault) Response {
	in := inputs{v: v, faults: faults}
	p := page{Heading: v.T("Put the invite in"), Bare: true, Faults: faults,
		Lead: v.T("Then four words show here and on her screen. Both of you say whether they are the same.")}
	if v.desk.Passing() {
		p.Body = v.stays()
		return v.page(p)
	}
	field := html.E("div.ask", html.E("label", html.A("for", "f-invite"), html.Text(v.T("The text of the invite"))),
		html.E("p.hint", html.A("id", "f-invite-hint"), html.Text(v.T("Paste it, or type it. A telephone's camera shows what is in the picture."))), in.fault("f-invite"),
		html.E("textarea", html.A("id", "f-invite"), html.A("name", "invite"), off(), in.described("f-invite", true), auto(), html.A("rows", "3"), html.Text(v.req.Form.Get("invite"))))
	p.Body = html.All(v.underWay(), v.form("/join", field,
		v.line("name", v.T("What shall this notebook be called here?"), v.T("Only this device shows it. It can stay empty.")),
		html.E("details", html.W("summary", v.T("Where we meet")),
			v.line("address", v.T("The address of a relay, or of a device on the same network"), v.T("Empty means what the invite says, or a file.")),
			v.line("proxy", v.T("Through a proxy, such as Tor"), v.T("Such as 127.0.0.1:9050. Empty means without one."))),
		html.E("div.go", html.W("button", v.T("Go on")), link("/notebooks", "", v.T("Not now")))))
	return v.page(p)
}

// join takes the invite and looks for the other side.
func join(ctx context.Context, v *visit) (Response, error) {
	if v.desk.Passing() {
		return v.see("/join"), nil
	}
	form := v.req.Form
	text, address := workspace.ReadLetter(form.Get("invite"))
	if own := oneSpace(form.Get("address")); own != "" {
		address = own
	}
	name := oneSpace(form.Get("name"))
	if name == "" {
		name = v.T("Our notebook")
	}
	i, err := v.desk.Accept(ctx, text, name, workspace.Way{Relay: address, Proxy: oneSpace(form.Get("proxy"))})
	if words := v.notAccepted(err); words != "" {
		return v.joinPage([]fault{{"f-invite", words}}), nil
	}
	if err != nil {
		return Response{}, err
	}
	return v.lookAway(i)
}

// notAccepted says what is wrong with the text of an invite.
func (v *visit) notAccepted(err error) string {
	switch {
	case errors.Is(err, workspace.ErrInviteText):
		return v.T("This is not a whole invite. Please compare it with what you were given.")
	case errors.Is(err, workspace.ErrInviteNewer):
		return v.T("A newer version of this program made it. Bring this one up to date, please.")
	case errors.Is(err, workspace.ErrExpired):
		return v.T("The time of this invite is over. Please ask for a new one.")
	}
	return ""
}
