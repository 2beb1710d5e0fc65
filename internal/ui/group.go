//go:build !js

package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// groupRoutes are who belongs to a notebook, how someone comes in and leaves,
// and what is brought together by a file.
func groupRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/group", opened, showGroup},
		{"POST", "/n/{nb}/group/names", opened, saveNames},
		{"POST", "/n/{nb}/group/newcomers", opened, saveNewcomers},
		{"GET", "/n/{nb}/member/{id}", opened, showMember},
		{"POST", "/n/{nb}/member/{id}", opened, saveMember},
		{"POST", "/n/{nb}/member/{id}/device", opened, takeOutDevice},
		{"GET", "/n/{nb}/member/{id}/out", opened, askPart},
		{"POST", "/n/{nb}/member/{id}/out", opened, part},
		{"GET", "/n/{nb}/lost", opened, showLost},
		{"GET", "/n/{nb}/travel", opened, showTravel},
		{"POST", "/n/{nb}/travel", opened, travel},
		{"GET", "/n/{nb}/invite", opened, showInvite},
		{"POST", "/n/{nb}/invite", opened, beginInvite},
		{"GET", "/invited", anyone, showInvited},
		{"POST", "/invited", anyone, createInvited},
		{"GET", "/join", opened, showJoin},
		{"POST", "/join", opened, join},
		{"GET", "/meeting/{id}", opened, showMeeting},
		{"POST", "/meeting/{id}/look", opened, lookForOther},
		{"POST", "/meeting/{id}/same", opened, sayTheSame},
		{"POST", "/meeting/{id}/other", opened, sayOther},
		{"POST", "/meeting/{id}/file", opened, saveMeetingFile},
		{"POST", "/meeting/{id}/bring", opened, bringMeetingFile},
		{"POST", "/meeting/{id}/end", opened, endMeeting},
		{"GET", "/n/{nb}/exchange", opened, showExchange},
		{"POST", "/n/{nb}/exchange", opened, bringExchange},
		{"POST", "/n/{nb}/exchange/file", opened, saveExchange},
		{"GET", "/n/{nb}/here", opened, showHere},
		{"POST", "/n/{nb}/here", opened, openHere},
		{"POST", "/n/{nb}/here/look", opened, lookHere},
		{"POST", "/n/{nb}/here/at", opened, meetThere},
		{"POST", "/n/{nb}/here/end", opened, endHere},
	}
}

// toGroup leads from home to who belongs here.
func (v *visit) toGroup() html.Node {
	return html.E("li", link(v.on("group"), "", v.T("Who belongs here")))
}

// showGroup says who belongs to the notebook and what that means. It tells of
// nobody when she was here or what she did.
func showGroup(ctx context.Context, v *visit) (Response, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return Response{}, err
	}
	if g.Out {
		return v.groupWithout(g), nil
	}
	parted, err := v.parted(ctx)
	if err != nil {
		return Response{}, err
	}
	var cards []html.Node
	for _, p := range selfFirst(g) {
		cards = append(cards, v.personCard(p))
	}
	alone := v.T("Several of us can let people in and out.")
	switch {
	case len(g.People) == 1:
		alone = v.T("Only I belong here at present. That is fine, and it can change.")
	case g.Alone:
		alone = v.T("One of us alone can let people in and out.")
	}
	return v.page(page{Heading: v.T("Who belongs here"), Over: v.work.Name(), Place: "home", Wide: true,
		Lead: v.T("Whoever is in this list can read and write everything in this notebook."),
		Body: html.All(parted, v.underWay(), v.secondKeeper(g), html.E("ul.cards", cards...), html.W("p", alone),
			v.groupWays(g), v.names(g), v.newcomers(g))}), nil
}

// groupWithout is the page of a device that does not belong to the notebook any
// more: what that means, and whom to ask.
func (v *visit) groupWithout(g workspace.Group) Response {
	var cards []html.Node
	for _, p := range g.People {
		cards = append(cards, html.If(!p.Self, v.personCard(p)))
	}
	out := Noticed(workspace.FaultOut)
	return v.page(page{Heading: v.T("Who belongs here"), Over: v.work.Name(), Place: "home", Wide: true,
		Lead: v.T(out.What), Body: html.All(html.W("p", v.T(out.Do)), html.E("ul.cards", cards...),
			html.E("div.go", link("/join", "button.second", v.T("Put the invite in"))))})
}

// selfFirst returns the people with this device's own person first.
func selfFirst(g workspace.Group) []workspace.Person {
	var self, others []workspace.Person
	for _, p := range g.People {
		if p.Self {
			self = append(self, p)
		} else {
			others = append(others, p)
		}
	}
	return append(self, others...)
}

// called is what a person is called on a page.
func (v *visit) called(p workspace.Person) string {
	switch {
	case p.Alias != "":
		return p.Alias
	case p.Self:
		return v.T("I myself")
	}
	return v.T("Someone without a name yet")
}

