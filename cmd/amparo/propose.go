package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) proposeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "propose ID",
		Short: p.loc.T("Begin the answers to a proposal, or begin them anew"),
		Long: p.loc.T("Fixes the text of a proposal, so that each one answers the same, and prints its id. 'amparo add proposal' writes one. " +
			"Beginning anew fixes the text as it is now, and puts the earlier answers away."),
		Example: "  amparo add proposal title=\"Phones in the tin\" about=rule words=\"We put our phones in the tin.\"\n  amparo propose mfzwizltoq3tqojq",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.inRound(c.Context(), args[0], p.loc.T("Each one can answer now."), (*workspace.Workspace).Begin)
		},
	}
}

// inRound does something with the proposal that an id names, and prints the id
// of the proposal, whoever did what.
func (p *program) inRound(ctx context.Context, name, sentence string, do func(*workspace.Workspace, context.Context, notebook.ID) error) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		id, err := notebook.ParseID(name)
		if err != nil {
			return workspace.ErrNotFound
		}
		if err := do(w, ctx, id); err != nil {
			return err
		}
		return p.made(name, sentence)
	})
}

// answering is what the answer command was asked for.
type answering struct{ answer, words, name string }

func (p *program) answerCommand() *cobra.Command {
	var o answering
	var steps []string
	for _, s := range notebook.Answers {
		steps = append(steps, s.Value)
	}
	c := &cobra.Command{
		Use:   "answer ID --answer ANSWER",
		Short: p.loc.T("Give one woman's answer to a proposal"),
		Long: p.loc.T("Keeps one answer to a proposal and prints the proposal's id. Who answered, and when, is not shown, but words can tell. " +
			"What is typed on a command line may stay in the terminal: with --words - the words come from standard input."),
		Example: "  amparo answer mfzwizltoq3tqojq --answer agree\n  amparo answer mfzwizltoq3tqojq --answer worry --words -",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.answer(c.Context(), args[0], o) },
	}
	c.Flags().StringVar(&o.answer, "answer", "", p.loc.F("give this `ANSWER`: %s", strings.Join(steps, "|")))
	c.Flags().StringVar(&o.words, "words", "", p.loc.T("with these `WORDS`; - is standard input"))
	c.Flags().StringVar(&o.name, "name", "", p.loc.T("with the name of the person with this `ID`; otherwise without"))
	return c
}

func (p *program) answer(ctx context.Context, name string, o answering) error {
	return p.inRound(ctx, name, p.loc.T("Thank you. Hand it on."), func(w *workspace.Workspace, ctx context.Context, id notebook.ID) error {
		words, err := p.textOf(o.words)
		if err != nil {
			return err
		}
		now, err := w.Proposed(id)
		if err != nil {
			return err
		}
		return w.Answer(ctx, id, workspace.Answer{Round: now.Record.Get("round"), Answer: o.answer, Words: words, Name: o.name})
	})
}

// textOf returns a text as it is given, or with "-" what is left of the standard
// input when the vault is open.
func (p *program) textOf(text string) (string, error) {
	if text != "-" {
		return text, nil
	}
	b, err := io.ReadAll(p.in)
	if err != nil {
		return "", fmt.Errorf("reading the words: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}
