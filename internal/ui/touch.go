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
	way := func(value, words string) html.Node {
		return html.E("button.second", html.A("name", "do"), html.A("value", value), html.Text(words))
	}
	begin, rest := way("begin", v.T("Write how it is going")), way("pause", v.T("Pause"))
	if v.openCheckin() != nil {
		begin = html.All(way("begin", v.T("Go on writing")), way("keep", v.T("Keep it as it is")))
	}
	if v.marked("touch-pause") != "" {
		rest = way("resume", v.T("Go on with it"))
	}
	return v.page(page{Heading: v.T("Keeping in touch"), Place: "live", Lead: v.T("How are you, how is it going? Write when you like."),
		Body: html.All(
			v.form(v.on("touch"), html.E("div.go", begin, way("ask", v.T("A question, on any day")))),
			html.W("p.note", v.T("It stays here, or on paper when you print it. Nothing is sent.")),
			v.form(v.on("touch"), v.rhythms(), html.E("div.go", way("rhythm", v.T("Keep this")), rest)),
			html.E("p.other", link(v.on("checkins"), "", v.T("What I wrote")), html.Text(" · "), link(v.on("print", "checkins"), "", v.T("Print"))))}), nil
}

// rhythms lets her choose after how many weeks home offers it.
func (v *visit) rhythms() html.Node {
	list := []html.Node{html.W("legend", v.T("How often may we offer it?"))}
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

func (v *visit) openCheckin() *notebook.Record {
	for _, r := range v.book().Records("checkin") {
		if r.Get("state") == "open" {
			return r
		}
	}
	return nil
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
		if r := v.openCheckin(); r != nil {
			err = v.work.Set(ctx, r.Ref, workspace.Edit{Field: "state", Texts: []string{"kept"}})
		}
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
	if r := v.openCheckin(); r != nil {
		return v.see(v.on("checkin", r.ID.String(), "ask", field)), nil
	}
	ref, err := v.work.Add(ctx, "checkin", notebook.Values{"title": {v.Date(v.today())}, "on": {v.today()}, "state": {"open"}})
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("checkin", ref.ID.String(), "ask", field)), nil
}

// tryTouch offers a check-in when the rhythm has come round. It says the same
// after ten weeks as after three.
func (v *visit) tryTouch() html.Node {
	n := v.rhythm()
	if !v.work.Own() || n == 0 || v.marked("touch-pause") != "" || v.openCheckin() != nil || paper.NextCheckin(v.book(), n, v.today()) > v.today() {
		return html.Node{}
	}
	return v.offer("touch", v.T("How are you?"), v.T("A few lines for yourself, if you feel like it."), link(v.on("touch"), "button.second", v.T("Look at it")))
}
