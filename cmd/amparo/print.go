package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"amparo/internal/notebook"
	"amparo/internal/paper"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// printing is what the print command was asked for.
type printing struct {
	sheet, size, out string
	blank            bool
	months           int // of a look back
	minutes          int // of an agenda
}

func (p *program) printCommand() *cobra.Command {
	var o printing
	c := &cobra.Command{
		Use:   "print SHEET",
		Short: p.loc.T("Make a sheet to print, filled or blank"),
		Long: p.loc.F("Writes a sheet as PDF, or as a page when the file ends in .html. The sheets are: %s.", strings.Join(paper.Sheets(), ", ")) + " " +
			p.loc.T("A blank sheet needs no passphrase. A filled one is not sealed: whoever finds it can read it.") + " " +
			p.loc.T("With look-back it writes what came and went in the last months.") + " " +
			p.loc.T("Ballots are slips to answer a proposal on; they are always blank.") + " " +
			p.loc.T("So are feedback-slips, for those whose work changes.") + " " +
			p.loc.T("With agenda it writes a short meeting about what the first wave begins with.") + " " +
			p.loc.T("With paper-key in place of a sheet it writes the vault's paper key, as text to keep on paper."),
		Example:   "  amparo print plan -o plan.pdf\n  amparo print protocols --blank --size letter -o blank.pdf\n  amparo print agenda --minutes 20 -o agenda.pdf\n  amparo print paper-key",
		Args:      cobra.ExactArgs(1),
		ValidArgs: append(paper.Sheets(), paperKey, lookBack, agenda, ballots, feedbackSlips),
		RunE: func(c *cobra.Command, args []string) error {
			o.sheet = args[0]
			return p.print(c.Context(), o)
		},
	}
	c.Flags().BoolVar(&o.blank, "blank", false, p.loc.T("leave it empty, to write on by hand"))
	c.Flags().StringVar(&o.size, "size", "", p.loc.T("lay it out for `PAPER`: a4 or letter"))
	c.Flags().IntVar(&o.months, "months", 3, p.loc.T("with look-back: so many months"))
	c.Flags().IntVar(&o.minutes, "minutes", 10, p.loc.T("with agenda: 10, 20 or 45 minutes"))
	c.Flags().StringVarP(&o.out, "output", "o", "", p.loc.T("write to `FILE`"))
	return c
}

// What stands in place of a sheet.
const (
	ballots       = "ballots"        // slips to answer on
	feedbackSlips = "feedback-slips" // slips for those whose work changes
	paperKey      = "paper-key"      // the vault's paper key
	lookBack      = "look-back"      // what came and went
	agenda        = "agenda"         // a short meeting
)

func (p *program) print(ctx context.Context, o printing) error {
	if o.sheet == paperKey && !o.blank {
		return p.printPaperKey(ctx, o.out)
	}
	if !o.known() {
		return p.noSheet(append(paper.Sheets(), agenda, ballots+" --blank", feedbackSlips+" --blank"))
	}
	if o.sheet == agenda && !slices.Contains(paper.Agendas(), o.minutes) {
		return p.wrongUse(p.loc.T("We have agendas of 10, 20 and 45 minutes."))
	}
	if o.size != "" && o.size != "a4" && o.size != "letter" {
		return p.wrongUse(p.loc.T("We lay out for a4 or letter."))
	}
	if o.blank {
		return p.printBlank(o)
	}
	return p.printSheet(ctx, o)
}

// known says whether there is such a thing to print, blank or filled.
func (o printing) known() bool {
	switch o.sheet {
	case agenda:
		return true
	case lookBack:
		return !o.blank
	case ballots, feedbackSlips:
		return o.blank
	}
	return slices.Contains(paper.Sheets(), o.sheet)
}

// format is what the name of the file asks for.
func (o printing) format() string {
	if ext := strings.ToLower(filepath.Ext(o.out)); ext == ".html" || ext == ".htm" {
		return "html"
	}
	return "pdf"
}

// printSheet writes a sheet of the notebook, or a look back on it.
func (p *program) printSheet(ctx context.Context, o printing) error {
	return p.inNotebook(ctx, func(desk *workspace.Desk, w *workspace.Workspace) error {
		d, err := p.filled(ctx, w, o, p.layout(o.size, desk.Settings(), readSettings(w.Notebook())))
		if err != nil {
			return err
		}
		if err := p.confirmUnsealed(); err != nil {
			return err
		}
		return p.putDocument(o.out, o.format(), d)
	})
}

// printBlank makes a sheet or slips to write on by hand.
func (p *program) printBlank(o printing) error {
	layout := p.layout(o.size, workspace.Settings{}, groupSettings{})
	d, err := p.blank(o, layout)
	if err != nil {
		return err
	}
	return p.putDocument(o.out, o.format(), d)
}

func (p *program) blank(o printing, layout paper.Options) (paper.Document, error) {
	switch o.sheet {
	case ballots:
		return paper.Ballots("", p.loc, layout), nil
	case feedbackSlips:
		return paper.FeedbackSlips(p.loc, layout), nil
	case agenda:
		return paper.Agenda(o.minutes, notebook.New(), p.loc, layout)
	}
	return paper.Blank(o.sheet, p.loc, layout)
}

func (p *program) filled(ctx context.Context, w *workspace.Workspace, o printing, layout paper.Options) (paper.Document, error) {
	if o.sheet == agenda {
		return paper.Agenda(o.minutes, w.Notebook(), p.loc, layout)
	}
	if o.sheet != lookBack {
		return paper.Sheet(w.Notebook(), o.sheet, p.loc, layout)
	}
	b, err := w.LookBack(ctx, p.env.Now().AddDate(0, -max(1, o.months), 0).Format(time.DateOnly))
	return paper.LookBack(b, p.loc, layout), err
}

// layout returns how documents are laid out here.
func (p *program) layout(size string, device workspace.Settings, group groupSettings) paper.Options {
	o := paper.Options{Numbers: group.numbers, ProtocolWord: group.protocol}
	if size == "letter" || size == "" && device.Paper == "letter" {
		o.Size = paper.Letter
	}
	return o
}

// confirmUnsealed asks before something readable leaves the vault.
func (p *program) confirmUnsealed() error {
	return p.confirm(p.loc.T("This will not be sealed: whoever finds it can read it. Shall we go on?"))
}

// printPaperKey writes the paper key as text. Whoever holds it opens the vault.
func (p *program) printPaperKey(ctx context.Context, out string) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		if err := p.confirm(p.loc.T("Whoever holds the paper key can open the vault. Shall we write it out?")); err != nil {
			return err
		}
		return p.put(out, "text", []byte(desk.PaperKey()+"\n"))
	})
}
