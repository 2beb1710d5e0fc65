package ui

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// A choice is a woman's own. She alone puts it into another notebook, from her
// own, part by part, after she has seen exactly what would stand there.

// lent are the parts of a choice that she can put somewhere else. What she noted
// for herself is none of them.
var lent = []string{"title", "sort", "why", "way", "teach", "learn"}

// lending is a choice on its way into another notebook.
type lending struct {
	choice *notebook.Record
	parts  []string       // in the order of lent
	to     workspace.Info // no ID while nothing was chosen
	alias  string
}

// lending reads what the form says.
func (v *visit) lending(r *notebook.Record) lending {
	l := lending{choice: r, alias: strings.TrimSpace(firstLine(v.req.Form.Get("alias")))}
	for _, name := range lent {
		if r.Get(name) != "" && slices.Contains(v.req.Form["part"], name) {
			l.parts = append(l.parts, name)
		}
	}
	for _, n := range v.otherNotebooks() {
		if n.ID == v.req.Form.Get("to") {
			l.to = n
		}
	}
	return l
}

func (v *visit) otherNotebooks() []workspace.Info {
	return slices.DeleteFunc(v.desk.Notebooks(), func(n workspace.Info) bool { return n.ID == v.work.ID() || v.desk.Between(n.ID) })
}

// tryDeciding suggests, in a notebook of her own, to write down a first choice.
func (v *visit) tryDeciding() html.Node {
	if !v.alone() || !v.has("row") || v.has("choice") {
		return html.Node{}
	}
	return v.offer("decide", v.T("I decide"), v.T("Which tools and practices do I keep, and why? Nobody else chooses for me."),
		link(v.on("new", "choice"), "button.second", v.T("Add a choice")))
}

// showShareTo asks what may stand in another notebook. Nothing is chosen
// beforehand.
func showShareTo(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("choice")
	if err != nil {
		return Response{}, err
	}
	return v.shareToPage(lending{choice: r}, nil), nil
}

func (v *visit) shareToPage(l lending, faults []fault) Response {
	s, _ := sheetOf("choice")
	path := v.on("choice", l.choice.ID.String())
	p := page{Over: clip(firstLine(l.choice.Title()), titleBytes), Heading: v.T("Put it into another notebook"), Place: s.place, Faults: faults,
		Lead: v.T("What I tap stands there, and nothing else. Nothing is chosen beforehand.")}
	others := v.otherNotebooks()
	if !v.work.Own() || len(others) == 0 {
		p.Lead = v.T("A woman does this herself, from the notebook that she keeps for herself into another one.")
		p.Body = html.E("p", link(path, "button.second", v.T("Back to the choice")))
		return v.page(p)
	}
	p.Body = v.form(path+"/share-to", v.lendingPicks(l, faults), v.targetPicks(l, others, faults), v.aliasBox(l),
		html.E("div.go", html.W("button", v.T("See what would stand there")), link(path, "button.second", v.T("Leave it"))))
	return v.page(p)
}

// lendingPicks are the parts of her choice, to tap.
func (v *visit) lendingPicks(l lending, faults []fault) html.Node {
	in := inputs{v: v, faults: faults}
	var list []html.Node
	for _, name := range lent {
		f := notebook.KindOf("choice").Field(name)
		if text := l.choice.Get(name); text != "" {
			list = append(list, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "part"), html.A("value", name), off(),
				html.If(slices.Contains(l.parts, name), html.On("checked"))),
				html.E("span", html.Text(v.label(f)+": "), html.E("bdi.lines", html.Text(clip(v.words(f, text), cellBytes))))))
		}
	}
	return html.E("fieldset.ask", html.A("id", "f-part"), html.W("legend", v.T("What may stand there?")), in.fault("f-part"), html.E("div.picks", list...))
}

// targetPicks are the other notebooks of the vault.
func (v *visit) targetPicks(l lending, others []workspace.Info, faults []fault) html.Node {
	in := inputs{v: v, faults: faults}
	var list []html.Node
	for _, n := range others {
		list = append(list, html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "to"), html.A("value", n.ID), off(),
			html.If(n.ID == l.to.ID, html.On("checked"))), html.E("span", auto(), html.Text(n.Name))))
	}
	return html.E("fieldset.ask", html.A("id", "f-to"), html.W("legend", v.T("Where to?")), in.fault("f-to"), html.E("div.picks", list...))
}

