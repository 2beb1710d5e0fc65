package main

import (
	"context"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) addCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "add KIND field=value ...",
		Short: p.loc.T("Write something down: a risk, a row, an action ..."),
		Long: p.loc.T("Makes a record of a kind and prints its id. Each kind's first field also answers to title. "+
			"A field that names other records takes their ids or titles, as often as needed; an unknown title makes a new record.") +
			"\n\n" + p.fieldGuide(),
		Example: "  amparo add risk title=\"our office is searched\" probability=3\n" +
			"  amparo add row threats=\"our office is searched\" actions=\"copy our files\" actions=\"talk to a lawyer\"",
		Args: cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error { return p.add(c.Context(), args[0], args[1:]) },
	}
}

func (p *program) add(ctx context.Context, kind string, args []string) error {
	values, err := p.values(args)
	if err != nil {
		return err
	}
	if k := notebook.KindOf(kind); k == nil || k.Quiet {
		return &workspace.FieldError{Kind: kind, Problem: workspace.Unknown}
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		ref, err := w.Add(ctx, kind, values)
		if err != nil {
			return p.openFirst(w, err)
		}
		p.tellMeasures(w, ref)
		return p.made(ref.ID.String(), p.loc.T("Saved."))
	})
}

// values reads field=value arguments. A field that comes twice has both.
func (p *program) values(args []string) (notebook.Values, error) {
	values := notebook.Values{}
	for _, arg := range args {
		field, value, ok := strings.Cut(arg, "=")
		if !ok || field == "" {
			return nil, p.wrongUse(p.loc.T("Each value is written as field=value, such as title=\"our office is searched\"."))
		}
		values[field] = append(values[field], value)
	}
	return values, nil
}

// made says that something was saved: its id for scripts, a sentence for people.
func (p *program) made(id, sentence string) error {
	if p.flags.json {
		return p.sayJSON(map[string]string{"id": id})
	}
	p.say(id)
	if p.env.Shows {
		p.tell(sentence)
	}
	return nil
}

// fieldGuide lists every kind with its fields and the steps of their scales.
func (p *program) fieldGuide() string {
	var b strings.Builder
	b.WriteString(p.loc.T("Kinds and fields:"))
	for _, k := range notebook.Kinds() {
		if k.Quiet {
			continue
		}
		b.WriteString("\n  " + k.Name + "\n")
		for i := range k.Fields {
			if f := &k.Fields[i]; !f.Hidden {
				b.WriteString("    " + f.Name + p.takes(f) + "\n")
			}
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// takes says in a few signs what a field takes.
func (p *program) takes(f *notebook.Field) string {
	switch f.Type {
	case notebook.Choice:
		var steps []string
		for _, s := range f.Scale {
			steps = append(steps, s.Value)
		}
		return "=" + strings.Join(steps, "|")
	case notebook.Date:
		return "=2026-11-22"
	case notebook.Number:
		return "=0"
	case notebook.Refs:
		return " -> " + f.Of
	}
	return ""
}
