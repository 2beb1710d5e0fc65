package ui_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/ui"
)

// office is what a computer brings to write and read files with.
type office struct{}

func (office) Names() []string {
	names := []string{"pdf"}
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func (office) Write(w io.Writer, format string, d paper.Document) error {
	if format == "pdf" {
		return export.PDF(w, d)
	}
	return export.Write(w, format, d)
}

func (office) Records(w io.Writer, n *notebook.Notebook) error { return export.WriteRecords(w, n) }
func (office) Share(w io.Writer, s share.Share) error          { return export.WriteShare(w, s) }

func (office) Read(name string, data []byte) (ui.Incoming, error) {
	if format, _ := export.Detect(name, data); format == export.JSON {
		drafts, err := export.ReadRecords(data)
		if err != nil {
			err = ui.Unknown
		}
		return ui.Incoming{Drafts: drafts}, err
	}
	sheet, err := export.Read(name, data)
	if errors.Is(err, export.ErrNotTable) {
		return ui.Incoming{}, ui.NoTable
	}
	if err != nil {
		return ui.Incoming{}, ui.Unknown
	}
	found := export.Map(sheet.Grids, export.AllHeadings())
	in := ui.Incoming{Drafts: found.Records()}
	for _, n := range append(sheet.Notes, found.Notes...) {
		in.Notes = append(in.Notes, ui.Note{Where: n.Where, Sentence: string(n.Problem), Text: n.Text})
	}
	return in, nil
}

// beginAtAComputer returns a visitor with an open notebook, on a computer that
// can write and read files.
func beginAtAComputer(t *testing.T) *visitor {
	t.Helper()
	v := start(t)
	v.formats = office{}
	v.restart()
	v.post("/create/us", "offered", passphrase)
	return v
}

// formats are the kinds of files that a computer writes.
func formats() []string {
	return []string{"pdf", "docx", "ods", "xlsx", "csv", "markdown", "html", "json"}
}

// open returns a file with all that is packed inside it unpacked.
func opened(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return string(data)
	}
	var all strings.Builder
	all.Write(data)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		inside, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(f.Name + f.Comment + string(f.Extra) + string(inside))
	}
	return all.String()
}
