package relay

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"amparo/internal/exchange"
	"amparo/internal/relay/wire"
)

// Refusals of the server itself.
var (
	errForm   = errors.New("this can't be read")
	errHost   = errors.New("the relay has another name")
	errTicket = errors.New("the signature does not fit")
	errClock  = errors.New("the minute is another one here")
	errLarge  = errors.New("this is too long")
	errOften  = errors.New("too much at once")
)

// answers says how each refusal is answered: a status, and one word that a
// client can tell apart. Whatever is not here is trouble of the relay's own.
var answers = []struct {
	err    error
	status int
	word   string
}{
	{errForm, http.StatusBadRequest, "form"},
	{exchange.ErrMessage, http.StatusBadRequest, "form"},
	{errTicket, http.StatusUnauthorized, "ticket"},
	{ErrNoMailbox, http.StatusUnauthorized, "ticket"},
	{errClock, http.StatusUnauthorized, "clock"},
	{ErrReplay, http.StatusUnauthorized, "replay"},
	{ErrCode, http.StatusForbidden, "code"},
	{ErrNotFound, http.StatusNotFound, "none"},
	{errLarge, http.StatusRequestEntityTooLarge, "large"},
	{errHost, http.StatusMisdirectedRequest, "host"},
	{errOften, http.StatusTooManyRequests, "often"},
	{ErrQuota, http.StatusInsufficientStorage, "quota"},
}

// refuse answers an error. What the store says stays here.
func (r *Relay) refuse(w http.ResponseWriter, err error) {
	r.counted.refused.Add(1)
	status, word := http.StatusServiceUnavailable, "trouble"
	for _, a := range answers {
		if errors.Is(err, a.err) {
			status, word = a.status, a.word
			break
		}
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, word)
}

// answer writes bytes. That the other end has gone is no error of ours.
func answer(w http.ResponseWriter, b []byte) error {
	if err := allow(w, wire.Patience(int64(len(b)))); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.Write(b)
	return nil
}
