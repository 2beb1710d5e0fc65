package ui

import (
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// A field that names records shows the chosen ones, and others up to mostPicks;
// from foldPicks on the others are folded away. Those that are not shown can be
// named in the box for new ones.
const (
	foldPicks = 6
	mostPicks = 40
)

// picks returns the records that a field of type Refs can name, and room for
// new ones: one line each.
func (in *inputs) picks(f *notebook.Field) html.Node {
	chosen := in.texts(f.Name)
	var first, others []html.Node
	more := false
	for _, r := range in.v.book().Records(f.Of) {
		switch id := r.ID.String(); {
		case slices.Contains(chosen, id):
			first = append(first, in.pick(f, r, true))
		case len(others) < mostPicks:
			others = append(others, in.pick(f, r, false))
		default:
			more = true
		}
	}
	if f.Max == 1 && len(first)+len(others) > 0 {
		first = append(first, in.step(f, "", in.v.T("none of these")))
	}
	if len(others) <= foldPicks {
		first, others = append(first, others...), nil
	}
	return html.All(html.If(len(first) > 0, html.E("div.picks", first...)),
		html.If(others != nil, html.E("details", html.W("summary", in.v.T("Others that we have")), html.E("div.picks", others...),
			html.If(more, html.W("p.hint", in.v.T("There are more. Write the name of one below, and it is found."))))),
		in.fresh(f))
}

// pick is one record that can be chosen.
func (in *inputs) pick(f *notebook.Field, r *notebook.Record, chosen bool) html.Node {
	kind := "checkbox"
	if f.Max == 1 {
		kind = "radio"
	}
	return html.E("label", html.E("input", html.A("type", kind), html.A("name", in.prefix+f.Name), html.A("value", r.ID.String()), off(),
		html.If(chosen, html.On("checked"))), html.E("span", auto(), html.Text(clip(firstLine(r.Title()), titleBytes)), in.v.madeUp(r)))
}

// fresh is the box for records that are not there yet.
func (in *inputs) fresh(f *notebook.Field) html.Node {
	name := in.prefix + f.Name + ".new"
	id := "f-" + in.prefix + f.Name + "-new"
	return html.E("div.new", html.E("label", html.A("for", id), html.Text(in.v.T("Something new, one a line"))),
		html.E("textarea", html.A("id", id), html.A("name", name), html.A("rows", "2"), off(), auto(),
			html.Text(Values(in.typed).Get(name))), in.base(f))
}
