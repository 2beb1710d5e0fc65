package ui

import (
	"context"
	"strings"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// The risk model in three parts, for one risk at a time: what it is, how heavy
// it would be, and what we can do. A part ends with a breath: there the group
// goes on with the same risk, takes the same part of another one, or stops for
// days. The pages carry the risk that they are about; the mark "model.risk"
// remembers it on this device.

// modelPart is one part: its name, and the first of its pages.
type modelPart struct{ name, step string }

func modelParts() []modelPart {
	return []modelPart{
		{locale.Msg("Part 1: what it is, and how likely"), "name"},
		{locale.Msg("Part 2: how heavy, and how we would take it"), "heavy"},
		{locale.Msg("Part 3: what we can do"), "can"},
	}
}

// modelGuide walks through them.
func (v *visit) modelGuide() guide {
	return guide{"model", v.T("The risk model"), []step{
		{"which", whichAsk, func(v *visit, _ []fault) html.Node { return v.whichRisk() }, nil},
		modelStep("name", 0, "title", "probability"),
		modelStep("shape", 0, "raises", "lowers", "gender"),
		breathStep("rest", 1),
		modelStep("heavy", 1, "impact", "impact_personal"),
		modelStep("take", 1, "reaction", "reaction_personal"),
		breathStep("breath", 2),
		modelStep("can", 2, "can_do", "calmer"),
		{"done", doneAsk, func(v *visit, _ []fault) html.Node { return v.modelDone() }, nil},
	}}
}

func whichAsk(v *visit) (string, string) {
	return v.T("Which risk do we look at?"), v.T("Three parts, at once or days apart. One risk at a time, in the order that we like.")
}

// whichRisk offers every risk, each with its three parts, ours or a persona's.
func (v *visit) whichRisk() html.Node {
	her := v.of()
	list, pager := paging(v, v.book().RisksOf(her), func(*notebook.Record) int { return 900 })
	var items []html.Node
	for _, r := range list {
		items = append(items, html.E("li.card", html.E("h2", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))), v.partLinks(r)))
	}
	fresh := v.on("model", "name") + "?risk=" + v.freshID().String() + ofHer(her, "&")
	return html.All(v.whoseRisks(v.on("model", "which"), ""),
		html.If(her != (notebook.ID{}), html.W("p", v.hersAlone(her))),
		html.E("div.go", link(fresh, "button", v.T("Name another risk"))),
		html.E("ul.cards", items...), pager,
		html.E("ul", html.E("li", link(v.on("new", "persona"), "", v.T("Invent someone"))),
			html.E("li", link("/notebooks", "", v.T("One for myself alone, in a notebook of my own"))),
			html.E("li", link(v.on("home"), "", v.T("Stop for today")))))
}

// partLinks lead into each part of one risk, and say what has words already.
func (v *visit) partLinks(r *notebook.Record) html.Node {
	filled := []bool{r.Get("probability") != "", r.Get("impact")+r.Get("impact_personal")+r.Get("reaction") != "", r.Get("can_do")+r.Get("calmer") != ""}
	var items []html.Node
	for i, part := range modelParts() {
		said := html.Node{}
		if filled[i] {
			said = html.W("span.state", " · "+v.T("begun"))
		}
		items = append(items, html.E("li", html.E("a", html.A("href", v.on("model", part.step)+"?risk="+r.ID.String()), html.Text(v.T(part.name)),
			html.E("span.vh", html.Text(": "+clip(firstLine(r.Title()), 60)))), said))
	}
	return html.E("ul", items...)
}

// modelRef returns the risk that a page is about: what its form or its address
// says, else the one where the guide was left.
func (v *visit) modelRef() (notebook.Ref, bool) {
	for _, text := range []string{v.req.Form.Get("risk"), v.req.Query.Get("risk"), v.marked("model.risk")} {
		if id, err := notebook.ParseID(text); err == nil {
			return notebook.Ref{Kind: "risk", ID: id}, true
		}
	}
	return notebook.Ref{}, false
}

// modelStep asks fields of the risk.
func modelStep(name string, part int, fields ...string) step {
	risk := notebook.KindOf("risk")
	return step{name,
		func(v *visit) (string, string) {
			return v.T(risk.Field(fields[0]).Question), v.T(modelParts()[part].name) + "."
		},
		func(v *visit, faults []fault) html.Node { return v.modelFields(faults, fields) },
		saveModel,
	}
}

