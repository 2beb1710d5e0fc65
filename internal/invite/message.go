package invite

import (
	"encoding/binary"
	"io"
	"slices"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// A message, inside its seal:
//
//	suite 1 | kind 1 | joiner 32 | body
//
// The joiner is the commitment that a guest began with: the typed hash of her
// card and her nonce. The body depends on the kind:
//
//	1 hello    (guest)  nothing
//	2 answer   (host)   card 1248 | nonce 32
//	3 reveal   (guest)  card 1248 | nonce 32
//	4 welcome  (host)   grant: length 4 and bytes
//	5 joined   (guest)  nothing
//	6 end      (both)   why 1: 1 expired, 2 second use, 3 wrong words, 4 substituted
//	7 answer   (host)   card 1248 | nonce 32 | language: length 4 and bytes, 1 to 16
//
// An answer of kind 2 does not say in which language the words are.
//
// A change of this layout comes with another suite byte.
type message struct {
	kind   byte
	joiner [32]byte
	card   key.Card // answer, reveal
	nonce  [32]byte // answer, reveal
	lang   string   // answer in a language
	grant  []byte   // welcome
	why    Fault    // end
}

const (
	kindHello = iota + 1
	kindAnswer
	kindReveal
	kindWelcome
	kindJoined
	kindEnd
	kindAnswerIn
)

// mostLanguage is how long the code of a language may be.
const mostLanguage = 16

// mostGrant is how long a grant may be: a present state and some room.
const mostGrant = 80 << 20

func (m *message) encode() []byte {
	b := append([]byte{key.Suite, m.kind}, m.joiner[:]...)
	switch m.kind {
	case kindAnswer, kindReveal, kindAnswerIn:
		b = append(b, m.card.Bytes()...)
		b = append(b, m.nonce[:]...)
		if m.kind == kindAnswerIn {
			b = oplog.AppendBytes(b, []byte(m.lang))
		}
	case kindWelcome:
		b = oplog.AppendBytes(b, m.grant)
	case kindEnd:
		b = append(b, byte(slices.Index(ends, m.why)+1))
	}
	return b
}

func decodeMessage(b []byte) (*message, error) {
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite {
		return nil, Foreign
	}
	m := &message{kind: r.Byte(), joiner: r.Bytes32()}
	switch m.kind {
	case kindHello, kindJoined:
	case kindAnswer, kindReveal, kindAnswerIn:
		card, err := key.CardFrom(r.Take(key.CardSize))
		if err != nil {
			return nil, Foreign
		}
		m.card, m.nonce = card, r.Bytes32()
		if m.kind == kindAnswerIn {
			m.lang = string(r.Bytes())
			if m.lang == "" || len(m.lang) > mostLanguage {
				return nil, Foreign
			}
		}
	case kindWelcome:
		m.grant = r.Bytes()
	case kindEnd:
		why := int(r.Byte())
		if why < 1 || why > len(ends) {
			return nil, Foreign
		}
		m.why = ends[why-1]
	default:
		return nil, Foreign
	}
	if !r.Done() || m.joiner == ([32]byte{}) {
		return nil, Foreign // without a joiner, nothing would be committed to
	}
	return m, nil
}

// shows says whether a message has its side's card and nonce.
func (m *message) shows() bool {
	return m.kind == kindAnswer || m.kind == kindReveal || m.kind == kindAnswerIn
}

// equal says whether two messages say the same.
func (m *message) equal(o *message) bool { return slices.Equal(m.encode(), o.encode()) }

// The seal of a message is that of every blob: suite 1 | mailbox 16 | nonce 24 |
// commitment 32 | ciphertext, padded, with epoch 0 in the associated data. Each
// side seals for a purpose of its own, so that no message can be turned round.
type seals struct {
	mailbox     [16]byte
	host, guest *key.Sealer
}

const sealHead = 1 + 16

func (inv *Invite) seals() *seals {
	root := inv.root()
	return &seals{mailbox: inv.Mailbox(), host: root.Sealer("invite host", nil), guest: root.Sealer("invite guest", nil)}
}

func (s *seals) bound() []byte {
	b := binary.BigEndian.AppendUint32([]byte{key.Suite}, 0)
	b = append(b, s.mailbox[:]...)
	commit := s.host.Commitment() // the same for both
	return append(b, commit[:]...)
}

func (s *seals) close(m *message, by *key.Sealer, rand io.Reader) ([]byte, error) {
	head := append([]byte{key.Suite}, s.mailbox[:]...)
	return by.Seal(head, key.Pad(m.encode()), s.bound(), rand)
}

// open returns a message and whether the host has sealed it.
func (s *seals) open(b []byte) (m *message, byHost bool, err error) {
	if len(b) < sealHead || b[0] != key.Suite || [16]byte(b[1:sealHead]) != s.mailbox || len(b) > mostGrant {
		return nil, false, Foreign
	}
	plain, err := s.host.Open(b[sealHead:], s.bound())
	byHost = err == nil
	if !byHost {
		plain, err = s.guest.Open(b[sealHead:], s.bound())
	}
	if err == nil {
		plain, err = key.Unpad(plain)
	}
	if err != nil {
		return nil, false, Foreign
	}
	m, err = decodeMessage(plain)
	return m, byHost, err
}
