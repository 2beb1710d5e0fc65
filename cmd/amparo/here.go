package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"amparo/internal/relay"
	"amparo/internal/relay/wire"
	"amparo/internal/ui"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// gathering is a meeting place on one network, for as long as a command runs: a
// relay in this process that keeps everything in memory.
type gathering struct {
	courier
	store  relay.Store
	relay  *relay.Relay
	server *http.Server
}

// gather opens a meeting place at an address of this computer, or at one that
// devices of the same network can reach.
func (p *program) gather(listen string) (*gathering, error) {
	if listen == "" {
		address, err := ownAddress()
		if err != nil {
			return nil, err
		}
		listen = net.JoinHostPort(address, "0")
	}
	store, err := new(relay.Memory).Open()
	if err != nil {
		return nil, fmt.Errorf("opening the meeting place: %w", err)
	}
	r, err := relay.New(relay.Config{Store: store, Now: p.env.Now})
	if err != nil {
		return nil, fmt.Errorf("opening the meeting place: %w", err)
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, &problem{codeFailed, p.loc.T("We can't listen at that address. Please give another with --listen, such as 192.168.1.5:7787.")}
	}
	g := &gathering{store: store, relay: r, courier: courier{p: p, url: "http://" + listener.Addr().String()}}
	p.here.Store(g)
	g.server = &http.Server{
		Handler: r, ErrorLog: log.New(io.Discard, "", 0), MaxHeaderBytes: 16 << 10,
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: time.Minute,
	}
	go g.server.Serve(listener) // returns when it is closed
	return g, nil
}

// gatherHere opens a meeting place for the pages.
func (p *program) gatherHere() (ui.Gathering, error) {
	g, err := p.gather("")
	if err != nil {
		return nil, err
	}
	return g, nil
}

// ownAddress returns an address under which this computer is reached on its own
// network.
func ownAddress() (string, error) {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return "", fmt.Errorf("looking for the network: %w", err)
	}
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsPrivate() && n.IP.To4() != nil {
			return n.IP.String(), nil
		}
	}
	return "127.0.0.1", nil
}

// Open makes a mailbox. The one who holds the place needs no code for that.
func (g *gathering) Open(ctx context.Context, box vault.Mailbox, _ string) error {
	var code wire.Code
	if _, err := io.ReadFull(g.p.env.Rand, code[:]); err != nil {
		return fmt.Errorf("drawing a code: %w", err)
	}
	if err := g.store.Allow(ctx, []relay.CodeHash{relay.HashCode(code)}); err != nil {
		return fmt.Errorf("allowing a code: %w", err)
	}
	return g.courier.Open(ctx, box, code.Text())
}

// Address returns where others on the network find the place.
func (g *gathering) Address() string { return g.url }

// Remembers says no: the next gathering is another one.
func (*gathering) Remembers() bool { return false }

// Close ends the meeting place. Whatever lay there is gone.
func (g *gathering) Close() error {
	g.p.here.CompareAndSwap(g, nil)
	g.relay.Close()
	return errors.Join(g.server.Close(), g.store.Close())
}

// onNetwork is what the command line says of a meeting on one network.
type onNetwork struct {
	here       bool
	listen, at string
}

// place returns the meeting place that was asked for, or nil when none was, and
// what ends it.
func (p *program) place(n onNetwork) (workspace.Carrier, func() error, error) {
	switch {
	case n.here || n.listen != "":
		g, err := p.gather(n.listen)
		if err != nil {
			return nil, nil, err
		}
		return g, g.Close, nil
	case n.at != "":
		c, err := p.reach(n.at, "")
		if err != nil {
			return nil, nil, err
		}
		return workspace.Passing{Carrier: c}, func() error { return nil }, nil
	}
	return nil, nil, nil
}

// sayOpen says where a meeting place is, if it is this command's own.
func (p *program) sayOpen(place workspace.Carrier) {
	if g, own := place.(*gathering); own {
		p.tell(p.loc.F("The meeting place is open at %s. It closes when this ends.", g.url))
	}
}

// lookAgain is the pause between two looks at a meeting place.
const lookAgain = time.Second

// pause waits a moment and says whether to go on.
func pause(ctx context.Context) bool {
	timer := time.NewTimer(lookAgain)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
