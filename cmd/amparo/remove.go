package main

import (
	"context"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove ID",
		Short:   p.loc.T("Remove a record; it can come back for 30 days"),
		Long:    p.loc.T("Removes a record and prints its id. For 30 days the program's pages can bring it back; after that it goes for good."),
		Example: "  amparo remove mfzwizltoq3tqojq",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.remove(c.Context(), args[0]) },
	}
}

func (p *program) remove(ctx context.Context, name string) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		ref, err := find(w, name)
		if err != nil {
			return err
		}
		if err := w.Remove(ctx, ref); err != nil {
			return err
		}
		return p.made(ref.ID.String(), p.loc.T("Removed. It can come back for 30 days."))
	})
}
