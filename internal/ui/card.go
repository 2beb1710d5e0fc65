package ui

import (
	"context"
	"strconv"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// The three parts of a protocol, and what its everyday version says besides.
func parts() []string    { return []string{"before", "during", "after"} }
func everyday() []string { return []string{"starts", "silence", "contacts", "calloff", "care"} }

// protocolList shows each protocol as a card with the way into it.
func (v *visit) protocolList(list []*notebook.Record) html.Node {
	k := notebook.KindOf("protocol")
	cards := make([]html.Node, 0, len(list))
	for _, r := range list {
		var counts []string
		for _, name := range parts() {
			if n := len(notebook.Items(r.Get(name))); n > 0 {
				counts = append(counts, v.label(k.Field(name))+": "+v.Number(n))
			}
		}
		again := html.Node{}
		if review := r.Get("review"); review != "" {
			again = html.W("p.quiet", v.F("Look at it again: %s", v.Date(review)))
		}
		cards = append(cards, html.E("li.card", html.E("h2", auto(), link(v.on("card", r.ID.String()), "", clip(r.Title(), titleBytes))),
			html.E("p", auto(), html.Text(clip(r.Get("purpose"), cellBytes/2))), html.W("p.quiet", strings.Join(counts, " · ")), again,
			html.E("p", html.E("a", html.A("href", v.on("card", r.ID.String(), "everyday")), html.Text(v.T("Everyday version")), html.E("span.vh", auto(), html.Text(" "+clip(r.Title(), 60)))))))
	}
	return html.E("ul.cards", cards...)
}

// showCard shows a protocol to read: before, meanwhile and afterwards as three
// cards, and beneath them what helps when something goes another way.
func showCard(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("protocol")
	if err != nil {
		return Response{}, err
	}
	s, _ := sheetOf("protocol")
	path := v.on("protocol", r.ID.String())
	return v.page(page{Over: v.wordOne(), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Place: s.place, Wide: true, Body: html.All(
		v.around(s),
		html.If(r.Get("purpose") != "", html.E("p.lead", auto(), html.Text(r.Get("purpose")))),
		v.asks(r),
		html.E("div.go", link(path, "button", v.T("Write in it")), link(v.on("card", r.ID.String(), "everyday"), "button.second", v.T("Everyday version")),
			link(v.on("protocol", r.ID.String(), "versions"), "", v.T("Versions side by side")), link(v.on("print", "card", r.ID.String()), "", v.T("Print"))),
		v.partCards(r, path),
		v.practice(r), v.cardQuestions(r, path),
		v.others(r, append(parts(), "title", "purpose", "note", "talked", "sure")),
	)}), nil
}

// partCards are the three lists of a protocol, side by side where there is room.
func (v *visit) partCards(r *notebook.Record, path string) html.Node {
	var cards []html.Node
	for _, name := range parts() {
		cards = append(cards, v.partCard(r, notebook.KindOf("protocol").Field(name), path))
	}
	return html.E("div.cards.parts", cards...)
}

// partCard is one list of a protocol. After some measures there is a pause; many of
// them are kindly spoken of.
func (v *visit) partCard(r *notebook.Record, f *notebook.Field, path string) html.Node {
	items := notebook.Items(r.Get(f.Name))
	first, second := items[:min(len(items), notebook.Pause)], items[min(len(items), notebook.Pause):]
	list := []html.Node{html.W("h2", v.label(f))}
	if len(items) == 0 {
		list = append(list, html.E("p", link(path+"/answer/"+f.Name, "", v.own(v.T(f.Question)))))
	} else {
		list = append(list, measures(first, 1))
	}
	if len(second) > 0 {
		list = append(list, html.W("p.quiet", v.T("A breath.")), measures(second, notebook.Pause+1))
	}
	if len(items) > notebook.Many {
		list = append(list, html.W("p.note", v.T("These are many. Fewer are easier to live by. What could go together?")))
	}
	if r.Beside(f.Name) != nil {
		list = append(list, html.E("p", link(path+"/beside/"+f.Name, "", v.T("Two texts stand side by side here."))))
	}
	return html.E("section.card", list...)
}

func measures(items []string, from int) html.Node {
	list := []html.Node{html.If(from > 1, html.A("start", strconv.Itoa(from)))}
	for _, item := range items {
		list = append(list, html.E("li", auto(), html.Text(item)))
	}
	return html.E("ol", list...)
}

// cardQuestions asks once for each protocol about care and about bodies and
// places. It can be put away.
func (v *visit) cardQuestions(r *notebook.Record, path string) html.Node {
	k := notebook.KindOf("protocol")
	for _, name := range []string{"care", "physical"} {
		if r.Get(name) == "" && !v.hides(name+"."+r.ID.String()) {
			return v.offer(name+"."+r.ID.String(), v.label(k.Field(name)), v.T(k.Field(name).Question),
				link(path+"/answer/"+name, "button.second", v.T("Answer it")))
		}
	}
	return html.Node{}
}

// others shows the other fields that are filled.
func (v *visit) others(r *notebook.Record, but []string) html.Node {
	skip := map[string]bool{}
	for _, name := range but {
		skip[name] = true
	}
	var list []html.Node
	for i := range notebook.KindOf(r.Kind).Fields {
		f := &notebook.KindOf(r.Kind).Fields[i]
		if skip[f.Name] || f.Hidden {
			continue
		}
		if texts := v.whole(r, f, 0); len(texts) > 0 {
			list = append(list, html.W("dt", v.label(f)), html.E("dd", texts...))
		}
	}
	if list == nil {
		return html.Node{}
	}
	return html.E("dl.have", list...)
}

// whole returns what stands in a field with its lines, cut after so many bytes;
// 0 cuts nothing.
func (v *visit) whole(r *notebook.Record, f *notebook.Field, most int) []html.Node {
	if f.Type == notebook.Refs {
		return v.refsCell(r, f)
	}
	var nodes []html.Node
	for _, text := range r.Set(f.Name) {
		text = v.words(f, text)
		if most > 0 {
			text = clip(text, most)
		}
		nodes = append(nodes, html.E("p.lines", written(text), html.Text(text)))
	}
	return nodes
}

// showEveryday is a protocol as one calm page for every day.
func showEveryday(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("protocol")
	if err != nil {
		return Response{}, err
	}
	k := notebook.KindOf("protocol")
	var list []html.Node
	for _, name := range parts() {
		if items := notebook.Items(r.Get(name)); len(items) > 0 {
			list = append(list, html.W("h2", v.label(k.Field(name))), measures(items, 1))
		}
	}
	for _, name := range everyday() {
		if texts := v.whole(r, k.Field(name), 0); len(texts) > 0 {
			list = append(list, html.W("h2", v.label(k.Field(name))), html.All(texts...))
		}
	}
	return v.page(page{Over: v.T("Everyday version"), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Place: "protocols", Body: html.All(
		html.E("div.everyday", list...), html.E("div.go", link(v.on("print", "everyday", r.ID.String()), "button.second", v.T("Print")),
			link(v.on("card", r.ID.String()), "", v.T("Everything about it"))))}), nil
}
