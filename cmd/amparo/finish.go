package main

import (
	"context"
	"strings"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) finishCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "finish [field=value ...]",
		Short: p.loc.T("Finish the plan, and begin the next one with what is left"),
		Long: p.loc.T("Keeps the plan as a past plan and prints its id. What is done, or not for us, stays in it. The rest begins the next plan; protocols go on. "+
			"On a terminal it asks first what became of each open action; an empty answer, or --yes, leaves it as it stands.") + " " +
			p.loc.T("The fields are: finished, glad and learnt for the plan that ends; title, begins and ends for the next one."),
		Example: "  amparo finish glad=\"we kept our free Sundays\" learnt=\"fewer rows\" title=\"The second year\" ends=2027-12-20\n  amparo show past-plans",
		RunE:    func(c *cobra.Command, args []string) error { return p.finish(c.Context(), args) },
	}
}

func (p *program) finish(ctx context.Context, args []string) error {
	values, err := p.values(args)
	if err != nil {
		return err
	}
	today := time.Now().Format(time.DateOnly)
	f := workspace.Finishing{On: today, Begins: today, Name: p.loc.T("Plan")}
	into := map[string]*string{"finished": &f.On, "glad": &f.Glad, "learnt": &f.Learnt, "title": &f.Title, "begins": &f.Begins, "ends": &f.Ends}
	for name, texts := range values {
		if into[name] == nil {
			return &workspace.FieldError{Kind: "pastplan", Field: name, Problem: workspace.Unknown}
		}
		*into[name] = strings.Join(texts, "\n")
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		if err := p.askStates(ctx, w); err != nil {
			return err
		}
		p.tellParted(w.Notebook())
		if err := p.confirm(p.loc.T("Shall we finish the plan?")); err != nil {
			return err
		}
		ref, err := w.Finish(ctx, f)
		if err != nil {
			return err
		}
		return p.made(ref.ID.String(), p.loc.T("Saved."))
	})
}

// askStates asks on a terminal what became of each action that is not settled.
func (p *program) askStates(ctx context.Context, w *workspace.Workspace) error {
	if p.flags.yes || !p.env.Asks {
		return nil
	}
	var words []string
	for i, step := range notebook.States {
		words = append(words, p.loc.Number(i+1)+" "+p.loc.T(step.Word))
	}
	for _, action := range w.Notebook().Records("action") {
		if notebook.Settled(action) {
			continue
		}
		p.tell(action.Title() + "\n  " + strings.Join(words, " · "))
		line, err := p.in.ReadString('\n')
		if err != nil && line == "" {
			return nil // nobody answers any more: the rest stays as it stands
		}
		if said := strings.TrimSpace(line); len(said) == 1 && said[0] >= '1' && int(said[0]-'1') < len(notebook.States) {
			edit := workspace.Edit{Field: "state", Texts: []string{notebook.States[said[0]-'1'].Value}}
			if err := w.Set(ctx, action.Ref, edit); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellParted says what stays in the past plan, and what comes along.
func (p *program) tellParted(n *notebook.Notebook) {
	parted := notebook.Part(n)
	p.tellTitles(p.loc.T("Stays in the past plan"), parted.Leave)
	p.tellTitles(p.loc.T("Comes along to the next plan"), parted.Stay)
}

func (p *program) tellTitles(heading string, list []*notebook.Record) {
	p.tell(heading + ":")
	for _, r := range list {
		p.tell("  " + indent(r.Title(), "  "))
	}
}
