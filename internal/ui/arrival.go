//go:build !js

package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// arrival is a file that was read and waits until someone says yes to it.
type arrival struct {
	Incoming
	known int // how many of its records are here already
}

// showArrival shows what would become of a file. Nothing is taken in yet.
func showArrival(_ context.Context, v *visit) (Response, error) {
	a, ok := awaited[*arrival](v, v.arg("id"))
	if !ok {
		return v.see(v.on("import")), nil
	}
	return v.arrivalPage(a, nil), nil
}

func (v *visit) arrivalPage(a *arrival, faults []fault) Response {
	part, pager := paging(v, a.Drafts, draftWeight)
	return v.page(page{
		Heading: v.T("This is what would come in"), Place: "pass", Faults: faults,
		Lead: v.T("Nothing is in the notebook yet. All of it comes in, or nothing."),
		Body: html.All(
			v.countsOf(a.Drafts),
			html.If(a.known > 0, html.W("p.note", v.N("%d of them is here already. The file's words take its place, and the history keeps the earlier ones.",
				"%d of them are here already. The file's words take their place, and the history keeps the earlier ones.", a.known))),
			v.arrivalNotes(a.Notes),
			v.form(v.req.Path, html.E("div.go", html.E("button", html.A("id", "f-go"), html.Text(v.T("Take it in"))), link(v.on("import"), "button.second", v.T("Leave it")))),
			html.W("h2", v.T("What becomes what")), v.draftCards(part), pager),
	})
}

// countsOf says how many of each kind there are.
func (v *visit) countsOf(drafts []notebook.Draft) html.Node {
	var list []html.Node
	for _, k := range notebook.Kinds() {
		n := 0
		for _, d := range drafts {
			if d.Kind == k.Name {
				n++
			}
		}
		if n > 0 {
			list = append(list, html.E("li", html.E("strong", html.Text(v.T(k.Many)+": ")), html.Text(v.Number(n))))
		}
	}
	return html.E("ul.counts", list...)
}

// arrivalNotes says what could not be placed, and where it stands.
func (v *visit) arrivalNotes(notes []Note) html.Node {
	if len(notes) == 0 {
		return html.W("p", v.T("Everything found its place."))
	}
	const most = 40
	var list []html.Node
	for _, n := range notes[:min(len(notes), most)] {
		list = append(list, html.E("li", html.If(n.Where != "", html.All(html.W("strong", n.Where), html.Text(" "))), html.Text(v.T(n.Sentence)),
			html.If(n.Text != "", html.All(html.Text(" "), html.E("q", auto(), html.Text(clip(firstLine(n.Text), titleBytes)))))))
	}
	return html.E("div.card", html.W("h2", v.T("Please look at this")), html.E("ul", list...),
		html.If(len(notes) > most, html.W("p.quiet", v.N("And %d more.", "And %d more.", len(notes)-most))))
}

// mostTexts is how many texts of one field the preview shows.
const mostTexts = 40

func draftWeight(d notebook.Draft) int {
	sum := 300
	for _, texts := range d.Values {
		for _, text := range texts[:min(len(texts), mostTexts)] {
			sum += 90 + textWeight(clip(text, cellBytes))
		}
	}
	return sum
}

// draftCards shows each record to be with its fields by name.
func (v *visit) draftCards(drafts []notebook.Draft) html.Node {
	var cards []html.Node
	for _, d := range drafts {
		k := notebook.KindOf(d.Kind)
		over := capital(v.own(v.T(k.One)))
		if d.Where != "" {
			over += " · " + d.Where
		}
		var list []html.Node
		for i := range k.Fields {
			if f := &k.Fields[i]; !f.Hidden && strings.TrimSpace(strings.Join(d.Values[f.Name], "")) != "" {
				list = append(list, html.W("dt", v.label(f)), html.E("dd", v.draftTexts(f, d.Values[f.Name])...))
			}
		}
		cards = append(cards, html.E("li.card", html.W("p.over", over), html.E("dl", list...)))
	}
	return html.E("ul.cards", cards...)
}

func (v *visit) draftTexts(f *notebook.Field, texts []string) []html.Node {
	var list []html.Node
	for _, text := range texts[:min(len(texts), mostTexts)] {
		switch {
		case f.Type == notebook.Refs:
			text = v.titleOf(f, text)
		case f.Answered(text):
			text = v.words(f, text)
		}
		list = append(list, html.E("p.lines", written(text), html.Text(clip(text, cellBytes))))
	}
	if rest := len(texts) - mostTexts; rest > 0 {
		list = append(list, html.W("p.quiet", v.N("And %d more.", "And %d more.", rest)))
	}
	return list
}

// titleOf returns the title of the record that a text names by its id, as far
// as it is here or comes along, else the text.
func (v *visit) titleOf(f *notebook.Field, text string) string {
	id, err := notebook.ParseID(text)
	if err != nil {
		return text
	}
	if a, ok := awaited[*arrival](v, v.arg("id")); ok {
		at := slices.IndexFunc(a.Drafts, func(d notebook.Draft) bool { return d.Kind == f.Of && d.ID == id })
		if at >= 0 {
			return strings.Join(a.Drafts[at].Values[notebook.KindOf(f.Of).Fields[0].Name], " ")
		}
	}
	if r := v.book().Look(notebook.Ref{Kind: f.Of, ID: id}); r != nil {
		return r.Title()
	}
	return text
}

// takeArrival takes all of it in, or nothing.
func takeArrival(ctx context.Context, v *visit) (Response, error) {
	a, ok := awaited[*arrival](v, v.arg("id"))
	if !ok {
		return v.see(v.on("import")), nil
	}
	_, err := v.work.Import(ctx, a.Drafts)
	var f *workspace.FieldError
	if errors.As(err, &f) {
		return v.arrivalPage(a, []fault{{"f-go", v.misfit(f)}}), nil
	}
	if err != nil {
		return Response{}, err
	}
	v.done(v.arg("id"))
	return v.see(v.arrived(a.Drafts)), nil
}

// misfit says which field does not take what the file says.
func (v *visit) misfit(e *workspace.FieldError) string {
	k := notebook.KindOf(e.Kind)
	name := e.Field
	if f := k.Field(e.Field); f != nil {
		name = v.label(f)
	}
	return v.F("Nothing was taken in. %s: %s", name, v.problem(e.Problem))
}

// arrived returns the sheet on which most of it stands.
func (v *visit) arrived(drafts []notebook.Draft) string {
	best, most := "home", 0
	for _, s := range v.sheets() {
		n := 0
		for _, d := range drafts {
			if d.Kind == s.kind {
				n++
			}
		}
		if n > most {
			best, most = notebook.KindOf(s.kind).Sheet, n
		}
	}
	return v.on(best)
}
