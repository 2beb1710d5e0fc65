package main

import (
	"context"
	"strings"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) searchCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "search WORDS",
		Short: p.loc.T("Look for something in the notebook"),
		Long: p.loc.T("Shows the records in which all words stand, or parts of them. Large letters and accents make no difference.") + " " +
			p.loc.T("With --json: a list of records, as show has it."),
		Example: "  amparo search office\n  amparo search oficina llave --json",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.search(c.Context(), strings.Join(args, " ")) },
	}
}

func (p *program) search(ctx context.Context, query string) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		var records []*notebook.Record
		hits := notebook.Search(w.Notebook(), query, searchedKinds()...)
		for _, h := range hits {
			records = append(records, h.Record)
		}
		if p.flags.json {
			return p.sayJSON(export.Records(w.Notebook(), records, false))
		}
		if len(hits) == 0 {
			p.say(p.loc.T("Nothing here has these words. Perhaps a shorter part of one?"))
		}
		for _, h := range hits {
			p.say(h.Record.ID.String() + "  " + p.loc.T(notebook.KindOf(h.Record.Kind).One) + ": " + h.Record.Title())
			if h.Field != &notebook.KindOf(h.Record.Kind).Fields[0] {
				p.say("    " + p.loc.T(h.Field.Label) + ": " + h.Text)
			}
		}
		return nil
	})
}

// searchedKinds are the kinds that are looked through: those with a sheet, but
// for what never leaves its own.
func searchedKinds() []string {
	var kinds []string
	for _, k := range notebook.Kinds() {
		if !k.Only && !k.Closed && !k.Stays {
			kinds = append(kinds, k.Name)
		}
	}
	return kinds
}
