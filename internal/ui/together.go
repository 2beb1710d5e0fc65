//go:build !js

package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// togetherRoutes are a notebook that a group has together with someone from
// outside, and her page of the groups that she accompanies.
func togetherRoutes() []Route {
	return []Route{
		{"GET", "/with", opened, showWith},
		{"POST", "/with", opened, beginWith},
		{"GET", "/groups", opened, showGroups},
		{"GET", "/n/{nb}/together", opened, showTogether},
		{"POST", "/n/{nb}/together", opened, keepTogetherness},
		{"GET", "/n/{nb}/readers", opened, showReaders},
		{"POST", "/n/{nb}/readers", opened, sayWhose},
		{"GET", "/n/{nb}/clear", opened, askClear},
		{"POST", "/n/{nb}/clear", opened, clearAway},
		{"GET", "/n/{nb}/tell", opened, showTell},
		{"POST", "/n/{nb}/tell", opened, tell},
		{"GET", "/n/{nb}/sent/{id}", opened, of("sent", showSent)},
		{"POST", "/n/{nb}/sent/{id}", opened, of("sent", takeSent)},
		{"GET", "/n/{nb}/question/{id}", opened, of("question", showAskedQuestion)},
		{"POST", "/n/{nb}/question/{id}", opened, of("question", takeSent)},
		{"GET", "/n/{nb}/checkin/{id}/send", opened, showTellOn},
		{"POST", "/n/{nb}/checkin/{id}/send", opened, tellOn},
		{"POST", "/n/{nb}/share/{id}/send", opened, sendShare},
	}
}

// togetherMessages are what people read when something there is not theirs to do.
func togetherMessages() []message {
	return []message{
		{workspace.ErrNotOurs, 409, locale.Msg("This is for the group"),
			locale.Msg("Those of the group do this, on their own devices."), "/", locale.Msg("Go to the beginning")},
		{workspace.ErrNotKeeper, 409, locale.Msg("Someone else has to do this"),
			locale.Msg("Nothing was changed. One of those who keep this notebook can do it, on her device."), "/", locale.Msg("Go to the beginning")},
	}
}

// whoCanRead returns who reads the notebook, where someone from outside may; else
// nil.
func (v *visit) whoCanRead(ctx context.Context) ([]workspace.Reader, error) {
	if !v.work.Between() {
		return nil, nil
	}
	return v.work.Readers(ctx)
}

// oursHere says that this device is one of the group's.
func (v *visit) oursHere() bool {
	return slices.ContainsFunc(v.readers, func(r workspace.Reader) bool { return r.Self && r.Ours })
}

// outside returns those who are not of the group.
func (v *visit) outside() []workspace.Reader {
	return slices.DeleteFunc(slices.Clone(v.readers), func(r workspace.Reader) bool { return r.Ours })
}

func (v *visit) nameOf(r workspace.Reader) string {
	if r.Alias == "" {
		return v.T("someone who has no name here")
	}
	return r.Alias
}

// whoReads says, on every page of such a notebook, who outside of the group can
// read it.
func (v *visit) whoReads() html.Node {
	if v.readers == nil {
		return html.Node{}
	}
	said := []html.Node{html.A("aria-label", v.T("Who reads here"))}
	out := v.outside()
	switch {
	case v.out && !v.oursHere():
		said = append(said, html.W("p", v.T("The group has ended this. What is here stays with you; nothing new comes.")))
	case !v.oursHere():
		said = append(said, html.W("p", v.T("A group has this notebook together with you. All of them read what you write here. They can end it on any day.")))
	case len(out) == 0:
		said = append(said, html.W("p", v.T("Nobody from outside reads here. What we put here stays with us.")))
	default:
		list := []html.Node{html.Text(v.T("From outside, this notebook is read by:") + " ")}
		for i, r := range out {
			list = append(list, html.If(i > 0, html.Text(" · ")), html.E("bdi", html.Text(v.nameOf(r))))
		}
		said = append(said, html.E("p", append(list, html.Text(". "+v.T("Our other notebooks stay closed to them.")))...))
	}
	return html.E("aside.passing", said...)
}

// togetherStations are the pages that such a notebook has.
func (v *visit) togetherStations() []station {
	list := []station{{"together", "together", v.T("What stands here")}, {"readers", "readers", v.T("Who reads here")}}
	if v.oursHere() {
		list = slices.Insert(list, 1, station{"tell", "tell", v.T("How it is going")})
	}
	return list
}

