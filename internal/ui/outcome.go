package ui

import (
	"context"
	"errors"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showOutcome is where a group fixes what it agrees on.
func showOutcome(_ context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	if p.Stage != notebook.Together {
		return v.see(v.ofProposal(p.Record, "round")), nil
	}
	return v.outcomePage(p, nil), nil
}

func (v *visit) outcomePage(p workspace.Proposal, faults []fault) Response {
	on, again := v.today(), v.monthsOn(lookAgain)
	if faults != nil {
		on, again = v.req.Form.Get("on"), v.req.Form.Get("again")
	}
	return v.page(page{Heading: v.T("What we agree on"), Over: clip(p.Record.Title(), titleBytes), Place: "agree", Faults: faults,
		Lead: v.T("The version that we answered to is fixed, with the parts that we choose."),
		Body: v.form(v.ofProposal(p.Record, "outcome"), v.partPicks(p), v.keepPicks(p),
			v.dayBox("f-on", "on", v.T("From which day?"), on), v.dayBox("f-again", "again", v.T("When do we look at it again?"), again),
			v.wordsBox("f-words", v.req.Form.Get("words")),
			html.E("div.go", html.W("button", v.T("Agreed together")), link(v.ofProposal(p.Record, "round"), "button.second", v.T("Back to the answers"))))})
}

// wordsBox is room for what is written down with an agreement.
func (v *visit) wordsBox(id, value string) html.Node {
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(v.T("Is there something to write down with it?"))),
		html.W("p.hint", v.T("A worry, a wish, a thank-you.")),
		html.E("textarea", html.A("id", id), html.A("name", "words"), html.A("rows", "3"), off(), auto(), html.Text(value)))
}

// partPicks lets people choose the rows that are agreed on now.
func (v *visit) partPicks(p workspace.Proposal) html.Node {
	rows := p.Book.Records("row")
	if len(rows) < 2 || p.Subject != workspace.PlanSubject && p.Subject != workspace.RowSubject {
		return html.Node{}
	}
	return v.ticks("row", v.T("What do we fix now?"), v.T("What we untick is left for later. Its name is written down with it."), rows, true)
}

// keepPicks offers the words of objections and worries, so that they stay with
// the agreement.
func (v *visit) keepPicks(p workspace.Proposal) html.Node {
	list := slices.DeleteFunc(v.wordy(v.book().Heard(p.Record)), func(a *notebook.Record) bool {
		return a.Get("answer") != "object" && a.Get("answer") != "worry"
	})
	if len(list) == 0 {
		return html.Node{}
	}
	return v.ticks("keep", v.T("Which words stay with it?"), v.T("They are written down as words. No name goes with them."), list, false)
}

// ticks is a question to which any number of records can be chosen.
func (v *visit) ticks(name, question, why string, list []*notebook.Record, chosen bool) html.Node {
	var labels []html.Node
	for _, r := range list {
		text := firstLine(r.Title())
		if r.Kind == "answer" {
			text = r.Get("words")
		}
		on := chosen
		if v.req.Method == "POST" {
			on = slices.Contains(v.req.Form[name], r.ID.String())
		}
		labels = append(labels, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", name), html.A("value", r.ID.String()), off(), html.If(on, html.On("checked"))),
			html.E("span", auto(), html.Text(clip(text, cellBytes)))))
	}
	return html.E("fieldset.ask", html.A("id", "f-"+name+"s"), html.W("legend", question), html.W("p.hint", why), html.E("div.picks", labels...))
}

// takeOutcome makes an agreement of a proposal.
func takeOutcome(ctx context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	form := v.req.Form
	o := workspace.Outcome{On: form.Get("on"), Again: form.Get("again"), Words: form.Get("words"), Rows: append([]string{}, form["row"]...), Keep: form["keep"]}
	if o.On == "" {
		o.On = v.today()
	}
	if len(p.Book.Records("row")) < 2 {
		o.Rows = nil // nothing was asked
	}
	ref, err := v.work.Conclude(ctx, p.Record.ID, o)
	var f *workspace.FieldError
	switch {
	case errors.Is(err, workspace.ErrRound):
		return v.see(v.ofProposal(p.Record, "round")), nil
	case errors.As(err, &f):
		said := v.problem(f.Problem)
		if f.Field == "rows" {
			said = v.T("Choose one part at least. Or go back, and leave all of it for another time.")
		}
		return v.outcomePage(p, []fault{{"f-" + f.Field, said}}), nil
	case err != nil:
		return Response{}, err
	}
	return v.see(v.on("agreement", ref.ID.String())), nil
}
