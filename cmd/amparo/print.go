package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"amparo/internal/paper"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// printing is what the print command was asked for.
type printing struct {
	sheet, size, out string
	blank            bool
}

func (p *program) printCommand() *cobra.Command {
	var o printing
	c := &cobra.Command{
		Use:   "print SHEET",
		Short: p.loc.T("Make a sheet to print, filled or blank"),
		Long: p.loc.F("Writes a sheet as PDF, or as a page when the file ends in .html. The sheets are: %s.", strings.Join(paper.Sheets(), ", ")) + " " +
			p.loc.T("A blank sheet needs no passphrase. A filled one is not sealed: whoever finds it can read it.") + " " +
			p.loc.T("Ballots are slips to answer a proposal on; they are always blank.") + " " +
			p.loc.T("With paper-key in place of a sheet it writes the vault's paper key, as text to keep on paper."),
		Example:   "  amparo print plan -o plan.pdf\n  amparo print protocols --blank --size letter -o blank.pdf\n  amparo print paper-key",
		Args:      cobra.ExactArgs(1),
		ValidArgs: append(paper.Sheets(), paperKey, ballots),
		RunE: func(c *cobra.Command, args []string) error {
			o.sheet = args[0]
			return p.print(c.Context(), o)
		},
	}
	c.Flags().BoolVar(&o.blank, "blank", false, p.loc.T("leave it empty, to write on by hand"))
	c.Flags().StringVar(&o.size, "size", "", p.loc.T("lay it out for `PAPER`: a4 or letter"))
	c.Flags().StringVarP(&o.out, "output", "o", "", p.loc.T("write to `FILE`"))
	return c
}

// ballots is what stands in place of a sheet for slips to answer on.
const ballots = "ballots"

// paperKey is what stands in place of a sheet for the vault's paper key.
const paperKey = "paper-key"

func (p *program) print(ctx context.Context, o printing) error {
	if o.sheet == paperKey && !o.blank {
		return p.printPaperKey(ctx, o.out)
	}
	if !slices.Contains(paper.Sheets(), o.sheet) && (o.sheet != ballots || !o.blank) {
		return p.noSheet(append(paper.Sheets(), ballots+" --blank"))
	}
	if o.size != "" && o.size != "a4" && o.size != "letter" {
		return p.wrongUse(p.loc.T("We lay out for a4 or letter."))
	}
	format := "pdf"
	if ext := strings.ToLower(filepath.Ext(o.out)); ext == ".html" || ext == ".htm" {
		format = "html"
	}
	if o.blank {
		return p.printBlank(o, format)
	}
	return p.inNotebook(ctx, func(desk *workspace.Desk, w *workspace.Workspace) error {
		d, err := paper.Sheet(w.Notebook(), o.sheet, p.loc, p.layout(o.size, desk.Settings(), readSettings(w.Notebook())))
		if err != nil {
			return err
		}
		if err := p.confirmUnsealed(); err != nil {
			return err
		}
		return p.putDocument(o.out, format, d)
	})
}

// printBlank makes a sheet or slips to write on by hand.
func (p *program) printBlank(o printing, format string) error {
	layout := p.layout(o.size, workspace.Settings{}, groupSettings{})
	d, err := paper.Ballots("", p.loc, layout), error(nil)
	if o.sheet != ballots {
		d, err = paper.Blank(o.sheet, p.loc, layout)
	}
	if err != nil {
		return err
	}
	return p.putDocument(o.out, format, d)
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