func (v *visit) modelFields(faults []fault, fields []string) html.Node {
	risk := notebook.KindOf("risk")
	ref, chosen := v.modelRef()
	r := v.book().Get(ref)
	if !chosen || r == nil && fields[0] != "title" {
		return html.E("p", html.Text(v.T("No risk is chosen yet.")+" "), link(v.on("model", "which"), "", v.T("Choose one")))
	}
	in := v.inputs(risk, r)
	if in.faults = faults; faults != nil {
		in.typed = notebook.Values(v.req.Form)
	}
	list := []html.Node{hidden("risk", ref.ID.String()), v.aboutRisk(r)}
	for _, name := range fields {
		list = append(list, in.question(risk.Field(name)))
	}
	return html.All(list...)
}

// aboutRisk says which risk a page is about, and whose it is.
func (v *visit) aboutRisk(r *notebook.Record) html.Node {
	if r == nil {
		return html.All(html.If(v.of() != (notebook.ID{}), html.W("p.over", v.invented(v.of()))), v.hersToo())
	}
	over := v.invented(notebook.PersonaOf(r))
	return html.E("div.card", html.If(over != "", html.W("p.over", over)), html.E("p", auto(), html.Text(clip(firstLine(r.Title()), titleBytes))))
}

// saveModel keeps what was typed for the risk that the form names. A risk that
// got no name is not made.
func saveModel(ctx context.Context, v *visit) error {
	ref, chosen := v.modelRef()
	if !chosen {
		return nil
	}
	title, named := v.req.Form["title"]
	if v.book().Get(ref) == nil && (!named || strings.TrimSpace(strings.Join(title, "")) == "" && v.req.Form.Get("go") != "on") {
		return v.mark(ctx, "model.risk", ref.ID.String())
	}
	if err := v.save(ctx, ref); err != nil {
		return err
	}
	return v.mark(ctx, "model.risk", ref.ID.String())
}

// breathStep stands between two parts.
func breathStep(name string, next int) step {
	return step{name,
		func(v *visit) (string, string) {
			return v.T("A breath"), v.T("It is written down. All of this is about what we can do. We can go on today or on another day.")
		},
		func(v *visit, _ []fault) html.Node {
			part := modelParts()[next]
			return html.All(v.aboutModel(), html.E("div.go", link(v.on("model", part.step), "button", v.T(part.name)),
				link(v.on("model", "which"), "button.second", v.T("The same part of another risk")), link(v.on("home"), "", v.T("Stop for today"))))
		}, nil,
	}
}

// aboutModel says which risk the guide was left with.
func (v *visit) aboutModel() html.Node {
	ref, _ := v.modelRef()
	if r := v.book().Get(ref); r != nil {
		return v.aboutRisk(r)
	}
	return html.Node{}
}

func doneAsk(v *visit) (string, string) {
	return v.T("Thought through, for today"), v.T("It can change, and so can we. Here is what we can do.")
}

// modelDone shows what we can do first, then everything else that was said.
func (v *visit) modelDone() html.Node {
	ref, _ := v.modelRef()
	another := link(v.on("model", "which"), "button", v.T("Look at another risk"))
	home := link(v.on("home"), "", v.T("See our path"))
	r := v.book().Get(ref)
	if r == nil {
		return html.E("div.go", another, home)
	}
	risk := notebook.KindOf("risk")
	var list []html.Node
	for _, name := range []string{"can_do", "calmer", "probability", "raises", "lowers", "gender", "impact", "impact_personal", "reaction", "reaction_personal"} {
		if texts := v.whole(r, risk.Field(name), 0); len(texts) > 0 {
			list = append(list, html.W("dt", v.label(risk.Field(name))), html.E("dd", texts...))
		}
	}
	return html.All(v.aboutRisk(r), html.If(list != nil, html.E("dl.card", list...)),
		html.E("div.go", another, link(v.on("risk", r.ID.String()), "button.second", v.T("Open it")), home))
}

// goOnWithModel leads back to where the risk model was left, or offers to begin.
func (v *visit) goOnWithModel() html.Node {
	switch at := v.marked("model"); {
	case at == "done" || len(v.ours()) == 0:
		return html.Node{}
	case at == "":
		return v.offer("model", v.T("The risk model"), v.T("One risk at a time, in three quiet parts. They can lie days apart."),
			link(v.on("model", "which"), "button.second", v.T("Begin")))
	default:
		return v.offer("resume.model", v.T("Where we stopped"), v.T("The risk model waits where we left it."),
			link(v.on("model", at), "button.second", v.T("Go on")))
	}
}
