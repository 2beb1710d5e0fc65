package ui

import (
	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// A risk belongs to us, or to a woman whom we invented. Her risks have the same
// pages as ours, and never stand among them: ?of=ID asks for hers. Wherever she
// shows, the page says that she is invented.

// of returns the invented woman that a page or a form is about, the zero ID for
// ourselves.
func (v *visit) of() notebook.ID {
	id, err := notebook.ParseID(v.req.Query.Get("of"))
	if err != nil {
		id, _ = notebook.ParseID(v.req.Form.Get("persona"))
	}
	return id
}

// ofHer returns what a path needs to be about a persona: "" for ourselves.
func ofHer(id notebook.ID, sign string) string {
	if id == (notebook.ID{}) {
		return ""
	}
	return sign + "of=" + id.String()
}

// ours returns the risks that are ours.
func (v *visit) ours() []*notebook.Record { return v.book().RisksOf(notebook.ID{}) }

// invented names a persona and says that she is invented; "" for ourselves.
func (v *visit) invented(id notebook.ID) string {
	if id == (notebook.ID{}) {
		return ""
	}
	if r := v.book().Look(notebook.Ref{Kind: "persona", ID: id}); r != nil {
		return v.F("%s, invented", clip(firstLine(r.Title()), 60))
	}
	return v.T("Someone invented")
}

// madeUp is said beside a persona, and beside what is hers where it stands
// among other things.
func (v *visit) madeUp(r *notebook.Record) html.Node {
	words := v.invented(notebook.PersonaOf(r))
	if r.Kind == "persona" {
		words = v.T("invented")
	}
	if words == "" {
		return html.Node{}
	}
	return html.All(html.Text(" "), html.E("span.state", auto(), html.Text(words)))
}

// whoseRisks leads from our risks to those of each persona and back. Query is
// what the page keeps besides: "" or "for=person".
func (v *visit) whoseRisks(path, query string) html.Node {
	personas := v.book().Personas()
	if len(personas) == 0 {
		return html.Node{}
	}
	var items []html.Node
	for _, id := range append([]notebook.ID{{}}, personas...) {
		words, to := v.invented(id), path+ofHer(id, "?")
		if words == "" {
			words = v.T("Ours")
		}
		if query != "" {
			to = path + "?" + query + ofHer(id, "&")
		}
		items = append(items, html.E("li", html.E("a", html.A("href", to), html.If(id == v.of(), html.A("aria-current", "true")), auto(), html.Text(words))))
	}
	return html.E("nav", html.A("aria-label", v.T("Whose risks")), html.E("ul", items...))
}

// about says over a record what it is, and over a risk of hers whose it is.
func (v *visit) about(r *notebook.Record) string {
	if words := v.invented(notebook.PersonaOf(r)); words != "" {
		return words
	}
	return capital(oneWord(v, r.Kind))
}

// saysWhose is what a record is called where little else is said of it.
func (v *visit) saysWhose(r *notebook.Record) string {
	title := clip(firstLine(r.Title()), titleBytes)
	if her := v.invented(notebook.PersonaOf(r)); her != "" {
		return title + " · " + her
	}
	return title
}

// hersAlone says, on a sheet of her risks, that they are none of ours.
func (v *visit) hersAlone(id notebook.ID) string {
	if id == (notebook.ID{}) {
		return ""
	}
	return v.F("%s. These are her risks, and none of ours.", v.invented(id))
}

// hersToo keeps a new risk with the persona whose sheet it begins on.
func (v *visit) hersToo() html.Node {
	id := v.of()
	return html.If(id != (notebook.ID{}), hidden("persona", id.String()))
}
