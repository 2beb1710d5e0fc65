package main

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/share"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) accompanyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "accompany",
		Short: p.loc.T("Have a notebook together with someone from outside, such as a trainer"),
		Long: p.loc.T("A group, or a woman, puts into it what she chooses: items of a plan, questions, how it is going. The one from outside reads only that, and answers. " +
			"The group ends it on any day. With --notebook, name the notebook that they have together."),
		Example: "  amparo accompany new \"With Marta\"\n  amparo accompany ask \"Which lock?\" --notebook \"With Marta\"",
		Args:    cobra.NoArgs,
		Run:     func(c *cobra.Command, _ []string) { p.help(c) },
	}
	c.AddCommand(p.accompanyNewCommand(), p.sendCommand(), p.questionCommand(), p.replyCommand(), p.takeBackCommand(),
		p.standsCommand(), p.groupsCommand(), p.endCommand())
	return c
}

func (p *program) accompanyNewCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "new NAME",
		Short:   p.loc.T("Make such a notebook"),
		Long:    p.loc.T("Makes a notebook that nobody else is in yet, and prints its id. Nothing of another notebook is copied into it."),
		Example: "  amparo accompany new \"With Marta\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			name := strings.TrimSpace(args[0])
			if name == "" || strings.ContainsAny(name, "\r\n") {
				return p.wrongUse(p.loc.T("A notebook's name is one line with something in it."))
			}
			return p.onDesk(c.Context(), func(desk *workspace.Desk) error {
				w, err := desk.NewBetween(c.Context(), name)
				if err != nil {
					return err
				}
				return p.made(w.ID(), p.loc.T("The notebook is ready."))
			})
		},
	}
}

// sending is what the send command was asked for.
type sending struct {
	to, words, instead string
	only, items        []string
}

func (p *program) sendCommand() *cobra.Command {
	var o sending
	c := &cobra.Command{
		Use:   "send --to NOTEBOOK",
		Short: p.loc.T("Send chosen items of a plan there"),
		Long: p.loc.F("Shows exactly what would stand there, asks, and puts it there. Later changes do not follow; --instead puts the items as they are now in place of what was sent before. "+
			"With --only, these columns of the plan: %s. With --item, single actions by their ids.", strings.Join(share.Slugs(), ", ")),
		Example: "  amparo accompany send --to \"With Marta\" --item mfzwizltoq3tqojq --words \"What do you think?\"\n  amparo accompany send --to \"With Marta\" --only mitigating-actions --yes",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.send(c.Context(), o) },
	}
	c.Flags().StringVar(&o.to, "to", "", p.loc.T("put it into the `NOTEBOOK` with this name or id"))
	c.Flags().StringSliceVar(&o.only, "only", nil, p.loc.T("share these `COLUMNS` of the plan and nothing else"))
	c.Flags().StringSliceVar(&o.items, "item", nil, p.loc.T("send the actions with these `IDS`"))
	c.Flags().StringVar(&o.words, "words", "", p.loc.T("put these `WORDS` beside it"))
	c.Flags().StringVar(&o.instead, "instead", "", p.loc.T("in place of what has this `ID` there"))
	return c
}

func (p *program) send(ctx context.Context, o sending) error {
	fields, err := p.columns(o.only)
	if err != nil {
		return err
	}
	if o.to == "" {
		return p.wrongUse(p.loc.T("Please say into which notebook, with --to; 'amparo notebook list' shows them."))
	}
	return p.inNotebook(ctx, func(desk *workspace.Desk, from *workspace.Workspace) error {
		to, err := p.notebookNamed(ctx, desk, o.to)
		if err != nil {
			return err
		}
		picks, err := pickedItems(from, fields, o.items)
		if err != nil {
			return err
		}
		s := workspace.Sending{Title: p.loc.T("From our plan"), Words: o.words, Share: from.Share(picks), From: from.ID(), Picks: picks}
		if o.instead != "" {
			if s.Instead, err = notebook.ParseID(o.instead); err != nil {
				return workspace.ErrNotFound
			}
		}
		if s.Share.Rows == nil {
			return p.wrongUse(p.loc.T("Nothing is chosen yet. Please say what, with --item or --only."))
		}
		if err := p.showSending(desk, from, s); err != nil {
			return err
		}
		ref, err := to.Send(ctx, s)
		if err != nil {
			return err
		}
		return p.made(ref.ID.String(), p.loc.T("It stands there now."))
	})
}

