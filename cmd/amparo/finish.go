package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
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
	today := p.env.Now().Format(time.DateOnly)
	f := workspace.Finishing{On: today, Begins: today, Name: p.loc.T("Plan")}
	into := map[string]*string{"finished": &f.On, "glad": &f.Glad, "learnt": &f.Learnt, "title": &f.Title, "begins": &f.Begins, "ends": &f.Ends}
	for name, texts := range values {
		if into[name] == nil {
			return &workspace.FieldError{Kind: "pastplan", Field: name, Problem: workspace.Unknown}
		}
		*into[name] = strings.Join(texts, "\n")
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		said, err := p.askStates(w)
		if err != nil {
			return err
		}
		if !p.flags.yes { // else nobody reads it, and a log may keep it
			p.tellParted(answered(w.Notebook(), said))
		}
		if err := p.confirm(p.loc.T("Shall we finish the plan?")); err != nil {
			return err
		}
		for ref, state := range said {
			if err := w.Set(ctx, ref, workspace.Edit{Field: "state", Texts: []string{state}}); err != nil {
				return err
			}
		}
		ref, err := w.Finish(ctx, f)
		if err != nil {
			return err
		}
		return p.made(ref.ID.String(), p.loc.T("Saved."))
	})
}

// askStates asks on a terminal what became of each action that is not settled,
// and returns the answers. Nothing is changed by it.
func (p *program) askStates(w *workspace.Workspace) (map[notebook.Ref]string, error) {
	said := map[notebook.Ref]string{}
	if p.flags.yes || !p.env.Asks {
		return said, nil
	}
	var words []string
	for i, step := range notebook.States {
		words = append(words, p.loc.Number(i+1)+" "+p.loc.T(step.Word))
	}
	for _, action := range w.Notebook().Records("action") {
		if notebook.Over(action) {
			continue
		}
		p.tell(action.Title() + "\n  " + strings.Join(words, " · "))
		line, err := p.in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("reading the answer: %w", err)
		}
		if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil && n >= 1 && n <= len(notebook.States) {
			said[action.Ref] = notebook.States[n-1].Value
		}
	}
	return said, nil
}

// answered returns the notebook as it stands with those answers.
func answered(n *notebook.Notebook, said map[notebook.Ref]string) *notebook.Notebook {
	with := notebook.New()
	for _, r := range n.All() {
		if state, ok := said[r.Ref]; ok {
			r = &notebook.Record{Ref: r.Ref, Fields: maps.Clone(r.Fields)}
			r.Fields["state"] = []notebook.Value{{Text: state}}
		}
		with.Put(r)
	}
	return with
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
