package relay

import (
	"errors"
	"net/http"
	"strconv"

	"amparo/internal/exchange"
	"amparo/internal/relay/wire"
)

// Bounds of one answer to a read. A page is no longer than a slow line brings
// through in a minute or two; what came stays when the line breaks.
const (
	pageEntries = 1024
	pageBytes   = 128 << 10
)

// append takes in what an exchange's Accept carries. It is durable before it is
// answered and before anyone is woken.
func (r *Relay) append(w http.ResponseWriter, a *asked) error {
	m, err := exchange.Decode(a.body)
	if err != nil || m.Kind != exchange.Accept {
		return errForm
	}
	placed, err := r.c.Store.Append(a.Context(), a.box, a.key, m.Blobs, r.terms())
	if errors.Is(err, ErrNoMailbox) {
		r.keys.forget(a.box)
	}
	if err != nil {
		return err
	}
	r.keys.note(a.box, a.key)
	r.counted.appended.Add(int64(len(m.Blobs)))
	r.hub.wake(a.box, newsOf(a, m.Blobs, placed.Head))
	return answer(w, placed.Encode())
}

// newsOf is nil when there is much: those who are slow to take it should not
// make the relay keep it.
func newsOf(a *asked, blobs [][]byte, head wire.Head) *news {
	const much = 64 << 10
	if len(a.body) > much {
		return nil
	}
	return &news{blobs, head}
}

// read answers with a page.
func (r *Relay) read(w http.ResponseWriter, a *asked) error {
	after, err := number(a, "after")
	if err != nil {
		return err
	}
	page, err := r.c.Store.Read(a.Context(), a.box, after, pageEntries, pageBytes)
	if err != nil {
		return err
	}
	return answer(w, page.Encode())
}

// missing answers an offer with what is not here.
func (r *Relay) missing(w http.ResponseWriter, a *asked) error {
	m, err := exchange.Decode(a.body)
	if err != nil || m.Kind != exchange.Offer {
		return errForm
	}
	ids, err := r.c.Store.Lacks(a.Context(), a.box, m.IDs)
	if err != nil {
		return err
	}
	return answer(w, exchange.Message{Kind: exchange.Missing, Page: m.Page, Last: m.Last, IDs: ids}.Encode())
}

// drop forgets entries that a snapshot has taken the place of.
func (r *Relay) drop(w http.ResponseWriter, a *asked) error {
	through, err := number(a, "through")
	if err == nil && through == All {
		err = errForm
	}
	if err != nil {
		return err
	}
	return r.forget(w, a, through)
}

// dropAll forgets the mailbox.
func (r *Relay) dropAll(w http.ResponseWriter, a *asked) error { return r.forget(w, a, All) }

func (r *Relay) forget(w http.ResponseWriter, a *asked, through uint64) error {
	if err := r.once(a); err != nil {
		return err
	}
	if err := r.c.Store.Drop(a.Context(), a.box, through); err != nil {
		return err
	}
	r.hub.wake(a.box, nil)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// number reads the one number of a query.
func number(a *asked, name string) (uint64, error) {
	text := a.URL.Query().Get(name)
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return 0, errForm
	}
	return n, nil
}
