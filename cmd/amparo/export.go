package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// exporting is what the export command was asked for.
type exporting struct {
	format, out string
	only        []string
}

const formatJSON = "json"

func (p *program) exportCommand() *cobra.Command {
	var o exporting
	all := strings.Join(append([]string{formatJSON}, formats()...), "|")
	c := &cobra.Command{
		Use:   "export --format FORMAT",
		Short: p.loc.T("Take the notebook along, or a share of it"),
		Long: p.loc.T("Writes the notebook in a format of your choice. JSON holds every record with its id, and importing it gives the same records. "+
			"CSV holds the plan; the other formats hold every sheet.") + "\n\n" +
			p.loc.F("With --only it is a share: these columns of the plan and nothing else, in an order that tells nothing. The columns are: %s.",
				strings.Join(share.Slugs(), ", ")) + " " +
			p.loc.T("An export is not sealed: whoever finds it can read it."),
		Example: "  amparo export --format ods -o notebook.ods\n  amparo export --format markdown --only mitigating-actions -o share.md",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.export(c.Context(), o) },
	}
	c.Flags().StringVar(&o.format, "format", "", p.loc.F("write `FORMAT`: %s", all))
	c.Flags().StringSliceVar(&o.only, "only", nil, p.loc.T("share these `COLUMNS` of the plan and nothing else"))
	c.Flags().StringVarP(&o.out, "output", "o", "", p.loc.T("write to `FILE`"))
	return c
}

func (p *program) export(ctx context.Context, o exporting) error {
	if o.format != formatJSON && !slices.Contains(formats(), o.format) {
		return p.wrongUse(p.loc.F("Please say which format, with --format: %s.", strings.Join(append([]string{formatJSON}, formats()...), ", ")))
	}
	fields, err := p.columns(o.only)
	if err != nil {
		return err
	}
	return p.inNotebook(ctx, func(desk *workspace.Desk, w *workspace.Workspace) error {
		layout := p.layout("", desk.Settings(), readSettings(w.Notebook()))
		made, err := p.whole(w.Notebook(), o.format, layout)
		if len(fields) > 0 {
			made, err = p.share(w.Notebook(), fields, o.format, layout)
		}
		if err != nil {
			return fmt.Errorf("writing the document: %w", err)
		}
		if err := p.confirmUnsealed(); err != nil {
			return err
		}
		return p.put(o.out, o.format, made)
	})
}

// columns returns the fields of the columns that --only names.
func (p *program) columns(only []string) ([]string, error) {
	var fields []string
	for _, slug := range only {
		field := share.FieldOf(strings.TrimSpace(slug))
		if field == "" {
			return nil, p.wrongUse(p.loc.F("The plan has no column of that name. These are: %s.", strings.Join(share.Slugs(), ", ")))
		}
		fields = append(fields, field)
	}
	return fields, nil
}

// whole returns the notebook in a format.
func (p *program) whole(n *notebook.Notebook, format string, layout paper.Options) ([]byte, error) {
	var b bytes.Buffer
	if format == formatJSON {
		err := export.WriteRecords(&b, n)
		return b.Bytes(), err
	}
	d := paper.Whole(n, p.loc, layout)
	if format == "csv" {
		layout.Full = true
		var err error
		if d, err = paper.Sheet(n, "plan", p.loc, layout); err != nil {
			return nil, err
		}
	}
	err := writeDocument(&b, format, d)
	return b.Bytes(), err
}

// share returns a share of the notebook in a format, and tells which words in
// it also stand in a part that is kept.
func (p *program) share(n *notebook.Notebook, fields []string, format string, layout paper.Options) ([]byte, error) {
	picks := share.Columns(n, fields)
	s := share.Build(n, picks)
	for _, e := range share.Echoes(n, picks) {
		p.tell(p.loc.F("The word %s also stands in a part that you keep. Here: %s", e.Word, e.Item))
	}
	var b bytes.Buffer
	if format == formatJSON {
		err := export.WriteShare(&b, s)
		return b.Bytes(), err
	}
	err := writeDocument(&b, format, paper.OfShare(s, p.loc, layout))
	return b.Bytes(), err
}
