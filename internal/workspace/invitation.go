//go:build !js

package workspace

import (
	"context"
	"encoding/hex"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"amparo/internal/change"
	"amparo/internal/exchange"
	"amparo/internal/invite"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/vault"
)

// Faults and errors of invites, for callers that need this package alone.
var (
	ErrInviteText  = invite.ErrText     // this is not a whole invite
	ErrInviteNewer = invite.ErrNewer    // a newer program made it
	ErrExpired     = invite.Expired     // its time is over
	ErrSecondUse   = invite.SecondUse   // someone else has it too
	ErrWrongWords  = invite.WrongWords  // someone saw other words
	ErrSubstituted = invite.Substituted // someone sits between
	ErrEarly       = invite.Early       // something before its turn
	ErrInviteOver  = invite.Over        // it was used and is at its end
)

// Step is how far an invite is.
type Step string

// The steps of an invite, in their order.
const (
	StepWaiting   Step = "waiting"   // the other side is not there yet
	StepComparing Step = "comparing" // the four words are to be compared
	StepConfirmed Step = "confirmed" // they were here; now the other side
	StepDone      Step = "done"      // the guest is in
	StepEnded     Step = "ended"     // nobody comes in by it
)

// Invitation is an invite that is under way on this device, as its host or its
// guest. It is kept, sealed, until Drop.
type Invitation struct {
	desk *Desk

	Text  string    // for the guest to type or to photograph
	Until time.Time // when it ends
	Host  bool
	// Notebook is the host's, or once she is in the guest's; "" before.
	Notebook string
	// Name is what the guest calls the notebook, and what the host calls the guest.
	Name string
	// Relay and Proxy are where it is met, as in Way; "" is by a file.
	Relay, Proxy string

	keeper bool
	of     notebook.Device // a device of the same person, or zero
	side   inviteSide
	sent   [][]byte
	heard  []exchange.ID // whole messages
	why    string
}

// inviteSide is what host and guest have in common.
type inviteSide interface {
	Step(b []byte, now time.Time) ([][]byte, error)
	Stage() invite.Stage
	Why() error
	Words(list []string) ([]string, bool)
	Language() string
	Refuse() ([][]byte, error)
	Overrun() ([][]byte, error)
	Bytes() []byte
}

// Asking is what a host says of an invite.
type Asking struct {
	Name   string          // what we call her
	Keeper bool            // she shall be a keeper
	Of     notebook.Device // a device that she has or had here, or zero
	// Relay is where it is met, if that is not where the notebook is.
	Relay string
	// Language is the one in which both see the words.
	Language string
}

// Invite begins an invite. Only a keeper's device can. The way is the notebook's.
func (w *Workspace) Invite(ctx context.Context, a Asking) (*Invitation, error) {
	g, err := w.Group(ctx)
	if err != nil {
		return nil, err
	}
	if !g.Keeper {
		return nil, ErrNotKeeper
	}
	card, err := w.log.Card(ctx)
	if err != nil {
		return nil, while("reading this device's card", err)
	}
	inv, err := invite.New(w.desk.config.Rand, w.desk.config.now())
	if err != nil {
		return nil, while("making an invite", err)
	}
	host, err := invite.NewHost(inv, card, a.Language, w.desk.config.Rand)
	if err != nil {
		return nil, while("making an invite", err)
	}
	way := w.Way()
	i := &Invitation{
		desk: w.desk, Text: inv.Text(), Until: inv.Until(), Host: true, Notebook: w.ID(), Name: clean(a.Name),
		Relay: way.Relay, Proxy: way.Proxy, keeper: a.Keeper, of: a.Of, side: host,
	}
	if a.Relay != "" {
		i.Relay = a.Relay
	}
	return i, w.desk.keepInvitation(ctx, i)
}

// Accept takes the text of an invite, on the guest's device. The name is what
// this device calls the notebook.
func (d *Desk) Accept(ctx context.Context, text, name string, way Way) (*Invitation, error) {
	inv, err := invite.Parse(text)
	if err != nil {
		return nil, err
	}
	if !d.config.now().Before(inv.Until()) {
		return nil, ErrExpired
	}
	for _, i := range d.invitations {
		if i.Text == inv.Text() {
			return i, nil
		}
	}
	card, err := d.vault.Card(ctx)
	if err != nil {
		return nil, while("making a device", err)
	}
	guest, first, err := invite.NewGuest(inv, card, d.config.Rand)
	if err != nil {
		return nil, while("taking the invite", err)
	}
	i := &Invitation{
		desk: d, Text: inv.Text(), Until: inv.Until(), Name: clean(name), Relay: way.Relay, Proxy: way.Proxy, side: guest,
	}
	i.say(first)
	return i, d.keepInvitation(ctx, i)
}

