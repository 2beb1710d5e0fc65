package main

import (
	"context"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"amparo/internal/exchange"
	"amparo/internal/relay/client"
	"amparo/internal/relay/wire"
	"amparo/internal/vault"
	"amparo/internal/workspace"
)

// courier carries what lies in mailboxes to a relay and from there.
type courier struct {
	p     *program
	url   string
	proxy string
}

// reach returns the way to a relay. It asks nothing yet.
func (p *program) reach(address, proxy string) (workspace.Carrier, error) {
	if g := p.here.Load(); g != nil && g.url == address {
		return g, nil // the one that is open here
	}
	r := courier{p: p, url: address}
	if proxy != "" {
		r.proxy = "socks5://" + proxy
	}
	k := vault.Mailbox{}
	m, err := r.at(k)
	if err != nil {
		return nil, err
	}
	m.Close()
	return r, nil
}

// at returns the client for a mailbox.
func (r courier) at(box vault.Mailbox) (*client.Mailbox, error) {
	m, err := client.New(client.Config{URL: r.url, Box: wire.Box(box.Box), Key: box.Key, Rand: r.p.env.Rand, Now: r.p.env.Now, Proxy: r.proxy})
	return m, told(err)
}

// Meet has this device and a mailbox at the relay meet.
func (r courier) Meet(ctx context.Context, box vault.Mailbox, seen string, set exchange.Set) (workspace.Met, error) {
	m, err := r.at(box)
	if err != nil {
		return workspace.Met{}, err
	}
	defer m.Close()
	met, err := m.Meet(ctx, headOf(seen), set)
	return workspace.Met{Seen: seenAt(met.Head), Sent: met.Sent, Lost: met.Lost}, told(err)
}

// errCame ends following: something has come.
var errCame = errors.New("something has come")

// Await returns nil as soon as the relay has something behind what was seen. What
// came is not taken from here: the next meeting does that.
func (r courier) Await(ctx context.Context, box vault.Mailbox, seen string) error {
	m, err := r.at(box)
	if err != nil {
		return err
	}
	defer m.Close()
	err = m.Follow(ctx, headOf(seen), func(blobs [][]byte, _ wire.Head) error {
		if len(blobs) == 0 {
			return nil
		}
		return errCame
	})
	switch {
	case errors.Is(err, errCame), errors.Is(err, client.ErrShorter): // the meeting finds out what was lost
		return nil
	case err == nil:
		return workspace.ErrOffline // the relay has ended it
	}
	return told(err)
}

// Open opens the mailbox with a code of the relay's host.
func (r courier) Open(ctx context.Context, box vault.Mailbox, text string) error {
	code, err := wire.ParseCode(text)
	if err != nil {
		return workspace.ErrCode
	}
	m, err := r.at(box)
	if err != nil {
		return err
	}
	defer m.Close()
	return told(m.Open(ctx, code))
}

// Remembers says yes: a relay keeps what it has acknowledged, and is caught when
// it does not.
func (courier) Remembers() bool { return true }

// Forget lets go of a mailbox, for everybody.
func (r courier) Forget(ctx context.Context, box vault.Mailbox) error {
	m, err := r.at(box)
	if err != nil {
		return err
	}
	defer m.Close()
	return told(m.DropAll(ctx))
}

// seenAt writes a head as it is remembered.
func seenAt(h wire.Head) string {
	return strconv.FormatUint(h.Number, 10) + "." + hex.EncodeToString(h.Chain[:])
}

// headOf reads what seenAt wrote. What is none is the beginning: then everything
// is read anew.
func headOf(seen string) wire.Head {
	number, chain, _ := strings.Cut(seen, ".")
	n, err := strconv.ParseUint(number, 10, 64)
	b, wrong := hex.DecodeString(chain)
	if errors.Join(err, wrong) != nil || len(b) != 32 {
		return wire.Head{}
	}
	return wire.Head{Number: n, Chain: [32]byte(b)}
}

// told turns what a client says of a relay into what pages and commands know.
func told(err error) error {
	for from, to := range map[error]error{
		client.ErrAddress: workspace.ErrAddress, client.ErrOffline: workspace.ErrOffline, client.ErrTicket: workspace.ErrClosedBox,
		client.ErrClock: workspace.ErrClock, client.ErrCode: workspace.ErrCode,
		client.ErrQuota: workspace.ErrBoxFull, client.ErrBusy: workspace.ErrBusyRelay, client.ErrRefused: workspace.ErrRelay,
		client.ErrNotFound: workspace.ErrRelay, client.ErrShorter: workspace.ErrRelay,
	} {
		if errors.Is(err, from) {
			return to
		}
	}
	return err
}
