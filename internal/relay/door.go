package relay

import (
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"time"

	"amparo/internal/key"
	"amparo/internal/relay/wire"
)

// handler answers a request.
type handler func(http.ResponseWriter, *http.Request) error

// asked is a request that has been let in. It is handed on as a pointer: copies
// of it in each frame made the stacks of those who follow and wait twice as large.
type asked struct {
	*http.Request
	box   wire.Box
	key   key.MailboxKey
	body  []byte
	nonce [32]byte
}

// openBody is the length of what opens a mailbox: key and code.
const openBody = len(key.MailboxKey{}) + 16

// handle has a request answered, and turns an error into a status.
func (r *Relay) handle(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if err := h(w, req); err != nil {
			r.refuse(w, err)
		}
	}
}

// member lets in who holds the mailbox's key, and nobody else. It is looked up in
// several ways, one after the other.
func (r *Relay) member(h func(http.ResponseWriter, *asked) error, ways ...lookup) handler {
	return func(w http.ResponseWriter, req *http.Request) error {
		a, err := r.admit(w, req, ways)
		if err != nil {
			return err
		}
		return h(w, a)
	}
}

// admit looks at everything that has to be right before a request is looked at
// itself. Whoever has no mailbox can't make the relay read or keep anything,
// and can't tell whether a mailbox is there.
func (r *Relay) admit(w http.ResponseWriter, req *http.Request, ways []lookup) (*asked, error) {
	a := &asked{Request: req}
	now := r.c.Now()
	ticket, call, err := a.read(now)
	if err != nil {
		return a, err
	}
	held := false // a mailbox that is not there is as much work
	for n := 0; n < len(ways) && !held; n++ {
		if a.key, held, err = ways[n](req.Context(), a.box); err != nil {
			return a, err
		}
		held = ticket.Verify(a.key, call) && held
	}
	if !held {
		return a, errTicket
	}
	a.nonce = key.Hash("amparo relay nonce", a.box[:], ticket.Nonce[:])
	if !r.nonces.fresh(a.nonce, now) {
		return a, ErrReplay
	}
	if !r.rates.take(a.box, now) || !r.bodies.enter(a.box) {
		return a, errOften
	}
	defer r.bodies.leave(a.box)
	a.body, err = body(w, req, wire.MaxBody)
	if err == nil && wire.DigestOf(a.body) != call.Body {
		err = errTicket
	}
	return a, err
}

// read reads what a request says of itself: the mailbox, and what was signed.
func (a *asked) read(now time.Time) (wire.Ticket, wire.Call, error) {
	call := wire.Call{Host: a.Host, Method: a.Method, Target: a.RequestURI}
	if !fromHex(a.box[:], a.PathValue("box")) {
		return wire.Ticket{}, call, errForm
	}
	ticket, err := wire.ParseTicket(a.Header.Get("Authorization"))
	if err != nil {
		return ticket, call, errTicket
	}
	if call.Body, err = wire.ParseDigest(a.Header.Get(wire.DigestHeader)); err != nil {
		return ticket, call, errTicket
	}
	if minute := uint64(now.Unix() / 60); ticket.Minute+wire.Minutes < minute || ticket.Minute > minute+wire.Minutes {
		return ticket, call, errClock
	}
	return ticket, call, nil
}

// open makes a mailbox: its key, and a code of the host. It is signed with that
// key, and may be asked again. Nothing of it is remembered: the names of
// mailboxes that are not there have no end.
func (r *Relay) open(w http.ResponseWriter, req *http.Request) error {
	a := &asked{Request: req}
	ticket, call, err := a.read(r.c.Now())
	if err != nil {
		return err
	}
	if a.body, err = body(w, req, int64(openBody)); err != nil || len(a.body) != openBody {
		return errForm
	}
	k, err := key.MailboxKeyFrom(a.body[:len(key.MailboxKey{})])
	if err != nil {
		return errForm
	}
	if wire.DigestOf(a.body) != call.Body || !ticket.Verify(k, call) {
		return errTicket
	}
	code := [16]byte(a.body[len(k):])
	if err := r.c.Store.Open(a.Context(), a.box, k, HashCode(code), r.terms()); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// body reads a body that may be so long. A slow line has more time for it.
func body(w http.ResponseWriter, req *http.Request, most int64) ([]byte, error) {
	if req.Body == http.NoBody {
		return nil, nil
	}
	if req.ContentLength > most {
		return nil, errLarge
	}
	length := req.ContentLength
	if length < 0 {
		length = most
	}
	if err := allow(w, wire.Patience(length)); err != nil {
		return nil, err
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, req.Body, most))
	if err := allow(w, wire.Patience(0)); err != nil {
		return nil, err
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, errLarge
	case err != nil:
		return nil, errForm
	}
	return b, nil
}

// allow sets the time until which a connection may read and write.
func allow(w http.ResponseWriter, patience time.Duration) error {
	control, until := http.NewResponseController(w), time.Now().Add(patience)
	return errors.Join(unless(control.SetReadDeadline(until)), unless(control.SetWriteDeadline(until)))
}

// unless drops the error of a connection that knows no deadlines.
func unless(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// fromHex reads small hexadecimal letters, exactly as many as out takes.
func fromHex(out []byte, text string) bool {
	if hex.DecodedLen(len(text)) != len(out) || len(text)%2 != 0 {
		return false
	}
	_, err := hex.Decode(out, []byte(text))
	return err == nil && hex.EncodeToString(out) == text
}

// once notes, durably, that a change was asked for: it is not done again, not
// even after the relay has been started anew.
func (r *Relay) once(a *asked) error {
	return r.c.Store.Spend(a.Context(), a.nonce, hour(r.c.Now()))
}