// pickedItems are whole columns, and single actions.
func pickedItems(from *workspace.Workspace, fields, items []string) ([]share.Pick, error) {
	picks := share.Columns(from.Notebook(), fields)
	for _, name := range items {
		ref, err := find(from, name)
		if err != nil || ref.Kind != "action" {
			return nil, workspace.ErrNotFound
		}
		if pick := (share.Pick{Ref: ref, Field: "title"}); !slices.Contains(picks, pick) {
			picks = append(picks, pick)
		}
	}
	return picks, nil
}

// showSending shows what would stand there, and asks.
func (p *program) showSending(desk *workspace.Desk, from *workspace.Workspace, s workspace.Sending) error {
	if !p.flags.yes {
		for _, e := range from.Echoes(s.Picks) {
			p.tell(p.loc.F("The word %s also stands in a part that you keep. Here: %s", e.Word, e.Item))
		}
		var b bytes.Buffer
		if err := writeDocument(&b, "markdown", paper.OfShare(s.Share, p.loc, p.layout("", desk.Settings(), readSettings(from.Notebook())))); err != nil {
			return err
		}
		p.tell(strings.TrimSpace(b.String() + "\n" + s.Words))
	}
	return p.confirm(p.loc.T("This would stand there, and nothing else. Shall we?"))
}

func (p *program) questionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "ask QUESTION",
		Short:   p.loc.T("Ask something, on any day"),
		Long:    p.loc.T("Puts a question there and prints its id."),
		Example: "  amparo accompany ask \"Which lock?\" --notebook \"With Marta\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error {
				ref, err := w.Ask(c.Context(), args[0])
				if err != nil {
					return err
				}
				return p.made(ref.ID.String(), p.loc.T("It stands there now."))
			})
		},
	}
}

// sentNamed returns what has that id in a notebook with someone from outside.
func sentNamed(w *workspace.Workspace, name string) (*notebook.Record, error) {
	id, err := notebook.ParseID(name)
	if err != nil {
		return nil, workspace.ErrNotFound
	}
	for _, kind := range []string{"question", "sent"} {
		if r := w.Notebook().Get(notebook.Ref{Kind: kind, ID: id}); r != nil {
			return r, nil
		}
	}
	return nil, workspace.ErrNotFound
}

func (p *program) replyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "answer ID [ANSWER]",
		Short: p.loc.T("Answer a question, or note that something sent was read"),
		Long: p.loc.T("With an answer it is put beside the question. Without one, this device remembers that you have read what was sent; " +
			"nobody is told."),
		Example: "  amparo accompany answer mfzwizltoq3tqojq \"The simple one\" --notebook \"The red door\"",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error {
				r, err := sentNamed(w, args[0])
				if err != nil {
					return err
				}
				if r.Kind == "sent" && len(args) == 1 {
					return w.Read(c.Context(), r.Ref)
				}
				if r.Kind != "question" || len(args) == 1 {
					return p.wrongUse(p.loc.T("Only a question takes an answer, and an answer has words."))
				}
				return w.Set(c.Context(), r.Ref, workspace.Edit{Field: "answer", Texts: args[1:]})
			})
		},
	}
}

func (p *program) takeBackCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "take-back ID",
		Short:   p.loc.T("Take back what was sent or asked"),
		Long:    p.loc.T("It is not shown to them any more. What they have read, they may have kept. For 30 days it can come again, on its page."),
		Example: "  amparo accompany take-back mfzwizltoq3tqojq --notebook \"With Marta\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error {
				r, err := sentNamed(w, args[0])
				if err != nil {
					return err
				}
				return w.TakeBack(c.Context(), r.Ref)
			})
		},
	}
}

