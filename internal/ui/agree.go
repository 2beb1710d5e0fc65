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

// agreements is the page of what can be agreed on, the plan first, and of what
// was: one list, so that a long one goes over several pages.
func (v *visit) agreements(faults []fault) Response {
	list := append([]*notebook.Record{nil}, v.book().Records("protocol")...)
	part, pager := paging(v, append(list, v.agreed()...), agreeWeight)
	var cards, agreed []html.Node
	for _, r := range part {
		switch {
		case r == nil:
			cards = append(cards, v.agreeCard(workspace.PlanSubject, v.T("The plan"), false))
		case r.Kind == "protocol":
			cards = append(cards, v.agreeCard(r.ID.String(), clip(r.Title(), titleBytes), true))
		default:
			agreed = append(agreed, v.agreedItem(r))
		}
	}
	if agreed != nil {
		agreed = []html.Node{html.W("h2", v.T("What we agreed on")), html.E("ul.cards", agreed...)}
	}
	lead := v.T("We say yes together, on a day. That version stays as it is, and the notebook goes on.")
	if v.alone() {
		lead = v.T("I say yes to it, on a day. That version stays as it is, and the notebook goes on.")
	}
	return v.page(page{
		Heading: v.T("Agree"), Place: "agree", Lead: lead, Faults: faults,
		Body: html.All(v.aroundStation("agree"), v.waiting(), html.All(cards...), html.All(agreed...), pager),
	})
}

// agreeWeight is about how many bytes an item of the page takes.
func agreeWeight(r *notebook.Record) int {
	if r == nil || r.Kind == "protocol" {
		return 1400
	}
	return 360 + textWeight(clip(r.Title(), titleBytes))
}

// agreeCard offers to agree on one thing: one tap, or with words and days.
func (v *visit) agreeCard(subject, title string, typed bool) html.Node {
	latest := v.latest(subject)
	said := v.T("Not agreed yet.")
	if latest != nil {
		said = v.F("Agreed together on %s.", v.Date(latest.Get("on")))
	}
	return html.E("section.card", html.E("h2", html.If(typed, auto()), html.Text(title)), html.W("p", said),
		v.form(v.on("agreements")+v.samePage(),
			hidden("subject", subject),
			html.E("details", html.W("summary", v.T("Days and words, if you like")),
				v.dayBox("on-"+subject, "on", v.T("On which day?"), v.today()),
				v.dayBox("again-"+subject, "again", v.T("When do we look at it again?"), v.monthsOn(lookAgain)),
				v.wordsBox("words-"+subject, "")),
			html.E("p.go", html.W("button", v.T("Agreed together today")))),
		html.If(!v.alone(), v.form(v.on("propose"), hidden("subject", subject), html.E("p", html.W("button.link", v.T("Or ask each of us first"))))))
}

func (v *visit) dayBox(id, name, label, value string) html.Node {
	return html.E("div.ask", html.E("div", html.E("label", html.A("for", id), html.Text(label))),
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

func (v *visit) agreedItem(r *notebook.Record) html.Node {
	again := html.Node{}
	if day := r.Get("again"); day != "" {
		again = html.W("p.quiet", v.F("We look at it again on %s.", v.Date(day)))
	}
	return html.E("li.card", html.E("p", html.E("a", html.A("href", v.on("agreement", r.ID.String())), auto(), html.Text(clip(r.Title(), titleBytes))),
		html.Text(" · "+v.Date(r.Get("on")))), again)
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
	shown, since, pager := v.partOf(d, a.Since...)
	return v.page(page{
		Heading: a.Record.Title(), Typed: true, Over: v.T("Agreed together"), Lead: lead, Place: "agree", Wide: true,
		Body: html.All(
			html.E("p.go", link(v.on("print", "agreed", a.Record.ID.String()), "button", v.T("Print this version")), link(v.on("agreements"), "button.second", v.T("Back to agreeing"))),
			html.If(a.Record.Get("subject") == workspace.PlanSubject, v.offerAgreed()),
			html.If(len(since) > 0 || len(a.Since) == 0, v.since(since)),
			html.If(shown.Blocks != nil, html.All(html.W("h2", v.T("As we agreed on it")), v.document(shown))), pager),
	}), nil
}

// since says in words what changed after an agreement.
func (v *visit) since(differences []notebook.Difference) html.Node {
	title := html.W("h2", v.T("What changed since"))
	if len(differences) == 0 {
		return html.All(title, html.W("p", v.T("Nothing. It is still as we agreed.")))
	}
	return html.All(title, v.differences(differences))
}

func (v *visit) differences(all []notebook.Difference) html.Node {
	var list []html.Node
	for _, d := range all {
		list = append(list, v.difference(d))
	}
	return html.E("ul.cards", list...)
}

func (v *visit) difference(d notebook.Difference) html.Node {
	name := html.E("bdi", html.Text(clip(d.Title, titleBytes)))
	switch d.How {
	case notebook.Added:
		return html.E("li.card", html.W("p.over", v.T("New")), html.E("p", name))
	case notebook.Gone:
		return html.E("li.card", html.W("p.over", v.T("Taken out")), html.E("p", name))
	case notebook.Moved:
		return html.E("li.card", html.W("p.over", v.T("Moved to another place")), html.E("p", name))
	}
	f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
	if d.List() {
		return html.E("li.card", html.W("p.over", v.label(f)), html.E("p", name), v.cameAndWent(d))
	}
	return html.E("li.card", html.W("p.over", v.label(f)), html.E("p", name), html.E("dl",
		html.W("dt", v.T("Then")), html.E("dd", written(d.Before), html.Text(v.orNothing(f, d.Before))),
		html.W("dt", v.T("Now")), html.E("dd", written(d.After), html.Text(v.orNothing(f, d.After)))))
}

// cameAndWent says what is new in a list, and what is there no more.
func (v *visit) cameAndWent(d notebook.Difference) html.Node {
	if len(d.In)+len(d.Out) == 0 {
		return html.W("p", v.T("The same, in another order."))
	}
	items := func(heading string, list []string) html.Node {
		var texts []html.Node
		for _, text := range list {
			texts = append(texts, html.E("dd", written(text), html.Text(clip(text, cellBytes))))
		}
		return html.If(texts != nil, html.All(html.W("dt", heading), html.All(texts...)))
	}
	return html.E("dl", items(v.T("Taken out"), d.Out), items(v.T("New"), d.In))
}

// orNothing returns what people read of a value, and a word for none.
func (v *visit) orNothing(f *notebook.Field, text string) string {
	if text == "" {
		return v.T("nothing yet")
	}
	return clip(v.words(f, text), cellBytes)
}
