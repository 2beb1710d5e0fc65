package ui

import (
	"context"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showTouch is where she keeps in touch with herself: what is open, how often it
// comes round, and a rest from it. What was not written is not counted.
func showTouch(_ context.Context, v *visit) (Response, error) {
	if !v.work.Own() {
		return Response{}, workspace.ErrNotFound
	}
	return v.page(page{Heading: v.T("Keeping in touch"), Place: "live", Lead: v.T("How are you, how is it going? A few words are enough, on any day."),
		Body: html.All(v.touchNow(), v.touchOften(),
			html.E("p.other", link(v.on("checkins"), "", v.T("What I wrote")), html.Text(" · "), link(v.on("calendar"), "", v.T("Days for a calendar"))),
			v.printWays(v.T("A page to write on by hand"), v.on("print", "checkins"), "&blank=1"))}), nil
}

// touchWay is a button of the page; keepTouch does what it says.
func touchWay(class, value, words string) html.Node {
	return html.E("button"+class, html.A("name", "do"), html.A("value", value), html.Text(words))
}

// touchNow is what she can write now: what is open, or something new.
func (v *visit) touchNow() html.Node {
	open := notebook.OpenCheckin(v.book())
	if open == nil {
		return html.E("div.ask", v.form(v.on("touch"), html.W("p.note", v.T("It stays here, or on paper. Nothing is sent.")),
			html.E("div.go", touchWay("", "begin", v.T("Write how it is going")), touchWay(".second", "ask", v.T("A question, on any day")))))
	}
	text := clip(firstLine(open.Get("how")), titleBytes)
	return html.E("section.card", html.E("h2", auto(), link(v.pathOf(open), "", clip(firstLine(open.Title()), titleBytes))),
		html.If(text != "", html.E("p", written(text), html.Text(text))),
		html.W("p.hint", v.T("It stays here, or on paper. Nothing is sent.")),
		v.form(v.on("touch"), html.E("div.go", touchWay("", "begin", v.T("Go on writing")), touchWay(".second", "keep", v.T("Keep it as it is")))))
}

// touchOften lets her choose how often it is offered, and let it rest.
func (v *visit) touchOften() html.Node {
	if v.marked("touch-pause") != "" {
		return html.E("section.card", html.W("p", v.T("This rests now, for as long as I like.")),
			v.form(v.on("touch"), html.E("div.go", touchWay(".second", "resume", v.T("Begin again")))))
	}
	return v.form(v.on("touch"), v.rhythms(), html.E("div.go", touchWay(".second", "rhythm", v.T("Save")),
		html.If(v.rhythm() > 0, touchWay(".second", "pause", v.T("Pause")))))
}

// rhythms lets her choose after how many weeks home offers it.
func (v *visit) rhythms() html.Node {
	list := []html.Node{html.W("legend", v.T("How often would I like to be asked?"))}
	for n := range 5 {
		words := v.T("not at all")
		if n > 0 {
			words = v.N("every week", "every %d weeks", n)
		}
		list = append(list, html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "weeks"), html.A("value", strconv.Itoa(n)), off(),
			html.If(n == v.rhythm(), html.On("checked"))), html.W("span", words)))
	}
	return html.E("fieldset.ask.steps", list...)
}

// rhythm is after how many weeks she wants to be offered a check-in.
func (v *visit) rhythm() int {
	n, _ := strconv.Atoi(v.marked("touch"))
	return n
}

// keepTouch does what a button of the page says.
func keepTouch(ctx context.Context, v *visit) (Response, error) {
	if !v.work.Own() {
		return Response{}, workspace.ErrNotFound
	}
	var err error
	switch do := v.req.Form.Get("do"); do {
	case "begin", "ask":
		return v.writeCheckin(ctx, do)
	case "keep":
		err = v.work.KeepCheckin(ctx)
	case "pause":
		err = v.mark(ctx, "touch-pause", "yes")
	case "resume":
		err = v.mark(ctx, "touch-pause", "")
	case "rhythm":
		if n := v.req.Form.Get("weeks"); len(n) == 1 && n >= "0" && n <= "4" {
			err = v.mark(ctx, "touch", n)
		}
	}
	return v.see(v.on("touch")), err
}

// writeCheckin leads to the open check-in, and begins one when there is none.
func (v *visit) writeCheckin(ctx context.Context, do string) (Response, error) {
	field := "how"
	if do == "ask" {
		field = "ask"
	}
	if r := notebook.OpenCheckin(v.book()); r != nil {
		return v.see(v.on("checkin", r.ID.String(), "ask", field)), nil
	}
	ref, err := v.work.Add(ctx, "checkin", notebook.Values{"title": {v.Date(v.today())}})
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("checkin", ref.ID.String(), "ask", field)), nil
}

// tryTouch offers a check-in when the rhythm has come round. It says the same
// after ten weeks as after three.
func (v *visit) tryTouch() html.Node {
	n := v.work.Rhythm()
	if n == 0 || notebook.OpenCheckin(v.book()) != nil || paper.NextCheckin(v.book(), n, v.today()) > v.today() {
		return html.Node{}
	}
	return v.offer("touch", v.T("How are you?"), v.T("A few lines for myself, if I feel like it."), link(v.on("touch"), "button.second", v.T("Look at it")))
}

// openInstead leads to the check-in that is open, where another would be begun.
func (v *visit) openInstead(kind string, ask bool) (Response, bool) {
	open := notebook.OpenCheckin(v.book())
	if kind != "checkin" || open == nil {
		return Response{}, false
	}
	if ask {
		return v.see(v.on(kind, open.ID.String(), "ask", "title")), true
	}
	return v.see(v.pathOf(open)), true
}

// keepOther lets her keep the check-in that is open together with one that she
// wrote meanwhile, from another window perhaps: both stay.
func (v *visit) keepOther(kind string) html.Node {
	if kind != "checkin" || notebook.OpenCheckin(v.book()) == nil {
		return html.Node{}
	}
	return html.E("div.picks", html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "also"), html.A("value", "keep"), off()),
		html.W("span", v.T("Keep the other one as it is"))))
}

// aboutCheckin is what can be done with a check-in in one tap.
func (v *visit) aboutCheckin(r *notebook.Record) html.Node {
	return html.All(html.If(r.Get("state") == "open", v.form(v.on("touch"), touchWay(".small", "keep", v.T("Keep it as it is")))),
		v.printWays(v.T("Print"), v.on("print", "checkin", r.ID.String()), ""), v.toTell(r))
}
