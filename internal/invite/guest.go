package invite

import (
	"io"
	"slices"
	"time"

	"amparo/internal/key"
)

// Guest is the side that was invited.
type Guest struct{ *side }

// NewGuest returns the side that was invited, known by the card of a fresh
// device, and its first messages.
func NewGuest(inv *Invite, card key.Card, rand io.Reader) (*Guest, [][]byte, error) {
	s, err := newSide(inv, false, card, rand)
	if err != nil {
		return nil, nil, err
	}
	s.joiner = commitment(card, s.mine.nonce)
	first, err := s.send(&message{kind: kindHello, joiner: s.joiner})
	if err != nil {
		return nil, nil, err
	}
	return &Guest{s}, first, nil
}

// GuestFrom returns the guest whose state Bytes has returned.
func GuestFrom(b []byte, rand io.Reader) (*Guest, error) {
	s, err := sideFrom(b, false, rand)
	if err != nil {
		return nil, err
	}
	if s.joiner != commitment(s.mine.card, s.mine.nonce) {
		return nil, Foreign
	}
	return &Guest{s}, nil
}

// Step takes a message that was left for this invite, in any order, and returns
// what is to be sent. The error is a Fault; messages may have to be sent with
// it, to tell the other side. Foreign and Over change nothing.
func (g *Guest) Step(b []byte, now time.Time) ([][]byte, error) {
	m, out, err := g.open(b, now)
	if m == nil {
		return out, err
	}
	switch m.kind {
	case kindAnswer, kindAnswerIn:
		if out, err := g.meet(m); err != nil {
			return out, err
		}
		return g.send(g.own())
	case kindWelcome:
		return g.welcomed(m)
	}
	return nil, nil
}

// welcomed keeps the grant until a person here has confirmed.
func (g *Guest) welcomed(m *message) ([][]byte, error) {
	switch {
	case g.theirs == nil:
		return nil, Early
	case len(g.grant) == 0:
		g.grant = slices.Clone(m.grant)
	case !g.had(m.grant):
		return g.end(Substituted)
	}
	if g.confirmed && g.stage == Confirmed {
		g.stage = Welcomed
	}
	return nil, nil
}

// had says whether this is the grant that came first.
func (g *Guest) had(grant []byte) bool {
	if g.stage == Joined && slices.Equal(g.grant, hashOf(grant)) {
		return true
	}
	return slices.Equal(g.grant, grant)
}

func hashOf(grant []byte) []byte {
	h := key.Hash("amparo invite grant", grant)
	return h[:]
}

// Confirm says that a person here has seen the same words as the host.
func (g *Guest) Confirm(now time.Time) error {
	if err := g.confirm(now); err != nil {
		return err
	}
	if len(g.grant) > 0 && g.stage == Confirmed {
		g.stage = Welcomed
	}
	return nil
}

// Grant returns the grant and the device that has to have made it, once it has
// come and a person here has confirmed. Nothing is to be joined before, and
// nothing of it is there any more after Joined.
func (g *Guest) Grant() (grant []byte, from key.DeviceID, ok bool) {
	if g.stage != Welcomed {
		return nil, key.DeviceID{}, false
	}
	return g.grant, g.theirs.card.ID(), true
}

// Joined tells the host that this device is in. Of the grant a hash is left: it
// holds a notebook, of which something may be deleted from now on.
func (g *Guest) Joined() ([][]byte, error) {
	if g.stage != Welcomed && g.stage != Joined {
		return nil, Early
	}
	if g.stage == Welcomed {
		g.stage, g.grant = Joined, hashOf(g.grant)
	}
	return g.send(&message{kind: kindJoined, joiner: g.joiner})
}
