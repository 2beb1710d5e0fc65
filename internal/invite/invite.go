// Package invite brings a new device into a notebook: two devices that share a
// one-time secret find out each other's cards, and two people see the same four
// words on both screens before anything is accepted.
//
//	host:  inv, err := invite.New(rand, now)       text := inv.Text() // as a code or a message
//	       host, err := invite.NewHost(inv, card, lang, rand)
//	guest: inv, err := invite.Parse(text)
//	       guest, first, err := invite.NewGuest(inv, card, rand)
//	both:  send, err := side.Step(message, now)    // for each message that comes
//	       words, ok := side.Words(list)           // both read them out
//	host:  card, err := host.Confirm(now)          // a person has said: the same
//	       send, err := host.Welcome(grant)        // what the vault made for that card
//	guest: err := guest.Confirm(now)               // a person has said: the same
//	       grant, from, ok := guest.Grant()        // and now the vault may join
//
// Host and Guest are state machines for one goroutine. They know no transport:
// a relay, a local network, and two files on a stick carry the same messages, in
// any order and as often as they like. Each side may be shown its own messages
// too. Bytes and HostFrom or GuestFrom carry a side over a restart; the state is
// kept before what a step returns is sent, since a nonce that was shown twice
// would give whoever sits between a second try.
//
// The order of messages is what makes four words enough. The guest commits to
// her card and a nonce, the host answers with a card and a nonce, and only then
// the guest reveals hers. Whoever has the secret and sits between has to choose
// before seeing what she would have to match, once for each invite.
package invite

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"time"

	"amparo/internal/key"
)

// Life is how long an invite may be used.
const Life = 72 * time.Hour

const (
	prefix     = "amparo-invite-1:"
	secretSize = 17
	checkSize  = 4
	textSize   = secretSize + 4 + checkSize

	textLetters = textSize * 8 / 5 // forty
	groupSize   = 5
)

// ErrText says that a text is not a whole invite.
var ErrText = errors.New("this is not a whole invite")

// ErrNewer says that a newer program made the invite.
var ErrNewer = errors.New("a newer program made this invite")

// Invite is a one-time secret and the hour at which it ends. Whoever has it can
// begin to join; nobody is in before a person has compared the words.
type Invite struct {
	secret [secretSize]byte
	until  uint32 // hours since 1970
}

// New makes an invite that ends after Life.
func New(rand io.Reader, now time.Time) (*Invite, error) {
	inv := &Invite{until: uint32(now.Add(Life).Unix() / 3600)}
	_, err := io.ReadFull(rand, inv.secret[:])
	return inv, err
}

// Parse reads the text of an invite, in small or large letters and with or
// without what stands between the groups. ErrNewer says that it is of a later
// version, ErrText everything else.
func Parse(text string) (*Invite, error) {
	before, rest, ok := strings.Cut(text, ":")
	version := strings.TrimPrefix(key.Typed(before), key.Typed("amparo-invite"))
	rest = key.Typed(rest)
	switch {
	case !ok || len(rest) > 1000:
		return nil, ErrText
	case version != "1":
		return nil, newerOr(version)
	}
	b, err := key.Letters.DecodeString(rest)
	if err != nil || len(rest) != textLetters || len(b) != textSize || [checkSize]byte(b[textSize-checkSize:]) != check(b[:textSize-checkSize]) {
		return nil, ErrText
	}
	return inviteFrom(b), nil
}

// newerOr tells a later version from what is none.
func newerOr(version string) error {
	if len(version) > 4 || strings.Trim(version, "0123456789") != "" || version == "" || version[0] == '0' {
		return ErrText
	}
	return ErrNewer
}

func inviteFrom(b []byte) *Invite {
	return &Invite{secret: [secretSize]byte(b[:secretSize]), until: binary.BigEndian.Uint32(b[secretSize:])}
}

// append appends the secret and the hour.
func (inv *Invite) append(b []byte) []byte {
	return binary.BigEndian.AppendUint32(append(b, inv.secret[:]...), inv.until)
}

func check(b []byte) [checkSize]byte {
	h := key.Hash("amparo invite text", b)
	return [checkSize]byte(h[:checkSize])
}

// Text returns the text of the invite. It is also what stands in a code to be
// photographed; in capital letters such a code is smaller.
func (inv *Invite) Text() string {
	b := inv.append(nil)
	sum := check(b)
	return prefix + key.Groups(key.Letters.EncodeToString(append(b, sum[:]...)), groupSize)
}

// Until returns when the invite ends.
func (inv *Invite) Until() time.Time { return time.Unix(int64(inv.until)*3600, 0).UTC() }

// root is what everything of an invite follows from.
func (inv *Invite) root() *key.Secret {
	h := key.Hash("amparo invite", []byte{key.Suite}, inv.append(nil))
	return key.SecretFrom(h[:])
}

// Mailbox returns the name of the place where the messages are left.
func (inv *Invite) Mailbox() [16]byte {
	return [16]byte(inv.root().Derive("mailbox", nil, 16))
}

// Access returns the secret by which both sides may use that place.
func (inv *Invite) Access() *key.Secret { return inv.root().Child("access", nil) }

// Wipe overwrites the secret.
func (inv *Invite) Wipe() { clear(inv.secret[:]) }
