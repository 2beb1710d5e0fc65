package ui

import (
	"cmp"
	"context"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// path returns where the sheet stands in a notebook.
func (s sheet) path(v *visit) string { return v.on(notebook.KindOf(s.kind).Sheet) }

// name returns what the group calls the sheet.
func (s sheet) name(v *visit) string {
	if s.kind == "protocol" {
		return v.wordMany()
	}
	return v.T(notebook.KindOf(s.kind).Many)
}

// addText returns what the button for a new one says.
func (s sheet) addText(v *visit) string {
	if own := v.choice("protocol_word"); s.kind == "protocol" && own != "" {
		return v.F("Add: %s", own)
	}
	return v.T(s.add)
}

// showSheet shows the records of a kind: as a table that becomes labelled cards
// on a phone, or as cards where they are read one by one.
func showSheet(kind string) func(context.Context, *visit) (Response, error) {
	return func(_ context.Context, v *visit) (Response, error) {
		v.args["kind"] = kind
		s, ok := v.sheet()
		if !ok {
			return Response{}, workspace.ErrNotFound
		}
		list := v.book().Records(kind)
		whose, lead := html.Node{}, v.own(v.T(s.lead))
		if kind == "risk" {
			list, whose = v.book().RisksOf(v.of()), v.whoseRisks(v.on("risks"), "")
			lead = cmp.Or(v.hersAlone(v.of()), lead)
		}
		if len(list) == 0 {
			return v.page(page{Heading: s.name(v), Lead: cmp.Or(v.hersAlone(v.of()), v.own(v.T(s.purpose))), Place: s.place, Body: html.All(
				v.around(s), whose, v.gone(), v.pausedAt(s), v.emptySheet(s), v.alongside(s))}), nil
		}
		if kind == "risk" && v.req.Query.Get("by") == "weight" {
			list = notebook.Heaviest(list)
		}
		if kind == "habit" {
			list = byWhose(list)
		}
		part, pager := v.paged(kind, list)
		return v.page(page{Heading: s.name(v), Lead: lead, Place: s.place, Wide: true, Body: html.All(
			v.around(s), whose, v.gone(), v.pausedAt(s), v.apart(part),
			html.If(kind == "row", v.planLife()),
			html.E("div.go.tools", v.begin(s), html.If(s.ideas && v.of() == (notebook.ID{}), link(v.on("ideas", kind), "", v.T("Ideas to start from")))),
			v.sheetBody(s, part), pager,
			html.If(kind == "row", v.planQuestions()), v.alongside(s),
			v.keeping(s),
		)}), nil
	}
}

func (v *visit) sheetBody(s sheet, list []*notebook.Record) html.Node {
	switch s.kind {
	case "actor":
		return v.trust(list)
	case "protocol":
		return v.protocolList(list)
	case "risk":
		if v.of() != (notebook.ID{}) {
			break
		}
		return html.All(v.table(s, list, v.T("In the plan"), v.toRow()), v.taps(s))
	case "activity":
		return html.All(v.table(s, list, v.wordOne(), v.toProtocol()), v.taps(s))
	case "habit":
		return v.habitGroups(list)
	case "training":
		return v.table(s, list, v.T("Where it comes from"), v.origins)
	case "proposal":
		return v.table(s, list, v.T("How far we are"), v.toRound)
	}
	return v.table(s, list, "", nil)
}

// alongside is what belongs to a sheet besides its records.
func (v *visit) alongside(s sheet) html.Node {
	switch s.kind {
	case "training":
		return v.collected()
	case "source":
		return v.addressNote(s.kind)
	}
	return html.Node{}
}

// addressNote says beside every address what opening it tells. The program
// itself makes no link of it, so that no browser fetches it beforehand.
func (v *visit) addressNote(kind string) html.Node {
	return html.If(kind == "source", html.W("p.note", v.T("Opening an address tells that place, and the network, that someone here looks. This program opens none of them.")))
}

// begin returns the two ways to a new record: a form, or one question a page.
func (v *visit) begin(s sheet) html.Node {
	if s.add == "" {
		return html.Node{}
	}
	if s.kind == "actor" {
		return v.beginTrust(s)
	}
	if her := v.of(); her != (notebook.ID{}) {
		return link(v.on("new", s.kind)+ofHer(her, "?"), "button", s.addText(v))
	}
	return html.All(
		link(v.on("new", s.kind), "button", s.addText(v)),
		link(v.on("ask", s.kind), "button.second", v.T("One question at a time")))
}

// emptySheet shows an example from a collective that does not exist, and one
// thing to do.
func (v *visit) emptySheet(s sheet) html.Node {
	if s.kind == "actor" {
		return v.beforeTrust(s)
	}
	k := notebook.KindOf(s.kind)
	var list []html.Node
	for _, f := range k.Fields {
		if f.Example != "" && f.Column {
			list = append(list, html.W("dt", v.label(&f)), html.W("dd", v.own(v.T(f.Example))))
		}
	}
	if s.add == "" {
		return html.E("p.go", link(v.on(s.place), "button", v.T("To the plan of today")))
	}
	return html.All(
		html.E("section.card", html.W("h2", v.T("So it could look, in an invented group")), html.E("dl", list...)),
		html.E("p.go", link(v.on("new", s.kind)+ofHer(v.of(), "?"), "button", s.addText(v))))
}

// around returns the pages that stand beside a sheet, at the same station.
func (v *visit) around(s sheet) html.Node { return v.aroundStation(s.place) }

// aroundStation returns the sheets and pages of a station, "" where there are
// none. The sheets of passing it on stand together on a page of their own.
func (v *visit) aroundStation(place string) html.Node {
	var links []html.Node
	add := func(path, text string, here bool) {
		links = append(links, html.E("li", html.E("a", html.A("href", path), html.If(here, html.A("aria-current", "page")), html.Text(text))))
	}
	for _, other := range v.sheets() {
		if other.place == place && place != "pass" {
			add(other.path(v), other.name(v), v.req.Path == other.path(v) && v.req.Query.Get("by") == "")
		}
	}
	if place == "risks" {
		add(v.on("risks")+"?by=weight"+ofHer(v.of(), "&"), v.T("Heaviest first"), v.req.Query.Get("by") == "weight")
	}
	for _, n := range nearby() {
		if n.place == place {
			add(v.on(n.path), v.own(v.T(n.text)), v.req.Path == v.on(n.path))
		}
	}
	if place == "live" && v.work.Own() {
		add(v.on("touch"), v.T("Keeping in touch"), v.req.Path == v.on("touch"))
	}
	if links == nil {
		return html.Node{}
	}
	return html.E("nav", html.A("aria-label", v.T("Near here")), html.E("ul", links...))
}

// keeping returns what can be done with a sheet as a whole.
func (v *visit) keeping(s sheet) html.Node {
	return html.E("nav", html.A("aria-label", v.T("This sheet")), html.E("ul",
		html.E("li", link(v.on("order", s.kind), "", v.T("Change the order"))),
		html.If(s.add != "", html.E("li", link(v.on("print", notebook.KindOf(s.kind).Sheet), "", v.T("Print this sheet")))),
		html.If(s.kind == "row", html.All(html.E("li", link(v.on("share"), "", v.T("Share some of it"))),
			html.E("li", link(v.on("plan", "finish"), "", v.T("Finish this plan"))))),
		html.If(!stays(s.kind), html.E("li", link(v.on("history"), "", v.T("What we wrote, and when")))),
		html.E("li", link(v.binOf(s.kind), "", v.T("What was removed")))))
}

// gone says, after something was removed, that it can come back.
func (v *visit) gone() html.Node {
	kind, id, _ := split2(v.req.Query.Get("gone"))
	at, err := notebook.ParseID(id)
	if err != nil {
		return html.Node{}
	}
	r := v.book().Look(notebook.Ref{Kind: kind, ID: at})
	if r == nil || !r.Removed {
		return html.Node{}
	}
	return html.E("div.beside", html.A("role", "status"),
		html.E("p", html.Text(v.T("Removed. It can come back for 30 days:")+" "), html.E("bdi", html.Text(clip(firstLine(r.Title()), 90)))),
		v.form(v.on("bin", kind, id), html.W("button.small", v.T("Bring it back"))))
}

// apart names the records on this page in which something stands side by side.
func (v *visit) apart(list []*notebook.Record) html.Node {
	var items []html.Node
	for _, r := range list {
		if f := besideField(r); f != nil {
			items = append(items, html.E("li", html.E("bdi", link(v.on(r.Kind, r.ID.String(), "beside", f.Name), "", clip(firstLine(r.Title()), 90)))))
		}
	}
	if items == nil {
		return html.Node{}
	}
	return html.E("div.beside", html.W("p", v.T("Two of us wrote at the same time. Both texts are kept until we choose:")), html.E("ul", items...))
}

// besideField returns the first field in which values stand side by side.
func besideField(r *notebook.Record) *notebook.Field {
	k := notebook.KindOf(r.Kind)
	for i := range k.Fields {
		if !k.Fields[i].Hidden && r.Beside(k.Fields[i].Name) != nil {
			return &k.Fields[i]
		}
	}
	return nil
}

// subject returns the record that {kind} and {id} name, with its sheet.
func (v *visit) subject() (sheet, *notebook.Record, error) {
	s, ok := v.sheet()
	if !ok {
		return s, nil, workspace.ErrNotFound
	}
	r, err := v.record(s.kind)
	return s, r, err
}
