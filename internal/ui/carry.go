//go:build !js

package ui

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// Between two vaults a copy is carried by the page, so that no process ever has
// the keys or the texts of both: the one that holds the first has ended before
// anyone writes the words of the second. docs/adr/0014 says why.

// carryAway locks the vault, and shows the page that holds the copy until it is
// put in. The process ends with it.
func (v *visit) carryAway(ctx context.Context, copies []*notebook.Record) (Response, error) {
	if err := v.close(ctx); err != nil {
		return Response{}, err
	}
	response := v.carryPage(notebook.Freeze(copies), copies[0].ID.String(), nil)
	response.End = true
	return response, nil
}

func (v *visit) carryPage(parcel, first string, faults []fault) Response {
	return v.page(page{Heading: v.T("Now the other notebook"), Bare: true, Faults: faults,
		Lead: v.T("The first one is locked. What we copied is on this page alone, until it is put in or the page is closed."),
		Body: v.form("/carry", hidden("parcel", parcel), hidden("first", first),
			v.secret("passphrase", v.T("The words of the other notebook"), faults),
			html.E("div.go", html.W("button", v.T("Open it and put it in")), link("/unlock", "button.second", v.T("Leave it"))))})
}

// carry opens the vault whose words these are, and makes the records in it. Where
// it has several notebooks it asks which.
func carry(ctx context.Context, v *visit) (Response, error) {
	form := v.req.Form
	book, err := notebook.Thaw(strings.ReplaceAll(form.Get("parcel"), "\r\n", "\n")) // as browsers send line ends
	if err != nil || len(book.All()) == 0 {
		return Response{}, workspace.ErrNotFound
	}
	if v.desk == nil {
		desk, err := workspace.UnlockAny(ctx, v.app.host.Shelf, []byte(form.Get("passphrase")), v.app.host.Config)
		if errors.Is(err, workspace.ErrLocked) {
			return v.carryPage(form.Get("parcel"), form.Get("first"), []fault{{"f-passphrase", v.T("This did not open it. One letter can make the difference. Take your time.")}}), nil
		}
		if err != nil {
			return Response{}, err
		}
		v.app.take(desk)
		v.desk = desk
	}
	to := form.Get("to")
	if list := v.desk.Notebooks(); len(list) == 1 {
		to = list[0].ID
	}
	if to == "" {
		return v.carryWhere(), nil
	}
	w, err := v.desk.Notebook(ctx, to)
	if err != nil {
		return Response{}, err
	}
	first, _ := notebook.ParseID(form.Get("first")) // another text shows the first record
	return v.takeCopies(ctx, w, book.All(), first)
}

// carryWhere asks into which notebook of the vault that is open now.
func (v *visit) carryWhere() Response {
	var list []html.Node
	for i, n := range v.desk.Notebooks() {
		list = append(list, v.toNotebook(n.ID, n.Name, i == 0))
	}
	body := html.W("p", v.T("No notebook is in here yet."))
	if list != nil {
		body = v.form("/carry", hidden("parcel", v.req.Form.Get("parcel")), hidden("first", v.req.Form.Get("first")),
			html.E("fieldset.ask", html.W("legend", v.T("Where to?")), html.E("div.picks", list...)),
			html.E("div.go", html.W("button", v.T("Put it in")), link("/notebooks", "button.second", v.T("Leave it"))))
	}
	return v.page(page{Heading: v.T("Into which notebook?"), Bare: true, Body: body})
}
