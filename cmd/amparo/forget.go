package main

import (
	"context"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) forgetCommand() *cobra.Command {
	var before string
	var everywhere bool
	c := &cobra.Command{
		Use:   "forget --before DATE",
		Short: p.loc.T("Let what was removed go for good"),
		Long: p.loc.T("What was removed before that day goes for good, with its history, and prints its ids. " +
			"Copies in backups and on other devices stay. A disk may keep traces below the files, which no program can reach."),
		Example: "  amparo forget --before 2026-11-01",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.forget(c.Context(), before, everywhere) },
	}
	c.Flags().StringVar(&before, "before", "", p.loc.T("forget what was removed before `DATE`, such as 2026-11-01"))
	c.Flags().BoolVar(&everywhere, "everywhere", false, p.loc.T("forget the history before that day too, on every device of the group"))
	return c
}

func (p *program) forget(ctx context.Context, before string, everywhere bool) error {
	day, err := time.ParseInLocation(time.DateOnly, before, time.Local)
	if err != nil {
		return p.wrongUse(p.loc.T("Please give a day such as --before 2026-11-01."))
	}
	if err := p.confirm(p.loc.T("What was removed before that day goes for good. Shall we?")); err != nil {
		return err
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		if everywhere {
			return w.ForgetForAll(ctx, day)
		}
		var refs []notebook.Ref
		ids := []string{}
		for _, r := range w.Notebook().Removed() {
			if r.RemovedAt < day.Unix() {
				refs, ids = append(refs, r.Ref), append(ids, r.ID.String())
			}
		}
		if len(refs) > 0 {
			if err := w.Forget(ctx, refs...); err != nil {
				return err
			}
		}
		return p.sayIDs(ids)
	})
}

// sayIDs puts out the ids of records, one a line.
func (p *program) sayIDs(ids []string) error {
	if p.flags.json {
		return p.sayJSON(map[string][]string{"ids": ids})
	}
	for _, id := range ids {
		p.say(id)
	}
	return nil
}
