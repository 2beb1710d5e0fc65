//go:build !js

package workspace

import (
	"context"
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"

	"amparo/internal/change"
	"amparo/internal/invite"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// join makes the notebook on the guest's device, once the welcome has come and a
// person here has confirmed. Where it is met is kept first: whatever breaks off
// after that, the notebook knows its relay, and joining again finds it there.
func (i *Invitation) join(ctx context.Context) error {
	guest, is := i.side.(*invite.Guest)
	if !is || guest.Stage() == invite.Joined {
		return nil
	}
	grant, from, ok := guest.Grant()
	if !ok {
		return nil
	}
	granted, err := i.desk.vault.Granted(ctx, grant, from)
	if err != nil {
		return while("joining", err)
	}
	id := hex.EncodeToString(granted[:])
	if err := i.desk.setWay(ctx, id, i.comesIn); err != nil {
		return err
	}
	if _, err := i.desk.vault.JoinFrom(ctx, i.Name, grant, from, writtenAside); err != nil {
		return while("joining", err)
	}
	if err := i.desk.came(ctx, id); err != nil {
		return err
	}
	i.Notebook = id
	messages, err := guest.Joined()
	if err != nil {
		return while("joining", err)
	}
	i.say(messages)
	return i.keep(ctx)
}

// comesIn is how a notebook is met by whoever comes in by this invite. Who had it
// before reads its mailboxes anew, and what kept her out is over.
func (i *Invitation) comesIn(way *Way) {
	if i.Relay != "" && i.Relay != way.Relay && !passes(i.Relay) {
		way.Relay, way.Proxy, way.Codes = i.Relay, i.Proxy, nil
	}
	way.Met, way.Turning = map[string]Meeting{}, false
	way.Faults = slices.DeleteFunc(way.Faults, func(name string) bool {
		return slices.Contains([]string{FaultOut, FaultSplit, FaultBeyond, FaultGone, FaultFork, FaultOwnFork}, name)
	})
}

// writtenAside returns what this device wrote while it was out, or on a way that
// was given up, as the device writes it that it is from now on. It stands beside
// what the others wrote meanwhile.
func writtenAside(device key.DeviceID, aside []vault.Entry) [][]byte {
	var list []*change.Change
	for _, e := range aside {
		if c, err := decode(e); err == nil { // else nobody could read it here either
			list = append(list, c)
		}
	}
	var payloads [][]byte
	for _, c := range change.Anew(list, notebook.Device(device)) {
		payloads = append(payloads, change.Encode(c))
	}
	return payloads
}

// passes says whether an address is one of the network that both are on: a place
// that is open for an hour, and no relay to ask from now on.
func passes(address string) bool {
	host, isPlain := strings.CutPrefix(address, "http://")
	at, err := netip.ParseAddrPort(host)
	return isPlain && err == nil && (at.Addr().IsPrivate() || at.Addr().IsLinkLocalUnicast())
}

// came opens a notebook that was joined just now. One that was open before stays
// the same value, for those who use it.
func (d *Desk) came(ctx context.Context, id string) error {
	if w := d.open[id]; w != nil {
		return w.reload(ctx)
	}
	_, err := d.Notebook(ctx, id)
	return err
}
