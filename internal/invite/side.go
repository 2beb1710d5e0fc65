package invite

import (
	"encoding/binary"
	"io"
	"math/bits"
	"slices"
	"time"

	"amparo/internal/key"
	"amparo/internal/oplog"
)

// Stage is how far one side is.
type Stage byte

// The stages, in their order.
const (
	// Waiting is before the other side's card is known.
	Waiting Stage = iota
	// Answered is a host that has sent its card, and waits for the guest's.
	Answered
	// Comparing is when the words are there, and a person looks at them.
	Comparing
	// Confirmed is when the person here has said that they are the same.
	Confirmed
	// Welcomed is when the grant has been sent, or has come.
	Welcomed
	// Joined is when the guest has said that she is in.
	Joined
	// Ended is when the invite is over without anyone having come in by it, or
	// was found to be in other hands. Why says it.
	Ended
)

// side is what host and guest have in common.
type side struct {
	inv    *Invite
	rand   io.Reader
	seals  *seals
	isHost bool
	stage  Stage
	why    Fault

	joiner    [32]byte // the guest's commitment; zero until the host knows it
	mine      *message // answer or reveal
	theirs    *message // reveal or answer
	confirmed bool
	grant     []byte
}

func newSide(inv *Invite, isHost bool, card key.Card, rand io.Reader) (*side, error) {
	s := &side{inv: inv, rand: rand, seals: inv.seals(), isHost: isHost}
	s.mine = &message{kind: kindReveal, card: card}
	if isHost {
		s.mine.kind = kindAnswer
	}
	_, err := io.ReadFull(rand, s.mine.nonce[:])
	return s, err
}

// in returns an answer that says in which language the words are.
func (m *message) in(lang string) *message {
	if m.kind == kindAnswer && lang != "" && len(lang) <= mostLanguage {
		m.kind, m.lang = kindAnswerIn, lang
	}
	return m
}

// Invite returns the invite that this is a side of.
func (s *side) Invite() *Invite { return s.inv }

// Stage returns how far this side is.
func (s *side) Stage() Stage { return s.stage }

// Why returns what ended the invite, or nil.
func (s *side) Why() error {
	if s.why == "" {
		return nil
	}
	return s.why
}