// withOthers leads from the notebooks of a vault to those with someone from
// outside.
func (v *visit) withOthers() html.Node {
	return html.E("section", html.W("h2", v.T("With someone at our side")),
		html.W("p", v.T("We can have a notebook together with a trainer. She reads what we put there, and nothing else.")),
		html.E("div.go", link("/with", "button.second", v.T("Begin one, or go on")), link("/groups", "", v.T("Groups that I accompany"))))
}

// showWith is where a group begins one, and finds those that it has.
func showWith(ctx context.Context, v *visit) (Response, error) {
	all, err := v.desk.Accompaniments(ctx)
	if err != nil {
		return Response{}, err
	}
	var list []html.Node
	for _, a := range all {
		if a.Ours {
			list = append(list, html.E("li.card", html.E("h2", named("/n/"+a.ID+"/together", a.Name))))
		}
	}
	return v.page(page{Heading: v.T("With someone at our side"), Lead: v.T("We ask and send when we wish, and she answers. We can end it on any day."), Body: html.All(
		html.If(list != nil, html.E("ul.cards", list...)),
		html.E("section", html.W("h2", v.T("A new one")), v.form("/with",
			v.line("name", v.T("What is it called?"), v.T("Any name. It is only seen inside. It can stay empty.")),
			html.W("p.note", v.T("Nobody else is in it yet. It is empty: nothing of ours is copied into it.")),
			html.E("div.go", html.W("button", v.T("Begin")), link("/notebooks", "button.second", v.T("Leave it"))))),
		html.E("p.other", link("/groups", "", v.T("Groups that I accompany"))))}), nil
}

func beginWith(ctx context.Context, v *visit) (Response, error) {
	name := strings.TrimSpace(firstLine(v.req.Form.Get("name")))
	if name == "" {
		name = v.T("With someone at our side")
	}
	w, err := v.desk.NewBetween(ctx, name)
	if err != nil {
		return Response{}, err
	}
	return v.see("/n/" + w.ID() + "/together"), nil
}

// showTogether is everything that stands in such a notebook, for either side.
func showTogether(_ context.Context, v *visit) (Response, error) {
	if v.readers == nil {
		return v.see(v.on("home")), nil
	}
	return v.togetherPage(nil), nil
}

func (v *visit) togetherPage(faults []fault) Response {
	p := page{Over: v.T("With someone at our side"), Heading: clip(firstLine(v.work.Name()), titleBytes), Typed: true, Place: "together", Faults: faults}
	if !v.oursHere() {
		p.Over = v.T("Groups that I accompany")
		p.Body = html.All(v.standsHere(), html.E("nav", html.A("aria-label", v.T("Near here")), html.E("ul",
			html.E("li", link("/groups", "", v.T("Groups that I accompany"))),
			html.E("li", link(v.on("name"), "", v.T("Another name"))), html.E("li", link(v.on("remove"), "", v.T("Remove it"))))))
		return v.page(p)
	}
	p.Body = html.All(v.nobodyYet(), v.takenBack(), v.askForm(faults), v.sendFrom(), v.standsHere(), v.ending())
	return v.page(p)
}

// keepsHere says that this device can let people in and out.
func (v *visit) keepsHere() bool {
	return slices.ContainsFunc(v.readers, func(r workspace.Reader) bool { return r.Self && r.Keeper })
}

// nobodyYet leads on to inviting someone, while nobody from outside is here.
func (v *visit) nobodyYet() html.Node {
	if len(v.outside()) > 0 || v.out {
		return html.Node{}
	}
	ways := html.W("p", v.T("Ask one of those who can let people in. It is done on her device."))
	if v.keepsHere() {
		ways = html.E("div.go", link(v.on("invite"), "button", v.T("Invite her")))
	}
	return html.E("section.card", html.W("h2", v.T("Nobody is here with us at present")), ways)
}

// askForm is where a question is asked, on any day.
func (v *visit) askForm(faults []fault) html.Node {
	in, first := inputs{v: v, faults: faults}, ""
	if len(v.outside()) == 0 {
		first = ".second" // inviting her stands first then
	}
	return v.form(v.on("together"), html.E("div.ask", html.E("label", html.A("for", "f-title"), html.Text(v.T("A question, on any day"))), in.fault("f-title"),
		html.E("textarea", html.A("id", "f-title"), html.A("name", "title"), html.A("rows", "3"), off(), auto(), in.described("f-title", false))),
		html.E("div.go", touchWay(first, "ask", v.T("Ask"))))
}

