package main

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) setCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "set ID field=value ...",
		Short: p.loc.T("Write something anew in a record"),
		Long: p.loc.T("Gives fields of a record new values and prints its id. What stood there stays in the history. " +
			"The kinds with one record alone, plan and settings, are named by their kind."),
		Example: "  amparo set mfzwizltoq3tqojq probability=4\n  amparo set settings scales=numbers",
		Args:    cobra.MinimumNArgs(2),
		RunE:    func(c *cobra.Command, args []string) error { return p.set(c.Context(), args[0], args[1:]) },
	}
}

func (p *program) set(ctx context.Context, name string, args []string) error {
	values, err := p.values(args)
	if err != nil {
		return err
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		ref, err := find(w, name)
		if err != nil {
			return err
		}
		var edits []workspace.Edit
		for field, texts := range values {
			edits = append(edits, workspace.Edit{Field: field, Texts: texts})
		}
		if err := w.Set(ctx, ref, edits...); err != nil {
			return p.openFirst(w, err)
		}
		p.tellMeasures(w, ref)
		return p.made(ref.ID.String(), p.loc.T("Saved."))
	})
}

// find returns the record with that id, or the only one of the kind so named.
func find(w *workspace.Workspace, name string) (notebook.Ref, error) {
	if k := notebook.KindOf(name); k != nil && k.Only {
		return notebook.Ref{Kind: k.Name, ID: notebook.Single(k.Name)}, nil
	}
	id, err := notebook.ParseID(name)
	if err != nil {
		return notebook.Ref{}, workspace.ErrNotFound
	}
	r := w.Notebook().Find(id)
	if r == nil {
		return notebook.Ref{}, workspace.ErrNotFound
	}
	return r.Ref, nil
}
