//go:build !js

package ui

import (
	"context"
	"slices"

	"amparo/internal/calendar"
	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// returning is a wish to bring something back, that waits for a look at what
// would come: what a person wrote since a day, or, with undo, what was brought
// back last.
type returning struct {
	devices []notebook.Device
	name    string
	since   string
	undo    bool
}

// of returns what would come back.
func (r *returning) of(ctx context.Context, v *visit) (workspace.Return, error) {
	if r.undo {
		return v.work.Undoing(ctx)
	}
	return v.work.Returning(ctx, r.devices, r.since)
}

// showBringBack asks whose changes shall be taken back, and since when.
func showBringBack(ctx context.Context, v *visit) (Response, error) { return v.bringBackPage(ctx, nil) }

func (v *visit) bringBackPage(ctx context.Context, faults []fault) (Response, error) {
	writers, err := v.work.Writers(ctx)
	if err != nil {
		return Response{}, err
	}
	undo, err := v.work.Undoing(ctx)
	if err != nil {
		return Response{}, err
	}
	var people []html.Node
	for _, w := range writers {
		name := v.writerName(w)
		if w.Self {
			name = v.T("I myself")
		}
		label := []html.Node{html.E("bdi", html.Text(name))}
		if !w.Self && w.Alias == "" && w.Wrote != (notebook.Ref{}) {
			label = append(label, html.E("span.quiet", html.Text(" · "+v.T("wrote, among others:")+" "), html.E("bdi", html.Text(v.recordName(w.Wrote)))))
		}
		people = append(people, html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "who"), html.A("value", w.ID.String()), off(),
			html.If(w.ID.String() == v.req.Form.Get("who"), html.On("checked"))), html.E("span", label...)))
	}
	in := inputs{v: v, faults: faults}
	since := v.req.Form.Get("since")
	if since == "" {
		since = v.monthsOn(-1)
	}
	return v.page(page{Heading: v.T("Bring back what one person changed"), Over: v.work.Name(), Place: "home", Faults: faults,
		Lead: v.T("For when a device or a person was not on our side. Nothing is deleted. First we see what would come back."),
		Body: html.All(
			html.If(v.req.Query.Get("done") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("It is brought back. What was written stays in the history.")))),
			html.If(len(undo.List) > 0, html.E("section.card", html.W("h2", v.T("What was brought back last")),
				html.W("p", v.T("It can be undone the same way. We see first what that would change.")),
				v.form(v.on("bring-back"), html.E("div.go", html.E("button.second", html.A("name", "do"), html.A("value", "undo"), html.Text(v.T("Look at undoing it"))))))),
			v.form(v.on("bring-back"),
				html.E("fieldset.ask", html.A("id", "f-who"), html.W("legend", v.T("Whose changes?")), in.fault("f-who"), html.E("div.picks", people...)),
				html.E("div.ask", html.E("label", html.A("for", "f-since"), html.Text(v.T("Since which day?"))),
					html.W("p.hint", v.T("Each device says itself when it wrote. If unsure, an earlier day is the safer one.")), in.fault("f-since"),
					html.E("input.short", html.A("type", "date"), html.A("id", "f-since"), html.A("name", "since"), html.A("value", since), off(), in.described("f-since", false))),
				html.E("div.go", html.W("button", v.T("See what would come back")), link(v.on("history"), "", v.T("Leave it"))))),
	}), nil
}

// beginBringBack keeps the wish for the look at it: neither a name nor a day
// stands in an address.
func beginBringBack(ctx context.Context, v *visit) (Response, error) {
	wish := &returning{undo: v.req.Form.Get("do") == "undo"}
	if !wish.undo {
		writers, err := v.work.Writers(ctx)
		if err != nil {
			return Response{}, err
		}
		at := slices.IndexFunc(writers, func(w workspace.Writer) bool { return w.ID.String() == v.req.Form.Get("who") })
		wish.since = v.req.Form.Get("since")
		switch _, ok := calendar.Day(wish.since); {
		case at < 0:
			return v.bringBackPage(ctx, []fault{{"f-who", v.T("Please choose one of these.")}})
		case !ok:
			return v.bringBackPage(ctx, []fault{{"f-since", v.problem(workspace.NotADate)}})
		}
		wish.devices, wish.name = writers[at].Devices, v.writerName(writers[at])
	}
	id, err := v.wait(wish)
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("bring-back", id)), nil
}

