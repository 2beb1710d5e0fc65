package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

func (p *program) joinCommand() *cobra.Command {
	var i inviting
	c := &cobra.Command{
		Use:   "join [INVITE]",
		Short: p.loc.T("Come into a notebook by an invite"),
		Long: p.loc.T("Takes an invite as it was passed on. This device and the other one then find each other, by the relay or by a file. " +
			"Both show the same four words. Please compare them, by voice if you can. Only then the notebook is here. Call this again without the invite to go on."),
		Example: "  amparo join --relay https://relay.example amparo-invite-1:ABCDE-...\n  amparo join --file /media/stick/invite.amparo",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(c *cobra.Command, args []string) error { return p.join(c.Context(), strings.Join(args, " "), i) },
	}
	c.Flags().StringVar(&i.name, "name", "", p.loc.T("call the notebook `NAME` on this device"))
	c.Flags().StringVar(&i.relay, "relay", "", p.loc.T("meet at the relay with this `URL`"))
	c.Flags().StringVar(&i.proxy, "proxy", "", p.loc.T("reach it over the SOCKS proxy at `HOST:PORT`"))
	i.flags(p, c)
	return c
}

// newName returns a name that no notebook here has yet.
func newName(name string, there []workspace.Info) string {
	taken := func(n string) bool {
		return slices.ContainsFunc(there, func(i workspace.Info) bool { return strings.EqualFold(i.Name, n) })
	}
	free := name
	for n := 2; taken(free); n++ {
		free = name + " " + strconv.Itoa(n)
	}
	return free
}

func (p *program) join(ctx context.Context, text string, i inviting) error {
	return p.onDesk(ctx, func(desk *workspace.Desk) error {
		inv := p.pending(desk, "", i.name)
		if text != "" {
			if i.relay != "" {
				if _, err := p.reach(i.relay, i.proxy); err != nil {
					return err
				}
			}
			name := i.name
			if name == "" {
				name = newName(p.loc.T("Our notebook"), desk.Notebooks())
			}
			var err error
			if inv, err = desk.Accept(ctx, text, name, workspace.Way{Relay: i.relay, Proxy: i.proxy}); err != nil {
				return err
			}
		}
		if inv == nil {
			return p.wrongUse(p.loc.T("No invite is under way here. Please give the one that you got: 'amparo join INVITE'."))
		}
		return p.goOn(ctx, inv, nil, i)
	})
}
