package ui

import (
	"context"
	"errors"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showNew shows the form for a new record: what is asked first, and no more.
// The form has the record's id already, so that it is saved while it is written.
func showNew(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	if !ok || s.add == "" {
		return Response{}, workspace.ErrNotFound
	}
	if open, ok := v.openInstead(s.kind, false); ok {
		return open, nil
	}
	k := notebook.KindOf(s.kind)
	return v.newPage(s, v.inputs(k, nil), v.freshID()), nil
}

func (v *visit) newPage(s sheet, in *inputs, id notebook.ID) Response {
	var fields []html.Node
	for i := range in.kind.Fields {
		if f := &in.kind.Fields[i]; f.Heart {
			fields = append(fields, in.question(f))
		}
	}
	var hints []html.Node
	if s.ideas {
		hints = append(hints, html.E("li", link(v.on("ideas", s.kind), "", v.T("Ideas to start from"))))
	}
	hints = append(hints, html.E("li", link(v.on("ask", s.kind), "", v.T("One question at a time"))))
	return v.page(page{Heading: s.addText(v), Over: v.invented(v.of()), Place: s.place, Faults: in.faults,
		Lead: v.T("Only the first answer is needed. Everything else can wait."),
		Body: html.All(html.E("nav", html.A("aria-label", v.T("Another way")), html.E("ul", hints...)),
			v.addressNote(s.kind), v.recordForm(v.on(s.kind, id.String()), nil, html.All(html.All(fields...), v.hersToo(), v.keepOther(s.kind))))})
}

// recordForm is the form of one record. It saves by itself where app.js runs, and
// says when it was saved.
func (v *visit) recordForm(action string, r *notebook.Record, fields html.Node) html.Node {
	said := ""
	if r != nil {
		if hour := v.hourOf(newest(r)); hour != "" {
			said = v.F("Saved on this device at %s", hour)
		}
	}
	return v.form(action, html.On("data-autosave"), fields,
		html.E("div.go", html.W("button", v.T("Save"))),
		v.savedLine(said))
}

// savedLine is where a form says when it was saved.
func (v *visit) savedLine(said string) html.Node {
	return html.E("p.saved", html.A("role", "status"), html.On("data-saved"), html.A("data-words", v.T("Saved on this device at %s")), html.Text(said))
}

// newest returns when something was last written in a record.
func newest(r *notebook.Record) int64 {
	last := int64(0)
	for _, values := range r.Fields {
		for _, value := range values {
			last = max(last, value.Time)
		}
	}
	return last
}

// showRecord shows a record: what is asked first, the rest when it is wanted,
// what it is linked to, and what can be done with it.
func showRecord(_ context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err != nil {
		return Response{}, err
	}
	return v.recordPage(s, r, v.inputs(notebook.KindOf(s.kind), r)), nil
}

func (v *visit) recordPage(s sheet, r *notebook.Record, in *inputs) Response {
	return v.page(page{Over: v.about(r), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true,
		Place: s.place, Faults: in.faults, Body: html.All(
			v.around(s), v.asks(r), v.onward(r),
			v.recordForm(v.on(s.kind, r.ID.String()), r, html.All(v.hearts(in), v.rest(in))),
			v.addressNote(r.Kind), v.originsBeneath(r), v.twoReadings(r), v.linked(r), v.doing(s, r))})
}

func (v *visit) hearts(in *inputs) html.Node {
	var list []html.Node
	for i := range in.kind.Fields {
		if f := &in.kind.Fields[i]; f.Heart {
			list = append(list, in.field(f))
		}
	}
	return html.All(list...)
}

// rest holds the other fields, folded away. It stands open where one of them
// needs a look, and where they are the sheet's whole sense.
func (v *visit) rest(in *inputs) html.Node {
	list := []html.Node{html.Node{}, html.W("summary", v.T("More, when wanted"))}
	for i := range in.kind.Fields {
		f := &in.kind.Fields[i]
		if f.Heart || f.Hidden {
			continue
		}
		if in.kind.Stays || in.record.Beside(f.Name) != nil || slices.ContainsFunc(in.faults, func(x fault) bool { return x.ID == "f-"+f.Name }) {
			list[0] = html.On("open")
		}
		list = append(list, in.field(f))
	}
	if len(list) == 2 {
		return html.Node{}
	}
	return html.E("details.more", list...)
}

// saveRecord takes a record's form in, whether the record is new or not.
func saveRecord(ctx context.Context, v *visit) (Response, error) {
	s, ok := v.sheet()
	id, err := notebook.ParseID(v.arg("id"))
	if !ok || err != nil {
		return Response{}, workspace.ErrNotFound
	}
	ref := notebook.Ref{Kind: s.kind, ID: id}
	var fault *workspace.FieldError
	err = v.save(ctx, ref)
	switch r := v.book().Get(ref); {
	case err == nil:
		return v.see(v.on(s.kind, id.String())), nil
	case !errors.As(err, &fault):
		return Response{}, err
	case r == nil:
		return v.newPage(s, v.again(notebook.KindOf(s.kind), nil, err), id), nil
	default:
		return v.recordPage(s, r, v.again(notebook.KindOf(s.kind), r, err)), nil
	}
}

// onward is the next step that a record offers, in one tap.
func (v *visit) onward(r *notebook.Record) html.Node {
	path := v.on(r.Kind, r.ID.String())
	switch r.Kind {
	case "persona":
		return html.E("p.onward", link(v.on("risks")+ofHer(r.ID, "?"), "button.small", v.T("See her risks")))
	case "risk":
		if her := notebook.PersonaOf(r); her != (notebook.ID{}) {
			return html.E("p.onward", link(v.on("risks")+ofHer(her, "?"), "button.small", v.T("See her risks")))
		}
		for row := range v.book().Linking(r, "row", "risks") {
			return html.E("p.onward", link(v.on("row", row.ID.String()), "button.small", v.T("See its row")))
		}
		return v.form(path+"/row", html.E("p.onward", html.W("button.small", v.T("Make a row of it"))))
	case "activity":
		for p := range v.book().Linking(r, "protocol", "activity") {
			return html.E("p.onward", link(v.on("card", p.ID.String()), "button.small", clip(p.Title(), 60)))
		}
		if r.Get("needs") != "no" {
			return v.form(path+"/protocol", html.E("p.onward", html.W("button.small", v.own(v.T("Begin its protocol")))))
		}
	case "habit":
		return v.toAction(r)
	case "checkin":
		return v.aboutCheckin(r)
	case "choice":
		return html.If(v.work.Own(), html.E("p.onward", link(path+"/share-to", "button.small", v.T("Put it into another notebook"))))
	case "protocol":
		return html.E("p.onward", link(v.on("card", r.ID.String()), "button.small", v.T("Read it as cards")))
	case "proposal":
		return html.E("p.onward", link(path+"/round", "button.small", v.T("Ask each of us")))
	case "indicator":
		if r.Get("sort") == "incident" && r.Get("what") == "" {
			return html.E("p.onward", link(path+"/ask/what", "button.small", v.T("Four questions after an incident")))
		}
	case "tool":
		return html.E("p.onward", link(v.on("tools", "beside")+"?a="+r.ID.String(), "button.small", v.T("Put another beside it")),
			html.Text(" "), link(v.on("print", "tool", r.ID.String()), "button.small", v.T("Print")))
	}
	return html.Node{}
}

func (v *visit) links(heading string, list []*notebook.Record) html.Node {
	if len(list) == 0 {
		return html.Node{}
	}
	var items []html.Node
	for _, r := range list {
		items = append(items, html.E("li", auto(), link(v.pathOf(r), "", clip(firstLine(r.Title()), titleBytes)), v.standing(r)))
	}
	return html.E("section", html.W("h2", heading), html.E("ul.linked", items...))
}

// pathOf returns where a record is read: a protocol as cards, a proposal where
// it is answered to.
func (v *visit) pathOf(r *notebook.Record) string {
	switch r.Kind {
	case "protocol":
		return v.on("card", r.ID.String())
	case "proposal":
		return v.ofProposal(r, "round")
	}
	return v.on(r.Kind, r.ID.String())
}

// doing is what can be done with a record as a whole.
func (v *visit) doing(s sheet, r *notebook.Record) html.Node {
	path := v.on(s.kind, r.ID.String())
	first := guided(notebook.KindOf(s.kind))[0].Name
	return html.E("section.doing", html.W("h2", v.T("And also")),
		html.E("ul",
			html.If(s.add != "", html.E("li", link(path+"/ask/"+first, "", v.T("Go through it, one question at a time")))),
			html.E("li", link(path+"/history", "", v.T("What we wrote, and when"))),
			v.toWhoSees(r), v.toCopy(r),
			html.E("li", link(v.on("order", s.kind), "", v.T("Change the order")))),
		v.form(path+"/remove", html.E("div.go", html.W("button.second", v.T("Remove")),
			link(path+"/forget", "", v.T("Delete now, without a trace here")))),
		html.W("p.hint", v.T("What is removed can come back for 30 days. What is deleted now can't.")))
}

// removeRecord removes a record, and leads to where it can be brought back.
func removeRecord(ctx context.Context, v *visit) (Response, error) {
	s, r, err := v.subject()
	if err != nil {
		return Response{}, err
	}
	if err := v.work.Remove(ctx, r.Ref); err != nil {
		return Response{}, err
	}
	return v.see(s.path(v) + "?gone=" + s.kind + "." + r.ID.String()), nil
}
