package main

import (
	"context"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) againCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "again [ID [KEY ...]]",
		Short: p.loc.T("See what asks to be looked at again, or say that it is still right"),
		Long: p.loc.T("Lists the risks and protocols that ask to be looked at again. Each has its reason and the key of the question. "+
			"With an id it says: looked at, still right. That answers all that the record asks, or with keys those questions alone. "+
			"A change of the record answers them as well.") + "\n\n" +
			p.loc.T("With --json: a list of questions. Each has id, kind and title of the record, why, reason and key. Most have a cause, with id, kind and title."),
		Example: "  amparo again\n  amparo again --json\n  amparo again mfzwizltoq3tqojq",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.again(c.Context())
			}
			return p.stillRight(c.Context(), args[0], args[1:])
		},
	}
}

// question is how a question to look again stands in JSON. Fields may be added.
type question struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Why    string `json:"why"`    // noted, unused, left, risk, review
	Reason string `json:"reason"` // a sentence for people
	Key    string `json:"key"`
	Cause  *cause `json:"cause,omitempty"`
}

type cause struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
}

// again lists what asks.
func (p *program) again(ctx context.Context) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		list := []question{}
		for _, q := range w.Asking() {
			list = append(list, p.question(q))
		}
		if p.flags.json {
			return p.sayJSON(list)
		}
		p.say(p.loc.T("To look at again"))
		if len(list) == 0 {
			p.say("\n  " + p.loc.T("Nothing asks for us just now"))
		}
		for _, q := range list {
			p.say("\n  " + indent(q.Title, "    ") + "\n    " + indent(q.Reason, "    ") + "\n    " + q.ID + "  " + q.Key)
		}
		return nil
	})
}

func (p *program) question(q notebook.Question) question {
	out := question{
		ID: q.Record.ID.String(), Kind: q.Record.Kind, Title: q.Record.Title(), Why: string(q.Why), Key: q.Key,
		Reason: p.loc.T(notebook.Reasons.Word(string(q.Why))),
	}
	if q.Cause != nil {
		out.Cause = &cause{q.Cause.ID.String(), q.Cause.Kind, q.Cause.Title()}
		out.Reason = p.loc.F(notebook.Reasons.Word(string(q.Why)), q.Cause.Title())
	}
	return out
}

// stillRight says that a record was looked at and is still right.
func (p *program) stillRight(ctx context.Context, name string, keys []string) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		ref, err := find(w, name)
		if err != nil {
			return err
		}
		if err := w.Looked(ctx, ref, keys...); err != nil {
			return err
		}
		return p.made(ref.ID.String(), p.loc.T("Saved."))
	})
}
