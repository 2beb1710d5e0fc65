package main

import (
	"context"
	"time"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// agreeing is what the agree command was asked for.
type agreeing struct {
	on, again, words string
	rows, keep       []string
}

func (p *program) agreeCommand() *cobra.Command {
	var o agreeing
	c := &cobra.Command{
		Use:   "agree SUBJECT",
		Short: p.loc.T("Agree together on the plan, a protocol or a proposal"),
		Long: p.loc.T("Fixes a version as agreed together on a day, and prints the id of the agreement. SUBJECT is plan, or the id of a protocol or of a proposal whose answers are open. " +
			"With --row, only these rows of a proposal are agreed on, and the others are left for later."),
		Example: "  amparo agree plan\n  amparo agree mfzwizltoq3tqojq --on 2026-11-22 --again 2027-05-22 --words \"thank you all\"",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.agree(c.Context(), args[0], o) },
	}
	c.Flags().StringVar(&o.on, "on", "", p.loc.T("agreed on this `DAY`; otherwise today"))
	c.Flags().StringVar(&o.again, "again", "", p.loc.T("look at it again on this `DAY`"))
	c.Flags().StringVar(&o.words, "words", "", p.loc.T("write these `WORDS` down with it; - is standard input"))
	c.Flags().StringSliceVar(&o.rows, "row", nil, p.loc.T("agree on the row with this `ID` now; as often as needed"))
	c.Flags().StringSliceVar(&o.keep, "keep", nil, p.loc.T("write the words of the answer with this `ID` down with it"))
	return c
}

func (p *program) agree(ctx context.Context, subject string, o agreeing) error {
	if o.on == "" {
		o.on = p.env.Now().Format(time.DateOnly)
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		words, err := p.textOf(o.words)
		if err != nil {
			return err
		}
		made, err := w.Agree(ctx, subject, o.on, o.again, words)
		if ref, bad := find(w, subject); err != nil && bad == nil && ref.Kind == "proposal" {
			made, err = w.Conclude(ctx, ref.ID, workspace.Outcome{On: o.on, Again: o.again, Words: words, Rows: o.rows, Keep: o.keep})
		}
		if err != nil {
			return err
		}
		return p.made(made.ID.String(), p.loc.T("Agreed together."))
	})
}
