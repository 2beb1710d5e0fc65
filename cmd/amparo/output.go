package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"amparo/internal/export"
	"amparo/internal/paper"
)

// readable are the formats that a terminal can show.
func readable() []string { return []string{"csv", "json", "markdown", "html", "text", "ics"} }

// formats returns the names of all formats that a document can have.
func formats() []string {
	list := []string{"html", "pdf"}
	for _, f := range export.Formats() {
		if !slices.Contains(list, f.Name) {
			list = append(list, f.Name)
		}
	}
	return list
}

// writeDocument writes a document in a format.
func writeDocument(w io.Writer, format string, d paper.Document) error {
	switch format {
	case "html":
		_, err := w.Write(d.HTML())
		return err
	case "pdf":
		return export.PDF(w, d)
	}
	return export.Write(w, format, d)
}

// putDocument writes a document to a file, or to the standard output.
func (p *program) putDocument(file, format string, d paper.Document) error {
	var b bytes.Buffer
	if err := writeDocument(&b, format, d); err != nil {
		return fmt.Errorf("writing the document: %w", err)
	}
	return p.put(file, format, b.Bytes())
}

// put writes what was made to a file of its own, which only its owner can read,
// or to the standard output. A file that is there already is never replaced.
func (p *program) put(file, format string, made []byte) error {
	if file == "" || file == standardInput {
		if p.env.Shows && !slices.Contains(readable(), format) {
			return p.wrongUse(p.loc.T("A terminal can't show this format. Please say with -o where to write it."))
		}
		_, err := p.env.Stdout.Write(made)
		return err
	}
	return newFile(file, func(w io.Writer) error {
		_, err := w.Write(made)
		return err
	})
}

// newFile makes a file and fills it; one that could not be filled is removed.
func newFile(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("making the file: %w", err)
	}
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing the file: %w", err), os.Remove(path))
	}
	return nil
}
