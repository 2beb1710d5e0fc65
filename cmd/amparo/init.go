package main

import (
	"context"
	"strings"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) initCommand() *cobra.Command {
	var label string
	c := &cobra.Command{
		Use:   "init",
		Short: p.loc.T("Make a vault with a first notebook"),
		Long: p.loc.T("Makes a sealed vault on this computer, and a first notebook in it. It prints the notebook's id. " +
			"A label is shown before the vault is opened; without one the vault shows no name."),
		Example: "  amparo init\n  amparo init --label \"our laptop\" --notebook \"Casa Luna\"",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.init(c.Context(), label) },
	}
	c.Flags().StringVar(&label, "label", "", p.loc.T("show the vault as `TEXT` before it is opened"))
	return c
}

func (p *program) init(ctx context.Context, label string) error {
	if strings.ContainsAny(label, "\r\n") || len(label) > 200 {
		return p.wrongUse(p.loc.T("A label is one short line."))
	}
	if err := p.makeHome(); err != nil {
		return err
	}
	secret, err := p.newPassphrase(p.flags.passphraseFile)
	if err != nil {
		return err
	}
	defer clear(secret)
	if p.opensOne(ctx, secret) {
		return p.wrongUse(p.loc.T("This passphrase opens a vault here already, so none was made. 'amparo notebook new NAME' makes a notebook in it. Another vault wants a passphrase of its own."))
	}
	desk, err := workspace.Create(ctx, p.shelf, label, secret, p.costly())
	if err != nil {
		return err
	}
	name := p.flags.notebook
	if name == "" {
		name = p.loc.T("Our notebook")
	}
	w, err := desk.NewNotebook(ctx, name)
	if err == nil {
		err = p.made(w.ID(), p.loc.T("The vault is ready, and a notebook is in it."))
	}
	return closing(ctx, desk, err)
}

// opensOne says whether a vault that is here opens with the passphrase. Of two
// such vaults, nobody could tell which one opens.
func (p *program) opensOne(ctx context.Context, secret []byte) bool {
	desk, err := workspace.UnlockAny(ctx, p.shelf, secret, p.config())
	return err == nil && desk.Close(ctx) == nil
}
