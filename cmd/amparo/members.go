package main

import (
	"context"
	"strings"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) membersCommand() *cobra.Command {
	var alias, keeper string
	c := &cobra.Command{
		Use:   "members [ID|NAME]",
		Short: p.loc.T("Show who the notebook belongs to"),
		Long: p.loc.T("Lists the members with their ids. A keeper may let people in and out; two are a good number. " +
			"With an id or a name: --alias says what we call her here, --keeper yes or no whether she is a keeper."),
		Example: "  amparo members\n  amparo members abcdefghijklmnop --alias Luna",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error { return p.sayMembers(c.Context(), w) })
			}
			return p.setMember(c.Context(), args[0], alias, keeper)
		},
	}
	c.Flags().StringVar(&alias, "alias", "", p.loc.T("what we call her here: `NAME`"))
	c.Flags().StringVar(&keeper, "keeper", "", p.loc.T("`yes` or no: whether she lets people in and out"))
	return c
}

func (p *program) removeMemberCommand() *cobra.Command {
	alone := false
	c := &cobra.Command{
		Use:   "remove-member ID|NAME",
		Short: p.loc.T("Take a member out, with all her devices"),
		Long: p.loc.T("From now on nothing new of the notebook can be read on her devices. What she has read she knows: please look together at what " +
			"depends on it. With --alone it is meant that one keeper is left. 'amparo members' shows the ids."),
		Example: "  amparo remove-member Luna",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return p.removeMember(c.Context(), args[0], alone) },
	}
	c.Flags().BoolVar(&alone, "alone", false, p.loc.T("one keeper is enough for us"))
	return c
}

func (p *program) sayMembers(ctx context.Context, w *workspace.Workspace) error {
	g, err := w.Group(ctx)
	if err != nil {
		return err
	}
	type member struct {
		ID     string `json:"id"`
		Alias  string `json:"alias"`
		Keeper bool   `json:"keeper"`
		Self   bool   `json:"self"`
	}
	list := []member{}
	for _, person := range g.People {
		list = append(list, member{person.ID.String(), person.Alias, person.Keeper, person.Self})
	}
	if p.flags.json {
		return p.sayJSON(list)
	}
	for _, m := range list {
		line := m.ID + "  " + m.Alias
		if m.Alias == "" {
			line += p.loc.T("no name yet")
		}
		if m.Self {
			line += "  " + p.loc.T("(this is you)")
		}
		if m.Keeper {
			line += "  " + p.loc.T("keeper")
		}
		p.say(line)
	}
	return nil
}

// person finds a member by her id or by what we call her.
func (p *program) person(ctx context.Context, w *workspace.Workspace, text string) (workspace.Person, error) {
	g, err := w.Group(ctx)
	if err != nil {
		return workspace.Person{}, err
	}
	var found []workspace.Person
	for _, person := range g.People {
		if person.ID.String() == text || strings.EqualFold(person.Alias, text) {
			found = append(found, person)
		}
	}
	if len(found) != 1 {
		return workspace.Person{}, &problem{codeNotFound, p.loc.T("We did not find her, or not one alone. 'amparo members' shows the ids.")}
	}
	return found[0], nil
}

func (p *program) setMember(ctx context.Context, text, alias, keeper string) error {
	if keeper != "" && keeper != "yes" && keeper != "no" {
		return p.wrongUse(p.loc.T("Please say --keeper yes or --keeper no."))
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		person, err := p.person(ctx, w, text)
		if err != nil {
			return err
		}
		if alias != "" {
			if err := w.SetAlias(ctx, person.ID, alias); err != nil {
				return err
			}
		}
		if keeper != "" {
			if err := w.SetKeeper(ctx, person.ID, keeper == "yes", false); err != nil {
				return err
			}
		}
		p.say(person.ID.String())
		return nil
	})
}

func (p *program) removeMember(ctx context.Context, text string, alone bool) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		person, err := p.person(ctx, w, text)
		if err != nil {
			return err
		}
		if err := p.confirm(p.loc.T("Her devices can read nothing new from then on. Shall we take her out?")); err != nil {
			return err
		}
		if err := w.RemovePerson(ctx, person.ID, alone); err != nil {
			return err
		}
		p.say(person.ID.String())
		p.tell(p.loc.T("She is out. The others hear of it when you meet them: 'amparo sync' or 'amparo exchange FILE'."))
		return nil
	})
}
