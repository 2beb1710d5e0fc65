package ui

import (
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// Who she trusts stands in a woman's own notebook only. Its records are named
// on its own pages, which she asks for, and on no other.

// twinOf returns the field in which the question of a field is answered for
// work, or nil for a question that is answered once.
func twinOf(k *notebook.Kind, f *notebook.Field) *notebook.Field {
	if question, ok := strings.CutSuffix(f.Name, notebook.Life); ok {
		return k.Field(question + notebook.Work)
	}
	return nil
}

// isTwin says whether a field is the second one in which a question is answered.
func isTwin(f *notebook.Field) bool { return strings.HasSuffix(f.Name, notebook.Work) }

// askedTwice returns a field as a guided form asks it, with its twin beneath.
func (in *inputs) askedTwice(f *notebook.Field) html.Node {
	twin := twinOf(in.kind, f)
	if twin == nil {
		return in.question(f)
	}
	v := in.v
	return html.All(html.W("h2", v.T(f.Question)), html.W("p.hint", v.T(f.Why)),
		in.block(f, v.label(f), "", ""), in.block(twin, v.label(twin), "", ""))
}

// onPaper leads to the blank sheet, with what paper means beside it.
func (v *visit) onPaper(class string) html.Node {
	return link(v.on("print", "trust")+"?blank=1", class, v.T("Only on paper: a blank sheet"))
}

// beginTrust returns the ways to answer, paper first.
func (v *visit) beginTrust(s sheet) html.Node {
	return html.All(v.onPaper("button"), link(v.on("ask", s.kind), "button.second", v.T("One question at a time")),
		link(v.on("new", s.kind), "", s.addText(v)))
}

// beforeTrust stands there while nothing is written.
func (v *visit) beforeTrust(s sheet) html.Node {
	return html.All(
		html.E("div.card", html.W("p", v.T("Five questions about each of them, for my own life and for my work. I can stop at any of them.")),
			html.W("p", v.T("Perhaps paper is the better place: I can write, look, and tear it up.")),
			html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(notebook.KindOf(s.kind).Fields[0].Example)))),
		v.paperNote(), html.E("div.go", v.beginTrust(s)))
}

// paperNote says what paper means.
func (v *visit) paperNote() html.Node {
	return html.W("p.note", v.T("Paper is not sealed. Whoever finds it can read it. We choose where it lies, and when it goes."))
}

// ring is one ring of the picture, and the list that says the same.
type ring struct {
	at         notebook.Ring
	name, rule string
}

// rings returns them from the inside outwards; what is not placed comes last.
func rings() []ring {
	return []ring{
		{notebook.Close, locale.Msg("Near"), locale.Msg("I trust them, also with my information, and they are surely not watching me.")},
		{notebook.Halfway, locale.Msg("Halfway"), locale.Msg("I trust them, but one of these answers is not a plain yes.")},
		{notebook.Outside, locale.Msg("Further out"), locale.Msg("I do not trust them, or they could be watching me.")},
		{notebook.Unplaced, locale.Msg("Not placed yet"), locale.Msg("Whether I trust them is still open. It may stay open.")},
	}
}

// side returns which side of life is looked at.
func (v *visit) side() string {
	if v.req.Query.Get("for") == "work" {
		return notebook.Work
	}
	return notebook.Life
}

// trust shows actors in their rings: as a picture, and as lists that say the
// same in words.
func (v *visit) trust(actors []*notebook.Record) html.Node {
	side := v.side()
	var placed [4][]numbered // by Ring
	n := 0
	for _, ring := range rings() {
		for _, r := range actors {
			if notebook.RingOf(r, side) == ring.at {
				n++
				placed[ring.at] = append(placed[ring.at], numbered{n, r})
			}
		}
	}
	var lists []html.Node
	for _, ring := range rings() {
		lists = append(lists, v.ringList(ring, placed[ring.at], side))
	}
	return html.All(v.sides(side), html.E("div.two", v.ringPicture(placed), html.E("div", lists...)), v.paperNote())
}

// numbered is an actor with the number that stands for her on the page.
type numbered struct {
	number int
	actor  *notebook.Record
}

// sides lead from her own life to her work and back.
func (v *visit) sides(side string) html.Node {
	item := func(path, text string, here bool) html.Node {
		return html.E("li", html.E("a", html.A("href", path), html.If(here, html.A("aria-current", "true")), html.Text(text)))
	}
	return html.E("div.go", html.E("nav", html.A("aria-label", v.T("Which side of life")), html.E("ul",
		item(v.on("trust"), v.T("In my own life"), side == notebook.Life),
		item(v.on("trust")+"?for=work", v.T("In my work"), side == notebook.Work))))
}

// ringList says in words who stands in a ring, and why.
func (v *visit) ringList(ring ring, list []numbered, side string) html.Node {
	if len(list) == 0 && ring.at == notebook.Unplaced {
		return html.Node{}
	}
	body := html.W("p", v.T("Nobody stands here."))
	if len(list) > 0 {
		var items []html.Node
		for _, p := range list {
			items = append(items, v.ringItem(p, side))
		}
		body = html.E("ol.rows.flow", items...)
	}
	return html.E("section", html.W("h2", v.T(ring.name)), html.W("p.hint", v.T(ring.rule)), body)
}

func (v *visit) ringItem(p numbered, side string) html.Node {
	k, path := notebook.KindOf("actor"), v.on("actor", p.actor.ID.String())
	says := html.Node{}
	switch {
	case notebook.Watching(p.actor, side):
		says = html.W("p", v.answered(k.Field("watch"+side), p.actor))
	case notebook.RingOf(p.actor, side) == notebook.Unplaced:
		says = html.E("p", link(path+"/answer/trust"+notebook.Life, "", v.T("Do I trust them?")))
	}
	sort := v.scaleWord(k.Field("sort"), p.actor.Get("sort"))
	return html.E("li", html.If(notebook.RingOf(p.actor, side) != notebook.Unplaced, html.W("span.dot", v.Number(p.number))), html.E("div",
		html.E("a", html.A("href", path), auto(), html.Text(clip(p.actor.Title(), titleBytes))),
		html.If(sort != "", html.W("p.quiet", sort)), says))
}
