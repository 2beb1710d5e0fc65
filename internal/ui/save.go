package ui

import (
	"context"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/share"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// showExport offers the whole notebook as a file, or some columns of the plan.
func showExport(_ context.Context, v *visit) (Response, error) {
	return v.exportPage(nil), nil
}

func (v *visit) exportPage(faults []fault) Response {
	kinds := v.files()
	var whole []html.Node
	for i, k := range kinds {
		whole = append(whole, radio("format", k.name, v.wholeWords(k), i == 0))
	}
	leave := html.All(v.unsealed(), html.E("div.go", html.W("button", v.T("Save the file"))))
	if v.desk.Passing() {
		leave = v.stays()
	}
	return v.page(page{Heading: v.T("Save as a file"), Place: "pass", Faults: faults,
		Lead: v.T("The notebook stays here as it is. A file is a copy to work with, or to keep."),
		Body: html.All(
			html.W("h2", v.T("The whole notebook")),
			v.form(v.on("export"), html.E("fieldset.ask", html.W("legend", v.T("Which kind of file?")), html.E("div.picks", whole...)), leave),
			v.fewFiles(),
			html.W("h2", v.T("Some columns of the plan")),
			html.W("p", v.T("Whole columns, in an order that tells nothing. We see them before they leave.")),
			v.form(v.on("columns"), v.columnBoxes(faults), html.E("div.go", html.W("button.second", v.T("See what would leave")))),
			html.E("p.other", link(v.on("share"), "", v.T("Rather choose item by item"))))})
}

// wholeWords says what a kind of file is good for when it holds everything.
func (v *visit) wholeWords(k fileKind) string {
	switch k.name {
	case "csv":
		return v.T("CSV, the plan alone as a table for any program")
	case "json":
		return v.T("JSON, everything, to bring in again here")
	}
	return v.T(k.words)
}

func (v *visit) columnBoxes(faults []fault) html.Node {
	var boxes []html.Node
	for _, slug := range share.Slugs() {
		field := share.FieldOf(slug)
		boxes = append(boxes, html.E("label", html.E("input", html.A("type", "checkbox"), html.A("name", "column"), html.A("value", field), off()),
			html.W("span", v.label(notebook.KindOf("row").Field(field)))))
	}
	in := inputs{v: v, faults: faults}
	return html.E("fieldset.ask", html.A("id", "f-column"), html.W("legend", v.T("Which columns?")), in.fault("f-column"), html.E("div.picks", boxes...))
}

// saveExport is the whole notebook as a file.
func saveExport(_ context.Context, v *visit) (Response, error) {
	k, err := v.file(v.req.Form.Get("format"))
	if err != nil {
		return Response{}, err
	}
	if v.desk.Passing() {
		return v.see(v.on("export")), nil
	}
	return k.notebook(v, v.book())
}

// chooseColumns makes a share of whole columns, and shows it before it leaves.
func chooseColumns(_ context.Context, v *visit) (Response, error) {
	var fields []string
	for _, field := range v.req.Form["column"] {
		if share.FieldOf(field) == "" {
			return Response{}, workspace.ErrNotFound
		}
		if !slices.Contains(fields, field) {
			fields = append(fields, field)
		}
	}
	if len(fields) == 0 {
		return v.exportPage([]fault{{"f-column", v.T("Choose one of these columns first.")}}), nil
	}
	s := &sharing{picks: share.Columns(v.book(), fields)}
	if len(v.work.Share(s.picks).Rows) == 0 {
		return v.exportPage([]fault{{"f-column", v.T("Nothing stands in these columns yet.")}}), nil
	}
	var err error
	if s.id, err = v.wait(s); err != nil {
		return Response{}, err
	}
	return v.see(v.on("share", s.id, "look")), nil
}
