package invite

import (
	"io"
	"slices"
	"time"

	"amparo/internal/key"
)

// Host is the side that invites: a keeper's device.
type Host struct{ *side }

// NewHost returns the side that invites, known by its card. The language is the
// one in which both are to see the words, such as "es", or "" when it is not said.
func NewHost(inv *Invite, card key.Card, lang string, rand io.Reader) (*Host, error) {
	s, err := newSide(inv, true, card, rand)
	if err != nil {
		return nil, err
	}
	s.speak(lang)
	return &Host{s}, nil
}

// HostFrom returns the host whose state Bytes has returned.
func HostFrom(b []byte, rand io.Reader) (*Host, error) {
	s, err := sideFrom(b, true, rand)
	if err != nil {
		return nil, err
	}
	return &Host{s}, nil
}

// Step takes a message that was left for this invite, in any order, and returns
// what is to be sent. The error is a Fault; messages may have to be sent with
// it, to tell the other side. Foreign and Over change nothing.
func (h *Host) Step(b []byte, now time.Time) ([][]byte, error) {
	m, out, err := h.open(b, now)
	if m == nil {
		return out, err
	}
	switch m.kind {
	case kindHello:
		if h.stage == Waiting {
			h.joiner, h.stage = m.joiner, Answered
		}
		return h.send(h.own())
	case kindReveal:
		return h.revealed(m)
	case kindJoined:
		if h.stage != Welcomed && h.stage != Joined {
			return nil, Early
		}
		h.stage = Joined
	}
	return nil, nil
}

// revealed compares what the guest reveals with what she began with.
func (h *Host) revealed(m *message) ([][]byte, error) {
	if h.stage == Waiting {
		return nil, Early
	}
	if commitment(m.card, m.nonce) != m.joiner {
		return h.end(Substituted)
	}
	return h.meet(m)
}

// Confirm says that a person here has seen the same words as the guest, and
// returns the card that is to be admitted.
func (h *Host) Confirm(now time.Time) (key.Card, error) {
	if err := h.confirm(now); err != nil {
		return key.Card{}, err
	}
	return h.theirs.card, nil
}

// Revoked returns the device to whom a person here said yes before the invite
// ended otherwise.
func (h *Host) Revoked() (key.DeviceID, bool) {
	if !h.confirmed || h.stage != Ended {
		return key.DeviceID{}, false
	}
	return h.theirs.card.ID(), true
}

// Welcome sends the grant that was made for the card, the first one that it is
// given. It is Early before Confirm.
func (h *Host) Welcome(grant []byte) ([][]byte, error) {
	switch {
	case h.stage == Ended:
		return nil, Over
	case !h.confirmed:
		return nil, Early
	}
	if h.stage == Confirmed {
		h.stage, h.grant = Welcomed, slices.Clone(grant)
	}
	return h.send(&message{kind: kindWelcome, joiner: h.joiner, grant: h.grant})
}
