package ui

import (
	"context"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// mostEditions is how many versions of a protocol are offered to choose from.
const mostEditions = 24

// edition is a version of a protocol: as it is now, or as it was agreed on.
type edition struct {
	key, name string
	book      *notebook.Notebook
	record    *notebook.Record
}

// editions returns the versions of a protocol: the present one, then those that
// were agreed on, newest first. A version is read only when it is chosen.
func (v *visit) editions(r *notebook.Record) []edition {
	list := []edition{{key: "now", name: v.T("As it is now"), book: v.book(), record: r}}
	for _, a := range v.agreed() {
		if a.Get("subject") == r.ID.String() && len(list) < mostEditions {
			list = append(list, edition{key: a.ID.String(), name: v.F("As agreed on %s", v.Date(a.Get("on")))})
		}
	}
	return list
}

// edition returns the version that the query names, read; else the one at a
// place of the list.
func (v *visit) edition(list []edition, name string, usual int) edition {
	i := slices.IndexFunc(list, func(e edition) bool { return e.key == v.req.Query.Get(name) })
	if i < 0 {
		i = min(usual, len(list)-1)
	}
	e := list[i]
	if e.record != nil {
		return e
	}
	e.book, e.record = notebook.New(), &notebook.Record{Ref: list[0].record.Ref}
	if id, err := notebook.ParseID(e.key); err == nil {
		if a, err := v.work.Agreed(notebook.Ref{Kind: "agreement", ID: id}); err == nil {
			e.book = a.Book
			if r := a.Book.Get(e.record.Ref); r != nil {
				e.record = r
			}
		}
	}
	return e
}

// showVersions shows two versions of a protocol side by side, and says in words
// what changed from one to the other.
func showVersions(_ context.Context, v *visit) (Response, error) {
	r, err := v.record("protocol")
	if err != nil {
		return Response{}, err
	}
	s, _ := sheetOf("protocol")
	list := v.editions(r)
	p := page{Over: v.T("Versions side by side"), Heading: clip(firstLine(r.Title()), titleBytes), Typed: true, Place: s.place, Wide: true}
	back := html.E("p.other", link(v.on("card", r.ID.String()), "", v.T("Everything about it")))
	if len(list) == 1 {
		p.Lead = v.T("No version of it is agreed on yet. When we agree, that version stays here.")
		p.Body = html.All(v.around(s), html.E("p.go", link(v.on("agreements"), "button", v.T("Agree together"))), back)
		return v.page(p), nil
	}
	then, now := v.edition(list, "then", 1), v.edition(list, "now", 0)
	body, differs := v.sideBySide(then, now)
	p.Lead = v.T("What changed is said in words beside it.")
	if !differs {
		p.Lead = v.T("Nothing differs between these two.")
	}
	p.Body = html.All(v.around(s), v.editionChoice(v.T("The one version"), list, then, now, true), v.editionChoice(v.T("The other version"), list, then, now, false),
		body, back)
	return v.page(p), nil
}

// editionChoice offers the versions for one of the two sides.
func (v *visit) editionChoice(name string, list []edition, then, now edition, first bool) html.Node {
	var items []html.Node
	for _, e := range list {
		query, here := "?then="+then.key+"&now="+e.key, e.key == now.key
		if first {
			query, here = "?then="+e.key+"&now="+now.key, e.key == then.key
		}
		items = append(items, html.E("li", html.E("a", html.A("href", v.req.Path+query), html.If(here, html.A("aria-current", "true")), html.Text(e.name))))
	}
	return html.E("nav", html.A("aria-label", name), html.W("p.quiet", name), html.E("ul", items...))
}

// compared returns a row for each field in which two versions differ, and once
// what both of them say.
func (v *visit) compared(then, now edition) (rows, same []html.Node) {
	k := notebook.KindOf("protocol")
	for i := range k.Fields {
		f := &k.Fields[i]
		a, b := then.book.Shown(then.record, f), now.book.Shown(now.record, f)
		word := v.T("changed")
		switch {
		case f.Hidden || a == "" && b == "":
			continue
		case a == b:
			same = append(same, html.W("dt", v.label(f)), html.E("dd", v.stoodAs(f, a, b, "")))
			continue
		case a == "":
			word = v.T("added")
		case b == "":
			word = v.T("taken out")
		}
		rows = append(rows, html.E("tr", html.A("role", "row"),
			html.E("th", html.A("scope", "row"), html.A("role", "rowheader"), html.Text(v.label(f)+" "), html.W("span.state", word)),
			cell(then.name, v.stoodAs(f, a, b, v.T("taken out"))), cell(now.name, v.stoodAs(f, b, a, v.T("added")))))
	}
	return rows, same
}

// sideBySide shows what differs as a table, and folds away what does not.
func (v *visit) sideBySide(then, now edition) (body html.Node, differs bool) {
	rows, same := v.compared(then, now)
	table := html.Node{}
	if rows != nil {
		table = html.E("table.sheet", html.A("role", "table"), html.E("caption.vh", html.Text(v.T("Versions side by side"))),
			html.E("thead", html.A("role", "rowgroup"), html.E("tr", html.A("role", "row"), heading(v.T("Part")), heading(then.name), heading(now.name))),
			html.E("tbody", append(rows, html.A("role", "rowgroup"))...))
	}
	return html.All(table, html.E("details.more", html.W("summary", v.T("The same in both")), html.E("dl", same...))), rows != nil
}

// stoodAs is what one version says in a field: a list item by item, each that the
// other has not with a word beside it.
func (v *visit) stoodAs(f *notebook.Field, text, other, word string) html.Node {
	if f.Type != notebook.Lines && f.Type != notebook.Refs {
		return html.E("p.lines", written(text), html.Text(v.orNothing(f, text)))
	}
	items, others := []html.Node{}, notebook.Items(other)
	room := 2 * cellBytes
	for _, item := range notebook.Items(text) {
		if room -= len(item); room < 0 {
			items = append(items, html.W("li", "…"))
			break
		}
		items = append(items, html.E("li", html.E("bdi", html.Text(item)),
			html.If(!slices.Contains(others, item), html.All(html.Text(" "), html.W("span.state", word)))))
	}
	if len(items) == 0 {
		return html.W("p.quiet", v.T("nothing yet"))
	}
	return html.E("ul", items...)
}
