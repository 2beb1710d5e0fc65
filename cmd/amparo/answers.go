package main

import (
	"context"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) answersCommand() *cobra.Command {
	open := false
	c := &cobra.Command{
		Use:   "answers ID",
		Short: p.loc.T("Read the answers to a proposal, once they are open for all"),
		Long: p.loc.T("Shows the answers to a proposal: objections first, then worries, then the others. Before the group opens them together nothing is shown, not even how many there are. " +
			"With --open they are opened for all."),
		Example: "  amparo answers mfzwizltoq3tqojq --open\n  amparo answers mfzwizltoq3tqojq --json",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.answers(c.Context(), args[0], open) },
	}
	c.Flags().BoolVar(&open, "open", false, p.loc.T("we have all answered: open the answers for all"))
	return c
}

func (p *program) answers(ctx context.Context, name string, open bool) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		id, err := notebook.ParseID(name)
		if err != nil {
			return workspace.ErrNotFound
		}
		now, err := w.Proposed(id)
		if err != nil {
			return err
		}
		if open && now.Stage != notebook.Together {
			if err := w.Open(ctx, id); err != nil {
				return err
			}
			if now, err = w.Proposed(id); err != nil {
				return err
			}
		}
		if now.Stage == notebook.Answering || now.Stage == notebook.Written {
			return p.wrongUse(p.loc.T("These answers are not open yet. When you have all answered, --open opens them together."))
		}
		n := w.Notebook()
		if p.flags.json {
			return p.sayJSON(export.Records(n, n.Heard(now.Record), false))
		}
		p.say(now.Record.Title())
		for _, a := range n.Heard(now.Record) {
			p.sayAnswer(n, a)
		}
		return nil
	})
}

func (p *program) sayAnswer(n *notebook.Notebook, a *notebook.Record) {
	p.say("\n" + p.loc.T(notebook.Answers.Word(a.Get("answer"))))
	for _, text := range []string{a.Get("words"), n.Shown(a, notebook.KindOf("answer").Field("name")), a.ID.String()} {
		if text != "" {
			p.say("    " + indent(text, "    "))
		}
	}
}
