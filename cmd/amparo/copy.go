package main

import (
	"context"
	"slices"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// copying is what the copy command was asked for.
type copying struct {
	id, to  string
	without []string
}

func (p *program) copyCommand() *cobra.Command {
	var o copying
	c := &cobra.Command{
		Use:   "copy ID --to NOTEBOOK",
		Short: p.loc.T("Copy a record into another notebook of the vault"),
		Long: p.loc.T("Makes a new record in another notebook, with what it names, such as the actions of a row. " +
			"First it shows exactly what would be copied; --without leaves out one of the named. People are not copied, and nothing tells where the copy came from. " +
			"It prints the ids of the new records. Into another vault a copy goes from its page."),
		Example: "  amparo copy mfzwizltoq3tqojq --to \"My notebook\"\n  amparo copy mfzwizltoq3tqojq --to Ours --without nbswy3dpeb3w64tm --yes",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.id = args[0]
			return p.copy(c.Context(), o)
		},
	}
	c.Flags().StringVar(&o.to, "to", "", p.loc.T("copy into the `NOTEBOOK` with this name or id"))
	c.Flags().StringSliceVar(&o.without, "without", nil, p.loc.T("leave out what has one of these `IDS`"))
	return c
}

func (p *program) copy(ctx context.Context, o copying) error {
	if o.to == "" {
		return p.wrongUse(p.loc.T("Please say into which notebook, with --to; 'amparo notebook list' shows them."))
	}
	return p.inNotebook(ctx, func(desk *workspace.Desk, from *workspace.Workspace) error {
		to, err := p.notebookNamed(ctx, desk, o.to)
		if err != nil {
			return err
		}
		if to == from {
			return p.wrongUse(p.loc.T("It stands in this notebook already. Please name another one."))
		}
		copies, err := copiesOf(from, o)
		if err != nil {
			return err
		}
		return p.putCopies(ctx, to, copies)
	})
}

// copiesOf returns what would be copied.
func copiesOf(from *workspace.Workspace, o copying) ([]*notebook.Record, error) {
	ref, err := find(from, o.id)
	if err != nil {
		return nil, err
	}
	list, err := from.ToCopy(ref)
	if err != nil {
		return nil, err
	}
	for _, id := range o.without {
		at := slices.IndexFunc(list[1:], func(r *notebook.Record) bool { return r.ID.String() == id })
		if at < 0 {
			return nil, workspace.ErrNotFound
		}
		list = slices.Delete(list, at+1, at+2)
	}
	return from.Copies(list), nil
}

// putCopies shows what comes in, asks, and makes the records.
func (p *program) putCopies(ctx context.Context, to *workspace.Workspace, copies []*notebook.Record) error {
	if !p.flags.yes {
		if err := p.preview(p.env.Stderr, incoming{drafts: shownCopies(copies)}); err != nil {
			return err
		}
	}
	if err := p.confirm(p.loc.N("One record is copied. Shall we?", "%d records are copied. Shall we?", len(copies))); err != nil {
		return err
	}
	refs, err := to.TakeCopies(ctx, copies)
	if err != nil {
		return err
	}
	var ids []string
	for _, ref := range refs {
		ids = append(ids, ref.ID.String())
	}
	return p.sayIDs(ids)
}

// shownCopies returns copies for people to read: titles in place of ids.
func shownCopies(copies []*notebook.Record) []notebook.Draft {
	book := notebook.New()
	for _, c := range copies {
		book.Put(c)
	}
	drafts := workspace.Drafts(copies)
	for i, c := range copies {
		for _, f := range notebook.KindOf(c.Kind).Fields {
			if text := book.Shown(c, &f); f.Type == notebook.Refs && text != "" {
				drafts[i].Values[f.Name] = []string{text}
			}
		}
	}
	return drafts
}