// showReturn shows what would come back, and asks where others wrote since.
func showReturn(ctx context.Context, v *visit) (Response, error) {
	wish, ok := awaited[*returning](v, v.arg("id"))
	if !ok {
		return v.see(v.on("bring-back")), nil
	}
	r, err := wish.of(ctx, v)
	if err != nil {
		return Response{}, err
	}
	over := v.T("What was brought back last")
	if !wish.undo {
		over = v.F("What %s changed since %s", wish.name, v.Date(wish.since))
	}
	return v.page(page{Over: over, Heading: v.T("This would come back"), Place: "home", Body: html.All(
		html.If(v.req.Query.Get("again") != "", html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
		v.returnForm(ctx, r), v.stuckList(r))}), nil
}

// returnForm says how much it is and what, asks what is open, and does it.
func (v *visit) returnForm(ctx context.Context, r workspace.Return) html.Node {
	closed, open := v.work.InWords(r.Wanted()), r.Open()
	if len(r.Wanted())+len(open) == 0 {
		return html.All(html.W("p", v.T("There is nothing to bring back.")), html.E("p.other", link(v.on("bring-back"), "", v.T("Back"))))
	}
	parts := []html.Node{hidden("seen", r.Seal),
		html.W("p.lead", v.N("%d change goes back to what stood before.", "%d changes go back to what stood before.", len(closed))),
		v.returnList(r)}
	if len(open) > 0 {
		parts = append(parts, html.W("h2", v.T("Someone has written here since")),
			html.W("p", v.T("What is not ticked stays as it is now.")), html.E("ul.cards", v.openCards(ctx, open)...))
	}
	return v.form(v.on("bring-back", v.arg("id")), append(parts, html.W("p.note", v.T("This makes new entries. It can be undone.")),
		html.E("div.go", html.W("button", v.T("Bring this back")), link(v.on("bring-back"), "button.second", v.T("Leave it"))))...)
}

// mostOpen is how many open places one page asks about. What it does not ask
// about stays as it is, and is asked about the next time.
const mostOpen = 12

// openCards ask, one by one, about what others have changed since.
func (v *visit) openCards(ctx context.Context, open []change.Difference) []html.Node {
	writers, _ := v.work.Writers(ctx) // without it, someone of the group
	var cards []html.Node
	for _, d := range open[:min(len(open), mostOpen)] {
		name, f := v.recordName(d.Ref), notebook.KindOf(d.Ref.Kind).Field(d.Field)
		var by []notebook.Device
		for _, value := range d.Rest {
			by = append(by, value.Version.Device)
		}
		words := v.T("Remove it, with what others wrote in it")
		if f != nil {
			words = v.F("Bring back: %s", v.label(f))
		}
		parts := []html.Node{html.E("h3", html.E("bdi", html.Text(name)))}
		for _, who := range v.writerNames(by, writers) {
			parts = append(parts, html.E("p.quiet", html.Text(v.T("written since by:")+" "), html.E("bdi", html.Text(who))))
		}
		if f != nil {
			parts = append(parts, html.W("p.over", v.label(f)), v.valueLine(v.T("stands now:"), f, d.Rest), v.valueLine(v.T("stood before:"), f, d.Then))
		}
		cards = append(cards, html.E("li.card", html.All(parts...), html.E("div.picks", html.E("label",
			html.E("input", html.A("type", "checkbox"), html.A("name", "also"), html.A("value", workspace.KeyOf(d)), off()), html.W("span", words)))))
	}
	if len(open) > mostOpen {
		cards = append(cards, html.E("li.card", html.W("p", v.N("%d more stays as it is. It is asked about the next time.", "%d more stay as they are. They are asked about the next time.", len(open)-mostOpen))))
	}
	return cards
}

// returnList shows what goes back, record by record.
func (v *visit) returnList(r workspace.Return) html.Node {
	list := byRecord(v.work.InWords(r.Wanted()))
	if len(list) == 0 {
		return html.Node{}
	}
	part, pager := paging(v, list, func(list []change.Difference) int { return v.differencesWeight(list) })
	var items []html.Node
	for _, list := range part {
		nodes := []html.Node{v.recordHeading("h3", list[0].Ref)}
		for _, d := range list {
			nodes = append(nodes, v.returnOf(d)...)
		}
		items = append(items, html.E("li", nodes...))
	}
	return html.E("section", html.W("h2", v.T("What goes back")), html.E("ul.rows", items...), pager)
}

// returnOf says what one difference becomes.
func (v *visit) returnOf(d change.Difference) []html.Node {
	f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
	switch d.What {
	case change.Made:
		return []html.Node{html.W("p", v.T("Goes to what was removed. There it can be brought back for 30 days."))}
	case change.Took:
		return []html.Node{html.W("p", v.T("Comes back."))}
	case change.Brought:
		return []html.Node{html.W("p", v.T("Is removed again."))}
	case change.Sorted:
		return []html.Node{html.W("p.over", v.label(f)), v.valueLine(v.T("put in:"), f, d.Then), v.valueLine(v.T("taken out:"), f, d.Now)}
	}
	return []html.Node{html.W("p.over", v.label(f)), v.valueLines(f, d.Then), v.valueLine(v.T("stands now:"), f, d.Now)}
}

// stuckList names what this device does not know how to bring back.
func (v *visit) stuckList(r workspace.Return) html.Node {
	var items []html.Node
	for _, list := range byRecord(v.work.InWords(r.Stuck())) {
		if len(items) < mostPicks {
			items = append(items, html.E("li", html.E("bdi", html.Text(v.recordName(list[0].Ref)))))
		}
	}
	return html.If(items != nil, html.E("section", html.W("h2", v.T("What this device does not know")),
		html.W("p", v.T("What stood here before is not kept on this device. Another device of ours may have it.")), html.E("ul", items...)))
}

// doReturn brings back what the page showed.
func doReturn(ctx context.Context, v *visit) (Response, error) {
	id := v.arg("id")
	wish, ok := awaited[*returning](v, id)
	if !ok {
		return v.see(v.on("bring-back")), nil
	}
	r, err := wish.of(ctx, v)
	if err != nil {
		return Response{}, err
	}
	if r.Seal != v.req.Form.Get("seen") {
		return v.see(v.on("bring-back", id) + "?again=1"), nil
	}
	if err := v.work.BringBack(ctx, r, v.req.Form["also"]...); err != nil {
		return Response{}, err
	}
	v.done(id)
	return v.see(v.on("bring-back") + "?done=1"), nil
}
