package vault

import (
	"context"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// A grant tells one device what the members of a notebook are, and through
// that the secret of the present epoch. It is sealed by HPKE to the device's
// card; info is the typed hash of "amparo grant" and the suite, the associated
// data is the device's id.
//
//	suite 1 | notebook 16 | membership (length 4) | snapshot, signed (length 4, may be 0)
//
// With a snapshot it travels deflated, after the byte 2; pack.go has that. A change
// of this layout comes with another first byte.

// mostWaiting is how many cards a vault has out at once.
const mostWaiting = 16

// Card makes the keys of a new device, for a notebook that this vault is to
// join, and returns its public half. A keeper gives it to Admit. The keys wait
// in the vault; when there are too many, the oldest are let go.
func (v *Vault) Card(ctx context.Context) (key.Card, error) {
	if err := v.enter(ctx); err != nil {
		return key.Card{}, err
	}
	defer v.mu.Unlock()
	d, err := key.NewDevice(v.c.Rand)
	if err != nil {
		return key.Card{}, while("making a device", err)
	}
	ix := v.index.clone()
	ix.waiting = append(ix.waiting, d)
	ix.waiting = ix.waiting[max(0, len(ix.waiting)-mostWaiting):]
	return d.Card(), v.putIndex(ctx, ix)
}

// Card returns the public half of this device in the notebook: what a host shows
// of itself in an invite.
func (l *Log) Card(ctx context.Context) (key.Card, error) {
	if err := l.enter(ctx); err != nil {
		return key.Card{}, err
	}
	defer l.v.mu.Unlock()
	return l.device.Card(), nil
}

// Admit makes the device of a card a member, the first device of someone new,
// in a new epoch, and returns its grant: with the snapshot, if one was saved,
// and without the history. Entries that the new member is to have go to it from
// Sealed. ErrNotKeeper says that this device may not; oplog.Fork that the card
// was admitted before.
func (l *Log) Admit(ctx context.Context, card key.Card) ([]byte, error) {
	if err := l.Turn(ctx, Change{Admit: []Admission{{Card: card}}}); err != nil {
		return nil, err
	}
	return l.Welcome(ctx, card.ID())
}

// Welcome returns what a device that was just admitted needs in order to Join:
// a grant with the snapshot, if one was saved. It has to cover what is sealed for
// earlier epochs alone, so whoever has taken in anything since calls Save before.
// Where newcomers have the history and every entry is still here, it has none:
// they read it all.
func (l *Log) Welcome(ctx context.Context, device key.DeviceID) ([]byte, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	m, ok := l.roster.members[device]
	if !ok {
		return nil, oplog.Foreign
	}
	state, err := l.readState(ctx)
	if err != nil {
		return nil, err
	}
	if l.roster.last().rules&ruleHistory != 0 {
		whole, err := l.whole(ctx)
		if err != nil {
			return nil, err
		}
		if whole {
			state = nil
		}
	}
	return l.grant(m.card, state)
}

// whole says whether every entry that the snapshot covers is still here.
func (l *Log) whole(ctx context.Context) (bool, error) {
	here := make(map[key.DeviceID]uint64)
	_, err := l.walk(ctx, 0, func(_ uint64, e *oplog.Entry) error {
		here[e.Device]++
		return nil
	})
	lacks := func(h oplog.Head) bool { return here[h.Device] < h.Seq }
	return !slices.ContainsFunc(l.snap.heads, lacks), err
}

// Grant returns what a member needs in order to Follow to the present epoch.
func (l *Log) Grant(ctx context.Context, device key.DeviceID) ([]byte, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.v.mu.Unlock()
	m, ok := l.roster.members[device]
	if !ok {
		return nil, oplog.Foreign
	}
	return l.grant(m.card, nil)
}

func (l *Log) grant(card key.Card, state *frame) ([]byte, error) {
	b := append([]byte{key.Suite}, l.id[:]...)
	b = oplog.AppendBytes(b, l.roster.encodeChain(l.block.raw))
	if state != nil {
		b = pack(oplog.AppendBytes(b, state.raw))
	} else {
		b = oplog.AppendBytes(b, nil)
	}
	id := card.ID()
	return card.SealTo(b, grantInfo(), id[:])
}

func grantInfo() []byte {
	h := key.Hash("amparo grant", []byte{key.Suite})
	return h[:]
}

// granted is an opened grant.
type granted struct {
	roster *roster
	block  *keyBlock
	secret epochSecret
	state  *frame // or nil
	chain  []byte
}

// openGrant reads a grant that is for the device d. What is known of the
// membership may be nil.
func openGrant(sealed []byte, d *key.Device, known *roster) (*granted, error) {
	id := d.ID()
	plain, err := d.Open(sealed, grantInfo(), id[:])
	if err != nil {
		return nil, oplog.Foreign
	}
	return readGrant(plain, d, known)
}

func readGrant(b []byte, d *key.Device, known *roster) (*granted, error) {
	plain, err := unpack(b)
	if err != nil {
		return nil, err
	}
	r := oplog.NewReader(plain)
	if r.Byte() != key.Suite {
		return nil, oplog.ErrMalformed
	}
	notebook := NotebookID(r.Bytes16())
	chain, state := r.Bytes(), r.Bytes()
	if !r.Done() {
		return nil, oplog.ErrMalformed
	}
	g, err := grantedBy(notebook, chain, d, known)
	if err == nil && len(state) > 0 {
		g.state, err = readFrame(g.roster, kindState, state)
	}
	return g, err
}

// grantedBy reads a membership and opens the secret that it has for a device.
func grantedBy(notebook NotebookID, chain []byte, d *key.Device, known *roster) (*granted, error) {
	g := &granted{chain: chain}
	var err error
	if g.roster, g.block, err = readChain(notebook, chain, known); err != nil {
		return nil, err
	}
	secret, err := g.block.open(g.roster, d)
	g.secret = epochSecret{number: g.block.epoch, secret: secret}
	return g, err
}

// Join makes a notebook of a grant for one of this vault's cards. The name is
// for this device alone. The error oplog.Foreign says that the grant is for
// none of them.
func (v *Vault) Join(ctx context.Context, name string, grant []byte) (*Log, error) {
	return v.join(ctx, name, grant, nil)
}

// JoinFrom is Join for a grant that has to come from one keeper: the device that
// was met by an invite, and no other, has to have admitted this one. Otherwise
// the error is oplog.Foreign too.
func (v *Vault) JoinFrom(ctx context.Context, name string, grant []byte, keeper key.DeviceID) (*Log, error) {
	return v.join(ctx, name, grant, &keeper)
}

func (v *Vault) join(ctx context.Context, name string, grant []byte, keeper *key.DeviceID) (*Log, error) {
	if len(name) > mostName {
		return nil, ErrTooLarge
	}
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	d, g, err := v.match(grant)
	if err != nil {
		return nil, while("joining", err)
	}
	if keeper != nil && g.roster.admittedBy(d.ID()) != *keeper {
		return nil, while("joining", oplog.Foreign)
	}
	id := g.roster.notebook
	if v.index.find(id) != nil {
		return nil, while("joining", oplog.Duplicate)
	}
	nb := notebook{id: id, name: name, device: d, epochs: []epochSecret{g.secret}}
	if err := v.install(ctx, nb, g.chain, func(e *epoch) error { return v.putGranted(ctx, e, g) }); err != nil {
		return nil, while("joining", err)
	}
	return v.log(ctx, id)
}

// match finds the waiting device that a grant is for.
func (v *Vault) match(grant []byte) (*key.Device, *granted, error) {
	for _, d := range v.index.waiting {
		g, err := openGrant(grant, d, nil)
		if err == oplog.Foreign {
			continue
		}
		return d, g, err
	}
	return nil, nil, oplog.Foreign
}

// putGranted keeps the snapshot that came with a grant.
func (v *Vault) putGranted(ctx context.Context, e *epoch, g *granted) error {
	if g.state == nil {
		return nil
	}
	return v.putFrame(ctx, e, snapshotBlob, front{}, g.state)
}

// Follow moves this device to the epoch of a grant. A grant that says nothing new
// is Duplicate; oplog.Rollback says that its membership is an older one, and
// oplog.Foreign that it is another notebook's, or not for this device.
//
// When two keepers have changed the membership apart, the one that decided no
// less than the other stays (see apart.go): this device follows it, or says
// ErrBeside, and then the other devices follow this one. oplog.Fork says that
// each decided something that the other did not, or that more has to stand beside
// than there is room for: nothing changes, and people have to say which one goes on.
func (l *Log) Follow(ctx context.Context, grant []byte) error {
	if err := l.enterLoaded(ctx); err != nil {
		return err
	}
	defer l.v.mu.Unlock()
	g, err := openGrant(grant, l.device, l.roster)
	if err != nil {
		return err
	}
	_, err = l.follow(ctx, g)
	return err
}

// followed is what came of a membership that another one has.
type followed struct {
	way  way  // how it and the one here were to each other
	news bool // records came to stand beside those here
}

// follow goes over to a membership, or says why not.
func (l *Log) follow(ctx context.Context, g *granted) (followed, error) {
	which, err := compare(l.roster, g.roster)
	f := followed{way: which}
	if err != nil {
		return f, err
	}
	switch which {
	case newer, theirs:
		if _, err := l.gather(ctx, g.roster, l.roster); err != nil {
			return f, err
		}
		return f, l.move(ctx, g.secret, g.roster, g.block)
	case unclear:
		return f, oplog.Fork
	}
	if f.news, err = l.gather(ctx, l.roster, g.roster); err != nil {
		return f, err
	}
	if f.news {
		if err := l.keepMembers(ctx); err != nil {
			return f, err
		}
	}
	return f, map[way]error{same: oplog.Duplicate, older: oplog.Rollback, ours: ErrBeside}[which]
}

// keepMembers writes the membership anew after records came to stand beside it.
func (l *Log) keepMembers(ctx context.Context) error {
	err := l.v.putMembers(ctx, l.epoch, l.roster.encodeChain(l.block.raw))
	l.forget()
	return err
}
