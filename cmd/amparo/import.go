package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// importing is what the import command was asked for.
type importing struct {
	file    string
	preview bool
}

func (p *program) importCommand() *cobra.Command {
	var o importing
	c := &cobra.Command{
		Use:   "import FILE",
		Short: p.loc.T("Bring in a plan or risks from a file"),
		Long: p.loc.T("Reads the six-column plan or the risk table from CSV, ODS, XLSX, DOCX, or our own JSON. " +
			"Headings may stand in any language we have. First it shows what will become what. All of it is taken in, or nothing. " +
			"It prints the ids of the records."),
		Example: "  amparo import plan.ods --preview\n  amparo import plan.ods --yes",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.file = args[0]
			return p.bring(c.Context(), o)
		},
	}
	c.Flags().BoolVar(&o.preview, "preview", false, p.loc.T("show what would become what, and change nothing"))
	return c
}

// incoming is what a file holds, before any of it is taken in.
type incoming struct {
	drafts []notebook.Draft
	notes  []export.Note
}

func (p *program) bring(ctx context.Context, o importing) error {
	data, err := p.readInput(o.file)
	if err != nil {
		return fmt.Errorf("reading the file: %w", err)
	}
	in, err := read(filepath.Base(o.file), data)
	if err != nil {
		return err
	}
	if o.preview {
		return p.preview(p.env.Stdout, in)
	}
	if len(in.drafts) == 0 {
		return export.ErrNotTable
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		if !p.flags.yes {
			if err := p.preview(p.env.Stderr, in); err != nil {
				return err
			}
		}
		if err := p.confirm(p.loc.N("One record comes in. Shall we?", "%d records come in. Shall we?", len(in.drafts))); err != nil {
			return err
		}
		return p.takeIn(ctx, w, in.drafts)
	})
}

// takeIn makes records of all drafts, or of none.
func (p *program) takeIn(ctx context.Context, w *workspace.Workspace, drafts []notebook.Draft) error {
	refs, err := w.Import(ctx, drafts)
	var field *workspace.FieldError
	if errors.As(err, &field) {
		return &problem{codeDamaged, p.fieldSentence(field)}
	}
	if err != nil {
		return err
	}
	var ids []string
	for _, ref := range refs {
		ids = append(ids, ref.ID.String())
	}
	return p.sayIDs(ids)
}

// readInput reads a file, or the standard input, up to what an import takes.
func (p *program) readInput(file string) ([]byte, error) {
	var in io.Reader = p.in
	if file != standardInput {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxBody+1))
	if err == nil && len(data) > maxBody {
		err = export.ErrTooLarge
	}
	return data, err
}

// read finds out what a file holds.
func read(name string, data []byte) (incoming, error) {
	format, err := export.Detect(name, data)
	if err != nil {
		return incoming{}, err
	}
	if format == export.JSON {
		drafts, err := export.ReadRecords(data)
		return incoming{drafts: drafts}, err
	}
	sheet, err := export.Read(name, data)
	if err != nil {
		return incoming{}, err
	}
	found := export.Map(sheet.Grids, export.AllHeadings())
	in := incoming{drafts: found.Records()} // which adds to the notes
	in.notes = append(sheet.Notes, found.Notes...)
	return in, nil
}

// preview says what will become what, and what could not be read and where.
func (p *program) preview(to io.Writer, in incoming) error {
	if p.flags.json {
		return writeJSON(to, previewOf(in))
	}
	for _, d := range in.drafts {
		k := notebook.KindOf(d.Kind)
		if k == nil {
			return &problem{codeDamaged, p.fieldSentence(&workspace.FieldError{Kind: d.Kind, Problem: workspace.Unknown})}
		}
		line := p.loc.T(k.One) + ": " + firstLine(titleOf(k, d.Values))
		if d.Where != "" {
			line += "  (" + d.Where + ")"
		}
		fmt.Fprintln(to, line)
		for i := range k.Fields {
			f := &k.Fields[i]
			if texts := d.Values[f.Name]; i > 0 && len(texts) > 0 {
				fmt.Fprintln(to, "    "+p.loc.T(f.Label)+": "+indent(strings.Join(texts, "\n"), "        "))
			}
		}
	}
	for _, n := range in.notes {
		fmt.Fprintln(to, strings.TrimSpace(n.Where+"  "+p.loc.T(string(n.Problem))+" "+n.Text))
	}
	return nil
}

func titleOf(k *notebook.Kind, v notebook.Values) string {
	if texts := v[k.Fields[0].Name]; len(texts) > 0 {
		return strings.Join(texts, "\n")
	}
	return strings.Join(v["title"], "\n")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// previewFile is a preview as JSON.
type previewFile struct {
	Records []previewRecord `json:"records"`
	Notes   []previewNote   `json:"notes"`
}

type previewRecord struct {
	Kind   string              `json:"kind"`
	Where  string              `json:"where,omitempty"`
	Fields map[string][]string `json:"fields"`
}

type previewNote struct {
	Where string `json:"where,omitempty"`
	Note  string `json:"note"`
	Text  string `json:"text,omitempty"`
}

func previewOf(in incoming) previewFile {
	out := previewFile{[]previewRecord{}, []previewNote{}}
	for _, d := range in.drafts {
		out.Records = append(out.Records, previewRecord{d.Kind, d.Where, d.Values})
	}
	for _, n := range in.notes {
		out.Notes = append(out.Notes, previewNote{n.Where, string(n.Problem), n.Text})
	}
	return out
}
