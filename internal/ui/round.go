package ui

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// proposed returns the proposal that the path names.
func (v *visit) proposed() (workspace.Proposal, error) {
	id, err := notebook.ParseID(v.arg("id"))
	if err != nil {
		return workspace.Proposal{}, workspace.ErrNotFound
	}
	return v.work.Proposed(id)
}

// ofProposal returns the path of one of a proposal's pages.
func (v *visit) ofProposal(r *notebook.Record, page string) string {
	return v.on("proposal", r.ID.String(), page)
}

// stageWord says in a few words how far a proposal is.
func (v *visit) stageWord(s notebook.Stage) string {
	switch s {
	case notebook.Answering:
		return v.T("each of us answers")
	case notebook.Together:
		return v.T("the answers lie open")
	case notebook.Settled:
		return v.T("agreed")
	case notebook.NotNow:
		return v.T("left for another time")
	}
	return v.T("not asked yet")
}

// toRound is how far a proposal is, as the way to its round.
func (v *visit) toRound(r *notebook.Record) html.Node {
	return link(v.ofProposal(r, "round"), "", v.stageWord(notebook.StageOf(r)))
}

// startProposal makes a proposal of the plan or a protocol in one tap, or leads
// to the one that is there.
func startProposal(ctx context.Context, v *visit) (Response, error) {
	values := notebook.Values{"title": {v.T("The plan")}, "about": {"plan"}}
	if subject := v.req.Form.Get("subject"); subject != workspace.PlanSubject {
		id, err := notebook.ParseID(subject)
		r := v.book().Get(notebook.Ref{Kind: "protocol", ID: id})
		if err != nil || r == nil {
			return Response{}, workspace.ErrNotFound
		}
		values = notebook.Values{"title": {r.Title()}, "about": {"protocol"}, "protocol": {subject}}
	}
	for _, r := range v.book().Records("proposal") {
		s := notebook.StageOf(r)
		if s != notebook.Settled && s != notebook.NotNow && r.Get("about") == values["about"][0] && r.Get("protocol") == Values(values).Get("protocol") {
			return v.see(v.ofProposal(r, "round")), nil // a second tap is no second proposal
		}
	}
	ref, err := v.work.Add(ctx, "proposal", values)
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("proposal", ref.ID.String(), "round")), nil
}

// showRound is where a group is with a proposal.
func showRound(_ context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	s, _ := sheetOf("proposal")
	lead, body := v.roundOf(p)
	if day := p.Record.Get("until"); day != "" && (p.Stage == notebook.Written || p.Stage == notebook.Answering) {
		body = html.All(html.W("p.quiet", v.F("We talk about it around %s.", v.Date(day))), body)
	}
	return v.page(page{Heading: clip(p.Record.Title(), titleBytes), Typed: true, Over: v.T("A proposal") + " · " + v.stageWord(p.Stage), Lead: lead,
		Place: s.place, Wide: true, Body: html.All(v.around(s), body)}), nil
}

// roundOf returns the lead and the body of a proposal's page, by its stage.
func (v *visit) roundOf(p workspace.Proposal) (string, html.Node) {
	edit := link(v.on("proposal", p.Record.ID.String()), "", v.T("Change the proposal"))
	switch p.Stage {
	case notebook.Written:
		return v.T("This is what each of us will answer to. When we begin, the text is fixed, so that it is the same for all."), v.writing(p, edit)
	case notebook.Answering:
		return v.T("Each of us answers by herself, one after the other. Then we open all answers together."), html.All(
			html.E("div.go.tools", link(v.ofProposal(p.Record, "mine"), "button", v.T("One of us answers")),
				link(v.on("print", "ballots", p.Record.ID.String()), "", v.T("Slips of paper in its place"))),
			v.sinceRound(p), v.fixed(p),
			html.E("section.card", html.W("h2", v.T("Have we all answered?")),
				html.W("p.note", v.T("Then all words are shown here, without names unless someone gave hers. How many answered is not shown before.")),
				v.roundForm(p, html.W("button.second", v.T("Open the answers together")), "open")),
			v.otherwise(p, edit))
	case notebook.Together:
		return v.T("We read them slowly, the objections first. Each of them tries to protect something."),
			html.All(v.heard(p), v.possible(p, edit), v.sinceRound(p), v.fixed(p))
	case notebook.Settled:
		return v.T("We agreed on it. What was said stays here."), html.All(
			v.links(v.T("What we agreed on"), v.agreedOf(p.Record)), v.heard(p), v.sinceRound(p), v.fixed(p), v.otherwise(p, edit))
	}
	return v.T("We left it for another time. It can come back on any day."),
		html.All(v.heard(p), v.fixed(p), v.otherwise(p, edit))
}

