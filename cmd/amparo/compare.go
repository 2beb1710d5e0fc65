package main

import (
	"context"
	"strings"

	"amparo/internal/catalog"
	"amparo/internal/locale"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) compareCommand() *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "compare",
		Short: p.loc.T("Four words that stand for what this device has"),
		Long: p.loc.T("Prints four words to read out at a meeting. The same words on each device mean the same notebook. " +
			"They tell nothing of what stands in it. With --json: the words as a list."),
		Example: "  amparo compare\n  amparo compare --words es",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.sayState(c.Context(), lang) },
	}
	c.Flags().StringVar(&lang, "words", p.loc.Lang(), p.loc.T("take the words of this `LANGUAGE`: en, es or ar"))
	return c
}

func (p *program) sayState(ctx context.Context, lang string) error {
	if !locale.Shipped(lang) {
		return p.noWordsIn()
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		words, err := w.StateWords(ctx, catalog.Words(lang))
		if err != nil {
			return err
		}
		if p.flags.json {
			return p.sayJSON(map[string][]string{"words": words})
		}
		p.say(strings.Join(words, " "))
		return nil
	})
}

func (p *program) noWordsIn() error {
	return p.wrongUse(p.loc.T("There are words in en, es and ar."))
}
