package main

import (
	"context"
	"strings"
	"time"

	"amparo/internal/paper"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) calendarCommand() *cobra.Command {
	var word, out string
	c := &cobra.Command{
		Use:   "calendar",
		Short: p.loc.T("Write the days of the notebook for a calendar"),
		Long: p.loc.T("Writes the days that are set, from today on, as a calendar file (.ics).") + " " +
			p.loc.T("The file holds these days and one plain word. It says nothing of what they are for.") + " " +
			p.loc.T("Without a day there is no file, and the exit code is 4."),
		Example: "  amparo calendar -o days.ics\n  amparo calendar --word Choir -o days.ics --yes",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.calendar(c.Context(), word, out) },
	}
	c.Flags().StringVar(&word, "word", "", p.loc.F("call the days `WORD`; otherwise %s", p.loc.T("Notes")))
	c.Flags().StringVarP(&out, "output", "o", "", p.loc.T("write to `FILE`"))
	return c
}

func (p *program) calendar(ctx context.Context, word, out string) error {
	if word = strings.TrimSpace(word); word == "" {
		word = p.loc.T("Notes")
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		days := paper.Events(w.Notebook(), w.Rhythm(), p.env.Now().Format(time.DateOnly))
		if len(days) == 0 {
			return &problem{codeNotFound, p.loc.T("No days are set yet. That is fine, too.")}
		}
		if err := p.confirmUnsealed(); err != nil {
			return err
		}
		return p.put(out, "ics", paper.ICS(word, days))
	})
}
