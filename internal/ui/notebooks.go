package ui

import (
	"context"
	"strings"

	"amparo/internal/ui/html"
)

// showNotebooks lists the notebooks of the open vault.
func showNotebooks(_ context.Context, v *visit) (Response, error) {
	var list []html.Node
	for _, n := range v.desk.Notebooks() {
		list = append(list, html.E("li.card",
			html.E("h2", html.E("a", html.A("href", "/n/"+n.ID+"/home"), auto(), html.Text(n.Name))),
			html.E("p.quiet", link("/n/"+n.ID+"/name", "", v.T("Another name")), html.Text(" · "),
				link("/n/"+n.ID+"/remove", "", v.T("Remove it")))))
	}
	return v.page(page{Heading: v.T("Notebooks"), Wide: true,
		Lead: v.T("A notebook is for one circle of people. What others should see belongs in another one."),
		Body: html.All(html.E("ul.cards", list...),
			html.W("h2", v.T("A new notebook")),
			v.form("/notebooks", v.line("name", v.T("What is it called?"), v.T("Any name. It is only seen inside. It can stay empty.")),
				v.who(), html.E("div.go", html.W("button", v.T("Begin")))),
			v.withOthers(), v.toJoin(), v.ownWay()),
	}), nil
}

// ownWay leads from an open vault to one of her own. It leads through locking.
func (v *visit) ownWay() html.Node {
	if v.desk.Passing() {
		return html.Node{}
	}
	return html.E("section", html.W("h2", v.T("A notebook that only I can open")),
		html.W("p", v.T("What is in here opens for everyone who knows our words. A notebook with words of its own opens for me alone.")),
		v.form("/lock", hidden("next", "own"), html.W("p.hint", v.T("This one is locked first: only one is ever open.")),
			html.E("div.go", html.W("button.second", v.T("Lock, and go on to my own")))))
}

// who asks whose a new notebook is.
func (v *visit) who() html.Node {
	return html.E("fieldset.ask", html.W("legend", v.T("Who uses this?")), html.E("div.steps",
		radio("who", "us", v.T("Us"), true), radio("who", "me", v.T("Just me"), false)))
}

// radio is one answer outside of any record.
func radio(name, value, words string, chosen bool) html.Node {
	return html.E("label", html.E("input", html.A("type", "radio"), html.A("name", name), html.A("value", value), off(),
		html.If(chosen, html.On("checked"))), html.W("span", words))
}

func addNotebook(ctx context.Context, v *visit) (Response, error) {
	who := v.req.Form.Get("who")
	if who != "me" {
		who = "us"
	}
	if err := v.newNotebook(ctx, strings.TrimSpace(v.req.Form.Get("name")), who); err != nil {
		return Response{}, err
	}
	return v.see(v.on("home")), nil
}

// showName asks for another name.
func showName(_ context.Context, v *visit) (Response, error) {
	return v.namePage(nil), nil
}

func (v *visit) namePage(faults []fault) Response {
	in := inputs{v: v, faults: faults}
	return v.page(page{Heading: v.T("Another name"), Faults: faults, Body: v.form(v.on("name"),
		html.E("div.ask", html.E("label", html.A("for", "f-name"), html.Text(v.T("What is it called?"))), in.fault("f-name"),
			html.E("input", html.A("id", "f-name"), html.A("name", "name"), off(), auto(), html.A("value", v.work.Name()), in.described("f-name", false))),
		html.E("div.go", html.W("button", v.T("Save")), link("/notebooks", "", v.T("Leave it as it is"))))})
}

func saveName(ctx context.Context, v *visit) (Response, error) {
	name := strings.TrimSpace(v.req.Form.Get("name"))
	if name == "" {
		return v.namePage([]fault{{"f-name", v.T("A few words are needed here.")}}), nil
	}
	if err := v.desk.Rename(ctx, v.work.ID(), name); err != nil {
		return Response{}, err
	}
	return v.see("/notebooks"), nil
}

// askRemoveNotebook asks once more, as this can't be undone.
func askRemoveNotebook(_ context.Context, v *visit) (Response, error) {
	return v.page(page{Heading: v.T("Remove this notebook?"), Body: html.All(
		html.E("div.card", html.E("p.over", html.E("bdi", html.Text(v.work.Name()))),
			html.W("p", v.N("%d record is in it.", "%d records are in it.", len(v.book().All())))),
		html.W("p.note", v.T("It goes for good, with its keys and its history. A backup made before still holds it.")),
		v.form(v.on("remove"), html.E("div.go", html.W("button", v.T("Remove it for good")), link("/notebooks", "button.second", v.T("Keep it")))))}), nil
}

func removeNotebook(ctx context.Context, v *visit) (Response, error) {
	id := v.work.ID()
	v.app.current, v.work = "", nil
	if err := v.desk.RemoveNotebook(ctx, id); err != nil {
		return Response{}, err
	}
	return v.see("/notebooks"), nil
}