func (v *visit) personCard(p workspace.Person) html.Node {
	does := v.T("She reads and writes here.")
	switch {
	case p.Self && p.Keeper:
		does = v.T("I read and write here, and I can let people in and out.")
	case p.Self:
		does = v.T("I read and write here.")
	case p.Keeper:
		does = v.T("She reads and writes here, and she can let people in and out.")
	}
	name := html.All(auto(), html.Text(v.called(p)))
	return html.E("li.card", html.E("h2", html.E("a", html.A("href", v.on("member", p.ID.String())), name)),
		html.If(p.Self && p.Alias != "", html.W("p.over", v.T("I myself"))), html.W("p", does))
}

// secondKeeper asks, where one alone can let people in, whether another could do
// so as well. It does not ask for someone from outside.
func (v *visit) secondKeeper(g workspace.Group) html.Node {
	if !g.AsksForKeeper || v.readers != nil {
		return html.Node{}
	}
	if !g.Keeper {
		return v.offer("second-keeper", v.T("A second one who can let people in"), v.T("Only one of us can let people in. If her device is lost, nobody could."))
	}
	var list []html.Node
	for _, p := range g.People {
		if !p.Self {
			list = append(list, link(v.on("member", p.ID.String()), "button.second", v.F("Ask %s", v.called(p))))
		}
	}
	return v.offer("second-keeper", v.T("A second one who can let people in"), v.T("If my device is lost, nobody could let anyone in or out."), list...)
}

// groupWays are what can be done from here.
func (v *visit) groupWays(g workspace.Group) html.Node {
	way := func(path, name, words string) html.Node {
		return html.E("li.card", html.E("h3", link(path, "", name)), html.W("p", words))
	}
	invite := html.If(g.Keeper, way(v.on("invite"), v.T("Invite someone"), v.T("Someone new, another device, or one who comes again.")))
	if !g.Keeper {
		invite = html.E("li.card", html.W("h3", v.T("Invite someone")), html.W("p", v.T("Ask one of those who can let people in. It is done on her device.")))
	}
	return html.All(html.W("h2", v.T("What we can do")), html.E("ul.cards", invite,
		way(v.on("exchange"), v.T("Bring together by a file"), v.T("What each of us wrote, carried on a stick or in a message.")),
		way(v.on("here"), v.T("Meet on one network"), v.T("Side by side, on the same Wi-Fi, without the net.")),
		v.toWays(way),
		way(v.on("lost"), v.T("A device is lost"), v.T("Or is in other hands, or no longer trusted.")),
		way(v.on("travel"), v.T("Before a journey"), v.T("This device forgets. One of us brings it back afterwards."))))
}

// toWays leads to the relay, where its pages are.
func (v *visit) toWays(way func(path, name, words string) html.Node) html.Node {
	return way(v.on("ways"), v.T("Meet at a relay"), v.T("A place on the net where our devices leave sealed parcels for each other."))
}

// names asks what we call each one, her own first.
func (v *visit) names(g workspace.Group) html.Node {
	alias := notebook.KindOf("member").Field("alias")
	var fields []html.Node
	for _, p := range selfFirst(g) {
		id := "f-" + p.ID.String()
		label := v.T("What shall we call her here?")
		if p.Self {
			label = v.T("What shall the others call me here?")
		} else if p.Alias != "" {
			label = v.F("Another name for %s", p.Alias)
		}
		fields = append(fields, html.E("div.ask", html.E("label", html.A("for", id), html.Text(label)),
			html.E("input.short", html.A("id", id), html.A("name", p.ID.String()), off(), auto(), html.A("value", p.Alias))))
	}
	return html.E("section", html.W("h2", v.T("What we call each other")), html.W("p.hint", v.T(alias.Why)),
		v.form(v.on("group", "names"), append(fields, html.E("div.go", html.W("button", v.T("Save"))))...))
}

// saveNames keeps the names that changed.
func saveNames(ctx context.Context, v *visit) (Response, error) {
	g, err := v.work.Group(ctx)
	if err != nil {
		return Response{}, err
	}
	for _, p := range g.People {
		name, asked := v.req.Form[p.ID.String()]
		if !asked || oneSpace(name[0]) == p.Alias {
			continue
		}
		if err := v.work.SetAlias(ctx, p.ID, oneSpace(name[0])); err != nil {
			return Response{}, err
		}
	}
	return v.see(v.on("group")), nil
}

// newcomers says what those who come later find.
func (v *visit) newcomers(g workspace.Group) html.Node {
	head := html.W("h2", v.T("What those who come later find"))
	now, before := v.T("What stands here on the day on which they come"), v.T("That, and how it came to be")
	if !g.Keeper {
		text := now
		if g.History {
			text = before
		}
		return html.E("section", head, html.W("p", text))
	}
	return html.E("section", head, v.form(v.on("group", "newcomers"), html.E("fieldset.ask",
		html.W("legend", v.T("They find")), html.E("div.picks",
			radio("history", "", now, !g.History), radio("history", "yes", before, g.History))),
		html.E("div.go", html.W("button.second", v.T("Save")))))
}

func saveNewcomers(ctx context.Context, v *visit) (Response, error) {
	g, err := v.work.Group(ctx)
	history := v.req.Form.Get("history") == "yes"
	if err != nil || !g.Keeper || g.History == history {
		return v.see(v.on("group")), err
	}
	return v.see(v.on("group")), v.work.LetNewcomersRead(ctx, history)
}
