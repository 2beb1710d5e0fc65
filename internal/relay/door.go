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

// handler answers a request that has been let in.
type handler func(w http.ResponseWriter, a asked) error

// asked is a request that has been let in.
type asked struct {
	*http.Request
	box   wire.Box
	body  []byte
	nonce [32]byte
}

// openBody is the length of what opens a mailbox: key and code.
const openBody = len(key.MailboxKey{}) + 16

// patience is how long one request and its answer may take.
const patience = time.Minute

// handle lets a request in, has it answered, and turns an error into a status.
func (r *Relay) handle(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		control := http.NewResponseController(w)
		err := errors.Join(
			unless(control.SetReadDeadline(time.Now().Add(patience))), unless(control.SetWriteDeadline(time.Now().Add(patience))))
		var a asked
		if err == nil {
			a, err = r.admit(w, req)
		}
		if err == nil {
			err = h(w, a)
		}
		if err != nil {
			r.refuse(w, err)
		}
	}
}

// unless drops the error of a connection that knows no deadlines.
func unless(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// admit looks at everything that has to be right before a request is looked at
// itself. Whoever has no mailbox can't make the relay read more than openBody
// bytes, and can't tell whether a mailbox is there.
func (r *Relay) admit(w http.ResponseWriter, req *http.Request) (asked, error) {
	now := r.c.Now()
	if b, ok := req.Context().Value(connection{}).(*bucket); ok && !b.take(now, r.c.ConnectionRate) {
		return asked{}, errOften
	}
	a := asked{Request: req}
	if !fromHex(a.box[:], req.PathValue("box")) {
		return a, errForm
	}
	ticket, err := wire.ParseTicket(req.Header.Get("Authorization"))
	if err != nil {
		return a, errTicket
	}
	if minute := uint64(now.Unix() / 60); ticket.Minute+wire.Minutes < minute || ticket.Minute > minute+wire.Minutes {
		return a, errClock
	}
	k, err := r.c.Store.Key(req.Context(), a.box)
	known := err == nil
	if err != nil && !errors.Is(err, ErrNoMailbox) {
		return a, err
	}
	if a.body, err = r.body(w, req, known); err != nil {
		return a, err
	}
	if opens := req.Pattern == "POST /v1/{box}"; opens && len(a.body) == openBody {
		k, err = key.MailboxKeyFrom(a.body[:len(key.MailboxKey{})])
		known = err == nil
	}
	call := wire.Call{Host: req.Host, Method: req.Method, Target: req.RequestURI, Body: a.body}
	if !known || !ticket.Verify(k, call) {
		return a, errTicket
	}
	a.nonce = key.Hash("amparo relay nonce", a.box[:], ticket.Nonce[:])
	if !r.nonces.fresh(a.nonce, now) {
		return a, ErrReplay
	}
	if !r.rates.take(a.box, now) {
		return a, errOften
	}
	return a, nil
}

func (r *Relay) body(w http.ResponseWriter, req *http.Request, known bool) ([]byte, error) {
	if req.Body == http.NoBody {
		return nil, nil
	}
	most := int64(openBody)
	if known {
		most = wire.MaxBody
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, req.Body, most))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large) && known:
		return nil, errLarge
	case errors.As(err, &large):
		return nil, errTicket
	case err != nil:
		return nil, errForm
	}
	return b, nil
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
func (r *Relay) once(a asked) error {
	return r.c.Store.Spend(a.Context(), a.nonce, hour(r.c.Now()))
}
