//go:build !js

package ui

import (
	"context"
	"hash/fnv"
	"slices"
	"strconv"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// toCopy offers to copy a record, where it can be.
func (v *visit) toCopy(r *notebook.Record) html.Node {
	if !workspace.Copyable(r.Kind) {
		return html.Node{}
	}
	return html.E("li", link(v.on(r.Kind, r.ID.String(), "copy"), "", v.T("Copy it into another notebook")))
}

// copying returns the record that the path names and what a copy would hold.
func (v *visit) copying() (sheet, []*notebook.Record, error) {
	s, r, err := v.subject()
	if err != nil {
		return s, nil, err
	}
	list, err := v.work.ToCopy(r.Ref)
	return s, list, err
}

// showCopy shows exactly what would be copied, and asks where to. Nothing
// happens by itself between two notebooks.
func showCopy(_ context.Context, v *visit) (Response, error) {
	s, list, err := v.copying()
	if err != nil {
		return Response{}, err
	}
	return v.copyPage(s, list, false), nil
}

func (v *visit) copyPage(s sheet, list []*notebook.Record, changed bool) Response {
	copies, book := v.work.Copies(list), notebook.New()
	for _, c := range copies {
		book.Put(c)
	}
	first := html.E("div.card", html.W("p.over", capital(oneWord(v, s.kind))), v.copyOf(book, copies[0], ""))
	var others []html.Node
	for i, c := range copies[1:] {
		title := clip(firstLine(c.Title()), titleBytes)
		others = append(others, html.E("li.card", html.E("div.picks", html.E("label",
			html.E("input", html.A("type", "checkbox"), html.A("name", "with"), html.A("value", list[i+1].ID.String()), off(), html.On("checked")),
			html.E("span", html.Text(capital(oneWord(v, c.Kind))+": "), html.E("bdi", html.Text(title))))),
			v.copyOf(book, c, title)))
	}
	return v.page(page{Heading: v.T("Copy it into another notebook"), Place: s.place,
		Lead: v.T("This and what is ticked is copied, and nothing else. The copy does not tell where it came from."),
		Body: html.All(
			html.If(changed, html.E("p.note", html.A("role", "status"), html.Text(v.T("Something here was changed meanwhile. Please look once more.")))),
			v.form(v.on(s.kind, list[0].ID.String(), "copy"), hidden("seen", hashOf(list)), first,
				html.If(others != nil, html.All(html.W("h2", v.T("What it names")), html.E("ul.cards", others...))),
				html.W("p.note", v.T("People are not copied. Names that stand in these texts are. Please look at them once more.")),
				v.whereTo(), html.E("div.go", html.W("button", v.T("Copy it")), link(v.on(s.kind, list[0].ID.String()), "button.second", v.T("Leave it")))))})
}

// copyOf shows every text of a copy but the one that stands over it already.
func (v *visit) copyOf(book *notebook.Notebook, c *notebook.Record, shown string) html.Node {
	k := notebook.KindOf(c.Kind)
	var list []html.Node
	for i := range k.Fields {
		f := &k.Fields[i]
		text := book.Shown(c, f)
		if text != "" && f.Type != notebook.Refs {
			text = v.words(f, text)
		}
		if text != "" && (i > 0 || text != shown) {
			list = append(list, html.W("dt", v.label(f)), html.E("dd.lines", auto(), html.Text(text)))
		}
	}
	return html.If(list != nil, html.E("dl", list...))
}

// whereTo asks for the notebook: one of this vault, or one that other words
// open. Of those, not even the names are known here.
func (v *visit) whereTo() html.Node {
	var list []html.Node
	for _, n := range v.desk.Notebooks() {
		if n.ID != v.work.ID() {
			list = append(list, v.toNotebook(n.ID, n.Name, len(list) == 0))
		}
	}
	if !v.desk.Passing() {
		list = append(list, v.toNotebook("", v.T("One that other words open, on this computer. This one is locked first."), len(list) == 0))
	}
	return html.E("fieldset.ask", html.W("legend", v.T("Where to?")), html.E("div.picks", list...))
}

func (v *visit) toNotebook(id, name string, chosen bool) html.Node {
	return html.E("label", html.E("input", html.A("type", "radio"), html.A("name", "to"), html.A("value", id), off(),
		html.If(chosen, html.On("checked"))), html.E("span", auto(), html.Text(name)))
}

// hashOf stands for what a preview has shown.
func hashOf(list []*notebook.Record) string {
	h := fnv.New64a()
	h.Write([]byte(notebook.Freeze(list)))
	return strconv.FormatUint(h.Sum64(), 36)
}

// copyRecord copies what the preview has shown and what was left ticked.
func copyRecord(ctx context.Context, v *visit) (Response, error) {
	s, list, err := v.copying()
	if err != nil {
		return Response{}, err
	}
	if v.req.Form.Get("seen") != hashOf(list) {
		return v.copyPage(s, list, true), nil
	}
	list = append(list[:1:1], slices.DeleteFunc(list[1:], func(r *notebook.Record) bool { return !slices.Contains(v.req.Form["with"], r.ID.String()) })...)
	copies := v.work.Copies(list)
	to := v.req.Form.Get("to")
	switch {
	case to == v.work.ID():
		return Response{}, workspace.ErrNotFound
	case to == "" && !v.desk.Passing():
		return v.carryAway(ctx, copies)
	}
	w, err := v.desk.Notebook(ctx, to)
	if err != nil {
		return Response{}, err
	}
	return v.takeCopies(ctx, w, copies, copies[0].ID)
}

// takeCopies makes the records and shows the first of them.
func (v *visit) takeCopies(ctx context.Context, w *workspace.Workspace, copies []*notebook.Record, first notebook.ID) (Response, error) {
	refs, err := w.TakeCopies(ctx, copies)
	if err != nil {
		return Response{}, err
	}
	at := max(0, slices.IndexFunc(copies, func(r *notebook.Record) bool { return r.ID == first }))
	return v.see("/n/" + w.ID() + "/" + refs[at].Kind + "/" + refs[at].ID.String()), nil
}
