package main

import (
	"context"
	"errors"
	"slices"
	"sync"

	"amparo/internal/relay/wire"
	"amparo/internal/workspace"

	"github.com/spf13/cobra"
)

// syncing is what the command line says of a relay.
type syncing struct {
	relay, proxy string
	codes        []string
	atOnce       bool
	net          onNetwork
}

func (p *program) syncCommand() *cobra.Command {
	var s syncing
	c := &cobra.Command{
		Use:   "sync",
		Short: p.loc.T("Meet the other devices at the notebook's relay"),
		Long: p.loc.T("Brings to the relay what it lacks and takes in what came, once. The relay stores sealed blobs and can read none of them. " +
			"With --relay, this is the notebook's relay from now on. Each mailbox there is opened with a code of the relay's host, which works once: " +
			"please give several with --code. A proxy such as Tor's hides from the relay where you are. " +
			"Without a relay, one device opens a meeting place on your network with --here. The others meet it with --at."),
		Example: "  amparo sync --relay https://relay.example --code ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-34\n" +
			"  amparo sync --relay http://abcdefgh.onion --proxy 127.0.0.1:9050\n  amparo sync\n" +
			"  amparo sync --here\n  amparo sync --at http://192.168.1.5:40123",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.sync(c.Context(), c.Flags().Changed, s) },
	}
	c.Flags().StringVar(&s.relay, "relay", "", p.loc.T("meet at the relay with this `URL` from now on; none ends it"))
	c.Flags().StringVar(&s.proxy, "proxy", "", p.loc.T("reach it over the SOCKS proxy at `HOST:PORT`"))
	c.Flags().StringArrayVar(&s.codes, "code", nil, p.loc.T("keep this `CODE` of the relay's host"))
	c.Flags().BoolVar(&s.atOnce, "at-once", false, p.loc.T("while the pages are open, bring at once what the others write; --at-once=false ends it"))
	s.net.flags(p, c)
	return c
}

// flags are those of a meeting on one network.
func (n *onNetwork) flags(p *program, c *cobra.Command) {
	c.Flags().BoolVar(&n.here, "here", false, p.loc.T("open a meeting place on this network, until this is stopped"))
	c.Flags().StringVar(&n.listen, "listen", "", p.loc.T("open it at this `ADDR`"))
	c.Flags().StringVar(&n.at, "at", "", p.loc.T("meet at the place with this `URL`, which another device has opened"))
}

// noRelay is what --relay takes for none.
const noRelay = "none"

func (p *program) sync(ctx context.Context, given func(flag string) bool, s syncing) error {
	return p.inNotebook(ctx, func(_ *workspace.Desk, w *workspace.Workspace) error {
		if err := p.setRelay(ctx, w, given, s); err != nil {
			return err
		}
		place, end, err := p.place(s.net)
		if err != nil {
			return err
		}
		if place != nil {
			return errors.Join(p.syncAt(ctx, w, place, s.net.at == ""), end())
		}
		way := w.Way()
		if way.Relay == "" {
			if s.relay == noRelay {
				return nil
			}
			return p.wrongUse(p.loc.T("This notebook has no relay yet. Please name one with --relay, or use 'amparo exchange FILE'."))
		}
		carrier, err := p.reach(way.Relay, way.Proxy)
		if err != nil {
			return err
		}
		var lock sync.Mutex
		met, err := w.Sync(ctx, carrier, &lock)
		if err == nil && !met.Out {
			met.Out, err = w.Out(ctx) // it is told once, and stays so
		}
		if err != nil {
			return err
		}
		return p.sayMet(met, p.loc.T("We have met. Everything is with the others."))
	})
}

// syncAt meets at a place on this network: once, or until it is stopped. Where its
// own place is, is said when our mailboxes are open there.
func (p *program) syncAt(ctx context.Context, w *workspace.Workspace, place workspace.Carrier, stay bool) error {
	var lock sync.Mutex
	for first := true; ; first = false {
		met, err := w.Sync(context.WithoutCancel(ctx), place, &lock)
		if err != nil {
			return err
		}
		if first {
			p.sayOpen(place)
		}
		if !stay || met.Came > 0 {
			if err := p.sayMet(met, p.loc.T("We have met. Everything is with the others.")); err != nil {
				return err
			}
		}
		if !stay || !pause(ctx) {
			return nil
		}
	}
}

// setRelay keeps what was said of the relay. An address that is none is not kept.
func (p *program) setRelay(ctx context.Context, w *workspace.Workspace, given func(flag string) bool, s syncing) error {
	if !slices.ContainsFunc([]string{"relay", "proxy", "code", "at-once"}, given) {
		return nil
	}
	way := w.Way()
	for _, text := range s.codes {
		if _, err := wire.ParseCode(text); err != nil {
			return workspace.ErrCode
		}
	}
	r := workspace.Relay{Address: way.Relay, Proxy: way.Proxy, Follows: way.Follows, Codes: s.codes}
	if given("at-once") {
		r.Follows = s.atOnce
	}
	if s.relay != "" {
		r.Address = s.relay
	}
	if given("proxy") {
		r.Proxy = s.proxy
	}
	if r.Address == noRelay {
		r = workspace.Relay{}
	} else if r.Address != "" {
		if _, err := p.reach(r.Address, r.Proxy); err != nil {
			return err
		}
	}
	return w.SetRelay(ctx, r)
}

// sayMet says what came of a meeting: where nothing new came, that our own is there.
func (p *program) sayMet(met workspace.Synced, there string) error {
	faults := met.Noticed()
	if p.flags.json {
		return p.sayJSON(struct {
			Came   int      `json:"came"`
			Sent   int      `json:"sent"`
			Faults []string `json:"faults"`
		}{met.Came, met.Sent, faults})
	}
	switch {
	case met.Out: // said below
	case met.Came > 0:
		p.tell(p.loc.T("We have met. Something new has come."))
	default:
		p.tell(there)
	}
	for _, name := range faults {
		p.tell(p.noticed(name))
	}
	return nil
}
