package ui

import (
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// heard shows the answers once the group has opened them: objections and
// worries as words, and then how many said what. No share of a whole is drawn,
// and the order tells nothing.
func (v *visit) heard(p workspace.Proposal) html.Node {
	by := map[string][]*notebook.Record{}
	list := v.book().Heard(p.Record)
	for _, a := range list {
		by[a.Get("answer")] = append(by[a.Get("answer")], a)
	}
	switch {
	case len(list) == 0 && p.Stage == notebook.Together:
		return html.W("p", v.T("Nobody has answered here."))
	case len(list) == 0:
		return html.Node{}
	}
	return html.All(v.voices(v.T("Objections"), by["object"]), v.voices(v.T("Worries"), by["worry"]),
		v.voices(v.T("And the others"), v.wordy(by["live"], by["agree"], by["notmine"]),
			v.said(by["agree"], v.N("One of us agrees.", "%d of us agree.", len(by["agree"]))),
			v.said(by["live"], v.N("One of us can live with it.", "%d of us can live with it.", len(by["live"]))),
			v.said(by["notmine"], v.N("One of us says that it is not hers to say.", "%d of us say that it is not theirs to say.", len(by["notmine"])))))
}

// wordy returns those answers that came with words.
func (v *visit) wordy(lists ...[]*notebook.Record) []*notebook.Record {
	return slices.DeleteFunc(slices.Concat(lists...), func(a *notebook.Record) bool { return a.Get("words") == "" })
}

// said is a sentence about some answers, if there are any.
func (v *visit) said(list []*notebook.Record, words string) html.Node {
	return html.If(len(list) > 0, html.W("p", words))
}

// voices shows the words of some answers under a heading, with a name where
// someone gave hers.
func (v *visit) voices(heading string, list []*notebook.Record, before ...html.Node) html.Node {
	said := before[:len(before):len(before)]
	var cards []html.Node
	for _, a := range list {
		words := html.E("p.lines", auto(), html.Text(a.Get("words")))
		if a.Get("words") == "" {
			words = html.W("p.quiet", v.T("without words"))
		}
		for _, who := range v.titles(a, "name") {
			words = html.All(words, html.E("p.quiet", auto(), html.Text(who)))
		}
		cards = append(cards, html.E("li.card", words))
	}
	said = slices.DeleteFunc(said, func(n html.Node) bool { return n == html.Node{} })
	if said == nil && cards == nil {
		return html.Node{}
	}
	return html.E("section", html.W("h2", heading), html.All(said...), html.If(cards != nil, html.E("ul.cards", cards...)))
}

// possible are the ways on from open answers. An objection closes none of them.
func (v *visit) possible(p workspace.Proposal, edit html.Node) html.Node {
	objected, worried := false, false
	for _, a := range v.book().Heard(p.Record) {
		objected = objected || a.Get("answer") == "object"
		worried = worried || a.Get("answer") == "worry"
	}
	heading, lead := v.T("What do we make of it?"), v.T("Each of these ways is a good one.")
	if objected {
		heading, lead = v.T("What would make it possible?"), v.T("We ask whoever objects, if she wants to say. Then we choose a way together.")
	}
	agree := v.T("Agree on it")
	if objected || worried {
		agree = v.T("Agree all the same, with the worry written down")
	}
	outcome := v.ofProposal(p.Record, "outcome")
	way := func(title, words string, ways ...html.Node) html.Node {
		return html.E("li.card", html.W("h3", title), html.W("p", words), html.All(ways...))
	}
	several := len(p.Book.Records("row")) > 1 && (p.Subject == workspace.PlanSubject || p.Subject == workspace.RowSubject)
	return html.E("section", html.W("h2", heading), html.W("p", lead), html.E("ul.cards",
		way(v.T("Change it, and begin anew"), v.T("We find other words, or another way. Then each of us answers again."),
			v.roundForm(p, html.All(html.W("button.second", v.T("Begin anew")), edit), "begin")),
		html.If(several, way(v.T("Parts yes, parts later"), v.T("We fix the rows that we agree on. The others can wait."),
			html.E("div.go", link(outcome, "button.second", v.T("Choose the parts"))))),
		way(agree, v.T("We fix the text, with a day, and with words if we like."), html.E("div.go", link(outcome, "button", v.T("Agree together")))),
		way(v.T("Not now"), v.T("We leave it for another time. Nothing is lost."),
			v.roundForm(p, html.W("button.second", v.T("Leave it for another time")), "leave"))))
}

// agreedOf returns the agreements that came of a proposal.
func (v *visit) agreedOf(r *notebook.Record) []*notebook.Record {
	return slices.Collect(v.book().Linking(r, "agreement", "proposal"))
}
