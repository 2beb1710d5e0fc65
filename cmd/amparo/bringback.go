package main

import (
	"context"
	"errors"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// bringingBack is what the command is asked for.
type bringingBack struct {
	who, since    string
	preview, undo bool
	also          []string
}

func (p *program) bringBackCommand() *cobra.Command {
	var b bringingBack
	c := &cobra.Command{
		Use:   "bring-back [WHO] [--since DATE]",
		Short: p.loc.T("Bring back what one person changed since a day"),
		Long: p.loc.T("Without WHO it names those who have written here. With WHO it shows what would come back, asks, and brings it back. WHO is an id, or the name that the group gave her. It prints the ids of the records.") + " " +
			p.loc.T("What others have changed since stays, unless --also names it: by the record's id, with the field behind a full stop. All of it makes new entries, and --undo takes back what was brought back last."),
		Example: "  amparo bring-back\n  amparo bring-back Luna --since 2026-11-01 --preview\n  amparo bring-back Luna --since 2026-11-01 --also mfzwizltoq3tqojq.can_do\n  amparo bring-back --undo",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			b.who = strings.Join(args, "")
			return p.bringBack(c.Context(), b)
		},
	}
	c.Flags().StringVar(&b.since, "since", "", p.loc.T("what was written since `DATE`, such as 2026-11-01"))
	c.Flags().BoolVar(&b.preview, "preview", false, p.loc.T("show what would come back, and change nothing"))
	c.Flags().BoolVar(&b.undo, "undo", false, p.loc.T("take back what was brought back last on this device"))
	c.Flags().StringArrayVar(&b.also, "also", nil, p.loc.T("bring back `ID.FIELD`, too, which others have changed since"))
	return c
}

func (p *program) bringBack(ctx context.Context, b bringingBack) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		if b.who == "" && !b.undo {
			return p.sayWriters(ctx, w)
		}
		r, err := p.returnOf(ctx, w, b)
		if err != nil {
			return err
		}
		if b.preview {
			return p.sayReturn(ctx, w, r)
		}
		if !p.flags.yes { // else nobody reads it, and a log may keep it
			p.tell(p.loc.N("%d change goes back to what stood before.", "%d changes go back to what stood before.", len(w.InWords(r.Wanted()))))
		}
		if err := p.confirm(p.loc.T("Shall we bring it back?")); err != nil {
			return err
		}
		if err := w.BringBack(ctx, r, b.also...); err != nil {
			return err
		}
		return p.sayIDs(broughtIDs(r, b.also))
	})
}

// broughtIDs returns the ids of the records in which something went back.
func broughtIDs(r workspace.Return, also []string) []string {
	ids := []string{}
	for _, d := range r.Wanted(also...) {
		if id := d.Ref.ID.String(); len(ids) == 0 || ids[len(ids)-1] != id {
			ids = append(ids, id)
		}
	}
	return ids
}

// returnOf returns what would come back.
func (p *program) returnOf(ctx context.Context, w *workspace.Workspace, b bringingBack) (workspace.Return, error) {
	if b.undo {
		return w.Undoing(ctx)
	}
	writers, err := w.Writers(ctx)
	if err != nil {
		return workspace.Return{}, err
	}
	var devices []notebook.Device
	for _, who := range writers {
		if who.ID.String() == b.who || strings.EqualFold(p.writerName(who), b.who) && (who.Self || who.Alias != "") {
			devices = append(devices, who.Devices...)
		}
	}
	if devices == nil {
		return workspace.Return{}, workspace.ErrNotFound
	}
	r, err := w.Returning(ctx, devices, b.since)
	if _, ok := errors.AsType[*workspace.FieldError](err); ok {
		return r, p.wrongUse(p.loc.T("Please give a day such as --since 2026-11-01."))
	}
	return r, err
}

// sayWriters names those who have written in the notebook.
func (p *program) sayWriters(ctx context.Context, w *workspace.Workspace) error {
	writers, err := w.Writers(ctx)
	if err != nil {
		return err
	}
	type writer struct {
		ID   string `json:"id"`
		Name string `json:"name"`
		You  bool   `json:"you"`
	}
	list := []writer{}
	for _, who := range writers {
		list = append(list, writer{who.ID.String(), p.writerName(who), who.Self})
	}
	if p.flags.json {
		return p.sayJSON(map[string][]writer{"writers": list})
	}
	for _, who := range list {
		p.say(who.ID + "  " + who.Name)
	}
	return nil
}

// sayReturn shows what would come back, what others have changed since, and what
// is not known here.
func (p *program) sayReturn(ctx context.Context, w *workspace.Workspace, r workspace.Return) error {
	parts := map[string][]difference{}
	for name, list := range map[string][]change.Difference{"back": r.Wanted(), "open": r.Open(), "unknown": r.Stuck()} {
		said, err := p.differences(ctx, w, list)
		if err != nil {
			return err
		}
		parts[name] = said
	}
	if p.flags.json {
		return p.sayJSON(parts)
	}
	for _, part := range []struct{ name, heading string }{
		{"back", p.loc.T("This would come back")},
		{"open", p.loc.T("Someone has written here since")},
		{"unknown", p.loc.T("What this device does not know")},
	} {
		if len(parts[part.name]) > 0 {
			p.say("# " + part.heading)
			p.sayDifferences(w, parts[part.name], p.whatGoesBack)
		}
	}
	return nil
}

// whatGoesBack says what becomes of a record, or which field it is.
func (p *program) whatGoesBack(d difference) string {
	switch d.What {
	case "made":
		return p.loc.T("Goes to what was removed. There it can be brought back for 30 days.")
	case "removed":
		return p.loc.T("Comes back.")
	case "restored":
		return p.loc.T("Is removed again.")
	}
	return p.whatBecame(d)
}
