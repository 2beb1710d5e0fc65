package wire

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"amparo/internal/key"
)

// Box names a mailbox. It is random, and the paths of requests begin with it.
type Box [16]byte

// Scheme begins the value of the header that carries a Ticket.
const Scheme = "Amparo1 "

// Minutes is how far a request's minute may be from the relay's own.
const Minutes = 1

// ErrTicket says that a header holds no ticket.
var ErrTicket = errors.New("this is no ticket")

// Call is what a signature is about: all that decides what a request does.
type Call struct {
	Host   string // as in the header Host
	Method string
	Target string // path and query, as they stand in the request line
	Body   Digest
}

// Ticket shows that a holder of the mailbox's key asks, now and once.
type Ticket struct {
	Minute    uint64 // since 1970
	Nonce     [16]byte
	Signature [key.SignatureSize]byte
}

// Sign makes a ticket for the call, with a nonce drawn from rand.
func Sign(m *key.Mailbox, c Call, minute uint64, rand io.Reader) (Ticket, error) {
	t := Ticket{Minute: minute}
	if _, err := io.ReadFull(rand, t.Nonce[:]); err != nil {
		return Ticket{}, err
	}
	t.Signature = m.Sign(t.hash(c))
	return t, nil
}

// Verify says whether the holder of the key has signed this call.
func (t Ticket) Verify(k key.MailboxKey, c Call) bool { return k.Verify(t.hash(c), t.Signature) }

func (t Ticket) hash(c Call) [32]byte {
	minute := binary.BigEndian.AppendUint64(nil, t.Minute)
	return key.Hash("amparo relay request", []byte(strings.ToLower(c.Host)), []byte(c.Method), []byte(c.Target), c.Body[:], minute, t.Nonce[:])
}

// Header returns the value of the header Authorization.
func (t Ticket) Header() string {
	b := binary.BigEndian.AppendUint64(nil, t.Minute)
	b = append(append(b, t.Nonce[:]...), t.Signature[:]...)
	return Scheme + base64.RawURLEncoding.EncodeToString(b)
}

// ParseTicket reads the value of the header.
func ParseTicket(header string) (Ticket, error) {
	text, ok := strings.CutPrefix(header, Scheme)
	b, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if !ok || err != nil || len(b) != 8+16+key.SignatureSize {
		return Ticket{}, ErrTicket
	}
	t := Ticket{
		Minute: binary.BigEndian.Uint64(b), Nonce: [16]byte(b[8:24]),
		Signature: [key.SignatureSize]byte(b[24:]),
	}
	if t.Header() != header { // base64 passes over line ends
		return Ticket{}, ErrTicket
	}
	return t, nil
}
