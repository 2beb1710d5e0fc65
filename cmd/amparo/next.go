package main

import (
	"context"

	"amparo/internal/locale"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) nextCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "next",
		Short:   p.loc.T("Say what could come next"),
		Long:    p.loc.T("Names what would fit where the notebook stands now. It is a suggestion, and every order is a good one."),
		Example: "  amparo next",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.next(c.Context()) },
	}
}

func (p *program) next(ctx context.Context) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		list := notebook.Nexts(w.Notebook())
		if p.flags.json {
			out := []map[string]string{}
			for _, n := range list {
				out = append(out, nextJSON(n))
			}
			return p.sayJSON(out)
		}
		if len(list) == 0 {
			p.say(p.loc.T("It all stands"))
		}
		for _, n := range list {
			p.say(p.loc.T(nextWords[n.What]))
			if r := w.Notebook().Get(n.Ref); r != nil {
				p.say("    " + r.ID.String() + "  " + r.Title())
			}
		}
		return nil
	})
}

func nextJSON(n notebook.Next) map[string]string {
	if n.Ref == (notebook.Ref{}) {
		return map[string]string{"next": n.What}
	}
	return map[string]string{"next": n.What, "kind": n.Ref.Kind, "id": n.Ref.ID.String()}
}

var nextWords = map[string]string{
	notebook.NextWorries:  locale.Msg("Name what worries us"),
	notebook.NextRow:      locale.Msg("Put a worry into the plan"),
	notebook.NextAction:   locale.Msg("Find one thing that we will do"),
	notebook.NextLead:     locale.Msg("Ask who would like to lead"),
	notebook.NextList:     locale.Msg("List what we usually do"),
	notebook.NextProtocol: locale.Msg("Begin a protocol"),
	notebook.NextMeasures: locale.Msg("Fill before, during and after"),
	notebook.NextAgree:    locale.Msg("Agree on what stands"),
	notebook.NextTalk:     locale.Msg("Talk a protocol through"),
}
