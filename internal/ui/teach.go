package ui

import (
	"context"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// showTeach brings together who could teach something and who would like to
// learn it. It offers; whether two women meet is for them to say, and nobody is
// counted.
func showTeach(_ context.Context, v *visit) (Response, error) {
	s, _ := sheetOf("choice")
	list, pager := paging(v, notebook.Meetings(v.book()), func(m notebook.Meeting) int {
		return 300 + textWeight(clip(m.Title, titleBytes)) + 260*(len(m.Teach)+len(m.Learn))
	})
	body := html.All(v.meetings(list, v.T("Offered, and wished for"), true, true), v.meetings(list, v.T("Someone would like to learn"), false, true),
		v.meetings(list, v.T("Someone could teach"), true, false), pager)
	if len(list) == 0 {
		body = html.E("div.card", html.W("p", v.T("When a choice says that someone could teach it, or would like to learn it, it shows here.")),
			html.E("p.go", link(v.on("new", "choice"), "button", s.addText(v))))
	}
	return v.page(page{Heading: v.T("Who teaches, who learns"), Place: s.place, Wide: true,
		Lead: v.T("What is offered and what is wished for, side by side. Whether two meet is for them to say."), Body: html.All(v.around(s), body)}), nil
}

// meetings shows those that are offered, wished for, or both.
func (v *visit) meetings(list []notebook.Meeting, heading string, teach, learn bool) html.Node {
	var cards []html.Node
	for _, m := range list {
		if (m.Teach != nil) != teach || (m.Learn != nil) != learn {
			continue
		}
		cards = append(cards, html.E("li.card", html.E("h3", auto(), html.Text(clip(m.Title, titleBytes))), html.E("dl",
			v.sideOf(v.T("Could teach it"), m.Teach, "teach"), v.sideOf(v.T("Would like to learn it"), m.Learn, "who")), v.noteMeeting(m)))
	}
	if cards == nil {
		return html.Node{}
	}
	return html.E("section", html.W("h2", heading), html.E("ul.cards", cards...))
}

// sideOf names the women of one side, each as the way to where she said so.
func (v *visit) sideOf(words string, list []*notebook.Record, field string) html.Node {
	if list == nil {
		return html.Node{}
	}
	nodes := []html.Node{html.W("dt", words)}
	for _, r := range list {
		nodes = append(nodes, html.E("dd", auto(), link(v.pathOf(r), "", v.whoSays(r, field))))
	}
	return html.All(nodes...)
}

// whoSays names who stands behind an offer or a wish, as far as she gave a name.
func (v *visit) whoSays(r *notebook.Record, field string) string {
	if r.Kind == "action" {
		return v.F("from an action: %s", clip(r.Title(), titleBytes))
	}
	if r.Kind == "choice" {
		field = "who"
	}
	if names := v.titles(r, field); names != nil {
		return clip(strings.Join(names, " · "), titleBytes)
	}
	return v.T("one of us")
}

// noteMeeting leads to what was noted of a meeting, or offers to note it.
func (v *visit) noteMeeting(m notebook.Meeting) html.Node {
	for _, r := range m.Learn {
		if r.Kind == "training" {
			return html.E("p.onward", link(v.pathOf(r), "button.small", v.T("See what we noted")))
		}
		for t := range v.book().Linking(r, "training", r.Kind) {
			return html.E("p.onward", link(v.pathOf(t), "button.small", v.T("See what we noted")))
		}
	}
	if m.Learn == nil {
		return html.Node{}
	}
	return v.noteIt(m.Learn[0])
}