// Invitations returns those that are under way on this device.
func (d *Desk) Invitations() []*Invitation { return slices.Clone(d.invitations) }

// say keeps messages that are to lie in the mailbox.
func (i *Invitation) say(messages [][]byte) {
	for _, m := range messages {
		i.sent = append(i.sent, pack(m)...)
	}
}

// Step returns how far it is.
func (i *Invitation) Step() Step {
	switch i.side.Stage() {
	case invite.Waiting, invite.Answered:
		return StepWaiting
	case invite.Comparing:
		return StepComparing
	case invite.Confirmed, invite.Welcomed:
		return StepConfirmed
	case invite.Joined:
		return StepDone
	}
	return StepEnded
}

// Why returns what ended it, or what was noticed; nil when nothing was.
func (i *Invitation) Why() error {
	if err := i.side.Why(); err != nil {
		return err
	}
	if i.why != "" {
		return invite.Fault(i.why)
	}
	return nil
}

// Words returns the four words to compare, from a list of the notebook's
// language, once the other side is there.
func (i *Invitation) Words(list []string) ([]string, bool) { return i.side.Words(list) }

// Language returns the language in which the host wants the words to be read; ""
// when it has not said so.
func (i *Invitation) Language() string { return i.side.Language() }

// Confirm says that a person here has seen the same words as the other side. On
// the host's device the guest is a member then, and her welcome is ready.
func (i *Invitation) Confirm(ctx context.Context) error {
	now := i.desk.config.now()
	guest, is := i.side.(*invite.Guest)
	if is {
		if err := guest.Confirm(now); err != nil {
			return errors.Join(err, i.keep(ctx))
		}
		return errors.Join(i.keep(ctx), i.join(ctx))
	}
	host := i.side.(*invite.Host)
	if host.Stage() >= invite.Welcomed {
		return nil
	}
	card, err := host.Confirm(now)
	if err != nil {
		return errors.Join(err, i.keep(ctx))
	}
	grant, err := i.admit(ctx, card)
	if err != nil {
		return err
	}
	messages, err := host.Welcome(grant)
	if err != nil {
		return while("welcoming", err)
	}
	i.say(messages)
	return i.keep(ctx)
}

// admit makes the guest a member, unless she is one: then it was broken off
// after that.
func (i *Invitation) admit(ctx context.Context, card key.Card) ([]byte, error) {
	w, err := i.desk.Notebook(ctx, i.Notebook)
	if err != nil {
		return nil, err
	}
	members, err := w.log.Members(ctx)
	if err != nil {
		return nil, while("looking for the members", err)
	}
	if slices.ContainsFunc(members, func(m vault.Member) bool { return m.Device == card.ID() }) {
		return w.welcomeLate(ctx, card)
	}
	if i.Name != "" && i.of == (notebook.Device{}) {
		if err := w.SetAlias(ctx, personID(card.ID()), i.Name); err != nil {
			return nil, err
		}
	}
	a := vault.Admission{Card: card, Keeper: i.keeper, Of: key.DeviceID(i.of)}
	if err := w.turn(ctx, vault.Change{Admit: []vault.Admission{a}, Alone: true}); err != nil {
		return nil, err
	}
	return w.log.Welcome(ctx, card.ID())
}

// welcomeLate welcomes one who is a member already, with the notebook as it stands
// now: others may have begun an epoch since, and what they wrote before it is in
// none of her mailboxes.
func (w *Workspace) welcomeLate(ctx context.Context, card key.Card) ([]byte, error) {
	if w.newer {
		return nil, ErrNewer
	}
	if err := w.snapshot(ctx); err != nil {
		return nil, err
	}
	return w.log.Welcome(ctx, card.ID())
}

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

// Refuse says that a person here saw other words, or will not go on. Whoever came
// in by it already stays a member until she is taken out.
func (i *Invitation) Refuse(ctx context.Context) error {
	messages, err := i.side.Refuse()
	if err != nil {
		return while("refusing", err)
	}
	i.say(messages)
	return i.keep(ctx)
}

// Drop forgets it on this device.
func (i *Invitation) Drop(ctx context.Context) error {
	i.desk.invitations = slices.DeleteFunc(i.desk.invitations, func(other *Invitation) bool { return other == i })
	return i.desk.saveInvitations(ctx)
}

// mostRounds is how often one meeting goes back and forth.
const mostRounds = 4

// Meet leaves this side's messages in the invite's mailbox and takes the other
// side's, as Sync does for a notebook. The mailbox is opened with the code, or
// else with one that the host's notebook has. A fault of the invite is no error:
// Why tells it.
func (i *Invitation) Meet(ctx context.Context, c Carrier, lock sync.Locker, code string) error {
	lock.Lock()
	broken := i.join(ctx) // when it broke off the last time
	lock.Unlock()
	return errors.Join(broken, i.meet(ctx, c, lock, code))
}

