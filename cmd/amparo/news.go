package main

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/change"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) newsCommand() *cobra.Command {
	looked := false
	c := &cobra.Command{
		Use:   "news",
		Short: p.loc.T("What others wrote since we looked last"),
		Long: p.loc.T("Shows what other devices wrote and this one has not looked at, with who wrote it and what stood before. When it was written is not shown. " +
			"With --looked it is looked at now, and not shown again."),
		Example: "  amparo news\n  amparo news --looked\n  amparo news --json",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.news(c.Context(), looked) },
	}
	c.Flags().BoolVar(&looked, "looked", false, p.loc.T("we have looked at this: do not show it again"))
	return c
}

// difference is one line of what others wrote, or of what comes back, for JSON.
type difference struct {
	ID     string   `json:"id"`
	Kind   string   `json:"kind"`
	Field  string   `json:"field,omitempty"`
	What   string   `json:"what"`
	By     []string `json:"by"`
	Now    []string `json:"now,omitempty"`
	Before []string `json:"before,omitempty"`
	Since  []string `json:"since,omitempty"` // what others wrote upon it
}

// The words of what a difference did.
var whats = map[change.What]string{
	change.Wrote: "wrote", change.Sorted: "sorted", change.Made: "made", change.Took: "removed", change.Brought: "restored",
}

func (p *program) news(ctx context.Context, looked bool) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		news, err := w.News(ctx)
		if err != nil {
			return err
		}
		list, err := p.differences(ctx, w, news.List)
		if err != nil {
			return err
		}
		if p.flags.json {
			err = p.sayJSON(map[string][]difference{"news": list})
		} else {
			p.sayDifferences(w, list, p.whatBecame)
		}
		if err != nil || !looked {
			return err
		}
		return w.Seen(ctx, news.Mark)
	})
}

// differences puts differences into words, without those that have none.
func (p *program) differences(ctx context.Context, w *workspace.Workspace, list []change.Difference) ([]difference, error) {
	writers, err := w.Writers(ctx)
	if err != nil {
		return nil, err
	}
	out := []difference{}
	for _, d := range w.InWords(list) {
		f := notebook.KindOf(d.Ref.Kind).Field(d.Field)
		line := difference{ID: d.Ref.ID.String(), Kind: d.Ref.Kind, Field: d.Field, What: whats[d.What], By: []string{}}
		for _, who := range writers {
			if slices.ContainsFunc(d.By, func(by notebook.Device) bool { return slices.Contains(who.Devices, by) }) {
				line.By = append(line.By, p.writerName(who))
			}
		}
		if f != nil {
			line.Now, line.Before, line.Since = p.shownValues(w, f, d.Now), p.shownValues(w, f, d.Then), p.shownValues(w, f, d.Rest)
		}
		out = append(out, line)
	}
	return out, nil
}

// shownValues returns what people read for values.
func (p *program) shownValues(w *workspace.Workspace, f *notebook.Field, values []notebook.Value) []string {
	var out []string
	for _, value := range values {
		text := value.Text
		if id, err := notebook.ParseID(text); f.Type == notebook.Refs && err == nil {
			if to := w.Notebook().Look(notebook.Ref{Kind: f.Of, ID: id}); to != nil {
				text = to.Title()
			}
		}
		if word := f.Scale.Word(text); f.Type == notebook.Choice && word != "" {
			text = p.loc.T(word)
		}
		out = append(out, text)
	}
	return out
}

func (p *program) writerName(w workspace.Writer) string {
	switch {
	case w.Self:
		return p.loc.T("you")
	case w.Alias != "":
		return w.Alias
	}
	return p.loc.T("someone of the group")
}

// sayDifferences puts them out record by record.
func (p *program) sayDifferences(w *workspace.Workspace, list []difference, words func(difference) string) {
	last := ""
	for _, d := range list {
		if d.ID != last {
			p.say(p.titleOf(w, d) + "  " + d.ID)
			last = d.ID
		}
		p.say("  " + words(d) + " (" + strings.Join(d.By, ", ") + ")")
		for _, text := range d.Now {
			p.say("    " + indent(text, "    "))
		}
		for _, text := range d.Before {
			p.say("    " + p.loc.T("before:") + " " + indent(text, "    "))
		}
	}
}

func (p *program) titleOf(w *workspace.Workspace, d difference) string {
	id, err := notebook.ParseID(d.ID)
	if r := w.Notebook().Look(notebook.Ref{Kind: d.Kind, ID: id}); err == nil && r != nil && r.Title() != "" {
		title, _, _ := strings.Cut(r.Title(), "\n")
		return title
	}
	return p.loc.T(notebook.KindOf(d.Kind).A)
}

// whatBecame says what was done: the field that was written, or that the whole
// record came or went.
func (p *program) whatBecame(d difference) string {
	switch d.What {
	case "made":
		return p.loc.T("New here")
	case "removed":
		return p.loc.T("Removed")
	case "restored":
		return p.loc.T("Brought back")
	}
	return p.loc.T(notebook.KindOf(d.Kind).Field(d.Field).Label)
}
