package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// Rating apart: each woman rates by herself, on one device that goes from hand
// to hand, then the group sees the spread, talks, and keeps one value. Nothing
// of an earlier answer shows while it goes round, and no answer has a name.

// rated are the readings that are rated apart.
func rated() []string { return []string{"probability", "impact", "reaction"} }

// fewRatings is how many ratings make a spread: one alone would be an answer.
const fewRatings = 2

// notHidden is said beside each button of it, in letters of usual size: what a
// spread can tell.
func (v *visit) notHidden() html.Node {
	return html.W("p.note", v.T("Names are not shown, yet each device signs its changes. In a small group a spread is not anonymous. Paper or the room's sheet is."))
}

// apartPage lays out a page of it.
func (v *visit) apartPage(r *notebook.Record, heading, lead string, body ...html.Node) Response {
	over := clip(firstLine(r.Title()), titleBytes)
	if her := v.invented(notebook.PersonaOf(r)); her != "" {
		over += " · " + her
	}
	return v.page(page{Over: over, Heading: heading, Lead: lead, Place: "risks", Bare: true, Body: html.All(body...)})
}

// showApart is where the device rests between two hands.
func showApart(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	n := len(v.work.Ratings(r.Ref))
	heading, lead := v.T("Rate apart first"), v.T("Each of us says how she sees it, then hands the device on. We look together when all have rated.")
	if n > 0 {
		heading, lead = v.T("Thank you. Please hand it on"), v.N("%d of us has rated so far. What she said does not show.", "%d of us have rated so far. What we said does not show.", n)
	}
	path := v.on("risk", r.ID.String())
	return v.apartPage(r, heading, lead,
		v.notHidden(),
		html.E("div.go", link(path+"/apart/rate", "button", v.T("I rate it now")), html.If(n > 0, link(path+"/apart/spread", "button.second", v.T("All have rated")))),
		html.E("ul.other", html.E("li", link(v.on("print", "slips"), "", v.T("Paper slips to cut, in place of the screen"))),
			html.E("li", link(path, "", v.T("Back to the risk"))))), nil
}

// showRate asks one woman. Nothing is chosen beforehand, whatever stands in the
// risk, and nothing is saved before she says so.
func showRate(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	kind := notebook.KindOf("rating")
	in := v.inputs(kind, nil)
	in.typed = notebook.Values{}
	list := []html.Node{}
	for _, name := range rated() {
		list = append(list, in.block(kind.Field(name), v.T(kind.Field(name).Question), "", ""))
	}
	list = append(list, v.notHidden(), html.E("div.go", html.W("button", v.T("Done, and hand it on")), link(v.on("risk", r.ID.String(), "apart"), "button.second", v.T("Not me, not now"))))
	return v.apartPage(r, v.T("How do I see it?"), v.T("As I feel it today. Not sure is an answer, too."),
		v.form(v.on("risk", r.ID.String(), "apart", "rate"), list...)), nil
}

// takeRating keeps one rating, without a name.
func takeRating(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	values := notebook.Values{"risk": {r.ID.String()}}
	for _, name := range rated() {
		if text := v.req.Form.Get(name); text != "" {
			values[name] = []string{text}
		}
	}
	if _, err := v.work.Add(ctx, "rating", values); err != nil {
		return Response{}, err
	}
	answer := v.see(v.on("risk", r.ID.String(), "apart"))
	answer.Unseen = true // going back would show what she chose
	return answer, nil
}

// showSpread shows the answers side by side in words, each with its count, and
// asks for the value that the group finds by talking.
func showSpread(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	return v.spreadPage(r, nil), nil
}

func (v *visit) spreadPage(r *notebook.Record, fault error) Response {
	ratings := v.work.Ratings(r.Ref)
	if len(ratings) < fewRatings {
		return v.apartPage(r, v.T("Not shown yet"), v.T("With one rating alone, we would see her answer. We wait for another one, or talk."),
			html.E("div.go", link(v.on("risk", r.ID.String(), "apart"), "button", v.T("Back to rating"))), v.keepForm(r, fault))
	}
	var cards []html.Node
	for _, name := range rated() {
		cards = append(cards, v.spread(ratings, notebook.KindOf("rating").Field(name)))
	}
	resp := v.apartPage(r, v.T("How we see it, side by side"), v.T("No answer is more right than another. Where we differ, there is something to tell."),
		html.E("div.cards", cards...), v.keepForm(r, fault))
	if fault != nil {
		resp.Status = 422
	}
	return resp
}

// spread is the answers to one question: words with counts, no share of a
// whole and no middle.
func (v *visit) spread(ratings []*notebook.Record, f *notebook.Field) html.Node {
	count := map[string]int{}
	for _, r := range ratings {
		count[r.Get(f.Name)]++
	}
	var items []html.Node
	for _, step := range append(f.Scale[:len(f.Scale):len(f.Scale)], notebook.Step{}) {
		n := count[step.Value]
		if n == 0 {
			continue
		}
		words := v.T("not sure")
		if step.Value != "" {
			words = v.scaleStep(f, step)
		}
		items = append(items, html.E("li", html.Text(words+": "+v.Number(n)+" "),
			html.E("span", html.A("aria-hidden", "true"), html.Text(strings.Repeat("●", min(n, 40))))))
	}
	return html.E("section.card", html.W("h2", v.label(f)), html.E("ul", items...))
}

// keepForm records what the group found together, and lets the single ratings
// go for good.
func (v *visit) keepForm(r *notebook.Record, fault error) html.Node {
	risk := notebook.KindOf("risk")
	in := v.inputs(risk, r)
	if fault != nil {
		in = v.again(risk, r, fault)
	}
	list := []html.Node{html.W("h2", v.T("What do we say together?"))}
	for _, name := range rated() {
		list = append(list, in.block(risk.Field(name), v.label(risk.Field(name)), "", ""))
	}
	why := *in
	if fault == nil {
		why.typed = notebook.Values{"was.because": {workspace.Stamp(r, "because")}}
	}
	list = append(list, why.block(risk.Field("because"), v.T("What did we talk about?"), risk.Field("because").Why, ""),
		v.notHidden(), html.E("div.go", html.W("button", v.T("Keep it, and delete the single ratings"))))
	return v.form(v.on("risk", r.ID.String(), "apart", "spread"), list...)
}

// keepTogether takes the group's value.
func keepTogether(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("risk")
	if err != nil {
		return Response{}, err
	}
	err = v.work.Settle(ctx, r.Ref, v.viewed(r, rated())...)
	var fault *workspace.FieldError
	if errors.As(err, &fault) {
		return v.spreadPage(r, err), nil
	}
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("risk", r.ID.String(), "moves")), nil
}

// printSlips prints the same on paper, for a bowl in the middle of the table.
func printSlips(_ context.Context, v *visit) (Response, error) {
	return v.printedAs(paper.Slips(v.Locale, v.paperAsked()))
}
