package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/share"
	"amparo/internal/ui/html"
)

// sharing is a share that someone puts together. It is never stored: whoever
// passes looks like whoever has not shared yet.
type sharing struct {
	id    string // "" before the first item
	picks []share.Pick
	seen  share.Share // what the preview showed last

	// Where it stands already with someone from outside, when it is sent again.
	to      string // the notebook
	instead notebook.ID
}

// sharing returns the share that the path names, or a new one with nothing
// chosen.
func (v *visit) sharing() (*sharing, bool) {
	if v.arg("id") == "" {
		return &sharing{}, true
	}
	return awaited[*sharing](v, v.arg("id"))
}

// shareColumn returns the column that is being chosen from: the actions, unless
// she asked for another.
func (v *visit) shareColumn() string {
	if field := share.FieldOf(v.req.Query.Get("column")); field != "" {
		return field
	}
	return "actions"
}

// item is something that can be tapped.
type item struct {
	pick share.Pick
	text string
}

// items returns what can be tapped in a column.
func (v *visit) items(column string) []item {
	kind, field := "row", column
	if column == "actions" {
		kind, field = "action", "title"
	}
	var list []item
	for _, r := range v.book().Records(kind) {
		if text := strings.Join(r.Set(field), "\n"); strings.TrimSpace(text) != "" {
			list = append(list, item{share.Pick{Ref: r.Ref, Field: field}, text})
		}
	}
	return list
}

// itemPages parts the items into pages, and returns the one that is asked for.
func (v *visit) itemPages(list []item) (pages [][]item, at int) {
	weight := func(i item) int { return 200 + textWeight(clip(i.text, cellBytes)) }
	for from := 0; from < len(list); {
		to := pageEnd(list, from, weight)
		pages, from = append(pages, list[from:to]), to
	}
	at, err := strconv.Atoi(v.req.Query.Get("page"))
	if err != nil || at < 1 || at > len(pages) {
		at = 1
	}
	return append(pages, nil)[:max(1, len(pages))], at - 1
}

// showShare shows the items of a column to tap. Nothing is chosen beforehand.
func showShare(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sharing()
	if !ok {
		return v.see(v.on("share")), nil
	}
	return v.sharePage(s, false), nil
}

func (v *visit) sharePage(s *sharing, none bool) Response {
	column := v.shareColumn()
	items := v.emptyColumn(column)
	if list := v.items(column); len(list) > 0 {
		items = v.itemList(s, list)
	}
	return v.page(page{
		Over: v.T("Share some actions"), Heading: v.label(notebook.KindOf("row").Field(column)), Place: "pass",
		Lead: v.T("We tap what others may learn from. Only that leaves, and nothing is chosen beforehand."),
		// The form's address says which items it shows.
		Body: v.form(s.path(v)+"?column="+column+"&page="+v.req.Query.Get("page"), items, v.otherColumns(column),
			html.If(none, html.E("p.note", html.A("role", "status"), html.Text(v.T("Nothing is chosen yet. Passing is fine, too.")))),
			v.chosen(s),
			html.E("div.go", html.W("button", v.T("See what would leave")), link(v.on("pass"), "button.second", v.T("Pass")))),
	})
}

// path is where the share is put together.
func (s *sharing) path(v *visit) string {
	if s.id == "" {
		return v.on("share")
	}
	return v.on("share", s.id)
}

func (v *visit) itemList(s *sharing, list []item) html.Node {
	pages, at := v.itemPages(list)
	var boxes []html.Node
	for _, i := range pages[at] {
		boxes = append(boxes, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "item"), html.A("value", i.pick.Ref.ID.String()), off(),
			html.If(slices.Contains(s.picks, i.pick), html.On("checked"))), html.E("span.lines", auto(), html.Text(clip(i.text, cellBytes)))))
	}
	turn := func(page int, words string) html.Node {
		return html.E("button.small", html.A("name", "page"), html.A("value", strconv.Itoa(page+1)), html.Text(words))
	}
	return html.All(
		html.E("fieldset.ask", html.W("legend", v.T("What may others see?")), html.E("div.picks", boxes...)),
		html.If(len(pages) > 1, html.E("div.go.tools", html.If(at > 0, turn(at-1, v.T("Earlier ones"))), html.If(at+1 < len(pages), turn(at+1, v.T("Further ones"))))))
}

// otherColumns leads to the other columns of the plan, with what is chosen.
func (v *visit) otherColumns(column string) html.Node {
	var list []html.Node
	for _, slug := range share.Slugs() {
		if field := share.FieldOf(slug); field != column {
			list = append(list, html.E("button.small", html.A("name", "column"), html.A("value", field), html.Text(v.label(notebook.KindOf("row").Field(field)))))
		}
	}
	return html.E("details", html.If(column != "actions", html.On("open")), html.W("summary", v.T("Other columns")),
		html.W("p.hint", v.T("These say more about us. We look twice before we share them.")), html.E("div.go.tools", list...))
}

func (v *visit) chosen(s *sharing) html.Node {
	if len(s.picks) == 0 {
		return html.Node{}
	}
	return html.E("p.quiet", html.Text(v.N("%d item is chosen so far.", "%d items are chosen so far.", len(s.picks))+" "), link(v.on("share"), "", v.T("Choose anew")))
}

func (v *visit) emptyColumn(column string) html.Node {
	f := notebook.KindOf("row").Field(column)
	return html.E("div.card", html.W("p", v.T("Nothing stands in this column yet. What we write in the plan can be tapped here.")),
		html.E("p.example", html.W("span", v.T("For example:")), html.Text(" "+v.T(f.Example))),
		html.E("p", link(v.on("plan"), "", v.T("Go to the plan"))))
}

// chooseShare takes what was tapped on one page, and goes where she wants.
func chooseShare(_ context.Context, v *visit) (Response, error) {
	s, ok := v.sharing()
	if !ok {
		return v.see(v.on("share")), nil
	}
	column := v.shareColumn()
	if err := v.pick(s, column); err != nil {
		return Response{}, err
	}
	form := v.req.Form
	switch {
	case share.FieldOf(form.Get("column")) != "":
		return v.see(s.path(v) + "?column=" + share.FieldOf(form.Get("column"))), nil
	case form.Get("page") != "":
		page, err := strconv.Atoi(form.Get("page"))
		return v.see(s.path(v) + "?column=" + column + "&page=" + strconv.Itoa(page)), err
	case len(s.picks) == 0:
		return v.sharePage(s, true), nil
	}
	return v.see(v.on("share", s.id, "look")), nil
}

// pick replaces what was chosen among the items of one page by what is chosen
// there now.
func (v *visit) pick(s *sharing, column string) error {
	pages, at := v.itemPages(v.items(column))
	for _, i := range pages[at] {
		s.picks = slices.DeleteFunc(s.picks, func(p share.Pick) bool { return p == i.pick })
		if slices.Contains(v.req.Form["item"], i.pick.Ref.ID.String()) {
			s.picks = append(s.picks, i.pick)
		}
	}
	if s.id != "" || len(s.picks) == 0 {
		return nil
	}
	var err error
	s.id, err = v.wait(s)
	return err
}
