package main

import (
	"errors"
	"io"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/ui"
)

// office writes documents for the pages, and reads the files that people bring.
type office struct{}

// Names returns the formats in the order in which they are offered.
func (office) Names() []string { return formats() }

// Write writes a document in one of them.
func (office) Write(w io.Writer, format string, d paper.Document) error {
	return writeDocument(w, format, d)
}

// Records writes a whole notebook as JSON.
func (office) Records(w io.Writer, n *notebook.Notebook) error { return export.WriteRecords(w, n) }

// Share writes a share as JSON.
func (office) Share(w io.Writer, s share.Share) error { return export.WriteShare(w, s) }

// Read gets records out of a file. Its errors are those of the pages.
func (office) Read(name string, data []byte) (ui.Incoming, error) {
	format, err := export.Detect(name, data)
	if err != nil {
		return ui.Incoming{}, refusal(err)
	}
	if format == export.JSON {
		drafts, err := export.ReadRecords(data)
		return ui.Incoming{Drafts: drafts}, refusal(err)
	}
	sheet, err := export.Read(name, data)
	if err != nil {
		return ui.Incoming{}, refusal(err)
	}
	found := export.Map(sheet.Grids, export.AllHeadings())
	in := ui.Incoming{Drafts: found.Records()}
	for _, n := range append(sheet.Notes, found.Notes...) {
		in.Notes = append(in.Notes, ui.Note{Where: n.Where, Sentence: string(n.Problem), Text: n.Text})
	}
	return in, nil
}

// refusal says for the pages why a file was not read.
func refusal(err error) error {
	for _, r := range []struct {
		cause error
		why   ui.Refusal
	}{
		{export.ErrTooLarge, ui.TooLarge}, {export.ErrBomb, ui.Unsafe}, {export.ErrUnsafe, ui.Unsafe},
		{export.ErrDamaged, ui.Broken}, {export.ErrNotTable, ui.NoTable}, {export.ErrNewer, ui.TooNew},
		{export.ErrOld, ui.TooOld}, {export.ErrLocked, ui.Protected}, {export.ErrUnsupported, ui.Unknown},
	} {
		if errors.Is(err, r.cause) {
			return r.why
		}
	}
	return err
}
