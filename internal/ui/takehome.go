package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// tasteBytes is about what a part of the page takes; its sheet has all of it.
const tasteBytes = 8_000

// showTakeHome brings together how what was agreed on comes into our days: where
// we meet, who starts first, short meetings, what helps, and what was said.
func showTakeHome(_ context.Context, v *visit) (Response, error) {
	return v.page(page{Heading: v.T("Taking it home"), Place: "pass", Wide: true,
		Lead: v.T("What we agreed on comes into our days: where we meet already, and at our own pace."),
		Body: html.All(v.aroundStation("pass"), v.ourAreas(), v.whoStarts(), v.shortMeetings(), v.inTheWay(), v.wordsBack())}), nil
}

// homePart is one part of the page under a heading that leads to its sheet: what
// is shown of its records or, while it is empty, what it is for.
func (v *visit) homePart(kind, heading string, show func([]*notebook.Record) html.Node, more ...html.Node) html.Node {
	s, _ := sheetOf(kind)
	list := v.book().Records(kind)
	body := v.notYet(s)
	if len(list) > 0 {
		part := taste(list, v.recordWeight(kind))
		body = html.All(show(part), html.If(len(part) < len(list), html.E("p", link(s.path(v), "", v.T("There is more on the sheet.")))))
	}
	return html.E("section", html.E("h2", link(s.path(v), "", heading)), body, html.All(more...))
}

// notYet says what a part is for, with an example and one thing to do.
func (v *visit) notYet(s sheet) html.Node {
	return html.E("div.card", html.W("p", v.own(v.T(s.purpose))),
		html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(notebook.KindOf(s.kind).Fields[0].Example))),
		html.E("p.go", link(v.on("new", s.kind), "button.second", s.addText(v))))
}

// taste returns the first records, as many as stay calm on a page with others.
func taste(list []*notebook.Record, weight func(*notebook.Record) int) []*notebook.Record {
	const most = 12
	room := tasteBytes
	for i, r := range list {
		room -= weight(r)
		if i == most || room < 0 && i > 0 {
			return list[:i]
		}
	}
	return list
}

// ourAreas shows where we meet, how often, and who speaks for each: together the
// commission.
func (v *visit) ourAreas() html.Node {
	s, _ := sheetOf("area")
	return v.homePart("area", v.T("Our areas"), func(list []*notebook.Record) html.Node {
		return html.All(v.table(s, list, "", nil), v.commission(list))
	})
}

