package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showMine is the page on which one woman answers. It tells nothing of what
// others answered, or whether they did. It is not saved while she writes: what
// she has not given is nobody's.
func showMine(_ context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	if p.Stage != notebook.Answering {
		return v.see(v.ofProposal(p.Record, "round")), nil
	}
	return v.minePage(p, v.inputs(notebook.KindOf("answer"), nil)), nil
}

func (v *visit) minePage(p workspace.Proposal, in *inputs) Response {
	return v.page(page{Heading: clip(p.Record.Title(), titleBytes), Typed: true, Over: v.T("For one of us, by herself"), Bare: true, Faults: in.faults,
		Lead: v.T("Take your time. Nobody else reads this page while you have it."), Body: html.All(v.fixed(p),
			v.form(v.ofProposal(p.Record, "mine"), hidden("round", p.Record.Get("round")),
				in.question(in.kind.Field("answer")), in.question(in.kind.Field("words")), v.nameQuestion(in),
				html.W("p.note", v.T("Not shown: who answered, and when. In a small group, words can tell who wrote them. A paper slip carries no name.")),
				html.E("div.go", html.W("button", v.T("Give my answer")),
					link(v.ofProposal(p.Record, "given"), "button.second", v.T("Pass it on without an answer")))))})
}

// nameQuestion offers the names that are there. It makes no new one: a new name
// among the people would tell that someone answered.
func (v *visit) nameQuestion(in *inputs) html.Node {
	people := v.book().Records("person")
	if len(people) == 0 {
		return html.Node{}
	}
	f := in.kind.Field("name")
	list := []html.Node{in.step(f, "", v.T("without a name"))}
	for _, r := range people {
		list = append(list, in.pick(f, r, in.text(f.Name) == r.ID.String()))
	}
	return html.E("details", html.W("summary", v.T("With a name, if I like")),
		html.E("fieldset.ask", html.A("id", "f-name"), html.W("legend", v.T(f.Question)), html.W("p.hint", v.T(f.Why)), html.E("div.picks", list...)))
}

// takeMine keeps one woman's answer. Whoever chose none leads to the same page
// as whoever did.
func takeMine(ctx context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	form := v.req.Form
	a := workspace.Answer{Round: form.Get("round"), Answer: form.Get("answer"), Words: form.Get("words"), Name: form.Get("name")}
	if a.Answer != "" || strings.TrimSpace(a.Words) != "" {
		err = v.work.Answer(ctx, p.Record.ID, a)
	}
	k := notebook.KindOf("answer")
	var f *workspace.FieldError
	switch {
	case err == nil:
		return v.see(v.ofProposal(p.Record, "given")), nil
	case errors.Is(err, workspace.ErrRound) && p.Stage != notebook.Written:
		in := v.again(k, nil, err)
		in.faults = []fault{{"f-answer", v.T("The text was fixed anew meanwhile. Please read it once more. Your words are still here.")}}
		return v.minePage(p, in), nil
	case errors.As(err, &f) && f.Problem == workspace.Empty:
		return v.minePage(p, v.again(k, nil, &workspace.FieldError{Kind: k.Name, Field: f.Field, Problem: workspace.NotOnScale})), nil
	case errors.As(err, &f):
		return v.minePage(p, v.again(k, nil, err)), nil
	}
	return Response{}, err
}

// showGiven is the same page after each answer, and after none.
func showGiven(_ context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	resp := v.page(page{Heading: v.T("Thank you. Hand it on."), Lead: v.T("The next of us begins with an empty page."), Bare: true,
		Body: html.E("div.go", link(v.ofProposal(p.Record, "mine"), "button", v.T("I am the next")),
			link(v.ofProposal(p.Record, "round"), "button.second", v.T("Back to all of us")))})
	resp.Unseen = true // going back would show what she wrote, given or not
	return resp, nil
}
