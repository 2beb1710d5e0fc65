package ui

import (
	"bytes"
	"slices"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/ui/html"
	"amparo/internal/workspace"
)

// fileKind is a kind of file that can be taken along.
type fileKind struct {
	name, ending, mime string
	words              string // what it is good for
}

func fileKinds() []fileKind {
	return []fileKind{
		{"pdf", ".pdf", "application/pdf", locale.Msg("PDF, to read and to print")},
		{"docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", locale.Msg("DOCX, a text for Writer or Word")},
		{"ods", ".ods", "application/vnd.oasis.opendocument.spreadsheet", locale.Msg("ODS, a table for LibreOffice")},
		{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", locale.Msg("XLSX, a table for Excel")},
		{"csv", ".csv", "text/csv; charset=utf-8", locale.Msg("CSV, a table for any program")},
		{"markdown", ".md", "text/markdown; charset=utf-8", locale.Msg("Markdown, a plain text")},
		{"html", ".html", "text/html; charset=utf-8", locale.Msg("HTML, a page for a browser")},
		{"json", ".json", "application/json", locale.Msg("JSON, for this program and for scripts")},
	}
}

// files returns the kinds of files that this host can write. A browser writes
// the page alone.
func (v *visit) files() []fileKind {
	names := []string{"html"}
	if f := v.app.host.Formats; f != nil {
		names = append(f.Names(), "html", "json")
	}
	return slices.DeleteFunc(fileKinds(), func(k fileKind) bool { return !slices.Contains(names, k.name) })
}

// file returns the kind of that name among those of this host.
func (v *visit) file(name string) (fileKind, error) {
	for _, k := range v.files() {
		if k.name == name {
			return k, nil
		}
	}
	return fileKind{}, workspace.ErrNotFound
}

// document returns a document as a file to save. Its name says nothing.
func (k fileKind) document(v *visit, d paper.Document) (Response, error) {
	if k.name == "html" {
		return k.saved(d.HTML()), nil
	}
	if k.name == "json" {
		return Response{}, workspace.ErrNotFound
	}
	var b bytes.Buffer
	if err := v.app.host.Formats.Write(&b, k.name, d); err != nil {
		return Response{}, err
	}
	return k.saved(b.Bytes()), nil
}

// share returns a share as a file: the document that was looked at, or the same
// items as JSON.
func (k fileKind) share(v *visit, s share.Share) (Response, error) {
	if k.name != "json" {
		return k.document(v, paper.OfShare(s, v.Locale, v.paper()))
	}
	var b bytes.Buffer
	if err := v.app.host.Formats.Share(&b, s); err != nil {
		return Response{}, err
	}
	return k.saved(b.Bytes()), nil
}

// notebook returns a whole notebook as a file. What is read by people holds the
// sheets as they are printed; what is read by programs holds every field.
func (k fileKind) notebook(v *visit, n *notebook.Notebook) (Response, error) {
	o := v.paper()
	switch k.name {
	case "json":
		var b bytes.Buffer
		if err := v.app.host.Formats.Records(&b, n); err != nil {
			return Response{}, err
		}
		return k.saved(b.Bytes()), nil
	case "pdf", "html":
		return k.document(v, paper.Book(n, v.Locale, o))
	case "csv":
		o.Full = true
		d, err := paper.Sheet(n, "plan", v.Locale, o)
		if err != nil {
			return Response{}, err
		}
		return k.document(v, d)
	}
	return k.document(v, paper.Whole(n, v.Locale, o))
}

func (k fileKind) saved(b []byte) Response {
	return Response{Status: 200, Type: k.mime, Body: b, Download: "notes" + k.ending}
}

// unsealed says, beside a button, that what leaves can be read.
func (v *visit) unsealed() html.Node {
	return html.W("p.note", v.T("What leaves is not sealed. Whoever finds it can read it. On a stick or in a message, it stays there."))
}

// stays says that the example is never taken along.
func (v *visit) stays() html.Node {
	return html.W("p.note", v.T("This collective is invented, so nothing of it leaves. In a notebook of our own, the buttons stand here."))
}

// fewFiles says, where there are no other formats, where they are.
func (v *visit) fewFiles() html.Node {
	return html.If(v.app.host.Formats == nil,
		html.W("p.quiet", v.T("In a browser we write pages. The program on a computer also writes PDF, tables and texts.")))
}

// importHead is what stands over the page that asks for a file.
func (v *visit) importHead() page {
	return page{Heading: v.T("Bring in a file"), Place: "pass",
		Lead: v.T("A plan or a table of risks that we have already. First we see what would become of it.")}
}

// cannotImport says, where files are not read, where they are.
func (v *visit) cannotImport() Response {
	p := v.importHead()
	p.Body = html.W("p.note", v.T("In a browser we can't read files yet. The program on a computer can."))
	return v.page(p)
}

// fileBox is where a file is chosen.
func (v *visit) fileBox(label string, faults []fault) html.Node {
	in := inputs{v: v, faults: faults}
	return html.E("div.ask", html.E("label", html.A("for", "f-file"), html.Text(label)), in.fault("f-file"),
		html.E("input", html.A("type", "file"), html.A("id", "f-file"), html.A("name", "file"), off(), in.described("f-file", false)))
}
