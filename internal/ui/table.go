package ui

import (
	"slices"
	"strconv"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// A page of a sheet has at most pageRows records, and fewer when they are long:
// pageBytes bounds what its rows take.
const (
	pageRows  = 40
	pageBytes = 34_000
)

// A cell shows at most cellBytes of a text; the record's page has it all.
const (
	cellBytes  = 600
	titleBytes = 160
)

// paged returns the records of the page that is asked for, and the way to the
// other pages.
func (v *visit) paged(kind string, list []*notebook.Record) ([]*notebook.Record, html.Node) {
	return paging(v, list, v.recordWeight(kind))
}

// paging parts a list into pages by number and by weight in bytes.
func paging[T any](v *visit, list []T, weight func(T) int) ([]T, html.Node) {
	from, to, number := extent(v, list, weight)
	if from == 0 && to == len(list) {
		return list, html.Node{}
	}
	return list[from:to], v.pager(number, from, to, len(list))
}

// extent returns where the page of a list begins and ends that is asked for, and
// its number: of a page that there is not, the last one's.
func extent[T any](v *visit, list []T, weight func(T) int) (from, to, number int) {
	wanted, err := strconv.Atoi(v.req.Query.Get("page"))
	if err != nil || wanted < 1 {
		wanted = 1
	}
	for number = 1; ; from, number = to, number+1 {
		if to = pageEnd(list, from, weight); number == wanted || to == len(list) {
			return from, to, number
		}
	}
}

// samePage is what a form's address ends with, so that the page with its faults
// is the one that it stood on.
func (v *visit) samePage() string {
	if v.req.Query.Get("page") == "" {
		return ""
	}
	return "?page=" + v.req.Query.Get("page")
}

// pageEnd returns where the page ends that begins at from.
func pageEnd[T any](list []T, from int, weight func(T) int) int {
	room := pageBytes
	for i := from; i < len(list); i++ {
		room -= weight(list[i])
		if i == from+pageRows || room < 0 && i > from {
			return i
		}
	}
	return len(list)
}

// pager says which part of a list is seen, and leads to the others.
func (v *visit) pager(number, from, to, all int) html.Node {
	query := ""
	if by := v.req.Query.Get("by"); by == "weight" {
		query = "by=weight&"
	}
	if v.req.Query.Get("for") == "work" {
		query += "for=work&"
	}
	if her := ofHer(v.of(), ""); her != "" {
		query += her + "&"
	}
	to2 := func(n int) string { return v.req.Path + "?" + query + "page=" + strconv.Itoa(n) }
	return html.E("nav", html.A("aria-label", v.T("Pages")), html.E("ul",
		html.If(from > 0, html.E("li", link(to2(number-1), "", v.T("Earlier ones")))),
		html.E("li", html.Text(v.F("%s to %s of %s", v.Number(from+1), v.Number(to), v.Number(all)))),
		html.If(to < all, html.E("li", link(to2(number+1), "", v.T("Further ones"))))))
}

// recordWeight returns about how many bytes a record takes on the sheet of its
// kind.
func (v *visit) recordWeight(kind string) func(*notebook.Record) int {
	if kind == "protocol" {
		return func(r *notebook.Record) int {
			return 620 + 2*textWeight(clip(r.Title(), titleBytes)) + textWeight(clip(r.Get("purpose"), cellBytes/2))
		}
	}
	columns := notebook.KindOf(kind).Columns()
	labels := make([]int, len(columns))
	for i, f := range columns {
		labels[i] = len(v.label(f)) + 33
	}
	row := 60
	switch kind {
	case "risk", "activity", "proposal":
		row = 300 // with the button of its last column
	case "habit":
		row = 420 // a card with its button
	}
	return func(r *notebook.Record) int {
		sum := row + min(len(r.Get("later")), cellBytes)
		if kind == "training" {
			sum += v.wishesWeight(notebook.Origins(v.book(), r))
		}
		for i, f := range columns {
			if values := r.Fields[f.Name]; len(values) > 0 {
				sum += labels[i]
				for _, value := range values {
					sum += v.valueWeight(f, value.Text)
				}
			}
		}
		return sum
	}
}

// valueWeight is about how many bytes a value takes: of an action also what it
// says beneath.
func (v *visit) valueWeight(f *notebook.Field, text string) int {
	if f.Type != notebook.Refs {
		return 18 + textWeight(clip(text, cellBytes))
	}
	id, err := notebook.ParseID(text)
	to := v.book().Get(notebook.Ref{Kind: f.Of, ID: id})
	if err != nil || to == nil {
		return 0
	}
	sum := 50 + textWeight(clip(to.Title(), titleBytes))
	if f.Name == "actions" {
		people := len(to.Fields["leads"]) + len(to.Fields["involved"])
		sum += min(textWeight(to.Get("resources"))+textWeight(to.Get("signoff"))+20*people, cellBytes/2)
	}
	return sum
}

// textWeight is how many bytes a text takes in a page.
func textWeight(text string) int {
	n := len(text)
	for i := range len(text) {
		switch text[i] {
		case '<', '>', '&', '"', '\'':
			n += 4
		}
	}
	return n
}

// table returns records as a table. Where it does not fit, the style makes a
// card of each row, with the heading before each cell; the roles say that it
// stays a table. With an extra heading, extra fills the last column.
func (v *visit) table(s sheet, list []*notebook.Record, extra string, last func(*notebook.Record) html.Node) html.Node {
	columns := notebook.KindOf(s.kind).Columns()
	labels := make([]string, len(columns))
	head := make([]html.Node, 0, len(columns)+2)
	head = append(head, html.A("role", "row"))
	for i, f := range columns {
		labels[i] = v.label(f)
		head = append(head, heading(labels[i]))
	}
	if extra != "" {
		head = append(head, heading(extra))
	}
	rows := make([]html.Node, 0, len(list)+1)
	rows = append(rows, html.A("role", "rowgroup"))
	for _, r := range list {
		cells := make([]html.Node, 0, len(columns)+2)
		cells = append(cells, html.A("role", "row"), html.E("th", html.A("scope", "row"), html.A("role", "rowheader"), v.nameCell(r)))
		for i, f := range columns[1:] {
			cells = append(cells, cell(labels[i+1], v.cell(r, f)...))
		}
		if extra != "" {
			cells = append(cells, cell(extra, last(r)))
		}
		rows = append(rows, html.E("tr", cells...))
	}
	return html.E("table.sheet", html.A("role", "table"), html.E("caption.vh", html.Text(s.name(v))),
		html.E("thead", html.A("role", "rowgroup"), html.E("tr", head...)), html.E("tbody", rows...))
}

func heading(text string) html.Node {
	return html.E("th", html.A("scope", "col"), html.A("role", "columnheader"), html.Text(text))
}

// cell returns a cell that carries its heading along, or an empty one.
func cell(label string, inside ...html.Node) html.Node {
	if len(inside) == 0 {
		return html.E("td", html.A("role", "cell"))
	}
	return html.E("td", html.A("role", "cell"), html.A("data-l", label), html.All(inside...))
}

// nameCell returns what a record is called, as the way to its page.
func (v *visit) nameCell(r *notebook.Record) html.Node {
	path := v.on(r.Kind, r.ID.String())
	title, rest, _ := strings.Cut(strings.TrimSpace(r.Title()), "\n")
	nodes := []html.Node{html.E("a", html.A("href", path), auto(), html.Text(clip(title, titleBytes)))}
	if r.Kind == "persona" {
		nodes = append(nodes, v.madeUp(r))
	}
	if rest != "" {
		nodes = append(nodes, html.E("p", auto(), html.Text(clip(rest, cellBytes))))
	}
	if later := r.Get("later"); later != "" {
		nodes = append(nodes, html.E("p.quiet", html.Text(v.T("Possible later:")+" "), html.E("bdi", html.Text(clip(later, cellBytes)))))
	}
	return html.All(nodes...)
}

// cell returns what stands in a field of a record, nothing for no answer.
func (v *visit) cell(r *notebook.Record, f *notebook.Field) []html.Node {
	if f.Type == notebook.Refs {
		return v.refsCell(r, f)
	}
	texts := r.Set(f.Name)
	var nodes []html.Node
	for _, text := range texts {
		nodes = append(nodes, html.E("p", written(text), html.Text(clip(v.words(f, text), cellBytes))))
	}
	if r.Kind == "row" && (f.Name == "resources" || f.Name == "involved") {
		nodes = append(nodes, v.beneath(r, f.Name)...)
	}
	return nodes
}

// words returns what people read for a kept value.
func (v *visit) words(f *notebook.Field, text string) string {
	switch f.Type {
	case notebook.Choice:
		return v.own(v.scaleWord(f, text))
	case notebook.Date:
		return v.Date(text)
	}
	return text
}

// refsCell lists the records that a field names; an action with how it stands.
func (v *visit) refsCell(r *notebook.Record, f *notebook.Field) []html.Node {
	linked := v.book().Linked(r, f.Name)
	if len(linked) == 0 {
		return nil
	}
	items := make([]html.Node, 0, len(linked))
	for _, to := range linked {
		items = append(items, html.E("li", html.E("bdi", html.Text(clip(to.Title(), titleBytes))), v.standing(to)))
	}
	return []html.Node{html.E("ul", items...)}
}

// standing says how an action stands, when that was said, and who is invented.
func (v *visit) standing(r *notebook.Record) html.Node {
	state := r.Get("state")
	if r.Kind != "action" || state == "" {
		return v.madeUp(r)
	}
	return html.All(html.Text(" "), html.W("span.state", v.T(notebook.States.Word(state))))
}

// beneath returns what the actions of a row say of resources and people. It is
// shown beneath the row's own text, and never copied into it.
func (v *visit) beneath(r *notebook.Record, name string) []html.Node {
	var says []string
	for _, action := range v.book().Linked(r, "actions") {
		said := action.Set("resources")
		if name == "involved" {
			said = append(append(v.titles(action, "leads"), v.titles(action, "involved")...), action.Set("signoff")...)
		}
		for _, text := range said {
			if !slices.Contains(says, text) {
				says = append(says, text)
			}
		}
	}
	if says == nil {
		return nil
	}
	between := "\n"
	if name == "involved" {
		between = " · "
	}
	return []html.Node{html.E("p.quiet", auto(), html.Text(clip(strings.Join(says, between), cellBytes/2)))}
}

func (v *visit) titles(r *notebook.Record, field string) []string {
	var list []string
	for _, to := range v.book().Linked(r, field) {
		list = append(list, to.Title())
	}
	return list
}
