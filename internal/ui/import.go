//go:build !js

package ui

import (
	"context"
	"errors"

	"amparo/internal/notebook"
	"amparo/internal/ui/html"
)

// importRoutes are what comes in, and what is copied from one notebook to
// another.
func importRoutes() []Route {
	return []Route{
		{"GET", "/n/{nb}/import", opened, showImport},
		{"POST", "/n/{nb}/import", opened, readImport},
		{"GET", "/n/{nb}/import/{id}", opened, showArrival},
		{"POST", "/n/{nb}/import/{id}", opened, takeArrival},
		{"GET", "/n/{nb}/{kind}/{id}/copy", opened, showCopy},
		{"POST", "/n/{nb}/{kind}/{id}/copy", opened, copyRecord},
		{"POST", "/carry", anyone, carry},
	}
}

// showImport asks for a file.
func showImport(_ context.Context, v *visit) (Response, error) {
	return v.importPage(nil), nil
}

func (v *visit) importPage(faults []fault) Response {
	if v.app.host.Formats == nil {
		return v.cannotImport()
	}
	p := v.importHead()
	p.Faults = faults
	p.Body = html.All(
		v.form(v.on("import"), html.A("enctype", "multipart/form-data"), v.fileBox(v.T("Which file?"), faults),
			html.E("div.go", html.W("button", v.T("Look at it")))),
		html.E("details", html.W("summary", v.T("What can be read")), html.E("ul",
			html.W("li", v.T("Tables in ODS, XLSX, CSV, DOCX and ODT, and our own JSON.")),
			html.W("li", v.T("The six columns of the plan, or the table of risks, in any order.")),
			html.W("li", v.T("Headings in English, Spanish or Arabic.")),
			html.W("li", v.T("Several lines in a cell, merged cells and empty ones are fine.")))))
	return v.page(p)
}

// readImport reads the file, keeps what it means in memory, and shows it.
func readImport(_ context.Context, v *visit) (Response, error) {
	file, given := v.req.Files["file"]
	if v.app.host.Formats == nil {
		return v.see(v.on("import")), nil
	}
	if !given || len(file.Data) == 0 {
		return v.importPage([]fault{{"f-file", v.T("Choose a file first.")}}), nil
	}
	in, err := v.app.host.Formats.Read(file.Name, file.Data)
	if err == nil {
		err = acceptable(in.Drafts)
	}
	var why Refusal
	if errors.As(err, &why) {
		return v.importPage([]fault{{"f-file", v.refused(why)}}), nil
	}
	if err != nil {
		return Response{}, err
	}
	id, err := v.wait(&arrival{in, v.known(in.Drafts)})
	if err != nil {
		return Response{}, err
	}
	return v.see(v.on("import", id)), nil
}

// acceptable refuses a file without any record, and one with kinds or fields
// that we do not have: a newer program wrote it.
func acceptable(drafts []notebook.Draft) error {
	if len(drafts) == 0 {
		return NoTable
	}
	for _, d := range drafts {
		k := notebook.KindOf(d.Kind)
		if k == nil {
			return TooNew
		}
		for name := range d.Values {
			if k.Field(name) == nil && name != "title" {
				return TooNew
			}
		}
	}
	return nil
}

// known counts the drafts whose records are here already.
func (v *visit) known(drafts []notebook.Draft) int {
	n := 0
	for _, d := range drafts {
		if v.book().Look(notebook.Ref{Kind: d.Kind, ID: d.ID}) != nil {
			n++
		}
	}
	return n
}

// refused says why a file was not read, and what helps.
func (v *visit) refused(why Refusal) string {
	switch why {
	case TooLarge:
		return v.T("This file is larger than we can take. Please bring it in parts.")
	case Unsafe:
		return v.T("This file could do harm, so we left it closed. Please copy its table into a new file.")
	case Broken:
		return v.T("This file ends early or contradicts itself. Please save it once more and try again.")
	case NoTable:
		return v.T("We found no plan and no risks in this file. Their headings help us to see them.")
	case TooNew:
		return v.T("A newer program wrote this file. Please bring this one up to date, or save the file as ODS or CSV.")
	case TooOld:
		return v.T("This file has an old office format. Please save it as ODS, XLSX or DOCX.")
	case Protected:
		return v.T("This file has a password. Please save it without one, and bring that.")
	}
	return v.T("We can't read this kind of file. ODS, XLSX, CSV, DOCX, ODT and our own JSON work.")
}