// writing is the page of a proposal before its round.
func (v *visit) writing(p workspace.Proposal, edit html.Node) html.Node {
	if p.Missing != nil {
		f := notebook.KindOf("proposal").Field(p.Missing.Field)
		return html.E("section.card", html.W("h2", v.T("One thing is still open")), html.W("p", v.own(v.T(f.Question))),
			html.E("div.go", link(v.on("proposal", p.Record.ID.String(), "answer", f.Name), "button", v.T("Choose it now")), edit))
	}
	return html.All(v.roundForm(p, html.All(html.W("button", v.T("Begin the answers")), edit), "begin"), v.text(p))
}

// roundForm does something with a round; the buttons stand in it.
func (v *visit) roundForm(p workspace.Proposal, buttons html.Node, do string) html.Node {
	return v.form(v.ofProposal(p.Record, "round"), hidden("do", do), hidden("round", p.Record.Get("round")), html.E("div.go", buttons))
}

// otherwise is what can be done with a round besides.
func (v *visit) otherwise(p workspace.Proposal, edit html.Node) html.Node {
	return html.E("details", html.W("summary", v.T("Or otherwise")), html.E("p", edit),
		html.W("p", v.T("Beginning anew fixes the text as it is now. What was answered before is put away.")),
		v.roundForm(p, html.W("button.second", v.T("Begin anew")), "begin"),
		html.If(p.Stage == notebook.Answering, v.roundForm(p, html.W("button.second", v.T("Leave it for another time")), "leave")))
}

// sinceRound says in words what changed since the text was fixed.
func (v *visit) sinceRound(p workspace.Proposal) html.Node {
	if len(p.Since) == 0 {
		return html.Node{}
	}
	return html.E("section", html.W("h2", v.T("What changed since we fixed the text")),
		html.W("p", v.T("We answer to the fixed text below. To answer to the new one, we begin anew.")),
		v.differences(p.Since), html.If(p.Stage == notebook.Answering, v.roundForm(p, html.W("button.second", v.T("Begin anew")), "begin")))
}

// fixed shows the text that everyone answers to, folded where it is long.
func (v *visit) fixed(p workspace.Proposal) html.Node {
	return html.E("details", html.If(p.Subject != workspace.PlanSubject, html.On("open")), html.W("summary", v.T("What we answer to")), v.text(p))
}

func (v *visit) text(p workspace.Proposal) html.Node {
	why := html.Node{}
	if words := p.Record.Get("words"); words != "" && p.Subject != workspace.RuleSubject {
		why = html.E("div.beside", html.E("p.lines", auto(), html.Text(words)))
	}
	shown, _, pager := v.partOf(paper.Proposed(p.Subject, p.Book, v.Locale, v.paper()))
	return html.All(why, v.document(shown), pager)
}

// takeRound begins a round, opens it, or leaves it for another time. A page that
// is older than the round does nothing but show where the round is.
func takeRound(ctx context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	if v.req.Form.Get("round") == p.Record.Get("round") {
		switch v.req.Form.Get("do") {
		case "begin":
			err = v.work.Begin(ctx, p.Record.ID)
		case "open":
			err = v.work.Open(ctx, p.Record.ID)
		case "leave":
			err = v.work.Leave(ctx, p.Record.ID)
		}
	}
	return v.see(v.ofProposal(p.Record, "round")), err
}

// printBallots shows slips of paper to answer on.
func printBallots(_ context.Context, v *visit) (Response, error) {
	p, err := v.proposed()
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(paper.Ballots(clip(p.Record.Title(), titleBytes), v.Locale, v.paperAsked()))
}

// waiting offers the proposals that wait for us, on home and where we agree.
func (v *visit) waiting() html.Node {
	var list []html.Node
	for _, r := range v.book().Records("proposal") {
		if s := notebook.StageOf(r); s == notebook.Answering || s == notebook.Together {
			list = append(list, v.offer("round."+r.Get("round"), v.T("A proposal waits for us to talk"), clip(r.Title(), titleBytes),
				link(v.ofProposal(r, "round"), "button.second", v.T("Look at it"))))
		}
	}
	return few(list)
}