// commission names the delegates.
func (v *visit) commission(areas []*notebook.Record) html.Node {
	var names []string
	for _, r := range areas {
		for _, name := range v.titles(r, "delegate") {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if names == nil {
		return html.W("p.quiet", v.T("One woman can speak for each area. Together they are a small commission."))
	}
	return html.E("p", html.Text(v.T("Our small commission")+": "), html.E("bdi", html.Text(clip(strings.Join(names, " · "), cellBytes))))
}

// whoStarts shows the waves in their order.
func (v *visit) whoStarts() html.Node {
	return v.homePart("wave", v.T("Who starts first"), func(list []*notebook.Record) html.Node {
		var cards []html.Node
		for i, r := range list {
			cards = append(cards, v.waveCard(i, r))
		}
		return html.E("ol.cards", cards...)
	})
}

func (v *visit) waveCard(i int, r *notebook.Record) html.Node {
	order := v.T("First")
	if i > 0 {
		order = v.T("After that")
	}
	var areas []string
	for a := range v.book().Linking(r, "area", "wave") {
		areas = append(areas, a.Title())
	}
	k := notebook.KindOf("wave")
	return html.E("li.card", html.W("p.over", order), v.cardName(r), html.E("dl",
		v.fact(v.label(k.Field("from")), v.Date(r.Get("from"))),
		v.fact(v.label(k.Field("protocols")), strings.Join(v.titles(r, "protocols"), " · ")),
		v.fact(v.T("Areas that start with it"), strings.Join(areas, " · "))))
}

// cardName is what a record is called, as the way to its page.
func (v *visit) cardName(r *notebook.Record) html.Node {
	return html.E("h3", auto(), link(v.pathOf(r), "", clip(firstLine(r.Title()), titleBytes)))
}

// fact is one line of a card, nothing for no words.
func (v *visit) fact(label, words string) html.Node {
	return html.If(words != "", html.All(html.W("dt", label), html.E("dd", auto(), html.Text(clip(words, cellBytes)))))
}

// inTheWay shows what could get in the way, each with an idea.
func (v *visit) inTheWay() html.Node {
	return v.homePart("barrier", v.T("What could get in the way"), v.withAnswer("idea", v.T("What is an idea for it?")))
}

// wordsBack shows what was said by those whose work changes, and offers paper
// where it should be nameless.
func (v *visit) wordsBack() html.Node {
	return v.homePart("feedback", v.T("What was said to us"), v.withAnswer("answer", v.T("What do we make of it?")),
		html.W("p.note", v.T("Here a name is not shown, yet a device could tell who wrote. When nobody should know, paper is better.")),
		v.printWays(v.T("Print slips to write on"), v.on("print", "feedback-slips"), ""))
}

// withAnswer shows records as cards, each with its answer or the way to one.
func (v *visit) withAnswer(field, question string) func([]*notebook.Record) html.Node {
	return func(list []*notebook.Record) html.Node {
		var cards []html.Node
		for _, r := range list {
			said := html.E("p.lines", auto(), html.Text(clip(r.Get(field), cellBytes)))
			if r.Get(field) == "" {
				said = html.E("p.quiet", link(v.on(r.Kind, r.ID.String(), "answer", field), "", question))
			}
			cards = append(cards, html.E("li.card", v.cardName(r), said))
		}
		return html.E("ul.cards", cards...)
	}
}

// shortMeetings leads to the agendas.
func (v *visit) shortMeetings() html.Node {
	var ways []html.Node
	for _, n := range paper.Agendas() {
		ways = append(ways, link(v.on("take-home", strconv.Itoa(n)), "button.second", v.N("%d minute", "%d minutes", n)))
	}
	return html.E("section", html.W("h2", v.T("In a meeting that we have already")),
		html.W("p", v.T("No extra evening. We choose what fits: what we say, what we ask, what stays on the wall.")), html.E("div.go", ways...))
}

// agenda returns the agenda that the path asks for.
func (v *visit) agenda(o paper.Options) (paper.Document, error) {
	minutes, _ := strconv.Atoi(v.arg("minutes"))
	d, err := paper.Agenda(minutes, v.book(), v.Locale, o)
	if err != nil {
		return d, workspace.ErrNotFound
	}
	return d, nil
}

// showAgenda shows a meeting of so many minutes.
func showAgenda(_ context.Context, v *visit) (Response, error) {
	d, err := v.agenda(v.paper())
	if err != nil {
		return Response{}, err
	}
	var nodes []html.Node
	for _, b := range d.Blocks {
		if b.Table != nil || b.Text != "" { // the lines are for paper
			nodes = append(nodes, block(b, d.Title))
		}
	}
	path := v.on("print", "agenda", v.arg("minutes"))
	return v.page(page{Over: v.T("Taking it home"), Heading: d.Title, Place: "pass", Wide: true, Lead: d.Lead, Body: html.All(
		v.otherAgendas(), html.All(nodes...), v.printWays(v.T("Print this agenda"), path, ""), v.takeAlong())}), nil
}

// otherAgendas leads to meetings of other lengths.
func (v *visit) otherAgendas() html.Node {
	list := []html.Node{html.E("li", link(v.on("take-home"), "", v.T("Taking it home")))}
	for _, n := range paper.Agendas() {
		minutes := strconv.Itoa(n)
		list = append(list, html.E("li", html.E("a", html.A("href", v.on("take-home", minutes)),
			html.If(minutes == v.arg("minutes"), html.A("aria-current", "page")), html.Text(v.N("%d minute", "%d minutes", n)))))
	}
	return html.E("nav.sub", html.A("aria-label", v.T("How long the meeting is")), html.E("ul", list...))
}

// takeAlong leads to the pages that hang on the wall afterwards.
func (v *visit) takeAlong() html.Node {
	var items []html.Node
	for _, r := range paper.BeginsWith(v.book()) {
		items = append(items, html.E("li", v.printWays(clip(firstLine(r.Title()), titleBytes), v.on("print", "everyday", r.ID.String()), "")))
	}
	return html.If(items != nil, html.E("section", html.W("h2", v.T("The pages for every day, to take along")), html.E("ul", items...)))
}

// printAgenda shows an agenda to print.
func printAgenda(_ context.Context, v *visit) (Response, error) {
	d, err := v.agenda(v.paperAsked())
	if err != nil {
		return Response{}, err
	}
	return v.printedAs(d)
}

// printFeedbackSlips shows slips for those whose work changes.
func printFeedbackSlips(_ context.Context, v *visit) (Response, error) {
	return v.printedAs(paper.FeedbackSlips(v.Locale, v.paperAsked()))
}

// passState says who starts first, as far as that is written down.
func (v *visit) passState() string {
	for _, r := range v.book().Records("wave") {
		return v.F("starting first: %s", clip(firstLine(r.Title()), 60))
	}
	if v.has("area") {
		return v.T("our areas are named")
	}
	return v.T("when we want to")
}
