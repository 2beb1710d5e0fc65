//go:build !js

package workspace

import (
	"context"
	"errors"
	"slices"
	"time"

	"amparo/internal/exchange"
	"amparo/internal/invite"
	"amparo/internal/key"
	"amparo/internal/notebook"
	"amparo/internal/oplog"
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
	ErrStillIn     = oplog.Duplicate    // the notebook is here, and is not to give way
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

// Heard says whether anything of the other side has come.
func (i *Invitation) Heard() bool { return len(i.heard) > 0 }

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
	if err := w.sayBetween(ctx); err != nil {
		return nil, err
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

// Refuse says that a person here saw other words, or will not go on. Whom this
// device has let in by it is out again.
func (i *Invitation) Refuse(ctx context.Context) error {
	messages, err := i.side.Refuse()
	if err != nil {
		return while("refusing", err)
	}
	i.say(messages)
	return errors.Join(i.keep(ctx), i.withdraw(ctx))
}

// withdraw takes out whom this device let in by an invite that has ended since:
// the other side saw other words, or someone else has it.
func (i *Invitation) withdraw(ctx context.Context) error {
	host, is := i.side.(*invite.Host)
	if !is {
		return nil
	}
	card, was := host.Revoked()
	if !was {
		return nil
	}
	w, err := i.desk.Notebook(ctx, i.Notebook)
	if err != nil {
		return err
	}
	members, err := w.log.Members(ctx)
	if err != nil {
		return while("looking for the members", err)
	}
	if !slices.ContainsFunc(members, func(m vault.Member) bool { return m.Device == card }) {
		return nil
	}
	return w.turn(ctx, vault.Change{Remove: []key.DeviceID{card}, Alone: true})
}

// Drop forgets it on this device.
func (i *Invitation) Drop(ctx context.Context) error {
	i.desk.invitations = slices.DeleteFunc(i.desk.invitations, func(other *Invitation) bool { return other == i })
	return i.desk.saveInvitations(ctx)
}
