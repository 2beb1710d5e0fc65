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
// none of them, oplog.Duplicate that the notebook is here.
func (v *Vault) Join(ctx context.Context, name string, grant []byte) (*Log, error) {
	return v.join(ctx, name, grant, nil, nil)
}

// JoinFrom is Join for a grant that has to come from one keeper: the device that
// was met by an invite, and no other, has to have admitted this one. Otherwise
// the error is oplog.Foreign too. Nobody calls it before a person here has said
// that the words are the same.
//
// Where the notebook is here already, this device is another one in it from now
// on, if again is given and the membership here yields: again.go says when, and
// what stays. Otherwise the error is oplog.Duplicate. A grant by which this device
// has joined before gives the log as it is.
func (v *Vault) JoinFrom(ctx context.Context, name string, grant []byte, keeper key.DeviceID, again Again) (*Log, error) {
	return v.join(ctx, name, grant, &keeper, again)
}

// Granted returns the notebook that JoinFrom would join by a grant, given again,
// or its error.
func (v *Vault) Granted(ctx context.Context, grant []byte, keeper key.DeviceID) (NotebookID, error) {
	if err := v.enter(ctx); err != nil {
		return NotebookID{}, err
	}
	defer v.mu.Unlock()
	d, g, err := v.match(grant, &keeper)
	if err == nil {
		_, err = v.joined(ctx, d, g)
	}
	if err != nil {
		return NotebookID{}, while("joining", err)
	}
	return g.roster.notebook, nil
}

func (v *Vault) join(ctx context.Context, name string, grant []byte, keeper *key.DeviceID, again Again) (*Log, error) {
	if len(name) > mostName {
		return nil, ErrTooLarge
	}
	if err := v.enter(ctx); err != nil {
		return nil, err
	}
	defer v.mu.Unlock()
	d, g, err := v.match(grant, keeper)
	if err != nil {
		return nil, while("joining", err)
	}
	id := g.roster.notebook
	nb := notebook{id: id, name: name, device: d, epochs: []epochSecret{g.secret}}
	if old := v.index.find(id); old != nil && name == "" {
		nb.name = old.name
	}
	l, err := v.joined(ctx, d, g)
	switch {
	case err != nil:
	case l == nil:
		err = v.install(ctx, nb, g.chain, func(e *epoch) error { return v.putGranted(ctx, e, g) })
	case l.self == d.ID():
		return l, nil
	case again == nil:
		err = oplog.Duplicate
	default:
		err = l.joinAgain(ctx, nb, g, again)
	}
	if err != nil {
		return nil, while("joining", err)
	}
	return v.log(ctx, id)
}

// joined returns the log of a granted notebook that is here already, nil when it
// is not, or oplog.Duplicate when it does not yield to the grant.
func (v *Vault) joined(ctx context.Context, d *key.Device, g *granted) (*Log, error) {
	if v.index.find(g.roster.notebook) == nil {
		return nil, nil
	}
	l, err := v.log(ctx, g.roster.notebook)
	if err == nil && l.self != d.ID() && !l.roster.yields(g.roster, l.self) {
		err = oplog.Duplicate
	}
	return l, err
}

// match finds the device that a grant is for: one that waits, or one that has
// joined by it before. The keeper, if there is one, has to have admitted it.
func (v *Vault) match(grant []byte, keeper *key.DeviceID) (*key.Device, *granted, error) {
	devices := slices.Clone(v.index.waiting)
	for _, nb := range v.index.notebooks {
		if keeper != nil {
			devices = append(devices, nb.device)
		}
	}
	for _, d := range devices {
		g, err := openGrant(grant, d, nil)
		if err == oplog.Foreign {
			continue
		}
		if err == nil && keeper != nil && g.roster.admittedBy(d.ID()) != *keeper {
			err = oplog.Foreign
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
