package vault

import (
	"context"
	"errors"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
	"amparo/internal/store"
)

// A device that has a notebook joins it anew when it was taken out, when its copy
// wrote as well, when two ways are to become one again, and when it was restored
// from a backup. It has a fresh card, as a newcomer has, and gets what a newcomer
// gets in place of what it had: the membership, the secret of the present epoch,
// the state as the keeper has it. In one exchange it all is there, or nothing is.
//
// Of the entries here those stay that are still of this notebook: what the state
// covers, for the history, and what the others may not have yet. What this device
// wrote and the others have set aside is given to Again, and stands there once
// more, written by the new device. What goes: the history of what was forgotten
// here, and what other devices wrote on a way that is given up.

// Again makes payloads of what this device wrote and no other will take in. The
// new device writes them once more. It does not use the vault.
type Again func(device key.DeviceID, aside []Entry) [][]byte

// yields says whether this membership may give way to another one, by a grant of a
// keeper with whom a person here has compared the words. A device that is a member
// of the other one keeps what it has. Otherwise the other one goes on from this
// one; or the two have parted, and then nobody has decided anything on the other
// way who is out here, or no keeper any more.
func (ro *roster) yields(to *roster, self key.DeviceID) bool {
	n := common(ro, to)
	if _, still := to.members[self]; still || n == 0 || n == len(to.records) {
		return false
	}
	then := ro.pasts().at(ro.records[n-1].hash)
	return n == len(ro.records) || then != nil && !slices.ContainsFunc(to.records[n:], func(rec *record) bool {
		return ro.silenced(rec.author, then)
	})
}

// silenced says whether a device was taken out here, or was a keeper at some time
// before and is none any more.
func (ro *roster) silenced(device key.DeviceID, then *roster) bool {
	_, known := ro.cards[device]
	m, here := ro.members[device]
	return known && (!here || then.members[device].keeper && !m.keeper)
}

// joinAgain puts what a grant brings in place of what the log has.
func (l *Log) joinAgain(ctx context.Context, nb notebook, g *granted, again Again) error {
	if !l.loaded {
		if err := l.load(ctx, nil); err != nil {
			return err
		}
	}
	next := &Log{v: l.v, id: l.id, device: nb.device, self: nb.device.ID(), epoch: newEpoch(l.id, g.secret), roster: g.roster}
	r := rejoining{from: l, next: next, out: appender{st: l.v.st, box: next.epoch.box}, heads: map[key.DeviceID]uint64{}}
	err := l.v.exchange(ctx, swap{
		in:   next.epoch.box,
		out:  []store.Box{l.epoch.box},
		fill: func() error { return r.fill(ctx, g, again) },
		commit: func(ix *index) {
			ix.waiting = slices.DeleteFunc(ix.waiting, func(d *key.Device) bool { return d == nb.device })
			*ix.find(l.id) = nb
		},
	})
	l.forget()
	return err
}

// rejoining fills the box of a notebook that is joined anew.
type rejoining struct {
	from, next *Log
	out        appender
	heads      map[key.DeviceID]uint64 // what the state holds of each device
	covered    uint64                  // entries of that which are here
	kept       [][]byte                // sealed: those after it
	aside      []Entry                 // by this device, and by nobody taken in
}

func (r *rejoining) fill(ctx context.Context, g *granted, again Again) error {
	v, ep := r.next.v, r.next.epoch
	if err := v.putMembers(ctx, ep, g.chain); err != nil {
		return err
	}
	r.next.log = g.roster.log(r.next.self)
	if g.state != nil {
		r.next.log.Cover(g.state.heads)
		for _, h := range g.state.heads {
			r.heads[h.Device] = h.Seq
		}
	}
	join := joiner{yield: func(e Entry) error {
		r.aside = append(r.aside, e)
		return nil
	}}
	_, err := r.from.walk(ctx, 0, func(_ uint64, e *oplog.Entry) error { return r.take(ctx, e, &join) })
	if err != nil {
		return err
	}
	if g.state != nil {
		if err := v.putFrame(ctx, ep, snapshotBlob, front{through: r.covered}, g.state); err != nil {
			return err
		}
	}
	for _, payload := range again(r.next.self, r.aside) {
		if err := r.write(payload); err != nil {
			return err
		}
	}
	for _, blob := range r.kept {
		if err := r.out.add(ctx, blob); err != nil {
			return err
		}
	}
	return r.out.flush(ctx)
}

// take looks at one entry of before: the state covers it, or it goes along, or it
// is this device's and set aside, or it goes.
func (r *rejoining) take(ctx context.Context, e *oplog.Entry, aside *joiner) error {
	blob, err := r.next.epoch.entry.alike(e.Bytes())
	if err != nil {
		return err
	}
	covered := e.Seq <= r.heads[e.Device]
	switch err := r.next.log.Replay(e); {
	case err == nil:
		r.kept = append(r.kept, blob)
	case covered && errors.Is(err, oplog.Duplicate):
		r.covered++
		return r.out.add(ctx, blob)
	case !covered && e.Device == r.from.self && (errors.Is(err, oplog.AfterRemoval) || errors.Is(err, oplog.Foreign)):
		return aside.add(e)
	}
	return nil
}

// write signs a payload as the new device.
func (r *rejoining) write(payload []byte) error {
	entries, err := r.next.log.Next(r.next.device, oplog.Draft{
		Membership: r.next.roster.head(), Time: r.next.v.c.Now().Unix(), Bodies: r.next.split(payload),
	})
	if err != nil {
		return err
	}
	for _, e := range entries {
		blob, err := r.next.epoch.entry.alike(e.Bytes())
		if err == nil {
			err = r.next.log.Replay(e)
		}
		if err != nil {
			return err
		}
		r.kept = append(r.kept, blob)
	}
	return nil
}
