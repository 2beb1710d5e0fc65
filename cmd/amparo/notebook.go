package main

import (
	"context"
	"strings"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) notebookCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "notebook",
		Short:   p.loc.T("Make a notebook, or list those in the vault"),
		Long:    p.loc.T("A vault holds notebooks: the group's, one's own, one shared with a trainer. What others may not read stands in another notebook."),
		Example: "  amparo notebook list\n  amparo notebook new \"Casa Luna\"",
		Args:    cobra.NoArgs,
		Run:     func(c *cobra.Command, _ []string) { p.help(c) },
	}
	c.AddCommand(&cobra.Command{
		Use:     "new NAME",
		Short:   p.loc.T("Make a notebook"),
		Long:    p.loc.T("Makes an empty notebook in the vault and prints its id."),
		Example: "  amparo notebook new \"Casa Luna\"",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.newNotebook(c.Context(), args[0]) },
	}, &cobra.Command{
		Use:     "list",
		Short:   p.loc.T("List the notebooks"),
		Long:    p.loc.T("Lists the notebooks of the vault with their ids. With --json: a list of records with id and name."),
		Example: "  amparo notebook list --json",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.listNotebooks(c.Context()) },
	})
	return c
}

func (p *program) newNotebook(ctx context.Context, name string) error {
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsAny(name, "\r\n") {
		return p.wrongUse(p.loc.T("A notebook's name is one line with something in it."))
	}
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		w, err := desk.NewNotebook(ctx, name)
		if err != nil {
			return err
		}
		return p.made(w.ID(), p.loc.T("The notebook is ready."))
	})
}

func (p *program) listNotebooks(ctx context.Context) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		type notebook struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		}
		list := []notebook{}
		for _, n := range desk.Notebooks() {
			list = append(list, notebook(n))
		}
		if p.flags.json {
			return p.sayJSON(list)
		}
		for _, n := range list {
			p.say(n.ID + "  " + n.Name)
		}
		return nil
	})
}
