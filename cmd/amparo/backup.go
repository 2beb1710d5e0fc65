package main

import (
	"context"
	"io"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: p.loc.T("Write everything to one sealed file"),
		Long: p.loc.T("Writes the whole vault to a new file, sealed. The passphrase or the paper key opens it again, with 'amparo restore'. " +
			"It holds no keys of this device."),
		Example: "  amparo backup amparo-backup.sealed",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.backup(c.Context(), args[0]) },
	}
}

func (p *program) backup(ctx context.Context, file string) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		err := newFile(file, func(w io.Writer) error { return desk.Backup(ctx, w) })
		if err == nil {
			p.tell(p.loc.T("The backup is written. Please keep it away from this computer."))
		}
		return err
	})
}
