package main

import (
	"context"
	"fmt"
	"os"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// restoring is what the restore command was asked for.
type restoring struct{ file, label, paperFile string }

func (p *program) restoreCommand() *cobra.Command {
	var o restoring
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: p.loc.T("Make a vault from a backup"),
		Long: p.loc.T("Makes a vault of its own from a backup, on this computer, and prints the ids of its notebooks. Nothing that is here already is touched. " +
			"The passphrase of the backup opens it; with the paper key instead, a new passphrase is taken."),
		Example: "  amparo restore amparo-backup.sealed --label \"our laptop\"\n  amparo restore amparo-backup.sealed --paper-key-file paper.txt",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.file = args[0]
			return p.restore(c.Context(), o)
		},
	}
	c.Flags().StringVar(&o.label, "label", "", p.loc.T("show the vault as `TEXT` before it is opened"))
	c.Flags().StringVar(&o.paperFile, "paper-key-file", "", p.loc.T("read the paper key from the first line of `FILE`; - is standard input"))
	return c
}

func (p *program) restore(ctx context.Context, o restoring) error {
	sealed, err := os.Open(o.file)
	if err != nil {
		return fmt.Errorf("reading the backup: %w", err)
	}
	defer sealed.Close()
	if err := p.makeHome(); err != nil {
		return err
	}
	from := workspace.Backup{Reader: sealed, Label: o.label}
	if o.paperFile != "" {
		paper, err := p.secretFrom(o.paperFile)
		if err != nil {
			return err
		}
		from.Paper = string(paper)
		from.Passphrase, err = p.newPassphrase(p.flags.passphraseFile)
		if err != nil {
			return err
		}
	} else if from.Passphrase, err = p.passphrase(p.loc.T("Passphrase of the backup: ")); err != nil {
		return err
	}
	defer clear(from.Passphrase)
	desk, err := workspace.Restore(ctx, p.shelf, from, p.costly())
	if err != nil {
		return fmt.Errorf("restoring: %w", err)
	}
	ids := []string{}
	for _, n := range desk.Notebooks() {
		ids = append(ids, n.ID)
	}
	return closing(ctx, desk, p.sayIDs(ids))
}
