package main

import (
	"context"
	"encoding/hex"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: p.loc.T("Check every seal and signature of the vault"),
		Long: p.loc.T("Reads everything in the vault and checks each seal, link and signature. It changes nothing. " +
			"With --json: how many notebooks, entries, snapshots and signatures were checked, and how many notebooks are not in order."),
		Example: "  amparo verify",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return p.verify(c.Context()) },
	}
}

// verified is what verify --json says.
type verified struct {
	Notebooks  int      `json:"notebooks"`
	Entries    int      `json:"entries"`
	Snapshots  int      `json:"snapshots"`
	Signatures int      `json:"signatures"`
	Findings   []string `json:"findings"` // the ids of notebooks that are not in order
}

func (p *program) verify(ctx context.Context) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		report, err := desk.Verify(ctx)
		if err != nil {
			return err
		}
		out := verified{report.Notebooks, report.Entries, report.Snapshots, report.Signatures, []string{}}
		for _, f := range report.Findings {
			out.Findings = append(out.Findings, hex.EncodeToString(f.Notebook[:]))
		}
		if err := p.sayVerified(out); err != nil {
			return err
		}
		if len(out.Findings) > 0 {
			return workspace.ErrDamaged
		}
		return nil
	})
}

func (p *program) sayVerified(v verified) error {
	if p.flags.json {
		return p.sayJSON(v)
	}
	p.say(p.loc.N("%d notebook looked at.", "%d notebooks looked at.", v.Notebooks))
	p.say(p.loc.N("%d entry opened and checked.", "%d entries opened and checked.", v.Entries))
	p.say(p.loc.N("%d snapshot opened and checked.", "%d snapshots opened and checked.", v.Snapshots))
	p.say(p.loc.N("%d signature checked.", "%d signatures checked.", v.Signatures))
	for _, id := range v.Findings {
		p.say(p.loc.F("Not as it was written: the notebook %s", id))
	}
	if len(v.Findings) == 0 {
		p.say(p.loc.T("Everything is as it was written."))
	}
	return nil
}
