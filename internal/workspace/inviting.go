//go:build !js

package workspace

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"

	"amparo/internal/exchange"
	"amparo/internal/invite"
	"amparo/internal/notebook"
	"amparo/internal/oplog"
)

// The invites that are under way, as the vault keeps them sealed:
//
//	layout 1 | invites (count 2), each:
//	  host 1 | keeper 1 | of 16 | notebook, name, relay, proxy, fault: length 4 and bytes each |
//	  side (length 4) | sent (count 2): length 4 and bytes each | heard (count 2): 32 each
//
// A change of this comes with another first byte.
const invitationsLayout = 1

func encodeInvitations(list []*Invitation) []byte {
	b := binary.BigEndian.AppendUint16([]byte{invitationsLayout}, uint16(len(list)))
	for _, i := range list {
		b = append(b, flag(i.Host), flag(i.keeper))
		b = append(b, i.of[:]...)
		for _, text := range []string{i.Notebook, i.Name, i.Relay, i.Proxy, i.why} {
			b = oplog.AppendBytes(b, []byte(text))
		}
		b = oplog.AppendBytes(b, i.side.Bytes())
		b = binary.BigEndian.AppendUint16(b, uint16(len(i.sent)))
		for _, blob := range i.sent {
			b = oplog.AppendBytes(b, blob)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(len(i.heard)))
		for _, id := range i.heard {
			b = append(b, id[:]...)
		}
	}
	return b
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

func (d *Desk) decodeInvitations(b []byte) ([]*Invitation, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if b[0] > invitationsLayout {
		return nil, ErrNewer
	}
	r := oplog.NewReader(b[1:])
	var list []*Invitation
	for range r.Count(2 + 16) {
		i := &Invitation{desk: d, Host: r.Byte() == 1, keeper: r.Byte() == 1, of: notebook.Device(r.Bytes16())}
		for _, text := range []*string{&i.Notebook, &i.Name, &i.Relay, &i.Proxy, &i.why} {
			*text = string(r.Bytes())
		}
		if err := i.readSide(r.Bytes()); err != nil {
			return nil, err
		}
		for range r.Count(4) {
			i.sent = append(i.sent, append([]byte(nil), r.Bytes()...))
		}
		for range r.Count(32) {
			i.heard = append(i.heard, exchange.ID(r.Bytes32()))
		}
		list = append(list, i)
	}
	if !r.Done() {
		return nil, ErrDamaged
	}
	return list, nil
}

// readSide reads the side, and from it the text and the end.
func (i *Invitation) readSide(b []byte) error {
	var inv *invite.Invite
	if i.Host {
		host, err := invite.HostFrom(b, i.desk.config.Rand)
		if err != nil {
			return ErrDamaged
		}
		i.side, inv = host, host.Invite()
	} else {
		guest, err := invite.GuestFrom(b, i.desk.config.Rand)
		if err != nil {
			return ErrDamaged
		}
		i.side, inv = guest, guest.Invite()
	}
	i.Text, i.Until = inv.Text(), inv.Until()
	return nil
}

// loadInvitations reads those that are under way. Damaged ones are gone: a new
// invite is soon made, and they must not stand before all that is in the vault.
func (d *Desk) loadInvitations(ctx context.Context) error {
	b, err := d.vault.Invites(ctx)
	if err == nil {
		d.invitations, err = d.decodeInvitations(b)
	}
	if errors.Is(err, ErrDamaged) {
		d.invitations, err = nil, nil
	}
	return err
}

// dropInvitations forgets those of a notebook.
func (d *Desk) dropInvitations(ctx context.Context, id string) error {
	left := slices.DeleteFunc(slices.Clone(d.invitations), func(i *Invitation) bool { return i.Notebook == id })
	if len(left) == len(d.invitations) {
		return nil
	}
	d.invitations = left
	return d.saveInvitations(ctx)
}

// keepInvitation adds one to those that are under way.
func (d *Desk) keepInvitation(ctx context.Context, i *Invitation) error {
	d.invitations = append(d.invitations, i)
	return d.saveInvitations(ctx)
}

// keep keeps what has changed, before anything of it is sent.
func (i *Invitation) keep(ctx context.Context) error { return i.desk.saveInvitations(ctx) }

func (d *Desk) saveInvitations(ctx context.Context) error {
	b := encodeInvitations(d.invitations)
	defer clear(b)
	if err := d.vault.SetInvites(ctx, b); err != nil {
		return while("keeping the invites", err)
	}
	return nil
}
