package ui

import (
	"context"
	"errors"
	"slices"
	"sort"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// lookAgain is after how many months we offer to look at something again.
const lookAgain = 6

// showAgreements shows what can be agreed on, and what was.
func showAgreements(_ context.Context, v *visit) (Response, error) {
	return v.agreements(nil), nil
}

func (v *visit) agreements(faults []fault) Response {
	list := []html.Node{v.agreeCard(workspace.PlanSubject, v.T("The plan"), false)}
	for _, r := range v.book().Records("protocol") {
		list = append(list, v.agreeCard(r.ID.String(), r.Title(), true))
	}
	lead := v.T("We say yes together, on a day. That version stays as it is, and the notebook goes on.")
	if v.alone() {
		lead = v.T("I say yes to it, on a day. That version stays as it is, and the notebook goes on.")
	}
	return v.page(page{
		Heading: v.T("Agree"), Place: "agree", Lead: lead, Faults: faults,
		Body: html.All(v.aroundStation("agree"), html.All(list...), v.agreedList()),
	})
}

// agreeCard offers to agree on one thing: one tap, or with words and days.
func (v *visit) agreeCard(subject, title string, typed bool) html.Node {
	latest := v.latest(subject)
	said := v.T("Not agreed yet.")
	if latest != nil {
		said = v.F("Agreed together on %s.", v.Date(latest.Get("on")))
	}
	return html.E("section.card", html.E("h2", html.If(typed, auto()), html.Text(title)), html.W("p", said),
		v.form(v.on("agreements"),
			hidden("subject", subject),
			html.E("details", html.W("summary", v.T("Days and words, if you like")),
				v.dayBox("on-"+subject, "on", v.T("On which day?"), v.today()),
				v.dayBox("again-"+subject, "again", v.T("When do we look at it again?"), v.monthsOn(lookAgain)),
				html.E("div.ask", html.E("label", html.A("for", "words-"+subject), html.Text(v.T("Is there something to write down with it?"))),
					html.W("p.hint", v.T("A worry, a wish, a thank-you.")),
					html.E("textarea", html.A("id", "words-"+subject), html.A("name", "words"), html.A("rows", "3"), off(), auto()))),
			html.E("p.go", html.W("button", v.T("Agreed together today")))))
}

func (v *visit) dayBox(id, name, label, value string) html.Node {
	return html.E("div.ask", html.E("label", html.A("for", id), html.Text(label)),
		html.E("input.short", html.A("type", "date"), html.A("id", id), html.A("name", name), html.A("value", value), off()))
}

func hidden(name, value string) html.Node {
	return html.E("input", html.A("type", "hidden"), html.A("name", name), html.A("value", value), off())
}

// monthsOn returns the day so many months from today.
func (v *visit) monthsOn(months int) string {
	return v.now().AddDate(0, months, 0).Format(time.DateOnly)
}

// latest returns the newest agreement on a subject, or nil.
func (v *visit) latest(subject string) *notebook.Record {
	for _, r := range v.agreed() {
		if r.Get("subject") == subject {
			return r
		}
	}
	return nil
}

// agreed returns all agreements, the newest day first.
func (v *visit) agreed() []*notebook.Record {
	list := slices.Clone(v.book().Records("agreement"))
	slices.Reverse(list)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Get("on") > list[j].Get("on") })
	return list
}

func (v *visit) agreedList() html.Node {
	var list []html.Node
	for _, r := range v.agreed() {
		again := html.Node{}
		if day := r.Get("again"); day != "" {
			again = html.W("p.quiet", v.F("We look at it again on %s.", v.Date(day)))
		}
		list = append(list, html.E("li.card", html.E("p", html.E("a", html.A("href", v.on("agreement", r.ID.String())), auto(), html.Text(r.Title())),
			html.Text(" · "+v.Date(r.Get("on")))), again))
	}
	if list == nil {
		return html.Node{}
	}
	return html.All(html.W("h2", v.T("What we agreed on")), html.E("ul.cards", list...))
}

// agree fixes a version.
func agree(ctx context.Context, v *visit) (Response, error) {
	on := v.req.Form.Get("on")
	if on == "" {
		on = v.today()
	}
	ref, err := v.work.Agree(ctx, v.req.Form.Get("subject"), on, v.req.Form.Get("again"), v.req.Form.Get("words"))
	var f *workspace.FieldError
	if errors.As(err, &f) {
		return v.agreements([]fault{{f.Field + "-" + v.req.Form.Get("subject"), v.problem(f.Problem)}}), nil
	}
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("agreement", ref.ID.String())), nil
}

// version returns the agreement that the path names, with its version.
func (v *visit) version() (workspace.Agreed, paper.Document, error) {
	r, err := v.record("agreement")
	if err != nil {
		return workspace.Agreed{}, paper.Document{}, err
	}
	a, err := v.work.Agreed(r.Ref)
	if err != nil {
		return workspace.Agreed{}, paper.Document{}, err
	}
	return a, paper.Agreed(a.Record, a.Book, v.Locale, v.paper()), nil
}

// showAgreement shows the version as it stood, and what changed since.
func showAgreement(_ context.Context, v *visit) (Response, error) {
	a, d, err := v.version()
	if err != nil {
		return Response{}, err
	}
	lead := d.Lead
	d.Lead = ""
	return v.page(page{
		Heading: a.Record.Title(), Typed: true, Over: v.T("Agreed together"), Lead: lead, Place: "agree", Wide: true,
		Body: html.All(
			html.E("p.go", link(v.on("print", "agreed", a.Record.ID.String()), "button", v.T("Print this version")), link(v.on("agreements"), "button.second", v.T("Back to agreeing"))),
			v.since(a), html.W("h2", v.T("As we agreed on it")), v.document(d)),
	}), nil
}

// since says in words what changed after an agreement.
func (v *visit) since(a workspace.Agreed) html.Node {
	title := html.W("h2", v.T("What changed since"))
	if len(a.Since) == 0 {
		return html.All(title, html.W("p", v.T("Nothing. It is still as we agreed.")))
	}
	var list []html.Node
	for _, d := range a.Since {
		list = append(list, v.difference(d))
	}
	return html.All(title, html.E("ul.cards", list...))
}

func (v *visit) difference(d notebook.Difference) html.Node {
	name := html.E("bdi", html.Text(clip(d.Title, titleBytes)))
	switch d.How {
	case notebook.Added:
		return html.E("li.card", html.W("p.over", v.T("New")), html.E("p", name))
	case notebook.Gone:
		return html.E("li.card", html.W("p.over", v.T("Taken out")), html.E("p", name))
	}
	f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
	return html.E("li.card", html.W("p.over", v.label(f)), html.E("p", name), html.E("dl",
		html.W("dt", v.T("Then")), html.E("dd", auto(), html.Text(v.orNothing(f, d.Before))),
		html.W("dt", v.T("Now")), html.E("dd", auto(), html.Text(v.orNothing(f, d.After)))))
}

// orNothing returns what people read of a value, and a word for none.
func (v *visit) orNothing(f *notebook.Field, text string) string {
	if text == "" {
		return v.T("nothing yet")
	}
	return clip(v.words(f, text), cellBytes)
}