// sendFrom leads to what can be sent from the other notebooks of the vault.
func (v *visit) sendFrom() html.Node {
	var list []html.Node
	for _, n := range v.otherNotebooks() {
		list = append(list, html.E("li", named("/n/"+n.ID+"/share", n.Name)))
	}
	return html.E("section", html.W("h2", v.T("Send something")),
		html.E("p", link(v.on("tell"), "", v.T("Write how it is going"))),
		html.If(list != nil, html.All(html.W("p", v.T("Or choose items from a notebook, and see exactly what would leave:")), html.E("ul", list...))))
}

// allHere returns what stands in the notebook.
func (v *visit) allHere() []*notebook.Record {
	return slices.Concat(v.book().Records("question"), v.book().Records("sent"))
}

// standsHere lists what stands in the notebook: questions first.
func (v *visit) standsHere() html.Node {
	part, pager := paging(v, v.allHere(), func(r *notebook.Record) int {
		return 500 + 2*textWeight(clip(r.Title(), cellBytes)) + textWeight(clip(r.Get("answer"), cellBytes))
	})
	var list []html.Node
	for _, r := range part {
		list = append(list, v.standingCard(r))
	}
	return html.E("section", html.W("h2", v.T("What stands here")),
		html.If(list == nil, html.W("p", v.T("Nothing stands here now."))), html.If(list != nil, html.E("ul.cards", list...)), pager)
}

func (v *visit) standingCard(r *notebook.Record) html.Node {
	over, text := v.T("Sent"), ""
	if r.Kind == "question" {
		over = v.T("A question")
	}
	for _, name := range append([]string{"answer", "words"}, notebook.Told()...) {
		if text == "" {
			text = clip(r.Get(name), cellBytes)
		}
	}
	return html.E("li.card", html.W("p.over", over), html.E("h3", named(v.on(r.Kind, r.ID.String()), r.Title())),
		html.If(text != "", html.All(html.If(r.Kind == "question", html.W("p.over", v.T("Answer"))), html.E("p.lines", written(text), html.Text(text)))))
}

// ending is how the group ends it, in one tap, and clears what stands here, if
// anything does, when it is over.
func (v *visit) ending() html.Node {
	switch {
	case len(v.outside()) == 0 && len(v.allHere()) == 0:
		return html.Node{}
	case len(v.outside()) == 0:
		return html.E("section", html.W("h2", v.T("Among ourselves")),
			html.W("p.note", v.T("What others have read, they may have kept. What stands here can go from this device.")),
			html.E("div.go", link(v.on("clear"), "button.second", v.T("Clear what stands here"))))
	case !v.keepsHere():
		return html.E("section", html.W("h2", v.T("Ending it")), html.W("p", v.T("One of those who keep this notebook can end it, on her device. We can ask her on any day.")))
	}
	return html.E("section", html.W("h2", v.T("Ending it")), v.form(v.on("together"),
		html.W("p.note", v.T("Nothing that we write afterwards reaches them. What they have by now, they may keep. To begin again, we invite them again.")),
		html.E("div.go", touchWay(".second", "end", v.T("End it now")))))
}

// keepTogetherness does what a button of the page says.
func keepTogetherness(ctx context.Context, v *visit) (Response, error) {
	switch v.req.Form.Get("do") {
	case "ask":
		title := strings.TrimSpace(v.req.Form.Get("title"))
		if title == "" && v.oursHere() {
			return v.togetherPage([]fault{{"f-title", v.T("A few words are needed here.")}}), nil
		}
		if _, err := v.work.Ask(ctx, title); err != nil {
			return Response{}, err
		}
	case "end":
		if err := v.work.End(ctx); err != nil {
			return Response{}, err
		}
	}
	return v.see(v.on("together")), nil
}

// askClear asks once more, as this can't be undone.
func askClear(_ context.Context, v *visit) (Response, error) {
	if v.readers == nil || !v.oursHere() {
		return v.see(v.on("home")), nil
	}
	return v.page(page{Heading: v.T("Clear what stands here?"), Place: "together", Body: v.form(v.on("clear"),
		html.W("p.lead", v.T("What we sent and asked goes from this device, with the answers. It can't come back.")),
		html.W("p.note", v.T("Backups and other devices may still have it. We can't reach into them.")),
		html.E("div.go", html.W("button", v.T("Clear it")), link(v.on("together"), "button.second", v.T("Keep it"))))}), nil
}

func clearAway(ctx context.Context, v *visit) (Response, error) {
	if err := v.work.Clear(ctx); err != nil {
		return Response{}, err
	}
	return v.see(v.on("together")), nil
}