// send seals messages of this side.
func (s *side) send(list ...*message) ([][]byte, error) {
	by := s.seals.guest
	if s.isHost {
		by = s.seals.host
	}
	var out [][]byte
	for _, m := range list {
		b, err := s.seals.close(m, by, s.rand)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// end ends the invite on this side and tells the others, who is one joiner or
// two. What was given away stays given: then the fault is told, and no more.
func (s *side) end(why Fault, joiners ...[32]byte) ([][]byte, error) {
	if s.stage < Welcomed {
		s.stage, s.why = Ended, why
	}
	var list []*message
	if s.joiner != ([32]byte{}) {
		list = append(list, &message{kind: kindEnd, joiner: s.joiner, why: why})
	}
	for _, joiner := range joiners {
		if joiner != s.joiner {
			list = append(list, &message{kind: kindEnd, joiner: joiner, why: why})
		}
	}
	out, err := s.send(list...)
	if err != nil {
		return nil, err
	}
	return out, why
}

// open reads a message, and takes care of what is the same on both sides: time,
// the end that the other side tells, and messages of this side's own. A nil
// message says that there is nothing more to do.
func (s *side) open(b []byte, now time.Time) (*message, [][]byte, error) {
	m, byHost, err := s.seals.open(b)
	if err != nil {
		return nil, nil, err
	}
	late := !now.Before(s.inv.Until())
	switch {
	case byHost == s.isHost:
		out, err := s.echo(m)
		return nil, out, err
	case m.kind == kindEnd:
		return nil, nil, s.told(m)
	case s.another(m):
		out, err := s.end(SecondUse, m.joiner)
		return nil, out, err
	case s.stage == Ended:
		return nil, nil, Over
	case late && s.stage < Welcomed:
		out, err := s.end(Expired, m.joiner)
		return nil, out, err
	}
	return m, nil, nil
}

// told takes the end that the other side tells. Nothing is answered, so that two
// sides do not go on telling each other.
func (s *side) told(m *message) error {
	why := m.why
	if s.another(m) {
		why = SecondUse
	}
	if s.stage != Ended && s.stage != Joined {
		s.stage, s.why = Ended, why
	}
	return why
}

// another says whether a message is about another joiner than the one here.
func (s *side) another(m *message) bool {
	return s.joiner != ([32]byte{}) && m.joiner != s.joiner
}

// echo looks at a message that was sealed as one of this side's own: it is one,
// or someone else acts as this side.
func (s *side) echo(m *message) ([][]byte, error) {
	switch {
	case m.kind == kindEnd:
		return nil, nil
	case s.another(m):
		return s.end(SecondUse, m.joiner)
	case m.shows() && !m.equal(s.own()):
		return s.end(Substituted)
	}
	return nil, nil
}

// own returns this side's answer or reveal.
func (s *side) own() *message {
	own := *s.mine
	own.joiner = s.joiner
	return &own
}

// meet takes the other side's card and nonce. They stay what they were.
func (s *side) meet(m *message) ([][]byte, error) {
	if s.theirs != nil && !s.theirs.equal(m) {
		return s.end(Substituted)
	}
	if s.theirs == nil {
		s.theirs, s.stage = m, Comparing
	}
	return nil, nil
}

// commitment is what a guest begins with.
func commitment(card key.Card, nonce [32]byte) [32]byte {
	return key.Hash("amparo invite joiner", card.Bytes(), nonce[:])
}

// Words returns the four words that both people compare, from the list of the
// notebook's language. There are none before both cards are known, after the
// end, or from a list of less than 1024 words.
func (s *side) Words(list []string) ([]string, bool) {
	if s.theirs == nil || s.stage == Ended || len(list) < 1<<10 {
		return nil, false
	}
	host, guest := s.mine, s.theirs
	if !s.isHost {
		host, guest = guest, host
	}
	h := key.Hash("amparo invite words", s.seals.mailbox[:], s.joiner[:],
		host.card.Bytes(), host.nonce[:], guest.card.Bytes(), guest.nonce[:])
	n := binary.BigEndian.Uint64(h[:])
	width := min(bits.Len(uint(len(list)))-1, 16)
	words := make([]string, 4)
	for i := range words {
		words[i] = list[n>>(64-width)]
		n <<= width
	}
	return words, true
}

// Language returns the language in which the host shows the words; "" while that
// is not known. Whoever changes it on the way changes nothing but the list that is
// shown.
func (s *side) Language() string {
	if s.isHost || s.theirs == nil {
		return s.mine.lang
	}
	return s.theirs.lang
}

// confirm notes that a person here has seen the same words.
func (s *side) confirm(now time.Time) error {
	switch {
	case s.stage == Ended:
		return Over
	case s.theirs == nil:
		return Early
	case !now.Before(s.inv.Until()) && !s.confirmed:
		s.stage, s.why = Ended, Expired
		return Expired
	}
	s.confirmed = true
	if s.stage == Comparing {
		s.stage = Confirmed
	}
	return nil
}

// Refuse says that a person here saw other words, or will not go on. The
// messages tell the other side; the invite is over. Whom a host has admitted by
// then is for the caller to take out again.
func (s *side) Refuse() ([][]byte, error) {
	if s.stage != Ended {
		s.stage, s.why = Ended, WrongWords
	}
	if s.joiner == ([32]byte{}) {
		return nil, nil
	}
	return s.send(&message{kind: kindEnd, joiner: s.joiner, why: s.why})
}

// Overrun ends the invite because more was left for it than two sides ever say:
// someone else has it, too. The messages tell the other side; the error is the
// fault.
func (s *side) Overrun() ([][]byte, error) { return s.end(SecondUse) }

// Said returns everything that this side has to say so far, sealed anew: for a
// file on a stick, or for a place where the messages were lost.
func (s *side) Said() ([][]byte, error) {
	var list []*message
	switch {
	case s.joiner == ([32]byte{}):
		return nil, nil
	case s.stage == Ended:
		list = append(list, &message{kind: kindEnd, joiner: s.joiner, why: s.why})
	case s.isHost:
		list = append(list, s.own())
		if s.stage >= Welcomed {
			list = append(list, &message{kind: kindWelcome, joiner: s.joiner, grant: s.grant})
		}
	default:
		list = append(list, &message{kind: kindHello, joiner: s.joiner})
		if s.theirs != nil {
			list = append(list, s.own())
		}
		if s.stage == Joined {
			list = append(list, &message{kind: kindJoined, joiner: s.joiner})
		}
	}
	return s.send(list...)
}

// A side as it is kept, which is sealed by whoever keeps it:
//
//	suite 1 | host 1 | secret 17 | until 4 | stage 1 | why 1 | confirmed 1 |
//	joiner 32 | own card 1248 | own nonce 32 |
//	other known 1 | other card 1248 | other nonce 32 (these two only if known) |
//	grant: length 4 and bytes; of a guest who is in, its hash
//
// Where the language of the words is known, the byte 2 stands before that, and
// behind it the language: length 4 and bytes. A change of this layout comes with
// another first byte.

// Bytes returns the state of this side, with its secrets, for one who seals it.
func (s *side) Bytes() []byte {
	lang := s.Language()
	if lang == "" {
		return s.append(nil)
	}
	return oplog.AppendBytes(s.append([]byte{withLanguage}), []byte(lang))
}

const withLanguage = 2

func (s *side) append(b []byte) []byte {
	b = append(b, key.Suite, flag(s.isHost))
	b = s.inv.append(b)
	b = append(b, byte(s.stage), byte(slices.Index(ends, s.why)+1), flag(s.confirmed))
	b = append(b, s.joiner[:]...)
	b = append(b, s.mine.card.Bytes()...)
	b = append(b, s.mine.nonce[:]...)
	b = append(b, flag(s.theirs != nil))
	if s.theirs != nil {
		b = append(b, s.theirs.card.Bytes()...)
		b = append(b, s.theirs.nonce[:]...)
	}
	return oplog.AppendBytes(b, s.grant)
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// sideFrom reads what Bytes returned.
func sideFrom(b []byte, isHost bool, rand io.Reader) (*side, error) {
	told := len(b) > 0 && b[0] == withLanguage
	if told {
		b = b[1:]
	}
	r := oplog.NewReader(b)
	if r.Byte() != key.Suite || r.Byte() != flag(isHost) {
		return nil, Foreign
	}
	raw := r.Take(secretSize + 4)
	if raw == nil {
		return nil, Foreign
	}
	s := &side{inv: inviteFrom(raw), rand: rand, isHost: isHost, stage: Stage(r.Byte())}
	s.seals = s.inv.seals()
	why, confirmed := int(r.Byte()), r.Byte()
	s.joiner, s.confirmed = r.Bytes32(), confirmed == 1
	if why > len(ends) || confirmed > 1 || s.stage > Ended {
		return nil, Foreign
	}
	if why > 0 {
		s.why = ends[why-1]
	}
	ours, others := byte(kindReveal), byte(kindAnswer)
	if isHost {
		ours, others = others, ours
	}
	var err error
	if s.mine, err = readHalf(r, ours, [32]byte{}); err != nil {
		return nil, err
	}
	known := r.Byte()
	if known == 1 {
		if s.theirs, err = readHalf(r, others, s.joiner); err != nil {
			return nil, err
		}
	}
	s.grant = slices.Clone(r.Bytes())
	if told {
		s.speak(string(r.Bytes()))
	}
	if !r.Done() || known > 1 || told && s.Language() == "" {
		return nil, Foreign
	}
	return s, nil
}

// speak puts the language into the answer that tells it: this side's, or the one
// that came.
func (s *side) speak(lang string) {
	if s.isHost {
		s.mine = s.mine.in(lang)
	} else if s.theirs != nil {
		s.theirs = s.theirs.in(lang)
	}
}

// readHalf reads a card and a nonce.
func readHalf(r *oplog.Reader, kind byte, joiner [32]byte) (*message, error) {
	card, err := key.CardFrom(r.Take(key.CardSize))
	if err != nil {
		return nil, Foreign
	}
	return &message{kind: kind, joiner: joiner, card: card, nonce: r.Bytes32()}, nil
}
