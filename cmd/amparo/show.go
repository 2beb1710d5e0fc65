package main

import (
	"context"
	"slices"
	"strings"

	"amparo/internal/export"
	"amparo/internal/notebook"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show SHEET",
		Short: p.loc.T("Show a sheet: risks, plan, actions ..."),
		Long: p.loc.F("Shows the records of a sheet with their ids. The sheets are: %s.", strings.Join(sheets(), ", ")) + "\n\n" +
			p.loc.T("With --json: a list of records. Each has id, kind and fields. A field that holds nothing is left out. "+
				"A field that names records is a list of id and title; every other is a text. "+
				"Where values stand side by side, fields has the first of them and beside has them all."),
		Example:   "  amparo show plan\n  amparo show risks --json",
		Args:      cobra.ExactArgs(1),
		ValidArgs: sheets(),
		RunE:      func(c *cobra.Command, args []string) error { return p.show(c.Context(), args[0]) },
	}
}

// sheets returns the names of the sheets that can be shown.
func sheets() []string {
	var list []string
	for _, k := range notebook.Kinds() {
		if !k.Quiet {
			list = append(list, k.Sheet)
		}
	}
	return list
}

func (p *program) show(ctx context.Context, sheet string) error {
	if !slices.Contains(sheets(), sheet) {
		return p.noSheet(sheets())
	}
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		n := w.Notebook()
		k := notebook.KindOfSheet(sheet)
		if p.flags.json {
			return p.sayJSON(export.Records(n, n.Records(k.Name), false))
		}
		p.showList(n, k)
		return nil
	})
}

// noSheet says that a sheet is unknown, or not there yet, and which there are.
func (p *program) noSheet(known []string) error {
	return p.wrongUse(p.loc.F("There is no sheet of that name here yet. These are: %s.", strings.Join(known, ", ")))
}

// showList writes records for people to read: a paragraph each.
func (p *program) showList(n *notebook.Notebook, k *notebook.Kind) {
	s := readSettings(n)
	records := n.Records(k.Name)
	p.say(p.nameOf(k, s))
	if len(records) == 0 {
		p.say("\n  " + p.loc.T("Nothing stands here yet."))
	}
	for i, r := range records {
		p.say("\n" + p.loc.Number(i+1) + ".  " + indent(p.shown(n, r, &k.Fields[0], s), "    "))
		for j := range k.Fields {
			f := &k.Fields[j]
			if text := p.shown(n, r, f, s); j > 0 && !f.Hidden && text != "" {
				p.say("    " + p.loc.T(f.Label) + ": " + indent(text, "        "))
			}
		}
		p.say("    " + r.ID.String())
	}
}

// shown returns what stands in a field as people read it, side-by-side values
// one a line.
func (p *program) shown(n *notebook.Notebook, r *notebook.Record, f *notebook.Field, s groupSettings) string {
	switch {
	case f.Type == notebook.Choice && !(f.Numbered && s.numbers):
		var words []string
		for _, v := range r.Set(f.Name) {
			words = append(words, p.loc.T(f.Scale.Word(v)))
		}
		return strings.Join(words, "\n")
	case f.Type == notebook.Date:
		var days []string
		for _, v := range r.Set(f.Name) {
			days = append(days, p.loc.Date(v))
		}
		return strings.Join(days, "\n")
	}
	return n.Shown(r, f)
}

func (p *program) nameOf(k *notebook.Kind, s groupSettings) string {
	if k.Name == "protocol" && s.protocol != "" {
		return s.protocol
	}
	return p.loc.T(k.Many)
}

// indent puts the lines after the first under it.
func indent(text, space string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+space)
}

// groupSettings are how a group reads its notebook.
type groupSettings struct {
	numbers  bool   // scales as numbers
	protocol string // its word for protocol
}

func readSettings(n *notebook.Notebook) groupSettings {
	r := n.Get(notebook.Ref{Kind: "settings", ID: notebook.Single("settings")})
	if r == nil {
		return groupSettings{}
	}
	return groupSettings{r.Get("scales") == "numbers", r.Get("protocol_word")}
}