// aliasBox asks under which name; none is an answer.
func (v *visit) aliasBox(l lending) html.Node {
	return html.E("div.ask", html.E("label", html.A("for", "f-alias"), html.Text(v.T("Under which name?"))),
		html.E("p.hint", html.A("id", "f-alias-hint"), html.Text(v.T("The name that I use there. It can stay empty."))),
		html.E("input", html.A("id", "f-alias"), html.A("name", "alias"), html.A("value", l.alias), off(), auto(), html.A("aria-describedby", "f-alias-hint")))
}

// values are exactly what would stand there. A choice whose name she keeps for
// herself gets one that says nothing of it.
func (v *visit) lentValues(l lending) notebook.Values {
	values := notebook.Values{"title": {v.T("A choice of one of us")}}
	for _, name := range l.parts {
		values[name] = []string{l.choice.Get(name)}
	}
	if l.alias != "" {
		values["who"] = []string{l.alias}
	}
	return values
}

// seenOf stands for what the preview has shown of her choice.
func (l lending) seenOf() string {
	var seen []string
	for _, name := range l.parts {
		seen = append(seen, name, workspace.Stamp(l.choice, name))
	}
	return strings.Join(seen, " ")
}

// shareTo shows what would stand in the other notebook, and puts it there when
// she has seen just that.
func shareTo(ctx context.Context, v *visit) (Response, error) {
	r, err := v.record("choice")
	if err != nil {
		return Response{}, err
	}
	if !v.work.Own() {
		return Response{}, workspace.ErrNotFound
	}
	l, way := v.lending(r), v.req.Form.Get("go")
	var faults []fault
	if len(l.parts) == 0 {
		faults = append(faults, fault{"f-part", v.T("Tap at least one part.")})
	}
	if l.to.ID == "" {
		faults = append(faults, fault{"f-to", v.T("Choose one of these notebooks.")})
	}
	seen := v.req.Form.Get("seen")
	switch {
	case faults != nil || way == "back":
		return v.shareToPage(l, faults), nil
	case way != "put" || seen != l.seenOf():
		return v.shareToLook(l, seen != ""), nil
	}
	there, err := v.desk.Notebook(ctx, l.to.ID)
	if err != nil {
		return Response{}, err
	}
	ref, err := there.Add(ctx, "choice", v.lentValues(l))
	if err != nil {
		return Response{}, err
	}
	return v.see("/n/" + l.to.ID + "/choice/" + ref.ID.String()), nil
}

// shareToLook is the preview.
func (v *visit) shareToLook(l lending, changed bool) Response {
	s, _ := sheetOf("choice")
	k, values := notebook.KindOf("choice"), v.lentValues(l)
	var list []html.Node
	for _, name := range append(slices.Clone(lent), "who") {
		if texts := values[name]; texts != nil {
			list = append(list, html.W("dt", v.label(k.Field(name))), html.E("dd.lines", written(texts[0]), html.Text(v.words(k.Field(name), texts[0]))))
		}
	}
	kept := []html.Node{hidden("to", l.to.ID), hidden("alias", l.alias), hidden("seen", l.seenOf())}
	for _, name := range l.parts {
		kept = append(kept, hidden("part", name))
	}
	named := v.T("Whoever opens that notebook reads it, and this name with it.")
	if l.alias == "" {
		named = v.T("Whoever opens that notebook reads it. No name is shown; the group's devices could still tell who wrote it.")
	}
	return v.page(page{Over: l.to.Name, Heading: v.T("This is what would stand there"), Place: s.place, Lead: v.T("This and nothing else. It can be taken out there again."), Body: html.All(
		html.If(changed, html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
		html.E("dl.card.have", list...), html.W("p.note", named),
		v.form(v.on("choice", l.choice.ID.String(), "share-to"), html.All(kept...), html.E("div.go",
			html.E("button", html.A("name", "go"), html.A("value", "put"), html.Text(v.T("Put it there"))),
			html.E("button.second", html.A("name", "go"), html.A("value", "back"), html.Text(v.T("Choose other parts"))))))})
}