func (p *program) standsCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show",
		Short:   p.loc.T("Show what stands there"),
		Long:    p.loc.T("Shows questions with their answers, and what was sent. With --json: a list of records with id and fields."),
		Example: "  amparo accompany show --notebook \"With Marta\"",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error {
				if !w.Between() {
					return workspace.ErrNotFound
				}
				return p.sayStanding("", slices.Concat(w.Notebook().Records("question"), w.Notebook().Records("sent")))
			})
		},
	}
}

// stand is something that stands there, as --json writes it.
type stand struct {
	Group  string            `json:"group,omitempty"`
	ID     string            `json:"id"`
	Kind   string            `json:"kind"`
	Fields map[string]string `json:"fields"`
}

// sayStanding puts out what was sent or asked.
func (p *program) sayStanding(group string, list []*notebook.Record) error {
	all := []stand{}
	for _, r := range list {
		all = append(all, standOf(group, r))
	}
	if p.flags.json {
		return p.sayJSON(all)
	}
	for _, s := range all {
		p.sayStand(s)
	}
	return nil
}

func standOf(group string, r *notebook.Record) stand {
	s := stand{Group: group, ID: r.ID.String(), Kind: r.Kind, Fields: map[string]string{}}
	for _, f := range notebook.KindOf(r.Kind).Fields {
		if text := strings.Join(r.Set(f.Name), "\n"); text != "" && f.Name != "share" {
			s.Fields[f.Name] = text
		}
	}
	for _, text := range r.Set("share") {
		if sent, err := share.Decode(text); err == nil {
			for _, row := range sent.Rows {
				for i, cell := range row {
					slug := share.Slug(sent.Fields[i])
					s.Fields[slug] = strings.TrimPrefix(s.Fields[slug]+"\n"+cell, "\n")
				}
			}
		}
	}
	return s
}

func (p *program) sayStand(s stand) {
	p.say(strings.TrimSpace(s.Group + "  " + s.Fields["title"]))
	for _, name := range append(append([]string{"words"}, notebook.Told()...), append(share.Slugs(), "answer")...) {
		if text := s.Fields[name]; text != "" {
			p.say("    " + indent(text, "    "))
		}
	}
	p.say("    " + s.ID)
}

func (p *program) groupsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "groups",
		Short: p.loc.T("List the groups that you accompany, and what waits for you"),
		Long: p.loc.T("Lists the groups by your own names for them. Then it shows what was asked and not answered yet, and what was sent and not read yet. " +
			"It compares nothing, and has no days."),
		Example: "  amparo accompany groups",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.groups(c.Context()) },
	}
}

func (p *program) groups(ctx context.Context) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		all, err := desk.Accompaniments(ctx)
		if err != nil {
			return err
		}
		names, waiting := []string{}, []stand{}
		for _, a := range all {
			if a.Ours {
				continue
			}
			names = append(names, a.Name)
			for _, r := range a.Work.Waiting() {
				waiting = append(waiting, standOf(a.Name, r))
			}
		}
		if p.flags.json {
			return p.sayJSON(map[string]any{"groups": names, "waiting": waiting})
		}
		for _, name := range names {
			p.say(name)
		}
		for _, s := range waiting {
			p.say("")
			p.sayStand(s)
		}
		return nil
	})
}

func (p *program) endCommand() *cobra.Command {
	wipe := false
	c := &cobra.Command{
		Use:   "end",
		Short: p.loc.T("End it: nobody from outside reads there any more"),
		Long: p.loc.T("Nothing that is written afterwards reaches those from outside. What they have by now, they may keep. " +
			"With --clear, what was sent and asked also goes from this device, without a trace."),
		Example: "  amparo accompany end --notebook \"With Marta\"",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.inNotebook(c.Context(), func(_ *workspace.Desk, w *workspace.Workspace) error {
				if err := w.End(c.Context()); err != nil || !wipe {
					return err
				}
				if err := p.confirm(p.loc.T("What was sent and asked goes from this device, with the answers. It can't come back. Shall we?")); err != nil {
					return err
				}
				return w.Clear(c.Context())
			})
		},
	}
	c.Flags().BoolVar(&wipe, "clear", false, p.loc.T("also delete what stands there, on this device"))
	return c
}
