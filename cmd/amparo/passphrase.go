package main

import (
	"context"
	"errors"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) passphraseCommand() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "passphrase",
		Short: p.loc.T("Take a new passphrase"),
		Long: p.loc.T("Takes a new passphrase in place of the present one. The paper key stays the same. " +
			"Backups made before still open with the passphrase of their day."),
		Example: "  amparo passphrase\n  amparo passphrase --passphrase-file old.txt --new-passphrase-file new.txt",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.changePassphrase(c.Context(), file) },
	}
	c.Flags().StringVar(&file, "new-passphrase-file", "", p.loc.T("read the new passphrase from the first line of `FILE`; - is the next line of standard input"))
	return c
}

func (p *program) changePassphrase(ctx context.Context, file string) error {
	places, err := p.places(ctx)
	if err != nil {
		return err
	}
	old, err := p.passphrase(p.loc.T("Passphrase: "))
	if err != nil {
		return err
	}
	defer clear(old)
	desk, err := p.unlockWith(ctx, places, old, p.costly())
	if err != nil {
		return err
	}
	return closing(ctx, desk, p.exchange(ctx, desk, old, file))
}

// exchange asks for the new passphrase and takes it.
func (p *program) exchange(ctx context.Context, desk *workspace.Desk, old []byte, file string) error {
	if file == "" && !p.env.Asks {
		return p.wrongUse(p.loc.T("Please give the new passphrase with --new-passphrase-file."))
	}
	fresh, err := p.newPassphrase(file)
	if err != nil {
		return err
	}
	defer clear(fresh)
	err = desk.ChangePassphrase(ctx, p.shelf, old, fresh)
	if errors.Is(err, workspace.ErrTaken) {
		return p.wrongUse(p.loc.T("This passphrase opens another vault here that is shown in the same way. Please take another one."))
	}
	if err != nil {
		return err
	}
	p.tell(p.loc.T("The new passphrase holds from now on."))
	return nil
}