func (i *Invitation) meet(ctx context.Context, c Carrier, lock sync.Locker, code string) error {
	inv, err := invite.Parse(i.Text)
	if err != nil {
		return err
	}
	access, err := key.MailboxFrom(inv.Access().Bytes())
	if err != nil {
		return while("making the mailbox's key", err)
	}
	box := vault.Mailbox{Box: inv.Mailbox(), Key: access}
	set := &inviteSet{i: i, lock: lock, ctx: ctx, parts: unpacker{}, came: map[exchange.ID]bool{}}
	for range mostRounds {
		set.fresh = false
		_, err := c.Meet(ctx, box, "", set)
		if errors.Is(err, ErrClosedBox) {
			if err = i.open(ctx, c, lock, box, code); err == nil {
				_, err = c.Meet(ctx, box, "", set)
			}
		}
		if err != nil {
			return err
		}
		if !set.fresh {
			return nil
		}
	}
	return nil
}

// open opens the invite's mailbox.
func (i *Invitation) open(ctx context.Context, c Carrier, lock sync.Locker, box vault.Mailbox, code string) error {
	if code != "" {
		return c.Open(ctx, box, code)
	}
	if !i.Host {
		return ErrClosedBox // the host has not been there
	}
	lock.Lock()
	w, err := i.desk.Notebook(ctx, i.Notebook)
	lock.Unlock()
	if err != nil {
		return err
	}
	return w.openBox(ctx, c, lock, box)
}

// What an invite takes. Two sides say about ten things; who has the text, or the
// relay, can leave any number.
const (
	mostHeard = 300                          // messages; each is answered by two at most
	mostTaken = mostParts * exchange.MaxBlob // bytes of one visit
	leastBlob = 16 << 10                     // what even a short blob counts for
)

// inviteSet is what lies in the mailbox of an invite.
type inviteSet struct {
	i     *Invitation
	lock  sync.Locker
	ctx   context.Context
	parts unpacker
	blobs map[exchange.ID][]byte // of this side
	came  map[exchange.ID]bool   // in this visit
	taken int
	fresh bool // something was said since the last meeting
}

// IDs returns the names of this side's messages.
func (s *inviteSet) IDs() ([]exchange.ID, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	var ids []exchange.ID
	s.blobs = map[exchange.ID][]byte{}
	for _, b := range s.i.sent {
		id := exchange.IDOf(b)
		ids, s.blobs[id] = append(ids, id), b
	}
	return ids, nil
}

// Blob returns one of this side's messages.
func (s *inviteSet) Blob(id exchange.ID) ([]byte, error) {
	if b, is := s.blobs[id]; is {
		return b, nil
	}
	return nil, ErrNotFound
}

// Add hears a message, once. What goes beyond what one visit takes is passed over.
func (s *inviteSet) Add(blob []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	id := exchange.IDOf(blob)
	if s.came[id] || s.taken >= mostTaken {
		return nil
	}
	s.came[id], s.taken = true, s.taken+max(len(blob), leastBlob)
	message := s.parts.add(blob)
	if message == nil {
		return nil
	}
	said := len(s.i.sent)
	err := s.i.hear(s.ctx, message)
	s.fresh = s.fresh || len(s.i.sent) > said
	return err
}

// hear takes in a message. What changes nothing is not kept: whoever knows the
// mailbox can leave any number of these.
func (i *Invitation) hear(ctx context.Context, message []byte) error {
	id := exchange.IDOf(message)
	if slices.Contains(i.heard, id) || i.full() {
		return nil
	}
	out, err := i.side.Step(message, i.desk.config.now())
	if errors.Is(err, invite.Foreign) || errors.Is(err, invite.Over) {
		return nil
	}
	i.heard = append(i.heard, id)
	if err := i.answer(out, err); err != nil {
		return err
	}
	if i.full() {
		if err := i.answer(i.side.Overrun()); err != nil {
			return err
		}
	}
	return errors.Join(i.keep(ctx), i.join(ctx))
}

// full says that more was heard than there is to say.
func (i *Invitation) full() bool { return len(i.heard) >= mostHeard }

// answer keeps what is to be said after a step, and its fault.
func (i *Invitation) answer(out [][]byte, err error) error {
	fault, is := errors.AsType[invite.Fault](err)
	switch {
	case err != nil && !is:
		return while("reading an invite's message", err)
	case fault == invite.SecondUse, fault == invite.Substituted:
		i.why = string(fault)
	}
	i.say(out)
	return nil
}
